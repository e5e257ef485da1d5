import { join } from "node:path"
import { FileSystem } from "@effect/platform/FileSystem"
import { Array as Arr, Effect, Option, Order } from "effect"
import type { Job } from "../domain/Job.ts"
import {
  type MeasuredRun,
  type Measurement,
  measuredRuns,
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

/** Reads what the runs of a benchmark took, from the files of its job. */
export const makeBenchmarkFields = Effect.gen(function* () {
  const fs = yield* FileSystem
  const files = yield* DurableFiles

  /** The runs that were not the job's own process. */
  const earlier = Effect.fnUntraced(function* ({ folder }: Job) {
    const steps = join(folder, "steps")
    const names = yield* Effect.orElseSucceed(fs.readDirectory(steps), () => [])
    const runs = names.filter((name) => name.endsWith(`-${turnName.run}`))
    const ends = yield* Effect.forEach(Arr.sortWith(runs, numberOf, Order.number), (name) =>
      Effect.option(Effect.flatten(files.read(join(steps, name, "end.json"), ProcessEnd))),
    )
    return Arr.getSomes(ends)
  })

  return Effect.fn("BenchmarkFields")(function* (job: Job, end: ProcessEnd) {
    const before = yield* earlier(job)
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

/** A run that was a step has said so itself. */
const errorOf = ({ status, error }: ProcessEnd, runs: number) =>
  status === "failed" && error === null ? { error: `Run ${runs} of ${runs} failed.` } : {}

const numberOf = (name: string): number => Number.parseInt(name, 10)

const mediansOf = ({ wall, cpu, memory }: RunStatistics, end: ProcessEnd): Measurement => ({
  wall_time_seconds: wall?.median ?? end.elapsed_seconds,
  cpu_time_seconds: cpu?.median ?? null,
  peak_rss_mb: memory?.median ?? null,
})
