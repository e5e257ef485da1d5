import { Client, type JSONRPCMessage } from "@modelcontextprotocol/client"
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio"
import { createTaskSessionFromClient } from "@modelcontextprotocol/ext-tasks/client"
import { binary, ensureBinary } from "./Binary.ts"
import type { Message } from "./RawClient.ts"
import type { TestServer } from "./TestServer.ts"

const clientInfo = { name: "end-to-end", version: "0" }
const protocolVersion = "2026-07-28"

/**
 * The SDK's client, by whose connection the protocol's own client of tasks speaks: requests that the first
 * does not know pass it by, with ids of their own.
 */
export const connectTaskClient = async (server: TestServer) => {
  await ensureBinary()
  const client = new Client(clientInfo, { versionNegotiation: { mode: { pin: protocolVersion } } })
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [binary],
    env: server.environment(),
    cwd: server.folder,
    stderr: "ignore",
  })
  await client.connect(transport)

  const waiting = new Map<unknown, (message: Message) => void>()
  const heard = transport.onmessage
  transport.onmessage = (message: JSONRPCMessage) => {
    const answer = "id" in message ? waiting.get(message.id) : undefined
    if (answer === undefined) heard?.(message)
    else answer(JSON.parse(JSON.stringify(message)))
  }
  let ids = 0
  const rawDispatch = async (request: unknown) => {
    ids += 1
    const id = `task-${ids}`
    const answer = new Promise<Message>((resolve) => waiting.set(id, resolve))
    await transport.send(Object.assign({ jsonrpc: "2.0", id }, request) as JSONRPCMessage)
    const { result, error } = await answer
    waiting.delete(id)
    return error === undefined
      ? { kind: "result" as const, result: JSON.parse(JSON.stringify(result)) }
      : { kind: "error" as const, error: JSON.parse(JSON.stringify(error)) }
  }
  const session = createTaskSessionFromClient(client, {
    endpointId: server.home,
    rawDispatch,
    v2RequestFraming: { protocolVersion, clientInfo, clientCapabilities: {} },
  })
  return {
    session,
    close: async () => {
      await session.close()
      await client.close()
    },
  }
}
