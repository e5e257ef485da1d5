import { assert, describe, it } from "@effect/vitest"
import { ProtocolError } from "@modelcontextprotocol/client"
import { Effect, PubSub, Stream } from "effect"
import { version } from "../../src/domain/version.ts"
import { ResourceNotFound } from "../../src/tools/Resource.ts"
import { connected, registries, text, turns } from "../support/Front.ts"
import { wired } from "../support/WiredFront.ts"

const hello = () => Effect.succeed(text("hello"))

/** The protocol's error that a request is answered with. */
const errorOf = (request: () => Promise<unknown>) =>
  Effect.map(Effect.flip(Effect.tryPromise({ try: request, catch: (error) => error })), (error) => {
    if (!ProtocolError.isInstance(error)) return assert.fail(`it is no protocol error: ${error}`)
    return error
  })

describe("a connection", () => {
  it.scoped("begins with who we are and when to use which tool", () =>
    Effect.gen(function* () {
      const { client, uses } = yield* connected(hello)
      assert.deepInclude(client.getServerVersion(), { name: "python-executor-mcp", version })
      assert.strictEqual(client.getServerVersion()?.icons?.[0]?.mimeType, "image/svg+xml")
      assert.include(client.getInstructions() ?? "", "wait_for_jobs")
      assert.isBelow((client.getInstructions() ?? "").length, 1200)
      assert.strictEqual(yield* uses, 0)
    }),
  )

  it.scoped("lists tools and kinds of resources; there are no resources to list", () =>
    Effect.gen(function* () {
      const { client } = yield* connected(hello)
      const { tools } = yield* Effect.promise(() => client.listTools())
      assert.deepStrictEqual(
        tools.map(({ name }) => name),
        ["say"],
      )
      assert.strictEqual(tools[0]?.annotations?.readOnlyHint, true)
      const { resourceTemplates } = yield* Effect.promise(() => client.listResourceTemplates())
      assert.deepStrictEqual(
        resourceTemplates.map(({ uriTemplate }) => uriTemplate),
        ["job-stream://{job_id}"],
      )
      assert.deepStrictEqual(resourceTemplates[0]?.annotations, {
        audience: ["user"],
        priority: 0.5,
      })
      assert.strictEqual(resourceTemplates[0]?.icons?.[0]?.mimeType, "image/svg+xml")
      assert.deepStrictEqual((yield* Effect.promise(() => client.listResources())).resources, [])
    }),
  )

  it.scoped("lets the server work only when something is asked for that it answers", () =>
    Effect.gen(function* () {
      const { client, uses } = yield* connected(hello)
      yield* Effect.promise(() => client.ping())
      yield* Effect.promise(() => client.listResourceTemplates())
      assert.strictEqual(yield* uses, 0)
      yield* Effect.promise(() => client.listTools())
      assert.strictEqual(yield* uses, 1)
      yield* Effect.promise(() => client.callTool({ name: "say" }))
      yield* Effect.promise(() => client.readResource({ uri: "job-stream://known" }))
      assert.strictEqual(yield* uses, 3)
    }),
  )
})

describe("a tool's result", () => {
  it.scoped("goes to the client as it is", () =>
    Effect.gen(function* () {
      const { client } = yield* connected(() =>
        Effect.succeed({ ...text("**hi**"), structuredContent: { said: "hi" } }),
      )
      const result = yield* Effect.promise(() => client.callTool({ name: "say" }))
      assert.deepInclude(result, {
        content: [{ type: "text", text: "**hi**" }],
        structuredContent: { said: "hi" },
      })
    }),
  )

  it.scoped("goes to the client with its arguments as they came", () =>
    Effect.gen(function* () {
      const { client } = yield* connected((_, given) => Effect.succeed(text(JSON.stringify(given))))
      const call = { name: "say", arguments: { a: null, b: ["1"] } }
      const { content } = yield* Effect.promise(() => client.callTool(call))
      assert.deepStrictEqual(content, [{ type: "text", text: '{"a":null,"b":["1"]}' }])
    }),
  )

  it.scoped("is a result, too, where it is an error", () =>
    Effect.gen(function* () {
      const failed = { content: text("no luck. Try again.").content, isError: true }
      const { client } = yield* connected(() => Effect.succeed(failed))
      const result = yield* Effect.promise(() => client.callTool({ name: "say" }))
      assert.isTrue(result.isError)
    }),
  )
})

