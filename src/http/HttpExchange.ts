import type { IncomingMessage, ServerResponse } from "node:http"
import { Effect, type Option, Schema } from "effect"
import { isEventStream } from "../mcp/EventStream.ts"
import type { Refusal } from "./Refusal.ts"

/** One request and the response that is written to it. */
export interface HttpExchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  /** Aborted when the client has gone before it had its answer. */
  readonly signal: AbortSignal
}

/** The client has gone: there is nobody to answer. */
export class ClientGone extends Schema.TaggedError<ClientGone>()("ClientGone", {}) {
  override get message() {
    return "The client closed the connection. Send the request again."
  }
}

/** The whole body; none where it is longer than it may be. */
export const readBody = (
  { request }: HttpExchange,
  most: number,
): Effect.Effect<Option.Option<Uint8Array>, ClientGone> =>
  Effect.async((resume) => {
    if (Number(request.headers["content-length"] ?? 0) > most) {
      resume(Effect.succeedNone)
      return
    }
    const chunks: Array<Buffer> = []
    let received = 0
    const onData = (chunk: Buffer) => {
      received += chunk.length
      if (received > most) finish(Effect.succeedNone)
      else chunks.push(chunk)
    }
    const onEnd = () => finish(Effect.succeedSome(Buffer.concat(chunks)))
    const onGone = () => finish(new ClientGone())
    const finish = (result: Effect.Effect<Option.Option<Uint8Array>, ClientGone>) => {
      request.off("data", onData).off("end", onEnd).off("close", onGone)
      resume(result)
    }
    request.on("data", onData).on("end", onEnd).on("close", onGone)
  })

/** Refuses a request in the words of JSON-RPC, which clients of the protocol understand. */
export const refuse = ({ response }: HttpExchange, { status, reason, remedy, headers }: Refusal) =>
  Effect.sync(() => {
    const message = remedy === "" ? reason : `${reason}. ${remedy}.`
    const error = { code: -32_000, message }
    response.writeHead(status, { "content-type": "application/json", ...headers })
    response.end(JSON.stringify({ jsonrpc: "2.0", error, id: null }))
  })

/** Begins a stream of server-sent events. */
export const beginEvents = ({ response }: HttpExchange) =>
  Effect.sync(() => {
    response.writeHead(200, {
      "content-type": "text/event-stream",
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
    })
    response.flushHeaders()
  })

/** Writes a piece and waits until there is room for the next. */
export const write = (
  { response }: HttpExchange,
  piece: string | Uint8Array,
): Effect.Effect<void, ClientGone> =>
  Effect.async((resume) => {
    if (response.destroyed) return resume(new ClientGone())
    if (response.write(piece)) return resume(Effect.void)
    const finish = (result: Effect.Effect<void, ClientGone>) => {
      response.off("drain", onDrain).off("close", onGone)
      resume(result)
    }
    const onDrain = () => finish(Effect.void)
    const onGone = () => finish(new ClientGone())
    response.on("drain", onDrain).on("close", onGone)
  })

/** Writes a web-standard response: at once, or piece by piece where it is a stream. */
export const respond = Effect.fnUntraced(function* (exchange: HttpExchange, answer: Response) {
  const { response } = exchange
  const headers = Object.fromEntries(answer.headers)
  if (answer.body === null || !isEventStream(answer.headers)) {
    const bytes = new Uint8Array(yield* Effect.promise(() => answer.arrayBuffer()))
    response.writeHead(answer.status, { ...headers, "content-length": bytes.length })
    response.end(bytes)
    return
  }
  response.writeHead(answer.status, headers)
  response.flushHeaders()
  const reader = answer.body.getReader()
  const next = Effect.tryPromise({ try: () => reader.read(), catch: () => new ClientGone() })
  const cancel = Effect.promise(() => reader.cancel().catch(() => undefined))
  yield* next.pipe(
    Effect.tap(({ done, value }) => (done ? Effect.void : write(exchange, value))),
    Effect.repeat({ until: ({ done }) => done }),
    Effect.onError(() => cancel),
  )
  response.end()
})
