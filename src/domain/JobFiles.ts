import { Schema } from "effect"
import { StopReason } from "./Process.ts"

/*
 * The schemas of every file of a job. Field names are the ones on disk: a person reads them there.
 * Optional fields are exact, so that an old file without one still loads.
 */

/** A supervisor, as records name it. */
const Helper = Schema.Struct({ pid: Schema.Int, start: Schema.String })

/** Who made a job and answers for it. */
export const Owner = Schema.Struct({
  server: Schema.Struct({ id: Schema.String, pid: Schema.Int, start: Schema.String }),
  /** The supervisor that holds its processes; null while the server itself does. */
  helper: Schema.NullOr(Helper),
  host: Schema.String,
  boot_id: Schema.String,
  pid_ns: Schema.String,
})
export type Owner = typeof Owner.Type

/** `job.json`: by the creator, once. */
export const JobRecord = Schema.Struct({
  id: Schema.String,
  label: Schema.NullOr(Schema.String),
  tool: Schema.String,
  created_at: Schema.String,
  cookie: Schema.String,
  on_server_exit: Schema.Literal("stop", "keep"),
  /** What the `stream` argument was; output is live either way. */
  stream: Schema.Boolean,
  /** Null for a job that was imported: it has ended. */
  owner: Schema.NullOr(Owner),
  /** The id it had elsewhere, where that was no safe path segment. */
  original_id: Schema.optionalWith(Schema.String, { exact: true }),
})
export type JobRecord = typeof JobRecord.Type

/** `spec.json`: what was asked for, secrets masked; mode 0600. */
export const SpecRecord = Schema.Struct({
  arguments: Schema.Record({ key: Schema.String, value: Schema.Unknown }),
})
export type SpecRecord = typeof SpecRecord.Type

/** `begun.json`: by the creating server before its first work. */
export const BegunRecord = Schema.Struct({ at: Schema.String })
export type BegunRecord = typeof BegunRecord.Type

/** How a script is run. */
export const ExecutionStrategy = Schema.Literal("uv-run", "system-python")
export type ExecutionStrategy = typeof ExecutionStrategy.Type

/** `environment.json`: always there before the script starts. */
export const EnvironmentRecord = Schema.Struct({
  strategy: ExecutionStrategy,
  /** The full version, such as "3.13.0". */
  python_version: Schema.String,
  /** The interpreter that runs the script. */
  python: Schema.String,
  /** All that is installed, "name==version", sorted. */
  pins: Schema.Array(Schema.String),
  environment_seconds: Schema.Number,
  /** What was decided or ignored, for people. */
  notes: Schema.Array(Schema.String),
  /** The script's working directory. */
  directory: Schema.optionalWith(Schema.String, { exact: true }),
  /** The script's own folder, where it imports from there: not for inline code. */
  script_folder: Schema.optionalWith(Schema.String, { exact: true }),
})
export type EnvironmentRecord = typeof EnvironmentRecord.Type

/** `started.json`: by whoever holds the process. */
export const StartedRecord = Schema.Struct({
  /** The supervisor that holds it: maybe another one than when the job was made. */
  helper: Schema.optionalWith(Helper, { exact: true }),
  pid: Schema.Int,
  start: Schema.String,
  boot_id: Schema.String,
  at: Schema.String,
})
export type StartedRecord = typeof StartedRecord.Type

/** `stop.json`: once, by whoever wants the job ended. */
export const StopRecord = Schema.Struct({
  by: Schema.String,
  reason: StopReason,
  grace_seconds: Schema.Number,
  at: Schema.String,
})
export type StopRecord = typeof StopRecord.Type

/** `result.json`: only of a job made of an Effect, written before its `exit.json`. */
export const ResultRecord = Schema.Struct({ value: Schema.Unknown })
export type ResultRecord = typeof ResultRecord.Type

/**
 * `active/<id>`: who made the job; there from before its first process until its `exit.json` is. It has
 * the cookie, so that a job can be ended whose other records were not yet on disk.
 */
export const ActiveRecord = Schema.Struct({
  owner: Owner,
  folder: Schema.String,
  cookie: Schema.String,
})
export type ActiveRecord = typeof ActiveRecord.Type

/** `servers/<id>.json`. */
export const ServerRecord = Schema.Struct({ owner: Owner, started_at: Schema.String })
export type ServerRecord = typeof ServerRecord.Type
