import { Effect, Schema } from "effect"
import type { RunResult } from "./RunResult.ts"

/** A run that was recorded but could not be carried out. */
export class RunNotCarriedOut extends Schema.TaggedError<RunNotCarriedOut>()("RunNotCarriedOut", {
  job_id: Schema.String,
  reason: Schema.String,
}) {
  override get message() {
    return `${this.reason} The attempt is recorded as job ${this.job_id}; py_job_status shows it.`
  }
}

/** A run's result, unless nothing of it was ever run. */
export const carriedOut = (result: RunResult): Effect.Effect<RunResult, RunNotCarriedOut> => {
  const { reason, job_id, error } = result
  return reason === "environment_failed" || reason === "spawn_failed"
    ? new RunNotCarriedOut({ job_id, reason: error ?? "It could not be started." })
    : Effect.succeed(result)
}
