import { dirname } from "node:path"
import { Context, Duration, Effect, Fiber, Layer, type Option, type Scope } from "effect"
import type { StoreUnavailable } from "../domain/Job.ts"
import { EnvironmentRecord } from "../domain/JobFiles.ts"
import type { ProcessEnd, SpawnFailed } from "../domain/Process.ts"
import type { RunLimits } from "../domain/Run.ts"
import { Settings } from "../domain/Settings.ts"
import { Bytecode } from "../environment/Bytecode.ts"
import type { EnvironmentFailed } from "../environment/EnvironmentErrors.ts"
import type { PreparedEnvironment } from "../environment/PreparedEnvironment.ts"
import type { Variables } from "../environment/ProcessEnvironment.ts"
import { DurableFiles } from "../processes/DurableFiles.ts"
import type { JobSite } from "../processes/JobSite.ts"
import { OnServerExit } from "../processes/OnServerExit.ts"
import { ProcessRunner } from "../processes/ProcessRunner.ts"
import { type HeldLimits, heldLimits } from "./HeldLimits.ts"
import { makeProvision, type Wanted } from "./Provision.ts"
import { type Launch, ScriptLaunch } from "./ScriptLaunch.ts"

/** One script, ready to be executed: everything that can be wrong with the arguments has been. */
export interface Execution extends Wanted {
  readonly variables: Variables
  readonly launch: Launch
  readonly timeLimit: Option.Option<Duration.Duration>
  /** As asked for: the settings may allow less. */
  readonly limits: RunLimits
  readonly sampleInterval: Duration.Duration
  /** Run when the environment is ready and the script has started. */
  readonly onReady: Effect.Effect<void>
}

/** Executes one script: environment, process, end. */
export class PythonExecutor extends Context.Tag("python-mcp/PythonExecutor")<
  PythonExecutor,
  {
    readonly execute: (
      execution: Execution,
      site: JobSite,
    ) => Effect.Effect<ProcessEnd, EnvironmentFailed | SpawnFailed | StoreUnavailable, Scope.Scope>
  }
>() {
  static readonly layer = Layer.effect(
    PythonExecutor,
    Effect.gen(function* () {
      const bytecode = yield* Bytecode
      const runner = yield* ProcessRunner
      const files = yield* DurableFiles
      const scripts = yield* ScriptLaunch
      const settings = yield* Settings
      const onServerExit = yield* OnServerExit
      const provide = yield* makeProvision

      const prepare = Effect.fn("PythonExecutor.prepare")(function* (
        execution: Execution,
        site: JobSite,
        held: HeldLimits,
      ) {
        const [took, provided] = yield* Effect.timed(provide(execution, site))
        const ofLimits = yield* runner.limitNotes(held.limits)
        const ofExit = yield* onServerExit.notes
        const notes = [...ofExit, ...held.notes, ...ofLimits]
        const record = {
          ...recordOf(provided.prepared, took, notes),
          ...importsOf(execution.launch),
        }
        const path = `${site.folder}/environment.json`
        // Whoever sees the script run sees what it runs in. The disk is not waited for: the script
        // starts meanwhile, and nothing is answered before.
        yield* Effect.ignoreLogged(files.showOnce(path, EnvironmentRecord, record))
        const recorded = yield* Effect.forkScoped(files.sync(path))
        return { ...provided, recorded }
      })

      const execute = Effect.fn("PythonExecutor.execute")(function* (
        execution: Execution,
        site: JobSite,
      ) {
        const held = heldLimits(execution.limits, settings)
        const { prepared, under, recorded } = yield* prepare(execution, site, held)
        const { launch } = execution
        const { argv, importFrom } = yield* scripts.argv(launch, prepared, site.folder, under)
        const running = yield* runner.start({
          argv,
          cwd: launch.cwd,
          env: execution.variables.forScript({
            prefix: prepared.prefix,
            importFrom,
            progressFile: `${site.folder}/progress.jsonl`,
          }),
          jobFolder: site.folder,
          folder: site.folder,
          endsJob: true,
          cookie: site.cookie,
          timeLimit: execution.timeLimit,
          grace: settings.killGrace,
          maxOutputBytes: held.maxOutputBytes,
          limits: held.limits,
          sampleInterval: execution.sampleInterval,
        })
        yield* Effect.ignoreLogged(Fiber.join(recorded))
        yield* execution.onReady
        const end = yield* running.end
        yield* bytecode.afterRun(prepared, launch)
        return end
      })

      return { execute }
    }),
  )
}

const recordOf = (
  prepared: PreparedEnvironment,
  took: Duration.Duration,
  notes: ReadonlyArray<string>,
): EnvironmentRecord => ({
  strategy: prepared.strategy,
  python_version: prepared.pythonVersion,
  python: prepared.python,
  pins: prepared.pins,
  // A hit takes less than a millisecond.
  environment_seconds: Math.round(Duration.toMillis(took) * 1000) / 1_000_000,
  notes: [...prepared.notes, ...notes],
})

/** Where the script's own modules may be, for whoever explains a failed import. */
const importsOf = ({ kind, script, cwd }: Launch) => ({
  directory: cwd,
  ...(kind === "file" ? { script_folder: dirname(script) } : {}),
})
