import { join } from "node:path"
import * as FileSystem from "@effect/platform/FileSystem"
import { Effect, Option, Schema } from "effect"
import { storeUnavailable } from "../domain/PlatformErrors.ts"
import type { Analyser, AnalysisTarget } from "./Analyser.ts"
import type { Finding, Severity } from "./Finding.ts"
import { ToolFailed } from "./QualityErrors.ts"
import { wordsOf } from "./ToolWords.ts"

/** `bandit -r`. */
export const makeBanditAnalyser = Effect.map(FileSystem.FileSystem, (fs): Analyser => {
  const exists = (path: string) => Effect.orElseSucceed(fs.exists(path), () => false)

  /** Other people's packages are not what is asked about, unless the project has said what it wants. */
  const exclusions = Effect.fnUntraced(function* ({ paths }: AnalysisTarget) {
    const isConfigured = yield* Effect.exists(paths, (path) => exists(join(path, ".bandit")))
    const hasPackages = yield* Effect.exists(paths, (path) => exists(join(path, ".venv")))
    return hasPackages && !isConfigured
  })

  return Effect.fn("BanditAnalyser")(function* (bench, target) {
    const file = join(bench.folder, "bandit.json")
    const isReduced = yield* exclusions(target)
    // A project's own settings may name another file to write to.
    const output = ["--format=json", `--output=${file}`]
    const args = [
      "--quiet",
      "--recursive",
      ...output,
      ...excluded(target, isReduced),
      "--",
      ...target.paths,
    ]
    const { exitCode, stderr } = yield* bench.run({ tool: "bandit", args, cwd: target.cwd })
    const isDone = exitCode <= 1 && (yield* exists(file))
    const text = isDone
      ? yield* Effect.mapError(fs.readFileString(file), storeUnavailable(file))
      : ""
    const answer = decode(text)
    if (Option.isNone(answer)) {
      return yield* new ToolFailed({ tool: "bandit", reason: wordsOf(stderr) })
    }
    const { results, errors } = answer.value
    return {
      findings: results.map(findingOf),
      faults: errors.map(({ filename, reason }) => ({
        path: filename,
        reason: `bandit: ${reason}`,
        line: null,
        column: null,
      })),
      notes: isReduced ? ["bandit did not look into .venv."] : [],
    }
  })
})

/** What bandit itself leaves out where nobody says otherwise. */
const byDefault = ".svn,CVS,.bzr,.hg,.git,__pycache__,.tox,.eggs,*.egg"

const excluded = ({ isText }: AnalysisTarget, isReduced: boolean): ReadonlyArray<string> => {
  // Its patterns match anywhere in a path, and where our own folder is says nothing.
  if (isText) return ["--exclude=:"]
  return isReduced ? [`--exclude=${byDefault},*/.venv/*`] : []
}

const Result = Schema.Struct({
  filename: Schema.String,
  test_id: Schema.String,
  issue_severity: Schema.String,
  issue_text: Schema.String,
  line_number: Schema.Number,
  col_offset: Schema.Number,
  more_info: Schema.NullOr(Schema.String),
})

const decode = Schema.decodeUnknownOption(
  Schema.parseJson(
    Schema.Struct({
      results: Schema.Array(Result),
      errors: Schema.Array(Schema.Struct({ filename: Schema.String, reason: Schema.String })),
    }),
  ),
)

const findingOf = (result: typeof Result.Type): Finding => ({
  tool: "bandit",
  rule: result.test_id,
  severity: severityOf.get(result.issue_severity) ?? "low",
  message: result.issue_text,
  path: result.filename,
  line: result.line_number,
  // It counts from 0, and says -1 where it does not know.
  column: result.col_offset < 0 ? null : result.col_offset + 1,
  fixable: false,
  url: result.more_info,
})

const severityOf: ReadonlyMap<string, Severity> = new Map([
  ["HIGH", "high"],
  ["MEDIUM", "medium"],
])
