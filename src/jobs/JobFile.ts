import type { Schema } from "effect"
import {
  BegunRecord,
  EnvironmentRecord,
  JobRecord,
  ResultRecord,
  SpecRecord,
  StartedRecord,
  StopRecord,
} from "../domain/JobFiles.ts"
import { Progress } from "../domain/JobProgress.ts"
import { ProcessEnd } from "../domain/Process.ts"

/** A file of a job: its name and what is in it. */
export interface JobFile<A, I> {
  readonly name: string
  readonly schema: Schema.Schema<A, I>
}

const file = <A, I>(name: string, schema: Schema.Schema<A, I>): JobFile<A, I> => ({ name, schema })

/** Every file of a job, output apart. */
export const JobFile = {
  job: file("job.json", JobRecord),
  spec: file("spec.json", SpecRecord),
  begun: file("begun.json", BegunRecord),
  environment: file("environment.json", EnvironmentRecord),
  started: file("started.json", StartedRecord),
  stop: file("stop.json", StopRecord),
  progress: file("progress.json", Progress),
  result: file("result.json", ResultRecord),
  exit: file("exit.json", ProcessEnd),
} as const
