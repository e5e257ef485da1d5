import { assert, describe, it } from "@effect/vitest"
import { Effect, PubSub, Ref, Runtime, Stream, TestClock } from "effect"
import { type Interest, makeSubscriptions, type Publish } from "../../src/mcp/Subscriptions.ts"
import { taskUpdate } from "../../src/mcp/TaskListening.ts"
import { registries, text, turns } from "../support/Front.ts"
import { noon } from "../support/World.ts"

const silent = () => Effect.succeed(text(""))

const uri = "job-stream://known"

/** Subscriptions over resources that change when the test wants it, and what was told. */
const scene = Effect.gen(function* () {
  const changed = yield* PubSub.unbounded<string>()
  const watched = yield* Ref.make<ReadonlyArray<string>>([])
  const watch = (key: string) =>
    Stream.acquireRelease(
      Ref.update(watched, (all) => [...all, key]),
      () => Ref.update(watched, (all) => all.filter((one) => one !== key)),
    ).pipe(
      Stream.flatMap(() => Stream.fromPubSub(changed)),
      Stream.filter((one) => one === key),
      Stream.map(() => undefined),
    )
  const faced = registries(
    silent,
    {},
    {
      changes: watch,
      listChanges: watch("list"),
    },
  )
  const run = Runtime.runPromiseExit(yield* Effect.runtime<never>())
  const teller = () => {
    const told: Array<string> = []
    const publish: Publish = {
      updated: (what) => Promise.resolve(told.push(what.uri)),
      listChanged: () => Promise.resolve(told.push("list")),
    }
    return { told, hold: (interest: Interest) => hold(interest, publish) }
  }
  const { hold, close } = makeSubscriptions({ run: (use, options) => run(use(faced), options) })
  yield* Effect.addFinalizer(() => Effect.sync(close))
  const change = (key: string) => Effect.zipRight(PubSub.publish(changed, key), turns)
  return {
    ...teller(),
    close,
    another: teller,
    holdBy: hold,
    change,
    changed,
    watched: Effect.zipRight(turns, Ref.get(watched)),
  }
})

