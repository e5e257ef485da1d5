import { type Duration, Option, Schema } from "effect"
import { Usage } from "./Usage.ts"

/**
 * Who a process is. A pid alone is not an identity: it is given again. `start` is field 22 of
 * /proc/<pid>/stat (clock ticks since boot) where there is a /proc, else `ps -o lstart`.
 */
export const ProcessIdentity = Schema.Struct({
  pid: Schema.Int,
  start: Schema.String,
  boot_id: Schema.String,
})
export type ProcessIdentity = typeof ProcessIdentity.Type

/** Why a process was, or shall be, ended from outside. */
export const StopReason = Schema.Literal(
  "cancelled",
  "server_exited",
  "timeout",
  "output_limit",
  "out_of_memory",
  "cpu_limit",
  "process_limit",
)
export type StopReason = typeof StopReason.Type

/** Why a job failed; the words of the contract. */
export const FailureReason = Schema.Literal(
  "exit_code",
  "signal",
  "timeout",
  "out_of_memory",
  "output_limit",
  "cpu_limit",
  "process_limit",
  "spawn_failed",
  "environment_failed",
  "server_exited",
  "supervisor_lost",
  "machine_rebooted",
  "never_started",
)
export type FailureReason = typeof FailureReason.Type

/** How a job, or one process of it, ended: `exit.json` of a job, `end.json` of a step. */
export const ProcessEnd = Schema.Struct({
  status: Schema.Literal("completed", "failed", "cancelled"),
  /** Null unless `status` is "failed". */
  reason: Schema.NullOr(FailureReason),
  /** The system's own: negative signal number for a process that a signal ended, null when unknown. */
  exit_code: Schema.NullOr(Schema.Int),
  signal: Schema.NullOr(Schema.String),
  error: Schema.NullOr(Schema.String),
  started_at: Schema.NullOr(Schema.String),
  ended_at: Schema.String,
  /** Wall time of the main process, by a monotonic clock. */
  elapsed_seconds: Schema.Number,
  usage: Schema.NullOr(Usage),
  stdout_bytes: Schema.Int,
  stderr_bytes: Schema.Int,
  /** Processes that the main process left behind and that were ended after it. */
  killed_processes: Schema.Int,
  /** Who made this record: a server's id, or the supervisor's. */
  by: Schema.String,
})
export type ProcessEnd = typeof ProcessEnd.Type

/** What a process may use together with all that descends from it; none is unlimited. */
export interface ProcessLimits {
  /** Resident at one moment. */
  readonly memoryBytes: Option.Option<number>
  /** User and system time. */
  readonly cpuSeconds: Option.Option<number>
  /** Alive at one moment, the main process included. */
  readonly processes: Option.Option<number>
}

/** Everything that the machine has. */
export const noLimits: ProcessLimits = {
  memoryBytes: Option.none(),
  cpuSeconds: Option.none(),
  processes: Option.none(),
}

/** What "MB" means wherever it is said or asked for. */
export const bytesPerMegabyte = 1024 * 1024

/** A process to start for a job. */
export interface ProcessSpec {
  readonly argv: readonly [string, ...ReadonlyArray<string>]
  readonly cwd: string
  /** The whole environment; nothing is inherited. The runner adds the cookie. */
  readonly env: Readonly<Record<string, string>>
  /** Where `stop.json` is watched. */
  readonly jobFolder: string
  /** Where this process's `started.json`, its end and its two logs go. Must exist. */
  readonly folder: string
  /** True for the job's script: its end is the job's (`exit.json`); else `end.json`. */
  readonly endsJob: boolean
  /** `<job id>:<128 random bits>`, the value of PYTHON_MCP_JOB_ID in every process of the job. */
  readonly cookie: string
  readonly timeLimit: Option.Option<Duration.Duration>
  /** Between SIGTERM and SIGKILL. */
  readonly grace: Duration.Duration
  /** Of each stream; a process that writes more is ended with `output_limit`. */
  readonly maxOutputBytes: number
  readonly limits: ProcessLimits
  /** Between two looks at memory and CPU. */
  readonly sampleInterval: Duration.Duration
}

/** The name of the environment variable that carries a job's cookie. */
export const cookieVariable = "PYTHON_MCP_JOB_ID"

/** How often whoever holds a process looks for `stop.json`. */
export const stopPollInterval: Duration.DurationInput = "250 millis"

/** The process, or what its environment is made of, could not be started at all. */
export class SpawnFailed extends Schema.TaggedError<SpawnFailed>()("SpawnFailed", {
  command: Schema.String,
  reason: Schema.String,
}) {
  override get message() {
    return `Cannot start ${this.command}: ${this.reason}. Mend that, then run again.`
  }
}
