import {
  Array as Arr,
  Clock,
  Context,
  Duration,
  Effect,
  Fiber,
  Layer,
  Option,
  Stream,
} from "effect"
import { forEachInTurns } from "../domain/InTurns.ts"
import {
  isOver,
  type Job,
  type JobId,
  type JobNotFound,
  type JobNotStoppable,
  type StoreUnavailable,
  statusOf,
} from "../domain/Job.ts"
import type { DayEntry } from "./DayBook.ts"
import { JobChanges } from "./JobChanges.ts"
import { byNewest } from "./JobFolder.ts"
import { JobLedger } from "./JobLedger.ts"
import type { JobFilter, JobPage } from "./JobListing.ts"
import { JobReader } from "./JobReader.ts"
import { JobStopping } from "./JobStopping.ts"
import { JobStore } from "./JobStore.ts"
import { waitForJobs } from "./JobWaiting.ts"
import { PythonImport } from "./PythonImport.ts"
import { Recovery } from "./Recovery.ts"

/** Clients give a call a minute; what is not removed by then is by the next. */
const pruneMillis = 40_000

/** What pruning has done. */
export interface Pruned {
  readonly removed: number
  readonly bytes: number
  /** These could not be removed. */
  readonly failed: number
  readonly remaining: number
  /** False where there may be more to remove. */
  readonly isWhole: boolean
}

/** Every job on disk, this server's or another's. */
export class JobRegistry extends Context.Tag("python-mcp/JobRegistry")<
  JobRegistry,
  {
    readonly get: (id: JobId) => Effect.Effect<Job, JobNotFound | StoreUnavailable>
    readonly list: (filter: JobFilter) => Effect.Effect<JobPage, StoreUnavailable>
    /** The jobs that wait or run, whoever runs them, the newest first. */
    readonly active: Effect.Effect<ReadonlyArray<Job>, StoreUnavailable>
    /**
     * The jobs that have ended since a moment, at least so many where there are more; whether none of
     * those that were made lately was left out.
     */
    readonly endedSince: JobStore["Type"]["endedSince"]
    /** Ends a job, whoever runs it, and waits until it has ended; one that had ended stays as it is. */
    readonly stop: (
      id: JobId,
    ) => Effect.Effect<Job, JobNotFound | JobNotStoppable | StoreUnavailable>
    /** Completes when any or all of the jobs have ended; bound it with a time-out. */
    readonly wait: (
      ids: ReadonlyArray<JobId>,
      mode: "any" | "all",
    ) => Effect.Effect<ReadonlyArray<Job>, JobNotFound | StoreUnavailable>
    /** Removes ended jobs that a predicate chooses, as many as it can before its caller loses patience. */
    readonly prune: (
      chosen: (entry: DayEntry) => boolean,
    ) => Effect.Effect<Pruned, StoreUnavailable>
    /** Finishes what servers that are gone have left; every other method does it first, too. */
    readonly recover: Effect.Effect<void, StoreUnavailable>
    /** This server's jobs, as they change. */
    readonly changes: Stream.Stream<Job>
  }
>() {
  static readonly layer = Layer.scoped(
    JobRegistry,
    Effect.suspend(() => make),
  )
}

const make = Effect.gen(function* () {
  const store = yield* JobStore
  const ledger = yield* JobLedger
  const { read } = yield* JobReader
  const { stop } = yield* JobStopping
  const changes = (yield* JobChanges).stream
  const recovery = yield* Recovery
  const python = yield* PythonImport
  // Whatever is asked first, the past is put in order before; later, dead servers' jobs are as they are
  // found. The work is this service's own: a call that is cancelled leaves it alone.
  const scope = yield* Effect.scope
  const past = Effect.zipRight(python.importAll, Effect.ignoreLogged(recovery.recoverAll))
  const begun = yield* Effect.cached(
    Effect.uninterruptible(Effect.forkIn(Effect.interruptible(past), scope)),
  )
  const atStart = Effect.flatMap(begun, Fiber.join)
  const recover = Effect.zipRight(atStart, recovery.recoverAll)

  const active = Effect.gen(function* () {
    yield* recover
    const names = (yield* store.active).map(({ id }) => id).sort(byNewest)
    const jobs = yield* forEachInTurns(names, store.readOrUnknown)
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

  const prune = Effect.fn("JobRegistry.prune")(function* (chosen: (entry: DayEntry) => boolean) {
    yield* recover
    const now = yield* Clock.currentTimeMillis
    const { entries, isWhole } = yield* ledger.ended(Duration.zero, {
      until: now + pruneMillis / 2,
    })
    const removed = yield* ledger.remove(entries.filter(chosen), { until: now + pruneMillis })
    return {
      removed: removed.jobs,
      bytes: removed.bytes,
      failed: removed.failed,
      remaining: yield* store.count,
      isWhole: isWhole && removed.isWhole,
    }
  })

  return {
    active,
    list,
    recover,
    prune,
    endedSince: (since, most) => Effect.zipRight(atStart, store.endedSince(since, most)),
    get: (id) => Effect.zipRight(atStart, read(id)),
    stop: (id) => Effect.zipRight(atStart, stop(id)),
    wait: (ids, mode) => Effect.zipRight(atStart, waitForJobs(ids, mode, read, changes)),
    changes: changes.pipe(
      Stream.mapEffect((id) => Effect.option(read(id))),
      Stream.filterMap((job) => job),
    ),
  } satisfies JobRegistry["Type"]
})
