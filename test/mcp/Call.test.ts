import { assert, describe, it } from "@effect/vitest"
import { Effect, Ref, TestClock } from "effect"
import { connected, endless, type ToolBehaviour, text, turns } from "../support/Front.ts"

interface Told {
  readonly progress: number
  readonly total?: number | undefined
  readonly message?: string | undefined
}

/** A call whose client wants to hear of its progress; what it has heard so far. */
const listening = Effect.fnUntraced(function* (behaviour: ToolBehaviour) {
  const { client } = yield* connected(behaviour)
  const heard: Array<Told> = []
  const answer = client.callTool(
    { name: "say" },
    {
      onprogress: ({ progress, total, message }) => {
        heard.push({ progress, total, message })
      },
    },
  )
  // Not every test waits for it, and the connection ends with the test.
  answer.catch(() => undefined)
  yield* turns
  return { answer: Effect.promise(() => answer), heard }
})

/** Lets the clock of the test go on, and the messages that this causes arrive. */
const pass = (time: string & Parameters<typeof TestClock.adjust>[0]) =>
  Effect.zipRight(TestClock.adjust(time), turns)

const tenSeconds: ToolBehaviour = () => Effect.as(Effect.sleep("10 seconds"), text("done"))

describe("the progress of a call", () => {
  it.scoped("is told within a second, then every three, never after the answer", () =>
    Effect.gen(function* () {
      const { answer, heard } = yield* listening(tenSeconds)
      yield* pass("749 millis")
      assert.deepStrictEqual(heard, [])
      yield* pass("1 millis")
      yield* pass("3 seconds")
      yield* pass("3 seconds")
      assert.deepStrictEqual(
        heard.map(({ progress }) => progress),
        [0.75, 3.75, 6.75],
      )
      yield* pass("4 seconds")
      yield* answer
      const before = heard.length
      yield* pass("30 seconds")
      assert.lengthOf(heard, before)
    }),
  )

  it.scoped("is the elapsed time, which always grows, without a total", () =>
    Effect.gen(function* () {
      const { heard } = yield* listening(tenSeconds)
      yield* pass("750 millis")
      assert.deepStrictEqual(heard, [{ progress: 0.75, total: undefined, message: "running" }])
      yield* pass("9 seconds")
    }),
  )

  it.scoped("says what the tool wants to be shown, as it is at that moment", () =>
    Effect.gen(function* () {
      const words = yield* Ref.make("one")
      const { heard } = yield* listening((name, given, call) =>
        Effect.zipRight(call.showing(Ref.get(words)), tenSeconds(name, given, call)),
      )
      yield* pass("1 second")
      yield* Ref.set(words, "two")
      yield* pass("3 seconds")
      assert.deepStrictEqual(
        heard.map(({ message }) => message),
        ["one", "two"],
      )
      yield* pass("6 seconds")
    }),
  )

  it.scoped("is told no more to a client that has given up, however long the ending takes", () =>
    Effect.gen(function* () {
      const { client } = yield* connected(() =>
        Effect.onInterrupt(Effect.never, () => Effect.sleep("10 seconds")),
      )
      const heard: Array<number> = []
      // A client has no use any more for what comes for a call that it has given up.
      const stray: Array<Error> = []
      client.onerror = (error) => stray.push(error)
      const cancel = new AbortController()
      const onprogress = ({ progress }: Told) => heard.push(progress)
      client.callTool({ name: "say" }, { signal: cancel.signal, onprogress }).catch(() => undefined)
      yield* turns
      yield* pass("1 second")
      assert.deepStrictEqual(heard, [0.75])
      cancel.abort()
      yield* turns
      yield* pass("9 seconds")
      assert.lengthOf(heard, 1)
      assert.deepStrictEqual(stray, [])
      yield* pass("1 second")
    }),
  )

  it.scoped("is told to nobody who has not asked", () =>
    Effect.gen(function* () {
      const { client } = yield* connected(tenSeconds)
      const notified: Array<string> = []
      client.fallbackNotificationHandler = async ({ method }) => {
        notified.push(method)
      }
      const answer = client.callTool({ name: "say" })
      yield* turns
      yield* pass("10 seconds")
      yield* Effect.promise(() => answer)
      assert.deepStrictEqual(notified, [])
    }),
  )
})

describe("a call that nobody waits for any more", () => {
  it.scoped("is interrupted when the client cancels it", () =>
    Effect.gen(function* () {
      const { behaviour, begun, wasInterrupted } = yield* endless
      const { client } = yield* connected(behaviour)
      const cancel = new AbortController()
      const answer = client.callTool({ name: "say" }, { signal: cancel.signal })
      const failed = answer.then(
        () => false,
        () => true,
      )
      yield* begun
      assert.isFalse(yield* wasInterrupted)
      cancel.abort()
      assert.isTrue(yield* Effect.promise(() => failed))
      yield* turns
      assert.isTrue(yield* wasInterrupted)
    }),
  )

  const closed = (serverKnows: boolean) =>
    Effect.gen(function* () {
      const { behaviour, begun, wasInterrupted } = yield* endless
      const { client, beginsToClose } = yield* connected(behaviour)
      client.callTool({ name: "say" }).catch(() => undefined)
      yield* begun
      if (serverKnows) yield* beginsToClose
      yield* Effect.promise(() => client.close())
      yield* turns
      return yield* wasInterrupted
    })

  it.scoped("goes on when the connection closes: that is the server's end, no cancellation", () =>
    Effect.map(closed(true), (interrupted) => assert.isFalse(interrupted)),
  )

  it.scoped("would be interrupted by the same signal, were it not known that all is closing", () =>
    Effect.map(closed(false), (interrupted) => assert.isTrue(interrupted)),
  )
})
