import { Effect, Option } from "effect"
import type { Job } from "../domain/Job.ts"
import type { FailureReason, ProcessEnd } from "../domain/Process.ts"
import { millisOf, nowIso, secondsBetween } from "../domain/Time.ts"
import type { OutputFiles } from "../processes/OutputFiles.ts"

/** What is known of an end that no process recorded by itself. */
export interface EndDraft {
  readonly status: ProcessEnd["status"]
  readonly reason: FailureReason | null
  readonly error: string | null
}

/** The sentence of the specification, for a job whose server is gone. */
export const serverGone = "The server ended or restarted while the job was running"

/** The drafts that everybody uses. */
export const EndDraft = {
  completed: { status: "completed", reason: null, error: null },
  cancelled: { status: "cancelled", reason: null, error: null },
  failed: (reason: FailureReason | null, error: string): EndDraft => ({
    status: "failed",
    reason,
    error,
  }),
} as const

/** Completes a draft from what the job's files tell. */
export const completeEnd = (
  job: Job,
  draft: EndDraft,
  output: OutputFiles["Type"],
  by: string,
  killed: number,
) =>
  Effect.gen(function* () {
    const endedAt = yield* nowIso
    const sizes = yield* output.sizes(job.folder)
    const startedAt = Option.match(job.started, { onNone: () => null, onSome: ({ at }) => at })
    const from = Option.map(job.begun, ({ at }) => at)
    const elapsed = Option.match(from, {
      onNone: () => 0,
      onSome: (at) => secondsBetween(millisOf(startedAt ?? at), millisOf(endedAt)),
    })
    return {
      ...draft,
      exit_code: draft.status === "completed" ? 0 : null,
      signal: null,
      started_at: startedAt,
      ended_at: endedAt,
      elapsed_seconds: elapsed,
      usage: null,
      stdout_bytes: sizes.stdout,
      stderr_bytes: sizes.stderr,
      killed_processes: killed,
      by,
    } satisfies ProcessEnd
  })
