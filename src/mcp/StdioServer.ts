import { StdioServerTransport, serveStdio } from "@modelcontextprotocol/server/stdio"
import { Effect, Layer, Runtime } from "effect"
import { Shutdown } from "../domain/Shutdown.ts"
import { catalog } from "../tools/catalog.ts"
import type { ResourceRegistry } from "../tools/ResourceRegistry.ts"
import { resources } from "../tools/ResourceRegistry.ts"
import type { ToolDefinition } from "../tools/Tool.ts"
import type { ToolRegistry } from "../tools/ToolRegistry.ts"
import { makeProtocolServer, type RegistryRunner } from "./ProtocolServer.ts"

/** One message may hold a whole program; a larger one than this ends the connection. */
const maxMessageBytes = 64 * 1024 * 1024

/** How a connection over stdin and stdout is served. */
export interface StdioOptions {
  readonly runner: RegistryRunner
  /** The catalogue, if it was generated before; else it is made when it is first asked for. */
  readonly definitions?: () => ReadonlyArray<ToolDefinition> | undefined
  /** Run once, right after the first answer or before the first call. */
  readonly onFirstUse: Effect.Effect<void>
  /** Run as soon as the connection has closed, before anything is interrupted. */
  readonly onClose: Effect.Effect<void>
}

/** Serves both protocol eras on stdin and stdout; completes when the connection has closed. */
export const serve = (options: StdioOptions): Effect.Effect<void> =>
  Effect.flatMap(Effect.runtime<never>(), (runtime) =>
    Effect.async<void>((resume) => {
      let closing = false
      let used = false
      const transport = new StdioServerTransport(undefined, undefined, {
        maxBufferSize: maxMessageBytes,
      })
      const fork = Runtime.runFork(runtime)
      const handle = serveStdio(
        () =>
          makeProtocolServer({
            runner: options.runner,
            tools: () => options.definitions?.() ?? catalog.map((tool) => tool.definition()),
            resources: resources.map(({ definition }) => definition),
            isClosing: () => closing,
            onFirstUse: () => {
              if (!used) fork(Effect.delay(options.onFirstUse, "20 millis"))
              used = true
            },
          }),
        {
          transport,
          onerror: (error) => fork(Effect.logWarning("the connection", error.message)),
        },
      )
      // The SDK's own listener aborts all calls: what that means must be known before.
      const closed = transport.onclose
      transport.onclose = () => {
        closing = true
        Runtime.runSync(runtime)(options.onClose)
        closed?.()
        resume(Effect.void)
      }
      return Effect.ignore(Effect.tryPromise(() => handle.close()))
    }),
  )

/** Serves as long as its scope is open: for programs that bring the registries as layers. */
export const layer: Layer.Layer<never, never, ToolRegistry | ResourceRegistry | Shutdown> =
  Layer.scopedDiscard(
    Effect.gen(function* () {
      const runtime = yield* Effect.runtime<ToolRegistry | ResourceRegistry>()
      const shutdown = yield* Shutdown
      const runner: RegistryRunner = { runPromiseExit: Runtime.runPromiseExit(runtime) }
      yield* Effect.addFinalizer(() => shutdown.begin)
      yield* Effect.forkScoped(serve({ runner, onFirstUse: Effect.void, onClose: shutdown.begin }))
    }),
  )
