import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Option, Stream } from "effect"
import { statusOf } from "../../src/domain/Job.ts"
import { JobFile } from "../../src/jobs/JobFile.ts"
import { JobRegistry } from "../../src/jobs/JobRegistry.ts"
import { JobStore } from "../../src/jobs/JobStore.ts"
import type { DurableFiles } from "../../src/processes/DurableFiles.ts"
import { endOf, make, pass, start, wellEnded } from "../support/Jobs.ts"
import { aServer, idAt } from "../support/Owners.ts"
import { born } from "../support/Population.ts"
import { put, world } from "../support/World.ts"

const registry = JobRegistry

/** A job that has ended by itself. */
const ended = Effect.fnUntraced(function* (
  id: string,
  status: "completed" | "failed" = "completed",
) {
  yield* make(id)
  const store = yield* JobStore
  yield* store.writeOnce(id, JobFile.exit, { ...wellEnded, status })
  yield* store.settled(id)
  return id
})

const older = idAt("2026-11-20T00:00:00Z")
const newer = idAt("2026-11-21T00:00:00Z")

describe("a job that is asked for", () => {
  it.effect("by a name that nobody knows is named, with how to list the known ones", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip((yield* registry).get("nobody"))
      assert.strictEqual(
        error.message,
        'There is no job "nobody". List the known ones with py_list_jobs.',
      )
    }).pipe(Effect.provide(world())),
  )

  it.effect("gets its end first, when its server is found dead", () =>
    Effect.gen(function* () {
      const jobs = yield* registry
      yield* born(777)
      yield* make(newer, { owner: aServer() })
      assert.strictEqual(statusOf((yield* jobs.get(newer)).state), "running")
      yield* make(older, { owner: aServer({ server: { id: "X", pid: 778, start: "1" } }) })
      assert.strictEqual(statusOf((yield* jobs.get(older)).state), "failed")
    }).pipe(Effect.provide(world())),
  )
})

describe("a call that is cancelled", () => {
  const slow = (files: DurableFiles["Type"]): DurableFiles["Type"] => ({
    ...files,
    read: (path, schema) => Effect.delay(files.read(path, schema), "1 second"),
  })

  it.effect("leaves the past in order for the calls after it", () =>
    Effect.gen(function* () {
      const jobs = yield* registry
      yield* make(older, { owner: aServer({ server: { id: "X", pid: 778, start: "1" } }) })
      const first = yield* Effect.fork(jobs.list({ status: Option.none(), limit: 9 }))
      yield* pass("500 millis")
      yield* Fiber.interrupt(first)
      const second = yield* Effect.fork(jobs.get(older))
      yield* pass("2 minutes")
      assert.strictEqual(statusOf((yield* Fiber.join(second)).state), "failed")
    }).pipe(Effect.provide(world({ durable: slow }))),
  )
})

describe("a list of jobs", () => {
  const idsOf = (page: { readonly jobs: ReadonlyArray<{ readonly id: string }> }) =>
    page.jobs.map(({ id }) => id)

  it.effect("recovers what dead servers left before it is given", () =>
    Effect.gen(function* () {
      const jobs = yield* registry
      yield* make(newer, { owner: aServer() })
      const page = yield* jobs.list({ status: Option.none(), limit: 9 })
      assert.deepStrictEqual(
        page.jobs.map(({ state }) => statusOf(state)),
        ["failed"],
      )
      yield* make(older, { owner: aServer() })
      assert.deepStrictEqual(yield* jobs.active, [])
      const running = yield* jobs.list({ status: Option.some("running"), limit: 9 })
      assert.deepStrictEqual(running, { jobs: [], total: 0 })
    }).pipe(Effect.provide(world())),
  )

  it.effect("of those that run or wait is of these alone, with their number in all", () =>
    Effect.gen(function* () {
      const jobs = yield* registry
      yield* ended(older)
      const running = yield* start(() => Effect.never)
      yield* pass("1 second")
      const pending = yield* Effect.replicateEffect(
        start(() => Effect.never),
        2,
      )
      const waiting = yield* jobs.list({ status: Option.some("pending"), limit: 1 })
      assert.strictEqual(waiting.total, 2)
      assert.lengthOf(waiting.jobs, 1)
      const page = yield* jobs.list({ status: Option.some("running"), limit: 9 })
      assert.deepStrictEqual([idsOf(page), page.total], [[running], 1])
      assert.sameMembers(
        (yield* jobs.active).map(({ id }) => id),
        [running, ...pending],
      )
    }).pipe(Effect.provide(world({ settings: { maxConcurrentRuns: Option.some(1) } }))),
  )

  it.effect("of ended ones is the newest first", () =>
    Effect.gen(function* () {
      yield* ended(older)
      yield* ended(newer)
      const page = yield* (yield* registry).list({ status: Option.some("completed"), limit: 9 })
      assert.deepStrictEqual(idsOf(page), [newer, older])
    }).pipe(Effect.provide(world())),
  )
})

