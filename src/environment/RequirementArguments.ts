import type * as FileSystem from "@effect/platform/FileSystem"
import { Effect } from "effect"
import { storeUnavailable } from "../domain/PlatformErrors.ts"

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

/** Which packages are being installed, for people. */
export const summary = (requirements: ReadonlyArray<string>): string =>
  requirements.length <= 3
    ? requirements.map((text) => text.replace(/ @ .*/, "")).join(", ")
    : `${requirements.length} packages`
