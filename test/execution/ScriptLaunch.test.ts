import { FileSystem } from "@effect/platform/FileSystem"
import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Option } from "effect"
import { type Launch, ScriptLaunch } from "../../src/execution/ScriptLaunch.ts"
import { temporaryFolder } from "../support/FileSystems.ts"
import { prepared } from "../support/ScriptedEnvironments.ts"
import { put } from "../support/World.ts"

const layer = ScriptLaunch.layer.pipe(Layer.provideMerge(NodeFileSystem.layer))

/** How a script is started by an interpreter of this version, in a folder of its own. */
const launched = Effect.fnUntraced(function* (
  given: Partial<Launch>,
  pythonVersion = "3.13.1",
  runner: ReadonlyArray<string> = [],
) {
  const root = yield* temporaryFolder
  const script = `${root}/saved/code.py`
  yield* put(script, "print(1)")
  yield* put(`${root}/job/spec.json`, "{}")
  const launch: Launch = {
    script,
    kind: "inline",
    args: ["--flag", "x"],
    cwd: `${root}/cwd`,
    ...given,
  }
  const scripts = yield* ScriptLaunch
  const environment = { ...prepared, python: "/env/bin/python", pythonVersion }
  return { root, script, ...(yield* scripts.argv(launch, environment, `${root}/job`, runner)) }
})

const test = <E>(sentence: string, effect: Effect.Effect<void, E, ScriptLaunch | FileSystem>) =>
  it.effect(sentence, () => Effect.provide(effect, layer))

describe("a script's file", () => {
  test(
    "is started as it is: it imports from its own folder",
    Effect.gen(function* () {
      const { argv, importFrom, script } = yield* Effect.scoped(launched({ kind: "file" }))
      assert.deepStrictEqual(argv, ["/env/bin/python", script, "--flag", "x"])
      assert.isTrue(Option.isNone(importFrom))
    }),
  )
})

describe("a program that runs scripts", () => {
  const under = ["/p/run.py", "kind", ""]

  test(
    "comes between the interpreter with its options and the script",
    Effect.gen(function* () {
      const file = yield* Effect.scoped(launched({ kind: "file" }, "3.13.1", under))
      assert.deepStrictEqual(file.argv, ["/env/bin/python", ...under, file.script, "--flag", "x"])
      const inline = yield* Effect.scoped(launched({}, "3.13.1", under))
      assert.deepStrictEqual(inline.argv.slice(0, 5), ["/env/bin/python", "-P", ...under])
      const { argv, root } = yield* Effect.scoped(launched({}, "3.9.1", under))
      assert.deepStrictEqual(argv.slice(1, 5), [...under, `${root}/job/inline/code.py`])
    }),
  )
})

describe("inline code", () => {
  const withSafePath = ["3.11.0", "3.13.1", "3.14.0rc1", "4.0.0"]
  const without = ["3.8.20", "3.9.1", "3.10.14"]

  for (const version of withSafePath) {
    test(
      `is started with -P by Python ${version}, so that it imports from where it runs`,
      Effect.gen(function* () {
        const { argv, importFrom, root, script } = yield* Effect.scoped(launched({}, version))
        assert.deepStrictEqual(argv, ["/env/bin/python", "-P", script, "--flag", "x"])
        assert.deepStrictEqual(importFrom, Option.some(`${root}/cwd`))
      }),
    )
  }

  for (const version of without) {
    test(
      `is started from an otherwise empty folder by Python ${version}, which has no -P`,
      Effect.scoped(
        Effect.gen(function* () {
          const fs = yield* FileSystem
          const { argv, importFrom, root } = yield* launched({}, version)
          const copy = `${root}/job/inline/code.py`
          assert.deepStrictEqual(argv, ["/env/bin/python", copy, "--flag", "x"])
          assert.deepStrictEqual(importFrom, Option.some(`${root}/cwd`))
          assert.strictEqual(yield* fs.readFileString(copy), "print(1)")
          assert.deepStrictEqual(yield* fs.readDirectory(`${root}/job/inline`), ["code.py"])
        }),
      ),
    )
  }

  test(
    "in a directory with a colon imports through a link in the job's folder",
    Effect.scoped(
      Effect.gen(function* () {
        const fs = yield* FileSystem
        const root = yield* temporaryFolder
        const cwd = `${root}/with:colon`
        yield* put(`${cwd}/module.py`, "")
        const { importFrom, root: job } = yield* launched({ cwd })
        const link = `${job}/job/cwd`
        assert.deepStrictEqual(importFrom, Option.some(link))
        assert.deepStrictEqual(yield* fs.readDirectory(link), ["module.py"])
      }),
    ),
  )

  test(
    "fails with the path that could not be made, where the job's folder is not there",
    Effect.gen(function* () {
      const scripts = yield* ScriptLaunch
      const launch: Launch = { script: "/nowhere/a.py", kind: "inline", args: [], cwd: "/a:b" }
      const error = yield* Effect.flip(scripts.argv(launch, prepared, "/nowhere/job", []))
      assert.strictEqual(error.path, "/nowhere/job/cwd")
    }),
  )
})
