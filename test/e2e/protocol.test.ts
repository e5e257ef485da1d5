import { existsSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
import { beforeAll } from "vitest"
import { childrenOf } from "../support/Processes.ts"
import type { RawClient } from "../support/RawClient.ts"
import { call, modernMeta, payloadOf, rawScene } from "../support/RawScene.ts"
import { TestServer } from "../support/TestServer.ts"

// The wire itself: lines in, lines out.

const { server, connected, runArguments } = rawScene()

describe("before the first call", () => {
  it("nothing is written and no child is started, however much is asked", async () => {
    await using probed = new TestServer()
    const client = await probed.raw()
    const { result } = await client.initialize()
    assert.isString(result?.instructions)
    await client.request("ping")
    await client.request("resources/templates/list")
    assert.isFalse(existsSync(probed.home))
    assert.deepStrictEqual(childrenOf(client.child.pid ?? 0), [])
    await client.close()
    assert.isFalse(existsSync(probed.home))
  })

  it("a modern client's probe leaves no trace either", async () => {
    await using probed = new TestServer()
    const client = await probed.raw()
    const meta = { "io.modelcontextprotocol/protocolVersion": "2026-07-28" }
    await client.request("server/discover", { _meta: meta })
    await client.close()
    assert.isFalse(existsSync(probed.home))
  })

  it("a closed connection ends the server at once, with exit code 0", async () => {
    await using probed = new TestServer()
    const client = await probed.raw()
    await client.initialize()
    const from = Date.now()
    client.child.stdin.end()
    assert.strictEqual(await client.exited, 0)
    assert.isBelow(Date.now() - from, 5000)
  })
})

describe("answers of 2026-07-28 say how long they may be kept", () => {
  let client: RawClient
  beforeAll(async () => {
    client = await server.raw()
  })

  it.each(["server/discover", "tools/list", "resources/templates/list"])(
    "for everybody, and an hour, where one version never changes: %s",
    async (method) => {
      const { result } = await client.request(method, modernMeta())
      assert.deepInclude(result, { ttlMs: 3_600_000, cacheScope: "public" })
    },
  )

  it("not at all where jobs and scripts come and go", async () => {
    const { result } = await client.request("resources/list", modernMeta())
    assert.deepInclude(result, { ttlMs: 0, cacheScope: "private" })
  })

  it("and nothing of that is said to a client of the older revisions", async () => {
    const legacy = await connected()
    const { result } = await legacy.request("tools/list")
    assert.notProperty(result, "ttlMs")
    assert.notProperty(result, "cacheScope")
  })
})

describe("malformed and unknown messages", () => {
  let client: RawClient
  beforeAll(async () => {
    client = await connected()
  })

  it.each([
    ["an unknown tool", "tools/call", call("no_such_tool", {}), -32602],
    ["a call without a tool", "tools/call", {}, -32602],
    ["a tool whose name is a number", "tools/call", { name: 5 }, -32602],
    ["arguments that are a list", "tools/call", { name: "py_list_jobs", arguments: [] }, -32602],
    ["arguments that are a text", "tools/call", { name: "py_list_jobs", arguments: "x" }, -32602],
    ["an unknown method", "tools/explode", {}, -32601],
    ["a resource without a URI", "resources/read", {}, -32602],
    ["params that are a list", "tools/list", [], -32602],
  ])("are JSON-RPC errors: %s", async (_, method, params, code) => {
    const { error, result } = await client.request(method, params)
    assert.isUndefined(result)
    assert.strictEqual(error?.code, code)
    assert.isNotEmpty(error?.message)
  })

  it.each(["job-stream://nobody", "job-stream://", "job-stream://a/b", "file:///etc/passwd", "x"])(
    "are resource-not-found errors, with the URI in their data: %s",
    async (uri) => {
      // The revision of 2026-07-28 gave up -32002; the SDK answers so in every era.
      const { error } = await client.request("resources/read", { uri })
      assert.strictEqual(error?.code, -32602)
      assert.deepStrictEqual(error?.data, { uri })
      assert.include(error?.message, uri)
    },
  )

  it("name the unknown tool and the way out", async () => {
    const { error } = await client.request("tools/call", call("no_such_tool", {}))
    assert.include(error?.message, "no_such_tool")
    assert.include(error?.message, "tools/list")
  })

  it.each([
    ["no JSON", "{nonsense"],
    ["half a message", '{"jsonrpc":"2.0","id":'],
    ["an empty line", ""],
    ["another protocol", '{"hello":"world"}'],
    ["a number", "5"],
    ["null", "null"],
    ["a list", "[]"],
    ["bytes that are not UTF-8", "\u0000\ufffd\u0001"],
    ["a request without an id", '{"jsonrpc":"2.0","method":"tools/call"}'],
    ["an answer to nothing", '{"jsonrpc":"2.0","id":77,"result":{}}'],
    [
      "a cancellation of nothing",
      '{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":4711}}',
    ],
  ])("are survived: %s", async (_, line) => {
    client.send(line)
    const { result } = await client.request("tools/list")
    assert.isArray(result?.tools)
  })

  it("are survived by the next run too, and stdout holds nothing but JSON-RPC", async () => {
    const answer = await client.request(
      "tools/call",
      call("run_script_in_dir", runArguments("print(1)")),
    )
    assert.strictEqual(payloadOf(answer).stdout, "1\n")
    for (const message of client.messages) assert.strictEqual(message.jsonrpc, "2.0")
  })

  it("of 12 MB are read: a program may be long", async () => {
    const code = `text = '''${"x".repeat(12_000_000)}'''\nprint(len(text))`
    const answer = await client.request("tools/call", call("run_script_in_dir", runArguments(code)))
    assert.strictEqual(payloadOf(answer).stdout, "12000000\n")
  })
})
