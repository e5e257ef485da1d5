import { execFileSync, spawnSync } from "node:child_process"
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs"
import { dirname, join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Option } from "effect"
import { relocate } from "../../src/environment/relocate.ts"
import { type IndexOptions, startPackageIndex } from "../support/PackageIndex.ts"
import { makeUvWheel, makeWheel, type PackageFile } from "../support/Packages.ts"
import { python } from "../support/Python.ts"
import { failed, indexScene, prepared } from "./IndexScene.ts"
import { viaUv } from "./Workshop.ts"

// A machine on which there is no uv, and an index of the test's own.

const scene = indexScene()
const limit = 100_000
const credentials = "somebody:some-secret"
const request = viaUv({ dependencies: ["tiny"] })

const main = `
import sys
def main():
    print("tiny", sys.prefix)
`

const packages = [
  makeWheel({
    name: "tiny",
    version: "1.0",
    files: { "tiny.py": main },
    scripts: { "say-tiny": "tiny:main" },
    requires: ["second>=1"],
  }),
  makeWheel({ name: "second", version: "1.0" }),
]

const withIndex = (files: ReadonlyArray<PackageFile>, options: IndexOptions = {}) =>
  Effect.acquireRelease(
    Effect.promise(() => startPackageIndex(files, options)),
    (index) => Effect.sync(index.close),
  )

/** Nothing on this server's ways leads to a uv. */
const serverWithout = (environment: Readonly<Record<string, string>>) =>
  scene.server({
    PYTHON_MCP_UV: "",
    PYTHON_MCP_PYTHON: python,
    PATH: `${scene.base}:/bin`,
    PIP_NO_CACHE_DIR: "1",
    ...environment,
  })

const markerOf = (prefix: Option.Option<string>): Readonly<Record<string, unknown>> =>
  JSON.parse(readFileSync(join(Option.getOrThrow(prefix), "env.json"), "utf8"))

describe.concurrent("A machine without uv", () => {
  it.live(
    "gets uv from the index of its user's settings, credentials and all",
    (context) =>
      Effect.gen(function* () {
        scene.needsUv(context)
        const index = yield* withIndex([...packages, makeUvWheel(scene.uv().path)], { credentials })
        const settings = { UV_DEFAULT_INDEX: index.urlAs(credentials) }
        const { home, layer } = serverWithout(settings)
        const made = yield* Effect.provide(prepared(home, request), layer)
        assert.deepStrictEqual(made.pins, ["second==1.0", "tiny==1.0"])
        assert.match(
          made.notes.join("\n"),
          /^uv \d+\.\d+\.\S+ was installed to .* \(needed once\)\./,
        )
        assert.match(`${markerOf(made.prefix).installer}`, /^uv \d/)
        assert.deepStrictEqual(readdirSync(join(home, "uv/0.13.9")), ["uv"])
      }).pipe(Effect.scoped),
    limit,
  )

  it.live(
    "takes no uv whose hash is not the one that the index gives, and says so",
    (context) =>
      Effect.gen(function* () {
        scene.needsUv(context)
        const index = yield* withIndex([...packages, makeUvWheel(scene.uv().path)], {
          misbehave: (path) => (path === "/simple/uv/" ? "wrong-hash" : undefined),
        })
        const { home, layer } = serverWithout({ UV_DEFAULT_INDEX: index.url })
        const error = yield* Effect.provide(failed(home, request), layer)
        assert.strictEqual(error.reason, "hash_mismatch", error.message)
        assert.include(error.message, "it was not used")
        assert.isFalse(existsSync(join(home, "uv/0.13.9")))
      }).pipe(Effect.scoped),
    limit,
  )

  it.live(
    "makes environments with pip where uv may not be installed, and their commands work",
    () =>
      Effect.gen(function* () {
        const index = yield* withIndex(packages)
        const { home, layer } = serverWithout({
          UV_DEFAULT_INDEX: index.url,
          PYTHON_MCP_UV_INSTALL: "off",
        })
        const made = yield* Effect.provide(prepared(home, request), layer)
        assert.deepStrictEqual(made.steps, ["01-venv", "02-pip-install", "03-relocation"])
        assert.deepStrictEqual(made.pins, ["second==1.0", "tiny==1.0"])
        assert.deepStrictEqual(made.notes, [
          "Made with pip, because there is no uv: PYTHON_MCP_UV_INSTALL is off.",
        ])
        assert.strictEqual(markerOf(made.prefix).installer, "pip")
        const prefix = Option.getOrThrow(made.prefix)
        const said = execFileSync(join(prefix, "bin/say-tiny"), { encoding: "utf8" })
        assert.strictEqual(said, `tiny ${prefix}\n`)
        assert.notInclude(index.requests.map(({ path }) => path).join(), "/uv/")
      }).pipe(Effect.scoped),
    limit,
  )

  it.live(
    "tells which Pythons there are where one is missing and uv may not be installed",
    () =>
      Effect.gen(function* () {
        const { home, layer } = serverWithout({ PYTHON_MCP_UV_INSTALL: "off" })
        const error = yield* Effect.provide(failed(home, viaUv({ version: "3.39" })), layer)
        assert.strictEqual(error.reason, "python_missing", error.message)
        assert.match(
          error.message,
          /^The environment could not be made: finding Python 3\.39 failed/,
        )
        assert.match(error.message, /PYTHON_MCP_UV_INSTALL is off\.\n\nInstalled: 3\./)
      }),
    limit,
  )

  it.live(
    "makes them with pip where the index has no uv, and says what pip does not know",
    () =>
      Effect.gen(function* () {
        const index = yield* withIndex(packages)
        const { home, layer } = serverWithout({
          UV_DEFAULT_INDEX: index.url,
          UV_EXCLUDE_NEWER: "2026-01-01",
        })
        const made = yield* Effect.provide(prepared(home, request), layer)
        assert.deepStrictEqual(made.pins, ["second==1.0", "tiny==1.0"])
        assert.match(made.notes[0] ?? "", /No matching distribution found for uv==0\.13\.9/)
        assert.strictEqual(made.notes[1], "pip does not know UV_EXCLUDE_NEWER: ignored.")
      }).pipe(Effect.scoped),
    limit,
  )

  const failures = [
    ["nobody-has-this", "package_not_found"],
    ["tiny==9", "unsatisfiable"],
  ] as const
  for (const [requirement, kind] of failures) {
    it.live(
      `is told ${kind} by pip's words as by uv's`,
      () =>
        Effect.gen(function* () {
          const index = yield* withIndex(packages)
          const { home, layer } = serverWithout({
            UV_DEFAULT_INDEX: index.url,
            PYTHON_MCP_UV_INSTALL: "off",
          })
          const wrong = viaUv({ dependencies: [requirement] })
          const error = yield* Effect.provide(failed(home, wrong), layer)
          assert.strictEqual(error.reason, kind, error.message)
          assert.include(error.message, requirement.replace("==9", ""))
        }).pipe(Effect.scoped),
      limit,
    )
  }
})

