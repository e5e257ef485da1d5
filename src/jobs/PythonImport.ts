import { FileSystem } from "@effect/platform/FileSystem"
import { Context, Effect, Layer } from "effect"
import { newerLayoutCode, type StoreUnavailable } from "../domain/Job.ts"
import { storeUnavailable } from "../domain/PlatformErrors.ts"
import { Settings } from "../domain/Settings.ts"
import { replaceWhole, syncFolder } from "../processes/DurableWrite.ts"
import { makeImportedFolders } from "./ImportedFolders.ts"
import { keptName, makePythonLists } from "./PythonLists.ts"

/**
 * Takes over what the Python server left in `meta/jobs.json`: a bare list is kept aside under a name
 * made of its content, each such file is imported once, and no job of any list twice.
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
      const lists = yield* makePythonLists(`${home}/meta`)
      const makeFolders = yield* makeImportedFolders
      const meta = `${home}/meta`

      const keepAside = Effect.gen(function* () {
        const path = `${meta}/jobs.json`
        if (!(yield* fs.exists(path))) return
        const text = yield* fs.readFileString(path)
        if (!text.trimStart().startsWith("[")) return
        const aside = `${meta}/${keptName(text)}`
        const bytes = Effect.succeed(new TextEncoder().encode(text))
        yield* replaceWhole(fs, { path: aside, bytes, mode: 0o600 })
        yield* syncFolder(fs, meta)
      }).pipe(Effect.mapError(storeUnavailable(meta)))

      const importOne = Effect.fn("PythonImport.importOne")(function* (name: string) {
        const jobs = yield* lists.jobsIn(name)
        const before = yield* lists.imported
        const failures = yield* makeFolders(jobs.filter(({ id }) => !before.has(id)))
        // A disk that takes nothing now may do so later: without its mark, the list is gone through again.
        const passing = failures.find(({ error }) => passingCodes.has(error.code ?? "EIO"))
        if (passing !== undefined) return yield* passing.error
        // A job that can never be imported is said once, in the mark, and keeps nobody busy again.
        const failed = failures.map(({ id, error }) => ({ id, error: error.message }))
        const isFailed = new Set(failed.map(({ id }) => id))
        const imported = jobs.map(({ id }) => id).filter((id) => !isFailed.has(id))
        yield* lists.mark(name, { imported, failed })
        const line = Effect.logInfo("the Python server's jobs are imported")
        yield* Effect.annotateLogs(line, { jobs: jobs.length, failed: failed.length })
      })

      const importAll = Effect.gen(function* () {
        yield* Effect.ignoreLogged(keepAside)
        const due = yield* lists.due
        if (due.length === 0) return
        yield* Effect.forEach(due, (name) => Effect.ignoreLogged(importOne(name)), {
          discard: true,
        })
        yield* Effect.ignoreLogged(lists.removeSuperseded)
      }).pipe(Effect.withSpan("PythonImport.importAll"))

      return { keepAside, importAll }
    }),
  )
}

/** The disk's fault, and not the job's. */
const passingCodes: ReadonlySet<string> = new Set([
  ...["EACCES", "EDQUOT", "EIO", "EMFILE", "ENFILE", "ENOSPC", "EPERM", "EROFS", "ESTALE"],
  newerLayoutCode,
])
