import type { FileSystem } from "@effect/platform/FileSystem"
import { Effect } from "effect"

/** Removes what is there, if anything; what cannot be removed is swept away later. */
export const discard = (fs: FileSystem, path: string): Effect.Effect<void> =>
  Effect.ignore(fs.remove(path, { recursive: true, force: true }))
