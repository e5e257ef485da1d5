import { dirname } from "node:path"
import { FileSystem } from "@effect/platform/FileSystem"
import { Context, Effect, Layer, type Option } from "effect"
import { namesIn } from "../domain/FolderNames.ts"
import type { Job, JobId, StoreUnavailable } from "../domain/Job.ts"
import {
  ActiveRecord,
  type BegunRecord,
  type JobRecord,
  type SpecRecord,
} from "../domain/JobFiles.ts"
import { codeOf, storeUnavailable } from "../domain/PlatformErrors.ts"
import { Settings } from "../domain/Settings.ts"
import { DurableFiles, type Written } from "../processes/DurableFiles.ts"
import { MemoryFileSystem } from "../processes/MemoryFileSystem.ts"
import { makeCreation } from "./JobCreation.ts"
import type { JobFile } from "./JobFile.ts"
import { activePathOf, dayFile, folderOf } from "./JobFolder.ts"
import { type JobFilter, type JobPage, listJobs } from "./JobListing.ts"
import { readJob } from "./JobReading.ts"

/** A job without an end; no record where its file does not parse. */
export interface ActiveJob {
  readonly id: JobId
  readonly record: Option.Option<ActiveRecord>
}

/**
 * Which jobs exist: one folder each, every file of it written once (or replaced whole) by whoever has
 * the right to; no lock, no database, no status that could go stale.
 */
export class JobStore extends Context.Tag("python-mcp/JobStore")<
  JobStore,
  {
    /** The job's folder, whether or not it is there. */
    readonly folder: (id: JobId) => string
    /** Shows that a job is being made: `active/<id>` and its folder are there, not yet durable. */
    readonly announce: (job: JobRecord) => Effect.Effect<void, StoreUnavailable>
    /** Makes an announced job durable: `job.json`, `spec.json`, and `begun.json` where it begins at once. */
    readonly create: (
      job: JobRecord,
      spec: SpecRecord,
      begun: Option.Option<BegunRecord>,
    ) => Effect.Effect<void, StoreUnavailable>
    readonly writeOnce: <A, I>(
      id: JobId,
      file: JobFile<A, I>,
      value: A,
    ) => Effect.Effect<Written, StoreUnavailable>
    readonly replace: <A, I>(
      id: JobId,
      file: JobFile<A, I>,
      value: A,
    ) => Effect.Effect<void, StoreUnavailable>
    /** Whether a file of a job is there: cheaper than reading it. */
    readonly has: <A, I>(id: JobId, file: JobFile<A, I>) => Effect.Effect<boolean>
    /** None where there is no such job. */
    readonly read: (id: JobId) => Effect.Effect<Option.Option<Job>, StoreUnavailable>
    /** Removes an ended job with all its files. */
    readonly remove: (id: JobId) => Effect.Effect<void, StoreUnavailable>
    /** The jobs without an end, with who answers for each; recovery reads only this. */
    readonly active: Effect.Effect<ReadonlyArray<ActiveJob>, StoreUnavailable>
    /** Whoever made `exit.json` says so here. */
    readonly settled: (id: JobId) => Effect.Effect<void, StoreUnavailable>
    readonly newest: (filter: JobFilter) => Effect.Effect<JobPage, StoreUnavailable>
    /**
     * The jobs that have ended since a moment, at least so many where there are more; whether none of
     * those that were made lately was left out.
     */
    readonly endedSince: (
      since: number,
      most: number,
    ) => Effect.Effect<
      { readonly jobs: ReadonlyArray<Job>; readonly isWhole: boolean },
      StoreUnavailable
    >
    /** The ids of the newest jobs, newest first. */
    readonly newestIds: (limit: number) => Effect.Effect<ReadonlyArray<JobId>, StoreUnavailable>
    /** How many jobs there are in all. */
    readonly count: Effect.Effect<number>
  }
>() {
  static readonly layer: Layer.Layer<JobStore, never, DurableFiles | FileSystem | Settings> =
    Layer.effect(
      JobStore,
      Effect.suspend(() => make),
    )

  /** The same store over files that live in memory: for tests, and for jobs that need not last. */
  static readonly layerMemory: Layer.Layer<JobStore, never, Settings> = JobStore.layer.pipe(
    Layer.provide(DurableFiles.layer),
    Layer.provide(MemoryFileSystem.layer),
  )
}

const make = Effect.gen(function* () {
  const files = yield* DurableFiles
  const fs = yield* FileSystem
  const { home } = yield* Settings
  const folder = (id: JobId) => folderOf(home, id)

  const remove = Effect.fn("JobStore.remove")(function* (id: JobId) {
    yield* Effect.ignore(fs.remove(`${dirname(folder(id))}/${dayFile}`, { force: true }))
    // Renamed first: nobody is to find a job that lacks the one or other of its files.
    const aside = `${dirname(folder(id))}/.tmp-removed-${id}`
    yield* fs.rename(folder(id), aside).pipe(
      Effect.zipRight(fs.remove(aside, { recursive: true, force: true })),
      Effect.catchIf(
        (error) => codeOf(error) === "ENOENT",
        () => Effect.void,
      ),
      Effect.mapError(storeUnavailable(folder(id))),
    )
  })

  const active = Effect.gen(function* () {
    const marks = `${home}/active`
    const names = yield* Effect.mapError(namesIn(fs, marks), storeUnavailable(marks))
    return yield* Effect.forEach(
      names.filter((name) => !name.startsWith(".")),
      (id) =>
        files.read(activePathOf(home, id), ActiveRecord).pipe(
          Effect.catchTag("Unreadable", () => Effect.succeedNone),
          Effect.map((record) => ({ id, record })),
        ),
    )
  })

  const creation = makeCreation(files, fs, home)
  const listing = yield* listJobs(home)

  return {
    folder,
    ...creation,
    writeOnce: (id, file, value) =>
      files.writeOnce(`${folder(id)}/${file.name}`, file.schema, value),
    replace: (id, file, value) => files.replace(`${folder(id)}/${file.name}`, file.schema, value),
    has: (id, file) =>
      fs.exists(`${folder(id)}/${file.name}`).pipe(Effect.orElseSucceed(() => false)),
    read: readJob(files, fs, home),
    remove,
    active,
    settled: (id) => Effect.ignore(fs.remove(activePathOf(home, id), { force: true })),
    ...listing,
  } satisfies JobStore["Type"]
})
