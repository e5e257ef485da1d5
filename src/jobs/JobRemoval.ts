import { dirname } from "node:path"
import type { PlatformError } from "@effect/platform/Error"
import type { FileSystem } from "@effect/platform/FileSystem"
import { Array as Arr, Effect, Option } from "effect"
import type { JobId, StoreUnavailable } from "../domain/Job.ts"
import { codeOf, storeUnavailable } from "../domain/PlatformErrors.ts"
import { dayFile, folderOf } from "./JobFolder.ts"

/** Where a job goes before it goes for good. */
export const removedPrefix = ".tmp-removed-"

/**
 * Removes jobs with all their files; true where this call did it, false where there was none. One that
 * cannot be removed stays where it was, with its records, so that it is still seen and counted.
 */
export const makeRemoval = (fs: FileSystem, home: string) => {
  /** The records go last: without them nobody would see any more what is left. */
  const removeTree = Effect.fnUntraced(function* (folder: string) {
    const [others] = Arr.partition(yield* fs.readDirectory(folder), (name) =>
      name.endsWith(".json"),
    )
    yield* Effect.forEach(others, (name) =>
      fs.remove(`${folder}/${name}`, { recursive: true, force: true }),
    )
    yield* fs.remove(folder, { recursive: true, force: true })
  })

  /** Of what a script has closed to us and itself, the folders matter: files go with their folder. */
  const open = (folder: string): Effect.Effect<void> =>
    Effect.gen(function* () {
      if (Option.isSome(yield* Effect.option(fs.readLink(folder)))) return
      const { type, mode } = yield* fs.stat(folder)
      if (type !== "Directory") return
      yield* fs.chmod(folder, (mode & 0o7777) | 0o700)
      const names = yield* fs.readDirectory(folder)
      yield* Effect.forEach(names, (name) => open(`${folder}/${name}`), { discard: true })
    }).pipe(Effect.ignore)

  return Effect.fn("JobStore.remove")((id: JobId): Effect.Effect<boolean, StoreUnavailable> => {
    const folder = folderOf(home, id)
    const shelf = dirname(folder)
    // Renamed first: nobody is to find a job that lacks the one or other of its files.
    const aside = `${shelf}/${removedPrefix}${id}`
    const emptied = removeTree(aside).pipe(
      Effect.catchIf(isDenied, () => Effect.zipRight(open(aside), removeTree(aside))),
      Effect.onError(() => Effect.ignore(fs.rename(aside, folder))),
    )
    return Effect.ignore(fs.remove(`${shelf}/${dayFile}`, { force: true })).pipe(
      Effect.zipRight(renamed(fs, folder, aside)),
      Effect.tap((isOurs) => (isOurs ? emptied : Effect.void)),
      Effect.mapError(storeUnavailable(folder)),
      Effect.uninterruptible,
    )
  })
}

/** False where it is gone already: another cleaner was faster. */
const renamed = (fs: FileSystem, from: string, to: string) =>
  fs.rename(from, to).pipe(
    Effect.as(true),
    Effect.catchIf(
      (error) => codeOf(error) === "ENOENT",
      () => Effect.succeed(false),
    ),
  )

const isDenied = (error: PlatformError): boolean => ["EACCES", "EPERM"].includes(codeOf(error))
