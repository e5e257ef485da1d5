import * as FileSystem from "@effect/platform/FileSystem"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Layer, Option, Ref, TestClock } from "effect"
import { Settings } from "../../src/domain/Settings.ts"
import { EnvironmentBuild } from "../../src/environment/EnvironmentBuild.ts"
import { EnvironmentCache } from "../../src/environment/EnvironmentCache.ts"
import { EnvironmentFailed } from "../../src/environment/EnvironmentErrors.ts"
import { EnvironmentFolders } from "../../src/environment/EnvironmentFolders.ts"
import { EnvironmentKey, type Ingredients } from "../../src/environment/EnvironmentKey.ts"
import { EnvironmentMaking } from "../../src/environment/EnvironmentMaking.ts"
import { EnvironmentRefresh } from "../../src/environment/EnvironmentRefresh.ts"
import { EnvironmentRequests } from "../../src/environment/EnvironmentRequests.ts"
import { InstalledFiles } from "../../src/environment/InstalledFiles.ts"
import { Pins } from "../../src/environment/Pins.ts"
import { PreparationSteps } from "../../src/environment/PreparationSteps.ts"
import { DurableFiles } from "../../src/processes/DurableFiles.ts"
import { MemoryFileSystem } from "../../src/processes/MemoryFileSystem.ts"
import { ServerIdentity } from "../../src/processes/ServerIdentity.ts"
import { aServer } from "../support/Owners.ts"
import { hostLayer, interpreter } from "./Machine.ts"

/** What the index has of a package, and where that comes from. */
interface Offer {
  readonly version: string
  readonly url?: string
  readonly content?: string
}

type Index = Readonly<Record<string, Offer>>

const site = { id: "job", folder: "/job", cookie: "job:0", announce: () => Effect.void }
const preparation = { site, deadline: Option.none(), before: [] }
const environments = "/state/environments"

/** A disk with an index beside it; each server has services of its own. */
const makeScene = Effect.gen(function* () {
  const fs = yield* Effect.provide(FileSystem.FileSystem, MemoryFileSystem.layer)
  const index = yield* Ref.make<Index | "unreachable">({ six: { version: "1.17.0" } })
  const builds = yield* Ref.make(0)

  const write = (path: string, text: string) =>
    fs
      .makeDirectory(path.replace(/\/[^/]*$/, ""), { recursive: true })
      .pipe(Effect.zipRight(fs.writeFileString(path, text)), Effect.orDie)

  const install = (prefix: string, name: string, { version, url, content = "1" }: Offer) =>
    Effect.gen(function* () {
      const folder = `${prefix}/lib/python3.13/site-packages/${name}-${version}.dist-info`
      yield* write(`${folder}/METADATA`, `Name: ${name}\nVersion: ${version}\n`)
      yield* write(`${folder}/RECORD`, `${name}.py,sha256=${content},1\n${name}/INSTALLER,,\n`)
      if (url !== undefined) yield* write(`${folder}/direct_url.json`, JSON.stringify({ url }))
    })

  const fakeBuild = Layer.succeed(EnvironmentBuild, {
    build: (_, { prefix, requirements }) =>
      Effect.gen(function* () {
        yield* Ref.update(builds, (count) => count + 1)
        yield* Effect.sleep("10 seconds")
        const found = yield* Ref.get(index)
        if (found === "unreachable") {
          return yield* new EnvironmentFailed({ stage: "", reason: "network", detail: "" })
        }
        yield* write(`${prefix}/bin/python`, "")
        for (const requirement of requirements) {
          const name = requirement.replace(/[=@ ].*/, "")
          yield* install(prefix, name, found[name] ?? { version: "0" })
        }
        return { installer: Option.none(), isOffline: false, notes: [] }
      }),
  })

  const server = (environment: Readonly<Record<string, string>> = {}) =>
    EnvironmentCache.layer.pipe(
      Layer.provide(EnvironmentRefresh.layer),
      Layer.provide(EnvironmentMaking.layer),
      Layer.provide(
        Layer.mock(PreparationSteps, { beginInBackground: () => Effect.succeed(preparation) }),
      ),
      Layer.provide(
        Layer.mergeAll(
          fakeBuild,
          EnvironmentFolders.layer,
          EnvironmentKey.layer,
          EnvironmentRequests.layer,
          InstalledFiles.layer,
        ).pipe(
          Layer.provide(
            Layer.mock(ServerIdentity, { owner: aServer(), recordPath: "", signature: "me" }),
          ),
        ),
      ),
      Layer.provide(Layer.mergeAll(Pins.layer, DurableFiles.layer, Settings.layer)),
      Layer.provide(
        Layer.merge(
          Layer.succeed(FileSystem.FileSystem, fs),
          hostLayer({ PYTHON_MCP_HOME: "/state", ...environment }),
        ),
      ),
      Layer.fresh,
    )

  const folders = Effect.map(Effect.orDie(fs.readDirectory(environments)), (names) =>
    names.filter((name) => name !== "requests"),
  )

  return { fs, builds: Ref.get(builds), folders, index, install, server, write }
})

