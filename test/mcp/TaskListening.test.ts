import { assert, describe, it } from "@effect/vitest"
import {
  type JSONRPCMessage,
  type JSONRPCRequest,
  ProtocolError,
} from "@modelcontextprotocol/server"
import {
  makeReadListen,
  taskIdOf,
  taskListening,
  tasksTold,
  taskUpdate,
} from "../../src/mcp/TaskListening.ts"
import { envelope, knowsTasks } from "../support/WiredFront.ts"
import { noon } from "../support/World.ts"

const listen = (notifications: unknown, capabilities: object = knowsTasks): JSONRPCRequest => ({
  jsonrpc: "2.0",
  id: 5,
  method: "subscriptions/listen",
  params: { notifications, ...envelope(capabilities) },
})

/** What the SDK hears of a message, and what its client is answered at once. */
const inbound = (message: JSONRPCMessage) => {
  const replies: Array<JSONRPCMessage> = []
  return { passed: taskListening().inbound(message, (reply) => replies.push(reply)), replies }
}

const notificationsOf = (message: JSONRPCMessage | undefined): unknown =>
  Object(Object(message).params).notifications

const told = (method: string, params: Record<string, unknown>) =>
  tasksTold({ jsonrpc: "2.0", method, params })

describe("a listen", () => {
  it("that names tasks is one that names resources, to the SDK", () => {
    const { passed, replies } = inbound(
      listen({ taskIds: ["a", "b"], resourceSubscriptions: ["job://c"], toolsListChanged: true }),
    )
    assert.deepStrictEqual(notificationsOf(passed), {
      resourceSubscriptions: ["job://c", "task://1/a", "task://1/b"],
      toolsListChanged: true,
    })
    assert.deepStrictEqual(replies, [])
  })

  it("that names tasks is refused to a client that does not know them", () => {
    const { passed, replies } = inbound(listen({ taskIds: ["a"] }, {}))
    assert.isUndefined(passed)
    const { code, data } = Object(Object(replies[0]).error)
    assert.strictEqual(code, -32021)
    assert.deepStrictEqual(data, { requiredCapabilities: knowsTasks })
    assert.instanceOf(makeReadListen()(listen({ taskIds: [] }, {})), ProtocolError)
  })

  for (const taskIds of ["a", [7], null, {}]) {
    it(`whose tasks are no list of texts is refused: ${JSON.stringify(taskIds)}`, () => {
      const { passed, replies } = inbound(listen({ taskIds }))
      assert.isUndefined(passed)
      assert.strictEqual(Object(Object(replies[0]).error).code, -32602)
    })
  }

  it("has URIs of its own for its tasks: what is told to it is told to no other", () => {
    const { inbound: comes } = taskListening()
    const passed = [1, 2].map(() => comes(listen({ taskIds: ["a"] }), () => undefined))
    assert.deepStrictEqual(passed.map(notificationsOf), [
      { resourceSubscriptions: ["task://1/a"] },
      { resourceSubscriptions: ["task://2/a"] },
    ])
  })

  it("cannot reach tasks by the way that is ours", () => {
    const { passed } = inbound(listen({ resourceSubscriptions: ["task://a", "job://c"] }, {}))
    assert.deepStrictEqual(notificationsOf(passed), { resourceSubscriptions: ["job://c"] })
  })

  for (const notifications of [undefined, null, 7, { resourceSubscriptions: "x" }]) {
    it(`that is wrong is the SDK's business: ${JSON.stringify(notifications)}`, () => {
      const message = listen(notifications)
      assert.strictEqual(inbound(message).passed, message)
    })
  }

  it("without tasks, like any other message, stays as it was", () => {
    for (const message of [
      listen({ toolsListChanged: true }),
      { ...listen({ taskIds: ["a"] }), method: "tools/list" },
      { jsonrpc: "2.0" as const, method: "notifications/cancelled", params: { requestId: 5 } },
      { jsonrpc: "2.0" as const, id: 5, result: {} },
    ]) {
      assert.deepStrictEqual(inbound(message).passed, message)
    }
  })
})

describe("what listeners are told", () => {
  const _meta = { "io.modelcontextprotocol/subscriptionId": 5 }
  const task = {
    id: "a",
    createdAt: noon,
    updatedAt: noon,
    ttlMillis: null,
    pollMillis: 500,
    statusMessage: "epoch 3",
    state: { _tag: "Cancelled" },
  } as const

  it("is which tasks are followed, under their own name", () => {
    const resourceSubscriptions = ["task://1/a", "job://c"]
    const message = told("notifications/subscriptions/acknowledged", {
      notifications: { resourceSubscriptions, toolsListChanged: true },
      _meta,
    })
    assert.deepStrictEqual(Object(message).params, {
      notifications: { taskIds: ["a"], resourceSubscriptions: ["job://c"], toolsListChanged: true },
      _meta,
    })
  })

  it("says nothing of resources where only tasks are followed", () => {
    const message = told("notifications/subscriptions/acknowledged", {
      notifications: { resourceSubscriptions: ["task://1/a"] },
    })
    assert.deepStrictEqual(notificationsOf(message), { taskIds: ["a"] })
  })

  it("is a task as it is now, for the listen that asked for it", () => {
    const message = told("notifications/resources/updated", {
      ...taskUpdate("task://1/a")(task),
      _meta,
    })
    assert.deepStrictEqual(message, {
      jsonrpc: "2.0",
      method: "notifications/tasks",
      params: {
        taskId: "a",
        status: "cancelled",
        statusMessage: "epoch 3",
        createdAt: noon,
        lastUpdatedAt: noon,
        ttlMs: null,
        pollIntervalMs: 500,
        _meta,
      },
    })
  })

  it("is nothing of a task that nobody brings along", () => {
    assert.isUndefined(told("notifications/resources/updated", { uri: "task://a", _meta }))
  })

  it("is of other resources what it was", () => {
    const message = told("notifications/resources/updated", { uri: "job://a", _meta })
    assert.deepStrictEqual(Object(message).params, { uri: "job://a", _meta })
    assert.isUndefined(taskIdOf("job://a"))
    assert.strictEqual(taskIdOf("task://12/a/b"), "a/b")
  })
})
