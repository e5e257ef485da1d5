import type { FileSystem } from "@effect/platform/FileSystem"
import { Array as Arr, Clock, Duration, Effect, Option } from "effect"
import { folderSize } from "../domain/FolderSize.ts"
import { isOver, type Job, type JobId, statusOf } from "../domain/Job.ts"
import type { DayEntry } from "./DayBook.ts"
import type { JobStore } from "./JobStore.ts"
import { patience } from "./Patience.ts"

/** So many jobs are read before others have their turn. */
const turn = 4

/** How much time a look at the ledger, or a removal, has. */
export interface Within {
  /** The moment by the clock after which nothing more is begun. */
  readonly until: number
}

/** As long as it takes. */
export const atLeisure: Within = { until: Number.POSITIVE_INFINITY }

/** Whether there is no time left. */
export const isLate = ({ until }: Within) =>
  Effect.map(Clock.currentTimeMillis, (now) => now >= until)

/** What a look at a job has found. */
interface Read {
  readonly isOpen: boolean
  readonly entry: Option.Option<DayEntry>
}

const open: Read = { isOpen: true, entry: Option.none() }

const closed = (entry: DayEntry): Read => ({ isOpen: false, entry: Option.some(entry) })

const nothing: Read = { isOpen: false, entry: Option.none() }

/** Reads jobs for their entries, resting after every few. */
export const makeReadEntries = (store: JobStore["Type"], fs: FileSystem) => {
  /** Its making was cut short, and its mark is gone: nobody else would ever remove it. */
  const forget = Effect.fnUntraced(function* (id: JobId) {
    const { mtime } = yield* fs.stat(store.folder(id))
    const before = (yield* Clock.currentTimeMillis) - Duration.toMillis(patience)
    if (Option.exists(mtime, (at) => at.getTime() < before)) yield* store.remove(id)
  }, Effect.ignore)

  const read = (id: JobId, isMarked: boolean) =>
    Effect.flatMap(
      store.read(id),
      Option.match({
        onNone: () =>
          Effect.as(
            Effect.unless(forget(id), () => isMarked),
            nothing,
          ),
        onSome: (job) => {
          const isEnded = job.state._tag === "Ended"
          if (!isEnded && (isMarked || !isOver(job.state))) return Effect.succeed(open)
          return Effect.map(folderSize(fs, job.folder), ({ disk }) => closed(entryFor(job, disk)))
        },
      }),
    )

  /** None where there is no job, or one that may still change. */
  const entryOf = (id: JobId, isMarked: boolean) =>
    Effect.catchAll(read(id, isMarked), ({ message }) =>
      Effect.as(Effect.logWarning("a job is left out of the ledger", message), open),
    )

  return Effect.fnUntraced(function* (
    ids: ReadonlyArray<JobId>,
    pause: Duration.Duration,
    within: Within,
  ) {
    const none: Array<Read> = []
    // Looked at after the names: what is made has its mark before its folder.
    const marked = new Set(ids.length === 0 ? [] : yield* store.marks)
    const look = (chunk: ReadonlyArray<JobId>) =>
      Effect.zipLeft(
        Effect.forEach(chunk, (id) => entryOf(id, marked.has(id))),
        Effect.sleep(pause),
      )
    const all = yield* Effect.forEach(Arr.chunksOf(ids, turn), (chunk) =>
      Effect.flatMap(isLate(within), (late) => (late ? Effect.succeed(none) : look(chunk))),
    )
    return all.flat()
  })
}

const entryFor = ({ id, state, job }: Job, bytes: number): DayEntry => ({
  id,
  status: statusOf(state),
  ended_at: state._tag === "Ended" ? state.end.ended_at : job.created_at,
  bytes,
})
