import * as FileSystem from "@effect/platform/FileSystem"
import { Effect, Option, type Schema } from "effect"
import { DurableFiles } from "../processes/DurableFiles.ts"

/**
 * Reads records of one kind, each again only when its file has changed; none where there is no such file,
 * or where it cannot be understood. For files that are only ever replaced whole.
 */
export const makeRememberedRead = Effect.fnUntraced(function* <A, I>(schema: Schema.Schema<A, I>) {
  const fs = yield* FileSystem.FileSystem
  const files = yield* DurableFiles
  const known = new Map<string, { readonly stamp: string; readonly value: Option.Option<A> }>()

  const stampOf = (path: string) =>
    fs.stat(path).pipe(
      Effect.map(({ mtime, ino, size }) =>
        [Option.getOrNull(mtime)?.getTime(), Option.getOrNull(ino), size].join(" "),
      ),
      Effect.option,
    )

  return Effect.fnUntraced(function* (path: string) {
    const stamp = yield* stampOf(path)
    if (Option.isNone(stamp)) {
      known.delete(path)
      return Option.none<A>()
    }
    const kept = known.get(path)
    if (kept?.stamp === stamp.value) return kept.value
    const value = yield* files
      .read(path, schema, { isRenamed: true })
      .pipe(Effect.catchTag("Unreadable", () => Effect.succeedNone))
    known.set(path, { stamp: stamp.value, value })
    return value
  })
})
