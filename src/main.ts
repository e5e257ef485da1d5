#!/usr/bin/env node
import { runMain } from "@effect/platform-node/NodeRuntime"
import { Cause, Effect, Exit, Layer, Option, Ref, Runtime } from "effect"
import { LogBuffer, loggerLayer } from "./AppLogger.ts"
import { type Front, readCommandLine } from "./CommandLine.ts"
import { Shutdown } from "./domain/Shutdown.ts"
import type { Definitions, RegistryRunner } from "./mcp/ProtocolServer.ts"
import { serve } from "./mcp/StdioServer.ts"

/** What clients are told of tools and resources, as JSON, generated at build; the bundler puts it here. */
declare const __DEFINITIONS__: string

let parsed: Definitions | undefined
const definitions = (): Definitions => {
  const known: Definitions = parsed ?? JSON.parse(__DEFINITIONS__)
  parsed = known
  return known
}

/** Set by the launcher when it wants to keep V8's code cache of what starting took. */
const keepCodeCache: unknown = Reflect.get(globalThis, Symbol.for("python-executor-mcp/used"))

const logBuffer = new LogBuffer()
// Read here and not by Config: the level must hold before anything is decoded.
const { PYTHON_MCP_LOG_LEVEL: logLevel } = process.env
const logging = Layer.merge(loggerLayer(logBuffer, logLevel), Layer.setTracerEnabled(false))

/**
 * The world behind the protocol is loaded by the first use of it: a client that only asks what there is
 * has its answer before, and a server that is only probed starts no child and writes nothing.
 */
const makeLoader = Effect.gen(function* () {
  const shutdown = yield* Shutdown
  const isLoaded = yield* Ref.make(false)
  const load = yield* Effect.cached(
    Effect.uninterruptible(
      Effect.gen(function* () {
        const { makeWorld, registries, settleIn } = yield* Effect.promise(
          () => import("./World.ts"),
        )
        yield* Ref.set(isLoaded, true)
        const world = makeWorld({ process, shutdown, logBuffer, logging })
        const runtime = yield* world.runtimeEffect
        // Each call runs on the world's own runtime: to provide that anew costs more than a small call.
        const run = Runtime.runPromiseExit(runtime)
        const found = yield* Effect.provide(registries, runtime)
        return { world, runtime, registries: found, run, settleIn }
      }),
    ),
  )
  const unload = Effect.whenEffect(
    Effect.flatMap(load, ({ world }) => world.disposeEffect),
    Ref.get(isLoaded),
  )
  return { load, unload }
})

const server = Effect.fnUntraced(function* (front: Front) {
  const shutdown = yield* Shutdown
  const { load, unload } = yield* makeLoader
  const loading = Runtime.runPromiseExit(yield* Effect.runtime<never>())
  const runner: RegistryRunner = {
    run: (use, options) =>
      loading(load).then((loaded) =>
        Exit.isFailure(loaded)
          ? Exit.failCause(loaded.cause)
          : loaded.value.run(use(loaded.value.registries), options),
      ),
  }
  const settle = Effect.flatMap(load, ({ runtime, settleIn }) => Effect.provide(settleIn, runtime))
  const kept = Effect.sync(() => typeof keepCodeCache === "function" && keepCodeCache())
  yield* Effect.addFinalizer(() =>
    Effect.all([shutdown.begin, Effect.logInfo("the server ends"), unload], { discard: true }),
  )
  const options = {
    runner,
    definitions,
    onFirstUse: Effect.ignoreLogged(Effect.zipRight(settle, kept)),
    onClose: shutdown.begin,
  }
  if (front._tag === "Stdio") return yield* serve(options)
  const { serveHttp } = yield* Effect.promise(() => import("./http/HttpServer.ts"))
  const { world } = yield* load
  const onListening = (url: string) => Effect.sync(() => void process.stdout.write(`${url}\n`))
  return yield* Effect.provide(serveHttp({ ...options, ...front, onListening }), world)
}, Effect.scoped)

const program = (front: Front) =>
  server(front).pipe(
    Effect.tapErrorCause(explain),
    // @effect-diagnostics-next-line strictEffectProvide:off -- this is the entry point
    Effect.provide(Layer.merge(Shutdown.layer, logging)),
  )

// A terminal that closes is no different from a client that asks us to end.
process.on("SIGHUP", () => process.kill(process.pid, "SIGTERM"))

// A client that dies takes the other ends of our pipes with it: what is said then is lost, and that is
// no reason to break off the ending of its jobs.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined)

const command = readCommandLine(process.argv.slice(2))
if (command._tag === "Show") process.stdout.write(`${command.text}\n`)
else if (command._tag === "Wrong") {
  process.exitCode = 2
  process.stderr.write(`${command.message}\n`)
} else {
  runMain(program(command), {
    disablePrettyLogger: true,
    disableErrorReporting: true,
    // A waiting call may hold timers: nobody is there any more to hear its answer.
    teardown: (exit) => process.exit(Exit.isSuccess(exit) ? 0 : exitCode(exit)),
  })
}

/** What we know how to put into words needs no trace. */
function explain(cause: Cause.Cause<{ readonly message: string }>): Effect.Effect<void> {
  return Option.match(Cause.failureOption(cause), {
    onNone: () => Effect.logError(cause),
    onSome: ({ message }) => Effect.logError(message),
  })
}

function exitCode(exit: Exit.Failure<unknown, unknown>): number {
  return Cause.isInterruptedOnly(exit.cause) ? 0 : 1
}
