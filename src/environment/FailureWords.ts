import { Schema } from "effect"

/** Why an environment could not be made, as far as the tools' own words tell. */
export const FailureKind = Schema.Literal(
  "requirement_invalid",
  "unsatisfiable",
  "package_not_found",
  "no_wheel",
  "build_failed",
  "hash_mismatch",
  "git_failed",
  "offline",
  "network",
  "unauthorized",
  "certificate",
  "index_broken",
  "settings_invalid",
  "lock_outdated",
  "disk_full",
  "time_limit",
  "stopped",
  "uv_missing",
  "uv_crash",
  "python_missing",
  "other",
)
export type FailureKind = typeof FailureKind.Type

/** A cause, and where the words that tell it begin. */
export interface Diagnosis {
  readonly kind: FailureKind
  readonly at: number
}

/** What uv's and pip's words say about the cause; they are no API, so "other" is always possible. */
export const diagnose = (words: string): Diagnosis => {
  for (const [pattern, kind] of patterns) {
    const at = words.search(pattern)
    if (at >= 0) return { kind, at }
  }
  return { kind: "other", at: 0 }
}

/** The packages, versions or addresses that the words are about; empty where they name none. */
export const culprits = (kind: FailureKind, words: string): ReadonlyArray<string> => {
  const found = (named[kind] ?? []).flatMap((pattern) =>
    [...words.matchAll(pattern)].flatMap(([, name]) => (name === undefined ? [] : [name])),
  )
  return [...new Set(found)].slice(0, maxCulprits)
}

const maxCulprits = 5

// The order counts: "No solution found" also heads the answers about unknown and uncached packages, and
// "Failed to fetch" those about a file that is refused.
const patterns: ReadonlyArray<readonly [RegExp, FailureKind]> = [
  [/No space left on device|os error 28\b|os error 122\b|Disk quota exceeded/i, "disk_full"],
  [/Hash mismatch for|DO NOT MATCH THE HASHES/i, "hash_mismatch"],
  [/invalid peer certificate|CERTIFICATE_VERIFY_FAILED|certificate verify failed/i, "certificate"],
  [/network was disabled|connectivity is disabled|not found in the cache/i, "offline"],
  [
    /\b40[13] (?:Unauthorized|Forbidden)|\b40[13] (?:Client )?Error|lack of valid authentication|ERROR: 40[13]\b/i,
    "unauthorized",
  ],
  [/Git operation failed|git (?:clone|fetch|checkout)\b.*did not run successfully/i, "git_failed"],
  [
    /404 Not Found|404 Client Error|Distribution not found at|No such file or directory: '.*\.(?:whl|tar\.gz|zip)'/i,
    "package_not_found",
  ],
  [
    /Request failed after|Failed to fetch|error sending request|error decoding response body|dns error|Could not connect|Temporary failure in name resolution|NewConnectionError|Failed to establish a new connection|Connection (?:refused|reset|aborted|broken)|Max retries exceeded|Read timed out|No answer from/i,
    "network",
  ],
  [
    /Received some unexpected (?:JSON|HTML)|Failed to extract archive|Invalid zip|is not a zip file|has an invalid wheel|BadZipFile/i,
    "index_broken",
  ],
  [
    /Failed to build|Build backend|Failed building wheel|metadata-generation-failed|requirements to build wheel did not run/i,
    "build_failed",
  ],
  [
    /has no wheels with a matching|no usable wheels|building from source is disabled|is not a supported wheel/i,
    "no_wheel",
  ],
  [
    /was not found in the (?:package registry|provided package locations)|from versions: none/i,
    "package_not_found",
  ],
  [/No solution found|Could not find a version|ResolutionImpossible/i, "unsatisfiable"],
  [/lockfile|Failed to parse `[^`]*\.lock`/i, "lock_outdated"],
  [/No interpreter found|No download found for request/i, "python_missing"],
  [
    /Failed to parse environment variable|Failed to parse:? `?[^`\n]*\.toml|Failed to (?:read|parse) .*uv\.toml|invalid value .* for '--/i,
    "settings_invalid",
  ],
  [/Failed to parse: `|Invalid requirement|Couldn't parse requirement/i, "requirement_invalid"],
]

const url =
  /(?:Failed to fetch|Could not fetch URL|An index(?: URL)? \(|No answer from)[:( ]*`?(\S+?)[`):,;]*(?=\s|$)/g

const failed = /(?:Failed to (?:build|download|download and build)|Hash mismatch for) `([^`@ ]+)/g

/** Where the words name whom they are about. */
const named: Readonly<Partial<Record<FailureKind, ReadonlyArray<RegExp>>>> = {
  package_not_found: [
    /([\w.-]+) was not found in the package registry/g,
    /No matching distribution found for ([\w.-]+)/g,
    failed,
  ],
  unsatisfiable: [/you require ([\w.-]+)/g, /No matching distribution found for ([\w.=<>!~-]+)/g],
  no_wheel: [/([\w.-]+?)==\S+ has no (?:usable )?wheels/g, failed],
  build_failed: [failed, /Failed building wheel for ([\w.-]+)/g],
  hash_mismatch: [failed],
  index_broken: [/unexpected (?:JSON|HTML) from `([^`]+)`/g, failed],
  network: [url],
  unauthorized: [url],
  certificate: [url],
}
