import type { MeasuredRun, RunStatistics } from "../domain/Measurement.ts"
import { paragraphs, table } from "./Markdown.ts"

/** Several runs as a person reads them: what they took together, and the odd ones. */
export const statisticsTable = (
  statistics: RunStatistics,
  runs: ReadonlyArray<MeasuredRun>,
): string =>
  paragraphs(
    table(
      [`${runs.length} runs`, "median", "minimum", "maximum", "median deviation"],
      [
        row("wall", statistics.wall, secondsFigure),
        row("CPU", statistics.cpu, secondsFigure),
        row("peak memory", statistics.memory, (figure) => `${figure} MB`),
      ],
    ),
    outliersLine(runs),
  )

/** Seconds, as exact as differences between runs want them. */
export const secondsFigure = (seconds: number): string =>
  seconds < 1
    ? `${Number((seconds * 1000).toPrecision(3))} ms`
    : `${Number(seconds.toPrecision(4))} s`

const row = (
  name: string,
  summary: RunStatistics["wall"],
  unit: (figure: number) => string,
): ReadonlyArray<string> =>
  summary === null
    ? [name, "not seen", "", "", ""]
    : [
        name,
        unit(summary.median),
        unit(summary.minimum),
        unit(summary.maximum),
        unit(summary.spread),
      ]

const outliersLine = (runs: ReadonlyArray<MeasuredRun>): string => {
  const odd = runs.flatMap(({ outlier, wall_time_seconds }, index) =>
    outlier ? [`run ${index + 1} (${secondsFigure(wall_time_seconds)})`] : [],
  )
  return odd.length === 0 ? "" : `Outliers by wall time: ${odd.join(", ")}.`
}
