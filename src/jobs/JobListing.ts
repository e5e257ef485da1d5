import { FileSystem } from "@effect/platform/FileSystem"
import { Array as Arr, Effect, Option } from "effect"
import { forEachInTurns } from "../domain/InTurns.ts"
import type { Job, JobId, JobStatus } from "../domain/Job.ts"
import { DurableFiles } from "../processes/DurableFiles.ts"
import { makeDayBook } from "./DayBook.ts"
import { makeEndedSince } from "./EndedLately.ts"
import { byNewest, importedFolder } from "./JobFolder.ts"
import { readJob, readOrUnknown } from "./JobReading.ts"
import { makeStatuses } from "./JobStatuses.ts"
import { newestOf } from "./Newest.ts"
import { makeShelves } from "./Shelves.ts"

/** Which jobs a list is to show. */
export interface JobFilter {
  readonly status: Option.Option<JobStatus>
  readonly limit: number
}

/** The newest jobs that match, and how many match in all. */
export interface JobPage {
  readonly jobs: ReadonlyArray<Job>
  readonly total: number
}

const nothing: ReadonlyArray<JobId> = []

/** Lists jobs by walking the days from the newest to the oldest, no further than it has to. */
export const listJobs = (home: string) =>
  Effect.gen(function* () {
    const files = yield* DurableFiles
    const fs = yield* FileSystem
    const read = readOrUnknown(readJob(files, fs, home), home)
    const shelves = makeShelves(files, fs, home)
    const statuses = makeStatuses(read, shelves, makeDayBook(files, fs, home))
    const sorted = makeSorted(read)

    /** The newest ids; older days are not even looked into. */
    const newestIds = (limit: number) =>
      Effect.flatMap(shelves.all, (all) =>
        Effect.reduce(all, nothing, (found, shelf) =>
          found.length >= limit
            ? Effect.succeed(found)
            : Effect.map(
                Effect.flatMap(shelves.names(shelf), (names) =>
                  sorted(shelf, names, limit - found.length),
                ),
                (ids) => Arr.take(Arr.appendAll(found, ids), limit),
              ),
        ),
      )

    /** A folder whose job was never made shows nothing: the next ones take its place. */
    const newestJobs = (limit: number, looked = limit): Effect.Effect<ReadonlyArray<Job>> =>
      Effect.gen(function* () {
        const ids = yield* newestIds(looked)
        const jobs = Arr.getSomes(yield* forEachInTurns(ids, read))
        const isEnough = jobs.length >= limit || ids.length < looked
        return isEnough ? Arr.take(jobs, limit) : yield* newestJobs(limit, looked * 2)
      })

    const count = Effect.map(
      Effect.flatMap(shelves.all, (all) => Effect.forEach(all, shelves.count)),
      (counts) => counts.reduce((sum, one) => sum + one, 0),
    )

    const matching = (status: JobStatus, limit: number) =>
      Effect.flatMap(shelves.all, (all) =>
        Effect.reduce(
          all,
          { ids: nothing, total: 0 },
          Effect.fnUntraced(function* (found, shelf) {
            const { count, ids } = yield* statuses(shelf, status, found.ids.length < limit)
            const more =
              found.ids.length < limit ? yield* sorted(shelf, ids, limit - found.ids.length) : []
            return {
              ids: Arr.take(Arr.appendAll(found.ids, more), limit),
              total: found.total + count,
            }
          }),
        ),
      )

    const newest = Effect.fn("JobStore.newest")(function* ({ status, limit }: JobFilter) {
      if (Option.isNone(status)) return { jobs: yield* newestJobs(limit), total: yield* count }
      const { ids, total } = yield* matching(status.value, limit)
      const jobs = yield* forEachInTurns(ids, read)
      return { jobs: Arr.getSomes(jobs), total } satisfies JobPage
    })

    const endedSince = makeEndedSince(fs, home, read, newestIds)

    return { newestIds, count, newest, endedSince }
  })

/** Newest first. The ids of imported jobs tell no time, so their records are asked, each once. */
const makeSorted = (read: (id: JobId) => Effect.Effect<Option.Option<Job>>) => {
  const made = new Map<JobId, string>()

  const askOnce = Effect.fnUntraced(function* (id: JobId) {
    if (made.has(id)) return
    const job = yield* read(id)
    made.set(id, Option.match(job, { onNone: () => "", onSome: (one) => one.job.created_at }))
  })

  return (shelf: string, ids: Array<JobId>, count: number) =>
    shelf === importedFolder
      ? Effect.map(forEachInTurns(ids, askOnce), () =>
          ids.sort((a, b) => byNewest(made.get(a) ?? "", made.get(b) ?? "")),
        )
      : Effect.succeed(newestOf(ids, count))
}
