import { assert, describe, it } from "@effect/vitest"
import { Chunk, Duration, Effect, Fiber, Option, Ref, Schema, Stream } from "effect"
import type { Settings } from "../../src/domain/Settings.ts"
import { EnvironmentFailed } from "../../src/environment/EnvironmentErrors.ts"
import { JobFile } from "../../src/jobs/JobFile.ts"
import { JobStore } from "../../src/jobs/JobStore.ts"
import { smartAsync } from "../../src/jobs/smartAsyncEffect.ts"
import { MainExit } from "../../src/processes/ProcessEnding.ts"
import type { ScriptedProcess } from "../../src/processes/ScriptedPlay.ts"
import type { Task } from "../../src/tools/Task.ts"
import { ToolRegistry } from "../../src/tools/ToolRegistry.ts"
import { call, textOf } from "../support/Calls.ts"
import { make, onlyJob, pass, wellEnded } from "../support/Jobs.ts"
import { aServer, idAt } from "../support/Owners.ts"
import { born } from "../support/Population.ts"
import { playing } from "../support/Requests.ts"
import { ScriptedEnvironments } from "../support/ScriptedEnvironments.ts"
import { noon, put, world } from "../support/World.ts"

const hello = { script_content: "print('hi')" }
const task = (id: string) => Effect.flatMap(ToolRegistry, (registry) => registry.task(id))
const cancel = (id: string) => Effect.flatMap(ToolRegistry, (registry) => registry.cancelTask(id))

/** A short budget: the clock of a test is not for nothing. */
const budget = { smartAsyncBudget: Duration.seconds(1) }
const server = (settings: Partial<Settings["Type"]> = {}) =>
  world({ settings: { ...budget, ...settings } })

/** What a call answers whose budget is over, and the job that it speaks of. */
const outlasting = (tool: string, given: Readonly<Record<string, unknown>> = hello) =>
  Effect.gen(function* () {
    const fiber = yield* Effect.fork(call(tool, given))
    yield* pass("1 second")
    return yield* Fiber.join(fiber)
  })

const endless: ScriptedProcess = { after: "1 hour", pollInterval: "1 hour" }
const brief = { after: "3 seconds" } as const

/** The answer of a task that has one. */
const answerOf = ({ state }: Task) =>
  state._tag === "Completed" ? state.result : assert.fail(`it is ${state._tag}`)

describe("a result", () => {
  it.effect("tells of the job that went on without a caller who waited", () =>
    Effect.gen(function* () {
      yield* playing(endless)
      const { handedOver } = yield* outlasting("run_script_with_dependencies")
      assert.strictEqual(handedOver, yield* onlyJob)
    }).pipe(Effect.provide(server())),
  )

  it.effect("tells of one that still waits for its turn, too", () =>
    Effect.gen(function* () {
      yield* playing(endless)
      yield* call("run_script_with_dependencies", { ...hello, async_mode: true })
      const { handedOver, structuredContent } = yield* outlasting("run_script_with_dependencies")
      assert.strictEqual(structuredContent?.status, "pending")
      assert.strictEqual(handedOver, structuredContent?.job_id)
      assert.deepInclude(yield* task(handedOver ?? ""), {
        state: { _tag: "Working" },
        statusMessage: "waiting for a free slot",
      })
    }).pipe(Effect.provide(server({ maxConcurrentRuns: Option.some(1) }))),
  )

  it.effect("tells of none where it came in time, or the caller has asked for a job", () =>
    Effect.gen(function* () {
      yield* playing({})
      assert.notProperty(yield* call("run_script_with_dependencies", hello), "handedOver")
      yield* playing(endless)
      const given = { ...hello, async_mode: true }
      assert.notProperty(yield* call("run_script_with_dependencies", given), "handedOver")
      assert.notProperty(yield* outlasting("run_script_with_dependencies_async"), "handedOver")
    }).pipe(Effect.provide(server())),
  )
})

