import { dirname } from "node:path"
import { Duration, Effect, Fiber, type Option } from "effect"
import { EnvironmentRecord } from "../domain/JobFiles.ts"
import type { ProcessSpec } from "../domain/Process.ts"
import type { RunLimits } from "../domain/Run.ts"
import { Settings } from "../domain/Settings.ts"
import type { EnvironmentPlan } from "../environment/EnvironmentPlan.ts"
import type { PreparedEnvironment } from "../environment/PreparedEnvironment.ts"
import type { Variables } from "../environment/ProcessEnvironment.ts"
import { DurableFiles } from "../processes/DurableFiles.ts"
import type { JobSite } from "../processes/JobSite.ts"
import { OnServerExit } from "../processes/OnServerExit.ts"
import { ProcessRunner } from "../processes/ProcessRunner.ts"
import { heldLimits } from "./HeldLimits.ts"
import { makeProvision, type Wanted } from "./Provision.ts"
import { type Launch, ScriptLaunch } from "./ScriptLaunch.ts"

/** What scripts are run under. */
export interface Conditions {
  readonly plan: EnvironmentPlan
  readonly variables: Variables
  /** Of each run. */
  readonly timeLimit: Option.Option<Duration.Duration>
  /** As asked for: the settings may allow less. */
  readonly limits: RunLimits
  readonly sampleInterval: Duration.Duration
}

/** A script as a process, wherever its folder will be. */
export type ScriptCommand = Pick<
  ProcessSpec,
  "argv" | "cwd" | "env" | "timeLimit" | "limits" | "maxOutputBytes" | "sampleInterval"
>

/** Makes what scripts are run in, and tells how one is started there. */
export const makeScriptStage = Effect.gen(function* () {
  const runner = yield* ProcessRunner
  const files = yield* DurableFiles
  const scripts = yield* ScriptLaunch
  const settings = yield* Settings
  const onServerExit = yield* OnServerExit
  const provide = yield* makeProvision

  /** `example` is one of the scripts: the record tells where it imports from. */
  return Effect.fn("ScriptStage.open")(function* (
    { variables, timeLimit, limits: asked, sampleInterval, ...wanted }: Conditions & Wanted,
    example: Launch,
    site: JobSite,
  ) {
    const { limits, maxOutputBytes, notes } = heldLimits(asked, settings)
    const [took, { prepared, under }] = yield* Effect.timed(provide(wanted, site))
    const ofLimits = yield* runner.limitNotes(limits)
    const ofExit = yield* onServerExit.notes
    const record = recordOf(prepared, took, [...ofExit, ...notes, ...ofLimits])
    const path = `${site.folder}/environment.json`
    // Whoever sees the script run sees what it runs in. The disk is not waited for: the script
    // starts meanwhile, and nothing is answered before.
    yield* Effect.ignoreLogged(
      files.showOnce(path, EnvironmentRecord, { ...record, ...importsOf(example) }),
    )
    const recorded = yield* Effect.forkScoped(files.sync(path))

    const command = Effect.fnUntraced(function* (launch: Launch) {
      const { argv, importFrom } = yield* scripts.argv(launch, prepared, site.folder, under)
      const progressFile = `${site.folder}/progress.jsonl`
      const env = variables.forScript({ prefix: prepared.prefix, importFrom, progressFile })
      const { cwd } = launch
      const held = { timeLimit, limits, maxOutputBytes, sampleInterval }
      return { argv, cwd, env, ...held } satisfies ScriptCommand
    })

    return { prepared, recorded: Effect.ignoreLogged(Fiber.join(recorded)), command }
  })
})

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
