import type { PlatformError } from "@effect/platform/Error"
import { FileSystem } from "@effect/platform/FileSystem"
import { Context, Effect, Layer, Option, Random, Schema } from "effect"
import { namesOrNone } from "../domain/FolderNames.ts"
import { newerLayoutCode, type StoreUnavailable } from "../domain/Job.ts"
import type { JobRecord } from "../domain/JobFiles.ts"
import { toldProgress } from "../domain/JobProgress.ts"
import { codeOf, storeUnavailable } from "../domain/PlatformErrors.ts"
import {
  begunAt,
  createdAt,
  endOf,
  importedId,
  outputOf,
  PythonJob,
  PythonJobList,
} from "../domain/PythonJobs.ts"
import { Settings } from "../domain/Settings.ts"
import { sha256 } from "../domain/Sha256.ts"
import { DurableFiles } from "../processes/DurableFiles.ts"
import { replaceWhole, syncFolder } from "../processes/DurableWrite.ts"
import { JobFile } from "./JobFile.ts"
import { importedFolder } from "./JobFolder.ts"

const kept = /^jobs\.python-[0-9a-f]{12}\.json$/

/**
 * Takes over what the Python server left in `meta/jobs.json`: a bare list is kept aside under a name
 * made of its content, and each such file is imported once.
 */
export class PythonImport extends Context.Tag("python-mcp/PythonImport")<
  PythonImport,
  {
    /** Keeps a bare list aside; where that fails, the snapshot must not take its place. */
    readonly keepAside: Effect.Effect<void, StoreUnavailable>
    /** Imports what has been kept aside and not yet imported. */
    readonly importAll: Effect.Effect<void>
  }
>() {
  static readonly layer = Layer.effect(
    PythonImport,
    Effect.gen(function* () {
      const fs = yield* FileSystem
      const { home } = yield* Settings
      const importOne = yield* makeImportOne
      const meta = `${home}/meta`

      const keepAside = Effect.gen(function* () {
        const path = `${meta}/jobs.json`
        if (!(yield* fs.exists(path))) return
        const text = yield* fs.readFileString(path)
        if (!text.trimStart().startsWith("[")) return
        const aside = `${meta}/jobs.python-${sha256(text).slice(0, 12)}.json`
        const bytes = Effect.succeed(new TextEncoder().encode(text))
        yield* replaceWhole(fs, { path: aside, bytes, mode: 0o600 })
        yield* syncFolder(fs, meta)
      }).pipe(Effect.mapError(storeUnavailable(meta)))

      const importFile = Effect.fn("PythonImport.importFile")(function* (name: string) {
        const text = yield* fs.readFileString(`${meta}/${name}`)
        const list = yield* Schema.decodeUnknown(PythonJobList)(text)
        const [failures] = yield* Effect.partition(list, importOne)
        // A disk that takes nothing now may do so later: without its mark, the list is gone through again.
        const passing = failures.find(isPassing)
        if (passing !== undefined) return yield* passing
        // A job that can never be imported is said once, in the mark, and keeps nobody busy again.
        const said = failures.map((failure) => `${failure.message}\n`).join("")
        yield* fs.writeFileString(`${meta}/${name}.done`, said, ownerOnly)
        const line = Effect.logInfo("the Python server's jobs are imported")
        yield* Effect.annotateLogs(line, { jobs: list.length, failed: failures.length })
      })

      const importAll = Effect.gen(function* () {
        yield* Effect.ignoreLogged(keepAside)
        const names = yield* namesOrNone(fs, meta)
        const due = names.filter((name) => kept.test(name) && !names.includes(`${name}.done`))
        yield* Effect.forEach(due, (name) => Effect.ignoreLogged(importFile(name)), {
          discard: true,
        })
      }).pipe(Effect.withSpan("PythonImport.importAll"))

      return { keepAside, importAll }
    }),
  )
}

/** Built aside and renamed: a job is imported whole or not at all. */
const makeImportOne = Effect.gen(function* () {
  const fs = yield* FileSystem
  const files = yield* DurableFiles
  const { home } = yield* Settings

  const build = (folder: string, id: string, job: PythonJob) =>
    Effect.gen(function* () {
      const output = outputOf(job)
      yield* fs.writeFileString(`${folder}/stdout.log`, output.stdout, ownerOnly)
      yield* fs.writeFileString(`${folder}/stderr.log`, output.stderr, ownerOnly)
      const sizes = { stdout: bytesOf(output.stdout), stderr: bytesOf(output.stderr) }
      const write = <A, I>(file: JobFile<A, I>, value: A) =>
        files.writeOnce(`${folder}/${file.name}`, file.schema, value)
      yield* write(JobFile.begun, { at: begunAt(job) })
      if (job.result !== undefined && job.result !== null) {
        yield* write(JobFile.result, { value: job.result })
      }
      yield* Option.match(toldProgress(job.progress), {
        onNone: () => Effect.void,
        onSome: (progress) => Effect.asVoid(write(JobFile.progress, progress)),
      })
      yield* write(JobFile.exit, endOf(job, sizes))
      yield* write(JobFile.job, recordOf(id, job))
    })

  return (candidate: unknown) =>
    Effect.gen(function* () {
      const job = yield* Schema.decodeUnknown(PythonJob)(candidate)
      const id = importedId(job.id)
      const target = `${home}/jobs/${importedFolder}/${id}`
      if (yield* fs.exists(target)) return
      const aside = `${home}/jobs/${importedFolder}/.tmp-${yield* Random.nextIntBetween(0, 2 ** 31)}`
      yield* fs.makeDirectory(aside, { recursive: true })
      yield* build(aside, id, job)
      yield* fs
        .rename(aside, target)
        .pipe(Effect.catchIf(isTaken, () => fs.remove(aside, { recursive: true, force: true })))
    }).pipe(
      // Not the error's own words: they hold what stood there, which may be code.
      Effect.catchTag("ParseError", () => Effect.logWarning("what is no job was not imported")),
    )
})

const passingCodes: ReadonlySet<string> = new Set([
  ...["EACCES", "EDQUOT", "EIO", "EMFILE", "ENFILE", "ENOSPC", "EPERM", "EROFS", "ESTALE"],
  newerLayoutCode,
])

/** Whether it is the disk's fault, and not the job's. */
const isPassing = (failure: StoreUnavailable | PlatformError): boolean =>
  passingCodes.has(failure._tag === "StoreUnavailable" ? (failure.code ?? "EIO") : codeOf(failure))

/** The same job was imported meanwhile, by another server. */
const isTaken = (error: PlatformError): boolean => ["EEXIST", "ENOTEMPTY"].includes(codeOf(error))

const ownerOnly = { mode: 0o600 } as const

const bytesOf = (text: string): number => new TextEncoder().encode(text).length

const recordOf = (id: string, job: PythonJob): JobRecord => ({
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
