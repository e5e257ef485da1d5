import { Duration, Effect, Option, type Schema, Struct } from "effect"
import { type Job, type JobId, statusOf } from "../domain/Job.ts"
import { Settings } from "../domain/Settings.ts"
import { JobVoice } from "../runs/JobVoice.ts"
import type { RunMode } from "../runs/RunJob.ts"
import { type RunOutcome, Runs } from "../runs/Runs.ts"
import { type RunArguments, type RunKind, runRequest } from "./RunArguments.ts"
import { runLinks } from "./RunLinks.ts"
import { runMarkdown } from "./RunMarkdown.ts"
import { environmentSoFar, ProfiledOutput, RunOutput } from "./RunOutput.ts"
import { make, type ToolAnnotations, type ToolFace } from "./Tool.ts"
import { ToolCall } from "./ToolCall.ts"
import { howToGoOn } from "./waiting.ts"

/** A running tool, as it is written down: everything else is shared. */
export interface RunningToolSpec<A extends RunArguments & { async_mode?: boolean }, I> {
  readonly kind: RunKind
  readonly title: string
  readonly description: string
  readonly input: Schema.Schema<A, I>
  /** Where it answers more than a run does. */
  readonly output?: Schema.Schema<ProfiledOutput>
  /** "started" tools answer as soon as the script can start. */
  readonly answers: "ended" | "started"
}

/** Makes a tool that runs code: arguments, run, payload and Markdown are the same for all of them. */
export const runningTool = <A extends RunArguments & { async_mode?: boolean }, I>(
  spec: RunningToolSpec<A, I>,
) =>
  make({
    name: spec.kind.tool,
    description: spec.description,
    group: "run",
    annotations: { title: spec.title, ...runAnnotations },
    input: spec.input,
    ...runFace,
    output: spec.output ?? RunOutput,
    handler: (given) => run(spec.kind, given, modeOf(spec, given)),
    handedOver: (output, given) => waitedFor(output, modeOf(spec, given)),
  })

/** How every run is shown, in time or later, one under a profiler included. */
export const runFace: ToolFace<ProfiledOutput, typeof ProfiledOutput.Encoded> = {
  output: ProfiledOutput,
  markdown: runMarkdown,
  links: runLinks,
}

/** Only a caller who wanted to wait has handed a run over; the others have asked for its job. */
export const waitedFor = ({ job_id, status }: RunOutput, mode: RunMode): Option.Option<JobId> =>
  mode === "wait" && (status === "running" || status === "pending")
    ? Option.some(job_id)
    : Option.none()

/** What hosts are told of every tool that runs code. */
export const runAnnotations: Omit<ToolAnnotations, "title"> = {
  readOnlyHint: false,
  destructiveHint: true,
  idempotentHint: false,
  openWorldHint: true,
}

const modeOf = (
  { answers }: { readonly answers: "ended" | "started" },
  { async_mode }: { readonly async_mode?: boolean },
): RunMode => {
  if (answers === "started") return "started"
  return async_mode === true ? "background" : "wait"
}

const run = Effect.fn("tools.run")(function* (kind: RunKind, given: RunArguments, mode: RunMode) {
  const request = yield* runRequest(kind, given)
  const runs = yield* Runs
  const voice = yield* JobVoice
  const call = yield* ToolCall
  const settings = yield* Settings
  const outcome = yield* runs.start(request, mode, (id) => call.showing(voice.words(id)))
  return payloadOf(outcome, mode, settings)
})

const payloadOf = (
  outcome: RunOutcome,
  mode: RunMode,
  { home, smartAsyncBudget }: Settings["Type"],
): RunOutput => {
  switch (mode) {
    case "wait":
      return outcome._tag === "Finished"
        ? outcome.result
        : handedOver(outcome.job, smartAsyncBudget)
    case "background":
      return { job_id: idOf(outcome), status: "pending", message: inBackground }
    case "started":
      return {
        ...environmentOf(outcome, home),
        job_id: idOf(outcome),
        status: "started",
        message: inBackground,
      }
  }
}

/** The answer about a job that goes on without its caller. */
export const goingOn = (job: Job, mode: RunMode, { smartAsyncBudget }: Settings["Type"]) =>
  mode === "background"
    ? ({ job_id: job.id, status: "pending", message: inBackground } as const)
    : handedOver(job, smartAsyncBudget)

const handedOver = (job: Job, budget: Settings["Type"]["smartAsyncBudget"]): RunOutput => ({
  job_id: job.id,
  status: statusOf(job.state) === "pending" ? "pending" : "running",
  message: backgroundMessage(job, budget),
})

const inBackground = `It runs in the background. ${howToGoOn}`

const idOf = (outcome: RunOutcome): string =>
  outcome._tag === "Finished" ? outcome.result.job_id : outcome.job.id

/** A script may have ended before its caller hears that it has started. */
const environmentOf = (outcome: RunOutcome, home: string) => {
  if (outcome._tag === "Backgrounded") return environmentSoFar(outcome.job, home)
  return Struct.pick(
    outcome.result,
    "execution_strategy",
    "python_version_used",
    "resolved_dependencies",
    "environment_seconds",
    "notes",
  )
}

/** The sentence for a run that goes on without its caller. */
const backgroundMessage = (job: Job, budget: Duration.Duration): string => {
  const waited = `${Duration.toSeconds(budget)} s`
  const state =
    statusOf(job.state) === "pending"
      ? `Still waiting for a free slot after ${waited}`
      : `Still running after ${waited}`
  return `${state}; it goes on in the background and nothing is lost. ${howToGoOn}`
}
