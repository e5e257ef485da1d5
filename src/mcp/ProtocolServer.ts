import {
  ProtocolError,
  ProtocolErrorCode,
  ResourceNotFoundError,
  Server,
  type ServerContext,
} from "@modelcontextprotocol/server"
import { type Effect, Exit } from "effect"
import { sentenceOf } from "../domain/CauseSentence.ts"
import { version } from "../domain/version.ts"
import type { ResourceDefinition } from "../tools/Resource.ts"
import type { ResourceRegistry } from "../tools/ResourceRegistry.ts"
import type { ToolDefinition } from "../tools/Tool.ts"
import type { ToolRegistry } from "../tools/ToolRegistry.ts"
import { answering } from "./Call.ts"
import { instructions } from "./instructions.ts"

/** Everything that the protocol is a face of. */
export interface Registries {
  readonly tools: ToolRegistry["Type"]
  readonly resources: ResourceRegistry["Type"]
}

/**
 * Runs effects with the registries: the SDK calls back, so somebody must. They may be made by the first
 * call only, so nothing here imports more of them than their types.
 */
export interface RegistryRunner {
  readonly run: <A, E>(
    use: (registries: Registries) => Effect.Effect<A, E>,
    options?: { readonly signal?: AbortSignal },
  ) => Promise<Exit.Exit<A, E>>
}

/** What the protocol side needs to know of everything behind it. */
export interface ServerWorld {
  readonly runner: RegistryRunner
  readonly tools: () => ReadonlyArray<ToolDefinition>
  readonly resources: () => ReadonlyArray<ResourceDefinition>
  /** True once the connection has closed: then an abort is no cancellation by the client. */
  readonly isClosing: () => boolean
  /** Called with the first answer, or before the first call: from then on the server may work. */
  readonly onFirstUse: () => void
}

/** One protocol instance; the SDK makes one per connection, and another for a probe that comes first. */
export const makeProtocolServer = (world: ServerWorld): Server => {
  const server = new Server(
    { name: "python-executor-mcp", title: "Python executor", version },
    { capabilities: { tools: {}, resources: {} }, instructions },
  )
  server.setRequestHandler("tools/list", () => {
    world.onFirstUse()
    return { tools: world.tools().map(listed) }
  })
  server.setRequestHandler("tools/call", (request, context) =>
    callTool(world, request.params.name, request.params.arguments, context),
  )
  server.setRequestHandler("resources/list", () => ({ resources: [] }))
  server.setRequestHandler("resources/templates/list", () => ({
    resourceTemplates: [...world.resources()],
  }))
  server.setRequestHandler("resources/read", (request) => readResource(world, request.params.uri))
  return server
}

/** The wire's own shape: the SDK's types ask for the literal "object". */
const listed = (tool: ToolDefinition) => ({
  ...tool,
  annotations: { ...tool.annotations },
  inputSchema: { ...tool.inputSchema, type: "object" as const },
  outputSchema: { ...tool.outputSchema, type: "object" as const },
})

const callTool = (world: ServerWorld, name: string, given: unknown, context: ServerContext) => {
  world.onFirstUse()
  const { use, signal } = answering(name, given, context, world.isClosing)
  return world.runner.run(use, { signal }).then(
    Exit.match({
      onSuccess: (result) => ({ ...result, content: [...result.content] }),
      onFailure: (cause) => {
        throw new ProtocolError(ProtocolErrorCode.InvalidParams, sentenceOf(cause))
      },
    }),
  )
}

const readResource = (world: ServerWorld, uri: string) => {
  world.onFirstUse()
  return world.runner
    .run(({ resources }) => resources.read(uri))
    .then(
      Exit.match({
        onSuccess: (content) => ({ contents: [{ uri, ...content }] }),
        onFailure: (cause) => {
          throw new ResourceNotFoundError(uri, sentenceOf(cause))
        },
      }),
    )
}
