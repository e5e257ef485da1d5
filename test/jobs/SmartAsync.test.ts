import { assert, describe, it } from "@effect/vitest"
import { Deferred, Duration, Effect, Exit, Fiber, Option, Ref } from "effect"
import { Shutdown } from "../../src/domain/Shutdown.ts"
import { SmartAsync } from "../../src/jobs/SmartAsync.ts"
import { ScriptedProcesses } from "../../src/processes/ProcessRunnerScripted.ts"
import { endOf, onlyJob, pass, process, read, run, start } from "../support/Jobs.ts"
import { closable, home, jsonOf, machine, namesIn, world } from "../support/World.ts"

const sleeping = (time: Duration.DurationInput) => () => Effect.as(Effect.sleep(time), "slept")

const scripted = (behaviour: Parameters<ScriptedProcesses["Type"]["script"]>[0]) =>
  Effect.flatMap(ScriptedProcesses, ({ script }) => script(behaviour))

describe("waiting for a job", () => {
  it.effect("gives the exit of work that ends in time", () =>
    Effect.gen(function* () {
      const caller = yield* Effect.fork(run(sleeping("5 seconds")))
      yield* pass("5 seconds")
      const outcome = yield* Fiber.join(caller)
      if (outcome._tag !== "InTime") return assert.fail("it was not in time")
      assert.deepStrictEqual(outcome.exit, Exit.succeed("slept"))
      assert.deepInclude(yield* endOf(outcome.id), { status: "completed", elapsed_seconds: 5 })
      assert.deepStrictEqual(yield* namesIn(`${home}/active`), [])
    }).pipe(Effect.provide(world())),
  )

  it.effect("gives the failure of work that fails in time", () =>
    Effect.gen(function* () {
      const outcome = yield* run(() => Effect.fail("no luck"))
      if (outcome._tag !== "InTime") return assert.fail("it was not in time")
      assert.deepStrictEqual(outcome.exit, Exit.fail("no luck"))
      assert.deepInclude(yield* endOf(outcome.id), { status: "failed", exit_code: null })
    }).pipe(Effect.provide(world())),
  )

  it.effect("ends with the budget while the work goes on untouched and ends later", () =>
    Effect.gen(function* () {
      const interrupted = yield* Ref.make(false)
      const work = () =>
        Effect.onInterrupt(Effect.sleep("3 seconds"), () => Ref.set(interrupted, true))
      const caller = yield* Effect.fork(run(work, { budget: Duration.seconds(2) }))
      yield* pass("1999 millis")
      assert.isTrue(Option.isNone(yield* Fiber.poll(caller)))
      yield* pass("1 millis")
      const outcome = yield* Fiber.join(caller)
      assert.strictEqual(outcome._tag, "Backgrounded")
      assert.isNull(yield* endOf(outcome.id))
      yield* pass("1 second")
      assert.deepInclude(yield* endOf(outcome.id), { status: "completed", elapsed_seconds: 3 })
      assert.isFalse(yield* Ref.get(interrupted))
    }).pipe(Effect.provide(world())),
  )

  it.effect("takes no time at all with a budget of 0", () =>
    Effect.gen(function* () {
      const outcome = yield* run(() => Effect.never, { budget: Duration.zero })
      assert.strictEqual(outcome._tag, "Backgrounded")
      assert.strictEqual((yield* read(outcome.id)).state._tag, "Running")
    }).pipe(Effect.provide(world())),
  )

  it.effect("ends early when what the caller waits for has come", () =>
    Effect.gen(function* () {
      const ready = yield* Deferred.make<void>()
      const work = () =>
        Effect.zipRight(Effect.delay(Deferred.succeed(ready, void 0), "2 seconds"), Effect.never)
      const caller = yield* Effect.fork(run(work, { until: Deferred.await(ready) }))
      yield* pass("1999 millis")
      assert.isTrue(Option.isNone(yield* Fiber.poll(caller)))
      yield* pass("1 millis")
      assert.strictEqual((yield* Fiber.join(caller))._tag, "Backgrounded")
    }).pipe(Effect.provide(world())),
  )

  it.effect("begins by telling the job's id", () =>
    Effect.gen(function* () {
      const told = yield* Ref.make<ReadonlyArray<string>>([])
      const outcome = yield* run(() => Effect.void, {
        onJob: (id) => Ref.update(told, (all) => [...all, id]),
      })
      assert.deepStrictEqual(yield* Ref.get(told), [outcome.id])
    }).pipe(Effect.provide(world())),
  )
})

