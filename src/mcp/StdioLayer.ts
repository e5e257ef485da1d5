import { Effect, Layer, Runtime } from "effect"
import { Shutdown } from "../domain/Shutdown.ts"
import { catalog } from "../tools/catalog.ts"
import { ResourceRegistry, resources } from "../tools/ResourceRegistry.ts"
import { ToolRegistry } from "../tools/ToolRegistry.ts"
import type { RegistryRunner } from "./ProtocolServer.ts"
import { serve } from "./StdioServer.ts"

/** Serves as long as its scope is open: for programs that bring the registries as layers. */
export const layer: Layer.Layer<never, never, ToolRegistry | ResourceRegistry | Shutdown> =
  Layer.scopedDiscard(
    Effect.gen(function* () {
      const registries = { tools: yield* ToolRegistry, resources: yield* ResourceRegistry }
      const shutdown = yield* Shutdown
      const run = Runtime.runPromiseExit(yield* Effect.runtime<never>())
      const runner: RegistryRunner = { run: (use, options) => run(use(registries), options) }
      const connection = serve({
        runner,
        definitions,
        onFirstUse: Effect.void,
        onClose: shutdown.begin,
      })
      yield* Effect.forkScoped(connection)
      // The last to be added is the first to run: before any call is interrupted.
      yield* Effect.addFinalizer(() => shutdown.begin)
    }),
  )

/**
 * What clients are told, made of the catalogue itself.
 *
 * @public The build asks for it, by way of what it has compiled.
 */
export const definitions = () => ({
  tools: catalog.map((tool) => tool.definition()),
  resources: resources.map(({ definition }) => definition),
})
