import { FileSystem } from "@effect/platform/FileSystem"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Option } from "effect"
import { JobStore } from "../../src/jobs/JobStore.ts"
import { DurableFiles } from "../../src/processes/DurableFiles.ts"
import { MemoryFileSystem } from "../../src/processes/MemoryFileSystem.ts"
import { failing } from "../support/FileSystems.ts"
import { recordOf } from "../support/Jobs.ts"
import { aServer } from "../support/Owners.ts"
import { createEnded, middle, newer, older, onEachStore, spec } from "../support/Stores.ts"
import { put, settingsOf } from "../support/World.ts"

const all = { status: Option.none(), limit: 100 }

const stateOf = (id: string) =>
  Effect.flatMap(JobStore, (store) =>
    Effect.map(
      store.read(id),
      Option.map(({ state }) => state),
    ),
  )

onEachStore((test) => {
  test(
    "a job without begun.json is pending",
    Effect.gen(function* () {
      const store = yield* JobStore
      const job = recordOf(newer, aServer())
      yield* store.announce(job)
      yield* store.create(job, spec, Option.none())
      assert.deepStrictEqual((yield* Effect.flatten(store.read(newer))).state._tag, "Pending")
    }),
  )

  test(
    "an id that is none leads nowhere, and nothing there is touched",
    Effect.gen(function* () {
      const fs = yield* FileSystem
      const store = yield* JobStore
      const home = store.folder(newer).replace(/\/jobs\/.*/, "")
      yield* fs.makeDirectory(`${home}/jobs/imported`, { recursive: true })
      yield* fs.makeDirectory(`${home}/victim`, { recursive: true })
      yield* fs.writeFileString(`${home}/victim/job.json`, "theirs")
      for (const id of ["../../victim", "..", ".", "", "a/b", "a\0b"]) {
        assert.isTrue(Option.isNone(yield* store.read(id)), JSON.stringify(id))
      }
      assert.strictEqual(yield* fs.readFileString(`${home}/victim/job.json`), "theirs")
    }),
  )

  test(
    "nobody's job is none",
    Effect.gen(function* () {
      const store = yield* JobStore
      assert.isTrue(Option.isNone(yield* store.read(newer)))
      assert.deepStrictEqual(yield* store.newest(all), { jobs: [], total: 0 })
    }),
  )

  test(
    "a job whose making was cut short is not there",
    Effect.gen(function* () {
      const store = yield* JobStore
      yield* put(`${store.folder(newer)}/spec.json`, "{}")
      yield* put(`${store.folder(newer)}/.tmp-1-job.json`, '{"id":')
      assert.isTrue(Option.isNone(yield* store.read(newer)))
      assert.deepStrictEqual((yield* store.newest(all)).jobs, [])
    }),
  )

  test(
    "a job.json that does not parse is set aside, and its job is unknown",
    Effect.gen(function* () {
      const store = yield* JobStore
      const fs = yield* FileSystem
      const path = `${store.folder(middle)}/job.json`
      yield* Effect.forEach([older, newer], createEnded)
      yield* put(path, '{"id": 7}')
      assert.strictEqual(Option.getOrThrow(yield* stateOf(middle))._tag, "Unreadable")
      assert.isFalse(yield* fs.exists(path))
      const aside = (yield* fs.readDirectory(store.folder(middle))).filter((name) =>
        name.startsWith("job.json.corrupt-"),
      )
      assert.lengthOf(aside, 1)
      assert.strictEqual(
        yield* fs.readFileString(`${store.folder(middle)}/${aside[0]}`),
        '{"id": 7}',
      )
      assert.strictEqual(Option.getOrThrow(yield* stateOf(middle))._tag, "Unreadable")
      const page = yield* store.newest(all)
      assert.deepStrictEqual(
        page.jobs.map(({ state }) => state._tag),
        ["Ended", "Unreadable", "Ended"],
      )
    }),
  )

  test(
    "a progress.json that does not parse costs the job its progress and nothing else",
    Effect.gen(function* () {
      const store = yield* JobStore
      yield* createEnded(newer)
      yield* put(`${store.folder(newer)}/progress.json`, "[]")
      const job = yield* Effect.flatten(store.read(newer))
      assert.isTrue(Option.isNone(job.progress))
      assert.strictEqual(job.state._tag, "Ended")
    }),
  )
})

describe("a disk that does not answer", () => {
  const trouble = Effect.map(FileSystem, (fs) => ({
    ...fs,
    readDirectory: (path: string) =>
      path.includes(newer) ? failing("readDirectory", "EIO") : fs.readDirectory(path),
  }))
  const layer = JobStore.layer.pipe(
    Layer.provide(DurableFiles.layer),
    Layer.provide(Layer.effect(FileSystem, trouble)),
    Layer.provideMerge(MemoryFileSystem.layer),
    Layer.provide(settingsOf()),
  )

  it.effect("says nothing about a job, least of all that there is none", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(Effect.flatMap(JobStore, (store) => store.read(newer)))
      assert.strictEqual(error._tag, "StoreUnavailable")
    }).pipe(Effect.provide(layer)),
  )
})

describe("a job whose file goes while it is read", () => {
  /** Once its folder has been listed, somebody else does this to it; the first times, or each time. */
  const meanwhile = (change: (fs: FileSystem, folder: string) => Effect.Effect<void, unknown>) =>
    JobStore.layer.pipe(
      Layer.provide(DurableFiles.layer),
      Layer.provide(
        Layer.effect(
          FileSystem,
          Effect.map(FileSystem, (fs) => ({
            ...fs,
            readDirectory: (path: string) =>
              path.endsWith(newer)
                ? Effect.zipLeft(fs.readDirectory(path), Effect.ignore(change(fs, path)))
                : fs.readDirectory(path),
          })),
        ),
      ),
      Layer.provideMerge(MemoryFileSystem.layer),
      Layer.provide(settingsOf()),
    )

  const setAside = (fs: FileSystem, folder: string) =>
    fs.rename(`${folder}/begun.json`, `${folder}/begun.json.corrupt-1`)

  it.effect("is still there when somebody else has set that file aside", () =>
    Effect.gen(function* () {
      const store = yield* JobStore
      yield* createEnded(newer)
      yield* put(`${store.folder(newer)}/begun.json`, "")
      assert.strictEqual((yield* Effect.flatten(store.read(newer))).state._tag, "Ended")
    }).pipe(Effect.provide(meanwhile(setAside))),
  )

  it.effect("is gone when somebody has removed it", () =>
    Effect.gen(function* () {
      const store = yield* JobStore
      yield* createEnded(newer)
      assert.isTrue(Option.isNone(yield* store.read(newer)))
    }).pipe(
      Effect.provide(meanwhile((fs, folder) => fs.rename(folder, folder.replace(newer, ".gone")))),
    ),
  )
})