const ingredients = (requirements: ReadonlyArray<string>, more: Partial<Ingredients> = {}) => ({
  interpreter: interpreter("3.13.0"),
  requirements,
  uvOptions: [],
  context: [],
  refresh: false,
  ...more,
})

/** As a run does it; what has to be built takes its time. */
const provide = (requirements: ReadonlyArray<string>, more?: Partial<Ingredients>) =>
  Effect.gen(function* () {
    const cache = yield* EnvironmentCache
    const fiber = yield* Effect.fork(cache.provide(preparation, ingredients(requirements, more)))
    yield* TestClock.adjust("10 seconds")
    return yield* Fiber.join(fiber)
  })

const lookup = (requirements: ReadonlyArray<string>) =>
  Effect.flatMap(EnvironmentCache, (cache) => cache.lookup(ingredients(requirements)))

/** Time for whatever goes on in the background. */
const aWhile = TestClock.adjust("1 minute")

const aDay = TestClock.adjust("25 hours")

describe("Two requests", () => {
  it.effect("that come to the same share one environment", () =>
    Effect.gen(function* () {
      const { folders, server } = yield* makeScene
      yield* Effect.gen(function* () {
        const a = yield* provide(["six"])
        const b = yield* provide(["six==1.17.0"])
        assert.strictEqual(a.prefix, b.prefix)
        assert.deepStrictEqual(b.pins, ["six==1.17.0"])
        assert.lengthOf(yield* folders, 1)
      }).pipe(Effect.provide(server()))
    }),
  )

  it.effect("do not share one of the same version from elsewhere, or with another content", () =>
    Effect.gen(function* () {
      const { folders, index, server } = yield* makeScene
      yield* Effect.gen(function* () {
        yield* provide(["six"])
        yield* Ref.set(index, { six: { version: "1.17.0", url: "git+https://a.example@1" } })
        yield* provide(["six @ git+https://a.example@1"])
        yield* Ref.set(index, { six: { version: "1.17.0", url: "git+https://a.example@2" } })
        yield* provide(["six @ git+https://a.example@2"])
        yield* Ref.set(index, { six: { version: "1.17.0", content: "2" } })
        const { pins } = yield* provide(["six"], { uvOptions: ["--index=https://b.example"] })
        assert.deepStrictEqual(pins, ["six==1.17.0"])
        assert.lengthOf(yield* folders, 4)
      }).pipe(Effect.provide(server()))
    }),
  )

  it.effect("at two servers at the same time make one environment", () =>
    Effect.gen(function* () {
      const { builds, folders, server } = yield* makeScene
      const one = () => Effect.provide(provide(["six"]), server())
      const made = yield* Effect.all([one(), one(), one()], { concurrency: "unbounded" })
      assert.strictEqual(new Set(made.map(({ prefix }) => prefix)).size, 1)
      assert.strictEqual(yield* builds, 3)
      assert.lengthOf(yield* folders, 1)
    }),
  )
})

describe("What is half there", () => {
  it.effect("is never used: without its marker, or with a record that nobody can read", () =>
    Effect.gen(function* () {
      const { builds, folders, fs, server, write } = yield* makeScene
      yield* Effect.gen(function* () {
        const { prefix } = yield* provide(["six"])
        yield* Effect.orDie(fs.remove(`${prefix}/env.json`))
        assert.isTrue(Option.isNone(yield* lookup(["six"])))
        const again = yield* provide(["six"])
        assert.notStrictEqual(again.prefix, prefix)
        assert.lengthOf(yield* folders, 2)
        const [record] = yield* Effect.orDie(fs.readDirectory(`${environments}/requests`))
        yield* TestClock.adjust("1 second")
        yield* write(`${environments}/requests/${record}`, "{")
        yield* TestClock.adjust("1 minute")
        const third = yield* provide(["six"])
        assert.strictEqual(third.prefix, again.prefix)
        assert.strictEqual(yield* builds, 3)
      }).pipe(Effect.provide(server()))
    }),
  )
})

