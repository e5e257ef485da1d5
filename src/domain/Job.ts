import { Data, Match, Option, Schema } from "effect"
import type {
  BegunRecord,
  EnvironmentRecord,
  JobRecord,
  ResultRecord,
  StartedRecord,
  StopRecord,
} from "./JobFiles.ts"
import type { Progress } from "./JobProgress.ts"
import type { FailureReason, ProcessEnd } from "./Process.ts"
import { excerpt } from "./PythonVersion.ts"
import { millisOf } from "./Time.ts"

/** The name of a job: opaque, one path segment (a ULID for our own jobs). */
export const JobId = Schema.String.pipe(
  Schema.pattern(/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/, {
    message: ({ actual }) =>
      `${excerpt(String(actual))} is no job id: that is what a run handed back, of letters, digits, ".", "_" and "-"; py_list_jobs lists the known ones`,
  }),
)
export type JobId = typeof JobId.Type

/** The states of the contract; "unknown" is a job whose record cannot be read. */
export const JobStatus = Schema.Literal(
  "pending",
  "running",
  "completed",
  "failed",
  "cancelled",
  "unknown",
)
export type JobStatus = typeof JobStatus.Type

/** What a job is doing, derived from the files it has, so that nothing can go stale. */
export type JobState = Data.TaggedEnum<{
  // biome-ignore lint/complexity/noBannedTypes: a case without fields
  Pending: {}
  Running: { readonly phase: "environment" | "script" }
  Ended: { readonly end: ProcessEnd }
  Unreadable: { readonly reason: string }
}>
export const JobState = Data.taggedEnum<JobState>()

/** Everything that is on disk about one job, output apart. */
export interface JobFiles {
  readonly job: JobRecord
  readonly begun: Option.Option<BegunRecord>
  readonly environment: Option.Option<EnvironmentRecord>
  readonly started: Option.Option<StartedRecord>
  readonly stop: Option.Option<StopRecord>
  readonly progress: Option.Option<Progress>
  readonly result: Option.Option<ResultRecord>
  readonly exit: Option.Option<ProcessEnd>
  /** Set when a file of the job did not parse; it has been set aside. */
  readonly unreadable: Option.Option<string>
}

/** A job as everybody sees it. */
export interface Job extends JobFiles {
  readonly id: JobId
  /** Its folder, absolute. */
  readonly folder: string
  readonly state: JobState
}

/** The state that the files of a job tell. */
export const stateOf = (files: JobFiles): JobState => {
  if (Option.isSome(files.exit)) return JobState.Ended({ end: files.exit.value })
  if (Option.isSome(files.unreadable))
    return JobState.Unreadable({ reason: files.unreadable.value })
  if (Option.isNone(files.begun)) return JobState.Pending()
  // A job that runs scripts as its steps never starts a process of its own.
  const isReady = Option.isSome(files.started) || Option.isSome(files.environment)
  return JobState.Running({ phase: isReady ? "script" : "environment" })
}

/** The word of the contract for a state. */
export const statusOf: (state: JobState) => JobStatus = Match.typeTags<JobState, JobStatus>()({
  Pending: () => "pending",
  Running: () => "running",
  Ended: ({ end }) => end.status,
  Unreadable: () => "unknown",
})

/** Whether nothing will change about the job any more. */
export const isOver = (state: JobState): boolean =>
  state._tag === "Ended" || state._tag === "Unreadable"

/** When a job ended, in milliseconds since the epoch; 0 for one that has not. */
export const endedMillis = ({ state }: Pick<Job, "state">): number =>
  state._tag === "Ended" ? millisOf(state.end.ended_at) : 0

/** The exit code of a job that has ended; null before, and where nobody knows. */
export const exitCodeOf = ({ state }: Pick<Job, "state">): number | null =>
  state._tag === "Ended" ? state.end.exit_code : null

/** Why a job failed; null where it did not. */
export const reasonOf = ({ state }: Pick<Job, "state">): FailureReason | null =>
  state._tag === "Ended" ? state.end.reason : null

/** When a job's process started, else when its work began; null before any work. */
export const startedAtOf = ({
  state,
  started,
  begun,
}: Pick<Job, "state" | "started" | "begun">): string | null => {
  const recorded = state._tag === "Ended" ? state.end.started_at : null
  const seen = Option.getOrNull(Option.orElse(started, () => begun))
  return recorded ?? seen?.at ?? null
}

/** Nobody knows a job of that name. */
export class JobNotFound extends Schema.TaggedError<JobNotFound>()("JobNotFound", {
  job_id: Schema.String,
}) {
  override get message() {
    return `There is no job "${this.job_id}". List the known ones with py_list_jobs.`
  }
}

/** A job does not answer: its owner is elsewhere and silent. */
export class JobNotStoppable extends Schema.TaggedError<JobNotStoppable>()("JobNotStoppable", {
  job_id: Schema.String,
  owner: Schema.String,
}) {
  override get message() {
    return `Job "${this.job_id}" did not end: its owner (${this.owner}) does not answer and its processes are out of reach from here. End it from that machine.`
  }
}

/** The state directory cannot be read or written. */
export class StoreUnavailable extends Schema.TaggedError<StoreUnavailable>()("StoreUnavailable", {
  path: Schema.String,
  reason: Schema.String,
  /** The system's own name for what went wrong ("ENOSPC"), where there is one. */
  code: Schema.optionalWith(Schema.String, { exact: true }),
}) {
  override get message() {
    const remedy = remedies.get(this.code ?? "") ?? "Free space there, mend its permissions"
    return `Cannot use ${this.path}: ${this.reason}. ${remedy}, or set PYTHON_MCP_HOME to another directory.`
  }

  /** Whether it is only that there is no space left. */
  get isFull(): boolean {
    return this.code === "ENOSPC" || this.code === "EDQUOT"
  }
}

/** What `StoreUnavailable.code` says where a newer version has made the state directory. */
export const newerLayoutCode = "NEWER_LAYOUT"

/** What it says where `format.json` does not tell which version has made it. */
export const unknownLayoutCode = "UNKNOWN_LAYOUT"

const freeSpace = "Free space there (job_cleanup removes ended jobs)"

const remedies: ReadonlyMap<string, string> = new Map([
  ["ENOSPC", freeSpace],
  ["EDQUOT", freeSpace],
  [newerLayoutCode, "Update this server"],
  [unknownLayoutCode, "Update this server, or remove the format.json there if it was damaged"],
])
