import * as FileSystem from "@effect/platform/FileSystem"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Logger, Option, Ref } from "effect"
import { Settings } from "../../src/domain/Settings.ts"
import { Uv } from "../../src/environment/Uv.ts"
import { UvProvision } from "../../src/environment/UvProvision.ts"
import { MemoryFileSystem } from "../../src/processes/MemoryFileSystem.ts"
import { Probe } from "../../src/processes/Probe.ts"
import { hostLayer } from "./Machine.ts"

/** Which uv is found among these files, by what they say, and what is logged about it. */
const locate = (files: Readonly<Record<string, string>>, times = 1) =>
  Effect.gen(function* () {
    const logged = yield* Ref.make<ReadonlyArray<string>>([])
    const logger = Logger.make(({ message }) =>
      Effect.runSync(Ref.update(logged, (all) => [...all, String(message)])),
    )
    const fs = yield* FileSystem.FileSystem
    for (const path of Object.keys(files)) {
      yield* fs.makeDirectory(path.replace(/\/[^/]*$/, ""), { recursive: true })
      yield* fs.writeFileString(path, "binary")
    }
    const probe = Layer.succeed(Probe, {
      ask: ({ argv: [path] }) =>
        Effect.succeed({ exitCode: 0, stdout: files[path] ?? "", stderr: "" }),
    })
    const layer = Uv.layer.pipe(
      Layer.provide([probe, Settings.layer, Layer.mock(UvProvision, {})]),
      Layer.provide(Layer.succeed(FileSystem.FileSystem, fs)),
      Layer.provide(hostLayer({ PATH: "/a:/b" })),
    )
    const found = yield* Effect.flatMap(Uv, (uv) => Effect.replicateEffect(uv.locate, times)).pipe(
      Effect.provide([layer, Logger.replace(Logger.defaultLogger, logger)]),
    )
    return { found: Option.getOrNull(found[0] ?? Option.none()), logged: yield* Ref.get(logged) }
  }).pipe(Effect.provide(MemoryFileSystem.layer))

describe("uv", () => {
  it.effect("is the first on PATH, with its version", () =>
    Effect.gen(function* () {
      const { found, logged } = yield* locate({
        "/a/uv": "uv 0.13.9 (x86_64)",
        "/b/uv": "uv 0.9.0",
      })
      assert.deepStrictEqual(found, { path: "/a/uv", version: "0.13.9" })
      assert.deepStrictEqual(logged, [])
    }),
  )

  it.effect("that is too old is passed over, and named in the log once", () =>
    Effect.gen(function* () {
      const { found, logged } = yield* locate({ "/a/uv": "uv 0.4.30", "/b/uv": "uv 0.5.0" }, 3)
      assert.deepStrictEqual(found, { path: "/b/uv", version: "0.5.0" })
      assert.deepStrictEqual(logged, [
        "/a/uv is uv 0.4.30, which is too old: it is passed over; 0.5 or newer is needed",
      ])
    }),
  )

  it.effect("is not whatever else has that name", () =>
    Effect.gen(function* () {
      const { found } = yield* locate({ "/a/uv": "universal viewer 3.0" })
      assert.isNull(found)
    }),
  )
})
