import { Effect } from "effect"
import { JobRegistry } from "../jobs/JobRegistry.ts"
import { shownOutput } from "./JobView.ts"
import { makeResource } from "./Resource.ts"

/** Both streams of a job, as a resource. */
export const jobStream = makeResource({
  uriTemplate: "job-stream://{job_id}",
  name: "job-stream",
  title: "Output of a job",
  description: "Both streams of a job so far, bounded. Reading changes nothing.",
  mimeType: "text/plain",
  pattern: /^job-stream:\/\/([^/?#]+)\/?$/,
  read: Effect.fnUntraced(function* (jobId: string) {
    const job = yield* (yield* JobRegistry).get(jobId)
    const { stdout, stderr } = yield* shownOutput(job)
    return `---STDOUT---\n${stdout}\n---STDERR---\n${stderr}`
  }),
})
