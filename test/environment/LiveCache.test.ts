import { execFile } from "node:child_process"
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { afterAll, beforeAll, type TestContext } from "vitest"
import { Environments } from "../../src/environment/Environments.ts"
import { type PackageIndex, startPackageIndex } from "../support/PackageIndex.ts"
import { makeWheel } from "../support/Packages.ts"
import { findUv, needsUv, type TestUv } from "../support/Uv.ts"
import { serverEnvironment } from "./LiveUv.ts"
import { makeSite, viaUv, workshop } from "./Workshop.ts"

// A real uv with a cache of its own, and an index of the tests'.

const limit = 120_000
const folder = mkdtempSync(join(tmpdir(), "python-mcp-cache-"))
let uv: TestUv
let index: PackageIndex
beforeAll(async () => {
  uv = findUv()
  index = await startPackageIndex([
    makeWheel({ name: "tiny", version: "1.0", files: { "tiny.py": "good = 1\n" } }),
    makeWheel({ name: "other", version: "1.0" }),
  ])
}, 200_000)
afterAll(() => {
  index.close()
  uv.remove()
  rmSync(folder, { recursive: true, force: true })
})

/** A server with a state directory and so a uv cache of its own. */
const newServer = (environment: Readonly<Record<string, string>> = {}) => {
  const home = mkdtempSync(join(folder, "home-"))
  const given = { ...serverEnvironment, PYTHON_MCP_UV: uv.path, UV_DEFAULT_INDEX: index.url }
  return { home, layer: workshop(home, { ...given, ...environment }) }
}

/** One job's way through the room, and where the packages of its environment are. */
const prepared = Effect.fnUntraced(function* (
  home: string,
  dependencies: ReadonlyArray<string>,
  refresh = false,
) {
  const environments = yield* Environments
  const plan = yield* environments.plan(viaUv({ dependencies, refresh }))
  const { site, stepNames } = yield* makeSite(mkdtempSync(join(home, "job-")))
  const ready = yield* environments.prepare(plan, site)
  const line = ready.pythonVersion.split(".", 2).join(".")
  const packages = join(ready.python, `../../lib/python${line}/site-packages`)
  return { ...ready, packages, steps: yield* stepNames }
})

/** uv by itself, with the cache of this server. Not synchronously: the index is in this very process. */
const byUvAlone = (home: string, args: ReadonlyArray<string>) =>
  Effect.promise(() =>
    promisify(execFile)(uv.path, args, {
      env: {
        ...serverEnvironment,
        UV_CACHE_DIR: join(home, "cache/uv"),
        UV_DEFAULT_INDEX: index.url,
      },
    }),
  )

/** What is in `tiny.py` where uv alone installs it from this server's cache. */
const tinyByUvAlone = Effect.fnUntraced(function* (home: string, python: string) {
  const target = mkdtempSync(join(home, "by-uv-alone-"))
  yield* byUvAlone(home, ["pip", "install", "--python", python, "--target", target, "tiny"])
  return readFileSync(join(target, "tiny.py"), "utf8")
})

const needs = (context: TestContext) => needsUv(context, uv)

