import type { ComparedFigure } from "../domain/Comparison.ts"
import type { RunStatistics } from "../domain/Measurement.ts"
import type { Comparison } from "../runs/Comparison.ts"
import { code, paragraphs, table } from "./Markdown.ts"
import { pinsLine } from "./RunMarkdown.ts"
import { secondsFigure } from "./statisticsTable.ts"

/** A comparison as a person reads it: the verdict, then the figures. */
export const comparisonMarkdown = (comparison: Comparison): string =>
  paragraphs(
    `**${comparison.verdict}** ${comparison.a.runs.length} runs of each · job ${code(comparison.job_id)}`,
    table(
      ["median", "a", "b", "a / b", "95 % interval", "difference"],
      rows.map(({ name, figure, unit }) => row(comparison, name, figure, unit)),
    ),
    comparison.outputs.verdict,
    pinsLine(comparison.resolved_dependencies),
    comparison.notes.map((note) => `- ${note}`).join("\n"),
  )

const megabytes = (figure: number): string => `${figure} MB`

const rows = [
  { name: "wall", figure: "wall", unit: secondsFigure },
  { name: "CPU", figure: "cpu", unit: secondsFigure },
  { name: "peak memory", figure: "memory", unit: megabytes },
] as const

const row = (
  comparison: Comparison,
  name: string,
  figure: keyof RunStatistics,
  unit: (figure: number) => string,
): ReadonlyArray<string> => {
  const medianOf = (which: "a" | "b") => {
    const summary = comparison[which].statistics[figure]
    return summary === null ? "not seen" : unit(summary.median)
  }
  return [name, medianOf("a"), medianOf("b"), ...ratioCells(comparison[figure])]
}

const ratioCells = (compared: ComparedFigure | null): ReadonlyArray<string> =>
  compared === null ? ["", "", ""] : [compared.ratio.toPrecision(3), ...intervalCells(compared)]

const intervalCells = ({ low, high, p_value, shown }: ComparedFigure): ReadonlyArray<string> => {
  if (low === null || high === null) return ["", "too few runs"]
  const doubt =
    low > 1 || high < 1 ? ` (the test did not confirm it: p ${p_value.toPrecision(2)})` : ""
  return [`${low.toPrecision(3)} to ${high.toPrecision(3)}`, shown ? "shown" : `not shown${doubt}`]
}
