import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Exit, Fiber, Option } from "effect"
import { statusOf } from "../../src/domain/Job.ts"
import type { Owner } from "../../src/domain/JobFiles.ts"
import { JobFile } from "../../src/jobs/JobFile.ts"
import { JobRegistry } from "../../src/jobs/JobRegistry.ts"
import { JobStore } from "../../src/jobs/JobStore.ts"
import { endOf, make, pass, process, read as readJob, start, wellEnded } from "../support/Jobs.ts"
import { idAt, owners } from "../support/Owners.ts"
import { born, signals } from "../support/Population.ts"
import { playing } from "../support/Requests.ts"
import { closable, home, jsonOf, machine, namesIn, noon, put, world } from "../support/World.ts"

const id = idAt(noon)

const stop = (job: string) => Effect.flatMap(JobRegistry, (registry) => registry.stop(job))

/** A running job of another server that lives. */
const foreign = Effect.fnUntraced(function* (owner: Owner) {
  if (owner === owners.here) yield* born(owner.server.pid)
  yield* put(`${home}/servers/${owner.server.id}.json`, "{}")
  return yield* make(id, { owner })
})

describe("stopping a job of this server", () => {
  it.effect("ends its process and answers with its end", () =>
    Effect.gen(function* () {
      yield* playing({ after: Duration.infinity })
      const own = yield* start(process)
      yield* pass("1 second")
      const job = yield* stop(own)
      assert.strictEqual(statusOf(job.state), "cancelled")
      assert.deepInclude(yield* endOf(own), { status: "cancelled", signal: "SIGTERM" })
      assert.deepInclude(yield* jsonOf(`${job.folder}/stop.json`), {
        reason: "cancelled",
        grace_seconds: 3,
      })
    }).pipe(Effect.provide(world())),
  )

  it.effect("waits for a script that ignores SIGTERM no longer than the grace", () =>
    Effect.gen(function* () {
      yield* playing({ after: Duration.infinity, ignoresTerm: true })
      const own = yield* start(process)
      yield* pass("1 second")
      const stopping = yield* Effect.fork(stop(own))
      yield* pass("2999 millis")
      assert.isTrue(Option.isNone(yield* Fiber.poll(stopping)))
      yield* pass("1 millis")
      yield* Fiber.join(stopping)
      assert.deepInclude(yield* endOf(own), { status: "cancelled", signal: "SIGKILL" })
    }).pipe(Effect.provide(world())),
  )

  it.effect("that waits for its turn cancels it without having begun", () =>
    Effect.gen(function* () {
      yield* start(() => Effect.never)
      const second = yield* start(() => Effect.never)
      yield* pass("1 second")
      assert.strictEqual(statusOf((yield* stop(second)).state), "cancelled")
      assert.deepInclude(yield* endOf(second), { status: "cancelled", elapsed_seconds: 0 })
    }).pipe(Effect.provide(world({ settings: { maxConcurrentRuns: Option.some(1) } }))),
  )

  it.effect("that has ended leaves everything as it is", () =>
    Effect.gen(function* () {
      const own = yield* start(() => Effect.void)
      yield* pass("1 second")
      const job = yield* stop(own)
      assert.strictEqual(statusOf(job.state), "completed")
      assert.notInclude(yield* namesIn(job.folder), "stop.json")
    }).pipe(Effect.provide(world())),
  )

  it.effect("twice at the same time ends it once", () =>
    Effect.gen(function* () {
      yield* playing({ after: Duration.infinity })
      const own = yield* start(process)
      yield* pass("1 second")
      const jobs = yield* Effect.all([stop(own), stop(own)], { concurrency: "unbounded" })
      assert.deepStrictEqual(
        jobs.map(({ state }) => statusOf(state)),
        ["cancelled", "cancelled"],
      )
    }).pipe(Effect.provide(world())),
  )

  it.effect("ends it although its record is damaged", () =>
    Effect.gen(function* () {
      yield* playing({ after: Duration.infinity })
      const own = yield* start(process)
      yield* pass("1 second")
      const { folder } = yield* readJob(own)
      yield* put(`${folder}/job.json`, "[]")
      yield* pass("3 seconds")
      const stopping = yield* Effect.fork(stop(own))
      yield* pass("8 seconds")
      assert.strictEqual(statusOf((yield* Fiber.join(stopping)).state), "cancelled")
    }).pipe(Effect.provide(world())),
  )

  it.effect("that nobody knows is an error", () =>
    Effect.gen(function* () {
      assert.strictEqual((yield* Effect.flip(stop("nobody")))._tag, "JobNotFound")
    }).pipe(Effect.provide(world())),
  )
})

