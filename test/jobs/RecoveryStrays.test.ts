import { FileSystem } from "@effect/platform/FileSystem"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Option } from "effect"
import type { Owner } from "../../src/domain/JobFiles.ts"
import { EndDraft } from "../../src/jobs/JobEnd.ts"
import { JobStore } from "../../src/jobs/JobStore.ts"
import { Recovery } from "../../src/jobs/Recovery.ts"
import { endOf, make, pass, read, recordOf } from "../support/Jobs.ts"
import { idAt, owners } from "../support/Owners.ts"
import { born, signals } from "../support/Population.ts"
import { home, namesIn, noon, put, world } from "../support/World.ts"

const id = idAt(noon)

const recoverAll = Effect.flatMap(Recovery, (recovery) => recovery.recoverAll)

describe("a job that is only marked", () => {
  const announced = (owner: Owner) =>
    Effect.flatMap(JobStore, (store) => store.announce(recordOf(id, owner)))

  it.effect("goes with its folder and its processes, when its maker is dead", () =>
    Effect.gen(function* () {
      yield* announced(owners.here)
      yield* born(801, { cookie: recordOf(id, null).cookie })
      const recovering = yield* Effect.fork(recoverAll)
      yield* pass("2 seconds")
      yield* recovering
      assert.deepStrictEqual(yield* signals, ["SIGTERM 801"])
      assert.deepStrictEqual(yield* namesIn(`${home}/active`), [])
      assert.isFalse(yield* (yield* FileSystem).exists(`${home}/jobs/2026-11-23/${id}`))
    }).pipe(Effect.provide(world())),
  )

  it.effect(
    "is none any more, when its record comes between the look at it and the verdict",
    () => {
      const path = `${home}/jobs/2026-11-23/${id}`
      const record = JSON.stringify(recordOf(id, owners.here))
      let isLinked = false
      // Its maker links job.json right after the first look, and dies.
      const late = (fs: FileSystem): Partial<FileSystem> => ({
        readDirectory: (folder, options) => {
          const link = folder === path && !isLinked
          isLinked = isLinked || link
          const names = fs.readDirectory(folder, options)
          return link
            ? Effect.zipLeft(names, fs.writeFileString(`${path}/job.json`, record))
            : names
        },
      })
      return Effect.gen(function* () {
        yield* announced(owners.here)
        yield* recoverAll
        assert.isTrue(isLinked)
        assert.deepInclude(yield* endOf(id), { status: "failed", reason: "never_started" })
        assert.deepStrictEqual(yield* namesIn(`${home}/active`), [])
      }).pipe(Effect.provide(world({ files: late })))
    },
  )

  it.effect("stays, when its maker lives: it is just being made", () =>
    Effect.gen(function* () {
      yield* born(owners.here.server.pid)
      yield* announced(owners.here)
      yield* recoverAll
      assert.deepStrictEqual(yield* namesIn(`${home}/active`), [id])
      assert.isTrue(yield* (yield* FileSystem).exists(`${home}/jobs/2026-11-23/${id}`))
    }).pipe(Effect.provide(world())),
  )

  it.effect("stays for a day, when nobody can tell who made it", () =>
    Effect.gen(function* () {
      yield* put(`${home}/active/${id}`, "")
      yield* pass("1 minute")
      yield* recoverAll
      assert.deepStrictEqual(yield* namesIn(`${home}/active`), [id])
      yield* pass("1 day")
      yield* recoverAll
      assert.deepStrictEqual(yield* namesIn(`${home}/active`), [])
    }).pipe(Effect.provide(world())),
  )
})

describe("a job whose record does not parse", () => {
  it.effect("stays unknown; its processes end and its mark goes with its dead owner", () =>
    Effect.gen(function* () {
      const { cookie } = yield* make(id, { owner: owners.here })
      yield* put(`${home}/jobs/2026-11-23/${id}/job.json`, '{"id": 1}')
      yield* born(801, { cookie })
      const recovering = yield* Effect.fork(recoverAll)
      yield* pass("2 seconds")
      yield* recovering
      assert.strictEqual((yield* read(id)).state._tag, "Unreadable")
      assert.isNull(yield* endOf(id))
      assert.deepStrictEqual(yield* signals, ["SIGTERM 801"])
      assert.deepStrictEqual(yield* namesIn(`${home}/active`), [])
    }).pipe(Effect.provide(world())),
  )
})

describe("ending a job from here", () => {
  it.effect("is possible where its processes are within reach, though its owner lives", () =>
    Effect.gen(function* () {
      yield* born(owners.here.server.pid)
      const { cookie } = yield* make(id, { owner: owners.here })
      yield* born(801, { cookie })
      const recovery = yield* Recovery
      const ending = yield* Effect.fork(recovery.endFromHere(yield* read(id), EndDraft.cancelled))
      yield* pass("2 seconds")
      assert.isTrue(yield* ending)
      assert.deepInclude(yield* endOf(id), { status: "cancelled", killed_processes: 1 })
    }).pipe(Effect.provide(world())),
  )

  for (const place of ["rebooted", "elsewhere", "inside"] as const) {
    it.effect(`is not, when its server is ${place}`, () =>
      Effect.gen(function* () {
        yield* make(id, { owner: owners[place] })
        const recovery = yield* Recovery
        assert.isFalse(yield* recovery.endFromHere(yield* read(id), EndDraft.cancelled))
        assert.isTrue(Option.isNone((yield* read(id)).exit))
      }).pipe(Effect.provide(world())),
    )
  }
})
