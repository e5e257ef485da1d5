import { dirname } from "node:path"
import type { FileSystem } from "@effect/platform/FileSystem"
import { Effect } from "effect"

/** The deepest folder that all of these files and folders are in; a folder is in itself. */
export const commonFolder = Effect.fnUntraced(function* (
  fs: FileSystem,
  paths: ReadonlyArray<string>,
) {
  const folders = yield* Effect.forEach(paths, (path) =>
    fs.stat(path).pipe(
      Effect.map(({ type }) => (type === "Directory" ? path : dirname(path))),
      Effect.orElseSucceed(() => dirname(path)),
    ),
  )
  return folders.reduce((common, folder) => {
    let above = common
    while (!`${folder}/`.startsWith(above.endsWith("/") ? above : `${above}/`)) {
      above = dirname(above)
    }
    return above
  })
})
