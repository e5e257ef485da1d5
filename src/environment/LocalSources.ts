import { join } from "node:path"
import type * as FileSystem from "@effect/platform/FileSystem"
import { Effect, Option } from "effect"
import { namesOrNone } from "../domain/FolderNames.ts"
import { modifiedOf } from "../domain/ModifiedAt.ts"
import { localRequirement } from "./LocalRequirement.ts"

/** What tells whether a local dependency has changed. */
interface SourceStamp {
  readonly path: string
  /** The latest change of a file, in milliseconds. */
  readonly newest: number
  readonly files: number
  readonly bytes: number
}

/**
 * Stamps of the requirements that are files or folders of this machine. All files of a folder count, up to a
 * bound, but not what building leaves there: a build must not make itself stale.
 */
export const localSources = Effect.fn("localSources")(function* (
  fs: FileSystem.FileSystem,
  requirements: ReadonlyArray<string>,
) {
  const paths = requirements.flatMap((requirement) =>
    Option.match(localRequirement(requirement), {
      onNone: () => [],
      onSome: (local) => ("wrong" in local ? [] : [local.path]),
    }),
  )
  return yield* Effect.forEach(paths, (path) => stampOf(fs, path))
})

/** Of files and folders that are looked at; more would be slow, and no package has them. */
const maxEntries = 5000

/** Breadth first and in the order of names, so that the bound cuts the same off each time. */
const stampOf = Effect.fnUntraced(function* (fs: FileSystem.FileSystem, root: string) {
  const queue = [root]
  let stamp: SourceStamp = { path: root, newest: 0, files: 0, bytes: 0 }
  for (let at = 0; at < queue.length && at < maxEntries; at += 1) {
    const path = queue[at] ?? root
    const info = yield* Effect.option(fs.stat(path))
    if (Option.isNone(info)) continue
    if (info.value.type === "Directory") queue.push(...(yield* sourcesIn(fs, root, path)))
    else stamp = withFile(stamp, info.value)
  }
  return stamp
})

const withFile = (
  { path, newest, files, bytes }: SourceStamp,
  info: FileSystem.File.Info,
): SourceStamp => ({
  path,
  newest: Math.max(newest, modifiedOf(info)),
  files: files + 1,
  bytes: bytes + Number(info.size),
})

const sourcesIn = (fs: FileSystem.FileSystem, root: string, folder: string) =>
  Effect.map(namesOrNone(fs, folder), (names) =>
    names
      .filter((name) => !LEFTOVER.test(name) && !(folder === root && BUILT.test(name)))
      .sort()
      .map((name) => join(folder, name)),
  )

const LEFTOVER = /^\.|^(?:__pycache__|node_modules)$|\.(?:egg-info|pyc)$/
const BUILT = /^(?:build|dist|target)$/
