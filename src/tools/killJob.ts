import { Effect, Schema } from "effect"
import { exitCodeOf, statusOf } from "../domain/Job.ts"
import { endJob } from "./endJob.ts"
import { jobId } from "./Fields.ts"
import { pythonText } from "./JobView.ts"
import { code } from "./Markdown.ts"
import { make } from "./Tool.ts"

/** Ends a job with its whole process tree. */
export const killJob = make({
  name: "kill_job",
  description: "Ends a job with all its processes; one that has ended keeps its status.",
  group: "jobs",
  annotations: {
    title: "Kill a job",
    readOnlyHint: false,
    destructiveHint: true,
    idempotentHint: true,
    openWorldHint: false,
  },
  input: Schema.Struct({ job_id: jobId }),
  output: Schema.Struct({
    job_id: Schema.String,
    status: Schema.Literal(
      "killed",
      "completed",
      "failed",
      "cancelled",
      "unknown",
      "pending",
      "running",
    ),
    exit_code: Schema.String,
  }),
  handler: Effect.fnUntraced(function* ({ job_id }) {
    const { job, endedByUs } = yield* endJob(job_id)
    return {
      job_id,
      status: endedByUs ? ("killed" as const) : statusOf(job.state),
      exit_code: pythonText(exitCodeOf(job)),
    }
  }),
  markdown: ({ job_id, status, exit_code }) =>
    status === "killed"
      ? `**Killed** · job ${code(job_id)} · exit code ${exit_code}`
      : `Nothing to kill: job ${code(job_id)} had already ended (**${status}**, exit code ${exit_code}).`,
})
