import { join } from "node:path"
import { FileSystem } from "@effect/platform/FileSystem"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { JobFile } from "../../src/jobs/JobFile.ts"
import { JobStore } from "../../src/jobs/JobStore.ts"
import { ThisServer } from "../../src/jobs/ThisServer.ts"
import { make, pass, start, wellEnded } from "../support/Jobs.ts"
import { idAt } from "../support/Owners.ts"
import {
  closable,
  home,
  jsonOf,
  machine,
  namesIn,
  noon,
  put,
  type ServerOptions,
  world,
} from "../support/World.ts"

const hour = 3_600_000

/** A job that ended so many days before noon. */
const ended = Effect.fnUntraced(function* (days: number) {
  const at = new Date(Date.parse(noon) - days * 24 * hour).toISOString()
  const id = idAt(at, String(days).replace(".", "0"))
  yield* make(id)
  const store = yield* JobStore
  yield* store.writeOnce(id, JobFile.exit, { ...wellEnded, ended_at: at })
  yield* store.settled(id)
  return id
})

const left = Effect.flatMap(JobStore, (store) => store.newestIds(99))

const keeping = (
  retention: Partial<{ days: number; jobs: number; bytes: number }>,
): ServerOptions => ({
  settings: { retention: { days: 0, jobs: 0, bytes: 0, ...retention } },
})

