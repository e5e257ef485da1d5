import { Context, Effect, Layer, Option, Schema } from "effect"
import { type Job, JobId, JobNotFound, type StoreUnavailable } from "../domain/Job.ts"
import { DurableFiles } from "../processes/DurableFiles.ts"
import { JobStore } from "./JobStore.ts"
import { Recovery } from "./Recovery.ts"

/** How many ends are known to be safe; forgetting one costs a sync. */
const remembered = 10_000

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
      const files = yield* DurableFiles
      const once = (id: JobId) =>
        Effect.flatMap(
          store.read(id),
          Option.match({
            onNone: () => Effect.fail(new JobNotFound({ job_id: id })),
            onSome: Effect.succeed,
          }),
        )
      /** An end may be seen before it is safe from a power cut; whoever tells of it waits for that. */
      const safe = new Set<JobId>()
      const lasting = (job: Job) =>
        safe.has(job.id)
          ? Effect.succeed(job)
          : Effect.ignoreLogged(files.syncFolder(job.folder)).pipe(
              Effect.tap(() => {
                if (safe.size > remembered) safe.clear()
                safe.add(job.id)
              }),
              Effect.as(job),
            )
      return {
        read: Effect.fn("JobReader.read")(function* (id: JobId) {
          // An id becomes a path: one that a resource or a task brings has not been looked at before.
          if (!isJobId(id)) return yield* new JobNotFound({ job_id: id })
          const job = yield* once(id)
          if (job.state._tag === "Ended") return yield* lasting(job)
          return (yield* recovery.recover(job)) ? yield* once(id) : job
        }),
      }
    }),
  )
}

const isJobId = Schema.is(JobId)
