import type { PlatformError } from "@effect/platform/Error"
import type { File, FileSystem } from "@effect/platform/FileSystem"
import { Effect, Option } from "effect"

/** When what was looked at last changed, in milliseconds; 0 where the platform does not say. */
export const modifiedOf = ({ mtime }: Pick<File.Info, "mtime">): number =>
  Option.match(mtime, { onNone: () => 0, onSome: (at) => at.getTime() })

/** The same, of a file or folder that is yet to be looked at. */
export const modifiedAt = (fs: FileSystem, path: string): Effect.Effect<number, PlatformError> =>
  Effect.map(fs.stat(path), modifiedOf)
