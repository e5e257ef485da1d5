import { join } from "node:path"
import type { FileSystem } from "@effect/platform/FileSystem"
import * as FS from "@effect/platform/FileSystem"
import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Fiber, Layer, Option } from "effect"
import { JobFile } from "../../src/jobs/JobFile.ts"
import { JobLedger } from "../../src/jobs/JobLedger.ts"
import { JobRegistry } from "../../src/jobs/JobRegistry.ts"
import { JobStore } from "../../src/jobs/JobStore.ts"
import { JobsInHand } from "../../src/jobs/JobsInHand.ts"
import type { DurableFiles } from "../../src/processes/DurableFiles.ts"
import { failing } from "../support/FileSystems.ts"
import { make, pass, wellEnded } from "../support/Jobs.ts"
import { idAt, owners } from "../support/Owners.ts"
import { born, Population } from "../support/Population.ts"
import { closable, home, jsonOf, machine, namesIn, noon, put, world } from "../support/World.ts"

const one = idAt("2026-11-20T00:00:00Z")
const two = idAt("2026-11-20T00:00:01Z")
const three = idAt("2026-11-20T00:00:02Z")

const folderOf = (id: string) => `${home}/jobs/2026-11-20/${id}`

/** A job that has ended, with a directory of its script's own. */
const ended = Effect.fnUntraced(function* (id: string) {
  const store = yield* JobStore
  yield* make(id)
  yield* put(join(folderOf(id), "work", "data", "file"), "x")
  yield* store.writeOnce(id, JobFile.exit, { ...wellEnded, ended_at: "2026-11-20T00:00:03.000Z" })
  yield* store.settled(id)
  return id
})

const prune = Effect.flatMap(JobRegistry, (registry) => registry.prune(() => true))

const listed = Effect.map(
  Effect.flatMap(JobRegistry, (jobs) => jobs.list({ status: Option.none(), limit: 9 })),
  ({ jobs }) => jobs.map(({ id, state }) => [id, state._tag]),
)

/** Nothing goes out of a directory that is not writable, as for everybody but root. */
const guarding = (path: string, isForGood: boolean) => {
  let isClosed = true
  return (fs: FileSystem): Partial<FileSystem> => ({
    remove: (at, options) =>
      isClosed && at.endsWith(path) ? failing("remove", "EACCES") : fs.remove(at, options),
    chmod: (at, mode) =>
      Effect.tap(fs.chmod(at, mode), () => {
        isClosed = isClosed && (isForGood || (mode & 0o700) !== 0o700)
      }),
  })
}

describe("a job that cannot be read", () => {
  const unreadable = (fs: FileSystem): Partial<FileSystem> => ({
    readDirectory: (path, options) =>
      path === folderOf(two) ? failing("readDirectory", "EACCES") : fs.readDirectory(path, options),
  })

  it.effect("is unknown in lists, left by the cleaners, and an error where it is asked for", () =>
    Effect.gen(function* () {
      const jobs = yield* JobRegistry
      yield* Effect.forEach([one, two, three], ended)
      assert.deepStrictEqual(yield* listed, [
        [three, "Ended"],
        [two, "Unreadable"],
        [one, "Ended"],
      ])
      const completed = { status: Option.some("completed" as const), limit: 9 }
      assert.strictEqual((yield* jobs.list(completed)).total, 2)
      assert.lengthOf((yield* jobs.endedSince(Date.parse("2026-11-20"), 9)).jobs, 2)
      assert.strictEqual((yield* Effect.flip(jobs.get(two)))._tag, "StoreUnavailable")
      assert.deepInclude(yield* prune, { removed: 2, failed: 0, remaining: 1 })
    }).pipe(Effect.provide(world({ files: unreadable }))),
  )

  it.effect("is no reason to leave the jobs of dead servers without an end", () => {
    const unmarked = (fs: FileSystem): Partial<FileSystem> => ({
      stat: (path) => (path === `${home}/active/${two}` ? failing("stat", "EIO") : fs.stat(path)),
    })
    return Effect.gen(function* () {
      yield* make(one, { owner: owners.here })
      yield* make(two, { owner: owners.here })
      assert.deepStrictEqual(yield* listed, [
        [two, "Ended"],
        [one, "Ended"],
      ])
    }).pipe(Effect.provide(world({ files: unmarked })))
  })
})

describe("a job that does not let itself be removed", () => {
  it.effect("goes all the same, where only its script has closed a directory", () =>
    Effect.gen(function* () {
      yield* Effect.forEach([one, two, three], ended)
      assert.deepInclude(yield* prune, { removed: 3, failed: 0, remaining: 0 })
      assert.deepStrictEqual(yield* namesIn(`${home}/jobs/2026-11-20`), [])
    }).pipe(Effect.provide(world({ files: guarding(`${two}/work`, false) }))),
  )

  it.effect("is not counted, stays as it was, and the others go", () =>
    Effect.gen(function* () {
      yield* Effect.forEach([one, two, three], ended)
      assert.deepInclude(yield* prune, { removed: 2, failed: 1, remaining: 1, isWhole: true })
      assert.deepStrictEqual(yield* listed, [[two, "Ended"]])
      assert.include(yield* namesIn(folderOf(two)), "work")
    }).pipe(Effect.provide(world({ files: guarding(`${two}/work`, true) }))),
  )

  it.effect("is no reason for retention to do it all again", () =>
    Effect.gen(function* () {
      yield* Effect.forEach([one, two, three], ended)
      yield* pass("20 seconds")
      assert.deepStrictEqual(yield* listed, [[two, "Ended"]])
      assert.deepInclude(yield* jsonOf(`${home}/meta/retention.json`), {
        swept_at: "2026-11-23T12:00:15.000Z",
      })
    }).pipe(
      Effect.provide(
        world({
          files: guarding(`${two}/work`, true),
          settings: { retention: { days: 1, jobs: 0, bytes: 0 } },
        }),
      ),
    ),
  )
})

