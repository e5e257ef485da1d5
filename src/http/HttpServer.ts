import { Cause, Effect, Option } from "effect"
import { Settings } from "../domain/Settings.ts"
import { makeSparseLog } from "../domain/SparseLog.ts"
import { type HttpHandler, makeHttpHandler } from "../mcp/HttpHandler.ts"
import { answerMcp } from "./answerMcp.ts"
import { isLoopback, makeGuard } from "./Guards.ts"
import { TokenRequired } from "./HttpErrors.ts"
import { type HttpExchange, refuse } from "./HttpExchange.ts"
import type { HttpOptions } from "./HttpOptions.ts"
import { httpToken } from "./HttpToken.ts"
import { type JobStreams, makeJobStreams } from "./JobStreams.ts"
import { listen } from "./Listener.ts"
import { type Refusal, refusal } from "./Refusal.ts"

/** What goes on when the server is told to end has so long to end by itself. */
const lastWords = "1 second"

/** Serves the protocol over HTTP as long as it is not interrupted. */
export const serveHttp = Effect.fn("HttpServer.serve")(function* (options: HttpOptions) {
  const token = yield* tokenFor(options.host)
  const handler = yield* makeHttpHandler(options)
  const jobStreams = yield* makeJobStreams
  const answer = answering(handler, jobStreams)
  const say = yield* makeSparseLog
  const turnAway = (exchange: HttpExchange, refusal: Refusal) => {
    const remote = exchange.request.socket.remoteAddress ?? "unknown"
    return Effect.zipRight(say(`refused: ${refusal.reason}`, { remote }), refuse(exchange, refusal))
  }

  // The port is in what the guard asks for, and only the listener knows it.
  const bound = { host: options.host, port: options.port, token: token.value }
  let guard = makeGuard(bound)
  // Suspended: what is thrown here breaks off one exchange, and not the server.
  const serve = (exchange: HttpExchange) =>
    Effect.suspend(() => {
      const refused = guard(exchange.request.headers)
      return Option.isSome(refused) ? turnAway(exchange, refused.value) : answer(exchange)
    }).pipe(Effect.catchAllCause((cause) => breakOff(exchange, cause)))

  const listener = yield* listen(options, serve)
  guard = makeGuard({ ...bound, port: listener.port })
  const ending = Effect.gen(function* () {
    yield* options.onClose
    yield* listener.close
    yield* Effect.all([handler.close, jobStreams.close], { discard: true })
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

const answering = (handler: HttpHandler, jobStreams: JobStreams) => (exchange: HttpExchange) => {
  const target = targetOf(exchange.request.url ?? "/")
  if (Option.isNone(target)) return refuse(exchange, noTarget)
  const { pathname, searchParams } = target.value
  if (pathname === "/mcp") return answerMcp(handler, exchange)
  const [, job] = /^\/jobs\/([^/]+)\/stream$/.exec(pathname) ?? []
  return job === undefined
    ? refuse(exchange, notFound)
    : jobStreams.answer(exchange, job, searchParams)
}

const targetOf = Option.liftThrowable((text: string) => new URL(text, "http://here"))

const noTarget = refusal(400, "the request's target is no path: the protocol is at /mcp")

const notFound = refusal(
  404,
  "nothing is here: the protocol is at /mcp, a job's output at /jobs/{id}/stream",
)

/** A client that goes is no news; anything else is ours to mend. */
const breakOff = ({ response }: HttpExchange, cause: Cause.Cause<{ readonly _tag: string }>) =>
  Effect.gen(function* () {
    const isGone = Option.exists(Cause.failureOption(cause), ({ _tag }) => _tag === "ClientGone")
    if (!isGone && !Cause.isInterruptedOnly(cause)) yield* Effect.logError("a request", cause)
    if (response.headersSent) response.destroy()
    else response.writeHead(500).end()
  })