describe("a caller that goes away", () => {
  const running = Effect.gen(function* () {
    yield* scripted(() => ({
      after: Duration.infinity,
      output: [{ stream: "stdout", text: "hi\n" }],
    }))
    const caller = yield* Effect.fork(run(process))
    yield* pass("2 seconds")
    return { caller, id: yield* onlyJob }
  })

  it.effect("before the hand-over cancels the job and ends its tree", () =>
    Effect.gen(function* () {
      const { caller, id } = yield* running
      yield* Fiber.interrupt(caller)
      assert.deepInclude(yield* endOf(id), {
        status: "cancelled",
        reason: null,
        exit_code: -15,
        signal: "SIGTERM",
        stdout_bytes: 3,
      })
      const { folder } = yield* read(id)
      assert.deepInclude(yield* jsonOf(`${folder}/stop.json`), {
        reason: "cancelled",
        grace_seconds: 3,
      })
      assert.deepStrictEqual(yield* namesIn(`${home}/active`), [])
    }).pipe(Effect.provide(world())),
  )

  it.effect("waits until the end of a stubborn tree is recorded", () =>
    Effect.gen(function* () {
      yield* scripted(() => ({ after: Duration.infinity, ignoresTerm: true }))
      const caller = yield* Effect.fork(run(process))
      yield* pass("2 seconds")
      const id = yield* onlyJob
      const leaving = yield* Effect.fork(Fiber.interrupt(caller))
      yield* pass("2900 millis")
      assert.isTrue(Option.isNone(yield* Fiber.poll(leaving)))
      yield* pass("100 millis")
      yield* Fiber.join(leaving)
      assert.deepInclude(yield* endOf(id), { status: "cancelled", signal: "SIGKILL" })
    }).pipe(Effect.provide(world())),
  )

  it.effect("after the hand-over changes nothing", () =>
    Effect.gen(function* () {
      yield* scripted(() => ({ after: "4 seconds" }))
      const answered = yield* Deferred.make<string>()
      const caller = yield* Effect.fork(
        Effect.zipRight(
          Effect.flatMap(run(process, { budget: Duration.seconds(2) }), ({ id }) =>
            Deferred.succeed(answered, id),
          ),
          Effect.never,
        ),
      )
      yield* pass("2 seconds")
      const id = yield* Deferred.await(answered)
      yield* Fiber.interrupt(caller)
      assert.notInclude(yield* namesIn((yield* read(id)).folder), "stop.json")
      yield* pass("2 seconds")
      assert.deepInclude(yield* endOf(id), { status: "completed", exit_code: 0 })
    }).pipe(Effect.provide(world())),
  )

  it.effect("because the server goes down cancels nothing", () =>
    Effect.gen(function* () {
      const { caller, id } = yield* running
      yield* (yield* Shutdown).begin
      yield* Fiber.interrupt(caller)
      assert.isNull(yield* endOf(id))
      assert.notInclude(yield* namesIn((yield* read(id)).folder), "stop.json")
    }).pipe(Effect.provide(world())),
  )
})

describe("the end of a server", () => {
  const slowToEnd = (time: Duration.DurationInput) => () =>
    Effect.onInterrupt(Effect.never, () => Effect.sleep(time))

  it.effect("ends all its jobs at the same time", () =>
    Effect.gen(function* () {
      const { services, close } = yield* closable()
      const ids = yield* Effect.replicateEffect(start(slowToEnd("2 seconds")), 3).pipe(
        Effect.provide(services),
      )
      yield* pass("1 second")
      const closing = yield* Effect.fork(close)
      yield* pass("1999 millis")
      assert.isTrue(Option.isNone(yield* Fiber.poll(closing)))
      yield* pass("1 millis")
      assert.isTrue(Option.isSome(yield* Fiber.poll(closing)))
      const ends = yield* Effect.forEach(ids, endOf).pipe(Effect.provide(services))
      for (const end of ends) {
        assert.deepInclude(end, { status: "failed", reason: "server_exited", elapsed_seconds: 3 })
        assert.match(end?.error ?? "", /^The server ended or restarted while the job was running/)
      }
    }).pipe(Effect.provide(machine)),
  )

  it.effect("ends the processes of its jobs, with a grace of one second at most", () =>
    Effect.gen(function* () {
      const { services, close } = yield* closable()
      const id = yield* Effect.gen(function* () {
        yield* scripted(() => ({ after: Duration.infinity, ignoresTerm: true }))
        return yield* start(process)
      }).pipe(Effect.provide(services))
      yield* pass("1 second")
      const closing = yield* Effect.fork(close)
      yield* pass("1 second")
      assert.isTrue(Option.isSome(yield* Fiber.poll(closing)))
      assert.deepInclude(yield* Effect.provide(endOf(id), services), {
        status: "failed",
        reason: "server_exited",
        signal: "SIGKILL",
      })
    }).pipe(Effect.provide(machine)),
  )

  it.effect("tells jobs that had not begun from those that had", () =>
    Effect.gen(function* () {
      const { services, close } = yield* closable({
        settings: { maxConcurrentRuns: Option.some(1) },
      })
      const [first = "", second = ""] = yield* Effect.replicateEffect(
        start(() => Effect.never),
        2,
      ).pipe(Effect.provide(services))
      yield* pass("1 second")
      yield* close
      const reasons = yield* Effect.forEach([first, second], endOf).pipe(Effect.provide(services))
      assert.deepStrictEqual(
        reasons.map((end) => end?.reason),
        ["server_exited", "never_started"],
      )
    }).pipe(Effect.provide(machine)),
  )
})

describe("what others may know of a job", () => {
  it.effect("is what it says of its own work, as long as it lives", () =>
    Effect.gen(function* () {
      const service = yield* SmartAsync
      const id = yield* start(({ announce }) =>
        Effect.zipRight(announce("installing"), Effect.sleep("5 seconds")),
      )
      yield* pass("1 second")
      assert.deepStrictEqual(yield* service.announcement(id), Option.some("installing"))
      yield* pass("5 seconds")
      assert.deepStrictEqual(yield* service.announcement(id), Option.none())
    }).pipe(Effect.provide(world())),
  )

  it.effect("is that it is not this server's to interrupt once it is over", () =>
    Effect.gen(function* () {
      const service = yield* SmartAsync
      const id = yield* start(() => Effect.never)
      assert.isTrue(yield* service.interrupt(id))
      assert.isFalse(yield* service.interrupt(id))
      assert.isFalse(yield* service.interrupt("nobody"))
    }).pipe(Effect.provide(world())),
  )
})
