import {
  isJSONRPCRequest,
  type JSONRPCErrorResponse,
  type JSONRPCRequest,
} from "@modelcontextprotocol/server"
import { eventOf, isEventStream, messageIn } from "./EventStream.ts"
import { inside } from "./inside.ts"

/**
 * What the SDK answers to a request, with a last word where the end of the server has cut it short:
 * there the SDK has a status of its own without a body, and streams that just end.
 */
export const withLastWord = (
  response: Response,
  asked: unknown,
  isClosing: () => boolean,
): Response => {
  if (!isJSONRPCRequest(asked)) return response
  const { body, status, statusText, headers } = response
  if (body === null) return isClosing() ? ended(asked) : response
  if (!isEventStream(headers)) return response
  return new Response(body.pipeThrough(speaking(asked, isClosing)), {
    status,
    statusText,
    headers,
  })
}

/** The answer to whoever asks while the server ends. */
export const ended = (asked: unknown): Response =>
  Response.json(lastWord(asked), { status: 503, headers: { connection: "close" } })

const speaking = (asked: JSONRPCRequest, isClosing: () => boolean) => {
  let last: Uint8Array | undefined
  return new TransformStream<Uint8Array, Uint8Array>({
    transform: (piece, into) => {
      last = isComment(piece) ? last : piece
      into.enqueue(piece)
    },
    flush: (into) => {
      if (isClosing() && !isAnswer(last, asked)) into.enqueue(eventOf(lastWord(asked)))
    },
  })
}

const isComment = (piece: Uint8Array): boolean => piece[0] === 0x3a

/** Nothing follows the answer to a request. */
const isAnswer = (piece: Uint8Array | undefined, { id }: JSONRPCRequest): boolean => {
  const message = piece && messageIn(piece)
  return inside(message, "id") === id && inside(message, "method") === undefined
}

/** Of the codes that JSON-RPC leaves to servers. */
const serverEnds = -32_000

const lastWord = (asked: unknown): JSONRPCErrorResponse => ({
  jsonrpc: "2.0",
  ...(isJSONRPCRequest(asked) ? { id: asked.id } : {}),
  error: {
    code: serverEnds,
    message:
      "The server is ending. A job that this request has begun is recorded: once the server is back, find it with py_list_jobs, and send the request again only where there is none.",
  },
})
