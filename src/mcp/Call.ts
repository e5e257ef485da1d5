import type { ServerContext } from "@modelcontextprotocol/server"
import { Clock, Effect, Ref } from "effect"
import type { ToolCall } from "../tools/ToolCall.ts"
import type { Registries } from "./ProtocolServer.ts"

/**
 * The first word to a waiting client comes after so long, the next ones as often. 1.5 s are promised:
 * the rest is for the world, which the first call loads, and for a busy machine.
 */
const firstWord = "750 millis"
const betweenWords = "3 seconds"

/** A tool call; a client that has given a token for it hears how it goes on until it is answered. */
export const call = (
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

/**
 * The value is the elapsed seconds: always increasing, whatever is done to the clock on the wall, and
 * without a total that nobody knows. A client that has given up hears no more.
 */
const reporter = (progressToken: string | number, { mcpReq }: ServerContext) =>
  Effect.map(Clock.currentTimeNanos, (start) => (message: string) => {
    const report = Effect.flatMap(Clock.currentTimeNanos, (now) => {
      const progress = Math.round(Number(now - start) / 1e6) / 1000
      const params = { progressToken, progress, message }
      return Effect.tryPromise(() => mcpReq.notify({ method: "notifications/progress", params }))
    })
    return Effect.ignore(Effect.unless(report, () => mcpReq.signal.aborted))
  })
