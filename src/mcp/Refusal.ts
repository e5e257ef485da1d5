import {
  isJSONRPCResponse,
  type JSONRPCErrorResponse,
  ProtocolErrorCode,
  type RequestId,
} from "@modelcontextprotocol/server"
import { Predicate } from "effect"

/** Why a line never reaches the protocol, and who hears of it. */
export interface Refusal {
  readonly reason: string
  /** Whatever asks for an answer has one. What has no id that could be said again has none: no revision knows such. */
  readonly answers: ReadonlyArray<JSONRPCErrorResponse>
}

/**
 * What is wrong with a line that is no message of the protocol; none where nothing is. The SDK would
 * drop it in silence, and whoever has sent it would wait for ever.
 */
export const refusalOf = (line: string): Refusal | undefined => {
  if (line.trim() === "") return undefined
  const given = parsed(line)
  if (given === undefined) return { reason: "it is not JSON", answers: [] }
  if (Array.isArray(given.value)) return refusalOfBatch(given.value)
  const fault = faultOf(given.value)
  return fault && { reason: fault.reason, answers: answersTo(given.value, fault) }
}

interface Fault {
  readonly code: ProtocolErrorCode
  readonly reason: string
}

/** Only the revision of 2025-03-26 had them, and hardly any client sent one. */
const noBatches: Fault = {
  code: ProtocolErrorCode.InvalidRequest,
  reason: "batches are not served; send each message on a line of its own",
}

const refusalOfBatch = (messages: ReadonlyArray<unknown>): Refusal => ({
  reason: noBatches.reason,
  answers: messages.flatMap((message) => answersTo(message, noBatches)),
})

const invalid = (reason: string): Fault => ({ code: ProtocolErrorCode.InvalidRequest, reason })

const wrongParams = (reason: string): Fault => ({ code: ProtocolErrorCode.InvalidParams, reason })

const fields = ["jsonrpc", "id", "method", "params"]

const faultOf = (message: unknown): Fault | undefined => {
  if (!Predicate.isReadonlyRecord(message)) return invalid("it is no object")
  if (isResponse(message))
    return isJSONRPCResponse(message) ? undefined : invalid("it is no answer")
  const unknown = Object.keys(message).find((name) => !fields.includes(name))
  if (message.jsonrpc !== "2.0") return invalid('jsonrpc is not "2.0"')
  if (typeof message.method !== "string") return invalid("the method is not a text")
  if ("id" in message && !isId(message.id)) {
    return invalid("the id is neither a text nor a whole number that can be said again")
  }
  if (unknown !== undefined) return invalid(`a message has no ${JSON.stringify(shown(unknown))}`)
  return faultOfParams(message.params)
}

const faultOfParams = (params: unknown): Fault | undefined => {
  if (params === undefined) return undefined
  if (!Predicate.isReadonlyRecord(params)) return wrongParams("params is no object")
  const meta = params._meta
  if (meta === undefined) return undefined
  if (!Predicate.isReadonlyRecord(meta)) return wrongParams("params._meta is no object")
  if (meta.progressToken !== undefined && !isId(meta.progressToken)) {
    return wrongParams("params._meta.progressToken is neither a text nor a whole number")
  }
  const related = meta["io.modelcontextprotocol/related-task"]
  return related === undefined ||
    (Predicate.isReadonlyRecord(related) && typeof related.taskId === "string")
    ? undefined
    : wrongParams("params._meta has a related task without a taskId")
}

const answersTo = (
  message: unknown,
  { code, reason }: Fault,
): ReadonlyArray<JSONRPCErrorResponse> => {
  if (!Predicate.isReadonlyRecord(message) || isResponse(message) || !isId(message.id)) return []
  const said = `This is no message of the protocol: ${reason}.`
  return [{ jsonrpc: "2.0", id: message.id, error: { code, message: said } }]
}

/** Nobody answers an answer, whatever is wrong with it: two that did would never end. */
const isResponse = (message: object): boolean =>
  Object.hasOwn(message, "result") || Object.hasOwn(message, "error")

const isId = (value: unknown): value is RequestId =>
  typeof value === "string" || Number.isSafeInteger(value)

const shown = (name: string): string => (name.length > 40 ? `${name.slice(0, 40)}…` : name)

const parsed = (line: string): { readonly value: unknown } | undefined => {
  try {
    const value: unknown = JSON.parse(line)
    return { value }
  } catch {
    return undefined
  }
}
