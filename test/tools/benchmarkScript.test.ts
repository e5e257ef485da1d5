import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Fiber } from "effect"
import { MainExit } from "../../src/processes/ProcessEnding.ts"
import { ScriptedProcesses } from "../../src/processes/ProcessRunnerScripted.ts"
import { markdown, payload, refusal } from "../support/Calls.ts"
import { onlyJob, pass, read, wellEnded } from "../support/Jobs.ts"
import { playing } from "../support/Requests.ts"
import { playingTurns, startedTurns } from "../support/Turns.ts"
import { closable, machine, namesIn, put, world } from "../support/World.ts"

const code = { script_content: "print('hi')" }

/** A call that is given so much time. */
const within = <A, E, R>(time: Duration.DurationInput, effect: Effect.Effect<A, E, R>) =>
  Effect.gen(function* () {
    const fiber = yield* Effect.fork(effect)
    yield* pass(time)
    return yield* Fiber.join(fiber)
  })

/** Each run takes as many seconds as its number says, and says which it was. */
const seconds = playingTurns((name, number) => ({
  after: Duration.seconds(name === "job" ? 9 : number),
  output: [{ stream: "stdout", text: `${name} ${number}\n` }],
}))

describe("a benchmark of several runs", () => {
  it.effect("is one job: all runs but the last are its steps, and the last is its script", () =>
    Effect.gen(function* () {
      yield* seconds
      const result = yield* within(
        "19 seconds",
        payload("benchmark_script", { ...code, runs: 4, warmup: 2 }),
      )
      assert.deepStrictEqual(yield* startedTurns, ["warmup", "warmup", "run", "run", "run", "job"])
      assert.deepInclude(result, {
        job_id: yield* onlyJob,
        status: "completed",
        stdout: "job 1\n",
        exit_code: 0,
        elapsed_seconds: 9,
        wall_time_seconds: 2.5,
        cpu_time_seconds: null,
      })
      const run = { cpu_time_seconds: null, peak_rss_mb: null, exit_code: 0 }
      assert.deepStrictEqual(
        result.runs,
        [1, 2, 3, 9].map((wall_time_seconds) => ({
          wall_time_seconds,
          ...run,
          // Its fence is at 8.125: 1.5 times from 1.75 to 4.5 above these.
          outlier: wall_time_seconds === 9,
        })),
      )
      assert.deepStrictEqual(result.statistics, {
        wall: { median: 2.5, minimum: 1, maximum: 9, spread: 1 },
        cpu: null,
        memory: null,
      })
    }).pipe(Effect.provide(world())),
  )

  it.effect("holds and measures each run as the script's own", () =>
    Effect.gen(function* () {
      yield* seconds
      const limits = { max_memory_mb: 64, max_output_bytes: 1000, timeout_seconds: 30 }
      yield* within(
        "19 seconds",
        payload("benchmark_script", { ...code, ...limits, runs: 2, warmup: 1 }),
      )
      const specs = yield* (yield* ScriptedProcesses).started
      const held = specs.map(({ endsJob: _, folder: __, jobFolder: ___, ...spec }) => spec)
      assert.lengthOf(held, 3)
      for (const spec of held) assert.deepStrictEqual(spec, held[2])
    }).pipe(Effect.provide(world())),
  )

  it.effect("is told to people by what its runs took together, outliers named", () =>
    Effect.gen(function* () {
      yield* playingTurns((name) => ({ after: name === "job" ? "5 seconds" : "100 millis" }))
      const text = yield* within("6 seconds", markdown("benchmark_script", { ...code, runs: 5 }))
      assert.include(text, "| 5 runs | median | minimum | maximum | median deviation |")
      assert.include(text, "| wall | 100 ms | 100 ms | 5 s | 0 ms |")
      assert.include(text, "Outliers by wall time: run 5 (5 s).")
    }).pipe(Effect.provide(world())),
  )

  it.effect("says while it runs which run it is at, and that its script runs", () =>
    Effect.gen(function* () {
      yield* seconds
      const asked = { ...code, runs: 4, warmup: 1, async_mode: true }
      const { job_id } = yield* payload("benchmark_script", asked)
      yield* pass("500 millis")
      const job = () =>
        Effect.map(payload("py_job_status", { job_id }), (answer) => answer.job as never)
      assert.deepInclude(yield* job(), {
        status: "running",
        phase: "script",
        progress: { current: 1, total: 1, message: "warm-up" },
      })
      yield* pass("2500 millis")
      assert.deepInclude(yield* job(), { progress: { current: 2, total: 4, message: "run" } })
    }).pipe(Effect.provide(world())),
  )

  it.effect("has the same result later, for another server", () =>
    Effect.gen(function* () {
      const first = yield* closable()
      const answered = yield* Effect.gen(function* () {
        yield* seconds
        return yield* within("19 seconds", payload("benchmark_script", { ...code, runs: 3 }))
      }).pipe(Effect.provide(first.services))
      yield* first.close
      const second = yield* closable()
      const { job } = yield* payload("py_job_status", { job_id: answered.job_id }).pipe(
        Effect.provide(second.services),
      )
      assert.deepStrictEqual((job as { result: unknown }).result, answered)
      yield* second.close
    }).pipe(Effect.provide(machine)),
  )

  it.effect("counts no step of an environment as a run, and takes runs in their order", () =>
    Effect.gen(function* () {
      yield* playing({})
      const { job_id } = yield* payload("benchmark_script", code)
      const { folder } = yield* read(String(job_id))
      const steps = { "01-uv-install": 7, "99-run": 1, "100-run": 2, "101-run": 3 }
      for (const [name, elapsed_seconds] of Object.entries(steps)) {
        const end = JSON.stringify({ ...wellEnded, elapsed_seconds })
        yield* put(`${folder}/steps/${name}/end.json`, end)
      }
      const { job } = yield* payload("py_job_status", { job_id })
      const { result } = job as { result: { runs: ReadonlyArray<Record<string, unknown>> } }
      assert.deepStrictEqual(
        result.runs.map((run) => run.wall_time_seconds),
        [1, 2, 3, 0],
      )
    }).pipe(Effect.provide(world())),
  )
})