describe("a subscription", () => {
  it.scoped("tells of changes as long as it is held, and of nothing else", () =>
    Effect.gen(function* () {
      const { hold, told, change, watched } = yield* scene
      assert.deepStrictEqual(yield* watched, [])
      const release = hold({ uris: [uri], list: false })
      assert.deepStrictEqual(yield* watched, [uri])
      yield* change("job-stream://other")
      yield* change("list")
      assert.deepStrictEqual(told, [])
      yield* change(uri)
      assert.deepStrictEqual(told, [uri])
      release()
      assert.deepStrictEqual(yield* watched, [])
      yield* change(uri)
      assert.deepStrictEqual(told, [uri])
    }),
  )

  it.scoped("is followed once however many hold it, until the last gives it back", () =>
    Effect.gen(function* () {
      const { hold, told, change, watched } = yield* scene
      const one = hold({ uris: [uri, uri], list: true })
      const other = hold({ uris: [uri], list: false })
      assert.sameMembers([...(yield* watched)], [uri, "list"])
      one()
      one()
      assert.deepStrictEqual(yield* watched, [uri])
      yield* change(uri)
      assert.deepStrictEqual(told, [uri])
      other()
      assert.deepStrictEqual(yield* watched, [])
    }),
  )

  it.scoped("is followed once however many connections hold it, and told once to each", () =>
    Effect.gen(function* () {
      const { hold, told, another, change, watched } = yield* scene
      const wanted = { uris: [uri], list: true }
      const other = another()
      const release = hold(wanted)
      hold(wanted)
      other.hold(wanted)
      assert.sameMembers([...(yield* watched)], [uri, "list"])
      yield* change(uri)
      yield* change("list")
      assert.deepStrictEqual(told, [uri, "list"])
      assert.deepStrictEqual(other.told, [uri, "list"])
      release()
      assert.lengthOf(yield* watched, 2)
    }),
  )

  it.scoped("is told to others where somebody cannot be told", () =>
    Effect.gen(function* () {
      const { hold, told, holdBy, change, watched } = yield* scene
      const wanted = { uris: [uri], list: false }
      const gone = () => Promise.reject(new Error("gone"))
      holdBy(wanted, { updated: gone, listChanged: gone })
      hold(wanted)
      yield* watched
      yield* change(uri)
      assert.deepStrictEqual(told, [uri])
    }),
  )

  it.scoped("ends with its server", () =>
    Effect.gen(function* () {
      const { hold, close, watched } = yield* scene
      hold({ uris: [uri], list: true })
      assert.lengthOf(yield* watched, 2)
      close()
      assert.deepStrictEqual(yield* watched, [])
    }),
  )

  const hurry = (settings: { readonly list: boolean }) =>
    Effect.gen(function* () {
      const { hold, told, changed } = yield* scene
      let all = 0
      yield* Effect.forkScoped(
        Stream.runForEach(Stream.fromPubSub(changed), () => Effect.sync(() => (all += 1))),
      )
      hold({ uris: settings.list ? [] : [uri], list: settings.list })
      yield* turns
      for (let n = 0; n < 100; n += 1) {
        yield* PubSub.publish(changed, settings.list ? "list" : uri)
        yield* TestClock.adjust("10 millis")
        if (n % 10 === 9) yield* turns
      }
      return { told, all }
    })

  it.scoped("tells at most five times a second, the last change included", () =>
    Effect.gen(function* () {
      // Without a limit there are as many words as changes.
      const { told, all } = yield* hurry({ list: false })
      assert.strictEqual(all, 100)
      assert.isAtLeast(told.length, 4)
      assert.isAtMost(told.length, 6)
      yield* TestClock.adjust("200 millis")
      yield* turns
      const last = told.length
      assert.isAtMost(last, 7)
      yield* TestClock.adjust("1 minute")
      assert.lengthOf(told, last)
    }),
  )

  it.scoped("tells the last change of what ends with it", () =>
    Effect.gen(function* () {
      const faced = registries(
        silent,
        {},
        {
          changes: () => Stream.concat(Stream.make(undefined, undefined), Stream.make(undefined)),
        },
      )
      const run = Runtime.runPromiseExit(yield* Effect.runtime<never>())
      const told: Array<string> = []
      const { hold } = makeSubscriptions({ run: (use, options) => run(use(faced), options) })
      hold(
        { uris: [uri], list: false },
        {
          updated: (what) => Promise.resolve(told.push(what.uri)),
          listChanged: () => Promise.resolve(),
        },
      )
      yield* turns
      yield* TestClock.adjust("1 second")
      yield* turns
      assert.isAtLeast(told.length, 1)
      assert.isAtMost(told.length, 3)
    }),
  )

  it.scoped("to a task brings the task, under the URI that stands for it", () =>
    Effect.gen(function* () {
      const task = {
        id: "01TASK",
        createdAt: noon,
        updatedAt: noon,
        ttlMillis: null,
        pollMillis: 500,
        statusMessage: "running",
        state: { _tag: "Working" as const },
      }
      const faced = registries(silent, { taskChanges: () => Stream.make(task) })
      const run = Runtime.runPromiseExit(yield* Effect.runtime<never>())
      const told: Array<unknown> = []
      const { hold } = makeSubscriptions({ run: (use, options) => run(use(faced), options) })
      hold(
        { uris: ["task://1/01TASK"], list: false },
        {
          updated: (what) => Promise.resolve(told.push(what)),
          listChanged: () => Promise.resolve(),
        },
      )
      yield* turns
      assert.deepStrictEqual(told, [taskUpdate("task://1/01TASK")(task)])
    }),
  )

  it.scoped("of the list tells at most once a second", () =>
    Effect.gen(function* () {
      const { told, all } = yield* hurry({ list: true })
      assert.strictEqual(all, 100)
      assert.isAtLeast(told.length, 1)
      assert.isAtMost(told.length, 2)
    }),
  )
})
