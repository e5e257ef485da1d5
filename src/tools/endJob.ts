import { Effect } from "effect"
import { type JobId, statusOf } from "../domain/Job.ts"
import { JobRegistry } from "../jobs/JobRegistry.ts"

/** Ends a job; tells whether it was this call that ended it, or it had ended by itself before. */
export const endJob = Effect.fn("tools.endJob")(function* (id: JobId) {
  const registry = yield* JobRegistry
  const before = yield* registry.get(id)
  const job = yield* registry.stop(id)
  return { job, endedByUs: before.state._tag !== "Ended" && statusOf(job.state) === "cancelled" }
})
