import { assert, describe, it } from "@effect/vitest"
import { afterAll, beforeAll } from "vitest"
import { eventually } from "../support/Binary.ts"
import type { Message, RawClient } from "../support/RawClient.ts"
import { call } from "../support/RawScene.ts"
import { connectTaskClient } from "../support/TaskClient.ts"
import { TestServer } from "../support/TestServer.ts"
import { envelope, knowsTasks } from "../support/WiredFront.ts"

const server = new TestServer({ SMART_ASYNC_TIMEOUT_SECONDS: "0.5" })
afterAll(() => server.close())

const run = (script_content: string) => ({
  directory: server.folder,
  script_content,
  use_uv: false,
})
const slow = run("import time; print('epoch 1', flush=True); time.sleep(1); print('done')")
const endless = run("import time; print('awake', flush=True); time.sleep(600)")

/** Asks as a client of 2026-07-28 does that knows tasks. */
const ask = (client: RawClient, method: string, params: object = {}): Promise<Message> =>
  client.request(method, { ...params, ...envelope(knowsTasks) })

/** A task as tasks/get shows it. */
const taskOf = async (client: RawClient, taskId: unknown) =>
  (await ask(client, "tasks/get", { taskId })).result

/** As soon as the task has got so far. */
const reached = (client: RawClient, taskId: unknown, status: string) =>
  eventually(`the task is ${status}`, async () => {
    const task = await taskOf(client, taskId)
    return task?.status === status ? task : undefined
  })

describe("the protocol's own client of tasks", () => {
  let tasks: Awaited<ReturnType<typeof connectTaskClient>>
  beforeAll(async () => {
    tasks = await connectTaskClient(server)
  })
  afterAll(() => tasks.close())

  it("has the answer at once where it comes in time", async () => {
    const execution = await tasks.session.callTool("py_list_jobs", {})
    assert.strictEqual(execution.kind, "immediate")
    const { outcome } = await execution.settle()
    assert.strictEqual(outcome.status, "completed")
  })

  it("gets a task of a run that takes longer, and its result in the end", async () => {
    const execution = await tasks.session.callTool("run_script_in_dir", slow)
    assert.strictEqual(execution.kind, "task")
    const { outcome } = await execution.settle()
    const result = outcome.status === "completed" ? outcome.result : assert.fail(outcome.status)
    assert.deepInclude(result.structuredContent, {
      job_id: execution.handle?.taskId,
      status: "completed",
      stdout: "epoch 1\ndone\n",
      exit_code: 0,
    })
  })

  it("ends it", async () => {
    const execution = await tasks.session.callTool("run_script_in_dir", endless)
    await execution.cancel()
    const { outcome } = await execution.settle()
    assert.strictEqual(outcome.status, "cancelled")
  })
})

let client: RawClient
beforeAll(async () => {
  client = await server.raw()
})

describe("a task on the wire", () => {
  it("is flat, says so, and brings no content", async () => {
    const { result = {} } = await ask(client, "tools/call", call("run_script_in_dir", endless))
    const { _meta, taskId, createdAt, lastUpdatedAt, statusMessage, ...rest } = result
    assert.deepStrictEqual(rest, {
      resultType: "task",
      status: "working",
      ttlMs: null,
      pollIntervalMs: 500,
    })
    assert.hasAllKeys(_meta, ["io.modelcontextprotocol/serverInfo"])
    assert.match(String(taskId), /^[0-9A-Z]{26}$/)
    assert.isString(statusMessage)
    for (const time of [createdAt, lastUpdatedAt]) assert.match(String(time), /^\d{4}-.*Z$/)

    const { result: ack = {} } = await ask(client, "tasks/cancel", { taskId })
    assert.sameMembers(Object.keys(ack), ["resultType", "_meta"])
    assert.strictEqual((await taskOf(client, taskId))?.status, "cancelled")
  })

  it("is the same job after its server has gone, to the next one and to any client", async () => {
    const first = await server.raw()
    const { result } = await ask(first, "tools/call", call("run_script_in_dir", slow))
    const done = await reached(first, result?.taskId, "completed")
    await first.close()

    const next = await server.raw()
    const again = await taskOf(next, result?.taskId)
    assert.deepStrictEqual(again, done)
    const plain = Object(again?.result)
    assert.strictEqual(plain.resultType, "complete")
    assert.include(plain.content[0].text, "**Completed** in")
    assert.strictEqual(plain.structuredContent.stdout, "epoch 1\ndone\n")
  })

  it("is a job's payload to whoever does not declare the extension with the call", async () => {
    const { result } = await client.request("tools/call", {
      ...call("run_script_in_dir", endless),
      ...envelope(),
    })
    assert.strictEqual(result?.resultType, "complete")
    const { job_id, status } = Object(result?.structuredContent)
    assert.strictEqual(status, "running")
    assert.strictEqual((await taskOf(client, job_id))?.status, "working")
    await ask(client, "tasks/cancel", { taskId: job_id })
  })

  it("is none where a job was asked for", async () => {
    const args = { ...slow, async_mode: true }
    const { result } = await ask(client, "tools/call", call("run_script_in_dir", args))
    assert.deepInclude(result, { resultType: "complete" })
    assert.strictEqual(Object(result?.structuredContent).status, "pending")
  })
})

