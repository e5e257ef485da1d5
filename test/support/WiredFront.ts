import { assert } from "@effect/vitest"
import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  InMemoryTransport,
  type JSONRPCMessage,
  PROTOCOL_VERSION_META_KEY,
} from "@modelcontextprotocol/server"
import { serveStdio } from "@modelcontextprotocol/server/stdio"
import { Effect, Runtime } from "effect"
import {
  makeProtocolServer,
  type Registries,
  type RegistryRunner,
} from "../../src/mcp/ProtocolServer.ts"
import { makeSubscriptions } from "../../src/mcp/Subscriptions.ts"
import { passing, type WirePasses } from "../../src/mcp/Wire.ts"
import { definitions, turns } from "./Front.ts"
import type { Message } from "./RawClient.ts"

/** What every request of the revision of 2026-07-28 brings along. */
export const envelope = (capabilities: object = {}, version = "2026-07-28") => ({
  _meta: {
    [PROTOCOL_VERSION_META_KEY]: version,
    [CLIENT_INFO_META_KEY]: { name: "wired", version: "0" },
    [CLIENT_CAPABILITIES_META_KEY]: capabilities,
  },
})

/** The capabilities of a client that knows tasks. */
export const knowsTasks = { extensions: { "io.modelcontextprotocol/tasks": {} } }

/** Nothing is done on the way. */
const untouched: WirePasses = { inbound: (message) => message, outbound: (message) => message }

/** A front spoken to by hand, in memory, the era of its connection decided as over stdio. */
export const wired = Effect.fnUntraced(function* (faced: Registries, passes = untouched) {
  const run = Runtime.runPromiseExit(yield* Effect.runtime<never>())
  const [ours, theirs] = InMemoryTransport.createLinkedPair()
  const heard: Array<Message> = []
  // As it would be on a wire: what is undefined is not there.
  ours.onmessage = (message) => heard.push(JSON.parse(JSON.stringify(message)))
  const runner: RegistryRunner = { run: (use) => run(use(faced)) }
  const world = {
    runner,
    subscriptions: makeSubscriptions(runner),
    definitions,
    isClosing: () => false,
    onFirstUse: () => undefined,
  }
  const handle = serveStdio(({ era }) => makeProtocolServer(world, era), {
    transport: passing(theirs, passes),
  })
  yield* Effect.promise(() => ours.start())
  yield* Effect.addFinalizer(() => Effect.promise(() => handle.close()))
  let ids = 0

  const send = (message: object) =>
    Effect.promise(() => ours.send(Object.assign({ jsonrpc: "2.0" }, message) as JSONRPCMessage))

  /** The answer to a request, as soon as it is there. */
  const answer = (id: number) =>
    Effect.gen(function* () {
      for (let turn = 0; turn < 500; turn += 1) {
        const found = heard.find((one) => one.id === id && one.method === undefined)
        if (found !== undefined) return found
        yield* turns
      }
      return assert.fail(`no answer to ${id}: ${JSON.stringify(heard)}`)
    })

  const ask = Effect.fnUntraced(function* (method: string, params: object = {}) {
    ids += 1
    yield* send({ id: ids, method, params })
    return ids
  })

  return {
    heard,
    send,
    ask,
    answer,
    request: (method: string, params: object = {}) => Effect.flatMap(ask(method, params), answer),
  }
})
