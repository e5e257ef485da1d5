import { Option, Schema } from "effect"
import type { Job } from "../domain/Job.ts"
import { Profile } from "../domain/Profile.ts"
import { environmentFields, RunResult } from "../runs/RunResult.ts"

/** The payload of a running tool: of a run that ended, or of one that goes on. */
export const RunOutput = Schema.Struct({
  job_id: Schema.String,
  status: Schema.Literal("completed", "failed", "cancelled", "running", "pending", "started"),
  message: Schema.optionalWith(Schema.String, { exact: true }),
}).pipe(
  Schema.extend(
    Schema.partialWith(RunResult.omit("job_id", "status", "profile", "a", "b").annotations({}), {
      exact: true,
    }),
  ),
)
export type RunOutput = typeof RunOutput.Type

/** The same of a run under a profiler. */
export const ProfiledOutput = Schema.extend(
  RunOutput,
  Schema.Struct({ profile: Schema.optionalWith(Profile, { exact: true }) }),
)
export type ProfiledOutput = typeof ProfiledOutput.Type

type EnvironmentSoFar = Partial<ReturnType<typeof environmentFields>>

/** What is known of a run's environment while it goes on; `home` is the state directory. */
export const environmentSoFar = (job: Job, home: string): EnvironmentSoFar =>
  Option.match(job.environment, {
    onNone: () => ({}),
    onSome: (environment) => environmentFields(job, environment, home),
  })
