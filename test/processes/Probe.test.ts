import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Fiber } from "effect"
import { Probe } from "../../src/processes/Probe.ts"
import { killMarked, livingKinds } from "../support/Escapees.ts"
import { plainEnvironment, python } from "../support/Python.ts"

const ask = (code: string, timeLimit: Duration.DurationInput = "10 seconds", mark = "probe") =>
  Effect.flatMap(Probe, (probe) =>
    probe.ask({
      argv: [python, "-I", "-S", "-c", code, mark],
      env: plainEnvironment(),
      timeLimit,
    }),
  )

const live = <A, E>(sentence: string, effect: Effect.Effect<A, E, Probe>) =>
  it.live(sentence, () => Effect.provide(effect, Probe.layer), 15_000)

/** Its child holds the pipes and sleeps on. */
const withChild = "import os, time\nif os.fork() == 0: time.sleep(30)\nprint('parent', flush=True)"

describe("Probe", () => {
  live(
    "gives exit code and both streams apart",
    Effect.gen(function* () {
      const code = "import sys; print('out'); print('err', file=sys.stderr); sys.exit(3)"
      assert.deepStrictEqual(yield* ask(code), { exitCode: 3, stdout: "out\n", stderr: "err\n" })
    }),
  )

  live(
    "a signal is a negative exit code",
    Effect.gen(function* () {
      const { exitCode } = yield* ask("import os; os.kill(os.getpid(), 9)")
      assert.strictEqual(exitCode, -9)
    }),
  )

  live(
    "reads megabytes from both streams without a jam and keeps the first of each",
    Effect.gen(function* () {
      const code = "import os\nfor _ in range(40):\n for fd in (1, 2): os.write(fd, b'x' * 65536)"
      const { stdout, stderr } = yield* ask(code)
      assert.deepStrictEqual([stdout.length, stderr.length], [1_048_576, 1_048_576])
    }),
  )

  live(
    "standard input is at its end, and nothing of our environment is inherited",
    Effect.gen(function* () {
      const probe = yield* Probe
      const { stdout } = yield* probe.ask({
        argv: [python, "-c", "import os, sys; print(repr(sys.stdin.read()), sorted(os.environ))"],
        env: { LC_ALL: "C.UTF-8", ONLY: "this" },
        timeLimit: "10 seconds",
      })
      assert.strictEqual(stdout, "'' ['LC_ALL', 'ONLY']\n")
    }),
  )

  live(
    "an answer does not wait for a child that holds the pipes, and the child is ended",
    Effect.gen(function* () {
      const mark = `probe-child-${process.pid}`
      const [took, { stdout }] = yield* Effect.timed(ask(withChild, "10 seconds", mark))
      assert.strictEqual(stdout, "parent\n")
      assert.isBelow(Duration.toSeconds(took), 5)
      yield* Effect.sleep("50 millis")
      assert.deepStrictEqual(livingKinds(mark), [])
    }),
  )

  live(
    "one that takes too long fails, and its group is ended",
    Effect.gen(function* () {
      const mark = `probe-slow-${process.pid}`
      const code = "import os, time\nos.fork()\ntime.sleep(30)"
      const error = yield* Effect.flip(ask(code, "300 millis", mark))
      assert.strictEqual(error._tag, "ProbeFailed")
      assert.include(error.message, "did not end within 0.3 s")
      yield* Effect.sleep("50 millis")
      assert.deepStrictEqual(livingKinds(mark), [])
    }),
  )

  live(
    "an interruption ends it, too",
    Effect.gen(function* () {
      const mark = `probe-interrupted-${process.pid}`
      const fiber = yield* Effect.fork(ask("import time; time.sleep(30)", "1 minute", mark))
      yield* Effect.sleep("200 millis")
      yield* Fiber.interrupt(fiber)
      yield* Effect.sleep("50 millis")
      assert.deepStrictEqual(livingKinds(mark), [])
      killMarked(mark)
    }),
  )

  live(
    "what cannot be started is named with the reason",
    Effect.gen(function* () {
      const probe = yield* Probe
      const error = yield* probe
        .ask({ argv: ["/nowhere/python"], env: {}, timeLimit: "1 second" })
        .pipe(Effect.flip)
      assert.include(error.message, "/nowhere/python gave no answer: there is no such file")
    }),
  )
})
