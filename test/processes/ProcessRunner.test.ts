import { FileSystem } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Exit, Fiber, type Layer, Option, Scope, TestClock } from "effect"
import { StartedRecord, StopRecord } from "../../src/domain/JobFiles.ts"
import {
  bytesPerMegabyte,
  noLimits,
  ProcessEnd,
  type ProcessSpec,
} from "../../src/domain/Process.ts"
import { Shutdown } from "../../src/domain/Shutdown.ts"
import { DurableFiles } from "../../src/processes/DurableFiles.ts"
import type { OutputFiles } from "../../src/processes/OutputFiles.ts"
import { MainExit } from "../../src/processes/ProcessEnding.ts"
import { ProcessRunner } from "../../src/processes/ProcessRunner.ts"
import type { ScriptedProcess } from "../../src/processes/ScriptedPlay.ts"
import { realLayer, Stage, scriptedLayer, supervisedLayer } from "../support/RunnerStage.ts"

type World = Stage | ProcessRunner | DurableFiles | OutputFiles | FileSystem.FileSystem | Shutdown

const forever: ScriptedProcess = { after: Duration.infinity }

const run = (spec: ProcessSpec) =>
  Effect.scoped(
    Effect.gen(function* () {
      const runner = yield* ProcessRunner
      const running = yield* runner.start(spec)
      return yield* running.end
    }),
  )

const cast = (behaviour: ScriptedProcess, options?: Partial<ProcessSpec>) =>
  Effect.flatMap(Stage, (stage) => stage.cast(behaviour, options))

const play = (behaviour: ScriptedProcess, options?: Partial<ProcessSpec>) =>
  Effect.flatMap(cast(behaviour, options), run)

const readText = (path: string) =>
  Effect.flatMap(FileSystem.FileSystem, (fs) => fs.readFileString(path))

