import { Deferred, Effect, RcMap, Ref, Schedule } from "effect"
import { isOver, type JobId } from "../domain/Job.ts"
import { JobRegistry } from "../jobs/JobRegistry.ts"
import { OutputFiles } from "../processes/OutputFiles.ts"
import { lookInterval } from "../tools/waiting.ts"

/** A job that somebody follows. */
export interface WatchedJob {
  /** The next change from now on: completes as soon as there has been one. */
  readonly nextChange: Effect.Effect<{ readonly wait: Effect.Effect<void> }>
}

/** Looks at each job that is followed, once for all who follow it, whichever server runs it. */
export const makeJobWatch = Effect.gen(function* () {
  const registry = yield* JobRegistry
  const output = yield* OutputFiles

  const look = Effect.fnUntraced(function* (id: JobId) {
    const { folder, state } = yield* registry.get(id)
    const { stdout, stderr } = yield* output.sizes(folder)
    return `${isOver(state)} ${stdout} ${stderr}`
  })

  // A job that cannot be read is not news each time, but once: whoever follows it then hears why.
  const lookOrNot = (id: JobId) => Effect.orElseSucceed(look(id), () => "unreadable")

  const watch = Effect.fnUntraced(function* (id: JobId) {
    const next = yield* Ref.make(yield* Deferred.make<void>())
    const seen = yield* Ref.make(yield* lookOrNot(id))
    const lookAgain = Effect.gen(function* () {
      const now = yield* lookOrNot(id)
      if (now === (yield* Ref.getAndSet(seen, now))) return
      const passed = yield* Ref.getAndSet(next, yield* Deferred.make<void>())
      yield* Deferred.succeed(passed, void 0)
    })
    yield* Effect.forkScoped(Effect.schedule(lookAgain, Schedule.spaced(lookInterval)))
    const nextChange = Effect.map(Ref.get(next), (change) => ({ wait: Deferred.await(change) }))
    return { nextChange } satisfies WatchedJob
  })

  const watches = yield* RcMap.make({ lookup: watch })
  return (id: JobId) => RcMap.get(watches, id)
})
