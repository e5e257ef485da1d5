import { Cause, Effect, Option } from "effect"
import { Settings } from "../domain/Settings.ts"
import { makeSparseLog } from "../domain/SparseLog.ts"
import { type HttpHandler, makeHttpHandler, maxBodyBytes } from "../mcp/HttpHandler.ts"
import { isLoopback, makeGuard, type Refusal } from "./Guards.ts"
import { TokenRequired } from "./HttpErrors.ts"
import { type HttpExchange, readBody, refuse, respond } from "./HttpExchange.ts"
import type { HttpOptions } from "./HttpOptions.ts"
import { httpToken } from "./HttpToken.ts"
import { listen } from "./Listener.ts"

/** What goes on when the server is told to end has so long to end by itself. */
const lastWords = "1 second"

/** Serves the protocol over HTTP as long as it is not interrupted. */
export const serveHttp = Effect.fn("HttpServer.serve")(function* (options: HttpOptions) {
  const token = yield* tokenFor(options.host)
  const handler = yield* makeHttpHandler(options)
  const say = yield* makeSparseLog
  const turnAway = (exchange: HttpExchange, refusal: Refusal) => {
    const remote = exchange.request.socket.remoteAddress ?? "unknown"
    return Effect.zipRight(say(`refused: ${refusal.reason}`, { remote }), refuse(exchange, refusal))
  }

  // The port is in what the guard asks for, and only the listener knows it.
  const bound = { host: options.host, port: options.port, token: token.value }
  let guard = makeGuard(bound)
  const serve = (exchange: HttpExchange) => {
    const refused = guard(exchange.request.headers)
    const served = Option.isSome(refused)
      ? turnAway(exchange, refused.value)
      : answer(handler, exchange)
    return Effect.catchAllCause(served, (cause) => breakOff(exchange, cause))
  }

  const listener = yield* listen(options, serve)
  guard = makeGuard({ ...bound, port: listener.port })
  const ending = Effect.gen(function* () {
    yield* options.onClose
    yield* listener.close
    yield* handler.close
    yield* Effect.timeoutOption(Effect.interruptible(listener.idle), lastWords)
  })
  yield* Effect.addFinalizer(() => ending)
  const url = `http://${inUrl(options.host)}:${listener.port}/mcp`
  yield* Effect.annotateLogs(Effect.logInfo("the server listens"), { url, token: token.place })
  yield* options.onListening(url)
  return yield* Effect.never
}, Effect.scoped)

const inUrl = (host: string): string => (host.includes(":") ? `[${host}]` : host)

/** On another address than loopback, only a token that somebody has chosen will do. */
const tokenFor = Effect.fnUntraced(function* (host: string) {
  const { httpToken: chosen } = yield* Settings
  if (!isLoopback(host) && Option.isNone(chosen)) return yield* new TokenRequired({ host })
  return yield* httpToken
})

const answer = Effect.fnUntraced(function* (handler: HttpHandler, exchange: HttpExchange) {
  const { request, signal } = exchange
  const { method = "GET", url = "/" } = request
  const [path] = url.split("?")
  if (path !== "/mcp") return yield* refuse(exchange, notFound)
  if (!["GET", "POST", "DELETE"].includes(method)) {
    return yield* refuse(exchange, notAllowed("GET, POST, DELETE"))
  }
  const body = yield* readBody(exchange, maxBodyBytes)
  if (Option.isNone(body)) return yield* refuse(exchange, tooLarge)
  const parsed = method === "POST" ? parseJson(body.value) : Option.none()
  const asked = new Request(`http://${request.headers.host}${path}`, {
    method,
    signal,
    headers: Object.entries(request.headers).flatMap(([name, value]) =>
      [value ?? []].flat().map((one): [string, string] => [name, one]),
    ),
    ...(method === "POST" && Option.isNone(parsed) ? { body: body.value } : {}),
  })
  const answered = yield* Effect.promise(() => handler.fetch(asked, Option.getOrUndefined(parsed)))
  yield* respond(exchange, answered)
})

const parseJson = (bytes: Uint8Array): Option.Option<unknown> =>
  Option.liftThrowable((): unknown => JSON.parse(new TextDecoder().decode(bytes)))()

const refusal = (status: number, reason: string, headers: Refusal["headers"] = {}): Refusal => ({
  status,
  reason,
  headers,
})

const notFound = refusal(404, "nothing is here; the protocol is at /mcp")

const notAllowed = (allow: string) => refusal(405, "no such method", { allow })

const tooLarge = refusal(413, `the body is longer than ${maxBodyBytes} bytes`)

/** A client that goes is no news; anything else is ours to mend. */
const breakOff = ({ response }: HttpExchange, cause: Cause.Cause<{ readonly _tag: string }>) =>
  Effect.gen(function* () {
    const isGone = Option.exists(Cause.failureOption(cause), ({ _tag }) => _tag === "ClientGone")
    if (!isGone && !Cause.isInterruptedOnly(cause)) yield* Effect.logError("a request", cause)
    if (response.headersSent) response.destroy()
    else response.writeHead(500).end()
  })
