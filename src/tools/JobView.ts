import { Clock, Effect, Option, Schema } from "effect"
import { exitCodeOf, type Job, JobStatus, reasonOf, startedAtOf, statusOf } from "../domain/Job.ts"
import { Progress } from "../domain/JobProgress.ts"
import { FailureReason } from "../domain/Process.ts"
import { millisOf, secondsBetween } from "../domain/Time.ts"
import { ProgressReading } from "../jobs/ProgressReading.ts"
import { RunResults } from "../runs/RunResult.ts"
import { maybe } from "./Fields.ts"

const Time = Schema.NullOr(Schema.String)

/** A job as a list shows it: as long as it must be, for there may be a thousand of them. */
export const JobView = Schema.Struct({
  job_id: Schema.String,
  id: Schema.String,
  label: Schema.NullOr(Schema.String),
  tool: Schema.String,
  status: JobStatus,
  phase: Schema.NullOr(Schema.Literal("environment", "script")),
  reason: Schema.NullOr(FailureReason),
  created_at: Schema.String,
  started_at: Time,
  completed_at: Time,
  elapsed_seconds: Schema.Number,
  pid: Schema.NullOr(Schema.Int),
  exit_code: Schema.NullOr(Schema.Int),
  progress: Schema.NullOr(Progress),
  error: Schema.NullOr(Schema.String),
  python_version_used: maybe(Schema.String),
})
export type JobView = typeof JobView.Type

/** The view of one job. */
export const viewOf = Effect.fn("tools.viewOf")(function* (job: Job) {
  const progress = yield* (yield* ProgressReading).of(job)
  const end = job.state._tag === "Ended" ? job.state.end : null
  return {
    job_id: job.id,
    id: job.id,
    label: job.job.label,
    tool: job.job.tool,
    status: statusOf(job.state),
    phase: job.state._tag === "Running" ? job.state.phase : null,
    reason: reasonOf(job),
    created_at: job.job.created_at,
    started_at: startedAtOf(job),
    completed_at: end?.ended_at ?? null,
    elapsed_seconds: yield* elapsedOf(job),
    pid: Option.getOrNull(Option.map(job.started, ({ pid }) => pid)),
    exit_code: exitCodeOf(job),
    progress: Option.getOrNull(progress),
    error: end?.error ?? Option.getOrNull(job.unreadable),
    ...Option.match(job.environment, {
      onNone: () => ({}),
      onSome: ({ python_version }) => ({ python_version_used: python_version }),
    }),
  } satisfies JobView
})

/** How long a job has run, or ran. */
export const elapsedOf = Effect.fnUntraced(function* (job: Job) {
  if (job.state._tag === "Ended") return job.state.end.elapsed_seconds
  const from = millisOf(startedAtOf(job) ?? job.job.created_at)
  return secondsBetween(from, yield* Clock.currentTimeMillis)
})

/** A number as Python shows it: the specification's payloads of strings have "None" for what is unknown. */
export const pythonText = (value: number | null): string =>
  value === null ? "None" : String(value)

/** The output of a job, bounded, with the specification's mark where the time was over. */
export const shownOutput = Effect.fn("tools.shownOutput")(function* (job: Job) {
  const results = yield* RunResults
  const result = yield* results.of(job)
  return Option.isSome(result) ? result.value : yield* results.output(job)
})
