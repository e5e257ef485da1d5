import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Fiber, Option } from "effect"
import { EnvironmentPlan } from "../../src/environment/EnvironmentPlan.ts"
import { pass } from "../support/Jobs.ts"
import { playing, startRun } from "../support/Requests.ts"
import { interpreter, ScriptedEnvironments } from "../support/ScriptedEnvironments.ts"
import { world } from "../support/World.ts"

const slowPlan = (time: Duration.DurationInput) =>
  Effect.flatMap(ScriptedEnvironments, ({ plans }) =>
    plans(() => Effect.as(Effect.sleep(time), EnvironmentPlan.System({ interpreter, notes: [] }))),
  )

const twoSeconds = world({ settings: { smartAsyncBudget: Duration.seconds(2) } })

describe("the budget of a run", () => {
  it.effect(
    "counts from the call on: what is looked up before the job is the caller's time, too",
    () =>
      Effect.gen(function* () {
        yield* playing({ after: "10 seconds" })
        yield* slowPlan("1500 millis")
        const run = yield* Effect.fork(startRun())
        yield* pass("1999 millis")
        assert.isTrue(Option.isNone(yield* Fiber.poll(run)))
        yield* pass("1 millis")
        assert.strictEqual((yield* Fiber.join(run))._tag, "Backgrounded")
      }).pipe(Effect.provide(twoSeconds)),
  )

  it.effect("may be over before there is a job: then it is handed over at once", () =>
    Effect.gen(function* () {
      yield* playing({ after: "10 seconds" })
      yield* slowPlan("3 seconds")
      const run = yield* Effect.fork(startRun())
      yield* pass("3 seconds")
      assert.strictEqual((yield* Fiber.join(run))._tag, "Backgrounded")
    }).pipe(Effect.provide(twoSeconds)),
  )
})
