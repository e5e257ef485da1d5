import { Effect, Option, Schema, Struct } from "effect"
import { isOver, type Job } from "../domain/Job.ts"
import { type StreamName, withMarker } from "../domain/Output.ts"
import { Settings } from "../domain/Settings.ts"
import { OutputFiles } from "../processes/OutputFiles.ts"
import { RunResults } from "../runs/RunResult.ts"
import { anyJson, maybe } from "./Fields.ts"
import { JobView, viewOf } from "./JobView.ts"
import { environmentSoFar } from "./RunOutput.ts"

const partialBytes = 8192

/** A job with all that is known of it. */
export const JobDetail = Schema.Struct({
  ...JobView.fields,
  resolved_dependencies: maybe(Schema.Array(Schema.String)),
  notes: maybe(Schema.Array(Schema.String)),
  result: anyJson,
  partial_stdout: maybe(Schema.String),
  partial_stderr: maybe(Schema.String),
})
export type JobDetail = typeof JobDetail.Type

/** Its view, its environment, and its result or the last of its output. */
export const detailOf = Effect.fn("tools.detailOf")(function* (job: Job) {
  const view = yield* viewOf(job)
  const { home } = yield* Settings
  const made = Struct.pick(environmentSoFar(job, home), "resolved_dependencies", "notes")
  const rest = isOver(job.state) ? { result: yield* resultOf(job) } : yield* partial(job)
  return { ...view, ...made, ...rest } satisfies JobDetail
})

/** What the run would have answered in time, or what an Effect gave. */
const resultOf = Effect.fnUntraced(function* (job: Job) {
  if (Option.isSome(job.result)) return job.result.value.value
  return Option.getOrNull(yield* (yield* RunResults).of(job))
})

const partial = Effect.fnUntraced(function* (job: Job) {
  const output = yield* OutputFiles
  const last = (stream: StreamName) =>
    Effect.map(output.tail(job.folder, stream, partialBytes), (excerpt) =>
      withMarker(excerpt, { jobId: job.id, stream }),
    )
  return {
    result: null,
    partial_stdout: yield* last("stdout"),
    partial_stderr: yield* last("stderr"),
  }
})
