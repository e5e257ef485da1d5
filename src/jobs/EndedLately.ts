import type { FileSystem } from "@effect/platform/FileSystem"
import { Array as Arr, Effect, type Option, Order } from "effect"
import { endedMillis, type Job, type JobId } from "../domain/Job.ts"
import { modifiedAt } from "../domain/ModifiedAt.ts"
import { isUlid, timeOf } from "../domain/Ulid.ts"
import { folderOf } from "./JobFolder.ts"

/** Finds the jobs that ended lately, without reading those that did not. */
export const makeEndedSince = (
  fs: FileSystem,
  home: string,
  read: (id: JobId) => Effect.Effect<Option.Option<Job>>,
  newestIds: (limit: number) => Effect.Effect<ReadonlyArray<JobId>>,
) =>
  Effect.fn("JobStore.endedSince")(function* (since: number, most: number) {
    const ids = yield* newestIds(mostLookedAt + 1)
    // Not in turns: each takes some microseconds, a turn a thousand.
    const looked = yield* Effect.forEach(ids.slice(0, mostLookedAt), (id) =>
      Effect.map(touchedAt(fs, folderOf(home, id)), (at) => ({ id, at })),
    )
    const recent = looked.filter(({ at }) => at >= since - slackMillis)
    const lastFirst = Arr.sortWith(recent, ({ at }) => -at, Order.number)
    const jobs = yield* Effect.reduce(Arr.chunksOf(lastFirst, batch), noJobs, (found, chunk) =>
      found.length > most
        ? Effect.succeed(found)
        : Effect.map(
            Effect.forEach(chunk, ({ id }) => read(id)),
            (more) => [...found, ...Arr.getSomes(more).filter((job) => endedMillis(job) >= since)],
          ),
    )
    const isWhole =
      ids.length <= mostLookedAt || ids.some((id) => isMadeBefore(id, since - twoDays))
    return { jobs, isWhole }
  })

const noJobs: ReadonlyArray<Job> = []

/** When a job's folder last changed: the record of its end is the last that does that. */
const touchedAt = (fs: FileSystem, folder: string) =>
  Effect.orElseSucceed(modifiedAt(fs, folder), () => 0)

/** So many of the newest jobs are looked at for those that ended lately; their folders, that is. */
const mostLookedAt = 2000

/** So many of these are read before it is asked whether that is enough. */
const batch = 64

/** Who asks what ended lately does not expect what was made the day before yesterday. */
const twoDays = 2 * 24 * 3_600_000

const isMadeBefore = (id: JobId, time: number): boolean => !isUlid(id) || timeOf(id) < time

/** The clock of a file system may be a little behind. */
const slackMillis = 60_000
