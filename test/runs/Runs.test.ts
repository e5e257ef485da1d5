import { FileSystem } from "@effect/platform/FileSystem"
import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Fiber, Option, Ref } from "effect"
import { ScriptSource } from "../../src/domain/Run.ts"
import { EnvironmentFailed, PythonMissing } from "../../src/environment/EnvironmentErrors.ts"
import { JobStore } from "../../src/jobs/JobStore.ts"
import { MainExit } from "../../src/processes/ProcessEnding.ts"
import { Runs } from "../../src/runs/Runs.ts"
import { endOf, onlyJob, pass, read } from "../support/Jobs.ts"
import { finished, lastStarted, playing, requestOf, startRun } from "../support/Requests.ts"
import { prepared, ScriptedEnvironments } from "../support/ScriptedEnvironments.ts"
import { home, jsonOf, namesIn, put, world } from "../support/World.ts"

const noJobs = Effect.flatMap(JobStore, ({ newestIds }) =>
  Effect.map(newestIds(9), (all) => assert.deepStrictEqual(all, [])),
)

describe("a run that ends in time", () => {
  it.effect("answers with everything that is known of it", () =>
    Effect.gen(function* () {
      yield* playing({
        after: "2 seconds",
        output: [
          { stream: "stdout", text: "out\n" },
          { stream: "stderr", text: "err\n" },
        ],
        leavesBehind: 1,
      })
      const environments = yield* ScriptedEnvironments
      yield* environments.prepares(() => Effect.as(Effect.sleep("1500 millis"), prepared))
      const run = yield* Effect.fork(finished({ tool: "run_script_with_dependencies" }))
      yield* pass("4 seconds")
      const result = yield* Fiber.join(run)
      assert.deepStrictEqual(result, {
        job_id: yield* onlyJob,
        status: "completed",
        reason: null,
        stdout: "out\n",
        stderr: "err\n",
        stdout_bytes: 4,
        stderr_bytes: 4,
        stdout_truncated: false,
        stderr_truncated: false,
        exit_code: 0,
        signal: null,
        error: null,
        elapsed_seconds: 2,
        killed_processes: 1,
        usage: null,
        execution_strategy: "uv-run",
        python_version_used: "3.13.1",
        environment_seconds: 1.5,
        notes: ["a note"],
        resolved_dependencies: ["numpy==2.1.0", "six==1.16.0"],
      })
    }).pipe(Effect.provide(world())),
  )

  it.effect("is no error where the script fails", () =>
    Effect.gen(function* () {
      yield* playing({ exit: MainExit.Exited({ code: 3 }) })
      assert.deepInclude(yield* finished(), { status: "failed", reason: "exit_code", exit_code: 3 })
    }).pipe(Effect.provide(world())),
  )

  it.effect("tells which signal ended the script, with its negative number", () =>
    Effect.gen(function* () {
      yield* playing({ exit: MainExit.Signalled({ signal: "SIGSEGV" }) })
      assert.deepInclude(yield* finished(), {
        status: "failed",
        reason: "signal",
        exit_code: -11,
        signal: "SIGSEGV",
      })
    }).pipe(Effect.provide(world())),
  )

  it.effect("is marked in its stderr where the time was over, and in no file", () =>
    Effect.gen(function* () {
      yield* playing({ after: Duration.infinity, output: [{ stream: "stderr", text: "busy" }] })
      const run = yield* Effect.fork(finished({ timeoutSeconds: 2 }))
      yield* pass("2 seconds")
      const result = yield* Fiber.join(run)
      assert.deepInclude(result, {
        status: "failed",
        reason: "timeout",
        stderr: "busy\n[TIMEOUT]",
        stderr_bytes: 4,
        exit_code: -15,
        elapsed_seconds: 2,
      })
      const fs = yield* FileSystem
      const { folder } = yield* read(result.job_id)
      assert.strictEqual(yield* fs.readFileString(`${folder}/stderr.log`), "busy")
    }).pipe(Effect.provide(world())),
  )
})

describe("a run that goes on without its caller", () => {
  it.effect("is handed over when the budget is over", () =>
    Effect.gen(function* () {
      yield* playing({ after: "5 seconds" })
      const run = yield* Effect.fork(startRun())
      yield* pass("2 seconds")
      const outcome = yield* Fiber.join(run)
      if (outcome._tag !== "Backgrounded") return assert.fail("it was not handed over")
      assert.strictEqual(outcome.job.state._tag, "Running")
      yield* pass("3 seconds")
      assert.deepInclude(yield* endOf(outcome.job.id), { status: "completed" })
    }).pipe(Effect.provide(world({ settings: { smartAsyncBudget: Duration.seconds(2) } }))),
  )

  it.effect("is in the background at once where that was wanted", () =>
    Effect.gen(function* () {
      yield* playing({ after: "5 seconds" })
      assert.strictEqual((yield* startRun({}, "background"))._tag, "Backgrounded")
    }).pipe(Effect.provide(world())),
  )

  it.effect("is handed over when its environment is ready where only that was wanted", () =>
    Effect.gen(function* () {
      yield* playing({ after: "5 seconds" })
      const environments = yield* ScriptedEnvironments
      yield* environments.prepares(() => Effect.as(Effect.sleep("1 second"), prepared))
      const run = yield* Effect.fork(startRun({}, "started"))
      yield* pass("999 millis")
      assert.isTrue(Option.isNone(yield* Fiber.poll(run)))
      yield* pass("1 millis")
      const outcome = yield* Fiber.join(run)
      if (outcome._tag !== "Backgrounded") return assert.fail("it was not handed over")
      assert.isTrue(Option.isSome(outcome.job.environment))
    }).pipe(Effect.provide(world())),
  )

  it.effect("tells its job's id to whoever wants to show what it does", () =>
    Effect.gen(function* () {
      const told = yield* Ref.make("")
      const runs = yield* Runs
      yield* runs.start(requestOf(), "wait", (id) => Ref.set(told, id))
      assert.strictEqual(yield* Ref.get(told), yield* onlyJob)
    }).pipe(Effect.provide(world())),
  )
})

