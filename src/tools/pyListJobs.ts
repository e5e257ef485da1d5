import { Effect, Option, Schema } from "effect"
import { JobStatus } from "../domain/Job.ts"
import { JobRegistry } from "../jobs/JobRegistry.ts"
import { choice, defaulted, integer, optional } from "./Fields.ts"
import { JobView, viewOf } from "./JobView.ts"
import { code, paragraphs, quoted, secondsText, table } from "./Markdown.ts"
import { make } from "./Tool.ts"

/** Lists jobs of all times, the newest first. */
export const pyListJobs = make({
  name: "py_list_jobs",
  description: "Lists all jobs, the newest first.",
  group: "jobs",
  annotations: {
    title: "List jobs",
    readOnlyHint: true,
    destructiveHint: false,
    idempotentHint: true,
    openWorldHint: false,
  },
  input: Schema.Struct({
    status_filter: optional(choice(JobStatus.literals), "Only these"),
    limit: defaulted(integer(1, 1000), 50, "At most"),
  }),
  output: Schema.Struct({ jobs: Schema.Array(JobView), total: Schema.Int }),
  handler: Effect.fnUntraced(function* ({ status_filter, limit }) {
    const registry = yield* JobRegistry
    const page = yield* registry.list({ status: Option.fromNullable(status_filter), limit })
    return { jobs: yield* Effect.forEach(page.jobs, viewOf), total: page.total }
  }),
  markdown: ({ jobs, total }) =>
    paragraphs(
      `**${total} job${total === 1 ? "" : "s"}**${jobs.length < total ? `, the newest ${jobs.length}` : ""}`,
      table(
        ["job", "status", "time", "tool", "label"],
        jobs.map((job) => [
          code(job.job_id),
          job.reason === null ? job.status : `${job.status} (${job.reason})`,
          secondsText(job.elapsed_seconds),
          job.tool,
          job.label === null || job.label === "" ? "" : quoted(job.label),
        ]),
      ),
    ),
})
