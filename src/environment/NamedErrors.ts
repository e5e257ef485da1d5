import { Schema } from "effect"
import { excerpt } from "../domain/PythonVersion.ts"

/** Nobody knows any more what a name stands for. */
export class EnvironmentUnreadable extends Schema.TaggedError<EnvironmentUnreadable>()(
  "EnvironmentUnreadable",
  { environment: Schema.String, reason: Schema.String },
) {
  override get message() {
    const name = excerpt(this.environment)
    return `The record of environment ${name} cannot be read: ${this.reason}. Take it away with environment_remove (name: ${name}), then make it anew with environment_create_persistent.`
  }
}

/** The environment of that name is on its way. */
export class EnvironmentBeingMade extends Schema.TaggedError<EnvironmentBeingMade>()(
  "EnvironmentBeingMade",
  { environment: Schema.String, job_id: Schema.String },
) {
  override get message() {
    return `Environment ${excerpt(this.environment)} is being made by job ${this.job_id}. End that with kill_job or wait for it with wait_for_jobs, then call again.`
  }
}
