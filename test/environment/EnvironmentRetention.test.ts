import { FileSystem } from "@effect/platform/FileSystem"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit } from "effect"
import type { EnvironmentRecord } from "../../src/domain/JobFiles.ts"
import { EnvironmentRetention } from "../../src/environment/EnvironmentRetention.ts"
import { JobFile } from "../../src/jobs/JobFile.ts"
import { JobStore } from "../../src/jobs/JobStore.ts"
import { make, pass } from "../support/Jobs.ts"
import { idAt } from "../support/Owners.ts"
import { environments, giveName, shelve } from "../support/Shelf.ts"
import { home, namesIn, noon, put, type ServerOptions, world } from "../support/World.ts"

const day = 24 * 60

const keeping = (
  limits: Partial<{ days: number; count: number; bytes: number }>,
  more: ServerOptions = {},
) =>
  world({
    ...more,
    settings: { environmentRetention: { days: 0, count: 0, bytes: 0, ...limits } },
  })

const sweep = Effect.flatMap(EnvironmentRetention, (retention) => retention.sweep)

/** Which environments are there. */
const left = Effect.map(namesIn(environments), (names) =>
  names.filter((name) => name !== "named" && name !== "requests"),
)

/** A job without an end that runs in an environment. */
const runIn = Effect.fnUntraced(function* (environment: string) {
  const id = idAt(noon)
  yield* make(id)
  const store = yield* JobStore
  yield* store.writeOnce(id, JobFile.environment, recordOf(environment))
  return id
}, Effect.orDie)

const recordOf = (environment: string): EnvironmentRecord => ({
  strategy: "uv-run",
  python_version: "3.13.1",
  // Another server may have been given the state directory by another path.
  python: `/elsewhere/environments/${environment}/bin/python`,
  pins: [],
  environment_seconds: 0,
  notes: [],
})

