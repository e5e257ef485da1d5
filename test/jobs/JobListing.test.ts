import { FileSystem } from "@effect/platform/FileSystem"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Option } from "effect"
import { Settings } from "../../src/domain/Settings.ts"
import { JobFile } from "../../src/jobs/JobFile.ts"
import { JobStore } from "../../src/jobs/JobStore.ts"
import { DurableFiles } from "../../src/processes/DurableFiles.ts"
import { MemoryFileSystem } from "../../src/processes/MemoryFileSystem.ts"
import { recordOf, wellEnded } from "../support/Jobs.ts"
import { create, createEnded, middle, newer, older, onEachStore, spec } from "../support/Stores.ts"
import { noon, put, settingsOf } from "../support/World.ts"

const begun = Option.some({ at: noon })

onEachStore((test) => {
  test(
    "the newest jobs come first, over all days, and no more than asked for",
    Effect.gen(function* () {
      const store = yield* JobStore
      yield* Effect.forEach([middle, newer, older], create)
      const page = yield* store.newest({ status: Option.none(), limit: 2 })
      assert.deepStrictEqual(
        page.jobs.map(({ id }) => id),
        [newer, middle],
      )
      assert.strictEqual(page.total, 3)
      assert.deepStrictEqual(yield* store.newestIds(99), [newer, middle, older])
    }),
  )

  test(
    "a list of one status tells how many there are of it in all",
    Effect.gen(function* () {
      const store = yield* JobStore
      yield* create(newer)
      yield* Effect.forEach([middle, older], createEnded)
      const ended = yield* store.newest({ status: Option.some("completed"), limit: 1 })
      assert.deepStrictEqual([ended.jobs.map(({ id }) => id), ended.total], [[middle], 2])
      const running = yield* store.newest({ status: Option.some("running"), limit: 9 })
      assert.deepStrictEqual([running.jobs.map(({ id }) => id), running.total], [[newer], 1])
      yield* store.writeOnce(newer, JobFile.exit, { ...wellEnded, status: "failed" as const })
      assert.strictEqual(
        (yield* store.newest({ status: Option.some("running"), limit: 9 })).total,
        0,
      )
      assert.strictEqual(
        (yield* store.newest({ status: Option.some("failed"), limit: 9 })).total,
        1,
      )
    }),
  )

  test(
    "imported jobs come after all others",
    Effect.gen(function* () {
      const store = yield* JobStore
      const fs = yield* FileSystem
      yield* fs.makeDirectory(store.folder("zebra"), { recursive: true })
      yield* store.create(recordOf("zebra", null), spec, begun)
      yield* store.writeOnce("zebra", JobFile.exit, wellEnded)
      yield* create(older)
      assert.deepStrictEqual(yield* store.newestIds(99), [older, "zebra"])
      assert.deepStrictEqual((yield* Effect.flatten(store.read("zebra"))).job.owner, null)
    }),
  )

  test(
    "what is temporary or hidden is no job",
    Effect.gen(function* () {
      const store = yield* JobStore
      const { home } = yield* Settings
      yield* create(newer)
      yield* put(`${home}/jobs/imported/.tmp-77/job.json`, "{}")
      yield* put(`${home}/jobs/.trash/x/job.json`, "{}")
      assert.deepStrictEqual(yield* store.newestIds(99), [newer])
    }),
  )

  test(
    "what a day's book says is not read again, and what has no folder is not in it",
    Effect.gen(function* () {
      const store = yield* JobStore
      const { home } = yield* Settings
      yield* Effect.forEach([middle, older], createEnded)
      const entry = { status: "failed", ended_at: noon, bytes: 1 }
      const jobs = [middle, newer].map((id) => ({ id, ...entry }))
      yield* put(`${home}/jobs/2026-11-22/day.json`, JSON.stringify({ format: 1, jobs }))
      const failed = yield* store.newest({ status: Option.some("failed"), limit: 9 })
      assert.deepStrictEqual([failed.jobs.map(({ id }) => id), failed.total], [[middle], 1])
      const all = yield* store.newest({ status: Option.none(), limit: 9 })
      assert.deepStrictEqual([all.jobs.map(({ id }) => id), all.total], [[middle, older], 2])
    }),
  )

  test(
    "a day's book that cannot be read changes nothing",
    Effect.gen(function* () {
      const store = yield* JobStore
      const { home } = yield* Settings
      yield* createEnded(middle)
      for (const text of [
        "{}",
        '{"format": 1, "jobs": [{"id": 7}]}',
        '{"format": 2, "jobs": []}',
      ]) {
        yield* put(`${home}/jobs/2026-11-22/day.json`, text)
        const page = yield* store.newest({ status: Option.some("completed"), limit: 9 })
        assert.deepStrictEqual([page.jobs.map(({ id }) => id), page.total], [[middle], 1])
      }
    }),
  )

  test(
    "folders whose job was never made, and what is no job of that day, do not take a place",
    Effect.gen(function* () {
      const store = yield* JobStore
      const fs = yield* FileSystem
      const { home } = yield* Settings
      yield* Effect.forEach([older, middle], createEnded)
      yield* fs.makeDirectory(`${home}/jobs/2026-11-22/${newer}`)
      yield* put(`${home}/jobs/2026-11-22/notes/job.json`, "{}")
      yield* put(`${home}/jobs/2026-11-22/${older}/job.json`, "{}")
      yield* put(`${home}/jobs/elsewhere/${middle}/job.json`, "{}")
      const page = yield* store.newest({ status: Option.none(), limit: 2 })
      assert.deepStrictEqual(
        page.jobs.map(({ id }) => id),
        [middle, older],
      )
      // The one that was never made is counted until it is cleaned up, and nothing else is.
      assert.strictEqual(page.total, 3)
    }),
  )
})

describe("removing a job", () => {
  it.effect("takes the book of its day away before the job itself", () =>
    Effect.gen(function* () {
      const steps: Array<string> = []
      const noting = Effect.map(
        FileSystem,
        (fs): FileSystem => ({
          ...fs,
          remove: (path, options) =>
            Effect.zipRight(
              Effect.sync(() => steps.push(`remove ${path.split("/").at(-1)}`)),
              fs.remove(path, options),
            ),
          rename: (from, to) =>
            Effect.zipRight(
              Effect.sync(() => steps.push(`rename ${from.split("/").at(-1)}`)),
              fs.rename(from, to),
            ),
        }),
      )
      const layer = JobStore.layer.pipe(
        Layer.provide(DurableFiles.layer),
        Layer.provideMerge(Layer.effect(FileSystem, noting)),
        Layer.provide(MemoryFileSystem.layer),
        Layer.provideMerge(settingsOf()),
      )
      yield* Effect.gen(function* () {
        const { home } = yield* Settings
        yield* createEnded(middle)
        yield* put(`${home}/jobs/2026-11-22/day.json`, "{}")
        steps.length = 0
        yield* (yield* JobStore).remove(middle)
      }).pipe(Effect.provide(layer))
      assert.deepStrictEqual(steps.slice(0, 2), ["remove day.json", `rename ${middle}`])
    }),
  )
})
