import { join } from "node:path"
import * as FileSystem from "@effect/platform/FileSystem"
import { Context, Effect, Layer, Option } from "effect"
import { storeUnavailable } from "../domain/PlatformErrors.ts"
import type { ArgumentsInvalid } from "../domain/Run.ts"
import type { JobSite } from "../processes/JobSite.ts"
import { makeBlackFormatter } from "./BlackFormatter.ts"
import { codePlaces } from "./CodePlaces.ts"
import { checkSize } from "./CodeSize.ts"
import { type FileChanges, forUsOnly, makeFileChanges } from "./FileChanges.ts"
import type { Formatter, FormatWish, Survey } from "./Formatter.ts"
import { refuseOthers } from "./PythonFiles.ts"
import { CodeInvalid, type CodeTooLarge } from "./QualityErrors.ts"
import { ruffFormatter } from "./RuffFormatter.ts"
import { type ToolProblem, ToolRuns } from "./ToolRuns.ts"

/** What formats. */
type FormatterName = "ruff" | "black"

/** What is common to all that can be asked. */
export interface FormatRequest extends FormatWish {
  readonly tool: FormatterName
  /** Hears what takes longer. */
  readonly announce: JobSite["announce"]
}

/** What became of files. */
export type FormattedFiles = FileChanges & Omit<Survey, "changed">

/** Makes code look as a tool has it. */
export class Formatting extends Context.Tag("python-mcp/Formatting")<
  Formatting,
  {
    /** A text, by the tool's own defaults. */
    readonly code: (
      code: string,
      request: FormatRequest,
    ) => Effect.Effect<string, CodeInvalid | CodeTooLarge | ToolProblem>
    /** Files and folders (absolute), by their project's configuration; `write: false` only looks. */
    readonly paths: (
      paths: ReadonlyArray<string>,
      request: FormatRequest & { readonly write: boolean },
    ) => Effect.Effect<FormattedFiles, ArgumentsInvalid | ToolProblem>
  }
>() {
  static readonly layer: Layer.Layer<Formatting, never, FileSystem.FileSystem | ToolRuns> =
    Layer.effect(
      this,
      Effect.suspend(() => make),
    )
}

const make = Effect.gen(function* () {
  const fs = yield* FileSystem.FileSystem
  const runs = yield* ToolRuns
  const files = yield* makeFileChanges
  const formatters: Readonly<Record<FormatterName, Formatter>> = {
    ruff: ruffFormatter,
    black: yield* makeBlackFormatter,
  }

  const code = Effect.fn("Formatting.code")(function* (code: string, request: FormatRequest) {
    yield* checkSize(code)
    const { tool, announce } = request
    const bench = yield* runs.open(announce)
    const file = join(bench.folder, "snippet.py")
    yield* Effect.mapError(fs.writeFileString(file, code, forUsOnly), storeUnavailable(file))
    const fault = yield* formatters[tool].code(bench, file, request)
    if (Option.isSome(fault)) return yield* new CodeInvalid({ tool, ...fault.value })
    return yield* Effect.mapError(fs.readFileString(file), storeUnavailable(file))
  }, Effect.scoped)

  const paths = Effect.fn("Formatting.paths")(function* (
    paths: ReadonlyArray<string>,
    request: FormatRequest & { readonly write: boolean },
  ) {
    const formatter = formatters[request.tool]
    yield* refuseOthers(fs, paths)
    const places = yield* codePlaces(fs, paths)
    if (places.paths.length === 0) return { ...nothing, faults: places.faults }
    const bench = yield* runs.open(request.announce)
    const survey = yield* formatter.survey(bench, places, request)
    const { changed, faults } = yield* files.change(
      bench,
      survey.changed,
      request.write,
      (copies) => formatter.format(bench, copies, survey, request),
    )
    return { ...survey, changed, faults: [...places.faults, ...survey.faults, ...faults] }
  }, Effect.scoped)

  return { code, paths }
})

const nothing = { changed: [], configuration: null, notes: [] } as const