describe("an ended job stays", () => {
  it.effect("as long as its owner, who lives, has its mark", () =>
    Effect.gen(function* () {
      const store = yield* JobStore
      yield* born(owners.here.server.pid)
      yield* make(one, { owner: owners.here })
      yield* store.writeOnce(one, JobFile.exit, wellEnded)
      assert.deepInclude(yield* prune, { removed: 0, failed: 0, remaining: 1 })
      yield* (yield* Population).dies(owners.here.server.pid)
      assert.deepInclude(yield* prune, { removed: 1, remaining: 0 })
    }).pipe(Effect.provide(world())),
  )

  it.effect("while this server answers from its files", () =>
    Effect.gen(function* () {
      yield* ended(one)
      const inHand = yield* JobsInHand
      yield* inHand.during((hold) =>
        Effect.gen(function* () {
          yield* hold(one)
          assert.deepInclude(yield* prune, { removed: 0, remaining: 1 })
        }),
      )
      assert.deepInclude(yield* prune, { removed: 1, remaining: 0 })
    }).pipe(Effect.provide(world())),
  )
})

describe("cleaning", () => {
  it.effect("by two at a time counts each job once", () =>
    Effect.gen(function* () {
      const ledger = yield* JobLedger
      yield* Effect.forEach([one, two, three], ended)
      const { entries } = yield* ledger.ended(Duration.zero)
      const { jobs: first } = yield* ledger.remove(entries.slice(0, 2))
      const { jobs: second } = yield* ledger.remove(entries)
      assert.deepStrictEqual([first, second], [2, 1])
    }).pipe(Effect.provide(Layer.provideMerge(JobLedger.layer, world()))),
  )

  it.effect("takes no longer than its caller has patience, and goes on where it was", () => {
    const slow = (files: DurableFiles["Type"]): DurableFiles["Type"] => ({
      ...files,
      read: (path, schema) =>
        path.endsWith("exit.json")
          ? Effect.delay(files.read(path, schema), "3 seconds")
          : files.read(path, schema),
    })
    return Effect.gen(function* () {
      const ids = Array.from({ length: 12 }, (_, n) => idAt("2026-11-20T00:00:00Z", String(n)))
      yield* Effect.forEach(ids, ended, { discard: true })
      const first = yield* Effect.fork(prune)
      yield* pass("41 seconds")
      const { removed, isWhole } = yield* Fiber.join(first)
      assert.isFalse(isWhole)
      assert.isAbove(removed, 0)
      assert.isBelow(removed, 12)
      const second = yield* Effect.fork(prune)
      yield* pass("41 seconds")
      assert.deepInclude(yield* Fiber.join(second), { isWhole: true, remaining: 0 })
    }).pipe(Effect.provide(world({ durable: slow })))
  })

  it.effect("removes folders of jobs that never were, when they are a day old and not marked", () =>
    Effect.gen(function* () {
      const fs = yield* FS.FileSystem
      yield* ended(one)
      yield* born(owners.here.server.pid)
      yield* fs.makeDirectory(folderOf(two))
      yield* (yield* JobStore).announce({
        ...(yield* make(idAt(noon), { owner: owners.here })),
        id: three,
      })
      assert.deepInclude(yield* prune, { removed: 1, remaining: 3 })
      const longAgo = Date.parse(noon) / 1000 - 25 * 3600
      yield* Effect.forEach([two, three], (id) => fs.utimes(folderOf(id), longAgo, longAgo))
      assert.deepInclude(yield* prune, { removed: 0, remaining: 2 })
      assert.isFalse(yield* fs.exists(folderOf(two)))
      assert.isTrue(yield* fs.exists(folderOf(three)))
    }).pipe(Effect.provide(world())),
  )

  it.effect("and recovery are seen in meta/jobs.json, whoever did it", () =>
    Effect.gen(function* () {
      const a = yield* closable()
      yield* Effect.gen(function* () {
        const shown = Effect.map(
          jsonOf(`${home}/meta/jobs.json`),
          (json) => (json as { jobs: ReadonlyArray<{ id: string; status: string }> }).jobs,
        )
        yield* make(one, { owner: owners.here })
        yield* listed
        yield* pass("2 seconds")
        assert.deepInclude((yield* shown)[0], { id: one, status: "failed" })
        yield* prune
        yield* pass("2 seconds")
        assert.deepStrictEqual(yield* shown, [])
      }).pipe(Effect.provide(a.services))
      yield* a.close
    }).pipe(Effect.provide(machine)),
  )
})
