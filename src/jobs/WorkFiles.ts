import { type File, FileSystem } from "@effect/platform/FileSystem"
import { Array as Arr, Context, Effect, Layer, Option, Order, Schema, Stream } from "effect"
import { differencesSince, signOf } from "../domain/Differences.ts"
import { namesOrNone } from "../domain/FolderNames.ts"
import { forEachInTurns } from "../domain/InTurns.ts"
import { type Job, JobId } from "../domain/Job.ts"
import { profileSummary, profileTool } from "../domain/Profile.ts"
import { Settings } from "../domain/Settings.ts"
import { folderOf } from "./JobFolder.ts"

/** A larger file is read from disk, by whoever wants all of it. */
export const maxWorkFileBytes = 8 * 1024 * 1024

/** So many names in a job's folder are looked at; more would hold up its answer. */
const mostLookedAt = 2000

/** A file that a job left in its own folder. */
interface WorkFile {
  /** Relative to that folder. */
  readonly path: string
  readonly bytes: number
}

/** The files of a folder, and whether that is all of them. */
export interface WorkListing {
  /** By path. */
  readonly files: ReadonlyArray<WorkFile>
  readonly isWhole: boolean
}

/** A file that was found, by its path on disk without any link in it. */
export interface FoundWorkFile {
  readonly path: string
  readonly realPath: string
}

/** A job has no such file of its own. */
export class WorkFileNotFound extends Schema.TaggedError<WorkFileNotFound>()("WorkFileNotFound", {
  job_id: Schema.String,
  path: Schema.String,
  reason: Schema.String,
  known: Schema.Array(Schema.String),
}) {
  override get message() {
    const advice =
      this.known.length === 0
        ? "It left none there. Ask py_job_status what it did."
        : `Read one of the files there: ${this.known.join(", ")}.`
    return `${JSON.stringify(this.path)} ${this.reason} of job "${this.job_id}". ${advice}`
  }
}

/** A file of a job that cannot be handed out. */
export class WorkFileUnreadable extends Schema.TaggedError<WorkFileUnreadable>()(
  "WorkFileUnreadable",
  { path: Schema.String, reason: Schema.String },
) {
  override get message() {
    return `${this.reason}. Read it from disk: ${this.path}.`
  }
}

/** What jobs without a directory of the caller's left in their own `work/` folder, and nothing else. */
export class WorkFiles extends Context.Tag("python-mcp/WorkFiles")<
  WorkFiles,
  {
    readonly list: (job: Job) => Effect.Effect<WorkListing>
    /** No path leads out of the folder: not by "..", not as an absolute one, not through a link. */
    readonly find: (job: Job, path: string) => Effect.Effect<FoundWorkFile, WorkFileNotFound>
    readonly read: (file: FoundWorkFile) => Effect.Effect<Uint8Array, WorkFileUnreadable>
    /** Emits whenever somebody has written to it, from now on: what happens while it is looked for counts. */
    readonly changes: <E>(
      id: JobId,
      path: string,
      find: Effect.Effect<FoundWorkFile, E>,
    ) => Stream.Stream<void, E>
  }
>() {
  static readonly layer = Layer.effect(
    WorkFiles,
    Effect.gen(function* () {
      const fs = yield* FileSystem
      const { home } = yield* Settings
      const list = Effect.fn("WorkFiles.list")((job: Job) =>
        Effect.map(filesIn(fs, workOf(job)), ({ files, isWhole }) => ({
          files: files.filter(({ path }) => !isOwnRecord(job, path)),
          isWhole,
        })),
      )

      const notFound = (job: Job, path: string, reason: string) =>
        Effect.flatMap(list(job), ({ files }) => {
          const known = files.slice(0, shown).map((file) => file.path)
          return new WorkFileNotFound({ job_id: job.id, path, reason, known })
        })

      const find = Effect.fn("WorkFiles.find")(function* (job: Job, path: string) {
        if (!staysBelow(path)) return yield* notFound(job, path, "is no path in the work folder")
        const found = yield* Effect.option(lookAt(fs, workOf(job), path))
        if (Option.isNone(found)) return yield* notFound(job, path, "is not in the work folder")
        const { realPath, type, isInside } = found.value
        if (!isInside) return yield* notFound(job, path, "leads out of the work folder")
        if (type === "Directory") return yield* notFound(job, path, "is a folder in that")
        if (type !== "File") return yield* notFound(job, path, "is no regular file")
        return { path, realPath }
      })

      const read = Effect.fn("WorkFiles.read")(function* ({ realPath }: FoundWorkFile) {
        const fail = (reason: string) => new WorkFileUnreadable({ path: realPath, reason })
        const orFail = Effect.mapError(({ message }: { readonly message: string }) => fail(message))
        const { size } = yield* orFail(fs.stat(realPath))
        if (size > maxWorkFileBytes) return yield* fail(tooLarge(Number(size)))
        const bytes = yield* orFail(fs.readFile(realPath))
        // It may have grown meanwhile.
        return bytes.length > maxWorkFileBytes ? yield* fail(tooLarge(bytes.length)) : bytes
      })

      const changes: WorkFiles["Type"]["changes"] = (id, path, find) =>
        Stream.unwrap(
          Effect.gen(function* () {
            const isPath = Schema.is(JobId)(id) && staysBelow(path)
            const before = isPath ? yield* signOf(fs, `${workIn(folderOf(home, id))}/${path}`) : ""
            const look = signOf(fs, (yield* find).realPath)
            return Stream.map(differencesSince(before, look, lookInterval), () => undefined)
          }),
        )

      return { list, find, read, changes }
    }),
  )
}

