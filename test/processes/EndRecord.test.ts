import { FileSystem } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Fiber, Option, type Scope, TestClock } from "effect"
import { StoreUnavailable } from "../../src/domain/Job.ts"
import { ProcessEnd } from "../../src/domain/Process.ts"
import { Shutdown } from "../../src/domain/Shutdown.ts"
import { DurableFiles } from "../../src/processes/DurableFiles.ts"
import { MainExit } from "../../src/processes/ProcessEnding.ts"
import { ProcessRunner } from "../../src/processes/ProcessRunner.ts"
import { Stage, scriptedOver } from "../support/RunnerStage.ts"

type World = Stage | ProcessRunner | DurableFiles | FileSystem.FileSystem | Shutdown

/** The first so many writes of an end fail. */
const test = <A, E>(
  sentence: string,
  failures: number,
  effect: (attempts: () => number) => Effect.Effect<A, E, World | Scope.Scope>,
) =>
  it.scoped(sentence, () => {
    let attempts = 0
    const layer = scriptedOver((files) => ({
      ...files,
      writeOnce: (path, schema, value, options) =>
        Effect.suspend(() => {
          if (!path.endsWith("/exit.json")) return files.writeOnce(path, schema, value, options)
          attempts += 1
          return attempts > failures
            ? files.writeOnce(path, schema, value, options)
            : Effect.fail(new StoreUnavailable({ path, reason: "no space left on the device" }))
        }),
    }))
    return Effect.provide(
      effect(() => attempts),
      layer,
    )
  })

/** One that has ended with exit code 3, a second after its start. */
const ended = Effect.gen(function* () {
  const spec = yield* (yield* Stage).cast({
    after: "1 second",
    exit: MainExit.Exited({ code: 3 }),
  })
  const running = yield* (yield* ProcessRunner).start(spec)
  const end = yield* Effect.fork(Effect.exit(running.end))
  yield* TestClock.adjust("1 second")
  return { spec, end }
})

describe("the record of an end", () => {
  test("is tried again each second while the disk is full, and tells the true end", 2, (attempts) =>
    Effect.gen(function* () {
      const { spec, end } = yield* ended
      assert.strictEqual(attempts(), 1)
      yield* TestClock.adjust("1999 millis")
      assert.strictEqual(attempts(), 2)
      assert.isTrue(Option.isNone(yield* Fiber.poll(end)))
      yield* TestClock.adjust("1 millis")
      const told = yield* Effect.flatten(Fiber.join(end))
      assert.deepInclude(told, { status: "failed", exit_code: 3, elapsed_seconds: 1 })
      const recorded = yield* (yield* DurableFiles).read(`${spec.folder}/exit.json`, ProcessEnd)
      assert.deepStrictEqual(recorded, Option.some(told))
    }),
  )

  test("is tried for as long as the server lives", 100, (attempts) =>
    Effect.gen(function* () {
      const { end } = yield* ended
      yield* TestClock.adjust("100 seconds")
      assert.strictEqual(attempts(), 101)
      assert.deepInclude(yield* Effect.flatten(Fiber.join(end)), { exit_code: 3 })
    }),
  )

  test(
    "is tried once more when the server ends, and then is the store's failure",
    100,
    (attempts) =>
      Effect.gen(function* () {
        const { end } = yield* ended
        yield* TestClock.adjust("1500 millis")
        yield* (yield* Shutdown).begin
        assert.strictEqual(attempts(), 2)
        yield* TestClock.adjust("500 millis")
        const told = yield* Fiber.join(end)
        assert.strictEqual(attempts(), 3)
        assert.isTrue(Exit.isFailure(told))
        yield* TestClock.adjust("1 minute")
        assert.strictEqual(attempts(), 3)
      }),
  )

  test("of a server that ends already is tried twice", 1, (attempts) =>
    Effect.gen(function* () {
      yield* (yield* Shutdown).begin
      const { end } = yield* ended
      yield* TestClock.adjust("1 second")
      assert.deepInclude(yield* Effect.flatten(Fiber.join(end)), { exit_code: 3 })
      assert.strictEqual(attempts(), 2)
    }),
  )

  test("whose folder is gone fails at once", 100, (attempts) =>
    Effect.gen(function* () {
      const fs = yield* FileSystem.FileSystem
      const spec = yield* (yield* Stage).cast({ after: "1 second" })
      const running = yield* (yield* ProcessRunner).start(spec)
      yield* Effect.yieldNow()
      yield* fs.remove(spec.folder, { recursive: true })
      const end = yield* Effect.fork(Effect.flip(running.end))
      yield* TestClock.adjust("1 second")
      assert.strictEqual((yield* Fiber.join(end))._tag, "StoreUnavailable")
      assert.strictEqual(attempts(), 1)
    }),
  )
})
