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

/** The protocol's two eras, as somebody speaks them who writes each message by hand. */
export const eras = ["legacy", "modern"] as const
export type SpokenEra = (typeof eras)[number]

/** One connection in one era: what that era wants in every request is in every request. */
export interface Speaker {
  readonly client: RawClient
  readonly request: (method: string, params?: object, meta?: object) => Promise<Message>
  /** Sends a call and waits for nothing. */
  readonly begin: (id: number | string, name: string, args: object, meta?: object) => void
  readonly call: (name: string, args: object, meta?: object) => Promise<Message>
  readonly cancel: (requestId: number | string, reason?: string) => void
  /** The parameters of all notifications of a kind so far. */
  readonly heard: (method: string) => ReadonlyArray<Readonly<Record<string, unknown>>>
}

const speaker = (client: RawClient, era: SpokenEra): Speaker => {
  const inEra = (params: object, meta: object) => ({
    ...params,
    ...(era === "legacy" ? { _meta: meta } : modernMeta(meta)),
  })
  const request: Speaker["request"] = (method, params = {}, meta = {}) =>
    client.request(method, inEra(params, meta))
  return {
    client,
    request,
    begin: (id, name, args, meta = {}) => {
      const params = inEra(call(name, args), meta)
      client.send({ jsonrpc: "2.0", id, method: "tools/call", params })
    },
    call: (name, args, meta) => request("tools/call", call(name, args), meta),
    cancel: (requestId, reason = "changed my mind") =>
      client.notify("notifications/cancelled", inEra({ requestId, reason }, {})),
    heard: (method) =>
      client.messages.flatMap((one) => (one.method === method ? [one.params ?? {}] : [])),
  }
}

/** The payload of an answer to tools/call. */
export const payloadOf = ({ result }: Message) => result?.structuredContent as Payload

/** One state directory for the tests of a file that speak the protocol by hand. */
export const rawScene = () => {
  const server = new TestServer()
  afterAll(() => server.close())
  /** A server of its own, spoken to in an era. */
  const speaking = async (era: SpokenEra, variables: ServerVariables = {}): Promise<Speaker> => {
    const client = await server.raw(variables)
    if (era === "legacy") await client.initialize()
    return speaker(client, era)
  }
  return {
    server,
    speaking,
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
