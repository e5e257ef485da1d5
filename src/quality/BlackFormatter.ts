import { join } from "node:path"
import * as FileSystem from "@effect/platform/FileSystem"
import { Effect, Either, Option } from "effect"
import { storeUnavailable } from "../domain/PlatformErrors.ts"
import type { CodePlaces } from "./CodePlaces.ts"
import type { FileFault, SourceCopy } from "./FileChanges.ts"
import type { Formatter, FormatWish, Survey } from "./Formatter.ts"
import { ToolFailed } from "./QualityErrors.ts"
import type { Workbench } from "./ToolRuns.ts"
import { wordsOf } from "./ToolWords.ts"

/** `black`. */
export const makeBlackFormatter = Effect.map(FileSystem.FileSystem, (fs): Formatter => {
  const read = (path: string) => Effect.mapError(fs.readFile(path), storeUnavailable(path))

  return {
    code: formatCode,
    survey,
    // Starting it takes longer than most files do: all of them at once.
    format: Effect.fn("BlackFormatter.format")(function* (bench, copies, { configuration }, wish) {
      const files = copies.map(({ copy }) => copy)
      const faults = yield* formatAll(bench, files, configuration, wish)
      const outcomeOf = Effect.fnUntraced(function* ({ path, copy }: SourceCopy) {
        const fault = faults.find((one) => one.path === copy)
        return fault === undefined
          ? Either.right(yield* read(copy))
          : Either.left<FileFault>({ ...fault, path })
      })
      return yield* Effect.forEach(copies, outcomeOf)
    }),
  }
})

const formatCode = Effect.fn("BlackFormatter.code")(function* (
  bench: Workbench,
  file: string,
  wish: FormatWish,
) {
  const faults = yield* formatAll(bench, [file], null, wish)
  return Option.fromNullable(faults[0])
})

/** In place, by this configuration alone; the faults of those that stay as they are. */
const formatAll = Effect.fnUntraced(function* (
  bench: Workbench,
  files: ReadonlyArray<string>,
  configuration: string | null,
  wish: FormatWish,
) {
  // The project's exclusions are about its own folders; these files are in ours.
  const configured = [`--config=${configuration ?? "/dev/null"}`, "--force-exclude="]
  const args = [...common(wish), ...configured, "--quiet", "--", ...files]
  const { exitCode, stderr } = yield* bench.run({ tool: "black", args })
  const faults = faultsIn(stderr)
  if (exitCode !== 0 && faults.length === 0) return yield* failure(stderr)
  return faults
})

const survey = Effect.fn("BlackFormatter.survey")(function* (
  bench: Workbench,
  { paths, folder: cwd }: CodePlaces,
  wish: FormatWish,
) {
  const args = [...common(wish), "--check", "--verbose", "--", ...paths]
  const { exitCode, stderr } = yield* bench.run({ tool: "black", args, cwd })
  const changed = allOf(stderr, /^would reformat (.+)$/gm)
  const faults = faultsIn(stderr)
  // A configuration that it cannot read ends it like a file that it would change.
  if (exitCode !== 0 && changed.length + faults.length === 0) return yield* failure(stderr)
  return {
    changed,
    faults,
    configuration: configurationIn(stderr),
    notes: allOf(
      stderr,
      /^(No Python files are .+|Skipping .+|Invalid config keys detected: .+)$/gm,
    ),
  } satisfies Survey
})

const common = ({ lineLength }: FormatWish): ReadonlyArray<string> => [
  "--no-cache",
  ...Option.toArray(Option.map(lineLength, (length) => `--line-length=${length}`)),
]

const failure = (stderr: string) => new ToolFailed({ tool: "black", reason: wordsOf(stderr) })

const allOf = (text: string, pattern: RegExp): ReadonlyArray<string> =>
  [...text.matchAll(pattern)].map(([, found = ""]) => found)

/** "error: cannot parse for target version Python 3.13: /a/code.py:1:4", or with other words behind the path. */
const faultsIn = (stderr: string): ReadonlyArray<FileFault> => [
  ...[
    ...stderr.matchAll(
      /^error: (cannot parse[^:\n]*): (.+):(\d+):(\d+)((?:\n {4}.*)*)(?:\n(\w+Error: .*))?$/gm,
    ),
  ].map(([, what = "", path = "", line, column, , why = ""]) => ({
    path,
    reason: why === "" ? what : `${what} (${why})`,
    line: Number(line),
    column: Number(column),
  })),
  ...[...stderr.matchAll(/^error: cannot format (\/.*?): (.*)$/gm)].map(
    ([, path = "", reason = ""]) => ({ path, reason, line: null, column: null }),
  ),
]

const configurationIn = (stderr: string): string | null => {
  const [root] = allOf(stderr, /^Identified `(.+)` as project root/gm)
  const [other] = allOf(stderr, /^Using configuration (?:from user-level config at|in) '(.+)'\.$/gm)
  if (other !== undefined) return other
  const isOwn = stderr.includes("\nUsing configuration from project root.\n")
  return isOwn && root !== undefined ? join(root, "pyproject.toml") : null
}
