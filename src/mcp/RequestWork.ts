import type { Server, ServerContext } from "@modelcontextprotocol/server"
import { Effect, type Exit } from "effect"
import { answerLogging } from "./Logging.ts"
import type { Era, Registries, ServerWorld } from "./ProtocolServer.ts"

/** Does what a request asks for: it ends with its request, and what it logs is told to its client. */
export type RequestWork = <A, E>(
  context: ServerContext,
  use: (registries: Registries) => Effect.Effect<A, E>,
) => Promise<Exit.Exit<A, E>>

/** The one way of a request to the registries, and the one place where it is cancelled. */
export const makeRequestWork = (server: Server, world: ServerWorld, era: Era): RequestWork => {
  const logged = answerLogging(server, era)
  return (context, use) => {
    world.onFirstUse()
    const signal = cancellation(context, world.isClosing)
    return world.runner.run(
      (registries) =>
        Effect.onInterrupt(logged(context, use(registries)), () => noted(context, signal)),
      { signal },
    )
  }
}

/**
 * The SDK aborts one and the same signal for a cancelled request and for a closed connection; only the
 * first is a cancellation. To neither is there an answer: the SDK sends none in any era.
 */
const cancellation = ({ mcpReq }: ServerContext, isClosing: () => boolean): AbortSignal => {
  const cancelled = new AbortController()
  const cancel = () => {
    if (!isClosing()) cancelled.abort()
  }
  if (mcpReq.signal.aborted) cancel()
  else mcpReq.signal.addEventListener("abort", cancel, { once: true })
  return cancelled.signal
}

/** Why somebody gave up is worth a line: the specification wants it kept for whoever looks for a fault. */
const noted = ({ mcpReq: { id, method, signal } }: ServerContext, cancelled: AbortSignal) =>
  Effect.logInfo("a request is cancelled").pipe(
    Effect.annotateLogs({ request: id, method, reason: reasonOf(signal) }),
    Effect.when(() => cancelled.aborted),
  )

const reasonOf = ({ reason }: AbortSignal): string =>
  typeof reason === "string" ? reason.slice(0, 200) : "none given"
