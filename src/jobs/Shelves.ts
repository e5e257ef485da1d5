import type { FileSystem } from "@effect/platform/FileSystem"
import { Clock, Effect, Option, Schema } from "effect"
import { namesOrNone } from "../domain/FolderNames.ts"
import type { JobId } from "../domain/Job.ts"
import type { DurableFiles } from "../processes/DurableFiles.ts"
import { byNewest, importedFolder, isNameOn, isShelf } from "./JobFolder.ts"

const noNames: ReadonlyArray<JobId> = []

/** A folder that has changed within this time may change again without looking different. */
const settledMillis = 2000

/** `cache/days.json`: how many jobs a folder had when it last changed. */
const Counts = Schema.Struct({
  format: Schema.Literal(1),
  days: Schema.Array(
    Schema.Struct({ day: Schema.String, version: Schema.Number, count: Schema.Int }),
  ),
})

/** The folders that jobs stand in: one for each day, and one for those that were imported. */
export interface Shelves {
  /** Their names: days from the newest on, then the imported ones. */
  readonly all: Effect.Effect<ReadonlyArray<string>>
  /** The names of the jobs on one, in no order. */
  readonly names: (shelf: string) => Effect.Effect<Array<JobId>>
  /** How many there are; asked again only where the folder has changed. */
  readonly count: (shelf: string) => Effect.Effect<number>
  /** Keeps what is known of these numbers for the next server. */
  readonly keepCounts: Effect.Effect<void>
  /** When the folder last changed; none while it may still do so unseen. */
  readonly version: (shelf: string) => Effect.Effect<Option.Option<number>>
}

/** Over the state directory of this path. */
export const makeShelves = (files: DurableFiles["Type"], fs: FileSystem, home: string): Shelves => {
  const countsPath = `${home}/cache/days.json`
  const counts = new Map<string, { readonly version: number; readonly count: number }>()
  let isLoaded = false

  const load = Effect.gen(function* () {
    if (isLoaded) return
    isLoaded = true
    const found = yield* Effect.option(files.read(countsPath, Counts))
    const days = Option.match(Option.flatten(found), {
      onNone: () => [],
      onSome: (known) => known.days,
    })
    for (const { day, version, count } of days) counts.set(day, { version, count })
  })

  const all = Effect.map(namesOrNone(fs, `${home}/jobs`), (found) => {
    const shelves = found.filter(isShelf)
    const days = shelves.filter((name) => name !== importedFolder).sort(byNewest)
    return days.length < shelves.length ? [...days, importedFolder] : days
  })

  const version = (shelf: string) =>
    Effect.gen(function* () {
      const { mtime } = yield* fs.stat(`${home}/jobs/${shelf}`)
      const now = yield* Clock.currentTimeMillis
      return mtime.pipe(
        Option.map((at) => at.getTime()),
        Option.filter((at) => now - at > settledMillis),
      )
    }).pipe(Effect.orElseSucceed(() => Option.none<number>()))

  // Most lists are of the newest day alone, and its folder may have tens of thousands of names.
  let last = { shelf: "", version: 0, names: noNames }

  const names = Effect.fnUntraced(function* (shelf: string) {
    const current = yield* version(shelf)
    if (last.shelf === shelf && Option.contains(current, last.version)) return [...last.names]
    const found = yield* namesOrNone(fs, `${home}/jobs/${shelf}`)
    const jobs = found.filter(isNameOn(shelf))
    if (Option.isSome(current)) last = { shelf, version: current.value, names: jobs }
    return [...jobs]
  })

  const count = Effect.fnUntraced(function* (shelf: string) {
    yield* load
    const current = yield* version(shelf)
    const known = counts.get(shelf)
    if (known !== undefined && Option.contains(current, known.version)) return known.count
    const { length } = yield* names(shelf)
    counts.delete(shelf)
    if (Option.isSome(current)) counts.set(shelf, { version: current.value, count: length })
    return length
  })

  const keepCounts = Effect.gen(function* () {
    yield* Effect.forEach(yield* all, count)
    const days = [...counts].map(([day, known]) => ({ day, ...known }))
    yield* fs.makeDirectory(`${home}/cache`, { recursive: true })
    yield* files.replace(countsPath, Counts, { format: 1, days })
  }).pipe(Effect.ignoreLogged)

  return { all, names, count, keepCounts, version }
}
