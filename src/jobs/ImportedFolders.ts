import type { PlatformError } from "@effect/platform/Error"
import { FileSystem } from "@effect/platform/FileSystem"
import { Array as Arr, Effect, Option, Random } from "effect"
import type { JobId, StoreUnavailable } from "../domain/Job.ts"
import type { JobRecord } from "../domain/JobFiles.ts"
import { toldProgress } from "../domain/JobProgress.ts"
import { codeOf, storeUnavailable } from "../domain/PlatformErrors.ts"
import { begunAt, createdAt, endOf, outputOf, type PythonJob } from "../domain/PythonJobs.ts"
import { Settings } from "../domain/Settings.ts"
import { discard } from "../processes/Discard.ts"
import { type DurableFile, DurableFiles } from "../processes/DurableFiles.ts"
import { syncContent, syncFolder, temporaryName } from "../processes/DurableWrite.ts"
import { JobFile } from "./JobFile.ts"
import { importedFolder } from "./JobFolder.ts"
import type { FoundJob } from "./PythonLists.ts"

/** A job that has no folder yet, and why. */
export interface NotImported {
  readonly id: JobId
  readonly error: StoreUnavailable
}

/** So many jobs wait for the disk together; it takes them for little more than the time of one. */
const batch = 64

/** More than the thread pool has threads gains nothing. */
const side = { concurrency: 8 } as const

/**
 * Makes the folders of imported jobs, each built aside and renamed: a job is there whole or not at all.
 * Nobody sees what is built aside, so its files are written plainly and made durable together.
 */
export const makeImportedFolders = Effect.gen(function* () {
  const fs = yield* FileSystem
  const { home } = yield* Settings
  const shelf = `${home}/jobs/${importedFolder}`

  /** None where the job is there already. */
  const build = Effect.fnUntraced(function* ({ id, job }: FoundJob) {
    if (yield* fs.exists(`${shelf}/${id}`)) return Option.none<Built>()
    const random = yield* Random.nextIntBetween(0, Number.MAX_SAFE_INTEGER)
    const folder = `${shelf}/${temporaryName(random, id)}`
    const files = filesOf(folder, id, job)
    yield* fs.makeDirectory(folder).pipe(
      Effect.zipRight(Effect.forEach(files, (file) => write(fs, file), { discard: true })),
      Effect.onError(() => discard(fs, folder)),
    )
    return Option.some<Built>({ id, folder, files })
  })

  const makeDurable = ({ files, folder }: Built) =>
    Effect.forEach(files, ({ path }) => syncContent(fs, path), { discard: true }).pipe(
      Effect.zipRight(syncFolder(fs, folder)),
      Effect.onError(() => discard(fs, folder)),
    )

  const giveName = ({ id, folder }: Built) =>
    fs.rename(folder, `${shelf}/${id}`).pipe(
      Effect.onError(() => discard(fs, folder)),
      Effect.catchIf(isTaken, () => Effect.void),
    )

  const failingAs = <A>(id: JobId, step: Effect.Effect<A, PlatformError>) =>
    Effect.mapError(
      step,
      (error): NotImported => ({ id, error: storeUnavailable(`${shelf}/${id}`)(error) }),
    )

  const importBatch = Effect.fnUntraced(function* (jobs: ReadonlyArray<FoundJob>) {
    const [notBuilt, built] = yield* Effect.partition(jobs, (job) => failingAs(job.id, build(job)))
    const [notSynced, durable] = yield* Effect.partition(
      Arr.getSomes(built),
      (one) => failingAs(one.id, Effect.as(makeDurable(one), one)),
      side,
    )
    const [notNamed] = yield* Effect.partition(durable, (one) => failingAs(one.id, giveName(one)))
    return [...notBuilt, ...notSynced, ...notNamed]
  })

  /** Those that could not be imported; all the others are on the disk when this is over. */
  return Effect.fn("ImportedFolders.make")(function* (jobs: ReadonlyArray<FoundJob>) {
    if (jobs.length === 0) return []
    yield* fs.makeDirectory(shelf, { recursive: true })
    const failures = yield* Effect.forEach(Arr.chunksOf(jobs, batch), (chunk) =>
      // A timer lets others in between two batches, also where the disk answers at once.
      Effect.zipRight(Effect.sleep(0), importBatch(chunk)),
    )
    yield* Effect.forEach([shelf, `${home}/jobs`, home], (folder) => syncFolder(fs, folder))
    return failures.flat()
  })
})

interface Built {
  readonly id: JobId
  readonly folder: string
  readonly files: ReadonlyArray<DurableFile>
}

const write = (fs: FileSystem, { path, bytes, mode }: DurableFile) =>
  Effect.flatMap(bytes, (content) => fs.writeFile(path, content, { mode, flag: "wx" }))

/** The same job was imported meanwhile, by another server. */
const isTaken = (error: PlatformError): boolean => ["EEXIST", "ENOTEMPTY"].includes(codeOf(error))

const filesOf = (folder: string, id: JobId, job: PythonJob): ReadonlyArray<DurableFile> => {
  const output = outputOf(job)
  const stdout = new TextEncoder().encode(output.stdout)
  const stderr = new TextEncoder().encode(output.stderr)
  const plain = (name: string, bytes: Uint8Array): DurableFile => ({
    path: `${folder}/${name}`,
    bytes: Effect.succeed(bytes),
    mode: 0o600,
  })
  const file = <A, I>({ name, schema }: JobFile<A, I>, value: A) =>
    DurableFiles.file(`${folder}/${name}`, schema, value)
  const result =
    job.result === undefined || job.result === null
      ? []
      : [file(JobFile.result, { value: job.result })]
  const progress = Option.map(toldProgress(job.progress), (told) => file(JobFile.progress, told))
  return [
    plain("stdout.log", stdout),
    plain("stderr.log", stderr),
    file(JobFile.begun, { at: begunAt(job) }),
    ...result,
    ...Option.toArray(progress),
    file(JobFile.exit, endOf(job, { stdout: stdout.length, stderr: stderr.length })),
    file(JobFile.job, recordOf(id, job)),
  ]
}

const recordOf = (id: JobId, job: PythonJob): JobRecord => ({
  id,
  label: job.label ?? null,
  tool: "imported",
  created_at: createdAt(job),
  cookie: "",
  on_server_exit: "stop",
  stream: true,
  owner: null,
  ...(id === job.id ? {} : { original_id: job.id }),
})
