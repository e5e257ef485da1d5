import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { Effect, FiberId, FiberSet, type Scope } from "effect"
import { CannotListen } from "./HttpErrors.ts"
import type { HttpExchange } from "./HttpExchange.ts"

/** Where to listen. */
export interface Place {
  readonly host: string
  /** 0: any free one. */
  readonly port: number
}

/** A server that listens. */
export interface Listener {
  readonly port: number
  /** Takes no more connections; those that are open go on. */
  readonly close: Effect.Effect<void>
  /** Completes when no exchange goes on. */
  readonly idle: Effect.Effect<void>
}

/**
 * Whoever does not send his request in time goes; answers may take as long as they like. 64 MiB come
 * through a slow network in two minutes.
 */
const limits = {
  headersTimeout: 15_000,
  requestTimeout: 120_000,
  keepAliveTimeout: 60_000,
  connectionsCheckingInterval: 5_000,
  maxHeaderSize: 16 * 1024,
}

/**
 * Serves every request by a fiber of its own, which is interrupted when its client goes. With its scope
 * the listener closes, and all connections with it.
 */
export const listen = <R>(
  place: Place,
  serve: (exchange: HttpExchange) => Effect.Effect<void, never, R>,
): Effect.Effect<Listener, CannotListen, R | Scope.Scope> =>
  Effect.gen(function* () {
    const server = yield* Effect.acquireRelease(
      Effect.sync(() => createServer(limits)),
      (made) => Effect.sync(() => made.closeAllConnections()),
    )
    const fibers = yield* FiberSet.make<void>()
    const fork = yield* FiberSet.runtime(fibers)<R>()
    server.on("request", (request: IncomingMessage, response: ServerResponse) => {
      const gone = new AbortController()
      const fiber = fork(serve({ request, response, signal: gone.signal }))
      response.once("close", () => {
        if (!response.writableFinished) gone.abort()
        fiber.unsafeInterruptAsFork(FiberId.none)
      })
    })
    const close = Effect.sync(() => void server.close())
    yield* Effect.addFinalizer(() => close)
    const address = yield* Effect.async<AddressInfo | string | null, CannotListen>((resume) => {
      server.once("error", (error: NodeJS.ErrnoException) =>
        resume(new CannotListen({ ...place, code: error.code ?? error.message })),
      )
      server.listen(place, () => resume(Effect.succeed(server.address())))
    })
    const { port } = typeof address === "object" && address !== null ? address : place
    return { port, close, idle: FiberSet.awaitEmpty(fibers) }
  })
