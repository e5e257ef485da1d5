import { type Duration, Effect, Option, type Schema } from "effect"
import { runForResult } from "./ResultJob.ts"

/** How an effect becomes a job. */
export interface SmartAsyncOptions<A, I> {
  readonly label: string
  /** How long the caller waits; the work itself is never cut short by it. */
  readonly budget: Duration.Duration
  /** How the result is kept on disk, for whoever asks later. */
  readonly result: Schema.Schema<A, I>
}

/**
 * Runs an effect as a job: on disk before it begins, waited for as long as the budget goes, then left
 * to the SmartAsync service. `JobProgress` is in its context. Its result, encoded, is the job's result.
 */
export const smartAsync = Effect.fn("smartAsync")(function* <
  A,
  I,
  E extends { readonly message: string },
  R,
>(effect: Effect.Effect<A, E, R>, { label, budget, result }: SmartAsyncOptions<A, I>) {
  return yield* runForResult(() => effect, {
    job: { tool: "effect", label: Option.some(label), stream: true, arguments: {} },
    waiting: { budget, until: Effect.never, onJob: () => Effect.void },
    result,
    reasonOf: () => null,
  })
})
