import { Array as Arr, Order } from "effect"
import type { ToolName } from "./ToolEnvironments.ts"

/** How grave a finding is, whichever tool has it; the gravest first. */
export const severities = ["high", "medium", "low"] as const
export type Severity = (typeof severities)[number]

/** What looks for faults. */
export type AnalyserName = Exclude<ToolName, "black">

/** One thing that a tool found. Lines and columns count from 1. */
export interface Finding {
  readonly tool: AnalyserName
  readonly rule: string
  readonly severity: Severity
  readonly message: string
  readonly path: string
  readonly line: number | null
  readonly column: number | null
  /** Whether the tool itself would mend it, safely. */
  readonly fixable: boolean
  readonly url: string | null
}

/** The gravest first, then by place. */
export const sortFindings = (findings: ReadonlyArray<Finding>): ReadonlyArray<Finding> =>
  Arr.sort(findings, byGravity)

const byGravity: Order.Order<Finding> = Order.combineAll([
  Order.mapInput(Order.number, ({ severity }: Finding) => severities.indexOf(severity)),
  Order.mapInput(Order.string, ({ path }: Finding) => path),
  Order.mapInput(Order.number, ({ line }: Finding) => line ?? 0),
  Order.mapInput(Order.number, ({ column }: Finding) => column ?? 0),
  Order.mapInput(Order.string, ({ tool, rule }: Finding) => `${tool} ${rule}`),
])

/** How many findings of which rule. */
export interface RuleCounts {
  readonly tool: AnalyserName
  readonly total: number
  readonly rules: Readonly<Record<string, number>>
}

/** Of each of these tools, the most frequent rule first. */
export const countFindings = (
  tools: ReadonlyArray<AnalyserName>,
  findings: ReadonlyArray<Finding>,
): ReadonlyArray<RuleCounts> =>
  tools.map((tool) => {
    const own = findings.filter((finding) => finding.tool === tool)
    const rules = Object.entries(Arr.groupBy(own, ({ rule }) => rule))
      .map(([rule, { length }]) => [rule, length] as const)
      .sort(([, a], [, b]) => b - a)
    return { tool, total: own.length, rules: Object.fromEntries(rules) }
  })
