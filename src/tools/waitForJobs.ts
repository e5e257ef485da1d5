import { Clock, Duration, Effect, Option, Schema } from "effect"
import {
  exitCodeOf,
  isOver,
  type Job,
  JobId,
  JobStatus,
  reasonOf,
  statusOf,
} from "../domain/Job.ts"
import { FailureReason } from "../domain/Process.ts"
import { millisOf, secondsBetween } from "../domain/Time.ts"
import { JobRegistry } from "../jobs/JobRegistry.ts"
import { OutputFiles } from "../processes/OutputFiles.ts"
import { JobVoice } from "../runs/JobVoice.ts"
import { choice, defaulted, maybe, numberBetween, required } from "./Fields.ts"
import { elapsedOf } from "./JobView.ts"
import { code, paragraphs, secondsText } from "./Markdown.ts"
import { make } from "./Tool.ts"
import { ToolCall } from "./ToolCall.ts"
import { clampWait, maxWaitSeconds } from "./waiting.ts"

const JobIds = Schema.Array(JobId).pipe(
  Schema.minItems(1, { message: () => "[] names no job; give at least one id" }),
)

const Done = Schema.Struct({
  job_id: Schema.String,
  status: JobStatus,
  reason: Schema.NullOr(FailureReason),
  exit_code: Schema.NullOr(Schema.Int),
})

const StillRunning = Schema.Struct({
  job_id: Schema.String,
  elapsed_seconds: Schema.Number,
  idle_seconds: Schema.NullOr(Schema.Number),
})

/** Waits for jobs, for less time than clients do. */
export const waitForJobs = make({
  name: "wait_for_jobs",
  description: "Waits until any or all of these jobs have ended, or time is up.",
  group: "jobs",
  annotations: {
    title: "Wait for jobs",
    readOnlyHint: true,
    destructiveHint: false,
    idempotentHint: true,
    openWorldHint: false,
  },
  input: Schema.Struct({
    job_ids: required(JobIds, "Ids of jobs"),
    mode: defaulted(choice(["any", "all"]), "any", "any: the first is enough"),
    timeout_seconds: defaulted(numberBetween(0, 86_400), 50, `At most ${maxWaitSeconds}`),
  }),
  output: Schema.Struct({
    done: Schema.Array(Done),
    running: Schema.Array(StillRunning),
    timed_out: Schema.Boolean,
    message: maybe(Schema.String),
  }),
  handler: Effect.fnUntraced(function* ({ job_ids, mode, timeout_seconds }) {
    const registry = yield* JobRegistry
    const voice = yield* JobVoice
    const ids = [...new Set(job_ids)]
    const granted = clampWait(timeout_seconds)
    yield* Effect.forEach(ids, registry.get, { discard: true })
    yield* (yield* ToolCall).showing(voice.words(ids[0] ?? ""))
    const waited = yield* Effect.timeoutOption(
      registry.wait(ids, mode),
      Duration.seconds(granted.seconds),
    )
    const jobs = yield* Effect.forEach(ids, registry.get)
    return {
      done: jobs.filter(({ state }) => isOver(state)).map(doneOf),
      running: yield* Effect.forEach(
        jobs.filter(({ state }) => !isOver(state)),
        runningOf,
      ),
      timed_out: Option.isNone(waited),
      ...granted.message,
    }
  }),
  markdown: ({ done, running, timed_out, message }) =>
    paragraphs(
      `**${done.length} ended, ${running.length} running**${timed_out ? " (the time is over; call again to wait on)" : ""}`,
      done
        .map(({ job_id, status, reason, exit_code }) => {
          const why = reason === null ? "" : ` (${reason})`
          return `- ${code(job_id)}: ${status}${why}, exit code ${exit_code ?? "unknown"}`
        })
        .join("\n"),
      running
        .map(({ job_id, elapsed_seconds, idle_seconds }) => {
          const idle = idle_seconds === null ? "no output yet" : `idle ${secondsText(idle_seconds)}`
          return `- ${code(job_id)}: running for ${secondsText(elapsed_seconds)}, ${idle}`
        })
        .join("\n"),
      message ?? "",
    ),
})

const doneOf = (job: Job) => ({
  job_id: job.id,
  status: statusOf(job.state),
  reason: reasonOf(job),
  exit_code: exitCodeOf(job),
})

/** Idle is the time since the last output, or since the start where there was none. */
const runningOf = Effect.fnUntraced(function* (job: Job) {
  const now = yield* Clock.currentTimeMillis
  const written = yield* (yield* OutputFiles).lastWrite(job.folder)
  const since = Option.match(job.started, { onNone: () => null, onSome: ({ at }) => millisOf(at) })
  const from = written ?? since
  return {
    job_id: job.id,
    elapsed_seconds: yield* elapsedOf(job),
    idle_seconds: from === null ? null : secondsBetween(from, now),
  }
})
