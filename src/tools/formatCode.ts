import { Effect, Option, Schema, Struct } from "effect"
import { unifiedDiff } from "../domain/UnifiedDiff.ts"
import { Formatting } from "../quality/Formatting.ts"
import { choice, defaulted, implied, integer, maybe, optional } from "./Fields.ts"
import { fence, maxMarkdownOutput, paragraphs, shortened } from "./Markdown.ts"
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
import { make } from "./Tool.ts"

const Input = Schema.Struct({
  ...QualityFields,
  tool: defaulted(choice(["ruff", "black"]), "ruff", "Formatter"),
  line_length: optional(integer(1, 320), "Else its project's"),
  check: implied(Schema.Boolean, false, "Write nothing"),
  diff: defaulted(Schema.Boolean, true, "Show changes"),
})
type Input = typeof Input.Type

const Output = Schema.Struct({
  tool: Schema.String,
  changed: Schema.Boolean,
  check: Schema.Boolean,
  formatted: maybe(Schema.String),
  changed_files: maybe(Schema.Int),
  failed_files: maybe(Schema.Int),
  files: maybe(Schema.Array(Changed)),
  failed: maybe(Schema.Array(Fault)),
  diff: maybe(Schema.String),
  diff_truncated: maybe(Schema.Boolean),
  configuration: maybe(Schema.NullOr(Schema.String)),
  notes: Schema.Array(Schema.String),
})
type Output = typeof Output.Type

/** Formats code, or files where they are. */
export const formatCode = make({
  name: "format_code",
  description: "Formats code, or files in place by their project's configuration.",
  group: "quality",
  annotations: {
    title: "Format code",
    readOnlyHint: false,
    destructiveHint: true,
    idempotentHint: true,
    openWorldHint: false,
  },
  input: Input,
  output: Output,
  handler: Effect.fnUntraced(function* (given: Input) {
    const source = yield* codeSource(given)
    return yield* CodeSource.$match(source, {
      Text: ({ code }) => formatText(code, given),
      Files: ({ paths }) => formatFiles(paths, given),
    })
  }),
  markdown: (output) =>
    paragraphs(
      headline(output),
      faultLines(output.failed ?? []),
      output.formatted === undefined
        ? ""
        : fence(shortened(output.formatted, maxMarkdownOutput), "python"),
      diffBlock(output.diff, maxMarkdownOutput),
      output.notes.map((note) => `- ${note}`).join("\n"),
    ),
})

const requestOf = Effect.fnUntraced(function* ({ tool, line_length }: Input) {
  return { tool, lineLength: Option.fromNullable(line_length), announce: yield* announcing }
})

const formatText = Effect.fnUntraced(function* (code: string, given: Input) {
  const { check, tool, diff } = given
  const formatted = yield* (yield* Formatting).code(code, yield* requestOf(given))
  const common = { tool, check, changed: formatted !== code, notes: [] }
  if (!check) return { ...common, formatted }
  // The formatted code itself would say all of it.
  const change = { path: "code", ...unifiedDiff("code", code, formatted) }
  return diff ? { ...common, ...(yield* diffOf([change])) } : common
})

const formatFiles = Effect.fnUntraced(function* (paths: ReadonlyArray<string>, given: Input) {
  const { check, tool } = given
  const request = { ...(yield* requestOf(given)), write: !check }
  const { changed, faults, configuration, notes } = yield* (yield* Formatting).paths(paths, request)
  const shown = changed.map((file) => Struct.pick(file, "path", "added", "removed"))
  return {
    tool,
    check,
    changed: changed.length > 0,
    changed_files: changed.length,
    failed_files: faults.length,
    files: shown.slice(0, maxNamedFiles),
    failed: faults.slice(0, maxNamedFiles),
    ...(given.diff ? yield* diffOf(changed) : {}),
    configuration,
    notes,
  }
})

const headline = (output: Output): string => {
  const { tool, configuration, failed_files: failed = 0 } = output
  const by =
    configuration === null || configuration === undefined ? tool : `${tool}, ${configuration}`
  const faults = `**${count(failed, "file")} could not be formatted**`
  if (failed === 0) return `${what(output)} (${by})`
  return output.changed ? `${what(output)} (${by}) · ${faults}` : `${faults} (${by})`
}

const what = ({ changed, check, changed_files: number }: Output): string => {
  if (!changed) return "**Nothing to change**"
  const done = check ? "**Would be formatted**" : "**Formatted**"
  return number === undefined ? done : `${done}: ${count(number, "file")}`
}
