import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import type { ProcessEnd } from "../../src/domain/Process.ts"
import { JobFile } from "../../src/jobs/JobFile.ts"
import { JobStore } from "../../src/jobs/JobStore.ts"
import { payload } from "../support/Calls.ts"
import { make, start, wellEnded } from "../support/Jobs.ts"
import { idAt } from "../support/Owners.ts"
import { noon, world } from "../support/World.ts"

describe("py_prune_jobs", () => {
  it.effect("removes by default only cancelled jobs, and only old ones", () =>
    Effect.gen(function* () {
      const ended = Effect.fnUntraced(function* (status: ProcessEnd["status"], hours: number) {
        const at = new Date(Date.parse(noon) - hours * 3_600_000).toISOString()
        const id = idAt(at, { completed: "1", failed: "2", cancelled: "3" }[status])
        yield* make(id)
        const store = yield* JobStore
        yield* store.writeOnce(id, JobFile.exit, { ...wellEnded, status, ended_at: at })
        yield* store.settled(id)
      })
      yield* Effect.forEach(["completed", "failed", "cancelled"] as const, (status) =>
        Effect.zipRight(ended(status, 25), ended(status, 23)),
      )
      assert.deepStrictEqual(yield* payload("py_prune_jobs"), { removed: 1, remaining: 5 })
      assert.deepStrictEqual(yield* payload("py_prune_jobs"), { removed: 0, remaining: 5 })
      assert.deepStrictEqual(yield* payload("py_prune_jobs", { keep_failed: false }), {
        removed: 1,
        remaining: 4,
      })
      const all = { keep_failed: false, keep_completed: false, max_age_hours: 0 }
      assert.deepStrictEqual(yield* payload("py_prune_jobs", all), { removed: 4, remaining: 0 })
    }).pipe(Effect.provide(world())),
  )

  it.effect("never removes a running one", () =>
    Effect.gen(function* () {
      yield* start(() => Effect.never)
      const all = { keep_failed: false, keep_completed: false, max_age_hours: 0 }
      assert.deepStrictEqual(yield* payload("py_prune_jobs", all), { removed: 0, remaining: 1 })
    }).pipe(Effect.provide(world())),
  )
})
