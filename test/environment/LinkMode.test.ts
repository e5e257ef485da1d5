import * as FileSystem from "@effect/platform/FileSystem"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { linkOptions } from "../../src/environment/LinkMode.ts"
import { MemoryFileSystem } from "../../src/processes/MemoryFileSystem.ts"

/** A machine whose /big is another file system than the rest. */
const machine = Effect.gen(function* () {
  const fs = yield* FileSystem.FileSystem
  yield* fs.makeDirectory("/big", { recursive: true })
  yield* fs.makeDirectory("/home", { recursive: true })
  const stat = (path: string) =>
    Effect.map(fs.stat(path), (info) => ({ ...info, dev: path.startsWith("/big") ? 2 : 1 }))
  return { ...fs, stat }
}).pipe(Effect.provide(MemoryFileSystem.layer))

describe("How packages come into an environment", () => {
  it.effect(
    "is uv's choice within one file system, a copy between two, never a symbolic link",
    () =>
      Effect.gen(function* () {
        const fs = yield* machine
        const options = (cache: string, given?: string) =>
          linkOptions(fs, cache, "/home/environments/.tmp-1", given)
        assert.deepStrictEqual(yield* options("/home/cache/uv"), [])
        assert.deepStrictEqual(yield* options("/home/cache/uv", "copy"), [])
        assert.deepStrictEqual(yield* options("/home/cache/uv", "symlink"), [
          "--link-mode",
          "hardlink",
        ])
        assert.deepStrictEqual(yield* options("/big/cache/uv"), ["--link-mode", "copy"])
        assert.deepStrictEqual(yield* options("/big/cache/uv", "symlink"), ["--link-mode", "copy"])
      }),
  )
})
