import { Schema } from "effect"
import { excerpt, type PythonVersionInvalid } from "../domain/PythonVersion.ts"
import type { RequirementInvalid } from "../domain/RequirementInvalid.ts"
import type { RequirementsFileInvalid } from "../domain/RequirementsFile.ts"
import type { ArgumentsInvalid } from "../domain/Run.ts"
import type { ScriptHeaderInvalid } from "../domain/ScriptHeader.ts"
import type { UvSettingRefused } from "../domain/UvPlaces.ts"
import { culprits, FailureKind } from "./FailureWords.ts"
import type { LocalDependencyRefused } from "./LocalDependencies.ts"
import type { EnvironmentBeingMade, EnvironmentUnreadable } from "./NamedErrors.ts"
import type { ProjectUnusable } from "./ProjectErrors.ts"

/** The file that env_file names gives no environment. */
export class EnvFileUnreadable extends Schema.TaggedError<EnvFileUnreadable>()(
  "EnvFileUnreadable",
  { path: Schema.String, reason: Schema.String },
) {
  override get message() {
    return `Cannot use env_file ${this.path}: ${this.reason}. Correct the file, or leave env_file out.`
  }
}

/** The environment of a run could not be made; `detail` is what the tool that failed said last. */
export class EnvironmentFailed extends Schema.TaggedError<EnvironmentFailed>()(
  "EnvironmentFailed",
  {
    /** What was being done, such as "installing six==1.16.0". */
    stage: Schema.String,
    reason: FailureKind,
    detail: Schema.String,
    /** Where it is known better than by the reason alone. */
    wayOut: Schema.optional(Schema.String),
  },
) {
  override get message() {
    const { what, wayOut } = sentences[this.reason]
    const detail = this.detail.trim()
    const about = culprits(this.reason, detail).join(", ")
    const cause = about === "" ? what : `${what} (${about})`
    const said = detail === "" ? ". " : `:\n\n${detail}\n\n`
    return `The environment could not be made: ${this.stage} failed, ${cause}${said}${this.wayOut ?? wayOut}`
  }
}

/** Whether it is the network that failed: then there may be another way. */
export const isNetworkFailure = (error: {
  readonly _tag: string
  readonly reason: string
}): error is EnvironmentFailed => error._tag === "EnvironmentFailed" && error.reason === "network"

/** Whether it is the lock, which has a way out of its own. */
export const isLockOutdated = (error: {
  readonly _tag: string
  readonly reason: string
}): error is EnvironmentFailed =>
  error._tag === "EnvironmentFailed" && error.reason === "lock_outdated"

/** What may go better without uv. */
export const isUvMissing = (error: {
  readonly _tag: string
  readonly reason: string
}): error is EnvironmentFailed =>
  error._tag === "EnvironmentFailed" && error.reason === "uv_missing"

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

/** No environment has that name, or that id. */
export class EnvironmentNotFound extends Schema.TaggedError<EnvironmentNotFound>()(
  "EnvironmentNotFound",
  { environment: Schema.String },
) {
  override get message() {
    return `There is no environment ${excerpt(this.environment)}. List the known ones with environment_cache_list, or make it with environment_create_persistent.`
  }
}

/** An environment that jobs need cannot go. */
export class EnvironmentInUse extends Schema.TaggedError<EnvironmentInUse>()("EnvironmentInUse", {
  environment: Schema.String,
  jobs: Schema.Array(Schema.String),
}) {
  override get message() {
    const isOne = this.jobs.length === 1
    const how =
      this.jobs.length === 0
        ? "it has just been handed out. Try again in ten minutes."
        : `job${isOne ? "" : "s"} ${this.jobs.join(", ")}. End ${isOne ? "it" : "them"} with kill_job or wait with wait_for_jobs, then call again.`
    return `Environment ${excerpt(this.environment)} is in use: ${how}`
  }
}

/** What deciding on an environment fails with, before any job exists. */
export type PlanFailed =
  | LocalDependencyRefused
  | ArgumentsInvalid
  | EnvironmentBeingMade
  | EnvironmentNotFound
  | EnvironmentUnreadable
  | PythonMissing
  | ProjectUnusable
  | PythonConflict
  | PythonVersionInvalid
  | RequirementInvalid
  | RequirementsFileInvalid
  | ScriptHeaderInvalid
  | UvSettingRefused

/** "Installed: 3.13.0, 3.12.1.", for messages. */
export const installedSentence = (versions: ReadonlyArray<string>): string =>
  versions.length === 0
    ? "No Python 3.8 or newer was found."
    : `Installed: ${[...new Set(versions)].join(", ")}.`

const sentences: Readonly<Record<FailureKind, { readonly what: string; readonly wayOut: string }>> =
  {
    requirement_invalid: {
      what: "because a dependency is not written as uv reads it",
      wayOut: 'Correct it, as in "numpy>=1.26", then run again.',
    },
    unsatisfiable: {
      what: "because no set of versions fits all that is asked for",
      wayOut: "Relax one of the dependencies, or choose another python_version.",
    },
    package_not_found: {
      what: "because a package, or a file of it, does not exist in the index",
      wayOut: "Check the names in dependencies; a package may be named unlike its module.",
    },
    build_failed: {
      what: "because a package has no ready build for this Python and could not be built",
      wayOut: "Ask for another version of that package, or another python_version.",
    },
    no_wheel: {
      what: "because a package has no build for this Python and this machine",
      wayOut: "Ask for another version of that package, or another python_version.",
    },
    hash_mismatch: {
      what: "because a file is not the one that the index promises, so it was not used",
      wayOut:
        "Run again; if it stays so, ask for another version, and tell whoever keeps the index.",
    },
    git_failed: {
      what: "because git could not get a package",
      wayOut: "Check the URL, the revision and the access rights, then run again.",
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
    unauthorized: {
      what: "because the package index does not let us in, or not to that package",
      wayOut:
        "Set its credentials (UV_INDEX_<NAME>_USERNAME and UV_INDEX_<NAME>_PASSWORD, or in UV_DEFAULT_INDEX) for the server, then run again.",
    },
    certificate: {
      what: "because nobody vouches for the certificate of the package index",
      wayOut: "Set SSL_CERT_FILE to the authority's certificate for the server, then run again.",
    },
    index_broken: {
      what: "because the package index answers with something else than packages",
      wayOut: "Check the index settings (UV_DEFAULT_INDEX) and the index, then run again.",
    },
    settings_invalid: {
      what: "because uv cannot use one of its settings",
      wayOut: "Correct the variable or the file that it names, then run again.",
    },
    lock_outdated: {
      what: "because the lock file is missing, unreadable or out of date",
      wayOut: "Run `uv lock`, or delete the lock file, then run again.",
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
    uv_crash: {
      what: "because a signal ended it",
      wayOut:
        "Run again; if it stays so, check the machine's memory, or set PYTHON_MCP_UV to another uv.",
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
