import { FileSystem } from "@effect/platform/FileSystem"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Option } from "effect"
import { Settings } from "../../src/domain/Settings.ts"
import { JobFile } from "../../src/jobs/JobFile.ts"
import { JobStore } from "../../src/jobs/JobStore.ts"
import { recordOf, wellEnded } from "../support/Jobs.ts"
import { aServer } from "../support/Owners.ts"
import { create, createEnded, middle, newer, older, onEachStore } from "../support/Stores.ts"
import { noon, put, settingsOf } from "../support/World.ts"

const begun = Option.some({ at: noon })
const all = { status: Option.none(), limit: 100 }

onEachStore((test) => {
  test(
    "a job that was created is read as it was",
    Effect.gen(function* () {
      const store = yield* JobStore
      yield* create(newer)
      const job = yield* Effect.flatten(store.read(newer))
      assert.deepStrictEqual(job.job, recordOf(newer, aServer()))
      assert.deepStrictEqual(job.begun, begun)
      assert.deepInclude(job, { id: newer, folder: store.folder(newer) })
      assert.deepStrictEqual({ ...job.state }, { _tag: "Running", phase: "environment" })
    }),
  )

  test(
    "a job stands in the folder of its id's day in UTC",
    Effect.gen(function* () {
      const store = yield* JobStore
      const { home } = yield* Settings
      assert.strictEqual(store.folder(older), `${home}/jobs/2026-11-21/${older}`)
      assert.strictEqual(store.folder(middle), `${home}/jobs/2026-11-22/${middle}`)
      assert.strictEqual(store.folder("old-one"), `${home}/jobs/imported/old-one`)
    }),
  )

  test(
    "a job that is only announced is active and otherwise not there",
    Effect.gen(function* () {
      const store = yield* JobStore
      const job = recordOf(newer, aServer())
      yield* store.announce(job)
      assert.isTrue(Option.isNone(yield* store.read(newer)))
      assert.deepStrictEqual((yield* store.newest(all)).jobs, [])
      const record = { owner: aServer(), folder: store.folder(newer), cookie: job.cookie }
      assert.deepStrictEqual(yield* store.active, [{ id: newer, record: Option.some(record) }])
    }),
  )

  test(
    "a job is active until it is settled",
    Effect.gen(function* () {
      const store = yield* JobStore
      yield* create(newer)
      yield* create(older)
      const active = Effect.map(store.active, (jobs) => jobs.map(({ id }) => id).sort())
      assert.deepStrictEqual(yield* active, [older, newer])
      yield* store.settled(newer)
      yield* store.settled(newer)
      assert.deepStrictEqual(yield* active, [older])
    }),
  )

  test(
    "an active job whose mark does not parse has no record",
    Effect.gen(function* () {
      const store = yield* JobStore
      const { home } = yield* Settings
      yield* put(`${home}/active/${newer}`, '["not", "a", "record"]')
      yield* put(`${home}/active/.tmp-1`, "")
      assert.deepStrictEqual(yield* store.active, [{ id: newer, record: Option.none() }])
    }),
  )

  test(
    "a file of a job is written once: the first one stands",
    Effect.gen(function* () {
      const store = yield* JobStore
      yield* create(newer)
      assert.strictEqual(yield* store.writeOnce(newer, JobFile.exit, wellEnded), "made")
      const later = { ...wellEnded, exit_code: 1 }
      assert.strictEqual(yield* store.writeOnce(newer, JobFile.exit, later), "existed")
      const job = yield* Effect.flatten(store.read(newer))
      assert.deepStrictEqual(job.exit, Option.some(wellEnded))
    }),
  )

  test(
    "a file of a job is replaced whole",
    Effect.gen(function* () {
      const store = yield* JobStore
      yield* create(newer)
      assert.isFalse(yield* store.has(newer, JobFile.progress))
      yield* store.replace(newer, JobFile.progress, { current: 1, total: null, message: "one" })
      yield* store.replace(newer, JobFile.progress, { current: 2, total: 3, message: null })
      assert.isTrue(yield* store.has(newer, JobFile.progress))
      const { progress } = yield* Effect.flatten(store.read(newer))
      assert.deepStrictEqual(progress, Option.some({ current: 2, total: 3, message: null }))
    }),
  )

  test(
    "a removed job is gone with all its files",
    Effect.gen(function* () {
      const store = yield* JobStore
      const fs = yield* FileSystem
      yield* createEnded(newer)
      yield* put([store.folder(newer), "work", "data", "large.bin"].join("/"), "x")
      assert.isTrue(yield* store.remove(newer))
      assert.isFalse(yield* store.remove(newer))
      assert.isFalse(yield* fs.exists(store.folder(newer)))
      assert.isTrue(Option.isNone(yield* store.read(newer)))
    }),
  )
})

describe("jobs that need not last", () => {
  it.effect("are kept by a store that brings its own files", () =>
    Effect.gen(function* () {
      const store = yield* JobStore
      yield* createEnded(newer)
      assert.deepStrictEqual(yield* store.newestIds(99), [newer])
      yield* store.remove(newer)
      assert.deepStrictEqual(yield* store.newestIds(99), [])
    }).pipe(Effect.provide(JobStore.layerMemory.pipe(Layer.provide(settingsOf())))),
  )
})
