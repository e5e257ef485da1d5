import { Effect, Stream } from "effect"
import { JobRegistry } from "../jobs/JobRegistry.ts"
import { JobWatch } from "../jobs/JobWatch.ts"
import { jobIds } from "./Completions.ts"
import { detailOf } from "./JobDetail.ts"
import { makeResource } from "./Resource.ts"

/** How a job stands, as a resource: the payload of py_job_status. */
export const jobState = makeResource({
  uriTemplate: "job://{job_id}",
  name: "job",
  title: "State of a job",
  description: "Status, phase, progress, and the result once it has ended.",
  mimeType: "application/json",
  group: "jobs",
  annotations: { audience: ["assistant"], priority: 0.8 },
  pattern: /^job:\/\/(?<job_id>[^/?#]+)\/?$/,
  find: ({ job_id = "" }) => Effect.flatMap(JobRegistry, ({ get }) => get(job_id)),
  read: (job) => Effect.map(detailOf(job), (detail) => JSON.stringify({ job: detail })),
  changes: ({ job_id = "" }) => Stream.unwrap(Effect.map(JobWatch, ({ state }) => state(job_id))),
  complete: { job_id: jobIds },
})
