import { FileSystem } from "@effect/platform/FileSystem"
import { Context, Effect, Layer, type Option } from "effect"
import { type Job, type JobId, StoreUnavailable } from "../domain/Job.ts"
import { ActiveRecord, type JobRecord, type SpecRecord } from "../domain/JobFiles.ts"
import { Settings } from "../domain/Settings.ts"
import { DurableFiles, type Written } from "../processes/DurableFiles.ts"
import { MemoryFileSystem } from "../processes/MemoryFileSystem.ts"
import { JobFile } from "./JobFile.ts"
import { folderOf } from "./JobFolder.ts"
import { type JobFilter, type JobPage, listJobs } from "./JobListing.ts"
import { readJob } from "./JobReading.ts"

/**
 * Which jobs exist: one folder each, every file of it written once (or replaced whole) by whoever has
 * the right to; no lock, no database, no status that could go stale.
 */
export class JobStore extends Context.Tag("python-mcp/JobStore")<
  JobStore,
  {
    /** The job's folder, whether or not it is there. */
    readonly folder: (id: JobId) => string
    /** Makes the job durable: `active/<id>`, then its folder with `job.json` and `spec.json`. */
    readonly create: (job: JobRecord, spec: SpecRecord) => Effect.Effect<void, StoreUnavailable>
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
    readonly active: Effect.Effect<
      ReadonlyArray<{ readonly id: JobId; readonly record: Option.Option<ActiveRecord> }>,
      StoreUnavailable
    >
    /** Whoever made `exit.json` says so here. */
    readonly settled: (id: JobId) => Effect.Effect<void, StoreUnavailable>
    readonly newest: (filter: JobFilter) => Effect.Effect<JobPage, StoreUnavailable>
    /** Every job's id, newest first. */
    readonly ids: Effect.Effect<ReadonlyArray<JobId>, StoreUnavailable>
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

/** Turns a platform error about a path into the store's own. */
export const unavailable = (path: string) => (error: { readonly message: string }) =>
  new StoreUnavailable({ path, reason: error.message })

const make = Effect.gen(function* () {
  const files = yield* DurableFiles
  const fs = yield* FileSystem
  const { home } = yield* Settings
  const folder = (id: JobId) => folderOf(home, id)
  const activePath = (id: JobId) => `${home}/active/${id}`
  const makeFolder = (path: string) =>
    fs.makeDirectory(path, { recursive: true }).pipe(Effect.mapError(unavailable(path)))

  const create = Effect.fn("JobStore.create")(function* (job: JobRecord, spec: SpecRecord) {
    const path = folder(job.id)
    yield* makeFolder(`${home}/active`)
    if (job.owner !== null) {
      const record = { owner: job.owner, folder: path }
      yield* files.writeOnce(activePath(job.id), ActiveRecord, record)
    }
    yield* makeFolder(path)
    yield* files.writeAllOnce([
      DurableFiles.file(`${path}/${JobFile.spec.name}`, JobFile.spec.schema, spec),
      DurableFiles.file(`${path}/${JobFile.job.name}`, JobFile.job.schema, job),
    ])
  })

  const remove = Effect.fn("JobStore.remove")(function* (id: JobId) {
    yield* fs
      .remove(folder(id), { recursive: true, force: true })
      .pipe(Effect.mapError(unavailable(folder(id))))
  })

  const active = Effect.gen(function* () {
    const names = yield* fs.readDirectory(`${home}/active`).pipe(Effect.orElseSucceed(() => []))
    return yield* Effect.forEach(
      names.filter((name) => !name.startsWith(".")),
      (id) =>
        files.read(activePath(id), ActiveRecord).pipe(
          Effect.catchTag("Unreadable", () => Effect.succeedNone),
          Effect.map((record) => ({ id, record })),
        ),
    )
  })

  const listing = yield* listJobs(home)

  return {
    folder,
    create,
    writeOnce: (id, file, value) =>
      files.writeOnce(`${folder(id)}/${file.name}`, file.schema, value),
    replace: (id, file, value) => files.replace(`${folder(id)}/${file.name}`, file.schema, value),
    has: (id, file) =>
      fs.exists(`${folder(id)}/${file.name}`).pipe(Effect.orElseSucceed(() => false)),
    read: readJob(files, fs, home),
    remove,
    active,
    settled: (id) => Effect.ignore(fs.remove(activePath(id), { force: true })),
    newest: listing.newest,
    ids: listing.ids,
  } satisfies JobStore["Type"]
})
