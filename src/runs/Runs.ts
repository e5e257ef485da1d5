import { Context, Deferred, Effect, Layer } from "effect"
import type { Job, JobId, StoreUnavailable } from "../domain/Job.ts"
import { JobProgress } from "../domain/JobProgress.ts"
import type { PathInvalid, RunRequest } from "../domain/Run.ts"
import type { ScriptNotFound } from "../domain/Script.ts"
import type { EnvFileUnreadable, PlanFailed } from "../environment/EnvironmentErrors.ts"
import { PythonExecutor } from "../execution/PythonExecutor.ts"
import { makeRunJob, type RunMode } from "./RunJob.ts"
import type { RunNotCarriedOut } from "./RunNotCarriedOut.ts"
import { RunPreparation } from "./RunPreparation.ts"
import type { RunResult } from "./RunResult.ts"
import { repeated } from "./repeated.ts"

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
      const runJob = yield* makeRunJob

      const start = Effect.fn("Runs.start")(function* (
        request: RunRequest,
        mode: RunMode,
        onJob: (id: JobId) => Effect.Effect<void>,
      ) {
        const [took, prepared] = yield* Effect.timed(preparation.prepare(request))
        const ready = yield* Deferred.make<void>()
        const onReady =
          mode === "started" ? Effect.asVoid(Deferred.succeed(ready, void 0)) : Effect.void
        return yield* runJob(
          { asked: request, mode, took, ready: Deferred.await(ready), onJob },
          Effect.fnUntraced(function* (site) {
            const placed = { ...(yield* prepared.place(site)), onReady }
            const execution = repeated(placed, request.repetition, yield* JobProgress)
            return yield* executor.execute(execution, site)
          }),
        )
      })

      return { start }
    }),
  )
}
