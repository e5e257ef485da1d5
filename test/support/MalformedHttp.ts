import { Agent, type IncomingMessage, request } from "node:http"
import { type Fault, fault, faultOf } from "./Faulty.ts"
import { idsToAnswer, isListen, type Malformed } from "./Malformed.ts"
import { modernMeta } from "./MalformedParams.ts"
import type { Message } from "./RawClient.ts"

/** Where a server listens, and what it wants to hear. */
export interface Reached {
  readonly url: string
  readonly token: string
}

/** What came back, as it came. */
export interface HttpReply {
  readonly status: number
  readonly text: string
}

type Headers = Readonly<Record<string, string>>

const agent = new Agent({ keepAlive: true, maxSockets: 8 })

/** A body as it is, with the headers of a well-behaved client; what is given comes instead. */
export const post = ({ url, token }: Reached, body: string, headers: Headers = {}) =>
  new Promise<HttpReply>((resolve, reject) => {
    const usual = {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
    }
    const asked = request(url, { method: "POST", agent, headers: { ...usual, ...headers } })
    asked.setTimeout(30_000, () => asked.destroy(new Error("no answer within 30 s")))
    asked.once("error", reject)
    asked.once("response", (response: IncomingMessage) => {
      let text = ""
      const finish = () => resolve({ status: response.statusCode ?? 0, text })
      response.setEncoding("utf8").on("data", (part) => {
        text += part
        // Its stream has no end: what it begins with is all that there is to see.
        if (!isListen(body) || !text.endsWith("\n\n")) return
        finish()
        response.destroy()
      })
      response.once("error", reject)
      response.once("end", finish)
    })
    asked.end(body)
  })

/** The messages of an answer, which is one, or a stream of events. */
export const messagesIn = (text: string): Array<Message> => {
  if (text === "") return []
  if (text.startsWith("{")) return [JSON.parse(text)]
  if (text.startsWith("[")) return JSON.parse(text)
  // Only these end a line of a stream; what else ends lines elsewhere may stand in a text.
  const lines = text.split(/\r?\n/).filter((line) => line.startsWith("data: "))
  return lines.map((line) => JSON.parse(line.slice("data: ".length)))
}

/** Opens a session of the older eras; its requests bring these headers. */
export const openSession = async (reached: Reached): Promise<Headers> => {
  const params = {
    protocolVersion: "2025-11-25",
    capabilities: {},
    clientInfo: { name: "raw", version: "0" },
  }
  const body = JSON.stringify({ jsonrpc: "2.0", id: 0, method: "initialize", params })
  const { url, token } = reached
  const answer = await fetch(url, {
    method: "POST",
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
    },
    body,
  })
  await answer.text()
  return {
    "mcp-session-id": answer.headers.get("mcp-session-id") ?? "",
    "mcp-protocol-version": "2025-11-25",
  }
}

/** The headers that repeat a body of 2026-07-28, as far as it has such. */
export const modernHeaders = (body: string): Headers => {
  const { method, params } = Object(parsed(body))
  const { name, uri, taskId } = Object(params)
  const named = [name, uri, taskId].find((one) => typeof one === "string")
  return {
    "mcp-protocol-version": "2026-07-28",
    ...(isPlain(method) ? { "mcp-method": method } : {}),
    ...(isPlain(named) ? { "mcp-name": named } : {}),
  }
}

const isPlain = (text: unknown): text is string =>
  typeof text === "string" && /^[\x21-\x7e]{1,200}$/.test(text)

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Sends a message that is wrong; tells what was not as it should be. */
export const sendOne = async (
  reached: Reached,
  line: Malformed,
  headers: Headers,
): Promise<Array<Fault>> => {
  const reply = await post(reached, line.text, headers).catch((error) => ({
    status: 0,
    text: String(error),
  }))
  const ids = isListen(line.text) ? [] : idsToAnswer(line.text.replace(/^\ufeff/, ""))
  const what = faultOfReply(reply, ids, isListen(line.text))
  return what === undefined ? [] : [fault(what, line, `${reply.status} ${reply.text}`)]
}

const faultOfReply = (
  { status, text }: HttpReply,
  ids: ReadonlyArray<string | number>,
  listens: boolean,
) => {
  if (status === 0 || status >= 500) return `is answered with the status ${status}`
  const heard = messagesIn(text)
  const messages = heard.filter(({ method }) => method === undefined)
  const wrong = messages.map(faultOf).find((what) => what !== undefined)
  if (wrong !== undefined) return wrong
  // Refused as a whole, in one word for all that it holds.
  if (status >= 400) return messages.length === 1 ? undefined : "is refused without a word"
  if (listens) return undefined
  const answered = messages.flatMap(({ id }) => id ?? [])
  if (ids.some((id) => !answered.includes(id))) return "is not answered"
  return answered.some((id) => !ids.includes(id)) ? "is answered under another id" : undefined
}

/** Asks for something good. */
export const goodPost = async (reached: Reached): Promise<void> => {
  const params = { name: "py_list_jobs", arguments: { limit: 1 }, _meta: modernMeta() }
  const body = JSON.stringify({ jsonrpc: "2.0", id: "good", method: "tools/call", params })
  const { status, text } = await post(reached, body, modernHeaders(body))
  const [answer] = messagesIn(text)
  if (status !== 200 || answer?.result === undefined) throw new Error(`${status} ${text}`)
}
