import { Effect, Option } from "effect"
import { type HttpHandler, maxBodyBytes } from "../mcp/HttpHandler.ts"
import { type HttpExchange, readBody, refuse, respond } from "./HttpExchange.ts"
import { notAllowed, refusal } from "./Refusal.ts"

/** Answers what is asked of the protocol itself. */
export const answerMcp = Effect.fnUntraced(function* (
  handler: HttpHandler,
  exchange: HttpExchange,
) {
  const { method = "GET" } = exchange.request
  if (!methods.includes(method)) return yield* refuse(exchange, notAllowed(methods.join(", ")))
  const body = method === "POST" ? yield* readBody(exchange, maxBodyBytes) : Option.some(nothing)
  if (Option.isNone(body)) return yield* refuse(exchange, tooLarge)
  // The SDK reads what is no JSON itself, and says so.
  const parsed = Option.flatMap(body, parseJson)
  const unread = method === "POST" && Option.isNone(parsed) ? { body: body.value } : {}
  const asked = webRequest(exchange, { method, ...unread })
  const answered = yield* Effect.promise(() => handler.fetch(asked, Option.getOrUndefined(parsed)))
  yield* respond(exchange, answered)
})

const methods = ["GET", "POST", "DELETE"]

const nothing = new Uint8Array(0)

const tooLarge = refusal(413, `the body is longer than ${maxBodyBytes} bytes`)

const webRequest = ({ request, signal }: HttpExchange, init: RequestInit): Request =>
  new Request(`http://${request.headers.host}/mcp`, {
    ...init,
    signal,
    headers: Object.entries(request.headers).flatMap(([name, value]) =>
      [value ?? []].flat().map((one): [string, string] => [name, one]),
    ),
  })

const parseJson = (bytes: Uint8Array): Option.Option<unknown> =>
  Option.liftThrowable((): unknown => JSON.parse(new TextDecoder().decode(bytes)))()
