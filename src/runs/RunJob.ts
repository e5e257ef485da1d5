import { Cause, Duration, Effect, Exit, Option, type Scope } from "effect"
import { sentenceOf } from "../domain/CauseSentence.ts"
import { type Job, type JobId, StoreUnavailable } from "../domain/Job.ts"
import type { JobProgress } from "../domain/JobProgress.ts"
import type { RunRequest } from "../domain/Run.ts"
import { masked } from "../domain/Script.ts"
import { Settings } from "../domain/Settings.ts"
import { EndDraft } from "../jobs/JobEnd.ts"
import { JobStore } from "../jobs/JobStore.ts"
import { JobsInHand } from "../jobs/JobsInHand.ts"
import { type Outcome, SmartAsync, type Work } from "../jobs/SmartAsync.ts"
import { carriedOut, RunNotCarriedOut } from "./RunNotCarriedOut.ts"
import { RunResults } from "./RunResult.ts"

/** How long the caller of a run wants to wait. */
export type RunMode =
  /** Until the end, or as long as the budget goes. */
  | "wait"
  /** Not at all. */
  | "background"
  /** Until the environment is ready, or as long as the budget goes. */
  | "started"

/** A job that runs scripts, as its caller sees it. */
interface RunningJob {
  readonly asked: Pick<RunRequest, "tool" | "label" | "stream" | "arguments">
  readonly mode: RunMode
  /** What has passed of the caller's time. */
  readonly took: Duration.Duration
  /** In the mode "started": what the caller waits for. */
  readonly ready: Effect.Effect<void>
  readonly onJob: (id: JobId) => Effect.Effect<void>
}

/** Runs scripts as a job, and answers from its files as long as the caller waits. */
export const makeRunJob = Effect.gen(function* () {
  const smartAsync = yield* SmartAsync
  const inHand = yield* JobsInHand
  const store = yield* JobStore
  const results = yield* RunResults
  const { smartAsyncBudget } = yield* Settings

  const answer = Effect.fnUntraced(function* (outcome: Outcome<unknown, { message: string }>) {
    const job = yield* existing(store, outcome.id)
    if (outcome._tag === "Backgrounded") return { _tag: "Backgrounded", job } as const
    const found = yield* results.of(job)
    // Without an end on disk, only the exit can tell why.
    const result = yield* Effect.mapError(
      found,
      () => new RunNotCarriedOut({ job_id: job.id, reason: exitSentence(outcome.exit) }),
    )
    return { _tag: "Finished", job, result: yield* carriedOut(result) } as const
  })

  return <A, E extends { readonly _tag: string; readonly message: string }>(
    { asked, mode, took, ready, onJob }: RunningJob,
    work: Work<A, E, JobProgress | Scope.Scope>,
  ) => {
    const { tool, label, stream } = asked
    const asJob = (hold: (id: JobId) => Effect.Effect<void>) =>
      smartAsync.run<A, E, JobProgress | Scope.Scope>(
        { tool, label, stream, arguments: masked(asked.arguments) },
        {
          // The caller waits from the call on, not from the job on.
          budget: mode === "background" ? Duration.zero : Duration.subtract(smartAsyncBudget, took),
          until: untilIn(mode, ready),
          onJob: (id) => Effect.zipRight(hold(id), onJob(id)),
        },
        work,
        settle,
      )
    return inHand.during((hold) => Effect.flatMap(asJob(hold), answer))
  }
})

/** What a caller waits for besides the end. */
const untilIn = (mode: RunMode, ready: Effect.Effect<void>): Effect.Effect<void> => {
  if (mode === "started") return ready
  return mode === "background" ? Effect.void : Effect.never
}

const existing = (store: JobStore["Type"], id: JobId): Effect.Effect<Job, StoreUnavailable> =>
  Effect.flatMap(
    store.read(id),
    Option.match({
      onNone: () => new StoreUnavailable({ path: store.folder(id), reason: "the job is gone" }),
      onSome: Effect.succeed,
    }),
  )

/** How a job ended whose process left no record. */
const settle = (exit: Exit.Exit<unknown, { readonly _tag: string; readonly message: string }>) =>
  Exit.match(exit, {
    onSuccess: () => EndDraft.completed,
    onFailure: (cause) => EndDraft.failed(reasonOf(cause), sentenceOf(cause)),
  })

const reasonOf = (cause: Cause.Cause<{ readonly _tag: string }>) =>
  Option.exists(Cause.failureOption(cause), ({ _tag }) => _tag === "EnvironmentFailed")
    ? "environment_failed"
    : "spawn_failed"

const exitSentence = (exit: Exit.Exit<unknown, { readonly message: string }>): string =>
  Exit.isFailure(exit) ? sentenceOf(exit.cause) : "Its end could not be recorded."