describe("stopping a job of another server", () => {
  it.effect("is done by that server, when it sees stop.json", () =>
    Effect.gen(function* () {
      const theirs = yield* closable({ host: { pid: 51 } })
      const ours = yield* closable({ host: { pid: 52 } })
      const job = yield* Effect.gen(function* () {
        yield* playing({ after: Duration.infinity })
        return yield* start(process)
      }).pipe(Effect.provide(theirs.services))
      yield* pass("1 second")
      const stopping = yield* Effect.fork(Effect.provide(stop(job), ours.services))
      yield* pass("500 millis")
      const stopped = yield* Fiber.join(stopping)
      assert.strictEqual(statusOf(stopped.state), "cancelled")
      assert.deepInclude(yield* Effect.provide(endOf(job), ours.services), { by: "server:51" })
      assert.deepStrictEqual(yield* signals, [])
      yield* theirs.close
      yield* ours.close
    }).pipe(Effect.provide(machine)),
  )

  it.effect(
    "is done from here, when that server does not act within its grace and two seconds",
    () =>
      Effect.gen(function* () {
        const { cookie } = yield* foreign(owners.here)
        yield* born(801, { cookie })
        const stopping = yield* Effect.fork(stop(id))
        yield* pass("4900 millis")
        assert.deepStrictEqual(yield* signals, [])
        assert.isNull(yield* endOf(id))
        yield* pass("1 second")
        const job = yield* Fiber.join(stopping)
        assert.strictEqual(statusOf(job.state), "cancelled")
        assert.deepStrictEqual(yield* signals, ["SIGTERM 801"])
      }).pipe(Effect.provide(world())),
  )

  for (const place of ["elsewhere", "inside"] as const) {
    it.effect(`fails with its owner's name, when that is ${place} and does not act`, () =>
      Effect.gen(function* () {
        const owner = owners[place]
        const { cookie } = yield* foreign(owner)
        yield* born(801, { cookie })
        const stopping = yield* Effect.fork(stop(id))
        yield* pass("5 seconds")
        const exit = yield* Fiber.await(stopping)
        assert.isTrue(Exit.isFailure(exit))
        const error = yield* Effect.flip(exit)
        assert.strictEqual(error._tag, "JobNotStoppable")
        assert.include(error.message, `${owner.host}, process 777`)
        assert.isNull(yield* endOf(id))
        assert.deepStrictEqual(yield* signals, [])
        assert.include(yield* namesIn(`${home}/jobs/2026-11-23/${id}`), "stop.json")
      }).pipe(Effect.provide(world())),
    )
  }

  it.effect("is done by the cookie in its mark, when its record is damaged", () =>
    Effect.gen(function* () {
      const { cookie } = yield* foreign(owners.here)
      yield* put(`${home}/jobs/2026-11-23/${id}/job.json`, "[]")
      yield* born(801, { cookie })
      yield* pass("3 seconds")
      const stopping = yield* Effect.fork(stop(id))
      yield* pass("8 seconds")
      const job = yield* Fiber.join(stopping)
      assert.strictEqual(statusOf(job.state), "cancelled")
      assert.deepStrictEqual(yield* signals, ["SIGTERM 801"])
      assert.include(yield* namesIn(job.folder), "stop.json")
    }).pipe(Effect.provide(world())),
  )

  it.effect("leaves one whose record is damaged, and that nobody holds any more, as it is", () =>
    Effect.gen(function* () {
      const { folder } = yield* Effect.flatMap(make(id), () => readJob(id))
      yield* (yield* JobStore).settled(id)
      yield* put(`${folder}/job.json`, "[]")
      yield* pass("3 seconds")
      const stopping = yield* Effect.fork(stop(id))
      yield* pass("1 second")
      assert.strictEqual(statusOf((yield* Fiber.join(stopping)).state), "unknown")
      assert.notInclude(yield* namesIn(folder), "stop.json")
    }).pipe(Effect.provide(world())),
  )

  it.effect("is answered by the end that the job had meanwhile", () =>
    Effect.gen(function* () {
      yield* foreign(owners.elsewhere)
      const stopping = yield* Effect.fork(stop(id))
      yield* pass("1 second")
      yield* (yield* JobStore).writeOnce(id, JobFile.exit, wellEnded)
      yield* pass("100 millis")
      assert.strictEqual(statusOf((yield* Fiber.join(stopping)).state), "completed")
    }).pipe(Effect.provide(world())),
  )
})
