import type { PlatformError } from "@effect/platform/Error"
import type { FileSystem } from "@effect/platform/FileSystem"
import { Effect } from "effect"
import { isAbsent } from "./PlatformErrors.ts"

/** The names in a folder; none where there is no such folder. A disk that does not answer is an error. */
export const namesIn = (
  fs: FileSystem,
  folder: string,
): Effect.Effect<ReadonlyArray<string>, PlatformError> =>
  Effect.catchIf(fs.readDirectory(folder), isAbsent, () => Effect.succeed<Array<string>>([]))

/** The names in a folder, or none, whatever is wrong with it: for what is only looked for. */
export const namesOrNone = (fs: FileSystem, folder: string): Effect.Effect<Array<string>> =>
  Effect.orElseSucceed(fs.readDirectory(folder), (): Array<string> => [])
