import { Context, Effect, Layer, Option } from "effect"
import { type Job, type JobId, JobNotFound, type StoreUnavailable } from "../domain/Job.ts"
import { JobStore } from "./JobStore.ts"
import { Recovery } from "./Recovery.ts"

/** Reads jobs; one whose owner is found dead is recovered first. */
export class JobReader extends Context.Tag("python-mcp/JobReader")<
  JobReader,
  { readonly read: (id: JobId) => Effect.Effect<Job, JobNotFound | StoreUnavailable> }
>() {
  static readonly layer = Layer.effect(
    JobReader,
    Effect.gen(function* () {
      const store = yield* JobStore
      const recovery = yield* Recovery
      const once = (id: JobId) =>
        Effect.flatMap(
          store.read(id),
          Option.match({
            onNone: () => Effect.fail(new JobNotFound({ job_id: id })),
            onSome: Effect.succeed,
          }),
        )
      return {
        read: Effect.fn("JobReader.read")(function* (id: JobId) {
          const job = yield* once(id)
          if (job.state._tag === "Ended") return job
          return (yield* recovery.recover(job)) ? yield* once(id) : job
        }),
      }
    }),
  )
}
