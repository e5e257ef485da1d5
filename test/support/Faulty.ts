import type { Malformed } from "./Malformed.ts"
import type { Message } from "./RawClient.ts"

/** What a server did that it should not have done, and to which message. */
export interface Fault {
  readonly what: string
  readonly kind: string
  readonly sent: string
  readonly answer: string
}

/** A fault to be shown: messages may have megabytes. */
export const fault = (what: string, line: Malformed | undefined, answer = ""): Fault => ({
  what,
  kind: line?.kind ?? "",
  sent: shortened(line?.text ?? ""),
  answer: shortened(answer),
})

const shortened = (text: string): string =>
  text.length > 400 ? `${text.slice(0, 300)} … ${text.slice(-60)} (${text.length})` : text

/** The codes with which a message may be refused: JSON-RPC's own, the protocol's, and the transport's. */
const refusals = [-32700, -32600, -32601, -32602, -32020, -32021, -32022, -32000, -32001]

/** Nobody outside has to know where the server's files are, or what it is made of. */
const inner = /\n\s+at |node_modules|\/dist\/|\/src\/|\.ts:\d|\.cjs:\d|\(reference [0-9a-f]{8}/

/** What is wrong with an answer, if anything is. */
export const faultOf = (message: Message): string | undefined => {
  const text = JSON.stringify(message)
  if (message.jsonrpc !== "2.0") return "is not JSON-RPC"
  if (inner.test(text)) return "tells of the server's inside"
  if (message.error === undefined) return message.result === undefined ? "is no answer" : undefined
  // The SDK's own word for it, and the only one that it has.
  if (message.error.message === "Subscription limit reached") return undefined
  return refusals.includes(message.error.code) ? undefined : `has the code ${message.error.code}`
}