describe("a subscription of the older eras", () => {
  const uri = "job-stream://known"

  it.scoped("tells of a resource from its answer on until it is given up", () =>
    Effect.gen(function* () {
      const changed = yield* PubSub.unbounded<void>()
      const { client } = yield* connected(hello, { changes: () => Stream.fromPubSub(changed) })
      const heard: Array<string> = []
      client.setNotificationHandler("notifications/resources/updated", ({ params }) => {
        heard.push(params.uri)
      })
      const change = Effect.all([PubSub.publish(changed, undefined), turns])
      yield* Effect.promise(() => client.subscribeResource({ uri }))
      yield* change
      assert.deepStrictEqual(heard, [uri])
      yield* Effect.promise(() => client.unsubscribeResource({ uri }))
      yield* change
      assert.deepStrictEqual(heard, [uri])
    }),
  )

  it.scoped("of what there is not is an error", () =>
    Effect.gen(function* () {
      const { client } = yield* connected(hello, {
        known: (wanted) => new ResourceNotFound({ uri: wanted, reason: "List them." }),
      })
      const error = yield* errorOf(() => client.subscribeResource({ uri }))
      assert.deepStrictEqual(error.data, { uri })
    }),
  )

  it.scoped("never follows a task, which has no URI in these eras", () =>
    Effect.gen(function* () {
      const followed: Array<string> = []
      const follow = (name: string) => {
        followed.push(name)
        return Stream.never
      }
      const { client } = yield* connected(
        hello,
        {
          known: (wanted) => new ResourceNotFound({ uri: wanted, reason: "List them." }),
          changes: follow,
        },
        { taskChanges: follow },
      )
      // Anything else is followed until it turns out that it is not there.
      for (const wanted of [uri, "task://1"]) {
        yield* errorOf(() => client.subscribeResource({ uri: wanted }))
      }
      assert.deepStrictEqual(followed, [uri])
    }),
  )

  it.scoped("is not needed to hear of the list, but nobody hears before a first list", () =>
    Effect.gen(function* () {
      const changed = yield* PubSub.unbounded<void>()
      const { client } = yield* connected(hello, { listChanges: Stream.fromPubSub(changed) })
      let heard = 0
      client.setNotificationHandler("notifications/resources/list_changed", () => {
        heard += 1
      })
      const change = Effect.all([PubSub.publish(changed, undefined), turns])
      yield* change
      assert.strictEqual(heard, 0)
      yield* Effect.promise(() => client.listResources())
      yield* change
      assert.strictEqual(heard, 1)
    }),
  )
})

describe("a JSON-RPC error", () => {
  it.scoped("answers for a tool that there is not", () =>
    Effect.gen(function* () {
      const { client } = yield* connected(hello)
      const error = yield* errorOf(() => client.callTool({ name: "nosuch" }))
      assert.strictEqual(error.code, -32602)
      assert.include(error.message, 'no tool "nosuch"')
    }),
  )

  it.scoped("answers for a call whose params are wrong, in a sentence", () =>
    Effect.gen(function* () {
      const { request } = yield* wired(registries(hello))
      yield* request("initialize", {
        protocolVersion: "2025-11-25",
        capabilities: {},
        clientInfo: { name: "test", version: "0" },
      })
      for (const params of [{}, { name: "say", arguments: [] }]) {
        const { error } = yield* request("tools/call", params)
        assert.strictEqual(error?.code, -32602)
        assert.match(
          error?.message ?? "",
          /^Invalid params for tools\/call: params\.(name|arguments): [^[{]+$/,
        )
      }
    }),
  )

  it.scoped("answers for a resource that there is not, with its URI", () =>
    Effect.gen(function* () {
      const { client } = yield* connected(hello)
      const error = yield* errorOf(() => client.readResource({ uri: "job-stream://nobody" }))
      // The revision of 2026-07-28 gave up -32002; what tells it apart is the URI in its data.
      assert.strictEqual(error.code, -32602)
      assert.deepStrictEqual(error.data, { uri: "job-stream://nobody" })
      assert.include(error.message, "there is none. List the kinds.")
      const found = yield* Effect.promise(() => client.readResource({ uri: "job-stream://known" }))
      assert.deepStrictEqual(found.contents, [
        { uri: "job-stream://known", mimeType: "text/plain", text: "its text" },
      ])
    }),
  )

  it.scoped("answers for a cursor that nobody has given", () =>
    Effect.gen(function* () {
      const { client } = yield* connected(hello)
      const error = yield* errorOf(() => client.listResources({ cursor: "nosuch" }))
      assert.strictEqual(error.code, -32602)
      assert.include(error.message, 'no page "nosuch"')
    }),
  )

  it.scoped("answers for a completion of what there is not: a template, a prompt", () =>
    Effect.gen(function* () {
      const { client } = yield* connected(hello)
      const argument = { name: "job_id", value: "01" }
      const uri = "job-stream://{job_id}"
      const found = yield* Effect.promise(() =>
        client.complete({
          ref: { type: "ref/resource", uri },
          argument,
          context: { arguments: { a: "b" } },
        }),
      )
      assert.deepStrictEqual(found.completion.values, ["job_id", "01", '{"a":"b"}'])
      const nowhere = { type: "ref/resource" as const, uri: "nosuch://{x}" }
      const unknown = yield* errorOf(() => client.complete({ ref: nowhere, argument }))
      assert.strictEqual(unknown.code, -32602)
      assert.include(unknown.message, uri)
      const prompt = { type: "ref/prompt" as const, name: "nosuch" }
      const none = yield* errorOf(() => client.complete({ ref: prompt, argument }))
      assert.strictEqual(none.code, -32602)
    }),
  )
})
