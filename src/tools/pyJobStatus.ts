import { Effect, Option, Schema } from "effect"
import { JobRegistry } from "../jobs/JobRegistry.ts"
import { Comparison } from "../runs/Comparison.ts"
import { progressWords } from "../runs/JobVoice.ts"
import { RunResult } from "../runs/RunResult.ts"
import { comparisonMarkdown } from "./ComparisonMarkdown.ts"
import { jobId } from "./Fields.ts"
import { detailOf, JobDetail } from "./JobDetail.ts"
import type { JobView } from "./JobView.ts"
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
import { make } from "./Tool.ts"
import { howToGoOn } from "./waiting.ts"

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
  output: Schema.Struct({ job: JobDetail }),
  handler: Effect.fnUntraced(function* ({ job_id }) {
    const job = yield* (yield* JobRegistry).get(job_id)
    return { job: yield* detailOf(job) }
  }),
  markdown: ({ job }) =>
    Option.firstSomeOf([
      Option.map(asRun(job.result), (run) => runMarkdown(run, job.label)),
      Option.map(asComparison(job.result), comparisonMarkdown),
    ]).pipe(Option.getOrElse(() => statusMarkdown(job))),
})

const asRun = Schema.decodeUnknownOption(RunResult)

const asComparison = Schema.decodeUnknownOption(Comparison)

/** A job that goes on, or that was no run. */
const statusMarkdown = (job: JobDetail): string =>
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

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)
