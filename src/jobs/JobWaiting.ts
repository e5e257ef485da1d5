import { Duration, Effect, Ref, Stream } from "effect"
import { forEachInTurns } from "../domain/InTurns.ts"
import { isOver, type Job, type JobId } from "../domain/Job.ts"

/** Other servers' jobs are looked at this often while somebody waits for them. */
const lookInterval = Duration.millis(200)

/** Waits until any or all of the jobs have ended; only what has not ended is read again. */
export const waitForJobs = <E>(
  ids: ReadonlyArray<JobId>,
  mode: "any" | "all",
  read: (id: JobId) => Effect.Effect<Job, E>,
  changes: Stream.Stream<JobId>,
): Effect.Effect<ReadonlyArray<Job>, E> =>
  Effect.gen(function* () {
    const jobs = yield* Ref.make<ReadonlyArray<Job>>(yield* Effect.forEach(ids, read))
    const lookAgain = (job: Job) => (isOver(job.state) ? Effect.succeed(job) : read(job.id))
    const look = Ref.get(jobs).pipe(
      Effect.flatMap((known) => forEachInTurns(known, lookAgain)),
      Effect.tap((now) => Ref.set(jobs, now)),
    )
    const soon = changes.pipe(
      Stream.filter((id) => ids.includes(id)),
      Stream.runHead,
      Effect.timeoutOption(lookInterval),
    )
    return yield* Effect.iterate(yield* Ref.get(jobs), {
      while: (known) => !isEnough(known, mode),
      body: () => Effect.zipRight(soon, look),
    })
  })

const isEnough = (jobs: ReadonlyArray<Job>, mode: "any" | "all"): boolean => {
  const over = ({ state }: Job) => isOver(state)
  return mode === "any" ? jobs.some(over) : jobs.every(over)
}
