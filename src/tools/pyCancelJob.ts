import { Effect, Schema } from "effect"
import { JobStatus, statusOf } from "../domain/Job.ts"
import { endJob } from "./endJob.ts"
import { jobId } from "./Fields.ts"
import { code } from "./Markdown.ts"
import { make } from "./Tool.ts"

/** Ends a job as `kill_job` does, in the job tools' own words. */
export const pyCancelJob = make({
  name: "py_cancel_job",
  description: "Cancels a job, as kill_job does.",
  group: "jobs",
  annotations: {
    title: "Cancel a job",
    readOnlyHint: false,
    destructiveHint: true,
    idempotentHint: true,
    openWorldHint: false,
  },
  input: Schema.Struct({ job_id: jobId }),
  output: Schema.Struct({ job_id: Schema.String, status: JobStatus }),
  handler: Effect.fnUntraced(function* ({ job_id }) {
    const { job } = yield* endJob(job_id)
    return { job_id, status: statusOf(job.state) }
  }),
  markdown: ({ job_id, status }) =>
    status === "cancelled"
      ? `**Cancelled** · job ${code(job_id)}`
      : `Nothing to cancel: job ${code(job_id)} had already ended (**${status}**).`,
})
