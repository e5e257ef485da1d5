import { assert, describe, it } from "@effect/vitest"
import { Server } from "@modelcontextprotocol/server"
import { Effect, TestClock } from "effect"
import { makeBounded } from "../../src/mcp/BoundedBody.ts"
import { makeHttpSessions } from "../../src/mcp/HttpSessions.ts"

const headers = {
  "content-type": "application/json",
  accept: "application/json, text/event-stream",
}

const made = makeHttpSessions({
  makeServer: () => new Server({ name: "test", version: "0" }, { capabilities: {} }),
  maxBodyBytes: 1000,
  onError: () => undefined,
  answered: (response) => response,
  bounded: makeBounded({ now: () => 0, onTooSlow: () => undefined }),
})

type Sessions = Effect.Effect.Success<typeof made>

const post = ({ fetch }: Sessions, message: object, more: Record<string, string> = {}) =>
  Effect.promise(() => {
    const init = { method: "POST", headers: { ...headers, ...more } }
    const body = { jsonrpc: "2.0", ...message }
    return fetch(new Request("http://127.0.0.1/mcp", init), body)
  })

const initialize = {
  id: 0,
  method: "initialize",
  params: {
    protocolVersion: "2025-11-25",
    capabilities: {},
    clientInfo: { name: "test", version: "0" },
  },
}

/** Opens a session, reads the answer to its end, and gives its id. */
const open = Effect.fnUntraced(function* (sessions: Sessions) {
  const response = yield* post(sessions, initialize)
  yield* Effect.promise(() => response.text())
  return response.headers.get("mcp-session-id") ?? ""
})

const pinged = (sessions: Sessions, id: string) =>
  Effect.flatMap(post(sessions, { id: 1, method: "ping" }, { "mcp-session-id": id }), (response) =>
    Effect.promise(() => response.text().then(() => response.status)),
  )

const listening = ({ fetch }: Sessions, id: string) =>
  Effect.promise(() =>
    fetch(
      new Request("http://127.0.0.1/mcp", {
        headers: { accept: "text/event-stream", "mcp-session-id": id },
      }),
    ),
  )

describe("a session", () => {
  it.scoped("ends an hour after its last request", () =>
    Effect.gen(function* () {
      const sessions = yield* made
      const id = yield* open(sessions)
      yield* TestClock.adjust("59 minutes")
      assert.strictEqual(yield* pinged(sessions, id), 200)
      yield* TestClock.adjust("59 minutes")
      assert.strictEqual(yield* pinged(sessions, id), 200)
      yield* TestClock.adjust("62 minutes")
      assert.strictEqual(yield* pinged(sessions, id), 404)
    }),
  )

  it.scoped("does not end while somebody listens", () =>
    Effect.gen(function* () {
      const sessions = yield* made
      const id = yield* open(sessions)
      const stream = yield* listening(sessions, id)
      yield* TestClock.adjust("5 hours")
      assert.strictEqual(yield* pinged(sessions, id), 200)
      yield* Effect.promise(() => stream.body?.cancel() ?? Promise.resolve())
      yield* TestClock.adjust("62 minutes")
      assert.strictEqual(yield* pinged(sessions, id), 404)
    }),
  )

  it.scoped("is one of a thousand: the one that has been idle longest goes", () =>
    Effect.gen(function* () {
      const sessions = yield* made
      const first = yield* open(sessions)
      const second = yield* open(sessions)
      yield* Effect.forEach(Array.from({ length: 998 }), () => open(sessions), { discard: true })
      assert.strictEqual(yield* pinged(sessions, first), 200)
      yield* open(sessions)
      assert.strictEqual(yield* pinged(sessions, first), 200)
      assert.strictEqual(yield* pinged(sessions, second), 404)
    }),
  )
})
