import { Effect, Schema } from "effect"
import { exitCodeOf, isOver, reasonOf } from "../domain/Job.ts"
import { FailureReason } from "../domain/Process.ts"
import { JobRegistry } from "../jobs/JobRegistry.ts"
import { jobId } from "./Fields.ts"
import { elapsedOf, pythonText, shownOutput } from "./JobView.ts"
import { code, outputBlocks, paragraphs, secondsText } from "./Markdown.ts"
import { make } from "./Tool.ts"
import { howToGoOn } from "./waiting.ts"

const Answer = Schema.Struct({
  job_id: Schema.String,
  status: Schema.Literal("running", "finished"),
  stdout: Schema.String,
  stderr: Schema.String,
  reason: Schema.NullOr(FailureReason),
  exit_code: Schema.String,
  elapsed_seconds: Schema.String,
  stdout_bytes: Schema.Int,
  stderr_bytes: Schema.Int,
  stdout_truncated: Schema.Boolean,
  stderr_truncated: Schema.Boolean,
})
type Answer = typeof Answer.Type

/** Shows a job's output so far in one bounded piece. */
export const getJobOutput = make({
  name: "get_job_output",
  description: "A job's output so far, bounded; stream_deltas reads all.",
  group: "jobs",
  annotations: {
    title: "Output of a job",
    readOnlyHint: true,
    destructiveHint: false,
    idempotentHint: true,
    openWorldHint: false,
  },
  input: Schema.Struct({ job_id: jobId }),
  output: Answer,
  handler: Effect.fnUntraced(function* ({ job_id }) {
    const job = yield* (yield* JobRegistry).get(job_id)
    const output = yield* shownOutput(job)
    return {
      job_id,
      status: isOver(job.state) ? ("finished" as const) : ("running" as const),
      stdout: output.stdout,
      stderr: output.stderr,
      reason: reasonOf(job),
      exit_code: pythonText(exitCodeOf(job)),
      elapsed_seconds: String(yield* elapsedOf(job)),
      stdout_bytes: output.stdout_bytes,
      stderr_bytes: output.stderr_bytes,
      stdout_truncated: output.stdout_truncated,
      stderr_truncated: output.stderr_truncated,
    }
  }),
  markdown: (output) =>
    paragraphs(
      `${headline(output)} · job ${code(output.job_id)}`,
      outputBlocks(output),
      output.status === "running" ? howToGoOn : "",
    ),
})

const headline = ({ status, reason, exit_code, elapsed_seconds }: Answer): string => {
  const time = secondsText(Number(elapsed_seconds))
  if (status === "running") return `**Running** for ${time}`
  const ended = reason === null ? "**Finished**" : `**Failed** (${reason})`
  return `${ended} with exit code ${exit_code} after ${time}`
}
