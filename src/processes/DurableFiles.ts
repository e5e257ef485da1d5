import { dirname } from "node:path"
import type { PlatformError } from "@effect/platform/Error"
import * as FileSystem from "@effect/platform/FileSystem"
import { Clock, Context, Effect, Layer, Option, ParseResult, Schema } from "effect"
import type { StoreUnavailable } from "../domain/Job.ts"
import { codeOf, storeUnavailable } from "../domain/PlatformErrors.ts"
import { makeOnce, replaceWhole, syncContent, syncFolder } from "./DurableWrite.ts"

/** The outcome of `writeOnce`: ours, or what somebody else had written before. */
export type Written = "made" | "existed"

/** A file as it shall be on disk; `DurableFiles.file` makes one. */
export interface DurableFile {
  readonly path: string
  readonly bytes: Effect.Effect<Uint8Array>
  readonly mode: number
}

/** A file is there, but it is not what it should be. */
export class Unreadable extends Schema.TaggedError<Unreadable>()("Unreadable", {
  path: Schema.String,
  reason: Schema.String,
}) {
  override get message() {
    return `Cannot read ${this.path}: ${this.reason}. Mend the file or move it away.`
  }
}

/** Small JSON files that survive a crash: whole or not there, never torn. */
export class DurableFiles extends Context.Tag("python-mcp/DurableFiles")<
  DurableFiles,
  {
    /** Makes a file once: temp, fsync, link, unlink, fsync of the folder. Never replaces one. */
    readonly writeOnce: <A, I>(
      path: string,
      schema: Schema.Schema<A, I>,
      value: A,
      options?: { readonly mode?: number },
    ) => Effect.Effect<Written, StoreUnavailable>
    /**
     * Makes a file once, whole and seen by everybody at once, but not yet safe from a power cut: for
     * what only a living machine needs, or what a later write in the same folder makes durable.
     */
    readonly showOnce: <A, I>(
      path: string,
      schema: Schema.Schema<A, I>,
      value: A,
    ) => Effect.Effect<Written, StoreUnavailable>
    /** Makes several files once, side by side, for little more than the time of one. */
    readonly writeAllOnce: (
      files: ReadonlyArray<DurableFile>,
    ) => Effect.Effect<ReadonlyArray<Written>, StoreUnavailable>
    /** Replaces a file whole: temp, fsync, rename, fsync of the folder. */
    readonly replace: <A, I>(
      path: string,
      schema: Schema.Schema<A, I>,
      value: A,
    ) => Effect.Effect<void, StoreUnavailable>
    /**
     * None where there is no file; `Unreadable` where there is one that does not parse. A young one is read
     * again first, unless it only ever comes by a rename and so is never seen half-written.
     */
    readonly read: <A, I>(
      path: string,
      schema: Schema.Schema<A, I>,
      options?: { readonly isRenamed: boolean },
    ) => Effect.Effect<Option.Option<A>, StoreUnavailable | Unreadable>
    /** Makes durable what is there already: the content of a file, and its name in its folder. */
    readonly sync: (path: string) => Effect.Effect<void, StoreUnavailable>
    /** Makes the names in a folder durable. */
    readonly syncFolder: (folder: string) => Effect.Effect<void, StoreUnavailable>
    /** Keeps an unreadable file under another name, which it gives; None where it is gone already. */
    readonly setAside: (path: string) => Effect.Effect<Option.Option<string>, StoreUnavailable>
  }
>() {
  /** A file for `writeAllOnce`. */
  static readonly file = <A, I>(
    path: string,
    schema: Schema.Schema<A, I>,
    value: A,
    // The state directory holds people's code and arguments, so nobody else may read it.
    mode = 0o600,
  ): DurableFile => ({ path, mode, bytes: encode(schema, value) })

  /**
   * On the disk of the platform. A write that has begun is never interrupted: Node cannot take back
   * a system call, and its end may already be seen by others.
   */
  static readonly layer: Layer.Layer<DurableFiles, never, FileSystem.FileSystem> = Layer.effect(
    this,
    Effect.gen(function* () {
      const fs = yield* FileSystem.FileSystem

      const once = (file: DurableFile) =>
        Effect.mapError(makeOnce(fs, file), storeUnavailable(file.path))

      const whole = (file: DurableFile) =>
        Effect.mapError(replaceWhole(fs, file), storeUnavailable(file.path))

      const sync = (folder: string) =>
        Effect.mapError(syncFolder(fs, folder), storeUnavailable(folder))

      const content = (path: string) =>
        Effect.mapError(syncContent(fs, path), storeUnavailable(path))

      const together = Effect.fn("DurableFiles.writeAllOnce")(function* (
        files: ReadonlyArray<DurableFile>,
      ) {
        const written = yield* Effect.forEach(files, once, { concurrency: "unbounded" })
        yield* Effect.forEach(new Set(files.map(({ path }) => dirname(path))), sync)
        return written
      })

      return DurableFiles.of({
        writeOnce: Effect.fn("DurableFiles.writeOnce")((path, schema, value, options) => {
          const file = DurableFiles.file(path, schema, value, options?.mode)
          return Effect.uninterruptible(Effect.zipLeft(once(file), sync(dirname(path))))
        }),
        showOnce: Effect.fn("DurableFiles.showOnce")((path, schema, value) => {
          const file = DurableFiles.file(path, schema, value)
          const shown = makeOnce(fs, file, { waitsForDisk: false })
          return Effect.uninterruptible(Effect.mapError(shown, storeUnavailable(path)))
        }),
        writeAllOnce: (files) => Effect.uninterruptible(together(files)),
        replace: Effect.fn("DurableFiles.replace")((path, schema, value) => {
          const file = DurableFiles.file(path, schema, value)
          return Effect.uninterruptible(Effect.zipLeft(whole(file), sync(dirname(path))))
        }),
        read: Effect.fn("DurableFiles.read")(function* (path, schema, options) {
          const json = yield* readJson(fs, path, options?.isRenamed ? 0 : writingMillis)
          if (Option.isNone(json)) return Option.none()
          return yield* decode(path, schema, json.value)
        }),
        sync: (path) => Effect.uninterruptible(Effect.zipRight(content(path), sync(dirname(path)))),
        syncFolder: (folder) => Effect.uninterruptible(sync(folder)),
        setAside: (path) => setAside(fs, path),
      })
    }),
  )
}

