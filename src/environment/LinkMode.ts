import { dirname } from "node:path"
import type { FileSystem } from "@effect/platform/FileSystem"
import { Effect } from "effect"

/**
 * How uv puts packages into an environment, as options. Between two file systems only copies go; within one,
 * uv clones where it can and makes hard links where not. Symbolic links are refused, whatever the user's
 * settings: they break with the cache, and scripts would write through them.
 */
export const linkOptions = Effect.fnUntraced(function* (
  fs: FileSystem,
  cacheFolder: string,
  prefix: string,
  given: string | undefined,
) {
  const deviceOf = (path: string): Effect.Effect<number> =>
    Effect.catchAll(
      Effect.map(fs.stat(path), ({ dev }) => dev),
      () => (dirname(path) === path ? Effect.succeed(0) : deviceOf(dirname(path))),
    )

  const [cache, environment] = yield* Effect.all([deviceOf(cacheFolder), deviceOf(prefix)])
  if (cache !== environment) return ["--link-mode", "copy"]
  return given === "symlink" ? ["--link-mode", "hardlink"] : []
})