describe("cached environments", () => {
  it.effect("that were not used for too long go, and younger ones stay", () =>
    Effect.gen(function* () {
      yield* shelve("old", { usedMinutesAgo: 15 * day })
      yield* shelve("young", { usedMinutesAgo: 13 * day })
      assert.deepInclude(yield* sweep, { environments: 1 })
      assert.deepStrictEqual(yield* left, ["young"])
    }).pipe(Effect.provide(keeping({ days: 14 }))),
  )

  it.effect("go by number, the one used longest ago first", () =>
    Effect.gen(function* () {
      yield* shelve("b", { usedMinutesAgo: 30 })
      yield* shelve("d", { usedMinutesAgo: 50 })
      yield* shelve("a", { usedMinutesAgo: 20 })
      yield* shelve("c", { usedMinutesAgo: 40 })
      yield* sweep
      assert.deepStrictEqual(yield* left, ["a", "b"])
    }).pipe(Effect.provide(keeping({ count: 2 }))),
  )

  it.effect(
    "go by the bytes that are their own: what is shared with uv's cache costs nothing",
    () =>
      Effect.gen(function* () {
        const fs = yield* FileSystem
        yield* shelve("a", { usedMinutesAgo: 20, bytes: 6000 })
        yield* shelve("b", { usedMinutesAgo: 30, bytes: 90_000 })
        yield* fs.link(`${environments}/b/lib/large`, "/cache")
        yield* shelve("c", { usedMinutesAgo: 40, bytes: 6000 })
        const { environments: gone, bytes } = yield* sweep
        assert.strictEqual(gone, 1)
        assert.isAtLeast(bytes, 6000)
        assert.deepStrictEqual(yield* left, ["a", "b"])
      }).pipe(Effect.provide(keeping({ bytes: 10_000 }))),
  )

  it.effect("stay for ever, where nothing is limited", () =>
    Effect.gen(function* () {
      yield* shelve("ancient", { usedMinutesAgo: 4000 * day, bytes: 1000 })
      assert.deepStrictEqual(yield* sweep, { environments: 0, bytes: 0 })
      assert.deepStrictEqual(yield* left, ["ancient"])
    }).pipe(Effect.provide(keeping({}))),
  )

  for (const named of [true, false]) {
    const what = named ? "never go while they have a name" : "would go without that name"
    it.effect(what, () =>
      Effect.gen(function* () {
        yield* shelve("kept", { usedMinutesAgo: 400 * day, bytes: 5000 })
        if (named) yield* giveName("mine", "kept")
        yield* sweep
        assert.deepStrictEqual(yield* left, named ? ["kept"] : [])
      }).pipe(Effect.provide(keeping({ days: 1, bytes: 1 }))),
    )
  }

  for (const spoiled of [true, false]) {
    const what = spoiled
      ? "stay while the record of a name cannot be read; what is left over goes all the same"
      : "would go without that record"
    it.effect(what, () =>
      Effect.gen(function* () {
        yield* shelve("old", { usedMinutesAgo: 400 * day })
        yield* put(`${environments}/.trash-${Date.parse(noon) - 700_000}-aa/lib`, "")
        if (spoiled) yield* put(`${environments}/named/bad.json`, "{}")
        yield* sweep
        assert.deepStrictEqual(yield* left, spoiled ? ["old"] : [])
      }).pipe(Effect.provide(keeping({ days: 1 }))),
    )
  }

  for (const running of [true, false]) {
    const what = running ? "never go while a job runs in them" : "would go without that job"
    it.effect(what, () =>
      Effect.gen(function* () {
        yield* shelve("busy", { usedMinutesAgo: 400 * day })
        if (running) yield* runIn("busy")
        yield* sweep
        assert.deepStrictEqual(yield* left, running ? ["busy"] : [])
      }).pipe(Effect.provide(keeping({ days: 1 }))),
    )
  }

  it.effect("go when the job has ended, although its mark is still there", () =>
    Effect.gen(function* () {
      const store = yield* JobStore
      yield* shelve("idle", { usedMinutesAgo: 400 * day })
      const id = yield* runIn("idle")
      yield* put(`${store.folder(id)}/exit.json`, "{}")
      yield* sweep
      assert.deepStrictEqual(yield* left, [])
    }).pipe(Effect.provide(keeping({ days: 1 }))),
  )

  it.effect("stay for ten minutes after they were handed out, whatever the limits say", () =>
    Effect.gen(function* () {
      yield* shelve("a", { usedMinutesAgo: 1 })
      yield* shelve("b", { usedMinutesAgo: 9 })
      yield* shelve("c", { usedMinutesAgo: 11 })
      yield* sweep
      assert.deepStrictEqual(yield* left, ["a", "b"])
    }).pipe(Effect.provide(keeping({ count: 1 }))),
  )

  it.effect("all stay where nobody can tell what a job runs in", () =>
    Effect.gen(function* () {
      yield* shelve("old", { usedMinutesAgo: 400 * day })
      const store = yield* JobStore
      const id = idAt(noon)
      yield* make(id)
      yield* put(`${store.folder(id)}/environment.json`, "{ torn")
      yield* pass("5 seconds")
      const exit = yield* Effect.exit(sweep)
      assert.isTrue(Exit.isFailure(exit))
      assert.deepStrictEqual(yield* left, ["old"])
    }).pipe(Effect.provide(keeping({ days: 1 }))),
  )

  for (const used of [true, false]) {
    const what = used
      ? "are put back where one was handed out while it was taken away"
      : "are not put back where nobody has used them"
    // What another server does between the last look and the removal.
    const handOut: ServerOptions = {
      files: (fs) => ({
        rename: (from, to) =>
          to.includes(".trash-") && used
            ? Effect.zipRight(fs.utimes(`${from}/env.json`, 1e9, 1e9), fs.rename(from, to))
            : fs.rename(from, to),
      }),
    }
    it.effect(what, () =>
      Effect.gen(function* () {
        yield* shelve("old", { usedMinutesAgo: 400 * day })
        assert.deepInclude(yield* sweep, { environments: used ? 0 : 1 })
        assert.deepStrictEqual(yield* left, used ? ["old"] : [])
      }).pipe(Effect.provide(keeping({ days: 1 }, handOut))),
    )
  }
})

