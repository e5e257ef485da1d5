import { Data, Option, Schema } from "effect"
import { noLimits, type ProcessLimits } from "./Process.ts"
import type { ProfileWish } from "./Profile.ts"

/** Where the code of a run comes from. */
export type ScriptSource = Data.TaggedEnum<{
  /** As it was given: absolute, `~`-prefixed or relative. */
  File: { readonly path: string }
  Inline: { readonly code: string }
  Saved: { readonly name: string }
}>
export const ScriptSource = Data.taggedEnum<ScriptSource>()

/**
 * What the project around a script means for a run: its `.venv` is used as it is ("own"), or brought up to date
 * first ("sync"); it is made from its lock or requirements outside the project ("cached"); nothing ("none").
 */
export type ProjectUse = "own" | "sync" | "cached" | "none"

/** Which Python runs it. */
export type PythonChoice = Data.TaggedEnum<{
  /** Chosen and, where packages are asked for, made by uv; `version` as the client wrote it. */
  Uv: {
    readonly version: Option.Option<string>
    readonly dependencies: ReadonlyArray<string>
    /** An environment of its own even without packages: the tools that promise exact pins. */
    readonly isolated: boolean
    /** The name of a persistent environment, in place of all that. */
    readonly environment: Option.Option<string>
    readonly project: ProjectUse
    /** Versions are asked for anew, however fresh the known ones are. */
    readonly refresh: boolean
  }
  /** The system's own; the arguments that are ignored (`project "sync"`) are said in `notes`. */
  System: { readonly ignored: ReadonlyArray<string> }
}>
export const PythonChoice = Data.taggedEnum<PythonChoice>()

/** The choice of a call that says nothing about it. */
export const plainUv = {
  version: Option.none<string>(),
  dependencies: [],
  isolated: false,
  environment: Option.none<string>(),
  project: "own",
  refresh: false,
} as const

/** What a run may use at most; none is as much as the server's settings allow. */
export interface RunLimits extends ProcessLimits {
  /** Of each stream. */
  readonly outputBytes: Option.Option<number>
}

/** As much as the settings allow. */
export const noRunLimits: RunLimits = { ...noLimits, outputBytes: Option.none() }

/** How often a script is run; only the last time it is the job's own process. */
export interface Repetition {
  /** Measured, and told one by one where they are more than one. */
  readonly runs: number
  /** Before these, and not measured. */
  readonly warmup: number
}

/** As most calls want it. */
export const singleRun: Repetition = { runs: 1, warmup: 0 }

/** Under what to run, as asked for: decoded, but nothing looked up yet. */
export interface RequestedConditions {
  readonly tool: string
  readonly directory: Option.Option<string>
  readonly args: ReadonlyArray<string>
  readonly python: PythonChoice
  /** Of the script alone; 0 is unlimited. */
  readonly timeoutSeconds: number
  readonly limits: RunLimits
  readonly envVars: Readonly<Record<string, string>>
  readonly envFile: Option.Option<string>
  readonly label: Option.Option<string>
  readonly stream: boolean
  /** Seconds between two looks at memory. */
  readonly sampleInterval: number
  /** The arguments as they came, for the record; the values of env_vars are masked by whoever writes it. */
  readonly arguments: Readonly<Record<string, unknown>>
}

/** One script, to be run. */
export interface RunRequest extends RequestedConditions {
  readonly source: ScriptSource
  readonly repetition: Repetition
  readonly profile: Option.Option<ProfileWish>
}

/** Two scripts to be compared, under one and the same conditions. */
export interface ComparisonRequest extends RequestedConditions {
  readonly a: ScriptSource
  readonly b: ScriptSource
  /** Of each. */
  readonly runs: number
}

/** Something that a path was to lead to is not there, or is something else. */
export class PathInvalid extends Schema.TaggedError<PathInvalid>()("PathInvalid", {
  argument: Schema.String,
  path: Schema.String,
  reason: Schema.String,
}) {
  override get message() {
    const path = this.path.length > 1000 ? `${this.path.slice(0, 1000)}…` : this.path
    return `${this.argument}: ${path} ${this.reason}. ${wayOut(this)}`
  }
}

const wayOut = ({ argument, reason }: PathInvalid): string => {
  if (reason === "is not a file") return "Give the path of an existing file."
  if (reason === "is not a file or directory") return "Give the paths of Python files and folders."
  if (reason === "is not a directory") return "Give the path of an existing directory."
  const base =
    argument === "directory" || argument === "paths"
      ? "the server's working directory"
      : "directory (else to the server's working directory)"
  return `Give a path that exists: absolute, starting with ~, or relative to ${base}.`
}

/** Arguments that each are right but do not go together. */
export class ArgumentsInvalid extends Schema.TaggedError<ArgumentsInvalid>()("ArgumentsInvalid", {
  reason: Schema.String,
  wayOut: Schema.String,
}) {
  override get message() {
    return `${this.reason}. ${this.wayOut}.`
  }
}
