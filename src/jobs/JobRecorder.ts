import { Effect, Option, Schedule } from "effect"
import type { Job, JobId } from "../domain/Job.ts"
import { OutputFiles } from "../processes/OutputFiles.ts"
import { completeEnd, type EndDraft } from "./JobEnd.ts"
import { JobFile } from "./JobFile.ts"
import { JobStore } from "./JobStore.ts"
import { ThisServer } from "./ThisServer.ts"

const retryInterval = "1 second"

/** Sees to it that a job of this server has an end on disk. */
export const makeRecorder = Effect.gen(function* () {
  const scope = yield* Effect.scope
  const store = yield* JobStore
  const output = yield* OutputFiles
  const server = yield* ThisServer

  const record = (id: JobId, draftOf: (job: Job) => EndDraft) =>
    Effect.gen(function* () {
      if (yield* store.has(id, JobFile.exit)) return yield* store.settled(id)
      const job = yield* store.read(id)
      if (Option.isSome(job)) {
        const by = server.owner.server.id
        const end = yield* completeEnd(job.value, draftOf(job.value), output, by, 0)
        yield* store.writeOnce(id, JobFile.exit, end)
      }
      yield* store.settled(id)
    })

  /** An end that the disk does not take is tried again as long as the server lives. */
  const settle = (id: JobId, draftOf: (job: Job) => EndDraft) =>
    record(id, draftOf).pipe(
      Effect.catchAll((error) =>
        Effect.logError(`job ${id} has no end on disk yet`, error.message).pipe(
          Effect.zipRight(
            record(id, draftOf).pipe(
              Effect.retry(Schedule.spaced(retryInterval)),
              Effect.delay(retryInterval),
              Effect.interruptible,
              Effect.forkIn(scope),
            ),
          ),
        ),
      ),
    )

  /** Its records are not on disk, so nobody was told of it: it leaves none behind. */
  const forget = (id: JobId) =>
    Effect.ignoreLogged(Effect.zipRight(store.remove(id), store.settled(id)))

  return { settle, forget }
})
