import { assert, describe, it } from "@effect/vitest"
import { Effect, Ref, Runtime, Stream, SubscriptionRef } from "effect"
import { makeHttpHandler } from "../../src/mcp/HttpHandler.ts"
import type { Registries } from "../../src/mcp/ProtocolServer.ts"
import type { Task } from "../../src/tools/Task.ts"
import { definitions, registries, text, turns } from "../support/Front.ts"
import { envelope, knowsTasks } from "../support/WiredFront.ts"
import { noon } from "../support/World.ts"

const url = "http://127.0.0.1/mcp"
const accept = "application/json, text/event-stream"
const json = { accept, "content-type": "application/json" }

/** A handler before these registries. */
const handlerOf = Effect.fnUntraced(function* (
  tools: Partial<Registries["tools"]>,
  resources: Partial<Registries["resources"]>,
) {
  const run = Runtime.runPromiseExit(yield* Effect.runtime<never>())
  const faced = registries(() => Effect.succeed(text("")), tools, resources)
  const { fetch, close } = yield* makeHttpHandler({
    runner: { run: (use, options) => run(use(faced), options) },
    definitions,
    onFirstUse: Effect.void,
  })
  const post = (message: object, headers: Record<string, string>) =>
    Effect.promise(() => {
      const init = { method: "POST", headers: { ...json, ...headers } }
      return fetch(new Request(url, init), { jsonrpc: "2.0", ...message })
    })
  return { post, close }
})

type Handler = Effect.Effect.Success<ReturnType<typeof handlerOf>>

/** A stream that is read as it comes, and what it has brought so far. */
const heardFrom = (response: Response) => {
  const heard: Array<{ readonly method?: string; readonly params?: Record<string, unknown> }> = []
  const read = async () => {
    const decoded = response.body?.pipeThrough(new TextDecoderStream()) ?? []
    for await (const piece of decoded) {
      const [, data] = /^data: (.*)$/m.exec(piece) ?? []
      if (data !== undefined) heard.push(JSON.parse(data))
    }
  }
  read().catch(() => undefined)
  return heard
}

const task = (state: Task["state"]): Task => ({
  id: "01TASK",
  createdAt: noon,
  updatedAt: noon,
  ttlMillis: null,
  pollMillis: 500,
  statusMessage: state._tag,
  state,
})

describe("listens over HTTP", () => {
  const method = "subscriptions/listen"
  const headers = { "mcp-protocol-version": "2026-07-28", "mcp-method": method }
  // Clients that do not know of each other choose the same ids.
  const listen = Effect.fnUntraced(function* ({ post }: Handler, taskIds: ReadonlyArray<string>) {
    const params = { notifications: { taskIds }, ...envelope(knowsTasks) }
    const heard = heardFrom(yield* post({ id: 7, method, params }, headers))
    return () =>
      heard.filter((one) => one.method === "notifications/tasks").map((one) => one.params?.status)
  })
  const until = Effect.fnUntraced(function* (condition: () => boolean) {
    for (let turn = 0; turn < 500 && !condition(); turn += 1) yield* turns
    assert.isTrue(condition())
  })

  it.scopedLive("to one task each hear at once how it stands, and its end once", () =>
    Effect.gen(function* () {
      const state = yield* SubscriptionRef.make<Task["state"]>({ _tag: "Working" })
      const handler = yield* handlerOf(
        {
          taskChanges: () =>
            state.changes.pipe(
              Stream.map(task),
              Stream.takeUntil((one) => one.state._tag === "Cancelled"),
            ),
        },
        {},
      )
      const first = yield* listen(handler, ["01TASK"])
      yield* until(() => first().length === 1)
      const second = yield* listen(handler, ["01TASK"])
      yield* until(() => second().length === 1)
      yield* Ref.set(state, { _tag: "Cancelled" })
      yield* until(() => first().length > 1 && second().length > 1)
      const late = yield* listen(handler, ["01TASK"])
      yield* until(() => late().length > 0)
      assert.deepStrictEqual(
        [first(), second(), late()],
        [["working", "cancelled"], ["working", "cancelled"], ["cancelled"]],
      )
    }),
  )
})

describe("sessions over HTTP", () => {
  const open = Effect.fnUntraced(function* ({ post }: Handler) {
    const params = {
      protocolVersion: "2025-11-25",
      capabilities: {},
      clientInfo: { name: "test", version: "0" },
    }
    const answer = yield* post({ id: 0, method: "initialize", params }, {})
    yield* Effect.promise(() => answer.text())
    const session = { "mcp-session-id": answer.headers.get("mcp-session-id") ?? "" }
    return Effect.fnUntraced(function* (method: string, given: object = {}) {
      const response = yield* post({ id: 1, method, params: given }, session)
      return yield* Effect.promise(() => response.text())
    })
  })

  it.scoped("follow together what each of them wants to hear of, until they end", () =>
    Effect.gen(function* () {
      let watched: ReadonlyArray<string> = []
      const watch = (name: string) =>
        Stream.acquireRelease(
          Effect.sync(() => {
            watched = [...watched, name]
          }),
          () =>
            Effect.sync(() => {
              watched = watched.filter((one) => one !== name)
            }),
        ).pipe(Stream.zipRight(Stream.never))
      const handler = yield* handlerOf({}, { changes: watch, listChanges: watch("list") })
      const uri = "job-stream://known"
      for (let n = 0; n < 5; n += 1) {
        const ask = yield* open(handler)
        yield* ask("resources/list")
        yield* ask("resources/subscribe", { uri })
      }
      yield* turns
      assert.sameMembers([...watched], ["list", uri])
      yield* handler.close
      yield* turns
      assert.deepStrictEqual(watched, [])
    }),
  )
})
