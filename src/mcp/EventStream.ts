import type { JSONRPCMessage } from "@modelcontextprotocol/server"

const head = "event: message\ndata: "

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** Whether a body is a stream of server-sent events, which may have no end. */
export const isEventStream = (headers: Headers): boolean =>
  headers.get("content-type")?.startsWith("text/event-stream") ?? false

/** A message as an event of a stream, as the SDK writes it: one event is one piece. */
export const eventOf = (message: JSONRPCMessage): Uint8Array =>
  encoder.encode(`${head}${JSON.stringify(message)}\n\n`)

/** What a piece of the SDK's stream says; none where it is a comment. */
export const messageIn = (piece: Uint8Array): unknown => {
  const text = decoder.decode(piece)
  return text.startsWith(head) ? JSON.parse(text.slice(head.length)) : undefined
}
