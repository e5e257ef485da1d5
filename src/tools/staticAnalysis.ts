import { Array as Arr, Effect, Schema, Struct } from "effect"
import { ArgumentsInvalid } from "../domain/Run.ts"
import { Analysis, type AnalysisResult } from "../quality/Analysis.ts"
import { countFindings, type Finding, severities } from "../quality/Finding.ts"
import { ToolFailure } from "../quality/QualityErrors.ts"
import { choice, defaulted, implied, integer, maybe } from "./Fields.ts"
import { code, maxMarkdownOutput, paragraphs, table } from "./Markdown.ts"
import {
  announcing,
  Changed,
  CodeSource,
  codeSource,
  count,
  diffBlock,
  diffOf,
  Fault,
  faultLines,
  maxNamedFiles,
  QualityFields,
} from "./QualityArguments.ts"
import { RunFields } from "./RunArguments.ts"
import { make } from "./Tool.ts"

const Input = Schema.Struct({
  ...QualityFields,
  tools: defaulted(
    Schema.Array(choice(["ruff", "bandit", "mypy"])).annotations({ identifier: "a list of tools" }),
    ["ruff", "bandit"],
    "mypy: types",
  ),
  dependencies: RunFields.dependencies,
  fix: implied(Schema.Boolean, false, "Apply ruff's safe fixes"),
  limit: defaulted(integer(1, 1000), 100, "Findings"),
})
type Input = typeof Input.Type

const Shown = Schema.Struct({
  tool: Schema.String,
  rule: Schema.String,
  severity: Schema.Literal(...severities),
  message: Schema.String,
  path: Schema.String,
  line: Schema.NullOr(Schema.Number),
  column: Schema.NullOr(Schema.Number),
  fixable: Schema.Boolean,
  url: Schema.NullOr(Schema.String),
})

const Output = Schema.Struct({
  findings: Schema.Array(Shown),
  total: Schema.Int,
  truncated: Schema.Boolean,
  severities: Schema.Struct({ high: Schema.Int, medium: Schema.Int, low: Schema.Int }),
  counts: Schema.Array(
    Schema.Struct({
      tool: Schema.String,
      total: Schema.Int,
      rules: Schema.Record({ key: Schema.String, value: Schema.Int }),
    }),
  ),
  failures: Schema.Array(ToolFailure),
  unread: Schema.Array(Fault),
  fixed: maybe(Schema.Array(Changed)),
  fixed_code: maybe(Schema.String),
  diff: maybe(Schema.String),
  diff_truncated: maybe(Schema.Boolean),
  notes: Schema.Array(Schema.String),
})
type Output = typeof Output.Type

/** Looks for faults in code, and mends what ruff can mend safely. */
export const staticAnalysis = make({
  name: "static_analysis",
  description: "Finds bugs, security problems and type errors.",
  group: "quality",
  annotations: {
    title: "Analyse code",
    readOnlyHint: false,
    destructiveHint: true,
    idempotentHint: true,
    openWorldHint: false,
  },
  input: Input,
  output: Output,
  handler: Effect.fnUntraced(function* (given: Input) {
    const source = yield* codeSource(given)
    const request = yield* requestOf(given)
    const analysis = yield* Analysis
    return yield* CodeSource.$match(source, {
      Text: Effect.fnUntraced(function* ({ code }) {
        const result = yield* analysis.code(code, request)
        const payload = yield* payloadOf(result, given, request.tools)
        return given.fix ? { ...payload, fixed_code: result.code } : payload
      }),
      Files: Effect.fnUntraced(function* ({ paths }) {
        return yield* payloadOf(yield* analysis.paths(paths, request), given, request.tools)
      }),
    })
  }),
  markdown: (output) =>
    paragraphs(
      headline(output),
      output.failures.map(({ message }) => `- ${message}`).join("\n"),
      findingsTable(output),
      faultLines(output.unread),
      diffBlock(output.diff, maxMarkdownOutput / 2),
      output.notes.map((note) => `- ${note}`).join("\n"),
    ),
})

const requestOf = Effect.fnUntraced(function* ({ tools, fix, dependencies }: Input) {
  const distinct = Arr.dedupe(tools)
  const wrong = whatIsWrong(distinct, fix, dependencies)
  if (!Arr.isNonEmptyReadonlyArray(distinct) || wrong !== undefined) {
    return yield* new ArgumentsInvalid({
      reason: wrong ?? "tools is empty",
      wayOut: "Name the tools that it is for: ruff, bandit, mypy",
    })
  }
  return { tools: distinct, fix, dependencies, announce: yield* announcing }
})

/** An argument that no tool looks at must not be ignored in silence. */
const whatIsWrong = (
  tools: Input["tools"],
  fix: boolean,
  dependencies: ReadonlyArray<string>,
): string | undefined => {
  if (fix && !tools.includes("ruff")) return "fix is ruff's, which is not among the tools"
  return dependencies.length > 0 && !tools.includes("mypy")
    ? "dependencies are for mypy, which is not among the tools"
    : undefined
}

const payloadOf = Effect.fnUntraced(function* (
  { findings, faults, failures, fixed, notes }: AnalysisResult,
  { limit, fix }: Input,
  tools: Input["tools"],
) {
  const failed = new Set(failures.map(({ tool }) => tool))
  const counts = countFindings(
    tools.filter((tool) => !failed.has(tool)),
    findings,
  )
  const files = fixed
    .slice(0, maxNamedFiles)
    .map((file) => Struct.pick(file, "path", "added", "removed"))
  return {
    findings: findings.slice(0, limit),
    total: findings.length,
    truncated: findings.length > limit,
    severities: {
      high: countOf(findings, "high"),
      medium: countOf(findings, "medium"),
      low: countOf(findings, "low"),
    },
    counts,
    failures,
    unread: faults.slice(0, maxNamedFiles),
    ...(fix ? { fixed: files, ...(yield* diffOf(fixed)) } : {}),
    notes,
  }
})

const countOf = (findings: ReadonlyArray<Finding>, severity: Finding["severity"]): number =>
  findings.filter((finding) => finding.severity === severity).length

const headline = ({ total, counts, severities: grave, fixed, failures }: Output): string => {
  const byTool = counts.map(({ tool, total }) => `${tool} ${total}`).join(", ")
  const graves = severities.flatMap((name) => (grave[name] === 0 ? [] : [`${grave[name]} ${name}`]))
  const how = graves.length === 0 ? byTool : `${graves.join(", ")} · ${byTool}`
  const mended = fixed === undefined ? "" : ` · fixed ${count(fixed.length, "file")}`
  const failed =
    failures.length === 0 ? "" : ` · **${failures.map(({ tool }) => tool).join(", ")} failed**`
  return `**${total === 0 ? "No findings" : count(total, "finding")}** (${how})${mended}${failed}`
}

/** People read the worst; the rest is in the payload. */
const shownFindings = 25

const findingsTable = ({ findings, total }: Output): string => {
  const rows = findings
    .slice(0, shownFindings)
    .map(({ severity, tool, rule, path, line, column, message, fixable }) => [
      severity,
      `${tool} ${rule}`,
      code(line === null ? path : `${path}:${line}:${column ?? 1}`),
      `${message}${fixable ? " (fixable)" : ""}`,
    ])
  const more = total > rows.length ? `… and ${total - rows.length} more` : ""
  return paragraphs(table(["severity", "rule", "place", "what"], rows), more)
}
