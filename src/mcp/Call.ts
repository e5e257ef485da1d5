import type { ServerContext } from "@modelcontextprotocol/server"
import { Clock, Effect, Ref } from "effect"
import type { ToolCall } from "../tools/ToolCall.ts"
import type { UnknownTool } from "../tools/ToolRegistry.ts"
import type { ToolResult } from "../tools/ToolResult.ts"
import type { Registries } from "./ProtocolServer.ts"

/** The first word to a waiting client comes after so long, the next ones as often. */
const firstWord = "1 second"
const betweenWords = "3 seconds"

/**
 * A tool call as an effect, and the signal that cancels it. The SDK aborts one and the same signal for
 * a cancelled request and for a closed connection; only the first is a cancellation.
 */
export const answering = (
  name: string,
  given: unknown,
  context: ServerContext,
  isClosing: () => boolean,
): {
  readonly use: (registries: Registries) => Effect.Effect<ToolResult, UnknownTool>
  readonly signal: AbortSignal
} => {
  const cancelled = new AbortController()
  const { signal } = context.mcpReq
  const cancel = () => {
    if (!isClosing()) cancelled.abort()
  }
  if (signal.aborted) cancel()
  else signal.addEventListener("abort", cancel, { once: true })
  return { use: ({ tools }) => call(tools, name, given, context), signal: cancelled.signal }
}

const call = (
  registry: Registries["tools"],
  name: string,
  given: unknown,
  context: ServerContext,
) =>
  Effect.gen(function* () {
    const words = yield* Ref.make(Effect.succeed("running"))
    const toolCall: ToolCall["Type"] = { showing: (effect) => Ref.set(words, effect) }
    const answer = registry.call(name, given, toolCall)
    const token = context.mcpReq._meta?.progressToken
    if (token === undefined) return yield* answer
    const report = yield* reporter(token, context)
    const telling = Ref.get(words).pipe(Effect.flatten, Effect.flatMap(report))
    yield* Effect.forkScoped(keepTelling(telling))
    return yield* answer
  }).pipe(Effect.scoped)

const keepTelling = (telling: Effect.Effect<void>) =>
  Effect.delay(telling, firstWord).pipe(
    Effect.zipRight(Effect.forever(Effect.delay(telling, betweenWords))),
  )

/** The value is the elapsed seconds: always increasing, without a total that nobody knows. */
const reporter = (progressToken: string | number, context: ServerContext) =>
  Effect.map(
    Clock.currentTimeMillis,
    (start) => (message: string) =>
      Effect.gen(function* () {
        const progress = ((yield* Clock.currentTimeMillis) - start) / 1000
        const params = { progressToken, progress, message }
        const sent = Effect.tryPromise(() =>
          context.mcpReq.notify({ method: "notifications/progress", params }),
        )
        yield* Effect.ignore(sent)
      }),
  )
