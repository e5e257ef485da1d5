import { FileSystem } from "@effect/platform/FileSystem"
import { assert } from "@effect/vitest"
import { Effect, Option } from "effect"
import { Settings } from "../../src/domain/Settings.ts"
import { JobFile } from "../../src/jobs/JobFile.ts"
import { JobStore } from "../../src/jobs/JobStore.ts"
import { recordOf, wellEnded } from "../support/Jobs.ts"
import { create, createEnded, middle, newer, older, onEachStore, spec } from "../support/Stores.ts"
import { noon, put } from "../support/World.ts"

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
})