/** The answer says what is in it. */
const isOwnRecord = ({ job }: Job, path: string): boolean =>
  job.tool === profileTool && path === `profile/${profileSummary}`

const shown = 10

/** A followed file is looked at this often. */
const lookInterval = "200 millis"

const tooLarge = (bytes: number): string =>
  `The file has ${bytes} bytes, more than the ${maxWorkFileBytes} that a resource may have`

const workIn = (folder: string): string => `${folder}/work`

const workOf = ({ folder }: Job): string => workIn(folder)

/** The text of a path that goes down only. */
const staysBelow = (path: string): boolean =>
  !path.includes("\0") && path.split("/").every((part) => !["", ".", ".."].includes(part))

const lookAt = Effect.fnUntraced(function* (fs: FileSystem, folder: string, path: string) {
  const root = yield* fs.realPath(folder)
  const realPath = yield* fs.realPath(`${folder}/${path}`)
  const { type } = yield* fs.stat(realPath)
  return { realPath, type, isInside: realPath.startsWith(`${root}/`) }
})

interface Walk extends WorkListing {
  /** Folders that are yet to be looked into, each with a slash at its end; "" is the root. */
  readonly ahead: ReadonlyArray<string>
  readonly looked: number
}

const begin: Walk = { files: [], isWhole: true, ahead: [""], looked: 0 }

/** Every regular file below a folder, links aside: what they lead to is not the job's. */
const filesIn = (fs: FileSystem, folder: string): Effect.Effect<WorkListing> =>
  Effect.gen(function* () {
    const root = yield* Effect.orElseSucceed(fs.realPath(folder), () => folder)
    const { files, ahead, isWhole } = yield* Effect.iterate(begin, {
      while: ({ ahead, looked }) => ahead.length > 0 && looked < mostLookedAt,
      body: (walk) => step(fs, root, walk),
    })
    return { files: Arr.sort(files, byPath), isWhole: isWhole && ahead.length === 0 }
  })

const byPath = Order.mapInput(Order.string, ({ path }: WorkFile) => path)

const step = Effect.fnUntraced(function* (fs: FileSystem, root: string, walk: Walk) {
  const [folder = "", ...ahead] = walk.ahead
  const names = (yield* namesOrNone(fs, `${root}/${folder}`)).filter((one) => one !== bytecode)
  const looked = names.slice(0, mostLookedAt - walk.looked)
  const found = Arr.getSomes(
    yield* forEachInTurns(looked, (name) => entry(fs, root, folder + name)),
  )
  const [folders, files] = Arr.partition(found, ({ type }) => type === "File")
  return {
    files: [...walk.files, ...files.map(({ path, size }) => ({ path, bytes: Number(size) }))],
    isWhole: walk.isWhole && looked.length === names.length,
    ahead: [...ahead, ...folders.flatMap(({ type, path }) => (isFolder(type) ? [`${path}/`] : []))],
    looked: walk.looked + looked.length,
  }
})

/** Python's own, not the script's. */
const bytecode = "__pycache__"

const isFolder = (type: File.Type): boolean => type === "Directory"

/** None for a link, and for what has just gone. */
const entry = (fs: FileSystem, root: string, path: string) =>
  Effect.gen(function* () {
    const full = `${root}/${path}`
    if ((yield* fs.realPath(full)) !== full) return Option.none()
    const { type, size } = yield* fs.stat(full)
    return Option.some({ path, type, size })
  }).pipe(Effect.orElseSucceed(() => Option.none()))
