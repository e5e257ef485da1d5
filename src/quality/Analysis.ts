import { join } from "node:path"
import * as FileSystem from "@effect/platform/FileSystem"
import { Array as Arr, Context, Effect, Layer } from "effect"
import { storeUnavailable } from "../domain/PlatformErrors.ts"
import type { Environments } from "../environment/Environments.ts"
import type { JobSite } from "../processes/JobSite.ts"
import type { Analyser, AnalysisTarget, Report } from "./Analyser.ts"
import { makeBanditAnalyser } from "./BanditAnalyser.ts"
import { codePlaces } from "./CodePlaces.ts"
import { checkSize } from "./CodeSize.ts"
import { type FileChanges, forUsOnly, makeFileChanges, noChanges } from "./FileChanges.ts"
import { type AnalyserName, sortFindings } from "./Finding.ts"
import { makeMypyAnalyser, type TypesWish } from "./MypyAnalyser.ts"
import { type CodeTooLarge, type ToolFailure, ToolsFailed } from "./QualityErrors.ts"
import { fixableFiles, ruffAnalyser, ruffFixes } from "./RuffAnalyser.ts"
import { type ToolProblem, ToolRuns, type Workbench } from "./ToolRuns.ts"

/** What is asked of which tools. */
export interface AnalysisRequest {
  readonly tools: Arr.NonEmptyReadonlyArray<AnalyserName>
  /** Whether ruff's safe fixes are applied first. */
  readonly fix: boolean
  /** What types are looked up in, for mypy. */
  readonly dependencies: ReadonlyArray<string>
  /** Hears what takes longer. */
  readonly announce: JobSite["announce"]
}

/** What came of it. A tool that failed is no finding, and the others' findings are there. */
export interface AnalysisResult extends Report {
  readonly failures: ReadonlyArray<ToolFailure>
  readonly fixed: FileChanges["changed"]
}

/** Of a text: the text as it is now, too. */
export interface TextAnalysis extends AnalysisResult {
  readonly code: string
}

/** Looks for faults in code. */
export class Analysis extends Context.Tag("python-mcp/Analysis")<
  Analysis,
  {
    /** A text, by the tools' own defaults; it is called "code". */
    readonly code: (
      code: string,
      request: AnalysisRequest,
    ) => Effect.Effect<TextAnalysis, CodeTooLarge | ToolProblem | ToolsFailed>
    /** Files and folders (absolute), by their project's configuration. */
    readonly paths: (
      paths: ReadonlyArray<string>,
      request: AnalysisRequest,
    ) => Effect.Effect<AnalysisResult, ToolProblem | ToolsFailed>
  }
>() {
  static readonly layer: Layer.Layer<
    Analysis,
    never,
    Environments | FileSystem.FileSystem | ToolRuns
  > = Layer.effect(
    this,
    Effect.suspend(() => make),
  )
}

const make = Effect.gen(function* () {
  const fs = yield* FileSystem.FileSystem
  const runs = yield* ToolRuns
  const analyse = yield* makeAnalyse

  const code = Effect.fn("Analysis.code")(function* (code: string, request: AnalysisRequest) {
    yield* checkSize(code)
    const bench = yield* runs.open(request.announce)
    const file = join(bench.folder, "snippet.py")
    yield* Effect.mapError(fs.writeFileString(file, code, forUsOnly), storeUnavailable(file))
    const target = { paths: [file], cwd: bench.folder, isText: true }
    const result = yield* analyse(bench, target, request, code)
    const now = yield* Effect.mapError(fs.readFileString(file), storeUnavailable(file))
    return { ...named(result, file), code: now }
  }, Effect.scoped)

  const paths = Effect.fn("Analysis.paths")(function* (
    paths: ReadonlyArray<string>,
    request: AnalysisRequest,
  ) {
    const places = yield* codePlaces(fs, paths)
    if (places.paths.length === 0) return { ...nothing, faults: places.faults }
    const bench = yield* runs.open(request.announce)
    const target = { paths: places.paths, cwd: places.folder, isText: false }
    const result = yield* analyse(bench, target, request, "")
    return { ...result, faults: [...places.faults, ...result.faults] }
  }, Effect.scoped)

  return { code, paths }
})

const nothing = { findings: [], notes: [], failures: [], fixed: [] } as const

const makeAnalyse = Effect.gen(function* () {
  const files = yield* makeFileChanges
  const bandit = yield* makeBanditAnalyser
  const mypy = yield* makeMypyAnalyser

  /** Where it cannot even look, looking tells why. */
  const mend = Effect.fnUntraced(
    function* (bench: Workbench, target: AnalysisTarget) {
      const { findings } = yield* ruffAnalyser(bench, target)
      return yield* files.change(bench, fixableFiles(findings), true, (copies) =>
        ruffFixes(bench, copies, target),
      )
    },
    Effect.catchTag("ToolFailed", () => Effect.succeed(noChanges)),
  )

  return Effect.fnUntraced(function* (
    bench: Workbench,
    target: AnalysisTarget,
    { tools, fix, dependencies }: AnalysisRequest,
    source: string,
  ) {
    const mended = fix ? yield* mend(bench, target) : noChanges
    const analysers = analysersWith(bandit, mypy, { dependencies, source })
    const outcomes = yield* Effect.forEach(
      tools,
      (tool) => Effect.either(attempt(tool, analysers[tool](bench, target))),
      { concurrency: 2 },
    )
    const [failures, reports] = Arr.separate(outcomes)
    if (reports.length === 0) return yield* new ToolsFailed({ failures })
    return {
      findings: sortFindings(reports.flatMap(({ findings }) => findings)),
      faults: [...mended.faults, ...reports.flatMap(({ faults }) => faults)],
      notes: [...new Set(reports.flatMap(({ notes }) => notes))],
      failures,
      fixed: mended.changed,
    } satisfies AnalysisResult
  })
})

const analysersWith = (
  bandit: Analyser,
  mypy: (wish: TypesWish) => Analyser,
  wish: TypesWish,
): Readonly<Record<AnalyserName, Analyser>> => ({ ruff: ruffAnalyser, bandit, mypy: mypy(wish) })

/** Whatever kept a tool from its work. */
const attempt = <A>(
  tool: AnalyserName,
  work: Effect.Effect<A, ToolProblem>,
): Effect.Effect<A, ToolFailure> => Effect.mapError(work, ({ message }) => ({ tool, message }))

/** A name for what has none. */
const named = (result: AnalysisResult, file: string): AnalysisResult => {
  const rename = <A extends { readonly path: string }>(one: A): A =>
    one.path === file ? { ...one, path: "code" } : one
  return {
    ...result,
    findings: result.findings.map(rename),
    faults: result.faults.map(rename),
    fixed: result.fixed.map((one) => ({
      ...rename(one),
      text: one.text.replaceAll(file, "code"),
    })),
  }
}
