import { Duration, Effect, Option, Stream } from "effect"
import { isOver, type Job, type JobId } from "../domain/Job.ts"

/** Nobody is told of a job more often. */
const leastInterval = Duration.millis(200)

/** What is not this server's, or only written by a script, is looked at this often. */
const lookInterval = Duration.millis(500)

/** A job now, and again whenever it may have changed, the last time when it is over. */
export const followJob = <E>(
  id: JobId,
  read: (id: JobId) => Effect.Effect<Job, E>,
  changes: Stream.Stream<JobId>,
): Stream.Stream<Job, E> => {
  const changed = changes.pipe(
    Stream.filter((one) => one === id),
    Stream.runHead,
    Effect.timeoutOption(lookInterval),
  )
  const soon = Effect.all([Effect.sleep(leastInterval), changed], {
    concurrency: "unbounded",
    discard: true,
  })
  return Stream.paginateEffect(Effect.void, (before) =>
    Effect.map(Effect.zipRight(before, read(id)), (job) => [
      job,
      isOver(job.state) ? Option.none() : Option.some(soon),
    ]),
  )
}
