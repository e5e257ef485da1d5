import { Effect, Option } from "effect"
import {
  noRunLimits,
  PythonChoice,
  plainUv,
  type RunRequest,
  ScriptSource,
  singleRun,
} from "../../src/domain/Run.ts"
import { ScriptedProcesses } from "../../src/processes/ProcessRunnerScripted.ts"
import type { ScriptedProcess } from "../../src/processes/ScriptedPlay.ts"
import type { RunMode } from "../../src/runs/RunJob.ts"
import { Runs } from "../../src/runs/Runs.ts"

/** A run of inline code that nothing is special about. */
export const requestOf = (given: Partial<RunRequest> = {}): RunRequest => ({
  tool: "run_script_in_dir",
  source: ScriptSource.Inline({ code: "print('hi')" }),
  directory: Option.none(),
  args: [],
  python: PythonChoice.Uv(plainUv),
  timeoutSeconds: 3600,
  limits: noRunLimits,
  envVars: {},
  envFile: Option.none(),
  label: Option.none(),
  stream: true,
  sampleInterval: 0.25,
  repetition: singleRun,
  profile: Option.none(),
  arguments: {},
  ...given,
})

/** Starts a run; nobody wants to hear of its job. */
export const startRun = (given: Partial<RunRequest> = {}, mode: RunMode = "wait") =>
  Effect.flatMap(Runs, (runs) => runs.start(requestOf(given), mode, () => Effect.void))

/** A run that is waited for until it has ended. */
export const finished = (given: Partial<RunRequest> = {}) =>
  Effect.flatMap(startRun(given), (outcome) =>
    outcome._tag === "Finished"
      ? Effect.succeed(outcome.result)
      : Effect.dieMessage("the run goes on"),
  )

/** What all processes do that are started from now on. */
export const playing = (behaviour: ScriptedProcess) =>
  Effect.flatMap(ScriptedProcesses, ({ script }) => script(() => behaviour))

/** What has been started, the last first. */
export const lastStarted = Effect.flatMap(ScriptedProcesses, ({ started }) =>
  Effect.flatMap(started, (specs) => Effect.fromNullable(specs.at(-1))),
).pipe(Effect.orDie)
