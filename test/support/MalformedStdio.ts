import { eventually } from "./Binary.ts"
import { idsToAnswer, type Malformed, modernMeta } from "./Malformed.ts"
import type { Message, RawClient } from "./RawClient.ts"

/** What a server did that it should not have done, and to which message. */
export interface Fault {
  readonly what: string
  readonly kind: string
  readonly sent: string
  readonly answer?: string
}

/** The codes with which a message may be refused: JSON-RPC's own, and the protocol's. */
const refusals = [-32700, -32600, -32601, -32602, -32020, -32021, -32022, -32042]

/** Nobody outside has to know where the server's files are, or what it is made of. */
const inner = /\n\s+at |node_modules|\/dist\/|\/src\/|\.ts:\d|\.cjs:\d|\(reference [0-9a-f]{8}/

/** What is wrong with an answer, if anything is. */
export const faultOf = (message: Message): string | undefined => {
  const text = JSON.stringify(message)
  if (message.jsonrpc !== "2.0") return "is not JSON-RPC"
  if (inner.test(text)) return "tells of the server's inside"
  if (message.error === undefined) return message.result === undefined ? "is no answer" : undefined
  return refusals.includes(message.error.code) ? undefined : `has the code ${message.error.code}`
}

/** Sends them all in pieces of any size, then asks for something good; tells what was not as it should be. */
export const sendAll = async (
  client: RawClient,
  lines: ReadonlyArray<Malformed>,
  era: "legacy" | "modern",
  pieceSize: number,
): Promise<Array<Fault>> => {
  const from = client.lines.length
  const wanted = new Map(lines.flatMap((line) => idsToAnswer(line.text).map((id) => [id, line])))
  await writeInPieces(client, lines.map(({ text }) => `${text}\n`).join(""), pieceSize)
  const faults = [...(await goodCall(client, era))]
  const answers = () => client.messages.slice(from).filter(({ id }) => wanted.has(id ?? ""))
  const isAll = () => answers().length >= wanted.size || undefined
  await eventually("all answers", isAll, 10_000).catch(() => undefined)
  for (const message of answers()) {
    const line = wanted.get(message.id ?? "")
    const what = line === undefined ? "is answered twice" : faultOf(message)
    wanted.delete(message.id ?? "")
    if (what !== undefined) faults.push(fault(what, line, JSON.stringify(message)))
  }
  for (const line of wanted.values()) faults.push(fault("is not answered", line))
  return faults
}

const fault = (what: string, line: Malformed | undefined, answer = ""): Fault => ({
  what,
  kind: line?.kind ?? "",
  sent: shortened(line?.text ?? ""),
  answer: shortened(answer),
})

const shortened = (text: string): string =>
  text.length > 400 ? `${text.slice(0, 300)} … ${text.slice(-60)} (${text.length})` : text

/** A line that arrives in pieces, and several lines in one piece. */
const writeInPieces = async (client: RawClient, text: string, size: number): Promise<void> => {
  const bytes = Buffer.from(text, "utf8")
  for (let at = 0; at < bytes.length; at += size) {
    const isTaken = client.child.stdin.write(bytes.subarray(at, at + size))
    if (!isTaken) await new Promise((resolve) => client.child.stdin.once("drain", resolve))
  }
}

let calls = 0

const goodCall = async (client: RawClient, era: "legacy" | "modern"): Promise<Array<Fault>> => {
  const params = { name: "py_list_jobs", arguments: { limit: 1 } }
  const sent = era === "modern" ? { ...params, _meta: modernMeta() } : params
  const answer = await client.request("tools/call", sent, `good-${++calls}`)
  const isGood = answer.result !== undefined && answer.result.isError !== true
  return isGood ? [] : [fault("spoils a good call", undefined, JSON.stringify(answer))]
}
