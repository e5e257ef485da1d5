import { assert, describe, it } from "@effect/vitest"
import type { JSONRPCMessage } from "@modelcontextprotocol/server"
import { listening } from "../../src/mcp/Listening.ts"

/** Listens on their way, and what is followed at the moment. */
const scene = () => {
  const held: Array<string> = []
  const { inbound, outbound } = listening(({ uris, list }) => {
    const names = [...uris, ...(list ? ["the list"] : [])]
    held.push(...names)
    return () => void held.splice(0, names.length)
  })
  const comes = (message: JSONRPCMessage) => inbound(message, () => undefined)
  return { held, comes, goes: outbound }
}

const uri = "job://1"
const filter = { resourceSubscriptions: [uri], resourcesListChanged: true }
const listen = {
  jsonrpc: "2.0",
  id: 7,
  method: "subscriptions/listen",
  params: { notifications: filter },
} as const
const stamp = { _meta: { "io.modelcontextprotocol/subscriptionId": 7 } }
const acknowledged = (id: number) => ({
  jsonrpc: "2.0" as const,
  method: "notifications/subscriptions/acknowledged",
  params: { notifications: filter, _meta: { "io.modelcontextprotocol/subscriptionId": id } },
})
const cancelled = {
  jsonrpc: "2.0",
  method: "notifications/cancelled",
  params: { requestId: 7 },
} as const

describe("what somebody listens to", () => {
  it("is followed from the acknowledgement on: what were told before would be lost", () => {
    const { held, comes, goes } = scene()
    assert.strictEqual(comes(listen), listen)
    assert.deepStrictEqual(held, [])
    goes(acknowledged(7))
    assert.deepStrictEqual(held, [uri, "the list"])
  })

  it("is followed until that is cancelled or answered", () => {
    for (const end of ["cancelled", "answered"]) {
      const { held, comes, goes } = scene()
      comes(listen)
      goes(acknowledged(7))
      if (end === "cancelled") comes(cancelled)
      else goes({ jsonrpc: "2.0", id: 7, result: stamp })
      assert.deepStrictEqual(held, [], end)
    }
  })

  it("is followed on where its id is used again for something else", () => {
    const { held, comes, goes } = scene()
    comes(listen)
    goes(acknowledged(7))
    comes({ jsonrpc: "2.0", id: 7, method: "tools/list" })
    goes({ jsonrpc: "2.0", id: 7, result: { tools: [] } })
    goes({ jsonrpc: "2.0", id: 7, error: { code: -32601, message: "no" } })
    assert.deepStrictEqual(held, [uri, "the list"])
    comes(listen)
    goes(acknowledged(7))
    assert.deepStrictEqual(held, [uri, "the list"])
  })

  it("is not followed where it was cancelled or refused before", () => {
    for (const end of ["cancelled", "refused"]) {
      const { held, comes, goes } = scene()
      comes(listen)
      if (end === "cancelled") comes(cancelled)
      else goes({ jsonrpc: "2.0", id: 7, error: { code: -32603, message: "no" } })
      goes(acknowledged(7))
      assert.deepStrictEqual(held, [], end)
    }
  })
})
