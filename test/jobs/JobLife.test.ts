import { assert, describe, it } from "@effect/vitest"
import { Deferred, Duration, Effect, Fiber, Option, Ref } from "effect"
import type { JobId } from "../../src/domain/Job.ts"
import { StoreUnavailable } from "../../src/domain/Job.ts"
import { JobFile } from "../../src/jobs/JobFile.ts"
import { JobStore } from "../../src/jobs/JobStore.ts"
import type { DurableFiles } from "../../src/processes/DurableFiles.ts"
import { ScriptedProcesses } from "../../src/processes/ProcessRunnerScripted.ts"
import { endOf, onlyJob, pass, process, read, run, start } from "../support/Jobs.ts"
import { home, jsonOf, namesIn, noon, world } from "../support/World.ts"

/** As another server asks for a job's end. */
const stopFromElsewhere = (id: JobId) =>
  Effect.flatMap(JobStore, (store) =>
    store.writeOnce(id, JobFile.stop, {
      by: "another server",
      reason: "cancelled" as const,
      grace_seconds: 3,
      at: noon,
    }),
  )

describe("a job that is made", () => {
  it.effect("says on disk who made it, what for, and that it has begun", () =>
    Effect.gen(function* () {
      const id = yield* start(() => Effect.never)
      const { folder } = yield* read(id)
      assert.strictEqual(folder, `${home}/jobs/2026-11-23/${id}`)
      assert.deepInclude(yield* jsonOf(`${folder}/job.json`), {
        id,
        label: null,
        tool: "test",
        created_at: noon,
        on_server_exit: "stop",
        stream: true,
        cookie: `${id}:${"5e".repeat(16)}`,
      })
      assert.deepStrictEqual(yield* jsonOf(`${folder}/spec.json`), { arguments: { answer: 42 } })
      assert.deepStrictEqual(yield* jsonOf(`${folder}/begun.json`), { at: noon })
    }).pipe(Effect.provide(world())),
  )

  it.effect("is marked as one without an end, with its cookie, until it has ended", () =>
    Effect.gen(function* () {
      const id = yield* start(() => Effect.sleep("1 second"))
      assert.deepInclude(yield* jsonOf(`${home}/active/${id}`), {
        cookie: `${id}:${"5e".repeat(16)}`,
        folder: `${home}/jobs/2026-11-23/${id}`,
      })
      yield* pass("1 second")
      assert.deepStrictEqual(yield* namesIn(`${home}/active`), [])
    }).pipe(Effect.provide(world())),
  )
})

describe("a job whose records are slow to reach the disk", () => {
  const slow = (files: DurableFiles["Type"]): DurableFiles["Type"] => ({
    ...files,
    writeAllOnce: (list) => Effect.delay(files.writeAllOnce(list), "5 seconds"),
  })

  it.effect("is heard of by nobody before they are there", () =>
    Effect.gen(function* () {
      const told = yield* Ref.make<ReadonlyArray<string>>([])
      const caller = yield* Effect.fork(
        run(() => Effect.succeed("done"), {
          budget: Duration.seconds(1),
          onJob: (id) => Ref.update(told, (all) => [...all, id]),
        }),
      )
      yield* pass("4999 millis")
      assert.deepStrictEqual(yield* Ref.get(told), [])
      assert.isTrue(Option.isNone(yield* Fiber.poll(caller)))
      yield* pass("1 millis")
      const outcome = yield* Fiber.join(caller)
      assert.deepStrictEqual(yield* Ref.get(told), [outcome.id])
      assert.deepInclude(yield* endOf(outcome.id), { status: "completed" })
    }).pipe(Effect.provide(world({ durable: slow }))),
  )

  it.effect("works meanwhile", () =>
    Effect.gen(function* () {
      const worked = yield* Ref.make(false)
      yield* Effect.fork(run(() => Ref.set(worked, true)))
      yield* pass("1 second")
      assert.isTrue(yield* Ref.get(worked))
      const names = yield* namesIn(`${home}/jobs/2026-11-23/${yield* onlyJob}`)
      assert.deepStrictEqual(names, ["begun.json"])
      yield* pass("4 seconds")
    }).pipe(Effect.provide(world({ durable: slow }))),
  )
})

