import { dirname, join, resolve } from "node:path"
import * as FileSystem from "@effect/platform/FileSystem"
import { Effect, Option, Schema } from "effect"
import { PythonChoice, plainUv } from "../domain/Run.ts"
import { Environments } from "../environment/Environments.ts"
import type { Analyser, AnalysisTarget, Report } from "./Analyser.ts"
import type { FileFault } from "./FileChanges.ts"
import type { Finding } from "./Finding.ts"
import { ToolFailed } from "./QualityErrors.ts"
import type { ToolAnswer, ToolProblem, Workbench } from "./ToolRuns.ts"
import { wordsOf } from "./ToolWords.ts"

/** What the types of imported packages are looked up in. */
export interface TypesWish {
  readonly dependencies: ReadonlyArray<string>
  /** A text whose header may ask for more; empty for files. */
  readonly source: string
}

/** `mypy`, over the types of an environment with the given packages, or of the project's own. */
export const makeMypyAnalyser = Effect.gen(function* () {
  const fs = yield* FileSystem.FileSystem
  const environments = yield* Environments

  /** Where somebody would start it: the nearest folder upwards that configures anything. */
  const startFolder = Effect.fnUntraced(function* (cwd: string) {
    for (let folder = cwd; folder !== dirname(folder); folder = dirname(folder)) {
      const isRoot = yield* Effect.exists(rootMarks, (name) =>
        Effect.orElseSucceed(fs.exists(join(folder, name)), () => false),
      )
      if (isRoot) return folder
    }
    return cwd
  })

  const pythonFor = Effect.fnUntraced(function* (
    { site }: Workbench,
    { dependencies, source }: TypesWish,
    project: Option.Option<string>,
  ) {
    const plan = yield* environments.plan({
      python: PythonChoice.Uv({ ...plainUv, dependencies }),
      source,
      projectFolder: project,
      scriptPath: Option.none(),
    })
    return yield* environments.prepare(plan, site)
  })

  return (wish: TypesWish): Analyser =>
    Effect.fn("MypyAnalyser")(function* (bench, target) {
      const cwd = target.isText ? target.cwd : yield* startFolder(target.cwd)
      const project = target.isText ? Option.none() : Option.some(cwd)
      const { python, notes } = yield* pythonFor(bench, wish, project)
      const report = yield* check(bench, [...options(target), `--python-executable=${python}`], {
        ...target,
        cwd,
      })
      return { ...report, notes: [...notes, ...report.notes] }
    })
})

/** A folder without Python ends it before it begins: it is told, and the others are looked at. */
const check = (
  bench: Workbench,
  options: ReadonlyArray<string>,
  target: AnalysisTarget,
): Effect.Effect<Report, ToolProblem> =>
  Effect.gen(function* () {
    const { cwd, paths } = target
    const answer = yield* bench.run({ tool: "mypy", args: [...options, "--", ...paths], cwd })
    const [words, empty] =
      /^There are no \.py\[i\] files in directory '(.+)'$/m.exec(answer.stderr) ?? []
    const others = paths.filter((path) => path !== empty)
    if (words === undefined || others.length === paths.length) return yield* mypyReport(answer, cwd)
    const rest =
      others.length === 0 ? noReport : yield* check(bench, options, { ...target, paths: others })
    return { ...rest, notes: [`mypy: ${words}`, ...rest.notes] }
  })

const noReport: Report = { findings: [], faults: [], notes: [] }

/** Its exit code tells whether it came to an end: then other words than findings are warnings of a configuration. */
export const mypyReport = Effect.fnUntraced(function* (
  { exitCode, stdout, stderr }: Pick<ToolAnswer, "exitCode" | "stderr" | "stdout">,
  cwd: string,
) {
  const lines = new TextDecoder().decode(yield* stdout).split("\n")
  const findings = lines.flatMap((line) => Option.toArray(decode(line)))
  const others = lines.filter((line) => !line.startsWith("{"))
  const words = [...others, stderr].join("\n")
  const faults = unreadIn(words, cwd)
  const isStopped = exitCode > 1
  if (isStopped && findings.length + faults.length === 0) {
    return yield* new ToolFailed({ tool: "mypy", reason: wordsOf(words) })
  }
  const remarks = words.replaceAll(unread, "").trim()
  return {
    findings: findings.map((item) => findingOf(item, cwd)),
    faults,
    notes: [
      ...(remarks === "" ? [] : [`mypy: ${wordsOf(remarks)}`]),
      ...(isStopped ? ["mypy stopped there: nothing else was checked."] : []),
    ],
  } satisfies Report
})

/** "a.py: error: Cannot read file: No such file or directory" */
const unread = /^(.+): error: (Cannot read file.*)$/gm

const unreadIn = (words: string, cwd: string): ReadonlyArray<FileFault> =>
  [...words.matchAll(unread)].map(([, path = "", reason = ""]) => ({
    path: resolve(cwd, path),
    reason: `mypy: ${reason}`,
    line: null,
    column: null,
  }))

const rootMarks = ["mypy.ini", ".mypy.ini", "pyproject.toml", "setup.cfg", ".git"]

/** Whatever its configuration says, it writes nothing and installs nothing. */
const options = ({ isText }: AnalysisTarget): ReadonlyArray<string> => [
  "--output=json",
  "--no-error-summary",
  "--cache-dir=/dev/null",
  "--no-install-types",
  ...(isText ? ["--config-file="] : []),
]

const Item = Schema.Struct({
  file: Schema.String,
  line: Schema.Number,
  column: Schema.Number,
  message: Schema.String,
  hint: Schema.NullOr(Schema.String),
  code: Schema.NullOr(Schema.String),
  severity: Schema.String,
})

const decode = Schema.decodeUnknownOption(Schema.parseJson(Item))

const findingOf = (item: typeof Item.Type, cwd: string): Finding => ({
  tool: "mypy",
  rule: item.code ?? item.severity,
  severity: severityOf(item),
  message: item.message,
  path: resolve(cwd, item.file),
  line: item.line < 1 ? null : item.line,
  // It counts from 0, and says -1 where it does not know.
  column: item.column < 0 ? null : item.column + 1,
  fixable: false,
  url:
    item.code === null
      ? null
      : `https://mypy.readthedocs.io/en/stable/_refs.html#code-${item.code}`,
})

const severityOf = ({ code, severity }: typeof Item.Type): Finding["severity"] => {
  if (severity === "note") return "low"
  return code === "syntax" ? "high" : "medium"
}