describe("waiting for jobs", () => {
  const sleepers = Effect.all([
    start(() => Effect.sleep("1 second")),
    start(() => Effect.sleep("3 seconds")),
  ])

  it.effect("for any ends with the first that ends", () =>
    Effect.gen(function* () {
      const [first, second] = yield* sleepers
      const waiting = yield* Effect.fork((yield* registry).wait([second, first], "any"))
      yield* pass("999 millis")
      assert.isTrue(Option.isNone(yield* Fiber.poll(waiting)))
      yield* pass("1 millis")
      const jobs = yield* Fiber.join(waiting)
      assert.deepStrictEqual(
        jobs.map(({ state }) => state._tag),
        ["Running", "Ended"],
      )
    }).pipe(Effect.provide(world())),
  )

  it.effect("for all ends with the last that ends", () =>
    Effect.gen(function* () {
      const ids = yield* sleepers
      const waiting = yield* Effect.fork((yield* registry).wait(ids, "all"))
      yield* pass("2999 millis")
      assert.isTrue(Option.isNone(yield* Fiber.poll(waiting)))
      yield* pass("1 millis")
      assert.lengthOf(yield* Fiber.join(waiting), 2)
    }).pipe(Effect.provide(world())),
  )

  it.effect("is over at once, when they have ended", () =>
    Effect.gen(function* () {
      yield* ended(older)
      assert.lengthOf(yield* (yield* registry).wait([older], "all"), 1)
    }).pipe(Effect.provide(world())),
  )

  it.effect("sees the end of another server's job within 200 ms", () =>
    Effect.gen(function* () {
      yield* born(777)
      yield* make(newer, { owner: aServer() })
      const waiting = yield* Effect.fork((yield* registry).wait([newer], "any"))
      yield* pass("1 second")
      yield* (yield* JobStore).writeOnce(newer, JobFile.exit, wellEnded)
      yield* pass("200 millis")
      assert.lengthOf(yield* Fiber.join(waiting), 1)
    }).pipe(Effect.provide(world())),
  )

  it.effect("fails for a job that nobody knows", () =>
    Effect.gen(function* () {
      yield* ended(older)
      const error = yield* Effect.flip((yield* registry).wait([older, "nobody"], "any"))
      assert.strictEqual(error._tag, "JobNotFound")
    }).pipe(Effect.provide(world())),
  )
})

describe("pruning", () => {
  it.effect("removes the ended jobs that are chosen, and tells how many remain", () =>
    Effect.gen(function* () {
      const jobs = yield* registry
      const running = yield* start(() => Effect.never)
      yield* ended(older, "failed")
      yield* ended(newer)
      const seen: Array<string> = []
      const result = yield* jobs.prune((job) => {
        seen.push(job.id)
        return job.status === "failed"
      })
      assert.deepInclude(result, { removed: 1, remaining: 2 })
      assert.sameMembers(seen, [older, newer])
      assert.strictEqual((yield* Effect.flip(jobs.get(older)))._tag, "JobNotFound")
      assert.isNull(yield* endOf(running))
    }).pipe(Effect.provide(world())),
  )

  it.effect("leaves a job whose record does not parse", () =>
    Effect.gen(function* () {
      const jobs = yield* registry
      yield* put(`/state/jobs/2026-11-21/${newer}/job.json`, "[]")
      assert.deepInclude(yield* jobs.prune(() => true), { removed: 0, remaining: 1 })
    }).pipe(Effect.provide(world())),
  )
})

describe("the changes of this server's jobs", () => {
  it.effect("are told as they happen", () =>
    Effect.gen(function* () {
      const jobs = yield* registry
      const seen: Array<string> = []
      yield* Effect.fork(
        Stream.runForEach(jobs.changes, ({ state }) =>
          Effect.sync(() => seen.push(statusOf(state))),
        ),
      )
      yield* pass("1 millis")
      yield* start(() => Effect.sleep("1 second"))
      yield* pass("2 seconds")
      assert.deepStrictEqual([...new Set(seen)], ["running", "completed"])
    }).pipe(Effect.provide(world())),
  )
})
