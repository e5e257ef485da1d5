import { FileSystem } from "@effect/platform/FileSystem"
import { Array as Arr, Clock, Context, type Duration, Effect, Layer, Option } from "effect"
import { namesOrNone } from "../domain/FolderNames.ts"
import { forEachInTurns } from "../domain/InTurns.ts"
import { isOver, type Job, type JobId, type StoreUnavailable, statusOf } from "../domain/Job.ts"
import { Settings } from "../domain/Settings.ts"
import { DurableFiles } from "../processes/DurableFiles.ts"
import { type DayEntry, makeDayBook } from "./DayBook.ts"
import { dayOf, importedFolder, shelfOf } from "./JobFolder.ts"
import { JobStore } from "./JobStore.ts"
import { makeShelves } from "./Shelves.ts"

/** So many jobs are read before others have their turn. */
const turn = 4

/** What was removed. */
export interface Removed {
  readonly jobs: number
  readonly bytes: number
}

/** What all jobs that are over cost, and their removal. */
export class JobLedger extends Context.Tag("python-mcp/JobLedger")<
  JobLedger,
  {
    /**
     * Every job that has ended, its bytes counted once and kept in the book of its day, with so long a
     * pause after every few jobs that had to be read. What cannot be read is no ended job.
     */
    readonly ended: (
      pause: Duration.Duration,
    ) => Effect.Effect<ReadonlyArray<DayEntry>, StoreUnavailable>
    /** Counts the jobs of each day once for all servers to come, which is what their first list waits for. */
    readonly keepCounts: Effect.Effect<void>
    /** Removes ended jobs with all their files. */
    readonly remove: (entries: ReadonlyArray<DayEntry>) => Effect.Effect<Removed, StoreUnavailable>
  }
>() {
  static readonly layer = Layer.effect(
    JobLedger,
    Effect.suspend(() => make),
  )
}

const make = Effect.gen(function* () {
  const store = yield* JobStore
  const fs = yield* FileSystem
  const { home } = yield* Settings
  const files = yield* DurableFiles
  const shelves = makeShelves(files, fs, home)
  const book = makeDayBook(files, fs, home)
  const readInTurns = makeReadInTurns(store, fs)

  const isPast = (shelf: string) =>
    Effect.map(Clock.currentTimeMillis, (now) => shelf === importedFolder || shelf < dayOf(now))

  const entriesOn = Effect.fnUntraced(function* (shelf: string, pause: Duration.Duration) {
    const known = yield* book.read(shelf)
    const names = yield* shelves.names(shelf)
    const unknown = names.filter((id) => !known.has(id))
    const read = yield* readInTurns(unknown, pause)
    const entries = [
      ...names.flatMap((id) => Option.toArray(Option.fromNullable(known.get(id)))),
      ...read.flatMap(({ entry }) => Option.toArray(entry)),
    ]
    const isNew = unknown.length > 0 || known.size > entries.length
    const isSettled = (yield* isPast(shelf)) && !read.some(({ isOpen }) => isOpen)
    if (isNew && isSettled) yield* book.write(shelf, entries)
    return entries.filter(({ status }) => status !== "unknown")
  })

  const ended = Effect.fn("JobLedger.ended")(function* (pause: Duration.Duration) {
    const all = yield* Effect.forEach(yield* shelves.all, (shelf) => entriesOn(shelf, pause))
    return all.flat()
  })

  const removeOn = Effect.fnUntraced(function* (shelf: string, entries: ReadonlyArray<DayEntry>) {
    const known = yield* book.read(shelf)
    const gone = new Set(entries.map(({ id }) => id))
    yield* forEachInTurns(entries, ({ id }) => store.remove(id))
    const left = [...known.values()].filter(({ id }) => !gone.has(id))
    if (left.length > 0) yield* book.write(shelf, left)
    // A past day without jobs needs no folder; one that still has some does not let itself be removed.
    else if (yield* isPast(shelf)) yield* Effect.ignore(fs.remove(`${home}/jobs/${shelf}`))
  })

  const remove = Effect.fn("JobLedger.remove")(function* (entries: ReadonlyArray<DayEntry>) {
    const groups = Object.entries(Arr.groupBy(entries, ({ id }) => shelfOf(id)))
    yield* Effect.forEach(groups, ([shelf, chosen]) => removeOn(shelf, chosen))
    return { jobs: entries.length, bytes: entries.reduce((sum, { bytes }) => sum + bytes, 0) }
  })

  return { ended, keepCounts: shelves.keepCounts, remove } satisfies JobLedger["Type"]
})

/** Reads jobs for their entries, resting after every few. */
const makeReadInTurns = (store: JobStore["Type"], fs: FileSystem) => {
  /** None where there is no job, or one that may still change. */
  const entryOf = Effect.fnUntraced(function* (id: JobId) {
    const job = yield* store.read(id)
    if (Option.isNone(job)) return { isOpen: false, entry: Option.none<DayEntry>() }
    if (!isOver(job.value.state)) return { isOpen: true, entry: Option.none<DayEntry>() }
    const bytes = yield* bytesIn(fs, job.value.folder)
    return { isOpen: false, entry: Option.some(entryFor(job.value, bytes)) }
  })

  return (ids: ReadonlyArray<JobId>, pause: Duration.Duration) =>
    Effect.forEach(Arr.chunksOf(ids, turn), (chunk) =>
      Effect.zipLeft(Effect.forEach(chunk, entryOf), Effect.sleep(pause)),
    ).pipe(Effect.map(Arr.flatten))
}

const entryFor = ({ id, state, job }: Job, bytes: number): DayEntry => ({
  id,
  status: statusOf(state),
  ended_at: state._tag === "Ended" ? state.end.ended_at : job.created_at,
  bytes,
})

/** What a folder takes on disk; less than its size where a file has holes. */
const bytesIn = (fs: FileSystem, folder: string): Effect.Effect<number> =>
  Effect.gen(function* () {
    const names = yield* namesOrNone(fs, folder)
    const sizes = yield* Effect.forEach(names, (name) => bytesOf(fs, `${folder}/${name}`))
    return sizes.reduce((sum, size) => sum + size, 0)
  })

const bytesOf = (fs: FileSystem, path: string): Effect.Effect<number> =>
  Effect.gen(function* () {
    // What a link leads to is not the job's.
    if (Option.isSome(yield* Effect.option(fs.readLink(path)))) return 0
    const { type, size, blocks } = yield* fs.stat(path)
    if (type === "Directory") return yield* bytesIn(fs, path)
    return Option.match(blocks, {
      onNone: () => Number(size),
      onSome: (count) => count * 512,
    })
  }).pipe(Effect.orElseSucceed(() => 0))
