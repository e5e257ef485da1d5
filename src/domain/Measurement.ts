import { Array as Arr, Option, Schema } from "effect"
import { bytesPerMegabyte, type ProcessEnd } from "./Process.ts"
import { outliersOf, type Summary, summaryOf } from "./Statistics.ts"
import type { Usage } from "./Usage.ts"

/** What one run of a script took; a figure that nobody saw is null. */
export const Measurement = Schema.Struct({
  wall_time_seconds: Schema.Number,
  cpu_time_seconds: Schema.NullOr(Schema.Number),
  peak_rss_mb: Schema.NullOr(Schema.Number),
})
export type Measurement = typeof Measurement.Type

/** One of several runs; `outlier` is about its wall time (Tukey's rule). */
export const MeasuredRun = Schema.Struct({
  ...Measurement.fields,
  exit_code: Schema.NullOr(Schema.Int),
  outlier: Schema.Boolean,
})
export type MeasuredRun = typeof MeasuredRun.Type

const SummaryFields = Schema.Struct({
  median: Schema.Number,
  minimum: Schema.Number,
  maximum: Schema.Number,
  spread: Schema.Number,
})

/** Several of them; every tool that runs code tells clients of it, so they hear of it in brief. */
export const MeasuredRuns = Schema.Array(MeasuredRun).annotations({
  jsonSchema: { type: "array", items: { type: "object" } },
})

/** What several runs took together: seconds and MB; null where some run's figure was not seen. */
export const RunStatistics = Schema.Struct({
  wall: Schema.NullOr(SummaryFields),
  cpu: Schema.NullOr(SummaryFields),
  memory: Schema.NullOr(SummaryFields),
}).annotations({
  jsonSchema: {
    type: "object",
    description: "wall, cpu, memory: median, minimum, maximum, spread",
  },
})
export type RunStatistics = typeof RunStatistics.Type

/** Several runs of one script, and what they took together. */
export const MeasuredSeries = Schema.Struct({ runs: MeasuredRuns, statistics: RunStatistics })
export type MeasuredSeries = typeof MeasuredSeries.Type

/** The figures of a process that has ended. */
export const measurementOf = ({ usage, elapsed_seconds }: ProcessEnd): Measurement => ({
  wall_time_seconds: elapsed_seconds,
  cpu_time_seconds: sum(usage?.cpu_user_seconds, usage?.cpu_system_seconds),
  peak_rss_mb: megabytes(usage),
})

/** The figures of several runs, in their order. */
export const measuredRuns = (ends: ReadonlyArray<ProcessEnd>): ReadonlyArray<MeasuredRun> => {
  const walls = ends.map(({ elapsed_seconds }) => elapsed_seconds)
  const outliers = Arr.isNonEmptyArray(walls) ? outliersOf(walls) : []
  return ends.map((end, index) => ({
    ...measurementOf(end),
    exit_code: end.exit_code,
    outlier: outliers[index] ?? false,
  }))
}

/** What they took together. */
export const statisticsOf = (runs: ReadonlyArray<Measurement>): RunStatistics => ({
  wall: summarised(runs.map(({ wall_time_seconds }) => wall_time_seconds)),
  cpu: summarised(runs.map(({ cpu_time_seconds }) => cpu_time_seconds)),
  memory: summarised(runs.map(({ peak_rss_mb }) => peak_rss_mb)),
})

/** The same of processes that have ended. */
export const measuredSeries = (ends: ReadonlyArray<ProcessEnd>): MeasuredSeries => {
  const runs = measuredRuns(ends)
  return { runs, statistics: statisticsOf(runs) }
}

/** None where one of them was not seen. */
export const allSeen = (
  figures: ReadonlyArray<number | null>,
): Option.Option<Arr.NonEmptyReadonlyArray<number>> => {
  const seen = figures.filter((figure) => figure !== null)
  return Arr.isNonEmptyReadonlyArray(seen) && seen.length === figures.length
    ? Option.some(seen)
    : Option.none()
}

const summarised = (figures: ReadonlyArray<number | null>): Summary | null =>
  Option.match(allSeen(figures), {
    onNone: () => null,
    onSome: (seen) => {
      const { median, minimum, maximum, spread } = summaryOf(seen)
      return { median: micro(median), minimum, maximum, spread: micro(spread) }
    },
  })

/** No figure is more exact than a microsecond. */
const micro = (figure: number): number => Math.round(figure * 1e6) / 1e6

const sum = (a: number | null | undefined, b: number | null | undefined): number | null =>
  a === null || a === undefined ? null : micro(a + (b ?? 0))

/** The larger of the largest process and the tree at one moment; null when nothing was seen. */
const megabytes = (usage: Usage | null): number | null => {
  const seen = [usage?.peak_rss_max_process_bytes, usage?.peak_rss_tree_bytes].filter(
    (bytes) => bytes !== null && bytes !== undefined,
  )
  return seen.length === 0 ? null : Math.round((Math.max(...seen) / bytesPerMegabyte) * 100) / 100
}
