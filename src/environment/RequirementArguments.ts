import type * as FileSystem from "@effect/platform/FileSystem"
import { Effect } from "effect"
import { storeUnavailable } from "../domain/PlatformErrors.ts"
import { projectText } from "../domain/UvTable.ts"

/** Requirements are arguments behind `--`: data, never options. Very many go into a file. */
export const asArguments = Effect.fnUntraced(function* (
  fs: FileSystem.FileSystem,
  requirements: ReadonlyArray<string>,
  file: string,
) {
  const text = `${requirements.join("\n")}\n`
  if (text.length <= maxArgumentBytes) return ["--", ...requirements]
  yield* Effect.mapError(fs.writeFileString(file, text), storeUnavailable(file))
  return ["--requirement", file]
})

const maxArgumentBytes = 64 * 1024

/**
 * The same where a `[tool.uv]` table has a say: a project of its own says it to uv, word for word, and
 * beside the user's configuration. It may hold passwords of indexes: it is for our eyes only, and goes with the scope.
 */
export const asProject = Effect.fnUntraced(function* (
  fs: FileSystem.FileSystem,
  requirements: ReadonlyArray<string>,
  uvOptions: ReadonlyArray<string>,
  folder: string,
) {
  const file = `${folder}/pyproject.toml`
  const text = projectText(requirements, uvOptions)
  yield* Effect.acquireRelease(
    Effect.mapError(fs.writeFileString(file, text, { mode: 0o600 }), storeUnavailable(file)),
    () => Effect.ignore(fs.remove(file)),
  )
  return ["--directory", folder, "-r", file]
})

/** Which packages are being installed, for people. */
export const summary = (requirements: ReadonlyArray<string>): string =>
  requirements.length <= 3
    ? requirements.map((text) => text.replace(/ @ .*/, "")).join(", ")
    : `${requirements.length} packages`