describe("a job whose records cannot be written", () => {
  const full = new StoreUnavailable({ path: "/state", reason: "no space left on the device" })
  const broken = (files: DurableFiles["Type"]): DurableFiles["Type"] => ({
    ...files,
    writeAllOnce: () => Effect.fail(full),
  })

  it.effect("is an error for its caller, and its work is interrupted", () =>
    Effect.gen(function* () {
      const interrupted = yield* Deferred.make<void>()
      const work = () =>
        Effect.onInterrupt(Effect.never, () => Deferred.succeed(interrupted, void 0))
      const error = yield* Effect.flip(run(work))
      assert.strictEqual(error.message, full.message)
      assert.isTrue(yield* Deferred.isDone(interrupted))
    }).pipe(Effect.provide(world({ durable: broken }))),
  )

  it.effect("leaves no mark of one without an end", () =>
    Effect.gen(function* () {
      yield* Effect.exit(run(() => Effect.never))
      assert.deepStrictEqual(yield* namesIn(`${home}/active`), [])
    }).pipe(Effect.provide(world({ durable: broken }))),
  )
})

describe("stop.json, written by somebody else", () => {
  it.effect("ends a job that prepares its environment within 250 ms", () =>
    Effect.gen(function* () {
      const id = yield* start(() => Effect.never)
      yield* pass("1 second")
      yield* stopFromElsewhere(id)
      yield* pass("250 millis")
      assert.deepInclude(yield* endOf(id), { status: "cancelled", reason: null, exit_code: null })
    }).pipe(Effect.provide(world())),
  )

  it.effect("ends a job that waits for its turn within 250 ms", () =>
    Effect.gen(function* () {
      const first = yield* start(() => Effect.never)
      const second = yield* start(() => Effect.never)
      yield* pass("1 second")
      assert.strictEqual((yield* read(second)).state._tag, "Pending")
      yield* stopFromElsewhere(second)
      yield* pass("250 millis")
      assert.deepInclude(yield* endOf(second), { status: "cancelled", started_at: null })
      assert.isNull(yield* endOf(first))
    }).pipe(Effect.provide(world({ settings: { maxConcurrentRuns: Option.some(1) } }))),
  )

  it.effect("ends a running script, which is recorded once as it was", () =>
    Effect.gen(function* () {
      yield* (yield* ScriptedProcesses).script(() => ({ after: Duration.infinity }))
      const id = yield* start(process)
      yield* pass("1 second")
      yield* stopFromElsewhere(id)
      yield* pass("250 millis")
      assert.deepInclude(yield* endOf(id), {
        status: "cancelled",
        signal: "SIGTERM",
        exit_code: -15,
      })
    }).pipe(Effect.provide(world())),
  )

  it.effect("comes too late for a script that has ended by itself", () =>
    Effect.gen(function* () {
      yield* (yield* ScriptedProcesses).script(() => ({ after: "1 second" }))
      const id = yield* start(process)
      yield* pass("1 second")
      yield* stopFromElsewhere(id)
      yield* pass("1 second")
      assert.deepInclude(yield* endOf(id), { status: "completed", exit_code: 0 })
    }).pipe(Effect.provide(world())),
  )
})

describe("a limit to how many jobs run at a time", () => {
  const oneAtATime = world({ settings: { maxConcurrentRuns: Option.some(1) } })
  const second = () => Effect.sleep("1 second")

  it.effect("lets them run first come, first served", () =>
    Effect.gen(function* () {
      const ids = yield* Effect.replicateEffect(start(second), 3)
      const statuses = Effect.map(Effect.forEach(ids, read), (jobs) =>
        jobs.map(({ state }) => state._tag),
      )
      assert.deepStrictEqual(yield* statuses, ["Running", "Pending", "Pending"])
      yield* pass("1 second")
      assert.deepStrictEqual(yield* statuses, ["Ended", "Running", "Pending"])
      yield* pass("1 second")
      assert.deepStrictEqual(yield* statuses, ["Ended", "Ended", "Running"])
    }).pipe(Effect.provide(oneAtATime)),
  )

  it.effect("counts the waiting for a turn as the caller's, and as none of the job's", () =>
    Effect.gen(function* () {
      yield* start(() => Effect.sleep("3 seconds"))
      const caller = yield* Effect.fork(run(second, { budget: Duration.seconds(2) }))
      yield* pass("2 seconds")
      const outcome = yield* Fiber.join(caller)
      assert.strictEqual(outcome._tag, "Backgrounded")
      assert.strictEqual((yield* read(outcome.id)).state._tag, "Pending")
      yield* pass("2 seconds")
      assert.deepInclude(yield* endOf(outcome.id), { status: "completed", elapsed_seconds: 1 })
    }).pipe(Effect.provide(oneAtATime)),
  )

  it.effect("is none where nobody set one", () =>
    Effect.gen(function* () {
      const ids = yield* Effect.replicateEffect(start(second), 3)
      const jobs = yield* Effect.forEach(ids, read)
      assert.deepStrictEqual(
        jobs.map(({ state }) => state._tag),
        ["Running", "Running", "Running"],
      )
    }).pipe(Effect.provide(world())),
  )
})
