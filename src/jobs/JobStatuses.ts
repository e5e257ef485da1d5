import { Effect, Option } from "effect"
import { forEachInTurns } from "../domain/InTurns.ts"
import { type Job, type JobId, type JobStatus, statusOf } from "../domain/Job.ts"
import type { DayBook } from "./DayBook.ts"
import type { Shelves } from "./Shelves.ts"

/** How many ended jobs' statuses are remembered of days without a book; an ended job never changes. */
const rememberedJobs = 20_000

const mayChange: ReadonlyArray<JobStatus> = ["pending", "running", "unknown"]

/** The jobs of one status on a shelf. */
interface Matching {
  readonly count: number
  /** Which these are; empty where that was not wanted. */
  readonly ids: Array<JobId>
}

/** A shelf whose jobs are all over has the same counts until its folder changes. */
interface Past {
  readonly version: number
  readonly counts: ReadonlyMap<JobStatus, number>
}

/** Finds the jobs of a status: by the day's book, by what is remembered, and else by reading them. */
export const makeStatuses = (
  read: (id: JobId) => Effect.Effect<Option.Option<Job>>,
  shelves: Shelves,
  book: DayBook,
) => {
  const ended = new Map<JobId, JobStatus>()
  const past = new Map<string, Past>()

  const readStatus = (id: JobId) =>
    Effect.map(
      read(id),
      Option.map(({ state }) => {
        const status = statusOf(state)
        if (state._tag === "Ended" && ended.size < rememberedJobs) ended.set(id, status)
        return [id, status] as const
      }),
    )

  const statusesOn = Effect.fnUntraced(function* (shelf: string) {
    const entries = yield* book.read(shelf)
    // What stands in a book need not be remembered, and others find room.
    for (const id of entries.keys()) ended.delete(id)
    const statuses = new Map<JobId, JobStatus>()
    const unknown: Array<JobId> = []
    for (const id of yield* shelves.names(shelf)) {
      const known = entries.get(id)?.status ?? ended.get(id)
      if (known === undefined) unknown.push(id)
      else statuses.set(id, known)
    }
    for (const [id, status] of (yield* forEachInTurns(unknown, readStatus)).flatMap(
      Option.toArray,
    )) {
      statuses.set(id, status)
    }
    return statuses
  })

  const look = Effect.fnUntraced(function* (shelf: string, wanted: JobStatus) {
    const version = yield* shelves.version(shelf)
    const statuses = yield* statusesOn(shelf)
    const counts = new Map<JobStatus, number>()
    for (const status of statuses.values()) counts.set(status, (counts.get(status) ?? 0) + 1)
    past.delete(shelf)
    // What could not be read may be readable next time.
    const areOver = !mayChange.some((status) => counts.has(status))
    if (areOver && Option.isSome(version)) past.set(shelf, { version: version.value, counts })
    const ids = [...statuses].flatMap(([id, status]) => (status === wanted ? [id] : []))
    return { count: ids.length, ids } satisfies Matching
  })

  return Effect.fnUntraced(function* (shelf: string, wanted: JobStatus, isWanted: boolean) {
    const known = past.get(shelf)
    const count = known?.counts.get(wanted) ?? 0
    if (known === undefined || (isWanted && count > 0)) return yield* look(shelf, wanted)
    const version = yield* shelves.version(shelf)
    if (!Option.contains(version, known.version)) return yield* look(shelf, wanted)
    return { count, ids: [] } satisfies Matching
  })
}
