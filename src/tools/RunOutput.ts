import { Schema } from "effect"
import type { Job } from "../domain/Job.ts"
import { promisesPins, RunResult } from "../runs/RunResult.ts"

/** The payload of a running tool: of a run that ended, or of one that goes on. */
export const RunOutput = Schema.Struct({
  job_id: Schema.String,
  status: Schema.Literal("completed", "failed", "cancelled", "running", "pending", "started"),
  message: Schema.optionalWith(Schema.String, { exact: true }),
}).pipe(
  Schema.extend(
    Schema.partialWith(RunResult.omit("job_id", "status").annotations({}), { exact: true }),
  ),
)
export type RunOutput = typeof RunOutput.Type

/** What is known of a run's environment while it goes on. */
export const environmentSoFar = ({ environment, job }: Job) => {
  if (environment._tag === "None") return {}
  const { strategy, python_version, pins, notes } = environment.value
  return {
    execution_strategy: strategy,
    python_version_used: python_version,
    ...(promisesPins(job.tool) ? { resolved_dependencies: pins } : {}),
    notes,
  }
}