describe("a run of a benchmark that fails", () => {
  const failing = (wanted: string, wantedNumber: number) =>
    playingTurns((name, number) => {
      const fails = name === wanted && number === wantedNumber
      const text = `${name} ${number}\n`
      return {
        output: [{ stream: "stderr", text }],
        ...(fails ? { exit: MainExit.Exited({ code: 3 }) } : {}),
      }
    })

  const cases = [
    ["warmup", 2, "Warm-up 2 of 2 failed (exit code 3)."],
    ["run", 2, "Run 2 of 3 failed (exit code 3)."],
    ["job", 1, "Run 3 of 3 failed."],
  ] as const

  for (const [name, number, error] of cases) {
    it.effect(`ends it, says which it was and shows its output: ${name}`, () =>
      Effect.gen(function* () {
        yield* failing(name, number)
        const result = yield* payload("benchmark_script", { ...code, runs: 3, warmup: 2 })
        assert.deepInclude(result, {
          status: "failed",
          reason: "exit_code",
          exit_code: 3,
          stderr: `${name} ${number}\n`,
          error,
        })
        assert.notProperty(result, "statistics")
        assert.strictEqual((yield* startedTurns).at(-1), name)
        const { job } = yield* payload("py_job_status", { job_id: result.job_id })
        assert.deepStrictEqual((job as { result: unknown }).result, result)
        const output = yield* payload("get_job_output", { job_id: result.job_id })
        assert.deepInclude(output, { stderr: `${name} ${number}\n`, exit_code: "3" })
      }).pipe(Effect.provide(world())),
    )
  }

  it.effect("may be one that takes too long: the limit holds for each", () =>
    Effect.gen(function* () {
      yield* playingTurns((_, number) => ({ after: number === 2 ? "1 hour" : "3 seconds" }))
      const result = yield* within(
        "10 seconds",
        payload("benchmark_script", { ...code, runs: 3, timeout_seconds: 4 }),
      )
      assert.deepInclude(result, { status: "failed", reason: "timeout" })
      assert.match(String(result.error), /^Run 2 of 3 failed \(timeout\)\. .*time limit of 4 s/)
      const text = yield* markdown("py_job_status", { job_id: result.job_id })
      assert.include(text, "Runs before it: 1, wall time 3 s.")
    }).pipe(Effect.provide(world())),
  )
})

describe("a benchmark that is cancelled", () => {
  it.effect("ends whichever run is going on, keeps what it printed, and starts no other", () =>
    Effect.gen(function* () {
      yield* playing({ after: "1 hour", output: [{ stream: "stdout", text: "so far\n" }] })
      const { job_id } = yield* payload("benchmark_script", { ...code, runs: 9, async_mode: true })
      yield* pass("2 seconds")
      const killing = yield* Effect.fork(payload("kill_job", { job_id }))
      yield* pass("10 seconds")
      yield* Fiber.join(killing)
      const { job } = yield* payload("py_job_status", { job_id })
      assert.deepInclude(job, { status: "cancelled" })
      assert.deepInclude((job as { result: unknown }).result, { stdout: "so far\n" })
      assert.deepStrictEqual(yield* startedTurns, ["run"])
    }).pipe(Effect.provide(world())),
  )
})

describe("a benchmark of one run", () => {
  it.effect("is as it always was: no steps, no further fields", () =>
    Effect.gen(function* () {
      yield* playing({ after: "1 second" })
      const result = yield* within("1 second", payload("benchmark_script", { ...code, runs: 1 }))
      for (const name of ["runs", "statistics"]) assert.notProperty(result, name)
      assert.strictEqual(result.wall_time_seconds, 1)
      const { folder } = yield* read(yield* onlyJob)
      assert.notInclude(yield* namesIn(folder), "steps")
      assert.notInclude(yield* namesIn(folder), "progress.json")
    }).pipe(Effect.provide(world())),
  )

  it.effect("refuses what is no number of runs", () =>
    Effect.gen(function* () {
      const said = yield* refusal("benchmark_script", { ...code, runs: 0, warmup: 1.5 })
      assert.match(said, /- runs: 0 is not a whole number from 1 to 1000/)
      assert.match(said, /- warmup: 1.5 is not a whole number from 0 to 1000/)
    }).pipe(Effect.provide(world())),
  )
})
