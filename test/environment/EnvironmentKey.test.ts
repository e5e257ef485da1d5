import * as FileSystem from "@effect/platform/FileSystem"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, TestClock } from "effect"
import { EnvironmentKey, type Ingredients } from "../../src/environment/EnvironmentKey.ts"
import { MemoryFileSystem } from "../../src/processes/MemoryFileSystem.ts"
import { hostLayer, interpreter } from "./Machine.ts"

const keyOf = (
  requirements: ReadonlyArray<string>,
  environment: Readonly<Record<string, string>> = {},
  python = interpreter("3.13.0"),
  more: Partial<Ingredients> = {},
) =>
  Effect.flatMap(EnvironmentKey, (keys) =>
    keys.of({
      interpreter: python,
      requirements,
      uvOptions: [],
      context: [],
      refresh: false,
      ...more,
    }),
  ).pipe(Effect.provide(EnvironmentKey.layer.pipe(Layer.provide(hostLayer(environment)))))

const write = (path: string, text: string) =>
  Effect.gen(function* () {
    const fs = yield* FileSystem.FileSystem
    yield* fs.makeDirectory(path.replace(/\/[^/]*$/, ""), { recursive: true })
    yield* fs.writeFileString(path, text)
  })

const inMemory = Effect.provide(MemoryFileSystem.layer)

describe("The key of a managed environment", () => {
  it.effect("is the same for the same ingredients, whatever else is in the environment", () =>
    Effect.gen(function* () {
      const key = yield* keyOf(["six"])
      assert.match(key, /^[0-9a-f]{64}$/)
      const unrelated = { PATH: "/x", UV_CACHE_DIR: "/x", UV_HTTP_TIMEOUT: "9", UV_OFFLINE: "1" }
      assert.strictEqual(yield* keyOf(["six"], unrelated), key)
    }).pipe(inMemory),
  )

  it.effect("is another for other packages, other versions and other index settings", () =>
    Effect.gen(function* () {
      const keys = yield* Effect.all([
        keyOf([]),
        keyOf(["six"]),
        keyOf(["six==1.16.0"]),
        keyOf(["six"], { UV_DEFAULT_INDEX: "https://a.example/simple" }),
        keyOf(["six"], { UV_DEFAULT_INDEX: "https://b.example/simple" }),
        keyOf(["six"], { UV_INDEX_A_PASSWORD: "secret" }),
        keyOf(["six"], { UV_EXCLUDE_NEWER: "2026-01-01" }),
        keyOf(["six"], {}, interpreter("3.13.1")),
        keyOf(["six"], {}, interpreter("3.13.0", { freeThreaded: true })),
      ])
      assert.lengthOf(new Set(keys), keys.length)
    }).pipe(inMemory),
  )

  it.effect("does not depend on index settings where nothing is installed", () =>
    Effect.gen(function* () {
      const other = yield* keyOf([], { UV_DEFAULT_INDEX: "https://a.example/simple" })
      assert.strictEqual(other, yield* keyOf([]))
    }).pipe(inMemory),
  )

  it.effect("changes with the interpreter's binary, uv's configuration and a local package", () =>
    Effect.gen(function* () {
      const requirements = ["mine @ file:///src/mine"]
      const keys: Array<string> = [yield* keyOf(requirements)]
      const files = [
        interpreter("3.13.0").realPath,
        "/home/me/.config/uv/uv.toml",
        "/src/mine/pyproject.toml",
      ]
      for (const path of files) {
        for (const text of ["one", "more"]) {
          yield* TestClock.adjust("1 second")
          yield* write(path, text)
          keys.push(yield* keyOf(requirements))
        }
      }
      assert.lengthOf(new Set(keys), keys.length)
    }).pipe(inMemory),
  )
})
