import { Effect, Option, Schema, Struct } from "effect"
import { isOver, type Job } from "../domain/Job.ts"
import { type StreamName, withMarker } from "../domain/Output.ts"
import { Settings } from "../domain/Settings.ts"
import { JobRegistry } from "../jobs/JobRegistry.ts"
import { OutputFiles } from "../processes/OutputFiles.ts"
import { progressWords } from "../runs/JobVoice.ts"
import { RunResult, RunResults } from "../runs/RunResult.ts"
import { anyJson, jobId, maybe } from "./Fields.ts"
import { JobView, viewOf } from "./JobView.ts"
import {
  code,
  fence,
  maxMarkdownOutput,
  outputBlocks,
  paragraphs,
  quoted,
  secondsText,
  shortened,
} from "./Markdown.ts"
import { labelled, runMarkdown } from "./RunMarkdown.ts"
import { environmentSoFar } from "./RunOutput.ts"
import { make } from "./Tool.ts"
import { howToGoOn } from "./waiting.ts"

const partialBytes = 8192

const DetailedJob = Schema.Struct({
  ...JobView.fields,
  resolved_dependencies: maybe(Schema.Array(Schema.String)),
  notes: maybe(Schema.Array(Schema.String)),
  result: anyJson,
  partial_stdout: maybe(Schema.String),
  partial_stderr: maybe(Schema.String),
})

/** Shows one job with all that is known of it. */
export const pyJobStatus = make({
  name: "py_job_status",
  description: "A job's status, phase, progress and last output, or its result.",
  group: "jobs",
  annotations: {
    title: "Job status",
    readOnlyHint: true,
    destructiveHint: false,
    idempotentHint: true,
    openWorldHint: false,
  },
  input: Schema.Struct({ job_id: jobId }),
  output: Schema.Struct({ job: DetailedJob }),
  handler: Effect.fnUntraced(function* ({ job_id }) {
    const job = yield* (yield* JobRegistry).get(job_id)
    const view = yield* viewOf(job)
    const { home } = yield* Settings
    const made = Struct.pick(environmentSoFar(job, home), "resolved_dependencies", "notes")
    const rest = isOver(job.state) ? { result: yield* resultOf(job) } : yield* partial(job)
    return { job: { ...view, ...made, ...rest } }
  }),
  markdown: ({ job }) =>
    Option.match(asRun(job.result), {
      onNone: () => statusMarkdown(job),
      onSome: (run) => runMarkdown(run, job.label),
    }),
})

const asRun = Schema.decodeUnknownOption(RunResult)

/** A job that goes on, or that was no run. */
const statusMarkdown = (job: typeof DetailedJob.Type): string =>
  paragraphs(
    `**${capital(job.status)}**${aside(job)} · ${secondsText(job.elapsed_seconds)} · job ${code(job.job_id)}${labelled(job.label)}`,
    job.progress === null ? "" : `Progress: ${quoted(progressWords(job.progress))}`,
    job.error ?? "",
    outputBlocks({
      job_id: job.job_id,
      stdout: job.partial_stdout ?? "",
      stderr: job.partial_stderr ?? "",
    }),
    job.result === null || job.result === undefined ? "" : resultBlock(job.result),
    job.status === "running" || job.status === "pending" ? howToGoOn : "",
  )

/** Why it ended; and what it is at, while that is not yet its script. */
const aside = ({ reason, phase }: JobView): string => {
  if (reason !== null) return ` (${reason})`
  return phase === "environment" ? " (making its environment)" : ""
}

const resultBlock = (result: unknown): string =>
  fence(shortened(JSON.stringify(result, null, 2), maxMarkdownOutput), "json")

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

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)
