import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Fiber } from "effect"
import { markdown, payload, refusal } from "../support/Calls.ts"
import { pass, process, start } from "../support/Jobs.ts"
import { playing } from "../support/Requests.ts"
import { world } from "../support/World.ts"

const sleepers = Effect.all([
  start(() => Effect.sleep("1 second")),
  start(() => Effect.sleep("2 seconds")),
])

const waitFor = (job_ids: ReadonlyArray<string>, given: Readonly<Record<string, unknown>> = {}) =>
  payload("wait_for_jobs", { job_ids, ...given })

describe("waiting for jobs", () => {
  it.effect("for any tells which have ended and which run on", () =>
    Effect.gen(function* () {
      const [first, second] = yield* sleepers
      const waiting = yield* Effect.fork(waitFor([first, second]))
      yield* pass("1 second")
      assert.deepStrictEqual(yield* Fiber.join(waiting), {
        done: [{ job_id: first, status: "completed", reason: null, exit_code: 0 }],
        running: [{ job_id: second, elapsed_seconds: 1, idle_seconds: null }],
        timed_out: false,
      })
    }).pipe(Effect.provide(world())),
  )

  it.effect("for all waits for the last", () =>
    Effect.gen(function* () {
      const ids = yield* sleepers
      const waiting = yield* Effect.fork(waitFor(ids, { mode: "all" }))
      yield* pass("2 seconds")
      const { done, running } = yield* Fiber.join(waiting)
      assert.lengthOf(done as ReadonlyArray<unknown>, 2)
      assert.deepStrictEqual(running, [])
    }).pipe(Effect.provide(world())),
  )

  it.effect("is over with the time, and the jobs go on", () =>
    Effect.gen(function* () {
      const [first] = yield* sleepers
      const waiting = yield* Effect.fork(waitFor([first], { timeout_seconds: 0.5 }))
      yield* pass("500 millis")
      assert.deepInclude(yield* Fiber.join(waiting), { done: [], timed_out: true })
    }).pipe(Effect.provide(world())),
  )

  it.effect("with no time at all is a look", () =>
    Effect.gen(function* () {
      const [first] = yield* sleepers
      assert.deepInclude(yield* waitFor([first], { timeout_seconds: 0 }), { timed_out: true })
    }).pipe(Effect.provide(world())),
  )

  it.effect("names a job once, however often it was given", () =>
    Effect.gen(function* () {
      const [first] = yield* sleepers
      yield* pass("1 second")
      const { done } = yield* waitFor([first, first], { mode: "all" })
      assert.lengthOf(done as ReadonlyArray<unknown>, 1)
    }).pipe(Effect.provide(world())),
  )

  it.effect("tells how long a script has been silent", () =>
    Effect.gen(function* () {
      yield* playing({
        after: Duration.infinity,
        output: [{ stream: "stdout", text: "hi\n", at: "1 second" }],
      })
      const id = yield* start(process)
      yield* pass("4 seconds")
      const { running } = yield* waitFor([id], { timeout_seconds: 0 })
      assert.deepStrictEqual(running, [{ job_id: id, elapsed_seconds: 4, idle_seconds: 3 }])
    }).pipe(Effect.provide(world())),
  )

  it.effect("takes 50 seconds at most, and says so", () =>
    Effect.gen(function* () {
      const id = yield* start(() => Effect.void)
      yield* pass("1 second")
      const result = yield* waitFor([id], { timeout_seconds: 300 })
      assert.match(String(result.message), /^Waited at most 50 s/)
      assert.notProperty(yield* waitFor([id], { timeout_seconds: 50 }), "message")
    }).pipe(Effect.provide(world())),
  )

  it.effect("is told to people line by line", () =>
    Effect.gen(function* () {
      const [first, second] = yield* sleepers
      yield* pass("1 second")
      assert.strictEqual(
        yield* markdown("wait_for_jobs", { job_ids: [first, second] }),
        `**1 ended, 1 running**\n\n- \`${first}\`: completed, exit code 0\n\n- \`${second}\`: running for 1 s, no output yet`,
      )
    }).pipe(Effect.provide(world())),
  )

  it.effect("is refused for nobody's job, for no job, and for what is no id", () =>
    Effect.gen(function* () {
      const [first] = yield* sleepers
      assert.match(
        yield* refusal("wait_for_jobs", { job_ids: [first, "nobody"] }),
        /no job "nobody"/,
      )
      assert.match(yield* refusal("wait_for_jobs", { job_ids: [] }), /- job_ids/)
      assert.match(yield* refusal("wait_for_jobs", { job_ids: ["../x"] }), /"\.\.\/x" is no job id/)
    }).pipe(Effect.provide(world())),
  )
})
