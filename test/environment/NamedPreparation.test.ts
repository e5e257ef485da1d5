import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Option, Ref } from "effect"
import { Bytecode } from "../../src/environment/Bytecode.ts"
import { EnvironmentCache } from "../../src/environment/EnvironmentCache.ts"
import { EnvironmentFolders } from "../../src/environment/EnvironmentFolders.ts"
import type { Ingredients } from "../../src/environment/EnvironmentKey.ts"
import type { NamedRecord } from "../../src/environment/EnvironmentRecords.ts"
import { NamedEnvironments } from "../../src/environment/NamedEnvironments.ts"
import { NamedPreparation } from "../../src/environment/NamedPreparation.ts"
import { Pins } from "../../src/environment/Pins.ts"
import { PythonDownload } from "../../src/environment/PythonDownload.ts"
import { PythonSelection } from "../../src/environment/PythonSelection.ts"
import { environments, giveName, shelve } from "../support/Shelf.ts"
import { jsonOf, namesIn, world } from "../support/World.ts"
import { interpreter, scriptedInterpreters } from "./Machine.ts"

const site = { id: "job", folder: "/job", cookie: "job:0", announce: () => Effect.void }
const preparation = { site, deadline: Option.none(), before: [] }

const record: NamedRecord = {
  format: 1,
  name: "tools",
  environment: "abc",
  python_version: "3.13.1",
  free_threaded: false,
  requirements: ["six"],
  created_at: "2026-11-23T11:00:00.000Z",
}

/** Hands "tools" out on a machine with these Pythons; what was made anew is "new". */
const provide = (...versions: ReadonlyArray<string>) => provideOne(record, ...versions)

const provideOne = (wanted: NamedRecord, ...versions: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    const made = yield* Ref.make<ReadonlyArray<Ingredients>>([])
    const cache = Layer.succeed(EnvironmentCache, {
      lookup: () => Effect.succeedNone,
      provide: (_preparation, ingredients) =>
        Effect.as(
          Ref.update(made, (all) => [...all, ingredients]),
          { prefix: `${environments}/new`, pins: ["six==2.0"], notes: ["built"], isNew: true },
        ),
    })
    const downloads = Layer.succeed(PythonDownload, {
      provide: (_preparation, source) =>
        source._tag === "Installed"
          ? Effect.succeed({ interpreter: source.interpreter, notes: [] })
          : Effect.die(source.request),
    })
    const named = NamedPreparation.layer.pipe(
      Layer.provide(Layer.mergeAll(cache, downloads, PythonSelection.layer)),
      Layer.provide(Layer.mock(Bytecode, { expect: () => Effect.void })),
      Layer.provide(EnvironmentFolders.layer),
      Layer.provide(Pins.layer),
      Layer.provide(scriptedInterpreters({ all: versions.map((version) => interpreter(version)) })),
    )
    const answer = yield* Effect.flatMap(NamedPreparation, (service) =>
      service.provide(preparation, wanted),
    ).pipe(Effect.provide(named), Effect.either)
    return { answer, made: yield* made }
  })

describe("An environment that has a name", () => {
  it.effect("is handed out as it is, and marked as used", () =>
    Effect.gen(function* () {
      yield* shelve("abc", { usedMinutesAgo: 5 })
      const { answer, made } = yield* provide("3.13.1")
      assert.deepInclude(answer, {
        right: {
          strategy: "uv-run",
          python: `${environments}/abc/bin/python`,
          pythonVersion: "3.13.1",
          prefix: Option.some(`${environments}/abc`),
          pins: [],
          importFrom: [],
          notes: [],
        },
      })
      assert.deepStrictEqual(made, [])
    }).pipe(Effect.provide(world())),
  )

  it.effect("is made again where it has gone, with a note, and keeps its name", () =>
    Effect.gen(function* () {
      yield* giveName("tools", "abc")
      yield* shelve("new")
      const { answer, made } = yield* provide("3.14.0", "3.13.1")
      assert.deepNestedInclude(answer, { "right.python": `${environments}/new/bin/python` })
      assert.deepStrictEqual(
        made.map(({ interpreter: { version }, requirements }) => [version, requirements]),
        [["3.13.1", ["six"]]],
      )
      assert.match(JSON.stringify(answer), /Environment \\"tools\\" had gone: it was made again/)
      assert.deepInclude(yield* jsonOf(`${environments}/named/tools.json`), { environment: "new" })
    }).pipe(Effect.provide(world())),
  )

  for (const isThere of [true, false]) {
    const what = isThere ? "is handed out" : "is made again by its pins, and without the lock,"
    it.effect(`${what} with the modules beside the lock that it was made from`, () =>
      Effect.gen(function* () {
        if (isThere) yield* shelve("abc")
        yield* shelve("new")
        const lock = {
          path: "/desk/uv.lock",
          hash: "0",
          beside: ["attrs"],
          uv_options: ["no-index = true"],
          import_from: ["/desk/src"],
        }
        const locked = { ...record, requirements: ["attrs==1", "six==2.0"], lock }
        const { answer, made } = yield* provideOne(locked, "3.13.1")
        assert.deepNestedInclude(answer, { "right.importFrom": ["/desk/src"] })
        assert.deepStrictEqual(
          made.map(({ requirements, uvOptions }) => [requirements, uvOptions]),
          isThere ? [] : [[locked.requirements, lock.uv_options]],
        )
        if (!isThere) assert.include(JSON.stringify(answer), "the versions that /desk/uv.lock")
      }).pipe(Effect.provide(world())),
    )
  }

  it.effect("is made once more where what was made has gone at once", () =>
    Effect.gen(function* () {
      const { made } = yield* provide("3.13.1")
      assert.lengthOf(made, 2)
    }).pipe(Effect.provide(world())),
  )

  it.effect("gets the Python that has taken the place of its own", () =>
    Effect.gen(function* () {
      yield* giveName("tools", "abc")
      const { made } = yield* provide("3.14.0", "3.13.7", "3.12.1")
      assert.strictEqual(made[0]?.interpreter.version, "3.13.7")
      assert.deepInclude(yield* jsonOf(`${environments}/named/tools.json`), {
        python_version: "3.13.7",
      })
    }).pipe(Effect.provide(world())),
  )

  it.effect("gets no name back that was taken from it meanwhile", () =>
    Effect.gen(function* () {
      yield* provide("3.13.1")
      assert.deepStrictEqual(yield* namesIn(`${environments}/named`), [])
      assert.isTrue(Option.isNone(yield* (yield* NamedEnvironments).find("tools")))
    }).pipe(Effect.provide(world())),
  )

  it.effect("fails with what is missing, where no Python of its line can be had", () =>
    Effect.gen(function* () {
      const { answer } = yield* provide("3.12.1")
      assert.deepNestedInclude(answer, { "left.reason": "python_missing" })
    }).pipe(Effect.provide(world({ settings: { pythonDownloads: false } }))),
  )
})