describe("a run that could not be carried out", () => {
  const failing = new EnvironmentFailed({
    stage: "installing nosuch",
    reason: "package_not_found",
    detail: "no nosuch anywhere",
  })

  it.effect("is an error with its job's id, and that job tells why", () =>
    Effect.gen(function* () {
      const environments = yield* ScriptedEnvironments
      yield* environments.prepares(() => failing)
      const error = yield* Effect.flip(startRun())
      const id = yield* onlyJob
      assert.strictEqual(error._tag, "RunNotCarriedOut")
      assert.include(error.message, "no nosuch anywhere")
      assert.match(error.message, new RegExp(`recorded as job ${id}; py_job_status shows it\\.$`))
      assert.deepInclude(yield* endOf(id), {
        status: "failed",
        reason: "environment_failed",
        error: failing.message,
        exit_code: null,
      })
    }).pipe(Effect.provide(world())),
  )

  it.effect("is the same error where its process cannot be started", () =>
    Effect.gen(function* () {
      yield* playing({ spawnFails: "permission denied" })
      const error = yield* Effect.flip(startRun())
      assert.include(error.message, "permission denied")
      assert.deepInclude(yield* endOf(yield* onlyJob), { reason: "spawn_failed" })
    }).pipe(Effect.provide(world())),
  )

  it.effect("is no error any more once it is in the background", () =>
    Effect.gen(function* () {
      const environments = yield* ScriptedEnvironments
      yield* environments.prepares(() => Effect.delay(failing, "1 second"))
      const outcome = yield* startRun({}, "background")
      assert.strictEqual(outcome._tag, "Backgrounded")
      yield* pass("1 second")
      assert.deepInclude(yield* endOf(yield* onlyJob), { reason: "environment_failed" })
    }).pipe(Effect.provide(world())),
  )

  it.effect("fails the answer of one that was to start, where its environment fails before", () =>
    Effect.gen(function* () {
      const environments = yield* ScriptedEnvironments
      yield* environments.prepares(() => Effect.delay(failing, "1 second"))
      const run = yield* Effect.fork(Effect.flip(startRun({}, "started")))
      yield* pass("1 second")
      assert.strictEqual((yield* Fiber.join(run))._tag, "RunNotCarriedOut")
    }).pipe(Effect.provide(world())),
  )
})

describe("a run whose arguments are wrong", () => {
  it.effect("makes no job, where its plan fails", () =>
    Effect.gen(function* () {
      const environments = yield* ScriptedEnvironments
      const missing = new PythonMissing({ request: "Python 3.99", installed: [], downloads: "off" })
      yield* environments.plans(() => missing)
      assert.strictEqual((yield* Effect.flip(startRun()))._tag, "PythonMissing")
      yield* noJobs
      assert.deepStrictEqual(yield* namesIn(`${home}/autosaved_scripts`), [])
    }).pipe(Effect.provide(world())),
  )

  it.effect("makes no job, where its script is not there", () =>
    Effect.gen(function* () {
      const source = ScriptSource.File({ path: "nowhere.py" })
      const error = yield* Effect.flip(startRun({ source }))
      assert.match(error.message, /^script_path: \/desk\/nowhere\.py does not exist\./)
      yield* noJobs
    }).pipe(Effect.provide(world())),
  )
})

describe("the record of a run", () => {
  it.effect("has its arguments, the values of variables masked", () =>
    Effect.gen(function* () {
      const envVars = { TOKEN: "secret" }
      const { job_id } = yield* finished({ envVars, arguments: { args: ["1"], env_vars: envVars } })
      const { folder } = yield* read(job_id)
      assert.deepStrictEqual(yield* jsonOf(`${folder}/spec.json`), {
        arguments: { args: ["1"], env_vars: { TOKEN: "***" } },
      })
      assert.strictEqual((yield* lastStarted).env.TOKEN, "secret")
    }).pipe(Effect.provide(world())),
  )

  it.effect("has its label", () =>
    Effect.gen(function* () {
      yield* put("/desk/a.py", "print()")
      const source = ScriptSource.File({ path: "a.py" })
      const { job_id } = yield* finished({ source, label: Option.some("nightly") })
      assert.strictEqual((yield* read(job_id)).job.label, "nightly")
    }).pipe(Effect.provide(world())),
  )
})
