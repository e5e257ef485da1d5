import { Array as Arr, Context, Duration, Effect, Layer, Option, Ref, Stream } from "effect"
import {
  isOver,
  type Job,
  type JobId,
  JobNotFound,
  JobNotStoppable,
  type StoreUnavailable,
  statusOf,
} from "../domain/Job.ts"
import { Settings } from "../domain/Settings.ts"
import { EndDraft } from "./JobEnd.ts"
import { byNewest } from "./JobFolder.ts"
import type { JobFilter, JobPage } from "./JobListing.ts"
import { JobStore } from "./JobStore.ts"
import { PythonImport } from "./PythonImport.ts"
import { Recovery } from "./Recovery.ts"
import { SmartAsync } from "./SmartAsync.ts"

/** Other servers' jobs are looked at this often while somebody waits for them. */
const lookInterval = Duration.millis(200)

/** Every job on disk, this server's or another's. */
export class JobRegistry extends Context.Tag("python-mcp/JobRegistry")<
  JobRegistry,
  {
    readonly get: (id: JobId) => Effect.Effect<Job, JobNotFound | StoreUnavailable>
    readonly list: (filter: JobFilter) => Effect.Effect<JobPage, StoreUnavailable>
    /** The jobs that wait or run, whoever runs them, the newest first. */
    readonly active: Effect.Effect<ReadonlyArray<Job>, StoreUnavailable>
    /** Ends a job, whoever runs it, and waits until it has ended; one that had ended stays as it is. */
    readonly stop: (
      id: JobId,
    ) => Effect.Effect<Job, JobNotFound | JobNotStoppable | StoreUnavailable>
    /** Completes when any or all of the jobs have ended; bound it with a time-out. */
    readonly wait: (
      ids: ReadonlyArray<JobId>,
      mode: "any" | "all",
    ) => Effect.Effect<ReadonlyArray<Job>, JobNotFound | StoreUnavailable>
    /** Removes ended jobs that a predicate chooses. */
    readonly prune: (
      chosen: (job: Job) => boolean,
    ) => Effect.Effect<
      { readonly removed: number; readonly remaining: number },
      StoreUnavailable
    >
    /** Finishes what servers that are gone have left; every other method does it first, too. */
    readonly recover: Effect.Effect<void, StoreUnavailable>
    /** This server's jobs, as they change. */
    readonly changes: Stream.Stream<Job>
  }
>() {
  static readonly layer = Layer.effect(
    JobRegistry,
    Effect.suspend(() => make),
  )
}

const make = Effect.gen(function* () {
  const store = yield* JobStore
  const smartAsync = yield* SmartAsync
  const recovery = yield* Recovery
  const read = yield* makeRead
  const stop = yield* makeStop(read)
  const python = yield* PythonImport
  const recoveredAtStart = yield* Effect.cached(
    Effect.zipRight(python.importAll, recovery.recoverAll),
  )
  const recover = Effect.zipRight(recoveredAtStart, recovery.recoverAll)

  const wait = Effect.fn("JobRegistry.wait")(function* (
    ids: ReadonlyArray<JobId>,
    mode: "any" | "all",
  ) {
    const enough = (jobs: ReadonlyArray<Job>) =>
      mode === "any"
        ? jobs.some(({ state }) => isOver(state))
        : jobs.every(({ state }) => isOver(state))
    const jobs = yield* Ref.make(yield* Effect.forEach(ids, read))
    // An ended job never changes again, so only the others are read anew.
    const look = Ref.get(jobs).pipe(
      Effect.flatMap(
        Effect.forEach((job) => (isOver(job.state) ? Effect.succeed(job) : read(job.id))),
      ),
      Effect.tap((now) => Ref.set(jobs, now)),
    )
    const soon = smartAsync.changes.pipe(
      Stream.filter((id) => ids.includes(id)),
      Stream.take(1),
      Stream.runDrain,
      Effect.timeoutOption(lookInterval),
    )
    yield* Effect.iterate(yield* Ref.get(jobs), {
      while: (current) => !enough(current),
      body: () => Effect.zipRight(soon, look),
    })
    return yield* Ref.get(jobs)
  })

  const prune = Effect.fn("JobRegistry.prune")(function* (chosen: (job: Job) => boolean) {
    const ids = yield* store.ids
    const removed = yield* Effect.filter(ids, (id) =>
      store.read(id).pipe(
        Effect.map(Option.exists((job) => job.state._tag === "Ended" && chosen(job))),
        Effect.tap((remove) => (remove ? store.remove(id) : Effect.void)),
      ),
    )
    return { removed: removed.length, remaining: ids.length - removed.length }
  })

  const active = Effect.gen(function* () {
    yield* recover
    const names = (yield* store.active).map(({ id }) => id).sort(byNewest)
    const jobs = yield* Effect.forEach(names, store.read)
    return Arr.getSomes(jobs).filter(({ state }) => !isOver(state))
  })

  /** Jobs that have not ended are few, and known without looking at all the others. */
  const list = Effect.fn("JobRegistry.list")(function* (filter: JobFilter) {
    const status = Option.getOrNull(filter.status)
    if (status !== "pending" && status !== "running") {
      return yield* Effect.zipRight(recover, store.newest(filter))
    }
    const jobs = (yield* active).filter(({ state }) => statusOf(state) === status)
    return { jobs: jobs.slice(0, filter.limit), total: jobs.length }
  })

  return {
    active,
    list,
    recover,
    get: (id) => Effect.zipRight(recoveredAtStart, read(id)),
    stop: (id) => Effect.zipRight(recoveredAtStart, stop(id)),
    wait: (ids, mode) => Effect.zipRight(recoveredAtStart, wait(ids, mode)),
    prune: (chosen) => Effect.zipRight(recover, prune(chosen)),
    changes: smartAsync.changes.pipe(
      Stream.mapEffect((id) => Effect.option(read(id))),
      Stream.filterMap((job) => job),
    ),
  } satisfies JobRegistry["Type"]
})

/** Reads a job; one whose owner is found dead is recovered first. */
const makeRead = Effect.gen(function* () {
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
  return Effect.fn("JobRegistry.read")(function* (id: JobId) {
    const job = yield* once(id)
    if (job.state._tag === "Ended") return job
    return (yield* recovery.recover(job)) ? yield* once(id) : job
  })
})

const makeStop = (read: (id: JobId) => Effect.Effect<Job, JobNotFound | StoreUnavailable>) =>
  Effect.gen(function* () {
    const smartAsync = yield* SmartAsync
    const recovery = yield* Recovery
    const { killGrace } = yield* Settings

    const patience = Duration.sum(killGrace, Duration.seconds(2))
    const ended = (id: JobId) =>
      Effect.delay(read(id), "100 millis").pipe(
        Effect.repeat({ until: ({ state }) => isOver(state) }),
        Effect.timeoutOption(patience),
      )

    return Effect.fn("JobRegistry.stop")(function* (id: JobId) {
      const before = yield* read(id)
      if (isOver(before.state)) return before
      yield* smartAsync.askToStop(id)
      yield* Effect.logInfo("ending a job", { job: id })
      if (yield* smartAsync.interrupt(id)) return yield* read(id)
      const after = yield* ended(id)
      if (Option.isSome(after)) return after.value
      const stopped = yield* recovery.endFromHere(before, EndDraft.cancelled)
      if (!stopped) {
        const owner = before.job.owner
        const name = owner === null ? "unknown" : `${owner.host}, process ${owner.server.pid}`
        return yield* new JobNotStoppable({ job_id: id, owner: name })
      }
      return yield* read(id)
    })
  })
