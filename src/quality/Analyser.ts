import type { Effect } from "effect"
import type { FileFault } from "./FileChanges.ts"
import type { Finding } from "./Finding.ts"
import type { ToolProblem, Workbench } from "./ToolRuns.ts"

/** What is looked at. */
export interface AnalysisTarget {
  /** Files and folders, absolute. */
  readonly paths: ReadonlyArray<string>
  /** The folder that all of them are in. */
  readonly cwd: string
  /** A text of the caller's in a file of ours: nobody's configuration counts. */
  readonly isText: boolean
}

/** What a tool says of it. */
export interface Report {
  readonly findings: ReadonlyArray<Finding>
  /** Files that it could not look at. */
  readonly faults: ReadonlyArray<FileFault>
  readonly notes: ReadonlyArray<string>
}

/** A tool that looks for faults, and changes nothing. */
export type Analyser = (
  bench: Workbench,
  target: AnalysisTarget,
) => Effect.Effect<Report, ToolProblem>
