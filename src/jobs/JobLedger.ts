import { FileSystem } from "@effect/platform/FileSystem"
import { Array as Arr, Clock, Context, type Duration, Effect, Layer, Option } from "effect"
import type { StoreUnavailable } from "../domain/Job.ts"
import { Settings } from "../domain/Settings.ts"
import { DurableFiles } from "../processes/DurableFiles.ts"
import { type DayBook, type DayEntry, makeDayBook } from "./DayBook.ts"
import { JobChanges } from "./JobChanges.ts"
import { dayOf, importedFolder, shelfOf } from "./JobFolder.ts"
import { JobStore } from "./JobStore.ts"
import { JobsInHand } from "./JobsInHand.ts"
import { atLeisure, makeReadEntries, type Within } from "./LedgerReading.ts"
import { makeRemoveAll, type Removed, sumOf } from "./LedgerRemoval.ts"
import { makeShelves, type Shelves } from "./Shelves.ts"

/** What all jobs that are over cost, and their removal. */
export class JobLedger extends Context.Tag("python-mcp/JobLedger")<
  JobLedger,
  {
    /**
     * Every job that has ended, its bytes counted once and kept in the book of its day, with so long a
     * pause after every few jobs that had to be read. What cannot be read is no ended job. On its way it
     * removes the folders of jobs that never were.
     */
    readonly ended: (
      pause: Duration.Duration,
      within?: Within,
    ) => Effect.Effect<
      { readonly entries: ReadonlyArray<DayEntry>; readonly isWhole: boolean },
      StoreUnavailable
    >
    /** Counts the jobs of each day once for all servers to come, which is what their first list waits for. */
    readonly keepCounts: Effect.Effect<void>
    /** Removes ended jobs with all their files, but for those whose owner has not yet done with them. */
    readonly remove: (
      entries: ReadonlyArray<DayEntry>,
      within?: Within,
    ) => Effect.Effect<Removed, StoreUnavailable>
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
  const removeAll = makeRemoveAll(store, yield* JobsInHand, yield* JobChanges)

  const entriesOn = makeEntriesOn(shelves, book, makeReadEntries(store, fs))

  const ended = Effect.fn("JobLedger.ended")(function* (
    pause: Duration.Duration,
    within: Within = atLeisure,
  ) {
    const all = yield* shelves.all
    const found = yield* Effect.forEach(all, (shelf) => entriesOn(shelf, pause, within))
    return {
      entries: found.flatMap(({ entries }) => entries),
      isWhole: found.every(({ isWhole }) => isWhole),
    }
  })

  const removeOn = Effect.fnUntraced(function* (
    shelf: string,
    entries: ReadonlyArray<DayEntry>,
    within: Within,
  ) {
    const known = yield* book.read(shelf)
    const outcomes = yield* removeAll(entries, within)
    const gone = new Set(
      outcomes.flatMap(({ entry, is }) => (is === "removed" || is === "gone" ? [entry.id] : [])),
    )
    const left = [...known.values()].filter(({ id }) => !gone.has(id))
    if (left.length > 0) yield* book.write(shelf, left)
    // A past day without jobs needs no folder; one that still has some does not let itself be removed.
    else if (yield* isPast(shelf)) yield* Effect.ignore(fs.remove(`${home}/jobs/${shelf}`))
    return outcomes
  })

  const remove = Effect.fn("JobLedger.remove")(function* (
    entries: ReadonlyArray<DayEntry>,
    within: Within = atLeisure,
  ) {
    const groups = Object.entries(Arr.groupBy(entries, ({ id }) => shelfOf(id)))
    const outcomes = yield* Effect.forEach(groups, ([shelf, chosen]) =>
      removeOn(shelf, chosen, within),
    )
    return sumOf(outcomes.flat())
  })

  return { ended, keepCounts: shelves.keepCounts, remove } satisfies JobLedger["Type"]
})

const isPast = (shelf: string) =>
  Effect.map(Clock.currentTimeMillis, (now) => shelf === importedFolder || shelf < dayOf(now))

/** What is known of a shelf's jobs that have ended, and what has to be read for it. */
const makeEntriesOn = (
  shelves: Shelves,
  book: DayBook,
  readEntries: ReturnType<typeof makeReadEntries>,
) =>
  Effect.fnUntraced(function* (shelf: string, pause: Duration.Duration, within: Within) {
    const known = yield* book.read(shelf)
    const names = yield* shelves.names(shelf)
    const unknown = names.filter((id) => !known.has(id))
    const read = yield* readEntries(unknown, pause, within)
    const entries = [
      ...names.flatMap((id) => Option.toArray(Option.fromNullable(known.get(id)))),
      ...read.flatMap(({ entry }) => Option.toArray(entry)),
    ]
    const isWhole = read.length === unknown.length
    const isNew = unknown.length > 0 || known.size > entries.length
    // Where the time is over, what has been read is kept, so that the next look gets further.
    const isSettled = !(isWhole && read.some(({ isOpen }) => isOpen))
    if (isNew && isSettled && (yield* isPast(shelf))) yield* book.write(shelf, entries)
    return { entries: entries.filter(({ status }) => status !== "unknown"), isWhole }
  })
