import { type PlatformError, SystemError } from "@effect/platform/Error"
import * as FileSystem from "@effect/platform/FileSystem"
import { Clock, Effect, Layer, Option, Schema } from "effect"
import { newerLayoutCode, unknownLayoutCode } from "../domain/Job.ts"
import { codeOf } from "../domain/PlatformErrors.ts"
import { Settings } from "../domain/Settings.ts"

/** The layout of the state directory that this version writes. */
export const layout = 1

/** `format.json`: which layout the state directory has. */
export const Format = Schema.Struct({ layout: Schema.Int })

/** A newer server that comes meanwhile is heard of within this time. */
const remembered = 1000

/**
 * The one gate to the state directory: where a newer version has made it, nothing there is written,
 * removed or renamed any more, by whomever; reading goes on, and so does everything elsewhere.
 */
export const StateGate = {
  /** Over the FileSystem of its context. */
  layer: Layer.effect(
    FileSystem.FileSystem,
    Effect.gen(function* () {
      const fs = yield* FileSystem.FileSystem
      const { home } = yield* Settings
      return FileSystem.make({ ...fs, ...guarded(fs, home, makeGate(fs, home)) })
    }),
  ),
}

type Gate = <A, R>(
  paths: ReadonlyArray<string>,
  write: Effect.Effect<A, PlatformError, R>,
) => Effect.Effect<A, PlatformError, R>

/** Why nothing may be written, if so, and how long that holds. */
interface Verdict {
  readonly refusal: string | null
  readonly until: number
}

const makeGate = (fs: FileSystem.FileSystem, home: string): Gate => {
  let known: Verdict = { refusal: null, until: Number.NEGATIVE_INFINITY }

  /** Ours where it says so or says nothing yet; what does not parse may be anybody's. */
  const look = fs.readFileString(`${home}/format.json`).pipe(
    Effect.map((text) =>
      Option.match(decodeFormat(text), {
        onNone: () => unknownLayoutCode,
        onSome: (found) => (found.layout > layout ? newerLayoutCode : null),
      }),
    ),
    Effect.catchIf(
      (error) => codeOf(error) === "ENOENT",
      () => Effect.succeed(null),
    ),
    // A disk that does not answer for a while changes no verdict, and is asked again.
    Effect.matchEffect({
      onFailure: () => Effect.succeed(known),
      onSuccess: (refusal) =>
        Effect.map(Clock.currentTimeMillis, (now) => ({ refusal, until: now + remembered })),
    }),
  )

  const open = Effect.gen(function* () {
    const now = yield* Clock.currentTimeMillis
    // A clock that was set back must not keep a verdict for ever.
    if (now >= known.until || now < known.until - remembered) known = yield* look
    if (known.refusal !== null) return yield* closed(home, known.refusal)
  })

  const isIn = (path: string) => path === home || path.startsWith(`${home}/`)
  return (paths, write) => (paths.some(isIn) ? Effect.zipRight(open, write) : write)
}

const decodeFormat = Schema.decodeOption(Schema.parseJson(Format))

const closed = (home: string, code: string) =>
  new SystemError({
    reason: "PermissionDenied",
    module: "FileSystem",
    method: "write",
    pathOrDescriptor: home,
    cause: { code },
  })

/** Every method that changes something; the others of a FileSystem are made of these. */
const guarded = (fs: FileSystem.FileSystem, home: string, gate: Gate) =>
  ({
    chmod: (path, mode) => gate([path], fs.chmod(path, mode)),
    chown: (path, uid, gid) => gate([path], fs.chown(path, uid, gid)),
    copy: (from, to, options) => gate([to], fs.copy(from, to, options)),
    copyFile: (from, to) => gate([to], fs.copyFile(from, to)),
    link: (from, to) => gate([from, to], fs.link(from, to)),
    // Whoever makes a folder of ours may make the directory itself: nobody else is to look into it.
    makeDirectory: (path, options) =>
      gate(
        [path],
        path.startsWith(`${home}/`) && options?.recursive === true
          ? Effect.zipRight(
              fs.makeDirectory(home, { recursive: true, mode: 0o700 }),
              fs.makeDirectory(path, options),
            )
          : fs.makeDirectory(path, options),
      ),
    open: (path, options) =>
      (options?.flag ?? "r") === "r"
        ? fs.open(path, options)
        : gate([path], fs.open(path, options)),
    remove: (path, options) => gate([path], fs.remove(path, options)),
    rename: (from, to) => gate([from, to], fs.rename(from, to)),
    symlink: (target, path) => gate([path], fs.symlink(target, path)),
    truncate: (path, length) => gate([path], fs.truncate(path, length)),
    utimes: (path, accessed, modified) => gate([path], fs.utimes(path, accessed, modified)),
    writeFile: (path, data, options) => gate([path], fs.writeFile(path, data, options)),
  }) satisfies Partial<FileSystem.FileSystem>
