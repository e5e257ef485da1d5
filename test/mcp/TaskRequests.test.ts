import { assert, describe, it } from "@effect/vitest"
import { Effect, Ref, TestClock } from "effect"
import { JobNotFound, StoreUnavailable } from "../../src/domain/Job.ts"
import type { Registries } from "../../src/mcp/ProtocolServer.ts"
import type { Task, TaskState } from "../../src/tools/Task.ts"
import { registries, type ToolBehaviour, text, turns } from "../support/Front.ts"
import { envelope, knowsTasks, wired } from "../support/WiredFront.ts"
import { noon } from "../support/World.ts"

const id = "job-7"

/** A run that was handed over. */
const handedOver: ToolBehaviour = () => Effect.succeed({ ...text("it goes on"), handedOver: id })

const working: Task = {
  id,
  createdAt: noon,
  updatedAt: noon,
  ttlMillis: null,
  pollMillis: 500,
  statusMessage: "epoch 3",
  state: { _tag: "Working" },
}

/** A front with one task, and how often its end was asked for. */
const withTask = (state: TaskState = working.state, behaviour = handedOver) =>
  Effect.gen(function* () {
    const cancels = yield* Ref.make(0)
    const known = <A>(asked: string, effect: Effect.Effect<A>) =>
      asked === id ? effect : new JobNotFound({ job_id: asked })
    const tasks: Partial<Registries["tools"]> = {
      task: (asked) => known(asked, Effect.succeed({ ...working, state })),
      cancelTask: (asked) =>
        known(
          asked,
          Ref.update(cancels, (n) => n + 1),
        ),
    }
    return { ...(yield* wired(registries(behaviour, tasks))), cancels: Ref.get(cancels) }
  })

const modern = (params: object = {}) => ({ ...params, ...envelope(knowsTasks) })
const say = { name: "say" }

/** What the wire holds of a task. */
const seed = {
  taskId: id,
  status: "working",
  statusMessage: "epoch 3",
  createdAt: noon,
  lastUpdatedAt: noon,
  ttlMs: null,
  pollIntervalMs: 500,
}

/** A result without what the SDK says of the server in each. */
const bare = (result: Readonly<Record<string, unknown>> = {}) => {
  const { _meta, ...rest } = result
  assert.hasAllKeys(_meta, ["io.modelcontextprotocol/serverInfo"])
  return rest
}

describe("a call that is handed over", () => {
  it.scoped("is a task, and nothing else, to a client that declares them with it", () =>
    Effect.gen(function* () {
      const { request } = yield* withTask()
      const { result } = yield* request("tools/call", modern(say))
      assert.deepStrictEqual(bare(result), { resultType: "task", ...seed })
    }),
  )

  it.scoped(
    "is the payload with the job's id to one that does not, whatever it declared before",
    () =>
      Effect.gen(function* () {
        const { request } = yield* withTask()
        yield* request("tools/call", modern(say))
        const { result } = yield* request("tools/call", { ...say, ...envelope() })
        const { content, structuredContent } = text("it goes on")
        assert.deepStrictEqual(bare(result), { resultType: "complete", content, structuredContent })
      }),
  )

  it.scoped("is so in the older revisions, too, which know nothing of the extension", () =>
    Effect.gen(function* () {
      const { request } = yield* withTask()
      const clientInfo = { name: "old", version: "0" }
      const hello = { protocolVersion: "2025-11-25", capabilities: knowsTasks, clientInfo }
      const { result: ours } = yield* request("initialize", hello)
      assert.notProperty(ours?.capabilities, "extensions")
      const { result } = yield* request("tools/call", say)
      const { content, structuredContent } = text("it goes on")
      assert.deepStrictEqual(result, { content, structuredContent })
      for (const method of ["tasks/get", "tasks/update", "tasks/cancel", "tasks/list"]) {
        assert.strictEqual((yield* request(method, { taskId: id })).error?.code, -32601, method)
      }
    }),
  )

  it.scoped("is its result, where it has ended before it could be told of", () =>
    Effect.gen(function* () {
      const { request } = yield* withTask({ _tag: "Completed", result: text("done") })
      const { result } = yield* request("tools/call", modern(say))
      assert.deepInclude(result, { resultType: "complete", content: text("done").content })
    }),
  )

  it.scoped("is its payload, where nobody can tell of the task", () =>
    Effect.gen(function* () {
      const lost = new StoreUnavailable({ path: "/state", reason: "gone" })
      const { request } = yield* wired(registries(handedOver, { task: () => lost }))
      const { result } = yield* request("tools/call", modern(say))
      assert.deepInclude(result, { resultType: "complete", content: text("it goes on").content })
    }),
  )

  it.scoped("tells of no progress any more", () =>
    Effect.gen(function* () {
      const slow: ToolBehaviour = (...call) => Effect.delay(handedOver(...call), "2 seconds")
      const { ask, answer, heard } = yield* withTask(working.state, slow)
      const { _meta } = envelope(knowsTasks)
      const asked = yield* ask("tools/call", { ...say, _meta: { ..._meta, progressToken: 1 } })
      const told = () => heard.filter(({ method }) => method === "notifications/progress").length
      yield* turns
      yield* TestClock.adjust("2 seconds")
      yield* answer(asked)
      assert.strictEqual(told(), 1)
      yield* TestClock.adjust("1 minute")
      yield* turns
      assert.strictEqual(told(), 1)
    }),
  )

  it.scoped("that is none is answered as ever", () =>
    Effect.gen(function* () {
      const { request } = yield* withTask(working.state, () => Effect.succeed(text("in time")))
      const { result } = yield* request("tools/call", modern(say))
      assert.deepInclude(result, { resultType: "complete", content: text("in time").content })
    }),
  )
})

