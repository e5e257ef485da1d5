import { Cause, Effect, Exit, Option, Schema } from "effect"
import { sentenceOf } from "../domain/CauseSentence.ts"
import type { JobId, StoreUnavailable } from "../domain/Job.ts"
import type { FailureReason } from "../domain/Process.ts"
import { EndDraft } from "./JobEnd.ts"
import { JobFile } from "./JobFile.ts"
import { JobStore } from "./JobStore.ts"
import { type NewJob, SmartAsync, type Waiting, type Work } from "./SmartAsync.ts"

/** What is special about a job whose result is a value. */
export interface ResultJob<A, I, E> {
  readonly job: NewJob
  readonly waiting: Waiting
  /** How the result is kept on disk, for whoever asks later. */
  readonly result: Schema.Schema<A, I>
  readonly reasonOf: (error: E | StoreUnavailable) => FailureReason | null
}

/** Runs work whose value, encoded, is the job's result. */
export const runForResult = Effect.fn("runForResult")(function* <
  A,
  I,
  E extends { readonly message: string },
  R,
>(work: Work<A, E, R>, { job, waiting, result, reasonOf }: ResultJob<A, I, E>) {
  const service = yield* SmartAsync
  const store = yield* JobStore
  const encode = Schema.encode(result)
  const keep = (id: JobId) => (value: A) =>
    Effect.flatMap(Effect.orDie(encode(value)), (encoded) =>
      store.writeOnce(id, JobFile.result, { value: encoded }),
    )
  const settle = (exit: Exit.Exit<A, E | StoreUnavailable>) =>
    Exit.match(exit, {
      onSuccess: () => EndDraft.completed,
      onFailure: (cause) => {
        const reason = Option.map(Cause.failureOption(cause), reasonOf)
        return EndDraft.failed(Option.getOrNull(reason), sentenceOf(cause))
      },
    })
  return yield* service.run<A, E | StoreUnavailable, R>(
    job,
    waiting,
    (site) => Effect.tap(work(site), keep(site.id)),
    settle,
  )
})
