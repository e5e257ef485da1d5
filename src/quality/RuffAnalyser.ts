import { dirname } from "node:path"
import { Array as Arr, Effect, Either } from "effect"
import type { Analyser, AnalysisTarget } from "./Analyser.ts"
import type { FileFault, SourceCopy } from "./FileChanges.ts"
import type { Finding } from "./Finding.ts"
import { type RuffItem, readRuff, ruffWarnings } from "./RuffJson.ts"
import type { Workbench } from "./ToolRuns.ts"
import { wordsOf } from "./ToolWords.ts"

/** `ruff check`. */
export const ruffAnalyser: Analyser = Effect.fn("RuffAnalyser")(function* (bench, target) {
  // A configuration may say that checking mends.
  const args = [...common(target), "--no-fix", "--output-format=json", "--", ...target.paths]
  const answer = yield* bench.run({ tool: "ruff", args, cwd: target.cwd })
  const items = yield* readRuff(answer)
  return { findings: items.map(findingOf), faults: [], notes: ruffWarnings(answer) }
})

/** Those files that its safe fixes would change. */
export const fixableFiles = (findings: ReadonlyArray<Finding>): ReadonlyArray<string> =>
  Arr.dedupe(
    findings.flatMap(({ tool, fixable, path }) => (tool === "ruff" && fixable ? [path] : [])),
  )

/** What its safe fixes make of these files, by the configuration of the paths that they come from. */
export const ruffFixes = Effect.fn("RuffAnalyser.fixes")(
  (bench: Workbench, copies: ReadonlyArray<SourceCopy>, target: AnalysisTarget) =>
    Effect.forEach(copies, (copy) => fixOne(bench, copy, target), { concurrency: 2 }),
)

const fixOne = Effect.fnUntraced(function* (
  bench: Workbench,
  { path, copy }: SourceCopy,
  target: AnalysisTarget,
) {
  const how = ["--fix", "--no-unsafe-fixes", "--exit-zero", "--quiet"]
  const args = [...common(target), ...how, "--stdin-filename", path, "-"]
  const answer = yield* bench.run({ tool: "ruff", args, cwd: dirname(path), input: copy })
  return answer.exitCode === 0
    ? Either.right(yield* answer.stdout)
    : Either.left<FileFault>({ path, reason: wordsOf(answer.stderr), line: null, column: null })
})

const common = ({ isText }: AnalysisTarget): ReadonlyArray<string> => [
  "check",
  "--no-cache",
  ...(isText ? ["--isolated"] : []),
]

const findingOf = ({ code, message, filename, location, fix, url }: RuffItem): Finding => ({
  tool: "ruff",
  rule: code ?? syntaxError,
  severity: code === null || code === syntaxError ? "high" : "medium",
  message,
  path: filename,
  line: location?.row ?? null,
  column: location?.column ?? null,
  fixable: fix?.applicability === "safe",
  url,
})

const syntaxError = "invalid-syntax"