describe("listening to tasks", () => {
  /** Listens; what is told of tasks from then on. */
  const listen = async (taskIds: ReadonlyArray<unknown>) => {
    const id = nextListen()
    const params = { notifications: { taskIds }, ...envelope(knowsTasks) }
    client.send({ jsonrpc: "2.0", id, method: "subscriptions/listen", params })
    const ofThis = (method: string) =>
      client.messages.filter((one) => one.method === method && subscriptionOf(one) === id)
    const acknowledged = await eventually(
      "it is acknowledged",
      () => ofThis("notifications/subscriptions/acknowledged")[0],
    )
    assert.deepStrictEqual(acknowledged.params?.notifications, { taskIds })
    return { id, told: () => ofThis("notifications/tasks").map(({ params }) => params) }
  }

  const subscriptionOf = ({ params }: Message): unknown =>
    Object(params?._meta)["io.modelcontextprotocol/subscriptionId"]

  let listens = 0
  const nextListen = () => {
    listens += 1
    return `listen-${listens}`
  }

  it("tells of one as it goes on, up to its end, as tasks/get would", async () => {
    const { result } = await ask(client, "tools/call", call("run_script_in_dir", slow))
    const { told } = await listen([result?.taskId])
    const last = await eventually("the end is told", () =>
      told().find((task) => task?.status === "completed"),
    )
    assert.strictEqual(told()[0]?.status, "working")
    const { _meta, ...task } = last
    const { _meta: stamped, resultType, ...shown } = (await taskOf(client, result?.taskId)) ?? {}
    assert.deepStrictEqual(task, shown)
    assert.lengthOf(
      client.messages.filter(({ method }) => method === "notifications/resources/updated"),
      0,
    )
  })

  it("tells at once of one that has ended, after the acknowledgement", async () => {
    const { result } = await ask(client, "tools/call", call("run_script_in_dir", endless))
    await ask(client, "tasks/cancel", { taskId: result?.taskId })
    await reached(client, result?.taskId, "cancelled")
    const { told } = await listen([result?.taskId])
    const task = await eventually("it is told", () => told()[0])
    assert.strictEqual(task?.status, "cancelled")
  })

  it("is of any server's on the same state directory, until it is cancelled", async () => {
    const other = await server.raw()
    const { result } = await ask(other, "tools/call", call("run_script_in_dir", endless))
    const [first, second] = [await listen([result?.taskId]), await listen([result?.taskId])]
    await eventually("the first is told", () => first.told()[0])
    client.notify("notifications/cancelled", { requestId: first.id })
    await ask(client, "tools/list")
    const before = first.told().length
    await ask(other, "tasks/cancel", { taskId: result?.taskId })
    await eventually("the second is told", () =>
      second.told().find((task) => task?.status === "cancelled"),
    )
    assert.lengthOf(first.told(), before)
    await other.close()
  })

  it("is refused to a client that does not know them", async () => {
    const params = { notifications: { taskIds: ["x"] }, ...envelope() }
    const { error } = await client.request("subscriptions/listen", params)
    assert.strictEqual(error?.code, -32021)
  })
})

describe.concurrent("who probes", () => {
  const hello = {
    protocolVersion: "2025-11-25",
    capabilities: {},
    clientInfo: { name: "old", version: "0" },
  }

  it("may go on with initialize on the same pipe", async () => {
    const client = await server.raw()
    const { result: probed } = await ask(client, "server/discover")
    assert.deepStrictEqual(probed?.supportedVersions, ["2026-07-28"])
    assert.strictEqual((await client.initialize()).result?.protocolVersion, "2025-11-25")
    assert.isArray((await client.request("tools/list")).result?.tools)
    assert.strictEqual((await client.request("tasks/get", { taskId: "x" })).error?.code, -32601)
    await client.close()
  })

  it("may do so after a call of an older revision, too", async () => {
    const client = await server.raw()
    await ask(client, "server/discover")
    assert.isArray((await client.request("tools/list")).result?.tools)
    assert.strictEqual((await client.initialize()).result?.protocolVersion, "2025-11-25")
    assert.isArray((await client.request("tools/list")).result?.tools)
    await client.close()
  })

  it("stays with the revision of its first call: another one is refused, with which is served", async () => {
    const client = await server.raw()
    await ask(client, "server/discover")
    assert.isArray((await ask(client, "tools/list")).result?.tools)
    const data = { supported: ["2026-07-28"] }
    const { error: older } = await client.request("initialize", hello)
    assert.strictEqual(older?.code, -32022)
    assert.deepInclude(older?.data, { ...data, requested: "2025-11-25" })
    const { error: later } = await client.request("tools/list", envelope({}, "2099-01-01"))
    assert.strictEqual(later?.code, -32022)
    assert.deepStrictEqual(later?.data, { ...data, requested: "2099-01-01" })
    assert.isArray((await ask(client, "tools/list")).result?.tools)
    await client.close()
  })
})
