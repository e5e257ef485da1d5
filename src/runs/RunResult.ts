import { join } from "node:path"
import { Context, Effect, Layer, Match, Option, Schema } from "effect"
import type { Job, StoreUnavailable } from "../domain/Job.ts"
import { type EnvironmentRecord, ExecutionStrategy } from "../domain/JobFiles.ts"
import { MeasuredRuns, MeasuredSeries, Measurement, RunStatistics } from "../domain/Measurement.ts"
import {
  type OutputExcerpt,
  type StreamName,
  splitBudget,
  timeoutMark,
  withMarker,
} from "../domain/Output.ts"
import { FailureReason, type ProcessEnd } from "../domain/Process.ts"
import { Profile } from "../domain/Profile.ts"
import { Settings } from "../domain/Settings.ts"
import { Usage } from "../domain/Usage.ts"
import { WorkFiles, type WorkListing } from "../jobs/WorkFiles.ts"
import { OutputFiles } from "../processes/OutputFiles.ts"
import { ImportAdvice } from "./ImportAdvice.ts"
import { makeBenchmarkFields, makeComparisonFields } from "./MeasuredRuns.ts"
import { makeProfileReading } from "./ProfileReading.ts"

/** What a run that has ended answers. */
export const RunResult = Schema.Struct({
  job_id: Schema.String,
  status: Schema.Literal("completed", "failed", "cancelled"),
  reason: Schema.NullOr(FailureReason),
  stdout: Schema.String,
  stderr: Schema.String,
  exit_code: Schema.NullOr(Schema.Int),
  signal: Schema.NullOr(Schema.String),
  error: Schema.NullOr(Schema.String),
  execution_strategy: Schema.optionalWith(ExecutionStrategy, { exact: true }),
  elapsed_seconds: Schema.Number,
  environment_seconds: Schema.optionalWith(Schema.Number, { exact: true }),
  python_version_used: Schema.optionalWith(Schema.String, { exact: true }),
  resolved_dependencies: Schema.optionalWith(Schema.Array(Schema.String), { exact: true }),
  stdout_bytes: Schema.Int,
  stderr_bytes: Schema.Int,
  stdout_truncated: Schema.Boolean,
  stderr_truncated: Schema.Boolean,
  killed_processes: Schema.Int,
  notes: Schema.Array(Schema.String),
  /** What it left in its own folder, by path; of many files the first. */
  files: Schema.optionalWith(
    Schema.Array(Schema.Struct({ path: Schema.String, bytes: Schema.Int })),
    { exact: true },
  ),
  /** How many files that are, at least, where not all are named. */
  files_total: Schema.optionalWith(Schema.Int, { exact: true }),
  usage: Schema.NullOr(Usage),
  wall_time_seconds: Schema.optionalWith(Measurement.fields.wall_time_seconds, { exact: true }),
  cpu_time_seconds: Schema.optionalWith(Measurement.fields.cpu_time_seconds, { exact: true }),
  peak_rss_mb: Schema.optionalWith(Measurement.fields.peak_rss_mb, { exact: true }),
  runs: Schema.optionalWith(MeasuredRuns, { exact: true }),
  statistics: Schema.optionalWith(RunStatistics, { exact: true }),
  profile: Schema.optionalWith(Profile, { exact: true }),
  /** What a comparison had measured that did not come to its end. */
  a: Schema.optionalWith(MeasuredSeries, { exact: true }),
  b: Schema.optionalWith(MeasuredSeries, { exact: true }),
})
export type RunResult = typeof RunResult.Type

/** Both streams of a job, bounded for a reply. */
export interface BoundedOutput {
  readonly stdout: string
  readonly stderr: string
  readonly stdout_bytes: number
  readonly stderr_bytes: number
  readonly stdout_truncated: boolean
  readonly stderr_truncated: boolean
}

/** Computes what jobs answer from their files alone, so that any server gives the same answer. */
export class RunResults extends Context.Tag("python-mcp/RunResults")<
  RunResults,
  {
    /** None while the job has not ended. */
    readonly of: (job: Job) => Effect.Effect<Option.Option<RunResult>, StoreUnavailable>
    /** The output so far, at most `maxReplyBytes` of it. */
    readonly output: (job: Job) => Effect.Effect<BoundedOutput, StoreUnavailable>
  }
