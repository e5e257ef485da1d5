import { Clock, Data, Duration, Effect, Option, Schema, Stream } from "effect"
import { endedMillis, type Job, type JobId, startedAtOf, statusOf } from "../domain/Job.ts"
import type { ProcessEnd } from "../domain/Process.ts"
import { Settings } from "../domain/Settings.ts"
import { isoOf, millisOf } from "../domain/Time.ts"
import { JobRegistry } from "../jobs/JobRegistry.ts"
import { JobWatch } from "../jobs/JobWatch.ts"
import { OutputFiles } from "../processes/OutputFiles.ts"
import { Comparison } from "../runs/Comparison.ts"
import { JobVoice } from "../runs/JobVoice.ts"
import { carriedOut } from "../runs/RunNotCarriedOut.ts"
import { RunResults } from "../runs/RunResult.ts"
import { comparisonFace } from "./compareScripts.ts"
import { isRecord } from "./JsonSchema.ts"
import { runFace } from "./running.ts"
import { resultOf } from "./Tool.ts"
import { failed, succeeded, type ToolResult } from "./ToolResult.ts"

/** A job as a client that knows tasks sees it: the same thing under another name. */
export interface Task {
  readonly id: JobId
  /** ISO 8601, like `updatedAt`. */
  readonly createdAt: string
  readonly updatedAt: string
  /** Since its creation; null while nobody may remove it. */
  readonly ttlMillis: number | null
  /** How often it is worth asking for it. */
  readonly pollMillis: number
  readonly statusMessage: string
  readonly state: TaskState
}

/** What a task is at, and what it came to. */
export type TaskState = Data.TaggedEnum<{
  // biome-ignore lint/complexity/noBannedTypes: a case without fields
  Working: {}
  /** What the call would have answered in time; a script that failed is an answer, too. */
  Completed: { readonly result: ToolResult }
  /** There is no answer to be had. */
  Failed: { readonly message: string }
  // biome-ignore lint/complexity/noBannedTypes: a case without fields
  Cancelled: {}
}>
const TaskState = Data.taggedEnum<TaskState>()

/** A job's task, whichever tool or server made it. */
export const taskOf = Effect.fn("tools.taskOf")(function* (id: JobId) {
  const job = yield* (yield* JobRegistry).get(id)
  const now = yield* Clock.currentTimeMillis
  const task: Task = {
    id,
    createdAt: job.job.created_at,
    updatedAt: yield* updatedAt(job),
    ttlMillis: yield* ttlMillis(job),
    pollMillis: pollMillis((endedMillis(job) || now) - millisOf(job.job.created_at)),
    statusMessage: yield* statusMessage(job),
    state: yield* stateOf(job),
  }
  return task
})

/** Ends a task's job; one that has ended stays as it is. */
export const cancelTask = Effect.fn("tools.cancelTask")(function* (id: JobId) {
  yield* (yield* JobRegistry).stop(id)
})

/** The task at once, then whenever its status or message is another, the last time with its end. */
export const taskChanges = (id: JobId) =>
  Stream.unwrap(
    Effect.gen(function* () {
      const registry = yield* JobRegistry
      const { state } = yield* JobWatch
      const news = Stream.merge(state(id), Stream.tick(untoldInterval), { haltStrategy: "left" })
      const told = Effect.flatMap(registry.get(id), (job) =>
        Effect.map(statusMessage(job), (message) => `${statusOf(job.state)} ${message}`),
      )
      // Asked before and after, too: an end in between is none that anybody misses.
      return Stream.make(undefined).pipe(
        Stream.concat(news),
        Stream.concat(Stream.make(undefined)),
        Stream.mapEffect(() => told),
        Stream.changes,
        Stream.mapEffect(() => taskOf(id)),
      )
    }),
  )

/** What is done for a job, not by it, no file tells: which packages are being installed. */
const untoldInterval = "2 seconds"

const stateOf = Effect.fnUntraced(function* (job: Job) {
  const { state } = job
  if (state._tag === "Unreadable") return TaskState.Failed({ message: state.reason })
  if (state._tag !== "Ended") return TaskState.Working()
  if (state.end.status === "cancelled") return TaskState.Cancelled()
  return TaskState.Completed({ result: yield* answerOf(job) })
})

/** What a job that has ended answers. */
const answerOf = Effect.fnUntraced(function* (job: Job) {
  if (Option.isSome(job.result)) {
    const { value } = job.result.value
    return yield* Option.match(asComparison(value), {
      onNone: () => Effect.succeed(valueResult(value)),
      onSome: (comparison) => resultOf(comparisonFace, comparison, true),
    })
  }
  const found = yield* (yield* RunResults).of(job)
  return yield* Effect.matchEffect(Effect.flatMap(found, carriedOut), {
    onSuccess: (result) =>
      result.a === undefined
        ? resultOf(runFace, result, true)
        : resultOf(comparisonFace, result, true),
    onFailure: ({ message }) => Effect.succeed(failed(message)),
  })
})

const asComparison = Schema.decodeUnknownOption(Comparison)

/** What an Effect gave; a payload must be an object. */
const valueResult = (value: unknown): ToolResult =>
  succeeded(isRecord(value) ? value : { result: value }, JSON.stringify(value))

const statusMessage = Effect.fnUntraced(function* (job: Job) {
  if (job.state._tag === "Unreadable") return job.state.reason
  if (job.state._tag === "Ended") return endMessage(job.state.end)
  return yield* (yield* JobVoice).words(job.id)
})

/** "failed (exit_code)". */
const endMessage = ({ status, reason, error }: ProcessEnd): string => {
  const why = reason === null ? "" : ` (${reason})`
  return error === null ? `${status}${why}` : `${status}${why}: ${error}`
}

/** When it ended, else when something was last heard of it. */
const updatedAt = Effect.fnUntraced(function* (job: Job) {
  if (job.state._tag === "Ended") return job.state.end.ended_at
  const since = startedAtOf(job) ?? job.job.created_at
  const written = (yield* (yield* OutputFiles).lastWrite(job.folder)) ?? 0
  return written > millisOf(since) ? isoOf(written) : since
})

/** Nothing removes a job that runs; one that has ended stays as long as jobs are kept. */
const ttlMillis = Effect.fnUntraced(function* ({ job, state }: Job) {
  const { days } = (yield* Settings).retention
  if (state._tag !== "Ended" || days === 0) return null
  const lasted = millisOf(state.end.ended_at) - millisOf(job.created_at)
  return Math.max(0, Math.round(lasted)) + Duration.toMillis(Duration.days(days))
})

/** What has gone on for long will not end in this very second. */
const pollMillis = (age: number): number => Math.round(Math.min(5000, Math.max(500, age / 10)))