describe("The commands of an environment that pip has made", () => {
  const make = (name: string, head: (prefix: string) => string) => {
    const prefix = join(scene.server().user, name)
    const info = join(prefix, "lib/python3.99/site-packages/x-1.dist-info")
    mkdirSync(info, { recursive: true })
    mkdirSync(join(prefix, "bin"))
    execFileSync("ln", ["-s", python, join(prefix, "bin/python")])
    const text = `${head(prefix)}import sys\nprint("here", sys.argv[1:])\n`
    writeFileSync(join(prefix, "bin/x"), text, { mode: 0o755 })
    writeFileSync(join(info, "RECORD"), "../../../bin/x,sha256=old,1\nx.py,sha256=kept,2\n")
    return {
      prefix,
      record: () => readFileSync(join(moved(prefix), info.slice(prefix.length), "RECORD"), "utf8"),
    }
  }
  const moved = (prefix: string) => join(dirname(prefix), "moved")
  const call = (prefix: string) =>
    spawnSync(join(moved(prefix), "bin/x"), ["a b"], { encoding: "utf8" })

  const heads: ReadonlyArray<readonly [string, (prefix: string) => string]> = [
    ["short", (prefix) => `#!${prefix}/bin/python\n`],
    ["long", (prefix) => `#!/bin/sh\n'''exec' "${prefix}/bin/python" "$0" "$@"\n' '''\n`],
  ]
  for (const [kind, head] of heads) {
    it(`find their interpreter after a move, with a ${kind} first line`, () => {
      const { prefix, record } = make(kind, head)
      execFileSync(python, ["-I", "-S", "-c", relocate, prefix])
      renameSync(prefix, moved(prefix))
      assert.strictEqual(call(prefix).stdout, "here ['a b']\n")
      assert.match(
        record(),
        /^\.\.\/\.\.\/\.\.\/bin\/x,sha256=[\w-]{43},\d{3}\nx\.py,sha256=kept,2\n$/,
      )
    })

    it(`would not find it as pip has written them, with a ${kind} first line`, () => {
      const { prefix } = make(`${kind}-unchanged`, head)
      renameSync(prefix, moved(prefix))
      assert.notStrictEqual(call(prefix).status, 0)
    })
  }
})
