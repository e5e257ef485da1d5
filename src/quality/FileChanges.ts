import { basename, join } from "node:path"
import * as FileSystem from "@effect/platform/FileSystem"
import { Array as Arr, Effect, Either } from "effect"
import { storeUnavailable } from "../domain/PlatformErrors.ts"
import { type FileDiff, unifiedDiff } from "../domain/UnifiedDiff.ts"
import { type FileRefused, makeSourceFiles, type SourceFile } from "./SourceFiles.ts"
import { sourceText } from "./SourceText.ts"
import type { Workbench } from "./ToolRuns.ts"

/** What is wrong with one file; places count as the tool counts them. */
export interface FileFault {
  readonly path: string
  readonly reason: string
  readonly line: number | null
  readonly column: number | null
}

/** A file that is, or would be, another one. */
export interface ChangedFile extends FileDiff {
  readonly path: string
}

/** What became of several files. */
export interface FileChanges {
  readonly changed: ReadonlyArray<ChangedFile>
  readonly faults: ReadonlyArray<FileFault>
}

/** What became of none. */
export const noChanges: FileChanges = { changed: [], faults: [] }

/** A private copy of a file, under the same name. */
export interface SourceCopy {
  readonly path: string
  readonly copy: string
}

/** What a tool makes of copies, in the same order. */
export type CopyWork<E> = (
  copies: ReadonlyArray<SourceCopy>,
) => Effect.Effect<ReadonlyArray<Either.Either<Uint8Array, FileFault>>, E>

/** Nobody else reads other people's code. */
export const forUsOnly = { mode: 0o600 }

/** Changes files by what a tool makes of copies of them; those that cannot be changed are told, the others are. */
export const makeFileChanges = Effect.gen(function* () {
  const fs = yield* FileSystem.FileSystem
  const sources = yield* makeSourceFiles

  const copyTo = Effect.fnUntraced(function* (folder: string, file: SourceFile) {
    const copy = join(folder, basename(file.path))
    yield* Effect.zipRight(
      fs.makeDirectory(folder, { mode: 0o700 }),
      fs.writeFile(copy, file.bytes, forUsOnly),
    ).pipe(Effect.mapError(storeUnavailable(copy)))
    return { path: file.path, copy }
  })

  const settle = Effect.fnUntraced(
    function* (file: SourceFile, made: Uint8Array, isWritten: boolean) {
      const { path, bytes } = file
      const diff = unifiedDiff(path, sourceText(bytes), sourceText(made))
      if (isWritten) yield* sources.replace(file, made)
      return Either.right<ChangedFile>({ path, ...diff })
    },
    Effect.catchTag("FileRefused", (refused) => Effect.succeed(Either.left(faultOf(refused)))),
  )

  return {
    change: Effect.fn("FileChanges.change")(function* <E>(
      { folder }: Workbench,
      paths: ReadonlyArray<string>,
      isWritten: boolean,
      work: CopyWork<E>,
    ) {
      // Tools name them as they come to an end with them.
      const [refused, files] = yield* Effect.partition([...paths].sort(), sources.read)
      // Several links to one file are one change.
      const distinct = Arr.dedupeWith(files, (a, b) => a.realPath === b.realPath)
      const copies = yield* Effect.forEach(distinct, (file, index) =>
        copyTo(join(folder, `${index}`), file),
      )
      const made = copies.length === 0 ? [] : yield* work(copies)
      const others = Arr.zip(distinct, made).filter(isOther)
      const outcomes = yield* Effect.forEach(others, ([file, outcome]) =>
        Either.isLeft(outcome)
          ? Effect.succeed(Either.left(outcome.left))
          : settle(file, outcome.right, isWritten),
      )
      const [faults, changed] = Arr.separate(outcomes)
      return { changed, faults: [...refused.map(faultOf), ...faults] } satisfies FileChanges
    }),
  }
})

/** What is as it was after all has been changed by somebody else meanwhile. */
const isOther = ([{ bytes }, made]: readonly [
  SourceFile,
  Either.Either<Uint8Array, FileFault>,
]): boolean => Either.isLeft(made) || Buffer.compare(bytes, made.right) !== 0

const faultOf = ({ path, reason }: FileRefused): FileFault => ({
  path,
  reason,
  line: null,
  column: null,
})
