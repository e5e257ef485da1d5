import { Duration, Option, Schema } from "effect"
import { StoreUnavailable } from "../domain/Job.ts"
import { StartedRecord } from "../domain/JobFiles.ts"
import {
  cookieVariable,
  ProcessEnd,
  type ProcessSpec,
  SpawnFailed,
  type StopReason,
} from "../domain/Process.ts"
import { markOf } from "./JobMark.ts"
import { endSentences } from "./ProcessEnding.ts"
import { explainSpawn } from "./Spawn.ts"

/*
 * What a server and its supervisor say to each other: one JSON value a line. The other half of this
 * page is the head of supervisor/supervisor.py.
 */

/** Once, first: it lives, and what it can do on this machine. */
export const Ready = Schema.Struct({
  is: Schema.Literal("ready"),
  pid: Schema.Int,
  start: Schema.String,
  boot_id: Schema.String,
  /** "pidfd", and where processes can be limited together: "cgroup1" or "cgroup2". */
  abilities: Schema.Array(Schema.String),
})
export type Ready = typeof Ready.Type

const Started = Schema.Struct({
  is: Schema.Literal("started"),
  key: Schema.Int,
  ...StartedRecord.fields,
})
export type Started = typeof Started.Type

const Failed = Schema.Struct({
  is: Schema.Literal("failed"),
  key: Schema.Int,
  /** At which step; a log that cannot be opened is the disk's fault, not the command's. */
  what: Schema.Literal("log", "fork", "spawn", "cwd", "exec"),
  /** The system's name for it, such as "ENOENT". */
  code: Schema.String,
  text: Schema.String,
})
export type Failed = typeof Failed.Type

const Ended = Schema.Struct({ is: Schema.Literal("ended"), key: Schema.Int, end: ProcessEnd })

const Log = Schema.Struct({
  is: Schema.Literal("log"),
  level: Schema.Literal("warning", "error"),
  text: Schema.String,
})

/** Whatever a supervisor says. */
export const FromSupervisor = Schema.parseJson(Schema.Union(Ready, Started, Failed, Ended, Log))
export type FromSupervisor = typeof FromSupervisor.Type

/** Whatever a server says. */
export type ToSupervisor =
  | { readonly do: "start"; readonly key: number; readonly spec: SupervisedSpec }
  | {
      readonly do: "stop"
      readonly key: number
      readonly reason: StopReason
      /** Seconds. */
      readonly grace: number
      /** Seconds; cuts the grace of any order short, for the server ends. */
      readonly cap: number | null
    }

type SupervisedSpec = ReturnType<typeof supervisedSpec>

/** A process as the supervisor wants it described: durations in seconds, null where there is no limit. */
export const supervisedSpec = (spec: ProcessSpec, keep: boolean) => ({
  argv: spec.argv,
  cwd: spec.cwd,
  env: { ...spec.env, [cookieVariable]: spec.cookie },
  job_folder: spec.jobFolder,
  folder: spec.folder,
  ends_job: spec.endsJob,
  /** Whether it may outlive the server. */
  keep,
  cookie: spec.cookie,
  cookie_variable: cookieVariable,
  mark: markOf(spec.cookie),
  time_limit: Option.getOrNull(Option.map(spec.timeLimit, Duration.toSeconds)),
  grace: Duration.toSeconds(spec.grace),
  max_output_bytes: spec.maxOutputBytes,
  memory_bytes: Option.getOrNull(spec.limits.memoryBytes),
  cpu_seconds: Option.getOrNull(spec.limits.cpuSeconds),
  processes: Option.getOrNull(spec.limits.processes),
  sample_interval: Duration.toSeconds(spec.sampleInterval),
  /** By reason: it records ends also when nobody is there to ask. */
  sentences: endSentences(spec),
})

/** What to tell whoever wanted a process that could not be started. */
export const refusalOf = (
  { what, code, text }: Failed,
  { argv: [command], cwd, folder }: ProcessSpec,
): SpawnFailed | StoreUnavailable =>
  what === "log"
    ? new StoreUnavailable({ path: folder, reason: text })
    : new SpawnFailed({ command, reason: explainSpawn({ code, message: text }, cwd) })
