import { createMcpHandler, isLegacyRequest } from "@modelcontextprotocol/server"
import { Effect, FiberSet, type Scope } from "effect"
import { makeSparseLog } from "../domain/SparseLog.ts"
import { makeBounded } from "./BoundedBody.ts"
import { firstUse } from "./FirstUse.ts"
import { makeHttpListening } from "./HttpListening.ts"
import { makeHttpSessions } from "./HttpSessions.ts"
import { ended, withLastWord } from "./LastWord.ts"
import { modernVersion } from "./PinnedVersion.ts"
import {
  type Definitions,
  makeProtocolServer,
  type RegistryRunner,
  type ServerWorld,
} from "./ProtocolServer.ts"
import { makeSubscriptions } from "./Subscriptions.ts"

/** One message may hold a whole program; a larger one than this is refused. */
export const maxBodyBytes = 64 * 1024 * 1024

/** What a handler of the protocol over HTTP needs. */
export interface HandlerOptions {
  readonly runner: RegistryRunner
  /** What clients are told of the tools and resources; asked for once they want to know. */
  readonly definitions: () => Definitions
  /** Run once, right after the first answer or before the first call. */
  readonly onFirstUse: Effect.Effect<void>
}

/** The protocol over HTTP, whoever listens. */
export interface HttpHandler {
  /** Serves a request of either era; without `parsedBody` its own body is read. Aborting it is the client going. */
  readonly fetch: (request: Request, parsedBody?: unknown) => Promise<Response>
  /** Ends all sessions, streams and listens; no call that goes on is thereby cancelled. */
  readonly close: Effect.Effect<void>
}

/**
 * Serves both protocol eras: the older ones with sessions, 2026-07-28 request by request. In that one a
 * client that closes its connection has cancelled; the end of this handler cancels nothing.
 */
export const makeHttpHandler = (
  options: HandlerOptions,
): Effect.Effect<HttpHandler, never, Scope.Scope> =>
  Effect.gen(function* () {
    const fork = yield* FiberSet.makeRuntime<never>()
    const say = yield* makeSparseLog
    let isClosing = false
    const onError = (error: Error) => fork(say("a request", { error: error.message }))
    const world = (isOver: () => boolean): ServerWorld => ({ ...common, isClosing: isOver })
    const common = {
      ...options,
      definitions: once(options.definitions),
      onFirstUse: firstUse(options.onFirstUse, fork),
      subscriptions: makeSubscriptions(options.runner),
    }
    const clock = yield* Effect.clock
    const bounded = makeBounded({
      now: () => clock.unsafeCurrentTimeMillis(),
      onTooSlow: () => fork(say("a client does not read its stream, which is given up")),
    })
    const answered = (response: Response, asked: unknown) =>
      withLastWord(response, asked, () => isClosing)

    const modernWorld = world(() => isClosing)
    const modern = createMcpHandler(() => makeProtocolServer(modernWorld, "modern"), {
      legacy: "reject",
      maxRequestBodySize: maxBodyBytes,
      onerror: onError,
    })
    const listening = makeHttpListening(
      {
        bus: modern.bus,
        fetch: (request, given) =>
          modern.fetch(request, given).then((response) => answered(response, given?.parsedBody)),
      },
      modernWorld,
      bounded,
    )
    const sessions = yield* makeHttpSessions({
      makeServer: (isOver) => makeProtocolServer(world(isOver), "legacy"),
      maxBodyBytes,
      onError,
      answered,
      bounded,
    })
    const close = Effect.suspend(() => {
      isClosing = true
      sessions.endAll()
      common.subscriptions.close()
      return Effect.promise(() => modern.close())
    })
    yield* Effect.addFinalizer(() => close)

    return {
      close,
      fetch: (request, parsedBody) => {
        if (isClosing) return Promise.resolve(ended(parsedBody))
        // What has no body has no claim but this one; the SDK would take it for an older client's.
        if (request.method !== "POST" && isModern(request)) return listening.fetch(request)
        return isLegacyRequest(request, parsedBody, { maxRequestBodySize: maxBodyBytes }).then(
          (isLegacy) => (isLegacy ? sessions : listening).fetch(request, parsedBody),
        )
      },
    }
  })

const isModern = ({ headers }: Request): boolean =>
  headers.get("mcp-protocol-version") === modernVersion

const once = <A>(make: () => A): (() => A) => {
  let made: { readonly value: A } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
