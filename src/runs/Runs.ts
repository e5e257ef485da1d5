import { Cause, Context, Deferred, Duration, Effect, Exit, Layer, Option } from "effect"
import { sentenceOf } from "../domain/CauseSentence.ts"
import { type Job, type JobId, StoreUnavailable } from "../domain/Job.ts"
import type { PathInvalid, RunRequest } from "../domain/Run.ts"
import { masked, type ScriptNotFound } from "../domain/Script.ts"
import { Settings } from "../domain/Settings.ts"
import type { EnvFileUnreadable, PlanFailed } from "../environment/EnvironmentErrors.ts"
import { PythonExecutor } from "../execution/PythonExecutor.ts"
import { EndDraft } from "../jobs/JobEnd.ts"
import { JobStore } from "../jobs/JobStore.ts"
import { JobsInHand } from "../jobs/JobsInHand.ts"
import { type Outcome, SmartAsync } from "../jobs/SmartAsync.ts"
import { carriedOut, RunNotCarriedOut } from "./RunNotCarriedOut.ts"
import { RunPreparation } from "./RunPreparation.ts"
import { type RunResult, RunResults } from "./RunResult.ts"

/** How long the caller of a run wants to wait. */
export type RunMode =
  /** Until the end, or as long as the budget goes. */
  | "wait"
  /** Not at all. */
  | "background"
  /** Until the environment is ready, or as long as the budget goes. */
  | "started"

/** How a run stands when its caller hears of it. */
export type RunOutcome =
  | { readonly _tag: "Finished"; readonly result: RunResult }
  | { readonly _tag: "Backgrounded"; readonly job: Job }

/** What is wrong with a run before any job exists. */
export type RunRefused = PathInvalid | ScriptNotFound | EnvFileUnreadable | PlanFailed

/** One run, as every running tool starts it: script, job, execution. */
export class Runs extends Context.Tag("python-mcp/Runs")<
  Runs,
  {
    readonly start: (
      request: RunRequest,
      mode: RunMode,
      onJob: (id: JobId) => Effect.Effect<void>,
    ) => Effect.Effect<RunOutcome, RunRefused | RunNotCarriedOut | StoreUnavailable>
  }
>() {
  static readonly layer = Layer.effect(
    Runs,
    Effect.gen(function* () {
      const preparation = yield* RunPreparation
      const executor = yield* PythonExecutor
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
        return { _tag: "Finished", result: yield* carriedOut(result) } as const
      })

      const start = Effect.fn("Runs.start")(function* (
        request: RunRequest,
        mode: RunMode,
        onJob: (id: JobId) => Effect.Effect<void>,
      ) {
        const [took, prepared] = yield* Effect.timed(preparation.prepare(request))
        const ready = yield* Deferred.make<void>()
        const onReady = mode === "started" ? Deferred.succeed(ready, void 0) : Effect.void
        const carriedOut = (hold: (id: JobId) => Effect.Effect<void>) =>
          smartAsync.run(
            {
              tool: request.tool,
              label: request.label,
              stream: request.stream,
              arguments: masked(request.arguments),
            },
            {
              // The caller waits from the call on, not from the job on.
              budget:
                mode === "background" ? Duration.zero : Duration.subtract(smartAsyncBudget, took),
              until: untilIn(mode, Deferred.await(ready)),
              onJob: (id) => Effect.zipRight(hold(id), onJob(id)),
            },
            (site) =>
              Effect.flatMap(prepared.place(site), (placed) =>
                executor.execute({ ...placed, onReady: Effect.asVoid(onReady) }, site),
              ),
            settle,
          )
        return yield* inHand.during((hold) => Effect.flatMap(carriedOut(hold), answer))
      })

      return { start }
    }),
  )
}

/** What a caller waits for besides the end. */
const untilIn = (mode: RunMode, ready: Effect.Effect<void>): Effect.Effect<void> => {
  if (mode === "started") return ready
  return mode === "background" ? Effect.void : Effect.never
}

const existing = (store: JobStore["Type"], id: JobId) =>
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
