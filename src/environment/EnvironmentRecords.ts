import { Schema } from "effect"

/** `environments/<folder>/env.json`: written last, so that an environment with it is whole. */
export const EnvironmentMarker = Schema.Struct({
  format: Schema.Literal(2),
  /** The interpreter that it was made from, at the end of all links. */
  python: Schema.String,
  python_version: Schema.String,
  /** Canonical and sorted: what the one who made it had asked for. */
  requirements: Schema.Array(Schema.String),
  /** All that was installed when it was made, "name==version", sorted. */
  pins: Schema.Array(Schema.String),
  /** A hash of the names in its package folders then: another one tells that a script installed there. */
  names: Schema.optionalWith(Schema.String, { exact: true }),
  /** What made it: "uv 0.13.9" or "pip"; null where nothing had to be installed. */
  installer: Schema.NullOr(Schema.String),
  built_at: Schema.String,
  build_seconds: Schema.Number,
})
export type EnvironmentMarker = typeof EnvironmentMarker.Type

/** `environments/requests/<key>.json`: what a request was last resolved to; replaced when it is resolved anew. */
export const RequestRecord = Schema.Struct({
  format: Schema.Literal(1),
  /** The name of a folder in `environments/`. */
  environment: Schema.String,
  requirements: Schema.Array(Schema.String),
  resolved_at: Schema.String,
  /** Resolved without a network: from the cache, so there may be newer versions. */
  offline: Schema.Boolean,
})
export type RequestRecord = typeof RequestRecord.Type

/** The lock that an environment with a name was made from; making it again needs the lock no more. */
export const NamedLock = Schema.Struct({
  path: Schema.String,
  /** Of what was in it then. */
  hash: Schema.String,
  /** Canonical and sorted: what was asked for beside it. */
  beside: Schema.Array(Schema.String),
  /** The lines of a `[tool.uv]` table for uv to obey, without credentials. */
  uv_options: Schema.Array(Schema.String),
  /** Folders whose modules can be imported, beside what is installed. */
  import_from: Schema.Array(Schema.String),
})
export type NamedLock = typeof NamedLock.Type

/** `environments/named/<name>.json`: an environment that somebody gave a name, kept until it is removed. */
export const NamedRecord = Schema.Struct({
  format: Schema.Literal(1),
  name: Schema.String,
  /** The name of a folder in `environments/`. */
  environment: Schema.String,
  python_version: Schema.String,
  free_threaded: Schema.optionalWith(Schema.Boolean, { exact: true, default: () => false }),
  /** What it is made from: what was asked for, or all that a lock came to, exactly. */
  requirements: Schema.Array(Schema.String),
  lock: Schema.optionalWith(NamedLock, { exact: true }),
  created_at: Schema.String,
})
export type NamedRecord = typeof NamedRecord.Type
