import * as FileSystem from "@effect/platform/FileSystem"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, TestClock } from "effect"
import { Pins } from "../../src/environment/Pins.ts"
import { MemoryFileSystem } from "../../src/processes/MemoryFileSystem.ts"

const packages = "/env/lib/python3.13/site-packages"

const install = (folder: string, files: Readonly<Record<string, string>>) =>
  Effect.gen(function* () {
    const fs = yield* FileSystem.FileSystem
    yield* fs.makeDirectory(folder, { recursive: true })
    for (const [name, text] of Object.entries(files)) {
      yield* fs.writeFileString(`${folder}/${name}`, text)
    }
  })

const read = Effect.flatMap(Pins, (pins) => pins.read("/env", "3.13.0"))

const provide = Effect.provide(Pins.layer.pipe(Layer.provideMerge(MemoryFileSystem.layer)))

describe("Pins", () => {
  it.effect("are the metadata's own names and versions, normalised and sorted", () =>
    Effect.gen(function* () {
      yield* install(`${packages}/zope.interface-7.0.dist-info`, {
        METADATA: "Metadata-Version: 2.1\nName: zope.interface\nVersion: 7.0\n\nName: other\n",
      })
      yield* install(`${packages}/PyYAML-6.0.2.dist-info`, {
        METADATA: "Metadata-Version: 2.1\r\nName: PyYAML\r\nVersion: 6.0.2+local.1\r\n\r\n",
      })
      yield* install(`${packages}/not_a_distribution`, { "__init__.py": "" })
      assert.deepStrictEqual(yield* read, ["pyyaml==6.0.2+local.1", "zope-interface==7.0"])
    }).pipe(provide),
  )

  it.effect("are the folder's name where there is no metadata, and skip what pip left behind", () =>
    Effect.gen(function* () {
      yield* install(`${packages}/ruamel_yaml-0.18.dist-info`, {})
      yield* install(`${packages}/old_style-1.2-py3.13.egg-info`, {})
      yield* install(`${packages}/~ip-24.0.dist-info`, {})
      assert.deepStrictEqual(yield* read, ["old-style==1.2", "ruamel-yaml==0.18"])
    }).pipe(provide),
  )

  it.effect("are read again once something was installed, and only then", () =>
    Effect.gen(function* () {
      yield* install(`${packages}/a-1.dist-info`, { METADATA: "Name: a\nVersion: 1\n" })
      assert.deepStrictEqual(yield* read, ["a==1"])
      yield* install(`${packages}/a-1.dist-info`, { METADATA: "Name: a\nVersion: 2\n" })
      assert.deepStrictEqual(yield* read, ["a==1"])
      yield* TestClock.adjust("1 second")
      yield* install(`${packages}/b-1.dist-info`, { METADATA: "Name: b\nVersion: 1\n" })
      assert.deepStrictEqual(yield* read, ["a==2", "b==1"])
    }).pipe(provide),
  )

  it.effect("are none where there is nothing", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* read, [])
    }).pipe(provide),
  )
})