>() {
  static readonly layer = Layer.effect(
    RunResults,
    Effect.gen(function* () {
      const files = yield* OutputFiles
      const work = yield* WorkFiles
      const advice = yield* ImportAdvice
      const benchmarkFields = yield* makeBenchmarkFields
      const comparisonFields = yield* makeComparisonFields
      const profiled = yield* makeProfileReading
      const { home, maxReplyBytes } = yield* Settings

      /** Fewer bytes of a stream whose text has grown beyond its share. */
      const shrunk = Effect.fnUntraced(function* (
        job: Job,
        stream: StreamName,
        found: OutputExcerpt,
        max: number,
      ) {
        const grown = lengthOf(found)
        return grown <= max
          ? found
          : yield* files.excerpt(job.folder, stream, Math.floor((max * max) / grown))
      })

      const output = Effect.fn("RunResults.output")(function* (job: Job) {
        const budget = splitBudget(maxReplyBytes, yield* files.sizes(job.folder))
        const stdout = yield* files.excerpt(job.folder, "stdout", budget.stdout)
        const stderr = yield* files.excerpt(job.folder, "stderr", budget.stderr)
        // What is no UTF-8 grows threefold when it is replaced.
        if (lengthOf(stdout) + lengthOf(stderr) <= maxReplyBytes) {
          return bounded(job.id, stdout, stderr)
        }
        return bounded(
          job.id,
          yield* shrunk(job, "stdout", stdout, budget.stdout),
          yield* shrunk(job, "stderr", stderr, budget.stderr),
        )
      })

      const measuredBy = Effect.fnUntraced(function* (job: Job, end: ProcessEnd) {
        const { tool } = job.job
        if (tool === comparisonTool && end.status !== "completed") {
          return yield* comparisonFields(job)
        }
        return {
          measured: tool === benchmarkTool ? yield* benchmarkFields(job, end) : {},
          notes: [],
        }
      })

      const of = Effect.fn("RunResults.of")(function* (job: Job) {
        if (job.state._tag !== "Ended") return Option.none()
        const { end } = job.state
        const shown = yield* output(job)
        const figures = yield* measuredBy(job, end)
        const result = { ...resultOf(job, end, shown, home), ...figures.measured }
        const advised = yield* advice.notes(job, result)
        const left = filesOf(yield* work.list(job))
        const { notes, ...profile } = yield* profiled(job, end)
        const told = [...figures.notes, ...result.notes, ...advised, ...notes]
        return Option.some({ ...result, ...left, ...profile, notes: told })
      })

      return { of, output }
    }),
  )
}

/** So many files are named: a result is for reading. */
const namedFiles = 10

const filesOf = ({ files }: WorkListing) => ({
  ...(files.length > 0 ? { files: files.slice(0, namedFiles) } : {}),
  ...(files.length > namedFiles ? { files_total: files.length } : {}),
})

const lengthOf = ({ head, tail }: OutputExcerpt): number => Buffer.byteLength(head + tail)

const bounded = (jobId: string, stdout: OutputExcerpt, stderr: OutputExcerpt): BoundedOutput => ({
  stdout: withMarker(stdout, { jobId, stream: "stdout" }),
  stderr: withMarker(stderr, { jobId, stream: "stderr" }),
  stdout_bytes: stdout.size,
  stderr_bytes: stderr.size,
  stdout_truncated: stdout.truncated,
  stderr_truncated: stderr.truncated,
})

const resultOf = (job: Job, end: ProcessEnd, output: BoundedOutput, home: string): RunResult => ({
  job_id: job.id,
  status: end.status,
  reason: end.reason,
  ...output,
  stderr: end.reason === "timeout" ? withTimeoutMark(output.stderr) : output.stderr,
  exit_code: end.exit_code,
  signal: end.signal,
  error: end.error,
  elapsed_seconds: end.elapsed_seconds,
  killed_processes: end.killed_processes,
  usage: end.usage,
  ...Option.match(job.environment, {
    onNone: () => ({ notes: [] }),
    onSome: (environment) => environmentFields(job, environment, home),
  }),
})

/** The mark of the specification: replies add it, the file holds what the script wrote. */
const withTimeoutMark = (stderr: string): string =>
  `${stderr}${stderr === "" || stderr.endsWith("\n") ? "" : "\n"}${timeoutMark}`

const benchmarkTool = "benchmark_script"

/** The tool that compares scripts; it has no run of its own to be told of. */
const comparisonTool = "compare_scripts"

/** What a job's answers tell of its environment; `home` is the state directory. */
export const environmentFields = ({ job }: Job, environment: EnvironmentRecord, home: string) => ({
  execution_strategy: environment.strategy,
  python_version_used: environment.python_version,
  environment_seconds: environment.environment_seconds,
  notes: environment.notes,
  ...(promisesPins(job.tool) || environment.python.startsWith(join(home, "environments", "/"))
    ? { resolved_dependencies: environment.pins }
    : {}),
})

/** Pins are shown by the tools that promise them, and wherever packages were installed for the run. */
const promisesPins: (tool: string) => boolean = Match.type<string>().pipe(
  Match.whenOr(
    "run_script_with_dependencies",
    "run_script_with_dependencies_async",
    benchmarkTool,
    comparisonTool,
    () => true,
  ),
  Match.orElse(() => false),
)
