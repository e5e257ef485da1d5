import { join } from "node:path"
import type { PlatformError } from "@effect/platform/Error"
import * as FileSystem from "@effect/platform/FileSystem"
import { Context, Effect, Layer, Option } from "effect"
import type { StoreUnavailable } from "../domain/Job.ts"
import {
  excerptOf,
  excerptParts,
  type OutputExcerpt,
  type OutputPage,
  type StreamName,
} from "../domain/Output.ts"
import { codeOf, storeUnavailable } from "../domain/PlatformErrors.ts"

/** The two logs of a process, read by byte offset; nobody ever loads one whole. */
export class OutputFiles extends Context.Tag("python-mcp/OutputFiles")<
  OutputFiles,
  {
    /** How many bytes each stream has; 0 where there is no file yet. */
    readonly sizes: (
      folder: string,
    ) => Effect.Effect<{ readonly stdout: number; readonly stderr: number }, StoreUnavailable>
    /** At most `max` raw bytes from `cursor` on (negative: that many bytes before the end). */
    readonly page: (
      folder: string,
      stream: StreamName,
      cursor: number,
      max: number,
    ) => Effect.Effect<OutputPage, StoreUnavailable>
    /** What a reply shows: all of it, or a head and a longer tail, cut at lines. */
    readonly excerpt: (
      folder: string,
      stream: StreamName,
      maxBytes: number,
    ) => Effect.Effect<OutputExcerpt, StoreUnavailable>
    /** The last bytes as text, cut at a line where there is one. */
    readonly tail: (
      folder: string,
      stream: StreamName,
      maxBytes: number,
    ) => Effect.Effect<OutputExcerpt, StoreUnavailable>
    /** When either stream was last written to (milliseconds since the epoch); null before any output. */
    readonly lastWrite: (folder: string) => Effect.Effect<number | null, StoreUnavailable>
  }
>() {
  /** `<folder>/stdout.log` and `<folder>/stderr.log` on the disk of the platform. */
  static readonly layer: Layer.Layer<OutputFiles, never, FileSystem.FileSystem> = Layer.effect(
    this,
    Effect.gen(function* () {
      const fs = yield* FileSystem.FileSystem

      const info = (folder: string, stream: StreamName) =>
        orNone(logPath(folder, stream), fs.stat(logPath(folder, stream)))

      const bothInfos = (folder: string) =>
        Effect.all({ stdout: info(folder, "stdout"), stderr: info(folder, "stderr") })

      const withLog = <A>(
        folder: string,
        stream: StreamName,
        empty: A,
        read: (log: FileSystem.File, size: number) => Effect.Effect<A, PlatformError>,
      ) => {
        const path = logPath(folder, stream)
        const answer = Effect.gen(function* () {
          const log = yield* fs.open(path, { flag: "r" })
          const { size } = yield* log.stat
          return yield* read(log, Number(size))
        })
        return Effect.map(
          orNone(path, Effect.scoped(answer)),
          Option.getOrElse(() => empty),
        )
      }

      return OutputFiles.of({
        sizes: Effect.fn("OutputFiles.sizes")(function* (folder) {
          const { stdout, stderr } = yield* bothInfos(folder)
          return { stdout: sizeOf(stdout), stderr: sizeOf(stderr) }
        }),
        page: Effect.fn("OutputFiles.page")((folder, stream, cursor, max) =>
          withLog(folder, stream, emptyPage, (log, size) => readPage(log, size, cursor, max)),
        ),
        excerpt: Effect.fn("OutputFiles.excerpt")((folder, stream, maxBytes) =>
          withLog(folder, stream, emptyExcerpt, (log, size) =>
            readExcerpt(log, size, excerptParts(size, maxBytes)),
          ),
        ),
        tail: Effect.fn("OutputFiles.tail")((folder, stream, maxBytes) =>
          withLog(folder, stream, emptyExcerpt, (log, size) =>
            readExcerpt(log, size, { head: 0, tail: Math.min(size, maxBytes) }),
          ),
        ),
        lastWrite: Effect.fn("OutputFiles.lastWrite")(function* (folder) {
          const { stdout, stderr } = yield* bothInfos(folder)
          const times = [...writtenAt(stdout), ...writtenAt(stderr)]
          return times.length === 0 ? null : Math.max(...times)
        }),
      })
    }),
  )
}

const emptyPage: OutputPage = { bytes: new Uint8Array(0), start: 0, size: 0 }

const emptyExcerpt = excerptOf(new Uint8Array(0), new Uint8Array(0), 0)

const logPath = (folder: string, stream: StreamName): string => join(folder, `${stream}.log`)

/** A log that is not there yet is an empty one. */
const orNone = <A>(
  path: string,
  effect: Effect.Effect<A, PlatformError>,
): Effect.Effect<Option.Option<A>, StoreUnavailable> =>
  Effect.asSome(effect).pipe(
    Effect.catchIf(
      (error) => codeOf(error) === "ENOENT",
      () => Effect.succeedNone,
    ),
    Effect.mapError(storeUnavailable(path)),
  )

const sizeOf = (info: Option.Option<FileSystem.File.Info>): number =>
  Option.match(info, { onNone: () => 0, onSome: ({ size }) => Number(size) })

const writtenAt = (info: Option.Option<FileSystem.File.Info>): ReadonlyArray<number> =>
  info.pipe(
    Option.filter(({ size }) => size > 0n),
    Option.flatMap(({ mtime }) => mtime),
    Option.map((at) => at.getTime()),
    Option.toArray,
  )

const readPage = (log: FileSystem.File, size: number, cursor: number, max: number) => {
  const start = cursor < 0 ? Math.max(0, size + cursor) : Math.min(cursor, size)
  const page = (bytes: Uint8Array): OutputPage => ({ bytes, start, size })
  return Effect.map(readRange(log, start, Math.min(max, size - start)), page)
}

const readExcerpt = Effect.fnUntraced(function* (
  log: FileSystem.File,
  size: number,
  parts: { readonly head: number; readonly tail: number },
) {
  const first = yield* readRange(log, 0, parts.head)
  const last = yield* readRange(log, size - parts.tail, parts.tail)
  return excerptOf(first, last, size)
})

const readRange = Effect.fnUntraced(function* (log: FileSystem.File, from: number, length: number) {
  const bytes = new Uint8Array(length)
  yield* log.seek(from, "start")
  let filled = 0
  while (filled < length) {
    const count = Number(yield* log.read(bytes.subarray(filled)))
    // The log was cut short under our hands.
    if (count === 0) break
    filled += count
  }
  return bytes.subarray(0, filled)
})
