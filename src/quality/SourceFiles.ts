import { dirname } from "node:path"
import type { PlatformError } from "@effect/platform/Error"
import * as FileSystem from "@effect/platform/FileSystem"
import { Data, Effect, Option } from "effect"
import { codeOf, storeUnavailable } from "../domain/PlatformErrors.ts"
import { replaceWhole, syncFolder } from "../processes/DurableWrite.ts"

/** A file of the user's, as it was when it was read. */
export interface SourceFile {
  /** As the tool names it; it may be a link. */
  readonly path: string
  /** At the end of all links. */
  readonly realPath: string
  readonly bytes: Uint8Array
}

/** One file that could not be read or replaced; the others go on. */
export class FileRefused extends Data.TaggedError("FileRefused")<{
  readonly path: string
  readonly reason: string
}> {}

/** Reads files and replaces them whole: whoever looks sees the old content or the new one. */
export const makeSourceFiles = Effect.gen(function* () {
  const fs = yield* FileSystem.FileSystem

  const read = (path: string): Effect.Effect<SourceFile, FileRefused> =>
    Effect.gen(function* () {
      const realPath = yield* fs.realPath(path)
      const { size } = yield* fs.stat(realPath)
      if (Number(size) > maxFileBytes) return yield* refusal(path, tooLarge(Number(size)))
      return { path, realPath, bytes: yield* fs.readFile(realPath) }
    }).pipe(Effect.catchAll((error) => asRefusal(path, error)))

  /** The new file is to be what the old one was, and that must still be what was read. */
  const liken = Effect.fnUntraced(function* ({ path, realPath, bytes }: SourceFile, made: string) {
    const { mode, uid, gid } = yield* fs.stat(realPath)
    const ours = yield* fs.stat(made)
    const isOurs = sameOwner(ours.uid, uid) && sameOwner(ours.gid, gid)
    if (!isOurs)
      yield* fs.chown(
        made,
        Option.getOrElse(uid, () => -1),
        Option.getOrElse(gid, () => -1),
      )
    yield* fs.chmod(made, mode & 0o7777)
    if (!isSame(yield* fs.readFile(realPath), bytes)) {
      return yield* refusal(path, "it was changed by somebody else meanwhile; call again")
    }
  })

  const replace = Effect.fn("SourceFiles.replace")(
    function* (file: SourceFile, bytes: Uint8Array) {
      const { realPath } = file
      // A file that may not be written is not to be replaced either, though its folder would allow that.
      yield* fs.access(realPath, { writable: true })
      const whole = { path: realPath, bytes: Effect.succeed(bytes), mode: 0o600 }
      yield* replaceWhole(fs, whole, (made) => liken(file, made))
      yield* syncFolder(fs, dirname(realPath))
    },
    Effect.uninterruptible,
    (self, { path }) => Effect.catchAll(self, (error) => asRefusal(path, error)),
  )

  return { read, replace }
})

/** Of one file; code that people write has some hundred kilobytes at most. */
export const maxFileBytes = 5 * 1024 * 1024

/** What is said of a file beyond that. */
export const tooLarge = (bytes: number): string =>
  `it has ${bytes} bytes, and files of at most ${maxFileBytes} are taken`

const refusal = (path: string, reason: string) => new FileRefused({ path, reason })

const asRefusal = (path: string, error: FileRefused | PlatformError) =>
  Effect.fail(
    error._tag === "FileRefused"
      ? error
      : refusal(path, reasons.get(codeOf(error)) ?? storeUnavailable(path)(error).reason),
  )

/** What differs where it is about somebody's own files. */
const reasons: ReadonlyMap<string, string> = new Map([
  ["EACCES", "permission denied: the file and its folder must be writable"],
  ["ENOENT", "it does not exist"],
  ["EPERM", "not permitted: it belongs to somebody else, or it is immutable"],
])

const sameOwner = (a: Option.Option<number>, b: Option.Option<number>): boolean =>
  Option.getOrNull(a) === Option.getOrNull(b)

const isSame = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0
