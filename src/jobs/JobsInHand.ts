import { Context, Effect, Layer } from "effect"
import type { JobId } from "../domain/Job.ts"

/** The jobs of this server whose callers are still to be answered from their files. */
export class JobsInHand extends Context.Tag("python-mcp/JobsInHand")<
  JobsInHand,
  {
    /** Nothing that `work` holds is cleaned up before `work` is over. */
    readonly during: <A, E, R>(
      work: (hold: (id: JobId) => Effect.Effect<void>) => Effect.Effect<A, E, R>,
    ) => Effect.Effect<A, E, R>
    readonly has: (id: JobId) => boolean
  }
>() {
  static readonly layer = Layer.sync(JobsInHand, () => {
    const held = new Set<JobId>()
    return {
      has: (id) => held.has(id),
      during: (work) =>
        Effect.suspend(() => {
          const own: Array<JobId> = []
          const hold = (id: JobId) =>
            Effect.sync(() => {
              own.push(id)
              held.add(id)
            })
          const release = Effect.sync(() => {
            for (const id of own) held.delete(id)
          })
          return Effect.ensuring(work(hold), release)
        }),
    }
  })
}
