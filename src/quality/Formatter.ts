import type { Effect, Either, Option } from "effect"
import type { CodePlaces } from "./CodePlaces.ts"
import type { FileFault, SourceCopy } from "./FileChanges.ts"
import type { ToolProblem, Workbench } from "./ToolRuns.ts"

/** What a tool says of files without changing any. */
export interface Survey {
  /** Those that it would change. */
  readonly changed: ReadonlyArray<string>
  readonly faults: ReadonlyArray<FileFault>
  /** Where it found its configuration, as far as it tells. */
  readonly configuration: string | null
  readonly notes: ReadonlyArray<string>
}

/** How a call wants code to be formatted. */
export interface FormatWish {
  readonly lineLength: Option.Option<number>
}

/** A tool that formats: what it does is what its own command does. */
export interface Formatter {
  /** One file of ours in place, by nobody's configuration; the fault where that cannot be. */
  readonly code: (
    bench: Workbench,
    file: string,
    wish: FormatWish,
  ) => Effect.Effect<Option.Option<FileFault>, ToolProblem>
  /** Files and folders, by their project's configuration. */
  readonly survey: (
    bench: Workbench,
    places: CodePlaces,
    wish: FormatWish,
  ) => Effect.Effect<Survey, ToolProblem>
  /** What some of these files come to, by the same configuration, in the same order. */
  readonly format: (
    bench: Workbench,
    copies: ReadonlyArray<SourceCopy>,
    survey: Survey,
    wish: FormatWish,
  ) => Effect.Effect<ReadonlyArray<Either.Either<Uint8Array, FileFault>>, ToolProblem>
}
