import { dirname } from "node:path"
import { FileSystem } from "@effect/platform/FileSystem"
import { Context, Effect, Layer, Option, Schema } from "effect"
import type { Job, JobId, StoreUnavailable } from "../domain/Job.ts"
import { ActiveRecord, type JobRecord, type SpecRecord } from "../domain/JobFiles.ts"
import { Settings } from "../domain/Settings.ts"
import { DurableFiles, type Written } from "../processes/DurableFiles.ts"
import { MemoryFileSystem } from "../processes/MemoryFileSystem.ts"
import { storeUnavailable } from "../processes/PlatformErrors.ts"
import { JobFile } from "./JobFile.ts"
import { folderOf } from "./JobFolder.ts"
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
    /** Makes an announced job durable, with `job.json` and `spec.json`. */
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
    readonly active: Effect.Effect<ReadonlyArray<ActiveJob>, StoreUnavailable>
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

const ActiveJson = Schema.parseJson(ActiveRecord)

const encodeActive = (record: ActiveRecord) => Effect.orDie(Schema.encode(ActiveJson)(record))

const make = Effect.gen(function* () {
  const files = yield* DurableFiles
  const fs = yield* FileSystem
  const { home } = yield* Settings
  const folder = (id: JobId) => folderOf(home, id)
  const activePath = (id: JobId) => `${home}/active/${id}`
  const makeFolder = (path: string) =>
    fs.makeDirectory(path, { recursive: true }).pipe(Effect.mapError(storeUnavailable(path)))

  const announce = Effect.fn("JobStore.announce")(function* ({ id, owner, cookie }: JobRecord) {
    yield* makeFolder(`${home}/active`)
    if (owner !== null) {
      const record = yield* encodeActive({ owner, folder: folder(id), cookie })
      yield* fs
        .writeFileString(activePath(id), record, { flag: "wx", mode: 0o600 })
        .pipe(Effect.mapError(storeUnavailable(activePath(id))))
    }
    yield* makeFolder(folder(id))
  })

  const create = Effect.fn("JobStore.create")(function* (job: JobRecord, spec: SpecRecord) {
    const path = folder(job.id)
    if (job.owner !== null) yield* files.sync(activePath(job.id))
    yield* files.writeAllOnce([
      DurableFiles.file(`${path}/${JobFile.spec.name}`, JobFile.spec.schema, spec),
      DurableFiles.file(`${path}/${JobFile.job.name}`, JobFile.job.schema, job),
    ])
    yield* files.syncFolder(dirname(path))
  })

  const remove = Effect.fn("JobStore.remove")(function* (id: JobId) {
    yield* fs
      .remove(folder(id), { recursive: true, force: true })
      .pipe(Effect.mapError(storeUnavailable(folder(id))))
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
    announce,
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
