import { randomUUID } from "node:crypto"
import {
  isInitializeRequest,
  type Server,
  WebStandardStreamableHTTPServerTransport,
} from "@modelcontextprotocol/server"
import { Duration, Effect, Schedule, type Scope } from "effect"
import type { Bounded } from "./BoundedBody.ts"
import { inside } from "./inside.ts"

/** What is needed to serve clients of the eras that open with `initialize`. */
export interface SessionOptions {
  /** The protocol instance of a session; `isOver` tells that no abort is a cancellation any more. */
  readonly makeServer: (isOver: () => boolean) => Server
  readonly maxBodyBytes: number
  readonly onError: (error: Error) => void
  /** What becomes of a response to what was asked, before anybody reads it. */
  readonly answered: (response: Response, asked: unknown) => Response
  readonly bounded: Bounded
}

/** The sessions of a server. */
export interface HttpSessions {
  /** Serves a request; without `parsedBody` its own body is read. */
  readonly fetch: (request: Request, parsedBody?: unknown) => Promise<Response>
  /** Ends all of them, and with each its streams. */
  readonly endAll: () => void
}

/** Unused for so long, a session ends. */
const longestIdle = Duration.hours(1)

/** Beyond so many, the one that has been idle longest ends. */
const mostSessions = 1000

interface Session {
  readonly transport: WebStandardStreamableHTTPServerTransport
  readonly end: () => void
  isOver: boolean
  /** Requests and streams that go on. */
  open: number
  lastUse: number
}

/**
 * Clients of the older eras over HTTP: each has a session, and in it a protocol instance. A lost
 * connection cancels nothing, nor does the end of a session: that is only a client that goes.
 */
export const makeHttpSessions = (
  options: SessionOptions,
): Effect.Effect<HttpSessions, never, Scope.Scope> =>
  Effect.gen(function* () {
    const clock = yield* Effect.clock
    const shelf = makeShelf(() => clock.unsafeCurrentTimeMillis())
    yield* Effect.sync(shelf.endIdle).pipe(
      Effect.schedule(Schedule.spaced("1 minute")),
      Effect.forkScoped,
    )
    const serve = (session: Session, request: Request, parsedBody: unknown) => {
      session.open += 1
      shelf.touch(session)
      const done = () => {
        session.open -= 1
        shelf.touch(session)
      }
      const given = parsedBody === undefined ? {} : { parsedBody }
      return session.transport.handleRequest(request, given).then(
        (response) => {
          for (const id of cancelledBy(parsedBody)) session.transport.closeSSEStream(id)
          return options.bounded(options.answered(response, parsedBody), done)
        },
        (error: unknown) => {
          done()
          throw error
        },
      )
    }
    const begin = (request: Request, parsedBody: unknown) => {
      const session = makeSession(options, shelf)
      const opens = [parsedBody].flat().some((message) => isInitializeRequest(message))
      if (!opens) return serve(session, request, parsedBody).then(withWayOut)
      const server = options.makeServer(() => session.isOver)
      return server.connect(session.transport).then(() => serve(session, request, parsedBody))
    }
    return {
      endAll: shelf.endAll,
      fetch: (request, parsedBody) => {
        const id = request.headers.get("mcp-session-id")
        if (id === null) return begin(request, parsedBody)
        const session = shelf.get(id)
        return session === undefined
          ? Promise.resolve(noSuchSession())
          : serve(session, request, parsedBody)
      },
    }
  })

const makeSession = (options: SessionOptions, shelf: Shelf): Session => {
  const session: Session = {
    transport: new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      maxRequestBodySize: options.maxBodyBytes,
      onsessioninitialized: (id) => shelf.put(id, session),
      onsessionclosed: () => session.end(),
    }),
    isOver: false,
    open: 0,
    lastUse: 0,
    end: () => {
      session.isOver = true
      shelf.remove(session)
      session.transport.close().catch(() => undefined)
    },
  }
  session.transport.onerror = options.onError
  return session
}

type Shelf = ReturnType<typeof makeShelf>

const makeShelf = (now: () => number) => {
  // In the order of their last use, the oldest first.
  const sessions = new Map<string, Session>()
  const put = (id: string, session: Session) => {
    session.lastUse = now()
    sessions.delete(id)
    sessions.set(id, session)
  }
  const all = () => [...sessions.values()]
  const endMany = (chosen: ReadonlyArray<Session>) => {
    for (const session of chosen) session.end()
  }
  return {
    get: (id: string) => sessions.get(id),
    put: (id: string, session: Session) => {
      if (sessions.size >= mostSessions) {
        const idle = all().find(({ open }) => open === 0)
        endMany([idle ?? all()[0]].flatMap((one) => one ?? []))
      }
      put(id, session)
    },
    /** A session that has ended, or has not begun, stays away. */
    touch: (session: Session) => {
      const { sessionId = "" } = session.transport
      if (sessions.get(sessionId) === session) put(sessionId, session)
    },
    remove: ({ transport: { sessionId = "" } }: Session) => sessions.delete(sessionId),
    endIdle: () => {
      const before = now() - Duration.toMillis(longestIdle)
      endMany(all().filter(({ open, lastUse }) => open === 0 && lastUse <= before))
    },
    endAll: () => endMany(all()),
  }
}

/** A cancelled request has no answer, so the SDK would leave its stream open for good. */
const cancelledBy = (body: unknown): ReadonlyArray<string | number> =>
  [body].flat().flatMap((message) => {
    const { method, params } = Object(message)
    const id: unknown = method === "notifications/cancelled" ? Object(params).requestId : undefined
    return typeof id === "string" || typeof id === "number" ? [id] : []
  })

const noSuchSession = () =>
  refused(
    404,
    -32_001,
    "Session not found: it has ended, or never was. Send initialize without Mcp-Session-Id to begin another",
  )

/** Without a session there is only one fault of this status and code, and the SDK does not say what to do. */
const withWayOut = (response: Response): Response | Promise<Response> =>
  response.status === 400
    ? response
        .clone()
        .json()
        .then((said: unknown) =>
          inside(inside(said, "error"), "code") === -32_000 ? noSession() : response,
        )
    : response

const noSession = () =>
  refused(
    400,
    -32_000,
    "Server not initialized: send initialize first, and then the Mcp-Session-Id of its answer with every request",
  )

const refused = (status: number, code: number, message: string) =>
  Response.json({ jsonrpc: "2.0", error: { code, message }, id: null }, { status })