describe("what is left over", () => {
  it.effect("goes when whoever left it is done for sure", () =>
    Effect.gen(function* () {
      const millis = Date.parse(noon)
      yield* put(`${environments}/.trash-${millis - 700_000}-aa/lib`, "")
      yield* put(`${environments}/.trash-${millis - 60_000}-bb/lib`, "")
      yield* put(`${environments}/.tmp-42-cc/lib`, "")
      yield* sweep
      assert.deepStrictEqual(yield* left, [".tmp-42-cc", `.trash-${millis - 60_000}-bb`])
    }).pipe(Effect.provide(keeping({}))),
  )

  it.effect("of requests goes, where the environment has gone", () =>
    Effect.gen(function* () {
      const request = (environment: string) =>
        JSON.stringify({
          format: 1,
          environment,
          requirements: ["six"],
          resolved_at: noon,
          offline: false,
        })
      yield* shelve("there")
      yield* put(`${environments}/requests/one.json`, request("there"))
      yield* put(`${environments}/requests/two.json`, request("gone"))
      yield* sweep
      assert.lengthOf(yield* namesIn(`${environments}/requests`), 2)
      yield* pass("11 minutes")
      yield* sweep
      assert.deepStrictEqual(yield* namesIn(`${environments}/requests`), ["one.json"])
    }).pipe(Effect.provide(keeping({}))),
  )

  it.effect("of environments that nobody can read goes after a day, and nothing else", () =>
    Effect.gen(function* () {
      const fs = yield* FileSystem
      const yesterday = Date.parse(noon) / 1000 - 25 * 3600
      yield* put(`${environments}/older/pyvenv.cfg`, "")
      yield* put(`${environments}/older/env.json`, `{"format":1}`)
      yield* put(`${environments}/of-somebody/notes.txt`, "")
      yield* put(`${environments}/younger/pyvenv.cfg`, "")
      for (const name of ["older", "of-somebody"]) {
        yield* fs.utimes(`${environments}/${name}`, yesterday, yesterday)
      }
      yield* sweep
      assert.deepStrictEqual(yield* left, ["of-somebody", "younger"])
    }).pipe(Effect.provide(keeping({}))),
  )
})

describe("the sweeping", () => {
  it.effect("begins some seconds after the start, and hears of builds", () =>
    Effect.gen(function* () {
      yield* shelve("a", { usedMinutesAgo: 30 })
      yield* shelve("b", { usedMinutesAgo: 40 })
      yield* pass("15 seconds")
      assert.lengthOf(yield* left, 2)
      yield* pass("10 seconds")
      assert.deepStrictEqual(yield* left, ["a"])
      yield* shelve("built", { usedMinutesAgo: 0 })
      yield* pass("11 minutes")
      assert.deepStrictEqual(yield* left, ["built"])
    }).pipe(Effect.provide(keeping({ count: 1 }))),
  )

  it.effect("is the task of one server, and of nobody where there is no environment", () =>
    Effect.gen(function* () {
      yield* pass("1 hour")
      assert.notInclude(yield* namesIn(home), "sweeper")
      const owner = { id: "01OTHER", pid: 42, start: "1" }
      const another = { server: owner, helper: null, host: "far", boot_id: "x", pid_ns: "y" }
      yield* put(
        `${home}/servers/01OTHER.json`,
        JSON.stringify({ owner: another, started_at: noon }),
      )
      yield* put(`${home}/sweeper`, JSON.stringify({ owner: another, since: noon }))
      yield* shelve("old", { usedMinutesAgo: 400 * day })
      yield* pass("10 minutes")
      assert.deepStrictEqual(yield* left, ["old"])
    }).pipe(Effect.provide(keeping({ days: 1 }))),
  )
})
