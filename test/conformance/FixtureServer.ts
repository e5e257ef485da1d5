import { Clock, Duration, Effect, Option, Redacted, Runtime, type Scope } from "effect"
import { answerMcp } from "../../src/http/answerMcp.ts"
import { makeGuard } from "../../src/http/Guards.ts"
import { refuse } from "../../src/http/HttpExchange.ts"
import { listen } from "../../src/http/Listener.ts"
import { makeHttpHandler } from "../../src/mcp/HttpHandler.ts"
import type { Registries } from "../../src/mcp/ProtocolServer.ts"
import { UnknownTool } from "../../src/tools/ToolRegistry.ts"
import { fixtureResources, fixtureTemplates } from "./FixtureResources.ts"
import { makeFixtureTasks } from "./FixtureTasks.ts"
import { fixtureTools } from "./FixtureTools.ts"

/** The token of a fixture server, of which the suite knows nothing. */
export const fixtureToken = "a-token-for-the-conformance-suite"

/**
 * Our protocol over our HTTP, with what the suite asks for behind it; gives its URL. What waits, waits a
 * tenth of its time.
 */
export const serveFixtures = (
  spoiled: Partial<Registries> = {},
): Effect.Effect<string, unknown, Scope.Scope> =>
  Effect.gen(function* () {
    const tasks = yield* makeFixtureTasks
    const tools = fixtureTools(tasks)
    const registries: Registries = {
      tools: {
        ...tasks,
        call: (name, given, call) => {
          const found = tools.find(({ definition }) => definition.name === name)
          return found === undefined ? new UnknownTool({ name }) : found.run(Object(given), call)
        },
      },
      resources: fixtureResources,
      ...spoiled,
    }
    const run = Runtime.runPromiseExit(yield* Effect.runtime<never>())
    const handler = yield* makeHttpHandler({
      runner: { run: (use, options) => run(Effect.withClock(use(registries), hasty), options) },
      definitions: () => ({
        tools: tools.map(({ definition }) => definition),
        resources: fixtureTemplates,
      }),
      onFirstUse: Effect.void,
    })
    const bound = { host: "127.0.0.1", port: 0, token: Redacted.make(fixtureToken) }
    let guard = makeGuard(bound)
    const { port } = yield* listen(bound, (exchange) => {
      const refused = guard(exchange.request.headers)
      const answer = Option.isSome(refused)
        ? refuse(exchange, refused.value)
        : answerMcp(handler, exchange)
      return Effect.ignore(answer)
    })
    guard = makeGuard({ ...bound, port })
    return `http://127.0.0.1:${port}/mcp`
  })

const usual = Clock.make()

const hasty: Clock.Clock = {
  [Clock.ClockTypeId]: Clock.ClockTypeId,
  unsafeCurrentTimeMillis: () => usual.unsafeCurrentTimeMillis(),
  unsafeCurrentTimeNanos: () => usual.unsafeCurrentTimeNanos(),
  currentTimeMillis: usual.currentTimeMillis,
  currentTimeNanos: usual.currentTimeNanos,
  sleep: (duration) => usual.sleep(Duration.times(duration, 0.1)),
}
