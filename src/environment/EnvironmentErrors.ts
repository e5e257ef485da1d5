import { Schema } from "effect"
import type { PythonVersionInvalid } from "../domain/PythonVersion.ts"
import type { RequirementInvalid } from "../domain/Requirement.ts"
import type { ScriptHeaderInvalid } from "../domain/ScriptHeader.ts"
import type { LocalDependencyRefused } from "./LocalDependencies.ts"

/** The file that env_file names gives no environment. */
export class EnvFileUnreadable extends Schema.TaggedError<EnvFileUnreadable>()(
  "EnvFileUnreadable",
  { path: Schema.String, reason: Schema.String },
) {
  override get message() {
    return `Cannot use env_file ${this.path}: ${this.reason}. Correct the file, or leave env_file out.`
  }
}

/** Why an environment could not be made, as far as the tools' own words tell. */
export const FailureKind = Schema.Literal(
  "unsatisfiable",
  "package_not_found",
  "build_failed",
  "offline",
  "network",
  "disk_full",
  "time_limit",
  "stopped",
  "uv_missing",
  "python_missing",
  "other",
)
export type FailureKind = typeof FailureKind.Type

/** The environment of a run could not be made; `detail` is what the tool that failed said last. */
export class EnvironmentFailed extends Schema.TaggedError<EnvironmentFailed>()(
  "EnvironmentFailed",
  {
    /** What was being done, such as "installing six==1.16.0". */
    stage: Schema.String,
    reason: FailureKind,
    detail: Schema.String,
  },
) {
  override get message() {
    const { what, wayOut } = sentences[this.reason]
    const detail = this.detail.trim()
    const said = detail === "" ? "." : `:\n\n${detail}\n\n`
    return `The environment could not be made: ${this.stage} failed, ${what}${said}${detail === "" ? " " : ""}${wayOut}`
  }
}

/** Whether it is the network that failed: then there may be another way. */
export const isNetworkFailure = (error: {
  readonly _tag: string
  readonly reason: string
}): error is EnvironmentFailed => error._tag === "EnvironmentFailed" && error.reason === "network"

/** No interpreter is what was asked for, and none is going to be downloaded. */
export class PythonMissing extends Schema.TaggedError<PythonMissing>()("PythonMissing", {
  /** For people: "Python 3.14", "a Python within >=3.12". */
  request: Schema.String,
  /** Full versions, the newest first. */
  installed: Schema.Array(Schema.String),
  /** "unused" where the system's Python was asked for. */
  downloads: Schema.Literal("off", "unused"),
}) {
  override get message() {
    const [what, wayOut] =
      this.downloads === "off"
        ? [" and downloads are off", "set PYTHON_MCP_PYTHON_DOWNLOADS=on"]
        : ["", "set PYTHON_MCP_PYTHON to its path"]
    return `${this.request} is not installed${what}. ${installedSentence(this.installed)} Install it, or ${wayOut}.`
  }
}

/** No version can be both what was asked for and what the code requires. */
export class PythonConflict extends Schema.TaggedError<PythonConflict>()("PythonConflict", {
  python_version: Schema.String,
  constraint: Schema.String,
  /** Where the constraint stands: a file's path, or the script's header. */
  origin: Schema.String,
}) {
  override get message() {
    return `python_version ${JSON.stringify(this.python_version)} is outside requires-python ${JSON.stringify(this.constraint)} (${this.origin}). Give a python_version inside it, leave python_version out, or change requires-python.`
  }
}

/** What deciding on an environment fails with, before any job exists. */
export type PlanFailed =
  | LocalDependencyRefused
  | PythonMissing
  | PythonConflict
  | PythonVersionInvalid
  | RequirementInvalid
  | ScriptHeaderInvalid

/** "Installed: 3.13.0, 3.12.1.", for messages. */
export const installedSentence = (versions: ReadonlyArray<string>): string =>
  versions.length === 0
    ? "No Python 3.8 or newer was found."
    : `Installed: ${[...new Set(versions)].join(", ")}.`

/** What the words of uv or pip say about the cause; they are no API, so "other" is always possible. */
export const classify = (words: string): FailureKind =>
  patterns.find(([pattern]) => pattern.test(words))?.[1] ?? "other"

// The order counts: "No solution found" also heads the answers about unknown and uncached packages.
const patterns: ReadonlyArray<readonly [RegExp, FailureKind]> = [
  [/No space left on device|os error 28|Disk quota exceeded/i, "disk_full"],
  [/network was disabled|not found in the cache/i, "offline"],
  [
    /Request failed after|Failed to fetch|error sending request|dns error|Could not connect|Temporary failure in name resolution|NewConnectionError|Failed to establish a new connection/i,
    "network",
  ],
  [/Failed to build|Build backend|no usable wheels|Failed building wheel/i, "build_failed"],
  [
    /was not found in the package registry|no versions of .* in the package registry/i,
    "package_not_found",
  ],
  [/No solution found|Could not find a version|ResolutionImpossible/i, "unsatisfiable"],
]

const sentences: Readonly<Record<FailureKind, { readonly what: string; readonly wayOut: string }>> =
  {
    unsatisfiable: {
      what: "because no set of versions fits all that is asked for",
      wayOut: "Relax one of the dependencies, or choose another python_version.",
    },
    package_not_found: {
      what: "because a package does not exist in the index",
      wayOut: "Check the names in dependencies; a package may be named unlike its module.",
    },
    build_failed: {
      what: "because a package has no ready build for this Python and could not be built",
      wayOut: "Ask for another version of that package, or another python_version.",
    },
    offline: {
      what: "because the network is off and the cache does not have all that is needed",
      wayOut: "Run it once with a network.",
    },
    network: {
      what: "because the package index cannot be reached",
      wayOut:
        "Check the network, the proxy and the index settings (UV_DEFAULT_INDEX), then run again.",
    },
    disk_full: {
      what: "because the disk is full",
      wayOut: "Free some space, or set PYTHON_MCP_HOME to another disk, then run again.",
    },
    time_limit: {
      what: "because it took too long",
      wayOut:
        "Run again (what was downloaded is kept), or raise PYTHON_MCP_ENVIRONMENT_TIMEOUT_SECONDS.",
    },
    stopped: {
      what: "because it was stopped",
      wayOut: "Run again.",
    },
    uv_missing: {
      what: "because uv is not installed and could not be installed",
      wayOut:
        "Install uv (https://docs.astral.sh/uv/), or set PYTHON_MCP_UV to it, then run again.",
    },
    python_missing: {
      what: "because no such Python is installed and it could not be downloaded",
      wayOut: "Ask for another python_version, or install it, then run again.",
    },
    other: {
      what: "and uv's own words are all that is known",
      wayOut: "Correct what they name, then run again.",
    },
  }
