import { Option, Schema } from "effect"
import type { ProcessEnd } from "./Process.ts"
import { sha256 } from "./Sha256.ts"
import { isoOf, millisOf, secondsBetween } from "./Time.ts"
import { isUlid } from "./Ulid.ts"

const Text = Schema.optional(Schema.NullOr(Schema.String))

/** A job as the Python server kept it; its times are local and without a zone. */
export const PythonJob = Schema.Struct({
  id: Schema.String,
  label: Text,
  status: Schema.String,
  created_at: Text,
  started_at: Text,
  completed_at: Text,
  error: Text,
  result: Schema.optional(Schema.Unknown),
  progress: Schema.optional(Schema.Unknown),
  partial_stdout: Text,
  partial_stderr: Text,
})
export type PythonJob = typeof PythonJob.Type

/** The file of the Python server: a bare list. What in it is no job is passed over. */
export const PythonJobList = Schema.parseJson(Schema.Array(Schema.Unknown))

/** The id under which an imported job is kept: its own where that is safe, else a hash of it. */
export const importedId = (id: string): string =>
  /^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/.test(id) && !isUlid(id) ? id : `py-${sha256(id).slice(0, 32)}`

/** When it was made, ISO 8601 in UTC. */
export const createdAt = (job: PythonJob): string => utc(job.created_at) ?? isoOf(0)

/** What it printed, as far as the Python server kept it. */
export const outputOf = (job: PythonJob): { readonly stdout: string; readonly stderr: string } => ({
  stdout: textIn(job.result, "stdout") ?? job.partial_stdout ?? "",
  stderr: textIn(job.result, "stderr") ?? job.partial_stderr ?? "",
})

/** When its work began, as far as that is known. */
export const begunAt = (job: PythonJob): string => utc(job.started_at) ?? createdAt(job)

/** How it ended; one that was not over ended with its server. */
export const endOf = (job: PythonJob, sizes: { stdout: number; stderr: number }): ProcessEnd => {
  const status = statuses.get(job.status) ?? "failed"
  const wasOver = statuses.has(job.status)
  const started = utc(job.started_at)
  const ended = utc(job.completed_at) ?? started ?? createdAt(job)
  return {
    status,
    reason: wasOver ? null : "server_exited",
    exit_code: exitCodeIn(job.result),
    signal: null,
    error: wasOver
      ? (job.error ?? null)
      : "The server ended or restarted while the job was running (imported from the Python server)",
    started_at: started,
    ended_at: ended,
    elapsed_seconds: secondsBetween(millisOf(started ?? ended), millisOf(ended)),
    usage: null,
    stdout_bytes: sizes.stdout,
    stderr_bytes: sizes.stderr,
    killed_processes: 0,
    by: "python-server",
  }
}

const statuses: ReadonlyMap<string, ProcessEnd["status"]> = new Map([
  ["completed", "completed"],
  ["failed", "failed"],
  ["cancelled", "cancelled"],
])

/** A local time without a zone is read in this machine's zone: that is where it was written. */
const utc = (time: string | null | undefined): string | null => {
  const millis = time === null || time === undefined ? 0 : millisOf(time)
  return millis === 0 ? null : isoOf(millis)
}

const textIn = (result: unknown, key: string): string | undefined =>
  Option.getOrUndefined(
    Option.map(
      Schema.decodeUnknownOption(Schema.Record({ key: Schema.String, value: Schema.Unknown }))(
        result,
      ),
      (record) => {
        const value = record[key]
        return typeof value === "string" ? value : undefined
      },
    ),
  )

const WithExitCode = Schema.Struct({ exit_code: Schema.Int })

const exitCodeIn = (result: unknown): number | null =>
  Option.match(Schema.decodeUnknownOption(WithExitCode)(result), {
    onNone: () => null,
    onSome: ({ exit_code }) => exit_code,
  })
