import { FileSystem } from "@effect/platform/FileSystem"
import { Context, Effect, Layer, Option } from "effect"
import { namesIn } from "../domain/FolderNames.ts"
import type { Job, JobId, StoreUnavailable } from "../domain/Job.ts"
import {
  ActiveRecord,
  type BegunRecord,
  type JobRecord,
  type SpecRecord,
} from "../domain/JobFiles.ts"
import { storeUnavailable } from "../domain/PlatformErrors.ts"
import { Settings } from "../domain/Settings.ts"
import { DurableFiles, type Written } from "../processes/DurableFiles.ts"
import { MemoryFileSystem } from "../processes/MemoryFileSystem.ts"
import { makeCreation } from "./JobCreation.ts"
import type { JobFile } from "./JobFile.ts"
import { activePathOf, folderOf } from "./JobFolder.ts"
import { type JobFilter, type JobPage, listJobs } from "./JobListing.ts"
import { readJob, readOrUnknown } from "./JobReading.ts"
import { makeRemoval } from "./JobRemoval.ts"

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
    /** The same for lists: a job that the disk tells nothing about is unknown, and the others are shown. */
    readonly readOrUnknown: (id: JobId) => Effect.Effect<Option.Option<Job>>
    /**
     * Removes an ended job with all its files: true where it was this call that did it. What cannot be
     * removed stays where it was.
     */
    readonly remove: (id: JobId) => Effect.Effect<boolean, StoreUnavailable>
    /** The jobs without an end, with who answers for each; recovery reads only this. */
    readonly active: Effect.Effect<ReadonlyArray<ActiveJob>, StoreUnavailable>
    /** Which these are; marks are not read. */
    readonly marks: Effect.Effect<ReadonlyArray<JobId>, StoreUnavailable>
    /** Who answers for one of these; none where it has no mark, or one that tells nothing. */
    readonly markOf: (id: JobId) => Effect.Effect<Option.Option<ActiveRecord>>
    /** Whoever made `exit.json` says so here. */
    readonly settled: (id: JobId) => Effect.Effect<void, StoreUnavailable>
    readonly newest: (filter: JobFilter) => Effect.Effect<JobPage>
    /**
     * The jobs that have ended since a moment, at least so many where there are more; whether none of
     * those that were made lately was left out.
     */
    readonly endedSince: (
      since: number,
      most: number,
    ) => Effect.Effect<{ readonly jobs: ReadonlyArray<Job>; readonly isWhole: boolean }>
    /** The ids of the newest jobs, newest first. */
    readonly newestIds: (limit: number) => Effect.Effect<ReadonlyArray<JobId>>
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

  /** Who has a mark: its job has no end, or its owner has not yet done with it. */
  const marks = Effect.suspend(() => {
    const path = `${home}/active`
    return namesIn(fs, path).pipe(
      Effect.mapError(storeUnavailable(path)),
      Effect.map((names) => names.filter((name) => !name.startsWith("."))),
    )
  })

  const markOf = (id: JobId) =>
    files
      .read(activePathOf(home, id), ActiveRecord)
      .pipe(
        Effect.catchAll(({ message }) =>
          Effect.as(Effect.logWarning("a job's mark cannot be read", message), Option.none()),
        ),
      )

  const active = Effect.flatMap(marks, (ids) =>
    // One mark that cannot be read is no reason to leave the other jobs.
    Effect.forEach(ids, (id) => Effect.map(markOf(id), (record) => ({ id, record }))),
  )

  const read = readJob(files, fs, home)

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
    read,
    readOrUnknown: readOrUnknown(read, home),
    remove: makeRemoval(fs, home),
    active,
    marks,
    markOf,
    settled: (id) => Effect.ignore(fs.remove(activePathOf(home, id), { force: true })),
    ...listing,
  } satisfies JobStore["Type"]
})