const encoder = new TextEncoder()

const decoder = new TextDecoder("utf-8", { fatal: true })

/** The largest file that is read. Ours have some kilobytes; whatever is larger is none of them. */
const maxBytes = 8 * 1024 * 1024

/** Without hard links a file is seen while it is written, for less than this. */
const writingMillis = 2000

const encode = <A, I>(schema: Schema.Schema<A, I>, value: A): Effect.Effect<Uint8Array> =>
  Schema.encode(schema)(value).pipe(
    Effect.map((json) => encoder.encode(`${JSON.stringify(json)}\n`)),
    Effect.orDie,
  )

const decode = <A, I>(path: string, schema: Schema.Schema<A, I>, json: unknown) =>
  Schema.decodeUnknown(schema)(json).pipe(
    Effect.asSome,
    Effect.mapError((error) => new Unreadable({ path, reason: firstIssue(error) })),
  )

const firstIssue = (error: ParseResult.ParseError): string => {
  const [issue] = ParseResult.ArrayFormatter.formatErrorSync(error)
  const text = issue === undefined ? "unexpected content" : issue.message
  const place = issue?.path.length ? `${issue.path.join(".")}: ` : ""
  return `${place}${text}`.slice(0, 200)
}

/** What stands in the file, read again while it may still be in the making. */
const readJson = (
  fs: FileSystem.FileSystem,
  path: string,
  patience: number,
): Effect.Effect<Option.Option<unknown>, StoreUnavailable | Unreadable> =>
  Effect.gen(function* () {
    const found = yield* readBytes(fs, path)
    if (Option.isNone(found)) return Option.none()
    const { bytes, modified } = found.value
    const parsed = Option.liftThrowable((): unknown => JSON.parse(decoder.decode(bytes)))()
    if (Option.isSome(parsed)) return parsed
    const age = (yield* Clock.currentTimeMillis) - modified
    if (Math.abs(age) >= patience) {
      return yield* new Unreadable({ path, reason: "it is not JSON" })
    }
    yield* Effect.sleep("100 millis")
    return yield* readJson(fs, path, patience)
  })

const readBytes = Effect.fnUntraced(
  function* (fs: FileSystem.FileSystem, path: string) {
    const info = yield* fs.stat(path)
    // Asked first, because to open a pipe would wait for its other end.
    if (info.type !== "File") {
      return yield* new Unreadable({ path, reason: `it is a ${info.type.toLowerCase()}` })
    }
    if (info.size > maxBytes) {
      return yield* new Unreadable({ path, reason: `its ${info.size} bytes are too many` })
    }
    const modified = Option.match(info.mtime, { onNone: () => 0, onSome: (at) => at.getTime() })
    return Option.some({ bytes: yield* fs.readFile(path), modified })
  },
  (self, fs, path) =>
    Effect.catchAll(self, (error) =>
      error._tag === "Unreadable" ? Effect.fail(error) : absent(fs, path, error),
    ),
)

const absent = Effect.fnUntraced(function* (
  fs: FileSystem.FileSystem,
  path: string,
  error: PlatformError,
) {
  const code = codeOf(error)
  if (code === "ELOOP") return yield* new Unreadable({ path, reason: "its links go in a circle" })
  if (code !== "ENOENT") return yield* storeUnavailable(path)(error)
  const target = yield* Effect.option(fs.readLink(path))
  if (Option.isNone(target)) return Option.none()
  return yield* new Unreadable({ path, reason: "it is a link to nothing" })
})

const setAside = Effect.fn("DurableFiles.setAside")(function* (
  fs: FileSystem.FileSystem,
  path: string,
) {
  const aside = `${path}.corrupt-${yield* Clock.currentTimeMillis}`
  return yield* fs.rename(path, aside).pipe(
    Effect.as(Option.some(aside)),
    Effect.catchIf(
      (error) => codeOf(error) === "ENOENT",
      () => Effect.succeedNone,
    ),
    Effect.mapError(storeUnavailable(path)),
  )
})
