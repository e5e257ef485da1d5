import { Effect, Option, Schema } from "effect"
import { ToolFailed } from "./QualityErrors.ts"
import type { ToolAnswer, Workbench } from "./ToolRuns.ts"
import { wordsOf } from "./ToolWords.ts"

const Location = Schema.Struct({ row: Schema.Number, column: Schema.Number })

const Item = Schema.Struct({
  code: Schema.NullOr(Schema.String),
  filename: Schema.String,
  message: Schema.String,
  location: Schema.NullOr(Location),
  fix: Schema.NullOr(Schema.Struct({ applicability: Schema.String })),
  url: Schema.NullOr(Schema.String),
})
/** One thing that ruff says, of a check or of a format, as its JSON has it. */
export type RuffItem = typeof Item.Type

const decode = Schema.decodeUnknownOption(Schema.parseJson(Schema.Array(Item)))

/** What it says; a configuration that it cannot read leaves no JSON at all. */
export const readRuff = Effect.fnUntraced(function* ({
  exitCode,
  stdout,
  stderr,
}: Pick<ToolAnswer, "exitCode" | "stderr" | "stdout">) {
  const text = new TextDecoder().decode(yield* stdout)
  // Of no files at all, a format says nothing, not even an empty list.
  if (text === "" && exitCode === 0) return []
  const items = decode(text)
  return Option.isSome(items)
    ? items.value
    : yield* new ToolFailed({ tool: "ruff", reason: ruffWords(stderr) })
})

/** Without the lines that only lead to the cause. */
const ruffWords = (stderr: string): string =>
  wordsOf(stderr.replace(/^ruff failed\n/m, "").replaceAll(/^ *Cause: /gm, ""))

/** "warning: No Python files found under the given path(s)" */
export const ruffWarnings = ({ stderr }: Pick<ToolAnswer, "stderr">): ReadonlyArray<string> => [
  // What they are about may follow, indented.
  ...new Set([...stderr.matchAll(/^warning: (.+(?:\n {2}.+)*)$/gm)].map(([, words = ""]) => words)),
]

/** Where the configuration of the first of these paths is; null for its defaults. */
export const ruffConfiguration = Effect.fnUntraced(function* (
  bench: Workbench,
  [path = ""]: ReadonlyArray<string>,
  cwd: string,
) {
  const args = ["check", "--no-cache", "--show-settings", "--", path]
  const { stdout } = yield* bench.run({ tool: "ruff", args, cwd })
  const settings = new TextDecoder().decode(yield* stdout)
  return /^Settings path: "(.+)"$/m.exec(settings)?.[1] ?? null
})
