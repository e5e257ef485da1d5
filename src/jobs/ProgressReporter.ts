import { Effect, Option, Queue, Ref, type Scope } from "effect"
import type { JobId } from "../domain/Job.ts"
import type { JobProgress, Progress } from "../domain/JobProgress.ts"
import { JobFile } from "./JobFile.ts"
import { JobStore } from "./JobStore.ts"

/** Between two writes of progress.json: a loop may report a million times. */
const writeInterval = "200 millis"

/** Keeps what an Effect reports of its progress on disk; the last report is there when it ends. */
export const makeProgressReporter = Effect.gen(function* () {
  const store = yield* JobStore

  return (id: JobId): Effect.Effect<JobProgress["Type"], never, Scope.Scope> =>
    Effect.gen(function* () {
      const reports = yield* Queue.sliding<Progress>(1)
      const unwritten = yield* Ref.make(Option.none<Progress>())
      const flush = Ref.getAndSet(unwritten, Option.none()).pipe(
        Effect.flatMap(
          Option.match({
            onNone: () => Effect.void,
            onSome: (progress) => store.replace(id, JobFile.progress, progress),
          }),
        ),
        Effect.ignoreLogged,
      )
      yield* Effect.addFinalizer(() => flush)
      yield* Queue.take(reports).pipe(
        Effect.zipRight(flush),
        Effect.zipRight(Effect.sleep(writeInterval)),
        Effect.forever,
        Effect.forkScoped,
      )
      return {
        report: (current, total, message) => {
          const progress = { current, total: total ?? null, message: message ?? null }
          return Ref.set(unwritten, Option.some(progress)).pipe(
            Effect.zipRight(Queue.offer(reports, progress)),
            Effect.asVoid,
          )
        },
      }
    })
})