describe("An environment that a script has changed", () => {
  const packages = "lib/python3.13/site-packages"

  it.effect("is made anew beside the one that may be in use, and the run is told", () =>
    Effect.gen(function* () {
      const { folders, install, server } = yield* makeScene
      yield* Effect.gen(function* () {
        const { prefix } = yield* provide(["six"])
        yield* install(prefix, "idna", { version: "3.7" })
        const again = yield* provide(["six"])
        assert.notStrictEqual(again.prefix, prefix)
        assert.deepStrictEqual(again.pins, ["six==1.17.0"])
        assert.match(again.notes.join(), /changed the environment \(\+idna==3\.7\)/)
        const third = yield* provide(["six"])
        assert.deepStrictEqual([third.prefix, third.notes], [again.prefix, []])
        assert.lengthOf(yield* folders, 2)
      }).pipe(Effect.provide(server()))
    }),
  )

  it.effect("is not one that has only got bytecode", () =>
    Effect.gen(function* () {
      const { builds, server, write } = yield* makeScene
      yield* Effect.gen(function* () {
        const { prefix } = yield* provide(["six"])
        yield* write(`${prefix}/${packages}/__pycache__/six.cpython-313.pyc`, "")
        const again = yield* provide(["six"])
        assert.deepStrictEqual([again.prefix, again.notes], [prefix, []])
        assert.strictEqual(yield* builds, 1)
      }).pipe(Effect.provide(server()))
    }),
  )
})

describe("Versions that are old", () => {
  const newer = { six: { version: "1.18.0" } }

  it.effect("are used at once, and newer ones are there for the next run", () =>
    Effect.gen(function* () {
      const { builds, index, server } = yield* makeScene
      yield* Effect.gen(function* () {
        yield* provide(["six"])
        yield* Ref.set(index, newer)
        const young = yield* provide(["six"])
        yield* aWhile
        assert.deepStrictEqual([young.notes, yield* builds], [[], 1])
        yield* aDay
        const old = yield* lookup(["six"])
        assert.deepStrictEqual(Option.getOrThrow(old).pins, ["six==1.17.0"])
        assert.match(Option.getOrThrow(old).notes.join(), /^Versions as of 1970-01-01 00:00 UTC/)
        yield* aWhile
        const next = yield* provide(["six"])
        assert.deepStrictEqual([next.pins, next.notes], [["six==1.18.0"], []])
        assert.strictEqual(yield* builds, 2)
      }).pipe(Effect.provide(server()))
    }),
  )

  it.effect("stay where nothing newer can come, or none is wanted", () =>
    Effect.gen(function* () {
      const { builds, index, server } = yield* makeScene
      const fixed: ReadonlyArray<readonly [string, Readonly<Record<string, string>>]> = [
        ["six==1.17.0", {}],
        ["six", { UV_EXCLUDE_NEWER: "2026-01-01" }],
        ["six", { PYTHON_MCP_ENVIRONMENT_FRESH_HOURS: "0" }],
      ]
      for (const [requirement, environment] of fixed) {
        yield* Effect.gen(function* () {
          yield* Ref.set(index, { six: { version: "1.17.0" } })
          yield* provide([requirement])
          const before = yield* builds
          yield* Ref.set(index, newer)
          yield* aDay
          const old = yield* provide([requirement])
          yield* aWhile
          assert.deepStrictEqual([old.pins, old.notes], [["six==1.17.0"], []])
          assert.strictEqual(yield* builds, before)
        }).pipe(Effect.provide(server(environment)))
      }
    }),
  )

  it.effect("are asked for once at a time, and after a failure not again for an hour", () =>
    Effect.gen(function* () {
      const { builds, index, server } = yield* makeScene
      yield* Effect.gen(function* () {
        yield* provide(["six"])
        yield* Ref.set(index, "unreachable")
        yield* aDay
        yield* lookup(["six"])
        yield* TestClock.adjust("5 seconds")
        yield* lookup(["six"])
        yield* aWhile
        assert.strictEqual(yield* builds, 2)
        const old = yield* provide(["six"])
        yield* aWhile
        assert.deepStrictEqual([old.pins, yield* builds], [["six==1.17.0"], 2])
        yield* TestClock.adjust("1 hour")
        yield* provide(["six"])
        yield* aWhile
        assert.strictEqual(yield* builds, 3)
      }).pipe(Effect.provide(server()))
    }),
  )

  it.effect("are waited for when that is asked for, and used all the same without a network", () =>
    Effect.gen(function* () {
      const { index, server } = yield* makeScene
      const refresh = { refresh: true }
      yield* Effect.gen(function* () {
        yield* provide(["six"])
        yield* Ref.set(index, newer)
        assert.deepStrictEqual((yield* provide(["six"])).pins, ["six==1.17.0"])
        assert.deepStrictEqual((yield* provide(["six"], refresh)).pins, ["six==1.18.0"])
        yield* Ref.set(index, "unreachable")
        const old = yield* provide(["six"], refresh)
        assert.deepStrictEqual(old.pins, ["six==1.18.0"])
        assert.match(old.notes.join(), /index could not be reached/)
        const error = yield* Effect.flip(provide(["idna"], refresh))
        assert.include(error.message, "cannot be reached")
      }).pipe(Effect.provide(server()))
    }),
  )
})
