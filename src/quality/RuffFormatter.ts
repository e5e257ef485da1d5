import { dirname } from "node:path"
import { Array as Arr, Effect, Either, Option } from "effect"
import type { FileFault } from "./FileChanges.ts"
import type { Formatter, FormatWish } from "./Formatter.ts"
import { type RuffItem, readRuff, ruffConfiguration, ruffWarnings } from "./RuffJson.ts"
import type { Workbench } from "./ToolRuns.ts"
import { wordsOf } from "./ToolWords.ts"

/** `ruff format`. */
export const ruffFormatter: Formatter = {
  code: Effect.fn("RuffFormatter.code")(function* (bench, file, wish) {
    const args = [...common(wish), "--isolated", "--", file]
    const { exitCode, stderr } = yield* bench.run({ tool: "ruff", args, isBrief: true })
    return exitCode === 0 ? Option.none() : Option.some(faultOf(file, stderr))
  }),

  survey: Effect.fn("RuffFormatter.survey")(function* (bench, { paths, folder: cwd }, wish) {
    const args = [...common(wish), "--check", "--output-format=json", "--", ...paths]
    const [answer, configuration] = yield* Effect.all(
      [bench.run({ tool: "ruff", args, cwd }), ruffConfiguration(bench, paths, cwd)],
      { concurrency: 2 },
    )
    const items = yield* readRuff(answer)
    const faults = items.filter(({ code }) => code !== unformatted)
    return {
      changed: items.flatMap(({ code, filename }) => (code === unformatted ? [filename] : [])),
      // One for each file: what follows a syntax error follows from it.
      faults: Arr.dedupeWith(faults, (a, b) => a.filename === b.filename).map(faultIn),
      configuration,
      notes: ruffWarnings(answer),
    }
  }),

  format: (bench, copies, _survey, wish) =>
    Effect.forEach(copies, ({ path, copy }) => formatOne(bench, path, copy, wish), {
      concurrency: 2,
    }),
}

/** The configuration of the path that it is told, applied to what it reads. */
const formatOne = Effect.fnUntraced(function* (
  bench: Workbench,
  path: string,
  copy: string,
  wish: FormatWish,
) {
  const args = [...common(wish), "--stdin-filename", path, "-"]
  const answer = yield* bench.run({ tool: "ruff", args, cwd: dirname(path), input: copy })
  return answer.exitCode === 0
    ? Either.right(yield* answer.stdout)
    : Either.left(faultOf(path, answer.stderr))
})

const common = ({ lineLength }: FormatWish): ReadonlyArray<string> => [
  "format",
  "--no-cache",
  ...Option.toArray(Option.map(lineLength, (length) => `--line-length=${length}`)),
]

const faultIn = ({ filename, message, location }: RuffItem): FileFault => ({
  path: filename,
  reason: message,
  line: location?.row ?? null,
  column: location?.column ?? null,
})

const unformatted = "unformatted"

/** "error: Failed to parse code.py:1:5: Expected an identifier" */
const faultOf = (path: string, stderr: string): FileFault => {
  const [, line, column, reason] =
    /^error: Failed to parse .*?:(\d+):(\d+): (.*)$/m.exec(stderr) ?? []
  return line === undefined
    ? { path, reason: wordsOf(stderr), line: null, column: null }
    : { path, reason: reason ?? "", line: Number(line), column: Number(column) }
}