describe("a task", () => {
  it.effect("works as long as its job, and says what the job says", () =>
    Effect.gen(function* () {
      yield* playing({ ...endless, output: [{ stream: "stdout", text: "epoch 3\n" }] })
      const { handedOver = "" } = yield* outlasting("run_script_with_dependencies")
      assert.deepStrictEqual(yield* task(handedOver), {
        id: handedOver,
        createdAt: noon,
        updatedAt: noon,
        ttlMillis: null,
        pollMillis: 500,
        statusMessage: "epoch 3",
        state: { _tag: "Working" },
      })
    }).pipe(Effect.provide(server())),
  )

  it.effect("is worth asking for twice a second at first, every five seconds after a minute", () =>
    Effect.gen(function* () {
      yield* playing(endless)
      yield* call("run_script_with_dependencies", { ...hello, async_mode: true })
      const id = yield* onlyJob
      assert.strictEqual((yield* task(id)).pollMillis, 500)
      yield* pass("1 minute")
      assert.strictEqual((yield* task(id)).pollMillis, 5000)
    }).pipe(Effect.provide(server())),
  )

  for (const code of [0, 2]) {
    it.effect(`answers as the run would have in time: exit code ${code}`, () =>
      Effect.gen(function* () {
        const part = {
          output: [{ stream: "stdout", text: "hi\n" }],
          exit: MainExit.Exited({ code }),
        } as const
        yield* playing({ after: "500 millis", ...part })
        const inTime = yield* outlasting("run_script_with_dependencies")
        assert.notProperty(inTime, "handedOver")
        const id = String(inTime.structuredContent?.job_id)
        assert.deepStrictEqual(answerOf(yield* task(id)), inTime)
      }).pipe(Effect.provide(server())),
    )
  }

  it.effect("is kept for as long as jobs are, from its end on", () =>
    Effect.gen(function* () {
      yield* playing(brief)
      const { handedOver = "" } = yield* outlasting("run_script_with_dependencies")
      yield* pass("3 seconds")
      const { ttlMillis, updatedAt, statusMessage } = yield* task(handedOver)
      assert.strictEqual(ttlMillis, Duration.toMillis("7 days") + 3000)
      assert.strictEqual(updatedAt, "2026-11-23T12:00:03.000Z")
      assert.strictEqual(statusMessage, "completed")
    }).pipe(Effect.provide(server({ retention: { days: 7, jobs: 0, bytes: 0 } }))),
  )

  it.effect("answers with a tool's error where its environment could not be made", () =>
    Effect.gen(function* () {
      const environments = yield* ScriptedEnvironments
      const failure = new EnvironmentFailed({
        stage: "installing x",
        reason: "offline",
        detail: "",
      })
      yield* environments.prepares(() => Effect.delay(failure, "2 seconds"))
      const { handedOver = "" } = yield* outlasting("run_script_with_dependencies")
      yield* pass("2 seconds")
      const found = yield* task(handedOver)
      assert.isTrue(answerOf(found).isError)
      assert.include(textOf(answerOf(found)), "installing x failed")
      assert.include(textOf(answerOf(found)), handedOver)
      assert.match(found.statusMessage, /^failed \(environment_failed\): .*installing x/s)
    }).pipe(Effect.provide(server())),
  )

  it.effect("may be any job: one that an Effect was made of answers with what that gave", () =>
    Effect.gen(function* () {
      const options = { label: "answer", budget: Duration.seconds(1), result: Schema.Unknown }
      yield* smartAsync(Effect.succeed({ answer: 42 }), options)
      assert.deepStrictEqual(answerOf(yield* task(yield* onlyJob)), {
        content: [{ type: "text", text: '{"answer":42}' }],
        structuredContent: { answer: 42 },
      })
    }).pipe(Effect.provide(server())),
  )

  it.effect("has failed where its job cannot be read: then there is no answer", () =>
    Effect.gen(function* () {
      const id = idAt(noon)
      yield* make(id)
      yield* (yield* JobStore).settled(id)
      yield* put(`/state/jobs/2026-11-23/${id}/job.json`, "[]")
      yield* pass("3 seconds")
      const found = yield* Effect.fork(task(id))
      yield* pass("1 second")
      assert.strictEqual((yield* Fiber.join(found)).state._tag, "Failed")
    }).pipe(Effect.provide(server())),
  )

  for (const id of ["nobody", "../2026-11-23", "a/b", ""]) {
    it.effect(`of the name ${JSON.stringify(id)} is none`, () =>
      Effect.gen(function* () {
        assert.strictEqual((yield* Effect.flip(task(id)))._tag, "JobNotFound")
        assert.strictEqual((yield* Effect.flip(cancel(id)))._tag, "JobNotFound")
      }).pipe(Effect.provide(server())),
    )
  }
})

