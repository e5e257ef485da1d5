import { join } from "node:path"
import type * as FileSystem from "@effect/platform/FileSystem"
import { Effect } from "effect"
import type { ProjectPlace } from "./ProjectPlace.ts"

/**
 * Work of uv in a project that, where it fails or is interrupted, takes away again what it has made
 * there. What was there before stays, and so does all where somebody else wants it by then.
 */
export const leavingNothing = <A, E>(
  fs: FileSystem.FileSystem,
  { root }: ProjectPlace,
  isWanted: Effect.Effect<boolean>,
  work: Effect.Effect<A, E>,
): Effect.Effect<A, E> =>
  Effect.gen(function* () {
    // By its names, so that a link that leads nowhere counts; a folder that cannot be listed has everything.
    const before = yield* Effect.orElseSucceed(fs.readDirectory(root), () => made)
    const added = made.filter((name) => !before.includes(name))
    const undo = Effect.forEach(
      added,
      (name) => Effect.ignoreLogged(fs.remove(join(root, name), { recursive: true, force: true })),
      { discard: true },
    )
    return yield* Effect.onError(work, () => Effect.unlessEffect(undo, isWanted))
  })

const made = [".venv", "uv.lock"]
