import { basename, dirname, join } from "node:path"
import type { PlatformError } from "@effect/platform/Error"
import type { FileSystem } from "@effect/platform/FileSystem"
import { Effect, Option, Random } from "effect"
import { codeOf } from "../domain/PlatformErrors.ts"
import type { DurableFile, Written } from "./DurableFiles.ts"

/** Whether a name in a folder is a half-made file's, which whoever lists that folder skips. */
export const isTemporary = (name: string): boolean => name.startsWith(temporaryPrefix)

/** A name for a file in the making. */
export const temporaryName = (random: number, name: string): string =>
  `${temporaryPrefix}${random.toString(36).padStart(randomDigits, "0")}-${name}`

/** Whether `temporaryName` has made that name: people, too, may begin one with a point. */
export const isTemporaryOfOurs = (name: string): boolean => ours.test(name)

/** Makes a file once and whole. Its name is durable only after `syncFolder`. */
export const makeOnce = Effect.fnUntraced(function* (
  fs: FileSystem,
  file: DurableFile,
  { waitsForDisk } = { waitsForDisk: true },
) {
  const bytes = yield* file.bytes
  const temporary = yield* writeTemporary(fs, file, bytes, waitsForDisk)
  return yield* fs.link(temporary, file.path).pipe(
    Effect.catchIf(hasNoHardLinks, () => writeNew(fs, file.path, bytes, file.mode, waitsForDisk)),
    Effect.as<Written>("made"),
    Effect.catchIf(exists, () => whoseLink(fs, temporary)),
    Effect.ensuring(discard(fs, temporary)),
  )
})

/** Replaces a file whole, after `beforehand` with what is to replace it. The change is durable only after `syncFolder`. */
export const replaceWhole = Effect.fnUntraced(function* <E = never>(
  fs: FileSystem,
  file: DurableFile,
  beforehand: (temporary: string) => Effect.Effect<void, E> = () => Effect.void,
) {
  const bytes = yield* file.bytes
  const temporary = yield* writeTemporary(fs, file, bytes, true)
  yield* Effect.zipRight(beforehand(temporary), fs.rename(temporary, file.path)).pipe(
    Effect.onError(() => discard(fs, temporary)),
  )
})

/** Makes the content of a file durable that was written without waiting for the disk. */
export const syncContent = (fs: FileSystem, path: string): Effect.Effect<void, PlatformError> =>
  fs.open(path, { flag: "r+" }).pipe(
    Effect.flatMap((opened) => opened.sync),
    Effect.scoped,
  )

/** Makes the names in a folder durable, where the platform can do that. */
export const syncFolder = (fs: FileSystem, folder: string): Effect.Effect<void, PlatformError> =>
  fs.open(folder, { flag: "r" }).pipe(
    Effect.flatMap((opened) => opened.sync),
    Effect.scoped,
    Effect.catchIf(
      (error) => unsyncable.has(codeOf(error)),
      () => Effect.void,
    ),
  )

const temporaryPrefix = ".tmp-"

/** As many as the largest random number has. */
const randomDigits = Number.MAX_SAFE_INTEGER.toString(36).length

const ours = new RegExp(`^\\.tmp-[0-9a-z]{${randomDigits}}-.`)

const writeTemporary = (
  fs: FileSystem,
  file: DurableFile,
  bytes: Uint8Array,
  waitsForDisk: boolean,
) =>
  Effect.flatMap(Random.nextIntBetween(0, Number.MAX_SAFE_INTEGER), (random) => {
    const path = join(dirname(file.path), temporaryName(random, basename(file.path)))
    return Effect.as(writeNew(fs, path, bytes, file.mode, waitsForDisk), path)
  }).pipe(Effect.retry({ times: 3, while: exists }))

/** A new file with all its content, on the disk where that is waited for, or no file. */
const writeNew = (
  fs: FileSystem,
  path: string,
  bytes: Uint8Array,
  mode: number,
  waitsForDisk: boolean,
) =>
  fs.open(path, { flag: "wx", mode }).pipe(
    Effect.flatMap((opened) =>
      Effect.zipRight(opened.writeAll(bytes), waitsForDisk ? opened.sync : Effect.void).pipe(
        Effect.onError(() => discard(fs, path)),
      ),
    ),
    Effect.scoped,
  )

// Over NFS, the answer to a link that was made can get lost and its repetition finds our own.
const whoseLink = (fs: FileSystem, temporary: string) =>
  Effect.map(
    fs.stat(temporary),
    ({ nlink }): Written => (Option.contains(nlink, 2) ? "made" : "existed"),
  )

const discard = (fs: FileSystem, path: string) => Effect.ignore(fs.remove(path, { force: true }))

const exists = (error: PlatformError): boolean => codeOf(error) === "EEXIST"

const hasNoHardLinks = (error: PlatformError): boolean => unlinkable.has(codeOf(error))

const unlinkable: ReadonlySet<string> = new Set([
  "EMLINK",
  "ENOSYS",
  "ENOTSUP",
  "EOPNOTSUPP",
  "EPERM",
])

const unsyncable: ReadonlySet<string> = new Set(["EINVAL", "EISDIR", "ENOTSUP", "EPERM"])
