import { FileSystem } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Exit, Scope, TestClock } from "effect"
import { DurableFiles } from "../../src/processes/DurableFiles.ts"
import { OutputFiles } from "../../src/processes/OutputFiles.ts"
import { MainExit } from "../../src/processes/ProcessEnding.ts"
import { type Exited, type HeldProcess, now, seeThrough } from "../../src/processes/ProcessLife.ts"
import { Stage, scriptedLayer } from "../support/RunnerStage.ts"

/** One that was told to end, and whose scope closes before anybody has heard that it did. */
const closing = Effect.gen(function* () {
  const spec = yield* (yield* Stage).cast({})
  const services = {
    durable: yield* DurableFiles,
    output: yield* OutputFiles,
    fs: yield* FileSystem.FileSystem,
    serverEnds: Effect.succeed(false),
    by: "test",
  }
  const exited = yield* Deferred.make<Exited>()
  const held: HeldProcess = {
    identity: { pid: 5_000_001, start: "scripted", boot_id: "scripted" },
    startedAt: yield* now,
    exited,
    isAlive: Effect.succeed(true),
    pollInterval: "250 millis",
    watch: () =>
      Effect.succeed({
        usage: () => Effect.succeed(null),
        endTree: () => Effect.succeed(0),
      }),
  }
  const scope = yield* Scope.make()
  const running = yield* Scope.extend(seeThrough(services, spec, held), scope)
  yield* Effect.fork(running.stop("cancelled"))
  yield* TestClock.adjust("100 millis")
  yield* Effect.fork(Scope.close(scope, Exit.void))
  yield* TestClock.adjust("100 millis")
  return { running, exited }
})

describe("the life of a process", () => {
  it.effect("has its end heard of, although its scope closes while that is waited for", () =>
    Effect.gen(function* () {
      const { running, exited } = yield* closing
      const exit = MainExit.Signalled({ signal: "SIGTERM" })
      yield* Deferred.succeed(exited, { exit, at: yield* now })
      assert.deepInclude(yield* running.end, { status: "cancelled", exit_code: -15 })
    }).pipe(Effect.provide(scriptedLayer)),
  )

  it.effect("is over a second later, although nobody has heard of its end", () =>
    Effect.gen(function* () {
      const { running } = yield* closing
      yield* TestClock.adjust("900 millis")
      assert.deepInclude(yield* running.end, { status: "cancelled", exit_code: null })
    }).pipe(Effect.provide(scriptedLayer)),
  )
})
