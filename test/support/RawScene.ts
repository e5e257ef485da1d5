import { afterAll } from "vitest"
import type { Message, RawClient } from "./RawClient.ts"
import { type ServerVariables, TestServer } from "./TestServer.ts"
import type { Payload } from "./ToolAnswer.ts"

/** Parameters of tools/call. */
export const call = (name: string, args: object, more: object = {}) => ({
  name,
  arguments: args,
  ...more,
})

/** What stands in every request of the revision of 2026-07-28. */
export const modernMeta = (more: object = {}) => ({
  _meta: {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientInfo": { name: "raw", version: "0" },
    "io.modelcontextprotocol/clientCapabilities": {},
    ...more,
  },
})

/** The payload of an answer to tools/call. */
export const payloadOf = ({ result }: Message) => result?.structuredContent as Payload

/** One state directory for the tests of a file that speak the protocol by hand. */
export const rawScene = () => {
  const server = new TestServer()
  afterAll(() => server.close())
  return {
    server,
    /** Arguments of run_script_in_dir. */
    runArguments: (code: string) => ({ directory: server.folder, script_content: code }),
    /** A server of its own, after the handshake. */
    connected: async (variables: ServerVariables = {}): Promise<RawClient> => {
      const client = await server.raw(variables)
      await client.initialize()
      return client
    },
  }
}
