import { Effect, Stream } from "effect"
import { JobRegistry } from "../jobs/JobRegistry.ts"
import { JobWatch } from "../jobs/JobWatch.ts"
import { jobIds } from "./Completions.ts"
import { shownOutput } from "./JobView.ts"
import { makeResource } from "./Resource.ts"

/** Both streams of a job, as a resource. */
export const jobStream = makeResource({
  uriTemplate: "job-stream://{job_id}",
  name: "job-stream",
  title: "Output of a job",
  description: "Both streams of a job so far, bounded. Reading changes nothing.",
  mimeType: "text/plain",
  group: "jobs",
  annotations: { audience: ["user", "assistant"], priority: 0.8 },
  pattern: /^job-stream:\/\/(?<job_id>[^/?#]+)\/?$/,
  find: ({ job_id = "" }) => Effect.flatMap(JobRegistry, ({ get }) => get(job_id)),
  read: (job) =>
    Effect.map(
      shownOutput(job),
      ({ stdout, stderr }) => `---STDOUT---\n${stdout}\n---STDERR---\n${stderr}`,
    ),
  changes: ({ job_id = "" }) => Stream.unwrap(Effect.map(JobWatch, ({ output }) => output(job_id))),
  complete: { job_id: jobIds },
})
