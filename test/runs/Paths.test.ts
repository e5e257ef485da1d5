import { FileSystem } from "@effect/platform/FileSystem"
import * as NodePath from "@effect/platform-node/NodePath"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Option } from "effect"
import { MemoryFileSystem } from "../../src/processes/MemoryFileSystem.ts"
import { Paths } from "../../src/runs/Paths.ts"
import { hostOf, put } from "../support/World.ts"

const layer = Paths.layer.pipe(
  Layer.provide(Layer.mergeAll(NodePath.layerPosix, hostOf())),
  Layer.provideMerge(MemoryFileSystem.layer),
)

const files = Effect.gen(function* () {
  const fs = yield* FileSystem
  yield* Effect.forEach(["/desk/a.py", "/desk/sub/b.py", "/home/me/c.py", "/data/a.py"], (path) =>
    put(path, ""),
  )
  yield* fs.symlink("/desk/a.py", "/desk/link.py")
  yield* fs.symlink("/desk/gone.py", "/desk/broken.py")
})

describe("a file's path", () => {
  const found: ReadonlyArray<readonly [given: string, directory: string | null, path: string]> = [
    ["/desk/a.py", null, "/desk/a.py"],
    ["a.py", null, "/desk/a.py"],
    ["./sub/../a.py", null, "/desk/a.py"],
    ["sub/b.py", null, "/desk/sub/b.py"],
    ["b.py", "/desk/sub", "/desk/sub/b.py"],
    ["a.py", "/data", "/data/a.py"],
    ["/desk/a.py", "/data", "/desk/a.py"],
    ["~/c.py", null, "/home/me/c.py"],
    ["~/c.py", "/data", "/home/me/c.py"],
    ["link.py", null, "/desk/link.py"],
  ]

  for (const [given, directory, path] of found) {
    const where = directory === null ? "" : ` in ${directory}`
    it.effect(`${given}${where} leads to ${path}`, () =>
      Effect.gen(function* () {
        yield* files
        const paths = yield* Paths
        const reached = yield* paths.file("script_path", given, Option.fromNullable(directory))
        assert.strictEqual(reached, path)
      }).pipe(Effect.provide(layer)),
    )
  }

  const refused: ReadonlyArray<readonly [given: string, words: string]> = [
    ["nowhere.py", "script_path: /desk/nowhere.py does not exist. Give a path"],
    ["~/nowhere.py", "script_path: /home/me/nowhere.py does not exist."],
    ["~other/c.py", "script_path: /desk/~other/c.py does not exist."],
    ["broken.py", "script_path: /desk/broken.py does not exist."],
    ["sub", "script_path: /desk/sub is not a file. Give the path of an existing file."],
    ["a.py/b", "script_path: /desk/a.py/b does not exist: a part of it is a file."],
    ["", 'script_path: "" is empty.'],
    ["a\0.py", 'script_path: "a\\u0000.py" holds a NUL character.'],
  ]

  for (const [given, words] of refused) {
    it.effect(`${JSON.stringify(given)} is refused with the full path that was looked at`, () =>
      Effect.gen(function* () {
        yield* files
        const paths = yield* Paths
        const error = yield* Effect.flip(paths.file("script_path", given, Option.none()))
        assert.isTrue(error.message.startsWith(words), error.message)
      }).pipe(Effect.provide(layer)),
    )
  }
})

describe("a directory's path", () => {
  const found = [
    ["/desk/sub", "/desk/sub"],
    ["sub", "/desk/sub"],
    [".", "/desk"],
    ["/", "/"],
    ["~", "/home/me"],
    ["~/", "/home/me"],
  ] as const

  for (const [given, path] of found) {
    it.effect(`${given} leads to ${path}`, () =>
      Effect.gen(function* () {
        yield* files
        assert.strictEqual(yield* (yield* Paths).directory("directory", given), path)
      }).pipe(Effect.provide(layer)),
    )
  }

  it.effect("that leads to a file is refused", () =>
    Effect.gen(function* () {
      yield* files
      const error = yield* Effect.flip((yield* Paths).directory("directory", "a.py"))
      assert.strictEqual(
        error.message,
        "directory: /desk/a.py is not a directory. Give the path of an existing directory.",
      )
    }).pipe(Effect.provide(layer)),
  )

  it.effect("that leads nowhere is not said to be relative to itself", () =>
    Effect.gen(function* () {
      yield* files
      const error = yield* Effect.flip((yield* Paths).directory("directory", "nowhere"))
      assert.strictEqual(
        error.message,
        "directory: /desk/nowhere does not exist. Give a path that exists: absolute, starting with ~, or relative to the server's working directory.",
      )
    }).pipe(Effect.provide(layer)),
  )

  it.effect("of any length is answered with a message that is not much longer than 1000", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip((yield* Paths).directory("directory", "x".repeat(100_000)))
      assert.isBelow(error.message.length, 1300)
    }).pipe(Effect.provide(layer)),
  )
})
