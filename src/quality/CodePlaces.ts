import { dirname } from "node:path"
import type { FileSystem } from "@effect/platform/FileSystem"
import { Array as Arr, Effect, Either } from "effect"
import type { FileFault } from "./FileChanges.ts"
import { maxFileBytes, tooLarge } from "./SourceFiles.ts"

/** Where code is that a call is about. */
export interface CodePlaces {
  readonly paths: ReadonlyArray<string>
  /** The deepest folder that all of them are in; a folder is in itself. */
  readonly folder: string
  /** Files that are not handed to any tool. */
  readonly faults: ReadonlyArray<FileFault>
}

/** Files and folders that are there, as far as they are to be read. */
export const codePlaces = Effect.fnUntraced(function* (
  fs: FileSystem,
  paths: ReadonlyArray<string>,
) {
  const looked = yield* Effect.forEach(paths, (path) =>
    fs.stat(path).pipe(
      Effect.map(({ type, size }) => judged(path, type === "Directory", Number(size))),
      // Whoever reads it tells why that cannot be.
      Effect.orElseSucceed(() => judged(path, false, 0)),
    ),
  )
  const [faults, places] = Arr.separate(looked)
  const folders = places.map(({ folder }) => folder)
  return {
    paths: places.map(({ path }) => path),
    folder: folders.length === 0 ? "/" : folders.reduce(common),
    faults,
  } satisfies CodePlaces
})

const judged = (path: string, isFolder: boolean, bytes: number) =>
  isFolder || bytes <= maxFileBytes
    ? Either.right({ path, folder: isFolder ? path : dirname(path) })
    : Either.left<FileFault>({ path, reason: tooLarge(bytes), line: null, column: null })

const common = (a: string, b: string): string => {
  const isWithin = b === a || b.startsWith(a === "/" ? a : `${a}/`)
  return isWithin ? a : common(dirname(a), b)
}
