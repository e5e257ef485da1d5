import type { Server } from "@modelcontextprotocol/server"
import type { Effect, Exit } from "effect"
import type { ResourceDefinition } from "../tools/Resource.ts"
import type { ResourceRegistry } from "../tools/ResourceRegistry.ts"
import type { ToolDefinition } from "../tools/Tool.ts"
import type { ToolRegistry } from "../tools/ToolRegistry.ts"
import { answerCompletions } from "./CompletionRequests.ts"
import { cacheHints, instructions, serverInfo } from "./Presentation.ts"
import { makeRequestWork } from "./RequestWork.ts"
import { answerResources } from "./ResourceRequests.ts"
import { answerSubscriptions } from "./SubscriptionRequests.ts"
import type { Subscriptions } from "./Subscriptions.ts"
import { answerTasks } from "./TaskRequests.ts"
import { TaskServer } from "./TaskServer.ts"
import { tasksExtension } from "./TaskWire.ts"
import { answerTools } from "./ToolRequests.ts"

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

/** What clients learn before they use anything. */
export interface Definitions {
  readonly tools: ReadonlyArray<ToolDefinition>
  readonly resources: ReadonlyArray<ResourceDefinition>
}

/** What the protocol side needs to know of everything behind it. */
export interface ServerWorld {
  readonly runner: RegistryRunner
  /** Asked for once a client wants to know. */
  readonly definitions: () => Definitions
  /** True once the connection has closed: then an abort is no cancellation by the client. */
  readonly isClosing: () => boolean
  /** Called with the first answer, or before the first call: from then on the server may work. */
  readonly onFirstUse: () => void
  /** Of all protocol instances together, so that nothing is followed once for each. */
  readonly subscriptions: Subscriptions
}

/** `legacy`: revisions up to 2025-11-25, which open with `initialize`; `modern`: 2026-07-28. */
export type Era = "legacy" | "modern"

/** One protocol instance: for a connection, for a probe that comes before it, or for one HTTP request. */
export const makeProtocolServer = (world: ServerWorld, era: Era): Server => {
  const server = new TaskServer(serverInfo, {
    capabilities: {
      tools: {},
      resources: { subscribe: true, listChanged: true },
      completions: {},
      logging: {},
      ...(era === "modern" ? { extensions: { [tasksExtension]: {} } } : {}),
    },
    instructions,
    cacheHints,
  })
  const work = makeRequestWork(server, world, era)
  answerTools(server, world, work)
  // In the modern era whoever opens a listen hears of changes; who carries the connection sees to that.
  const onListed = era === "legacy" ? answerSubscriptions(server, world, work) : () => undefined
  answerResources(server, world, work, onListed)
  answerCompletions(server, world, work)
  if (era === "modern") answerTasks(server, work)
  return server
}