describe("What a script writes into an installed file", () => {
  it.live(
    "is in no later environment: the package is downloaded again, and the run is told",
    (context) =>
      Effect.suspend(() => {
        needs(context)
        const { home, layer } = newServer()
        return Effect.gen(function* () {
          const first = yield* prepared(home, ["tiny"])
          appendFileSync(join(first.packages, "tiny.py"), "poison = 1\n")
          const isShared = (yield* tinyByUvAlone(home, first.python)).includes("poison")
          if (!isShared) return context.skip("this file system clones: nothing is ever shared")
          const second = yield* prepared(home, ["other", "tiny"])
          assert.strictEqual(readFileSync(join(second.packages, "tiny.py"), "utf8"), "good = 1\n")
          assert.match(second.notes.join(), /A script had changed tiny in uv's cache \(tiny\.py\)/)
          assert.notInclude(yield* tinyByUvAlone(home, first.python), "poison")
          // Of the same packages as the first one.
          const alone = yield* prepared(home, ["tiny==1.0"])
          assert.strictEqual(readFileSync(join(alone.packages, "tiny.py"), "utf8"), "good = 1\n")
          const third = yield* prepared(home, ["other==1.0", "tiny==1.0"])
          assert.deepStrictEqual([third.steps, third.notes], [["01-venv", "02-install"], []])
          assert.strictEqual(third.python, second.python)
        }).pipe(Effect.provide(layer))
      }),
    limit,
  )

  it.live(
    "never reaches the user's own cache, whatever the server inherited",
    (context) =>
      Effect.suspend(() => {
        needs(context)
        const theirs = join(folder, "their-cache")
        const { home, layer } = newServer({ UV_CACHE_DIR: theirs })
        return Effect.gen(function* () {
          yield* prepared(home, ["tiny"])
          assert.isTrue(existsSync(join(home, "cache/uv")))
          assert.isFalse(existsSync(theirs))
          const shared = newServer({ UV_CACHE_DIR: theirs, PYTHON_MCP_UV_CACHE: "shared" })
          yield* Effect.provide(prepared(shared.home, ["tiny"]), shared.layer)
          assert.isTrue(existsSync(theirs))
        }).pipe(Effect.provide(layer))
      }),
    limit,
  )
})

describe("An environment that a script installed into", () => {
  it.live(
    "is made anew, and the one that the script runs in stays as it is",
    (context) =>
      Effect.suspend(() => {
        needs(context)
        const { home, layer } = newServer()
        return Effect.gen(function* () {
          const first = yield* prepared(home, ["tiny"])
          yield* byUvAlone(home, ["pip", "install", "--python", first.python, "other"])
          const second = yield* prepared(home, ["tiny"])
          assert.deepStrictEqual(second.pins, ["tiny==1.0"])
          assert.isFalse(existsSync(join(second.packages, "other.py")))
          assert.isTrue(existsSync(join(first.packages, "other.py")))
          assert.match(second.notes.join(), /\+other==1\.0/)
          assert.deepStrictEqual((yield* prepared(home, ["tiny"])).steps, [])
        }).pipe(Effect.provide(layer))
      }),
    limit,
  )
})

/** Makes the versions that every request was resolved to look old. */
const age = (home: string) => {
  const requests = join(home, "environments/requests")
  for (const name of readdirSync(requests)) {
    const record = JSON.parse(readFileSync(join(requests, name), "utf8"))
    const old = { ...record, resolved_at: "2020-01-01T00:00:00.000Z" }
    writeFileSync(join(requests, name), JSON.stringify(old))
  }
}

describe("Newer versions", () => {
  it.live(
    "are looked for beside the run when its own are old, and leave nothing behind",
    (context) =>
      Effect.gen(function* () {
        needs(context)
        using moving = yield* Effect.promise(() =>
          startPackageIndex([makeWheel({ name: "tiny", version: "1.0" })]),
        )
        const { home, layer } = newServer({ UV_DEFAULT_INDEX: moving.url })
        yield* Effect.gen(function* () {
          yield* prepared(home, ["tiny"])
          moving.add(makeWheel({ name: "tiny", version: "1.1" }))
          age(home)
          const old = yield* prepared(home, ["tiny"])
          assert.deepStrictEqual([old.steps, old.pins], [[], ["tiny==1.0"]])
          assert.match(old.notes.join(), /^Versions as of 2020-01-01 00:00 UTC; newer ones are/)
          const isNewer = Effect.map(
            prepared(home, ["tiny"]),
            ({ pins }) => pins[0] === "tiny==1.1",
          )
          yield* Effect.repeat(Effect.delay(isNewer, "200 millis"), { until: (done) => done })
        }).pipe(Effect.provide(layer))
        const aside = readdirSync(join(home, "environments")).filter((name) => /^\./.test(name))
        assert.deepStrictEqual(aside, [])
      }),
    limit,
  )

  it.live(
    "come when they are asked for, and without a network the ones that are there do",
    (context) =>
      Effect.gen(function* () {
        needs(context)
        using moving = yield* Effect.promise(() =>
          startPackageIndex([makeWheel({ name: "tiny", version: "1.0" })]),
        )
        const { home, layer } = newServer({ UV_DEFAULT_INDEX: moving.url })
        const of = (refresh: boolean) => prepared(home, ["tiny"], refresh)
        yield* Effect.gen(function* () {
          yield* of(false)
          moving.add(makeWheel({ name: "tiny", version: "1.1" }))
          assert.deepStrictEqual((yield* of(false)).pins, ["tiny==1.0"])
          assert.deepStrictEqual((yield* of(true)).pins, ["tiny==1.1"])
          moving.close()
          const old = yield* of(true)
          assert.deepStrictEqual(old.pins, ["tiny==1.1"])
          assert.match(old.notes.join(), /index could not be reached: the versions are those of/)
        }).pipe(Effect.provide(layer))
      }),
    limit,
  )
})
