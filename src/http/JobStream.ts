import { Effect, Option } from "effect"
import { exitCodeOf, type Job, type JobId, reasonOf, statusOf } from "../domain/Job.ts"
import type { WatchedJob } from "../jobs/WatchedJob.ts"
import { isNothingNew, type OutputAsked, outputDelta } from "../tools/outputDelta.ts"
import { type HttpExchange, write } from "./HttpExchange.ts"
import { eventId, type StreamCursors } from "./StreamCursors.ts"

/** Of each stream, in one event. */
const pageBytes = 65_536

/** A connection on which nothing is said for so long gets a comment, so that nobody takes it for dead. */
const keepAlive = "15 seconds"

/** What somebody wants to follow. */
export interface Following {
  readonly job: JobId
  readonly from: StreamCursors
  readonly encoding: OutputAsked["encoding"]
}

/**
 * Writes a job's output as server-sent events, from two cursors on until it has all been told. A page is
 * read only when the one before has gone: who does not read waits, and nothing is kept for him.
 */
export const followJob = Effect.fnUntraced(function* (
  exchange: HttpExchange,
  { job, from, encoding }: Following,
  { nextChange }: WatchedJob,
) {
  const tell = Effect.fnUntraced(function* (cursors: StreamCursors) {
    // Asked for before the look: what changes meanwhile is not missed.
    const change = yield* nextChange
    const asked = { ...cursors, job_id: job, max_bytes: pageBytes, encoding }
    const found = yield* outputDelta(asked)
    const { delta } = found
    if (isNothingNew(found)) {
      const changed = yield* Effect.timeoutOption(change.wait, keepAlive)
      if (Option.isNone(changed)) yield* write(exchange, ": still here\n\n")
    } else if (delta.stdout !== "" || delta.stderr !== "") {
      yield* write(exchange, event(delta, delta))
    }
    if (delta.finished) yield* write(exchange, ending(delta, found.job))
    return delta
  })
  const first = yield* tell(from)
  yield* Effect.iterate(first, { while: ({ finished }) => !finished, body: tell })
})

const event = (after: StreamCursors, data: unknown): string =>
  `id: ${eventId(after)}\ndata: ${JSON.stringify(data)}\n\n`

const ending = (after: StreamCursors, job: Job): string =>
  `event: end\n${event(after, {
    job_id: job.id,
    status: statusOf(job.state),
    reason: reasonOf(job),
    exit_code: exitCodeOf(job),
  })}`

/** The last event of a stream whose job cannot be read any more. It has no id: nobody goes on from here. */
export const endingWithout = (job: JobId, error: string): string =>
  `event: end\ndata: ${JSON.stringify({ job_id: job, error })}\n\n`
