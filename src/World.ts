import { layer as fileSystemLayer } from "@effect/platform-node/NodeFileSystem"
import { layer as pathLayer } from "@effect/platform-node/NodePath"
import { Effect, Layer, ManagedRuntime } from "effect"
import { groundLayer, serverLayer } from "./AppLayer.ts"
import type { LogBuffer } from "./AppLogger.ts"
import { Shutdown } from "./domain/Shutdown.ts"
import { version } from "./domain/version.ts"
import { Environments } from "./environment/Environments.ts"
import { JobRegistry } from "./jobs/JobRegistry.ts"
import { ThisServer } from "./jobs/ThisServer.ts"
import { complainAboutLevel, logFileLayer } from "./LogFile.ts"
import { nodeHostLayer } from "./NodeHost.ts"
import { LocalFileSystem } from "./processes/LocalFileSystem.ts"
import { ProcessRunner } from "./processes/ProcessRunner.ts"
import { ResourceRegistry } from "./tools/ResourceRegistry.ts"
import { ToolRegistry } from "./tools/ToolRegistry.ts"

/** What the world is made from: all of it belongs to the program that serves it. */
export interface WorldOptions {
  readonly process: NodeJS.Process
  readonly shutdown: Shutdown["Type"]
  readonly logBuffer: LogBuffer
  readonly logging: Layer.Layer<never>
}

/** Everything behind the protocol. It is built when something of it is first asked for. */
export const makeWorld = ({ process, shutdown, logBuffer, logging }: WorldOptions) => {
  const files = LocalFileSystem.layer.pipe(Layer.provide(fileSystemLayer))
  const ground = Layer.mergeAll(
    files,
    pathLayer,
    nodeHostLayer(process),
    Layer.succeed(Shutdown, shutdown),
    logging,
  )
  // The log file lies beneath all that ends with a line in it.
  return ManagedRuntime.make(
    serverLayer.pipe(
      Layer.provide(logFileLayer(logBuffer)),
      Layer.provideMerge(groundLayer),
      Layer.provideMerge(ground),
    ),
  )
}

/** What the protocol is a face of. */
export const registries = Effect.all({ tools: ToolRegistry, resources: ResourceRegistry })

/** What every server does once it is really used: finish what dead ones left, look for interpreters. */
export const settleIn = Effect.gen(function* () {
  const { owner } = yield* ThisServer
  yield* complainAboutLevel
  const who = { version, server: owner.server.id, pid: owner.server.pid }
  yield* Effect.annotateLogs(Effect.logInfo("the server works"), who)
  const { recover } = yield* JobRegistry
  const { warmUp } = yield* Environments
  // The first run is not to wait for its supervisor either.
  const { helper } = yield* ProcessRunner
  yield* Effect.all([helper, Effect.zipRight(Effect.ignoreLogged(recover), warmUp)], {
    concurrency: "unbounded",
    discard: true,
  })
})
