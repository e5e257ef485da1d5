#!/usr/bin/env node
import { layer as fileSystemLayer } from "@effect/platform-node/NodeFileSystem"
import { layer as pathLayer } from "@effect/platform-node/NodePath"
import { runMain } from "@effect/platform-node/NodeRuntime"
import { Effect, Exit, Layer, ManagedRuntime } from "effect"
import { appLayer } from "./AppLayer.ts"
import { complainAboutLevel, LogBuffer, logFileLayer, loggerLayer } from "./AppLogger.ts"
import { Shutdown } from "./domain/Shutdown.ts"
import { version } from "./domain/version.ts"
import { Environments } from "./environment/Environments.ts"
import { JobRegistry } from "./jobs/JobRegistry.ts"
import { ThisServer } from "./jobs/ThisServer.ts"
import { serve } from "./mcp/StdioServer.ts"
import { nodeHostLayer } from "./NodeHost.ts"
import { LocalFileSystem } from "./processes/LocalFileSystem.ts"
import type { ToolDefinition } from "./tools/Tool.ts"

/** The catalogue as JSON, generated at build; the bundler puts it here. */
declare const __TOOL_DEFINITIONS__: string | undefined

const builtDefinitions = (): ReadonlyArray<ToolDefinition> | undefined =>
  typeof __TOOL_DEFINITIONS__ === "undefined" ? undefined : JSON.parse(__TOOL_DEFINITIONS__)

/** Set by the launcher when it wants to keep V8's code cache of what starting took. */
const keepCodeCache: unknown = Reflect.get(globalThis, Symbol.for("python-executor-mcp/used"))

const hostLayer = nodeHostLayer(process)

const filesLayer = LocalFileSystem.layer.pipe(Layer.provide(fileSystemLayer))

const logBuffer = new LogBuffer()
// Read here and not by Config: the level must hold before anything is decoded.
const { PYTHON_MCP_LOG_LEVEL: logLevel } = process.env
const logging = Layer.merge(loggerLayer(logBuffer, logLevel), Layer.setTracerEnabled(false))

/** Built by the first call: a server that is only probed starts no child and writes nothing. */
const worldLayer = logFileLayer(logBuffer).pipe(
  Layer.provideMerge(appLayer),
  Layer.provideMerge(Layer.mergeAll(filesLayer, pathLayer, hostLayer, logging)),
)

/** What every server does once it is really used: finish what dead ones left, look for interpreters. */
const settleIn = Effect.gen(function* () {
  const { owner } = yield* ThisServer
  if (typeof keepCodeCache === "function") keepCodeCache()
  yield* complainAboutLevel
  const who = { version, server: owner.server.id, pid: process.pid }
  yield* Effect.annotateLogs(Effect.logInfo("the server works"), who)
  yield* Effect.ignoreLogged((yield* JobRegistry).recover)
  yield* (yield* Environments).warmUp
})

const program = Effect.gen(function* () {
  const shutdown = yield* Shutdown
  const runtime = yield* Effect.acquireRelease(
    Effect.sync(() =>
      ManagedRuntime.make(Layer.provide(worldLayer, Layer.succeed(Shutdown, shutdown))),
    ),
    (runtime) =>
      shutdown.begin.pipe(
        Effect.zipRight(Effect.logInfo("the server ends")),
        Effect.zipRight(runtime.disposeEffect),
      ),
  )
  yield* serve({
    runner: runtime,
    definitions: builtDefinitions,
    onFirstUse: Effect.ignoreLogged(
      Effect.flatMap(runtime.runtimeEffect, (world) => Effect.provide(settleIn, world)),
    ),
    onClose: shutdown.begin,
  })
}).pipe(
  Effect.scoped,
  Effect.tapErrorCause(Effect.logError),
  // @effect-diagnostics-next-line strictEffectProvide:off -- this is the entry point
  Effect.provide(Layer.merge(Shutdown.layer, logging)),
)

// A terminal that closes is no different from a client that asks us to end.
process.on("SIGHUP", () => process.kill(process.pid, "SIGTERM"))

runMain(program, {
  disablePrettyLogger: true,
  disableErrorReporting: true,
  // A waiting call may hold timers: nobody is there any more to hear its answer.
  teardown: (exit) => process.exit(Exit.isSuccess(exit) ? 0 : exitCode(exit)),
})

function exitCode(exit: Exit.Failure<unknown, unknown>): number {
  return exit.cause._tag === "Interrupt" ? 0 : 1
}
