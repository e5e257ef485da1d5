import type { FileSystem } from "@effect/platform/FileSystem"
import { type Array as Arr, Context, Effect, Layer, Option, type Scope } from "effect"
import type { StoreUnavailable } from "../domain/Job.ts"
import type { ProcessEnd, SpawnFailed } from "../domain/Process.ts"
import { Settings } from "../domain/Settings.ts"
import { Bytecode } from "../environment/Bytecode.ts"
import type { EnvironmentFailed } from "../environment/EnvironmentErrors.ts"
import type { Environments } from "../environment/Environments.ts"
import type { SidePackages } from "../environment/SidePackages.ts"
import type { DurableFiles } from "../processes/DurableFiles.ts"
import type { JobSite } from "../processes/JobSite.ts"
import type { EndedStep, JobSteps } from "../processes/JobSteps.ts"
import type { OnServerExit } from "../processes/OnServerExit.ts"
import { ProcessRunner } from "../processes/ProcessRunner.ts"
import type { Wanted } from "./Provision.ts"
import type { Launch, ScriptLaunch } from "./ScriptLaunch.ts"
import { type Conditions, makeScriptStage } from "./ScriptStage.ts"
import { makeScriptTurns, type Turn, type TurnFailed } from "./ScriptTurns.ts"

/** One script, ready to be executed: everything that can be wrong with the arguments has been. */
export interface Execution extends Conditions, Wanted {
  readonly launch: Launch
  /** Before the job's own process, as steps of the job; the first that fails ends the job. */
  readonly before: ReadonlyArray<Turn>
  /** Run when the environment is ready and the script has started. */
  readonly onReady: Effect.Effect<void>
}

/** Several scripts, to be run one after the other in one environment; nothing measured is profiled. */
export interface Series extends Conditions {
  readonly turns: Arr.NonEmptyReadonlyArray<Turn>
}

type NotExecuted = EnvironmentFailed | SpawnFailed | StoreUnavailable

/** Executes scripts: environment, process, end. */
export class PythonExecutor extends Context.Tag("python-mcp/PythonExecutor")<
  PythonExecutor,
  {
    /** One script, whose end is the job's. */
    readonly execute: (
      execution: Execution,
      site: JobSite,
    ) => Effect.Effect<ProcessEnd, NotExecuted, Scope.Scope>
    /** As steps of a job that has no process of its own. */
    readonly executeSeries: (
      series: Series,
      site: JobSite,
    ) => Effect.Effect<ReadonlyArray<EndedStep>, NotExecuted | TurnFailed, Scope.Scope>
  }
>() {
  static readonly layer: Layer.Layer<
    PythonExecutor,
    never,
    | Bytecode
    | DurableFiles
    | Environments
    | FileSystem
    | JobSteps
    | OnServerExit
    | ProcessRunner
    | ScriptLaunch
    | Settings
    | SidePackages
  > = Layer.effect(
    this,
    Effect.gen(function* () {
      const bytecode = yield* Bytecode
      const runner = yield* ProcessRunner
      const { killGrace } = yield* Settings
      const openStage = yield* makeScriptStage
      const runTurns = yield* makeScriptTurns

      const execute = Effect.fn("PythonExecutor.execute")(
        function* (execution: Execution, site: JobSite) {
          const { launch, before, onReady } = execution
          const stage = yield* openStage(execution, launch, site)
          // Turns may fail, and then nobody else waits for it.
          if (before.length > 0) yield* stage.recorded
          yield* runTurns(site, before, stage.command)
          const running = yield* runner.start({
            ...(yield* stage.command(launch)),
            jobFolder: site.folder,
            folder: site.folder,
            endsJob: true,
            cookie: site.cookie,
            grace: killGrace,
          })
          yield* stage.recorded
          yield* onReady
          const end = yield* running.end
          yield* bytecode.afterRun(stage.prepared, launch)
          return end
        },
        Effect.catchTag("TurnFailed", ({ end }) => Effect.succeed(end)),
      )

      const executeSeries = Effect.fn("PythonExecutor.executeSeries")(function* (
        series: Series,
        site: JobSite,
      ) {
        const [{ launch }] = series.turns
        const stage = yield* openStage({ ...series, profile: Option.none() }, launch, site)
        yield* stage.recorded
        const ended = yield* runTurns(site, series.turns, stage.command)
        yield* bytecode.afterRun(stage.prepared, launch)
        return ended
      })

      return { execute, executeSeries }
    }),
  )
}
