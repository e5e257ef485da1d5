import { join } from "node:path"
import { FileSystem } from "@effect/platform/FileSystem"
import { Array as Arr, Effect, Option, Order } from "effect"
import type { Job } from "../domain/Job.ts"
import {
  type MeasuredRun,
  type MeasuredSeries,
  type Measurement,
  measuredRuns,
  measuredSeries,
  measurementOf,
  type RunStatistics,
  statisticsOf,
} from "../domain/Measurement.ts"
import { ProcessEnd } from "../domain/Process.ts"
import { turnName } from "../execution/ScriptTurns.ts"
import { DurableFiles } from "../processes/DurableFiles.ts"

/** What a benchmark adds to the answer of a run; of several runs, the figures are the medians. */
interface BenchmarkFields extends Measurement {
  readonly error?: string
  readonly runs?: ReadonlyArray<MeasuredRun>
  readonly statistics?: RunStatistics
}

/** Reads how the turns of a job ended that have this name, in their order. */
const makeEndedTurns = Effect.gen(function* () {
  const fs = yield* FileSystem
  const files = yield* DurableFiles

  return Effect.fnUntraced(function* ({ folder }: Job, turn: string) {
    const steps = join(folder, "steps")
    const names = yield* Effect.orElseSucceed(fs.readDirectory(steps), () => [])
    const runs = names.filter((name) => name.endsWith(`-${turn}`))
    const ends = yield* Effect.forEach(Arr.sortWith(runs, numberOf, Order.number), (name) =>
      Effect.option(Effect.flatten(files.read(join(steps, name, "end.json"), ProcessEnd))),
    )
    return Arr.getSomes(ends)
  })
})

/** Reads what the runs of a benchmark took, from the files of its job. */
export const makeBenchmarkFields = Effect.gen(function* () {
  const endedTurns = yield* makeEndedTurns

  return Effect.fn("BenchmarkFields")(function* (job: Job, end: ProcessEnd) {
    // The runs that were not the job's own process.
    const before = yield* endedTurns(job, turnName.run)
    if (before.length === 0) return measurementOf(end) satisfies BenchmarkFields
    // Where a step ended the job, its end is the job's.
    const runs = measuredRuns(Option.isSome(job.started) ? [...before, end] : before)
    if (end.status !== "completed") {
      return { ...errorOf(end, runs.length), ...measurementOf(end), runs } satisfies BenchmarkFields
    }
    const statistics = statisticsOf(runs)
    return { ...mediansOf(statistics, end), runs, statistics } satisfies BenchmarkFields
  })
})

/** Reads what a comparison had measured before it ended early; runs that ended well count. */
export const makeComparisonFields = Effect.gen(function* () {
  const endedTurns = yield* makeEndedTurns

  const variant = (job: Job, name: "a" | "b") =>
    Effect.map(endedTurns(job, name), (ends) =>
      measuredSeries(ends.filter(({ status }) => status === "completed")),
    )

  return Effect.fn("ComparisonFields")(function* (job: Job) {
    const [a, b] = [yield* variant(job, "a"), yield* variant(job, "b")]
    return a.runs.length + b.runs.length === 0
      ? { measured: {}, notes: [] }
      : {
          measured: { a, b },
          notes: [`Before that, it measured ${said("a", a)}, ${said("b", b)}.`],
        }
  })
})

const said = (name: string, { runs, statistics: { wall } }: MeasuredSeries): string =>
  `${runs.length} run${runs.length === 1 ? "" : "s"} of ${name}${wall === null ? "" : ` (median wall time ${wall.median} s)`}`

/** A run that was a step has said so itself. */
const errorOf = ({ status, error }: ProcessEnd, runs: number) =>
  status === "failed" && error === null ? { error: `Run ${runs} of ${runs} failed.` } : {}

const numberOf = (name: string): number => Number.parseInt(name, 10)

const mediansOf = ({ wall, cpu, memory }: RunStatistics, end: ProcessEnd): Measurement => ({
  wall_time_seconds: wall?.median ?? end.elapsed_seconds,
  cpu_time_seconds: cpu?.median ?? null,
  peak_rss_mb: memory?.median ?? null,
})