describe("cancelling a task", () => {
  it.effect("ends its job, once", () =>
    Effect.gen(function* () {
      yield* playing(endless)
      const { handedOver = "" } = yield* outlasting("run_script_with_dependencies")
      const cancelled = yield* Effect.fork(cancel(handedOver))
      yield* pass("4 seconds")
      yield* Fiber.join(cancelled)
      const found = yield* task(handedOver)
      assert.deepInclude(found, { state: { _tag: "Cancelled" }, statusMessage: "cancelled" })
      yield* cancel(handedOver)
      assert.deepStrictEqual(yield* task(handedOver), found)
    }).pipe(Effect.provide(server())),
  )

  it.effect("leaves one that has ended as it is", () =>
    Effect.gen(function* () {
      yield* playing({})
      yield* call("run_script_with_dependencies", hello)
      const before = yield* task(yield* onlyJob)
      yield* cancel(before.id)
      assert.deepStrictEqual(yield* task(before.id), before)
    }).pipe(Effect.provide(server())),
  )
})

/** Follows a task; how often it was told of so far, what last, and whether that is all. */
const following = (id: string) =>
  Effect.gen(function* () {
    const registry = yield* ToolRegistry
    const told = yield* Ref.make<ReadonlyArray<Task>>([])
    const fiber = yield* registry.taskChanges(id).pipe(
      Stream.runForEach((one) => Ref.update(told, (all) => [...all, one])),
      Effect.fork,
    )
    yield* pass("100 millis")
    return {
      told: Effect.map(Ref.get(told), (all) => all.length),
      last: Effect.map(Ref.get(told), (all) => all.at(-1)),
      fiber,
    }
  })

describe("the changes of a task", () => {
  it.effect("begin at once, and end with it", () =>
    Effect.gen(function* () {
      yield* playing(brief)
      const { handedOver = "" } = yield* outlasting("run_script_with_dependencies")
      const { told, last, fiber } = yield* following(handedOver)
      assert.strictEqual(yield* told, 1)
      yield* pass("1 second")
      assert.strictEqual(yield* told, 1)
      yield* pass("3 seconds")
      yield* Fiber.join(fiber)
      assert.strictEqual(yield* told, 2)
      // Told when it ended: by now it is older.
      const { pollMillis } = yield* task(handedOver)
      assert.deepStrictEqual({ ...(yield* last), pollMillis }, yield* task(handedOver))
    }).pipe(Effect.provide(server())),
  )

  it.effect("come at most five times a second, however much a script says", () =>
    Effect.gen(function* () {
      const output = Array.from({ length: 400 }, (_, line) => ({
        stream: "stdout" as const,
        text: `line ${line}\n`,
        at: `${line * 10} millis` as const,
      }))
      yield* playing({ ...endless, output })
      const { handedOver = "" } = yield* outlasting("run_script_with_dependencies")
      const { told } = yield* following(handedOver)
      const before = yield* told
      yield* pass("2 seconds")
      const later = (yield* told) - before
      assert.isAtMost(later, 10)
      assert.isAtLeast(later, 3)
    }).pipe(Effect.provide(server())),
  )

  it.effect("are of any server's job on the same state directory", () =>
    Effect.gen(function* () {
      yield* born(777)
      const id = idAt(noon)
      yield* make(id, { owner: aServer() })
      const { told, fiber } = yield* following(id)
      assert.strictEqual(yield* told, 1)
      yield* (yield* JobStore).writeOnce(id, JobFile.exit, wellEnded)
      yield* pass("500 millis")
      yield* Fiber.join(fiber)
      assert.strictEqual(yield* told, 2)
    }).pipe(Effect.provide(server())),
  )

  it.effect("of one that has ended are one: what it is", () =>
    Effect.gen(function* () {
      yield* playing({})
      yield* call("run_script_with_dependencies", hello)
      const registry = yield* ToolRegistry
      const changes = yield* Stream.runCollect(registry.taskChanges(yield* onlyJob))
      assert.strictEqual(Chunk.size(changes), 1)
    }).pipe(Effect.provide(server())),
  )
})
