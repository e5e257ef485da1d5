import type { LoggingLevel, Server, ServerContext } from "@modelcontextprotocol/server"
import {
  Array as Arr,
  Effect,
  FiberRef,
  HashMap,
  HashSet,
  Inspectable,
  Logger,
  type LogLevel,
} from "effect"
import type { Era } from "./ProtocolServer.ts"

/** Does some work for a request: what is logged meanwhile, its client may hear of, too. */
export type RequestLog = <A, E>(
  context: ServerContext,
  work: Effect.Effect<A, E>,
) => Effect.Effect<A, E>

/**
 * Answers logging/setLevel, and lets log lines into the requests' own channels. In the revision of
 * 2026-07-28 each request says what it wants to hear, which the SDK sees to; before, the connection does.
 * The level of the setting comes first in both: what it leaves out is not made at all.
 */
export const answerLogging = (server: Server, era: Era): RequestLog => {
  let least: LoggingLevel = unasked
  server.setRequestHandler("logging/setLevel", ({ params }) => {
    least = params.level
    return {}
  })
  const isWanted = (level: LoggingLevel) =>
    era === "modern" || severities.indexOf(level) >= severities.indexOf(least)
  return (context, work) =>
    Effect.acquireUseRelease(
      Effect.sync(() => openChannel(context, isWanted)),
      ({ logger }) => Effect.locallyWith(work, FiberRef.currentLoggers, HashSet.add(logger)),
      ({ close }) => Effect.sync(close),
    )
}

/** Nobody has asked for the course of things; that something is wrong is said all the same. */
const unasked: LoggingLevel = "warning"

const severities: ReadonlyArray<LoggingLevel> = [
  "debug",
  "info",
  "notice",
  "warning",
  "error",
  "critical",
  "alert",
  "emergency",
]

/** So many lines of one request are enough; all of them are in the server's own log. */
const mostLines = 100

const longestText = 2000

/**
 * Work that a request has begun may outlive it, and its fibers bring this logger along: once the request
 * is answered or cancelled, nothing passes, and nothing of the request is held any more.
 */
const openChannel = (context: ServerContext, isWanted: (level: LoggingLevel) => boolean) => {
  let request: ServerContext["mcpReq"] | undefined = context.mcpReq
  let lines = 0
  const logger = Logger.make<unknown, void>(({ logLevel, message, annotations }) => {
    const level = levelOf(logLevel)
    if (request === undefined || request.signal.aborted || !isWanted(level)) return
    lines += 1
    if (lines > mostLines) return
    const more = lines === mostLines ? { more: "in the server's own log" } : {}
    const data = { message: textOf(message), ...fieldsOf(annotations), ...more }
    request.log(level, data, "python-executor-mcp").catch(() => undefined)
  })
  const close = () => {
    request = undefined
  }
  return { logger, close }
}

const levelOf = ({ _tag }: LogLevel.LogLevel): LoggingLevel => levels[_tag]

const levels = {
  All: "debug",
  Trace: "debug",
  Debug: "debug",
  Info: "info",
  Warning: "warning",
  Error: "error",
  Fatal: "critical",
  None: "debug",
} as const satisfies Record<LogLevel.LogLevel["_tag"], LoggingLevel>

/** A cause is none of these: it tells of the server's insides, and stays in its own log. */
const textOf = (message: unknown): string =>
  Arr.ensure(message).map(readable).join(": ").slice(0, longestText)

const fieldsOf = (annotations: HashMap.HashMap<string, unknown>) =>
  Object.fromEntries(
    HashMap.toEntries(annotations).map(([name, value]) => [
      name,
      typeof value === "number" || typeof value === "boolean" ? value : readable(value),
    ]),
  )

const readable = (value: unknown): string =>
  Inspectable.toStringUnknown(value, 0).slice(0, longestText)
