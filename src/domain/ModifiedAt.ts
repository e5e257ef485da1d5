import type { PlatformError } from "@effect/platform/Error"
import type { FileSystem } from "@effect/platform/FileSystem"
import { Effect, Option } from "effect"

/** When a file or folder last changed, in milliseconds; 0 where the platform does not say. */
export const modifiedAt = (fs: FileSystem, path: string): Effect.Effect<number, PlatformError> =>
  Effect.map(fs.stat(path), ({ mtime }) =>
    Option.match(mtime, { onNone: () => 0, onSome: (at) => at.getTime() }),
  )
