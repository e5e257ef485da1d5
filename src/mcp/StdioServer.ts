import type { Server } from "@modelcontextprotocol/server"
import { serveStdio } from "@modelcontextprotocol/server/stdio"
import { Effect, FiberSet, Runtime } from "effect"
import { makeSparseLog } from "../domain/SparseLog.ts"
import { firstUse } from "./FirstUse.ts"
import { listening } from "./Listening.ts"
import { pinnedVersion } from "./PinnedVersion.ts"
import {
  type Definitions,
  makeProtocolServer,
  type RegistryRunner,
  type ServerWorld,
} from "./ProtocolServer.ts"
import { stdioWire } from "./StdioWire.ts"
import { makeSubscriptions, type Publish } from "./Subscriptions.ts"
import { taskListening } from "./TaskListening.ts"
import { inTurn, passing } from "./Wire.ts"

/** One message may hold a whole program; a larger one than this ends the connection. */
const maxMessageBytes = 64 * 1024 * 1024

/** How a connection over stdin and stdout is served. */
export interface StdioOptions {
  readonly runner: RegistryRunner
  /** What clients are told of the tools and resources; asked for once they want to know. */
  readonly definitions: () => Definitions
  /** Run once, right after the first answer or before the first call. */
  readonly onFirstUse: Effect.Effect<void>
  /** Run as soon as the connection has closed, before anything is interrupted. */
  readonly onClose: Effect.Effect<void>
}

/** Serves both protocol eras on stdin and stdout; completes when the connection has closed. */
export const serve = (options: StdioOptions): Effect.Effect<void> =>
  Effect.gen(function* () {
    const runtime = yield* Effect.runtime<never>()
    // What goes on beside the connection ends with it: a file that is being written is written first.
    const fork = yield* FiberSet.makeRuntime<never>()
    const say = yield* makeSparseLog
    const warn = (kind: string, reason: string) => void fork(say(kind, { reason }))
    yield* connect(options, runtime, fork, warn)
  }).pipe(Effect.scoped)

const connect = (
  options: StdioOptions,
  runtime: Runtime.Runtime<never>,
  fork: (effect: Effect.Effect<void>) => unknown,
  warn: (kind: string, reason: string) => void,
): Effect.Effect<void> =>
  Effect.async<void>((resume) => {
    let closing = false
    const { transport, release } = stdioWire(maxMessageBytes, ({ reason }) =>
      warn("a line from the client is refused", reason),
    )
    const world: ServerWorld = {
      runner: options.runner,
      definitions: options.definitions,
      isClosing: () => closing,
      onFirstUse: firstUse(options.onFirstUse, fork),
      subscriptions: makeSubscriptions(options.runner),
    }
    const listens = makeListens(world)
    const handle = serveStdio(
      ({ era }) => {
        const server = makeProtocolServer(world, era)
        if (era === "modern") listens.answerWith(server)
        return server
      },
      {
        transport: passing(transport, inTurn(pinnedVersion(), taskListening(), listens.passes)),
        onerror: (error) => warn("the connection", error.message),
      },
    )
    // The SDK's own listener aborts all calls: what that means must be known before.
    const closed = transport.onclose
    transport.onclose = () => {
      closing = true
      release()
      world.subscriptions.close()
      Runtime.runSync(runtime)(options.onClose)
      closed?.()
      resume(Effect.void)
    }
    const close = Effect.ignore(Effect.tryPromise(() => handle.close()))
    return Effect.suspend(() => {
      closing = true
      return Effect.zipRight(options.onClose, close)
    })
  })

/** Listens of the modern era: what they are about is told by its one instance, which knows to whom. */
const makeListens = (world: ServerWorld) => {
  let answering: Server | undefined
  const publish: Publish = {
    updated: (what) => answering?.sendResourceUpdated(what) ?? nobody,
    listChanged: () => answering?.sendResourceListChanged() ?? nobody,
  }
  const passes = listening((interest) => {
    world.onFirstUse()
    return world.subscriptions.hold(interest, publish)
  })
  return {
    passes,
    answerWith: (server: Server): void => {
      answering = server
    },
  }
}

const nobody = Promise.resolve()
