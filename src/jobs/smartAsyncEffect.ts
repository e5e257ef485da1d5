import { type Duration, Effect, Exit, Option, Schema } from "effect"
import { sentenceOf } from "../domain/CauseSentence.ts"
import type { JobId, StoreUnavailable } from "../domain/Job.ts"
import { EndDraft } from "./JobEnd.ts"
import { JobFile } from "./JobFile.ts"
import { JobStore } from "./JobStore.ts"
import { SmartAsync } from "./SmartAsync.ts"

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
  const service = yield* SmartAsync
  const store = yield* JobStore
  const encode = Schema.encode(result)
  const keep = (id: JobId) => (value: A) =>
    Effect.flatMap(Effect.orDie(encode(value)), (encoded) =>
      store.writeOnce(id, JobFile.result, { value: encoded }),
    )
  return yield* service.run(
    { tool: "effect", label: Option.some(label), stream: true, arguments: {} },
    { budget, until: Effect.never, onJob: () => Effect.void },
    (site) => Effect.tap(effect, keep(site.id)),
    settle,
  )
})

const settle = (exit: Exit.Exit<unknown, { readonly message: string } | StoreUnavailable>) =>
  Exit.match(exit, {
    onSuccess: () => EndDraft.completed,
    onFailure: (cause) => EndDraft.failed(null, sentenceOf(cause)),
  })
