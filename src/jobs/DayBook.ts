import type { FileSystem } from "@effect/platform/FileSystem"
import { Effect, Option, Predicate, Schema } from "effect"
import { type JobId, JobStatus } from "../domain/Job.ts"
import type { DurableFiles } from "../processes/DurableFiles.ts"
import { dayFile } from "./JobFolder.ts"

/** What is kept of a job that is over: enough for lists and for retention. */
export interface DayEntry {
  readonly id: JobId
  readonly status: JobStatus
  readonly ended_at: string
  /** On disk, all its files together. */
  readonly bytes: number
}

/** More than this would make a file that takes longer to read than it saves. */
const mostEntries = 50_000

const statuses: ReadonlySet<unknown> = new Set(JobStatus.literals)

const isEntry = (entry: unknown): entry is DayEntry =>
  Predicate.hasProperty(entry, "id") &&
  Predicate.isString(entry.id) &&
  Predicate.hasProperty(entry, "status") &&
  statuses.has(entry.status) &&
  Predicate.hasProperty(entry, "ended_at") &&
  Predicate.isString(entry.ended_at) &&
  Predicate.hasProperty(entry, "bytes") &&
  Predicate.isNumber(entry.bytes)

/** Looked at by hand: there may be thousands, and a schema's look at each costs far more. */
const Entries = Schema.declare(
  (value): value is ReadonlyArray<DayEntry> => Array.isArray(value) && value.every(isEntry),
)

const DayFile = Schema.Struct({ format: Schema.Literal(1), jobs: Entries })

/** The `day.json` of each shelf. It is derived: without it, jobs are read one by one. */
export interface DayBook {
  /** What is known without reading jobs; nothing where there is no file, or none that can be read. */
  readonly read: (shelf: string) => Effect.Effect<ReadonlyMap<JobId, DayEntry>>
  /** Only where all jobs of the shelf are over: what it says must hold for ever. */
  readonly write: (shelf: string, entries: ReadonlyArray<DayEntry>) => Effect.Effect<void>
}

/** Over the state directory of this path. */
export const makeDayBook = (files: DurableFiles["Type"], fs: FileSystem, home: string): DayBook => {
  const pathOf = (shelf: string) => `${home}/jobs/${shelf}/${dayFile}`
  const nothing: ReadonlyArray<DayEntry> = []
  return {
    read: (shelf) =>
      Effect.map(
        Effect.orElseSucceed(files.read(pathOf(shelf), DayFile), () =>
          Option.none<typeof DayFile.Type>(),
        ),
        (found) => {
          const jobs = Option.match(found, { onNone: () => nothing, onSome: (day) => day.jobs })
          return new Map(jobs.map((entry) => [entry.id, entry] as const))
        },
      ),
    write: (shelf, jobs) =>
      jobs.length === 0 || jobs.length > mostEntries
        ? Effect.ignore(fs.remove(pathOf(shelf), { force: true }))
        : Effect.ignoreLogged(files.replace(pathOf(shelf), DayFile, { format: 1, jobs } as const)),
  }
}
