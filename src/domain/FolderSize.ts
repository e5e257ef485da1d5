import type { FileSystem } from "@effect/platform/FileSystem"
import { Effect, Option } from "effect"
import { namesOrNone } from "./FolderNames.ts"
import { forEachInTurns } from "./InTurns.ts"

/** What the files of a folder take, in bytes. */
export interface FolderSize {
  /** As long as they are. */
  readonly apparent: number
  /** On disk: less than that where a file has holes. */
  readonly disk: number
  /** On disk, of files that stand nowhere else: what removing the folder gives back. */
  readonly own: number
}

const nothing: FolderSize = { apparent: 0, disk: 0, own: 0 }

/** Looks at every file of a folder, in turns; what cannot be looked at takes nothing. */
export const folderSize = (fs: FileSystem, folder: string): Effect.Effect<FolderSize> =>
  Effect.gen(function* () {
    const names = yield* namesOrNone(fs, folder)
    const sizes = yield* forEachInTurns(names, (name) => sizeOf(fs, `${folder}/${name}`))
    return sizes.reduce(add, nothing)
  })

const sizeOf = (fs: FileSystem, path: string): Effect.Effect<FolderSize> =>
  Effect.gen(function* () {
    // What a link leads to is not the folder's.
    if (Option.isSome(yield* Effect.option(fs.readLink(path)))) return nothing
    const { type, size, blocks, nlink } = yield* fs.stat(path)
    if (type === "Directory") return yield* folderSize(fs, path)
    const disk = Option.match(blocks, {
      onNone: () => Number(size),
      onSome: (count) => count * 512,
    })
    const isShared = Option.exists(nlink, (count) => count > 1)
    return { apparent: Number(size), disk, own: isShared ? 0 : disk }
  }).pipe(Effect.orElseSucceed(() => nothing))

const add = (a: FolderSize, b: FolderSize): FolderSize => ({
  apparent: a.apparent + b.apparent,
  disk: a.disk + b.disk,
  own: a.own + b.own,
})