const contract = <E>(name: string, layer: Layer.Layer<World, E>) =>
  describe(name, () => {
    const test = <A, E2>(
      sentence: string,
      effect: Effect.Effect<A, E2, World | Scope.Scope>,
      timeout = 10_000,
    ) => it.scopedLive(sentence, () => Effect.provide(effect, layer), timeout)

    test(
      "exit code 0 is a completed process",
      Effect.gen(function* () {
        const end = yield* play({})
        assert.deepInclude(end, {
          status: "completed",
          reason: null,
          exit_code: 0,
          signal: null,
          error: null,
          killed_processes: 0,
        })
        assert.match(end.by, /^(server|supervisor):/)
        assert.isBelow(end.elapsed_seconds, 5)
        assert.match(end.ended_at, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
      }),
    )

    test(
      "any other exit code is a failure of that reason",
      Effect.gen(function* () {
        const end = yield* play({ exit: MainExit.Exited({ code: 7 }) })
        assert.deepInclude(end, { status: "failed", reason: "exit_code", exit_code: 7 })
      }),
    )

    test(
      "a signal is a failure with the signal's negative number",
      Effect.gen(function* () {
        const end = yield* play({ exit: MainExit.Signalled({ signal: "SIGKILL" }) })
        assert.deepInclude(end, {
          status: "failed",
          reason: "signal",
          exit_code: -9,
          signal: "SIGKILL",
        })
      }),
    )

    test(
      "what cannot be started fails with SpawnFailed",
      Effect.gen(function* () {
        const error = yield* Effect.flip(play({ spawnFails: "there is no such file" }))
        assert.strictEqual(error._tag, "SpawnFailed")
        assert.include(error.message, "there is no such file")
      }),
    )

    test(
      "both streams are in their files, complete and in order",
      Effect.gen(function* () {
        const spec = yield* cast({
          output: [
            { stream: "stdout", text: "one\n" },
            { stream: "stderr", text: "oops\n" },
            { stream: "stdout", text: "zwei ü\n", at: "50 millis" },
          ],
        })
        const end = yield* run(spec)
        assert.strictEqual(yield* readText(`${spec.folder}/stdout.log`), "one\nzwei ü\n")
        assert.strictEqual(yield* readText(`${spec.folder}/stderr.log`), "oops\n")
        assert.deepInclude(end, { stdout_bytes: 12, stderr_bytes: 5 })
      }),
    )

    test(
      "the time limit ends it and says so",
      Effect.gen(function* () {
        const timeLimit = Option.some(Duration.millis(300))
        const end = yield* play(forever, { timeLimit })
        assert.deepInclude(end, {
          status: "failed",
          reason: "timeout",
          exit_code: -15,
          signal: "SIGTERM",
          error: "The script exceeded its time limit of 0.3 s and was ended.",
        })
        assert.isAtLeast(end.elapsed_seconds, 0.3)
      }),
    )

    test(
      "a process that ends before its time limit knows nothing of it",
      Effect.gen(function* () {
        const timeLimit = Option.some(Duration.seconds(30))
        const end = yield* play({ after: "50 millis" }, { timeLimit })
        assert.strictEqual(end.status, "completed")
      }),
    )

    test(
      "stop ends it as cancelled, and stopping again changes nothing",
      Effect.gen(function* () {
        const spec = yield* cast(forever)
        const running = yield* (yield* ProcessRunner).start(spec)
        yield* Effect.sleep("100 millis")
        yield* Effect.all([running.stop("cancelled"), running.stop("timeout")], {
          concurrency: "unbounded",
        })
        yield* running.stop("server_exited")
        const end = yield* running.end
        assert.deepInclude(end, { status: "cancelled", reason: null, signal: "SIGTERM" })
      }),
    )

    test(
      "a process that ignores SIGTERM is killed once the grace is over",
      Effect.gen(function* () {
        const spec = yield* cast(
          { ...forever, ignoresTerm: true, output: [{ stream: "stdout", text: "deaf\n" }] },
          { grace: Duration.millis(300) },
        )
        const running = yield* (yield* ProcessRunner).start(spec)
        yield* awaitText(`${spec.folder}/stdout.log`, "deaf")
        yield* running.stop("cancelled")
        const end = yield* running.end
        assert.deepInclude(end, { status: "cancelled", exit_code: -9, signal: "SIGKILL" })
      }),
    )

    test(
      "stopping what has ended leaves its end as it was",
      Effect.gen(function* () {
        const spec = yield* cast({})
        const running = yield* (yield* ProcessRunner).start(spec)
        const end = yield* running.end
        yield* running.stop("cancelled")
        assert.deepStrictEqual(yield* running.end, end)
        assert.strictEqual(end.status, "completed")
      }),
    )

    test(
      "a stop.json of somebody else is obeyed, with its reason and grace",
      Effect.gen(function* () {
        const durable = yield* DurableFiles
        const spec = yield* cast(forever)
        const running = yield* (yield* ProcessRunner).start(spec)
        yield* durable.writeOnce(`${spec.jobFolder}/stop.json`, StopRecord, stopRecord)
        const end = yield* running.end
        assert.deepInclude(end, { status: "cancelled", signal: "SIGTERM" })
      }),
    )

    test(
      "a stop.json that was there before is obeyed at once",
      Effect.gen(function* () {
        const durable = yield* DurableFiles
        const spec = yield* cast(forever)
        yield* durable.writeOnce(`${spec.jobFolder}/stop.json`, StopRecord, stopRecord)
        const end = yield* run(spec)
        assert.deepInclude(end, { status: "cancelled", reason: null })
      }),
    )

    test(
      "too much output ends it",
      Effect.gen(function* () {
        const output = [{ stream: "stderr" as const, text: "x".repeat(2000) }]
        const end = yield* play({ ...forever, output }, { maxOutputBytes: 1000 })
        assert.deepInclude(end, {
          status: "failed",
          reason: "output_limit",
          stderr_bytes: 2000,
          error: "The script wrote more than 1000 bytes to one stream and was ended.",
        })
      }),
    )

    for (const [reason, use, limits, error] of tooMuch) {
      const output = [{ stream: "stdout" as const, text: "kept\n" }]

      test(
        `more than a limit ends it with ${reason}, and what it wrote is kept`,
        Effect.gen(function* () {
          const spec = yield* cast(
            { ...forever, output, uses: [{ ...use, at: "100 millis" }] },
            { limits },
          )
          const end = yield* run(spec)
          assert.deepInclude(end, { status: "failed", reason, error, stdout_bytes: 5 })
          assert.strictEqual(yield* readText(`${spec.folder}/stdout.log`), "kept\n")
        }),
        30_000,
      )

      test(
        `without the limit, what would be ${reason} ends by itself`,
        Effect.gen(function* () {
          const end = yield* play({ output, uses: [use], after: "1 second" })
          assert.deepInclude(end, { status: "completed", reason: null, error: null })
        }),
        30_000,
      )
    }

    test(
      "less than its limits leaves it alone",
      Effect.gen(function* () {
        const limits = {
          memoryBytes: Option.some(500 * bytesPerMegabyte),
          cpuSeconds: Option.some(60),
          processes: Option.some(1),
        }
        const uses = [{ memoryBytes: 20 * bytesPerMegabyte, cpuSeconds: 0.3 }]
        const end = yield* play({ uses, after: "1 second" }, { limits })
        assert.deepInclude(end, { status: "completed", reason: null })
      }),
      30_000,
    )

    test(
      "what it leaves behind is ended and counted",
      Effect.gen(function* () {
        const end = yield* play({ leavesBehind: 2 })
        assert.deepInclude(end, { status: "completed", killed_processes: 2 })
      }),
    )

    test(
      "its start is on disk before its end is told, and its end is what is on disk",
      Effect.gen(function* () {
        const durable = yield* DurableFiles
        const spec = yield* cast({ exit: MainExit.Exited({ code: 3 }) })
        const running = yield* (yield* ProcessRunner).start(spec)
        const end = yield* running.end
        const started = yield* durable.read(`${spec.folder}/started.json`, StartedRecord)
        const recorded = yield* durable.read(`${spec.folder}/exit.json`, ProcessEnd)
        assert.deepStrictEqual(recorded, Option.some(end))
        assert.deepInclude(Option.getOrThrow(started), {
          ...running.identity,
          at: end.started_at ?? "",
        })
      }),
    )

    test(
      "a step of a job records its end as end.json",
      Effect.gen(function* () {
        const durable = yield* DurableFiles
        const spec = yield* cast({}, { endsJob: false })
        const end = yield* run(spec)
        const recorded = yield* durable.read(`${spec.folder}/end.json`, ProcessEnd)
        assert.deepStrictEqual(recorded, Option.some(end))
        const exit = yield* durable.read(`${spec.folder}/exit.json`, ProcessEnd)
        assert.isTrue(Option.isNone(exit))
      }),
    )

    test(
      "an end that somebody else recorded stands",
      Effect.gen(function* () {
        const durable = yield* DurableFiles
        const theirs = { ...(yield* play({})), by: "somebody else" }
        const spec = yield* cast({ exit: MainExit.Exited({ code: 1 }) })
        yield* durable.writeOnce(`${spec.folder}/exit.json`, ProcessEnd, theirs)
        assert.deepStrictEqual(yield* run(spec), theirs)
      }),
    )

    test(
      "a scope that closes ends it as the server's own end, in bounded time",
      Effect.gen(function* () {
        const durable = yield* DurableFiles
        const runner = yield* ProcessRunner
        const spec = yield* cast(
          { ...forever, ignoresTerm: true, output: [{ stream: "stdout", text: "deaf\n" }] },
          { grace: Duration.seconds(30) },
        )
        const scope = yield* Scope.make()
        const running = yield* Scope.extend(runner.start(spec), scope)
        yield* awaitText(`${spec.folder}/stdout.log`, "deaf")
        const [took] = yield* Effect.timed(Scope.close(scope, Exit.void))
        const end = yield* running.end
        assert.isBelow(Duration.toSeconds(took), 5)
        assert.deepInclude(end, {
          status: "failed",
          reason: "server_exited",
          signal: "SIGKILL",
          error:
            "The server ended or restarted while the job was running; its processes were ended.",
        })
        const recorded = yield* durable.read(`${spec.folder}/exit.json`, ProcessEnd)
        assert.deepStrictEqual(recorded, Option.some(end))
      }),
    )

    test(
      "a scope that closes on a job that shall be cancelled ends it as cancelled",
      Effect.gen(function* () {
        const durable = yield* DurableFiles
        const runner = yield* ProcessRunner
        const spec = yield* cast(forever)
        const scope = yield* Scope.make()
        const running = yield* Scope.extend(runner.start(spec), scope)
        yield* durable.writeOnce(`${spec.jobFolder}/stop.json`, StopRecord, stopRecord)
        yield* Scope.close(scope, Exit.void)
        assert.strictEqual((yield* running.end).status, "cancelled")
      }),
    )

    for (const [how, grace] of [
      ["a stop", 30],
      ["a stop.json", 600],
    ] as const) {
      test(
        `the end of the server cuts the grace of ${how} short, also while it is waited for`,
        Effect.gen(function* () {
          const durable = yield* DurableFiles
          const runner = yield* ProcessRunner
          const spec = yield* cast(
            { ...forever, ignoresTerm: true, output: [{ stream: "stdout", text: "deaf\n" }] },
            { grace: Duration.seconds(grace) },
          )
          const scope = yield* Scope.make()
          const running = yield* Scope.extend(runner.start(spec), scope)
          yield* awaitText(`${spec.folder}/stdout.log`, "deaf")
          if (how === "a stop") yield* Effect.fork(running.stop("cancelled"))
          else yield* durable.writeOnce(`${spec.jobFolder}/stop.json`, StopRecord, longStop)
          yield* Effect.sleep("500 millis")
          yield* (yield* Shutdown).begin
          const [took] = yield* Effect.timed(Scope.close(scope, Exit.void))
          assert.isBelow(Duration.toSeconds(took), 5)
          assert.deepInclude(yield* running.end, { status: "cancelled", signal: "SIGKILL" })
        }),
      )
    }

    test(
      "a scope that closes once the server ends grants no wish for a longer grace",
      Effect.gen(function* () {
        const durable = yield* DurableFiles
        const runner = yield* ProcessRunner
        const spec = yield* cast({
          ...forever,
          ignoresTerm: true,
          output: [{ stream: "stdout", text: "deaf\n" }],
        })
        const scope = yield* Scope.make()
        const running = yield* Scope.extend(runner.start(spec), scope)
        yield* awaitText(`${spec.folder}/stdout.log`, "deaf")
        yield* durable.writeOnce(`${spec.jobFolder}/stop.json`, StopRecord, longStop)
        yield* (yield* Shutdown).begin
        const [took] = yield* Effect.timed(Scope.close(scope, Exit.void))
        assert.isBelow(Duration.toSeconds(took), 5)
        assert.deepInclude(yield* running.end, { status: "cancelled", signal: "SIGKILL" })
      }),
    )

    test(
      "a scope that was closed before the start ends it just the same",
      Effect.gen(function* () {
        const runner = yield* ProcessRunner
        const spec = yield* cast(forever)
        const scope = yield* Scope.make()
        yield* Scope.close(scope, Exit.void)
        const running = yield* Scope.extend(runner.start(spec), scope)
        const end = yield* running.end
        assert.deepInclude(end, { status: "failed", reason: "server_exited" })
      }),
    )

    test(
      "a scope that closes after its end leaves that end as it was",
      Effect.gen(function* () {
        const runner = yield* ProcessRunner
        const spec = yield* cast({ exit: MainExit.Exited({ code: 5 }), leavesBehind: 1 })
        const scope = yield* Scope.make()
        const running = yield* Scope.extend(runner.start(spec), scope)
        const end = yield* running.end
        yield* Scope.close(scope, Exit.void)
        assert.deepStrictEqual(yield* running.end, end)
        assert.deepInclude(end, { exit_code: 5, killed_processes: 1 })
      }),
    )

    test(
      "an interruption, however early, leaves nobody running",
      Effect.gen(function* () {
        for (const wait of [0, 1, 5, 20]) {
          const durable = yield* DurableFiles
          const spec = yield* cast(forever)
          const fiber = yield* Effect.fork(run(spec))
          yield* wait === 0 ? Effect.yieldNow() : Effect.sleep(wait)
          yield* Fiber.interrupt(fiber)
          const started = yield* durable.read(`${spec.folder}/started.json`, StartedRecord)
          const end = yield* durable.read(`${spec.folder}/exit.json`, ProcessEnd)
          assert.strictEqual(Option.isSome(started), Option.isSome(end))
          Option.map(end, ({ reason }) => assert.strictEqual(reason, "server_exited"))
        }
      }),
    )

    test(
      "many at a time do not disturb each other",
      Effect.gen(function* () {
        const codes = [0, 1, 2, 3, 4, 5, 6, 7]
        const ends = yield* Effect.forEach(
          codes,
          (code) => play({ exit: MainExit.Exited({ code }), after: "20 millis" }),
          { concurrency: "unbounded" },
        )
        assert.deepStrictEqual(
          ends.map((end) => end.exit_code),
          codes,
        )
      }),
    )
  })

/** What is used, by which limit it is too much, and what is said of it. */
const tooMuch = [
  [
    "out_of_memory",
    { memoryBytes: 200 * bytesPerMegabyte },
    { ...noLimits, memoryBytes: Option.some(100 * bytesPerMegabyte) },
    "The script exceeded its memory limit of 100 MB and was ended.",
  ],
  [
    "cpu_limit",
    { cpuSeconds: 0.7 },
    { ...noLimits, cpuSeconds: Option.some(0.4) },
    "The script exceeded its CPU time limit of 0.4 s and was ended.",
  ],
  [
    "process_limit",
    { processes: 4 },
    { ...noLimits, processes: Option.some(3) },
    "The script exceeded its process limit of 3 and was ended.",
  ],
] as const

const stopRecord = {
  by: "another server",
  reason: "cancelled" as const,
  grace_seconds: 1,
  at: "2026-11-23T00:00:00.000Z",
}

const longStop = { ...stopRecord, grace_seconds: 600 }

const awaitText = (path: string, text: string) =>
  readText(path).pipe(
    Effect.orElseSucceed(() => ""),
    Effect.delay("10 millis"),
    Effect.repeat({ until: (now) => now.includes(text) }),
  )

contract("ProcessRunner.layerNode", realLayer)
contract("ProcessRunner.layerSupervised", supervisedLayer)
contract("ProcessRunner, scripted", scriptedLayer)

describe("ProcessRunner, scripted, on the TestClock", () => {
  const test = <A, E>(sentence: string, effect: Effect.Effect<A, E, World | Scope.Scope>) =>
    it.scoped(sentence, () => Effect.provide(effect, scriptedLayer))

  test(
    "an hour passes at once, and its output comes in its time",
    Effect.gen(function* () {
      const spec = yield* cast({
        after: "1 hour",
        pollInterval: "10 minutes",
        output: [{ at: "30 minutes", stream: "stdout", text: "half\n" }],
      })
      const running = yield* (yield* ProcessRunner).start(spec)
      yield* TestClock.adjust("29 minutes")
      assert.strictEqual(yield* readText(`${spec.folder}/stdout.log`), "")
      yield* TestClock.adjust("2 minutes")
      assert.strictEqual(yield* readText(`${spec.folder}/stdout.log`), "half\n")
      yield* TestClock.adjust("1 hour")
      const end = yield* running.end
      assert.deepInclude(end, { status: "completed", elapsed_seconds: 3600 })
    }),
  )

  test(
    "grace is waited for on the Clock before the kill",
    Effect.gen(function* () {
      const timeLimit = Option.some(Duration.seconds(10))
      const grace = Duration.seconds(3)
      const spec = yield* cast({ ...forever, ignoresTerm: true }, { timeLimit, grace })
      const running = yield* (yield* ProcessRunner).start(spec)
      yield* TestClock.adjust("20 seconds")
      const end = yield* running.end
      assert.deepInclude(end, { reason: "timeout", exit_code: -9, elapsed_seconds: 13 })
    }),
  )

  test(
    "from the server's end on, a grace under way has one second left, and never more than before",
    Effect.gen(function* () {
      const started = Effect.fnUntraced(function* (grace: Duration.DurationInput) {
        const timeLimit = Option.some(Duration.seconds(10))
        const spec = yield* cast(
          { ...forever, ignoresTerm: true },
          { timeLimit, grace: Duration.decode(grace) },
        )
        return yield* (yield* ProcessRunner).start(spec)
      })
      const long = yield* started("8 seconds")
      const short = yield* started("2500 millis")
      yield* TestClock.adjust("12 seconds")
      yield* (yield* Shutdown).begin
      yield* TestClock.adjust("3 seconds")
      assert.closeTo((yield* long.end).elapsed_seconds, 13, 0.05)
      assert.strictEqual((yield* short.end).elapsed_seconds, 12.5)
    }),
  )

  test(
    "a process that ends by itself within the grace tells its own exit code",
    Effect.gen(function* () {
      const timeLimit = Option.some(Duration.seconds(10))
      const grace = Duration.seconds(3)
      const spec = yield* cast({ after: "11 seconds", ignoresTerm: true }, { timeLimit, grace })
      const running = yield* (yield* ProcessRunner).start(spec)
      yield* TestClock.adjust("20 seconds")
      const end = yield* running.end
      assert.deepInclude(end, { reason: "timeout", exit_code: 0, elapsed_seconds: 11 })
    }),
  )
})
