import { assert, describe, it } from "@effect/vitest"
import { Cause, Deferred, Effect, Fiber } from "effect"
import { connected, type ToolBehaviour, text, turns } from "../support/Front.ts"

type Client = Effect.Effect.Success<ReturnType<typeof connected>>["client"]

interface Line {
  readonly level: string
  readonly logger?: string | undefined
  readonly data: unknown
}

/** What a client hears of the server's log. */
const heardBy = (client: Client) => {
  const lines: Array<Line> = []
  client.setNotificationHandler("notifications/message", ({ params }) => {
    lines.push(params)
  })
  return lines
}

/** A client that hears of lines of this level on, and what it has heard of a call so far. */
const listening = Effect.fnUntraced(function* (
  level: "debug" | "info" | "error" | undefined,
  behaviour: ToolBehaviour,
) {
  const { client } = yield* connected(behaviour)
  const lines = heardBy(client)
  if (level !== undefined) yield* Effect.promise(() => client.setLoggingLevel(level))
  return { client, lines, called: Effect.promise(() => client.callTool({ name: "say" })) }
})

const saying =
  (work: Effect.Effect<unknown>): ToolBehaviour =>
  () =>
    Effect.as(work, text("done"))

const threeLines = Effect.all([
  Effect.annotateLogs(Effect.logInfo("a job starts"), { job: "01", tool: "say", count: 2 }),
  Effect.logWarning("a mark cannot be read", "it is broken"),
  Effect.logError("a job has ended by a defect", Cause.die(new Error("insides"))),
])

describe("the log of a call", () => {
  it.scoped("goes to a client that asked for it, with its fields, before the answer", () =>
    Effect.gen(function* () {
      const { lines, called } = yield* listening("info", saying(threeLines))
      yield* called
      const logger = "python-executor-mcp"
      assert.deepStrictEqual(lines, [
        {
          level: "info",
          logger,
          data: { message: "a job starts", job: "01", tool: "say", count: 2 },
        },
        { level: "warning", logger, data: { message: "a mark cannot be read: it is broken" } },
        { level: "error", logger, data: { message: "a job has ended by a defect" } },
      ])
    }),
  )

  it.scoped("goes to a client that asked for nothing only where something is wrong", () =>
    Effect.gen(function* () {
      const { lines, called } = yield* listening(undefined, saying(threeLines))
      yield* called
      assert.deepStrictEqual(
        lines.map(({ level }) => level),
        ["warning", "error"],
      )
    }),
  )

  it.scoped("leaves out what the client does not want, and what the server does not log", () =>
    Effect.gen(function* () {
      const first = yield* listening("error", saying(threeLines))
      yield* first.called
      assert.deepStrictEqual(
        first.lines.map(({ level }) => level),
        ["error"],
      )
      const second = yield* listening("debug", saying(Effect.logDebug("details")))
      yield* second.called
      assert.deepStrictEqual(second.lines, [])
    }),
  )

  it.scoped("ends with the call, whoever goes on working for it", () =>
    Effect.gen(function* () {
      const goOn = yield* Deferred.make<void>()
      const begun = yield* Deferred.make<Fiber.Fiber<void>>()
      const job = Effect.logInfo("before").pipe(
        Effect.zipRight(Deferred.await(goOn)),
        Effect.zipRight(Effect.logInfo("after")),
      )
      const start = Effect.forkDaemon(job).pipe(
        Effect.tap((fiber) => Deferred.succeed(begun, fiber)),
        Effect.zipRight(Effect.yieldNow()),
      )
      const { lines, called } = yield* listening("info", saying(start))
      yield* called
      assert.deepInclude(lines[0]?.data, { message: "before" })
      yield* Deferred.succeed(goOn, void 0)
      yield* Fiber.join(yield* Deferred.await(begun))
      yield* turns
      assert.lengthOf(lines, 1)
    }),
  )

  it.scoped("ends when the client cancels the call, though the ending of its work is logged", () =>
    Effect.gen(function* () {
      const begun = yield* Deferred.make<void>()
      const ended = yield* Deferred.make<void>()
      const { client, lines } = yield* listening("info", () =>
        Effect.logInfo("it works").pipe(
          Effect.zipRight(Deferred.succeed(begun, void 0)),
          Effect.zipRight(Effect.never),
          Effect.onInterrupt(() =>
            Effect.zipRight(Effect.logInfo("it ends"), Deferred.succeed(ended, void 0)),
          ),
        ),
      )
      const cancel = new AbortController()
      client.callTool({ name: "say" }, { signal: cancel.signal }).catch(() => undefined)
      yield* Deferred.await(begun)
      cancel.abort()
      yield* Deferred.await(ended)
      yield* turns
      assert.deepStrictEqual(
        lines.map(({ data }) => data),
        [{ message: "it works" }],
      )
    }),
  )

  it.scoped(
    "is no flood: a hundred lines of one call, the last of which says that there are more",
    () =>
      Effect.gen(function* () {
        const many = Effect.forEach(Array.from({ length: 150 }), (_, n) =>
          Effect.logWarning(`${n}`),
        )
        const { lines, called } = yield* listening(undefined, saying(many))
        yield* called
        assert.lengthOf(lines, 100)
        assert.deepStrictEqual(lines[98]?.data, { message: "98" })
        assert.deepStrictEqual(lines[99]?.data, { message: "99", more: "in the server's own log" })
      }),
  )
})
