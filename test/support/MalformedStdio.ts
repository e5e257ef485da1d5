import { eventually } from "./Binary.ts"
import { type Fault, fault, faultOf } from "./Faulty.ts"
import { idsToAnswer, isListen, type Malformed } from "./Malformed.ts"
import { modernMeta } from "./MalformedParams.ts"
import type { RawClient } from "./RawClient.ts"

/** Sends them all in pieces of any size, then asks for something good; tells what was not as it should be. */
export const sendAll = async (
  client: RawClient,
  lines: ReadonlyArray<Malformed>,
  era: "legacy" | "modern",
  pieceSize: number,
): Promise<Array<Fault>> => {
  const from = client.lines.length
  const asking = (chosen: ReadonlyArray<Malformed>) =>
    new Map(chosen.flatMap((line) => idsToAnswer(line.text).map((id) => [id, line])))
  const wanted = asking(lines.filter(({ text }) => !isListen(text)))
  const listening = asking(lines.filter(({ text }) => isListen(text)))
  await writeInPieces(client, lines.map(({ text }) => `${text}\n`).join(""), pieceSize)
  const faults = [...(await goodCall(client, era))]
  const answered = () => client.messages.slice(from).filter(({ id }) => wanted.has(id ?? ""))
  const isAll = () => answered().length >= wanted.size || undefined
  await eventually("all answers", isAll, 10_000).catch(() => undefined)
  for (const message of client.messages.slice(from)) {
    if (message.id === undefined || String(message.id).startsWith("good-")) continue
    const line = wanted.get(message.id ?? "") ?? listening.get(message.id ?? "")
    const what = line === undefined ? "nobody has asked for this" : faultOf(message)
    wanted.delete(message.id ?? "")
    if (what !== undefined) faults.push(fault(what, line, JSON.stringify(message)))
  }
  for (const line of wanted.values()) faults.push(fault("is not answered", line))
  return faults
}

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
