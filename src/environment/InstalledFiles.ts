import { createHash } from "node:crypto"
import { join } from "node:path"
import * as FileSystem from "@effect/platform/FileSystem"
import { Array as Arr, Context, Effect, Layer, Option, Stream } from "effect"
import { namesOrNone } from "../domain/FolderNames.ts"
import { forEachInTurns } from "../domain/InTurns.ts"
import { isDistribution, parseRecord, type RecordedFile, sitePackages } from "./PackageFolders.ts"

/** A file that is not what its distribution's RECORD says. */
export interface AlteredFile {
  readonly distribution: string
  readonly path: string
  /** What it is: URL-safe base64. */
  readonly sha256: string
}

/** The files of an environment against what their packages say of them. */
export class InstalledFiles extends Context.Tag("python-mcp/InstalledFiles")<
  InstalledFiles,
  {
    /** Those of all files that are something else. */
    readonly altered: (prefix: string, version: string) => Effect.Effect<ReadonlyArray<AlteredFile>>
    /**
     * Those that are shared with uv's cache and altered there: a script that writes to an installed file in
     * place writes to the cache behind the hard link, too. What came into being since `since` (milliseconds
     * since the epoch) was downloaded just now and is not looked at.
     */
    readonly alteredInCache: (
      prefix: string,
      version: string,
      since: number,
    ) => Effect.Effect<ReadonlyArray<AlteredFile>>
  }
>() {
  static readonly layer: Layer.Layer<InstalledFiles, never, FileSystem.FileSystem> = Layer.effect(
    this,
    Effect.gen(function* () {
      const fs = yield* FileSystem.FileSystem

      const filesOf = Effect.fnUntraced(function* (prefix: string, folder: string, entry: string) {
        const record = join(folder, entry, "RECORD")
        const text = yield* Effect.orElseSucceed(fs.readFileString(record), () => "")
        return parseRecord(text).flatMap((file) => {
          const path = join(folder, file.path)
          return path.startsWith(`${prefix}/`)
            ? [{ ...file, path, distribution: nameOf(entry) }]
            : []
        })
      })

      const check = Effect.fnUntraced(
        function* ({ path, sha256, distribution }: Candidate, applies: Applies) {
          if (Option.isNone(sha256)) return Option.none()
          const info = yield* fs.stat(path)
          if (!applies(info)) return Option.none()
          const found = yield* hashOf(fs, path, Number(info.size))
          return found === sha256.value
            ? Option.none()
            : Option.some({ distribution, path, sha256: found })
        },
        // What cannot be read will fail where it is used.
        Effect.orElseSucceed(() => Option.none<AlteredFile>()),
      )

      const look = Effect.fnUntraced(function* (prefix: string, version: string, applies: Applies) {
        const candidates = yield* Effect.forEach(sitePackages(prefix, version), (folder) =>
          Effect.flatMap(namesOrNone(fs, folder), (names) =>
            Effect.forEach(names.filter(isDistribution), (entry) => filesOf(prefix, folder, entry)),
          ),
        )
        const checked = yield* forEachInTurns(candidates.flat(2), (candidate) =>
          check(candidate, applies),
        )
        return Arr.getSomes(checked)
      })

      return {
        altered: Effect.fn("InstalledFiles.altered")((prefix, version) =>
          look(prefix, version, () => true),
        ),
        alteredInCache: Effect.fn("InstalledFiles.alteredInCache")((prefix, version, since) =>
          look(prefix, version, (info) => isOld(info, since)),
        ),
      }
    }),
  )
}

type Applies = (info: FileSystem.File.Info) => boolean

/** The same for the same content at the same place of two environments. */
export const alteredIn = (prefix: string, { path, sha256 }: AlteredFile): string =>
  `${path.slice(prefix.length)} ${sha256}`

interface Candidate extends RecordedFile {
  readonly distribution: string
}

/** "six" of "six-1.17.0.dist-info". */
const nameOf = (entry: string): string => entry.replace(/-[^-]*\.(?:dist|egg)-info$/, "")

/** Hard links have the times of the file in the cache; both must be new, as a script may set one of them. */
const isOld = ({ nlink, mtime, birthtime }: FileSystem.File.Info, since: number): boolean => {
  const times = [...Option.toArray(mtime), ...Option.toArray(birthtime)].map((at) => at.getTime())
  return Option.getOrElse(nlink, () => 2) > 1 && times.some((at) => at < since)
}

/** Most files are small: a stream for each would cost ten times the hash. */
const hashOf = (fs: FileSystem.FileSystem, path: string, size: number) => {
  const hash = createHash("sha256")
  const read =
    size <= chunkSize
      ? Effect.map(fs.readFile(path), (bytes) => void hash.update(bytes))
      : Stream.runForEach(fs.stream(path, { chunkSize }), (chunk) =>
          Effect.sync(() => void hash.update(chunk)),
        )
  return Effect.map(read, () => hash.digest("base64url"))
}

/** Hashed at once, on the event loop. */
const chunkSize = 1024 * 1024