describe("ended jobs", () => {
  it.effect("that are too old go some seconds after the start, and what runs stays", () =>
    Effect.gen(function* () {
      const newest = yield* ended(1)
      const young = yield* ended(29)
      yield* ended(31)
      const running = idAt("2026-09-01T00:00:00Z")
      yield* make(running)
      yield* pass("10 seconds")
      assert.lengthOf(yield* left, 4)
      yield* pass("10 seconds")
      assert.deepStrictEqual(yield* left, [newest, young, running])
    }).pipe(Effect.provide(world(keeping({ days: 30 })))),
  )

  it.effect("go by number, the oldest first, not again before an hour is over", () =>
    Effect.gen(function* () {
      yield* ended(3)
      const two = yield* ended(2)
      const one = yield* ended(1)
      yield* pass("20 seconds")
      assert.deepStrictEqual(yield* left, [one, two])
      const last = yield* ended(0.5)
      yield* pass("50 minutes")
      assert.lengthOf(yield* left, 3)
      yield* pass("11 minutes")
      assert.deepStrictEqual(yield* left, [last, one])
    }).pipe(Effect.provide(world(keeping({ jobs: 2 })))),
  )

  it.effect("go by bytes, which are counted once and kept in the book of their day", () =>
    Effect.gen(function* () {
      const store = yield* JobStore
      const old = yield* ended(2)
      yield* put(`${store.folder(old)}/stdout.log`, "x".repeat(9000))
      yield* put(join(store.folder(old), "work", "data", "large"), "x".repeat(90_000))
      const young = yield* ended(1)
      yield* pass("20 seconds")
      assert.deepStrictEqual(yield* left, [young])
      const { jobs } = (yield* jsonOf(`${home}/jobs/2026-11-22/day.json`)) as {
        jobs: ReadonlyArray<{ id: string; bytes: number }>
      }
      assert.deepStrictEqual(
        jobs.map(({ id }) => id),
        [young],
      )
      assert.isBelow(jobs[0]?.bytes ?? 0, 9000)
    }).pipe(Effect.provide(world(keeping({ bytes: 50_000 })))),
  )

  it.effect("stay for ever, where nothing is limited", () =>
    Effect.gen(function* () {
      yield* ended(400)
      yield* ended(1)
      // Two sweeps.
      yield* pass("62 minutes")
      assert.lengthOf(yield* left, 2)
    }).pipe(Effect.provide(world(keeping({})))),
  )

  it.effect("are not wiped by a clock that has leapt most of a year", () =>
    Effect.gen(function* () {
      yield* ended(320)
      yield* ended(325)
      yield* ended(0)
      const then = new Date(Date.parse(noon) - 321 * 24 * hour).toISOString()
      yield* put(`${home}/meta/retention.json`, JSON.stringify({ swept_at: then, believed: then }))
      yield* pass("20 seconds")
      assert.lengthOf(yield* left, 3)
    }).pipe(Effect.provide(world(keeping({ days: 30 })))),
  )

  it.effect("would be, if nobody had swept before that: then the newest job's time counts", () =>
    Effect.gen(function* () {
      yield* ended(364)
      yield* ended(0)
      yield* pass("20 seconds")
      assert.lengthOf(yield* left, 1)
    }).pipe(Effect.provide(world(keeping({ days: 30 })))),
  )

  it.effect("go by age after a first sweep that found none", () =>
    Effect.gen(function* () {
      yield* put(`${home}/jobs/2026-11-23/day.json`, "{}")
      yield* pass("20 seconds")
      assert.notInclude(yield* namesIn(`${home}/meta`), "retention.json")
      const young = yield* ended(1)
      yield* ended(31)
      yield* pass("61 minutes")
      assert.deepStrictEqual(yield* left, [young])
    }).pipe(Effect.provide(world(keeping({ days: 30 })))),
  )

  it.effect("go by age although a record says that it is 1970", () =>
    Effect.gen(function* () {
      const record = { swept_at: noon, believed: "1970-01-08T00:00:00.000Z" }
      yield* put(`${home}/meta/retention.json`, JSON.stringify(record))
      const young = yield* ended(1)
      yield* ended(31)
      yield* pass("20 seconds")
      assert.deepStrictEqual(yield* left, [young])
      const kept = yield* jsonOf(`${home}/meta/retention.json`)
      assert.match(JSON.stringify(kept), /"believed":"2026-11-23T/)
    }).pipe(Effect.provide(world(keeping({ days: 30 })))),
  )

  it.effect("are tidied up by one server of several, and by the next when that is gone", () =>
    Effect.gen(function* () {
      const a = yield* closable({ ...keeping({ jobs: 1 }), host: { pid: 51 } })
      yield* Effect.provide(
        start(() => Effect.void),
        a.services,
      )
      yield* pass("20 seconds")
      const b = yield* closable({ ...keeping({ jobs: 1 }), host: { pid: 52 } })
      yield* pass("20 seconds")
      const holder = Effect.map(
        jsonOf(`${home}/sweeper`),
        (json) => (json as { owner: { server: { pid: number } } }).owner.server.pid,
      )
      assert.strictEqual(yield* holder, 51)
      yield* a.close
      assert.notInclude(yield* namesIn(home), "sweeper")
      yield* pass("1 hour")
      assert.strictEqual(yield* holder, 52)
      yield* b.close
    }).pipe(Effect.provide(machine)),
  )

  it.effect("are tidied up by a server that other machines can see alive", () =>
    Effect.gen(function* () {
      yield* ended(1)
      assert.deepStrictEqual(yield* namesIn(`${home}/servers`), [])
      yield* pass("20 seconds")
      assert.include(yield* namesIn(home), "sweeper")
      const { owner } = yield* ThisServer
      assert.deepStrictEqual(yield* namesIn(`${home}/servers`), [`${owner.server.id}.json`])
    }).pipe(Effect.provide(world(keeping({ jobs: 1 })))),
  )

  it.effect("are tidied up by the next server, when the one that did so was killed", () =>
    Effect.gen(function* () {
      const owner = {
        server: { id: "01DEAD", pid: 999, start: "1" },
        helper: null,
        host: "host-1",
        boot_id: "boot-1",
        pid_ns: "ns-1",
      }
      yield* put(`${home}/sweeper`, JSON.stringify({ owner, since: noon }))
      yield* ended(3)
      yield* ended(2)
      yield* pass("20 seconds")
      assert.lengthOf(yield* left, 1)
    }).pipe(Effect.provide(world(keeping({ jobs: 1 })))),
  )
})

describe("the jobs of each day", () => {
  it.effect("are counted for the next server, and counted anew where the day has changed", () =>
    Effect.gen(function* () {
      const [one] = [yield* ended(1), yield* ended(1.01)]
      yield* pass("20 seconds")
      yield* pass("1 hour")
      const { days } = (yield* jsonOf(`${home}/cache/days.json`)) as {
        days: ReadonlyArray<{ day: string; count: number }>
      }
      assert.deepStrictEqual(
        days.map(({ day, count }) => [day, count]),
        [["2026-11-22", 2]],
      )
      const { services, close } = yield* closable({ host: { pid: 51 } })
      const store = yield* Effect.provide(JobStore, services)
      assert.strictEqual(yield* store.count, 2)
      yield* store.remove(one)
      assert.strictEqual(yield* store.count, 1)
      yield* close
    }).pipe(Effect.provide(world(keeping({})))),
  )
})

describe("inline code that was kept", () => {
  const days = (count: number) => Date.parse(noon) / 1000 - count * 86_400

  it.effect("stays as long as a job runs that had begun when it was last used", () =>
    Effect.gen(function* () {
      const fs = yield* FileSystem
      yield* ended(1)
      yield* make(idAt(new Date(days(40) * 1000).toISOString()))
      for (const [name, age] of [
        ["before.py", 41],
        ["since.py", 39],
      ] as const) {
        yield* put(`${home}/autosaved_scripts/${name}`, "")
        yield* fs.utimes(`${home}/autosaved_scripts/${name}`, days(age), days(age))
      }
      yield* pass("20 seconds")
      assert.deepStrictEqual(yield* namesIn(`${home}/autosaved_scripts`), ["since.py"])
    }).pipe(Effect.provide(world(keeping({ days: 30 })))),
  )

  it.effect("goes when it was last used so long ago", () =>
    Effect.gen(function* () {
      const fs = yield* FileSystem
      yield* ended(1)
      for (const [name, age] of [
        ["old.py", 31],
        ["old.json", 31],
        ["young.py", 29],
      ] as const) {
        yield* put(`${home}/autosaved_scripts/${name}`, "")
        yield* fs.utimes(`${home}/autosaved_scripts/${name}`, days(age), days(age))
      }
      yield* pass("20 seconds")
      assert.deepStrictEqual(yield* namesIn(`${home}/autosaved_scripts`), ["young.py"])
    }).pipe(Effect.provide(world(keeping({ days: 30 })))),
  )
})