describe("tasks/get", () => {
  const link = { type: "resource_link", uri: `job-stream://${id}`, name: "output" } as const
  const ends: ReadonlyArray<readonly [TaskState, object]> = [
    [{ _tag: "Working" }, seed],
    [
      { _tag: "Completed", result: { ...text("hi"), content: [...text("hi").content, link] } },
      {
        ...seed,
        status: "completed",
        result: {
          resultType: "complete",
          content: [{ type: "text", text: "hi" }, link],
          structuredContent: { said: "hi" },
        },
      },
    ],
    [
      { _tag: "Completed", result: { content: [{ type: "text", text: "no" }], isError: true } },
      {
        ...seed,
        status: "completed",
        result: { resultType: "complete", content: [{ type: "text", text: "no" }], isError: true },
      },
    ],
    [
      { _tag: "Failed", message: "damaged" },
      { ...seed, status: "failed", error: { code: -32603, message: "damaged" } },
    ],
    [{ _tag: "Cancelled" }, { ...seed, status: "cancelled" }],
  ]

  for (const [state, expected] of ends) {
    it.scoped(`has the task as it is, and what it came to inside: ${JSON.stringify(state)}`, () =>
      Effect.gen(function* () {
        const { request } = yield* withTask(state)
        const { result } = yield* request("tasks/get", modern({ taskId: id }))
        assert.deepStrictEqual(bare(result), { ...expected, resultType: "complete" })
      }),
    )
  }

  it.scoped("is an internal error where the disk cannot be read", () =>
    Effect.gen(function* () {
      const lost = new StoreUnavailable({ path: "/state", reason: "gone" })
      const { request } = yield* wired(registries(handedOver, { task: () => lost }))
      const { error } = yield* request("tasks/get", modern({ taskId: id }))
      assert.strictEqual(error?.code, -32603)
      assert.include(error?.message, "/state")
    }),
  )
})

describe("tasks/cancel and tasks/update", () => {
  it.scoped("are acknowledged with nothing, as often as they come", () =>
    Effect.gen(function* () {
      const { request, cancels } = yield* withTask()
      for (const method of ["tasks/cancel", "tasks/cancel", "tasks/update"]) {
        const inputResponses = { name: { action: "accept", content: {} } }
        const { result } = yield* request(method, modern({ taskId: id, inputResponses }))
        assert.deepStrictEqual(bare(result), { resultType: "complete" }, method)
      }
      assert.strictEqual(yield* cancels, 2)
    }),
  )
})

describe("every request about a task", () => {
  const methods = ["tasks/get", "tasks/cancel", "tasks/update"]

  it.scoped(
    "is refused to a client that does not declare the extension, with what is missing",
    () =>
      Effect.gen(function* () {
        const { request, cancels } = yield* withTask()
        for (const method of methods) {
          const { error } = yield* request(method, { taskId: id, ...envelope() })
          assert.strictEqual(error?.code, -32021, method)
          assert.deepStrictEqual(error?.data, { requiredCapabilities: knowsTasks })
        }
        assert.strictEqual(yield* cancels, 0)
      }),
  )

  for (const taskId of ["nobody", 7, undefined]) {
    it.scoped(`is one with invalid params for the task ${taskId}`, () =>
      Effect.gen(function* () {
        const { request } = yield* withTask()
        for (const method of methods) {
          const { error } = yield* request(method, modern({ taskId }))
          assert.strictEqual(error?.code, -32602, method)
        }
      }),
    )
  }

  it.scoped("is of the extension: its first draft's are unknown, and it is declared", () =>
    Effect.gen(function* () {
      const { request } = yield* withTask()
      const { result } = yield* request("server/discover", modern())
      assert.deepInclude(result?.capabilities, knowsTasks)
      for (const method of ["tasks/result", "tasks/list"]) {
        assert.strictEqual((yield* request(method, modern({ taskId: id }))).error?.code, -32601)
      }
    }),
  )
})
