import { assert, describe, it } from "@effect/vitest"
import { Cause, Duration, Effect, Exit, Fiber, Option, Ref, Schema } from "effect"
import { StoreUnavailable } from "../../src/domain/Job.ts"
import { JobProgress } from "../../src/domain/JobProgress.ts"
import { smartAsync } from "../../src/jobs/smartAsyncEffect.ts"
import type { DurableFiles } from "../../src/processes/DurableFiles.ts"
import { endOf, onlyJob, pass, read } from "../support/Jobs.ts"
import { jsonOf, world } from "../support/World.ts"

class NoLuck extends Schema.TaggedError<NoLuck>()("NoLuck", {}) {
  override get message() {
    return "The dice are against us. Throw again."
  }
}

const Answer = Schema.Struct({ at: Schema.Date, sum: Schema.BigInt })

const options = { label: "sums", budget: Duration.seconds(2), result: Schema.Unknown } as const

describe("an effect as a job", () => {
  it.effect("gives its exit in time and keeps its result encoded", () =>
    Effect.gen(function* () {
      const answer = { at: new Date(0), sum: 12n }
      const outcome = yield* smartAsync(Effect.succeed(answer), { ...options, result: Answer })
      if (outcome._tag !== "InTime") return assert.fail("it was not in time")
      assert.deepStrictEqual(outcome.exit, Exit.succeed(answer))
      const job = yield* read(outcome.id)
      assert.deepStrictEqual(yield* jsonOf(`${job.folder}/result.json`), {
        value: { at: "1970-01-01T00:00:00.000Z", sum: "12" },
      })
      assert.deepInclude(job.job, { label: "sums", tool: "effect" })
      assert.deepInclude(yield* endOf(outcome.id), { status: "completed", reason: null })
    }).pipe(Effect.provide(world())),
  )

  it.effect("keeps its result when nobody waits any more", () =>
    Effect.gen(function* () {
      const caller = yield* Effect.fork(
        smartAsync(Effect.as(Effect.sleep("5 seconds"), 7), options),
      )
      yield* pass("2 seconds")
      const outcome = yield* Fiber.join(caller)
      assert.strictEqual(outcome._tag, "Backgrounded")
      yield* pass("3 seconds")
      const { result } = yield* read(outcome.id)
      assert.deepStrictEqual(result, Option.some({ value: 7 }))
    }).pipe(Effect.provide(world())),
  )

  it.effect("fails with the sentence of its error, and leaves no result", () =>
    Effect.gen(function* () {
      const outcome = yield* smartAsync(Effect.fail(new NoLuck()), options)
      assert.deepInclude(yield* endOf(outcome.id), {
        status: "failed",
        reason: null,
        error: "The dice are against us. Throw again.",
      })
      assert.isTrue(Option.isNone((yield* read(outcome.id)).result))
    }).pipe(Effect.provide(world())),
  )

  it.effect("fails with the cause where it dies", () =>
    Effect.gen(function* () {
      const outcome = yield* smartAsync(Effect.dieMessage("a bug in here"), options)
      if (outcome._tag !== "InTime") return assert.fail("it was not in time")
      assert.isTrue(Exit.isFailure(outcome.exit) && Cause.isDie(outcome.exit.cause))
      const end = yield* endOf(outcome.id)
      assert.strictEqual(end?.status, "failed")
      assert.match(end?.error ?? "", /a bug in here/)
    }).pipe(Effect.provide(world())),
  )

  it.effect("fails where its result cannot be kept as the schema says", () =>
    Effect.gen(function* () {
      const outcome = yield* smartAsync(Effect.succeed(-1), {
        ...options,
        result: Schema.Number.pipe(Schema.positive()),
      })
      assert.strictEqual((yield* endOf(outcome.id))?.status, "failed")
    }).pipe(Effect.provide(world())),
  )
})

describe("the reports of its progress", () => {
  const counted = Effect.gen(function* () {
    const writes = yield* Ref.make(0)
    const durable = (files: DurableFiles["Type"]): DurableFiles["Type"] => ({
      ...files,
      replace: (path, schema, value) =>
        Effect.zipRight(
          path.endsWith("/progress.json") ? Ref.update(writes, (n) => n + 1) : Effect.void,
          files.replace(path, schema, value),
        ),
    })
    return { writes, durable }
  })

  const loop = (times: number, pause: Duration.DurationInput) =>
    Effect.flatMap(JobProgress, ({ report }) =>
      Effect.forEach(
        Array.from({ length: times }, (_, index) => index + 1),
        (current) => Effect.zipRight(report(current, times, "counting"), Effect.sleep(pause)),
        { discard: true },
      ),
    )

  it.effect("are written at most five times a second", () =>
    Effect.gen(function* () {
      const { writes, durable } = yield* counted
      yield* Effect.gen(function* () {
        yield* Effect.fork(smartAsync(loop(100, "10 millis"), options))
        yield* pass("999 millis")
        assert.isAtMost(yield* Ref.get(writes), 5)
        assert.isAtLeast(yield* Ref.get(writes), 4)
      }).pipe(Effect.provide(world({ durable })))
    }),
  )

  it.effect("are seen while the work goes on", () =>
    Effect.gen(function* () {
      yield* Effect.fork(smartAsync(Effect.zipRight(loop(3, "1 second"), Effect.never), options))
      yield* pass("1500 millis")
      const { progress } = yield* read(yield* onlyJob)
      assert.deepStrictEqual(progress, Option.some({ current: 2, total: 3, message: "counting" }))
    }).pipe(Effect.provide(world())),
  )

  it.effect("end with the last one, however soon the work is over", () =>
    Effect.gen(function* () {
      const outcome = yield* smartAsync(
        Effect.flatMap(JobProgress, ({ report }) =>
          Effect.zipRight(report(1, 2, "begun"), report(2, undefined, undefined)),
        ),
        options,
      )
      const { progress } = yield* read(outcome.id)
      assert.deepStrictEqual(progress, Option.some({ current: 2, total: null, message: null }))
    }).pipe(Effect.provide(world())),
  )

  it.effect("never fail the work", () =>
    Effect.gen(function* () {
      const durable = (files: DurableFiles["Type"]): DurableFiles["Type"] => ({
        ...files,
        replace: (path) => new StoreUnavailable({ path, reason: "no space left on the device" }),
      })
      yield* Effect.gen(function* () {
        const caller = yield* Effect.fork(smartAsync(loop(2, "500 millis"), options))
        yield* pass("1 second")
        const outcome = yield* Fiber.join(caller)
        assert.deepInclude(yield* endOf(outcome.id), { status: "completed" })
      }).pipe(Effect.provide(world({ durable })))
    }),
  )
})
