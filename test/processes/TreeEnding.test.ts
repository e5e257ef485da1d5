import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Layer, Option, type Scope } from "effect"
import type { ProcessIdentity } from "../../src/domain/Process.ts"
import { ProcessRunner } from "../../src/processes/ProcessRunner.ts"
import { ProcessTable, type TreeQuery } from "../../src/processes/ProcessTable.ts"
import { TreeEnding } from "../../src/processes/TreeEnding.ts"
import {
  allKinds,
  type Kind,
  killMarked,
  livingKinds,
  startReady,
  startsEscapees,
} from "../support/Escapees.ts"
import { python } from "../support/Python.ts"
import { realLayer, specOf, temporaryFolder } from "../support/RunnerStage.ts"

const endingLayer = TreeEnding.layer.pipe(Layer.provideMerge(ProcessTable.layer))

let marks = 0
/** A name for one test's processes, none of which outlives it. */
const freshMark = Effect.acquireRelease(
  Effect.sync(() => `escapee-${process.pid}-${++marks}`),
  (mark) => Effect.sync(() => killMarked(mark)),
)

const startTree = (mark: string, kinds: ReadonlyArray<Kind>) =>
  startLeader(startsEscapees(mark, kinds, "stay"), mark)

const startLeader = (argv: readonly [string, ...ReadonlyArray<string>], cookie: string) =>
  Effect.gen(function* () {
    const table = yield* ProcessTable
    const pid = yield* Effect.promise(() => startReady(argv, cookie))
    return Option.getOrThrow(yield* table.identify(pid))
  })

const queryOf = (cookie: string, leader: ProcessIdentity, youngerOnly = false): TreeQuery => ({
  cookie,
  leader: Option.some(leader),
  youngerOnly,
})

const live = <A, E>(
  sentence: string,
  effect: Effect.Effect<A, E, TreeEnding | ProcessTable | Scope.Scope>,
) => it.scopedLive(sentence, () => Effect.provide(effect, endingLayer), 20_000)

describe("TreeEnding", () => {
  live(
    "negative control: a signal to the main process alone leaves all six escapees",
    Effect.gen(function* () {
      const mark = yield* freshMark
      const leader = yield* startTree(mark, allKinds)
      process.kill(leader.pid, "SIGKILL")
      yield* Effect.sleep("100 millis")
      assert.deepStrictEqual(livingKinds(mark), [...allKinds].sort())
    }),
  )

  live(
    "ends a tree with its escapees, but for a daemon that left with an emptied environment",
    Effect.gen(function* () {
      const mark = yield* freshMark
      const ending = yield* TreeEnding
      const leader = yield* startTree(mark, allKinds)
      const killed = yield* ending.end(queryOf(mark, leader), Duration.millis(300))
      assert.deepStrictEqual(livingKinds(mark), ["daemon-emptied"])
      assert.strictEqual(killed, 5)
    }),
  )

  live(
    "finds a whole tree that is still linked to its main process without any cookie",
    Effect.gen(function* () {
      const mark = yield* freshMark
      const ending = yield* TreeEnding
      const leader = yield* startTree(mark, ["child", "setsid", "setsid-emptied", "deaf"])
      yield* ending.end({ ...queryOf("", leader) }, Duration.millis(200))
      assert.deepStrictEqual(livingKinds(mark), [])
    }),
  )

  live(
    "finds by the cookie alone whoever carries it, when nothing is known of the main process",
    Effect.gen(function* () {
      const mark = yield* freshMark
      const ending = yield* TreeEnding
      yield* startTree(mark, ["child", "setsid", "daemon", "deaf"])
      const query = { cookie: mark, leader: Option.none(), youngerOnly: false }
      const killed = yield* ending.end(query, Duration.millis(200))
      assert.deepStrictEqual(livingKinds(mark), [])
      // The main process counts here, since nobody told which it was.
      assert.strictEqual(killed, 5)
    }),
  )

  live(
    "an empty cookie marks nobody",
    Effect.gen(function* () {
      const mark = yield* freshMark
      const ending = yield* TreeEnding
      yield* startLeader(startsEscapees(mark, ["child"], "stay"), "")
      const query = { cookie: "", leader: Option.none(), youngerOnly: false }
      assert.strictEqual(yield* ending.end(query, Duration.zero), 0)
      assert.deepStrictEqual(livingKinds(mark), ["child", "stay"])
    }),
  )

  live(
    "an orphan that was known before is ended although it cleaned its environment",
    Effect.gen(function* () {
      const mark = yield* freshMark
      const ending = yield* TreeEnding
      const table = yield* ProcessTable
      const leader = yield* startTree(mark, ["setsid-emptied"])
      const known = yield* table.members(queryOf(mark, leader))
      process.kill(leader.pid, "SIGKILL")
      yield* Effect.sleep("50 millis")
      assert.deepStrictEqual(yield* table.members(queryOf(mark, leader)), [])
      yield* ending.end({ ...queryOf(mark, leader), known }, Duration.seconds(1))
      assert.deepStrictEqual(livingKinds(mark), [])
    }),
  )

  live(
    "a fork bomb that replaces its dead is ended to the last",
    Effect.gen(function* () {
      const mark = yield* freshMark
      const ending = yield* TreeEnding
      const leader = yield* startLeader([python, "-I", "-S", "-c", forkBomb, mark], mark)
      yield* Effect.sync(() => livingKinds(mark).length).pipe(
        Effect.delay("20 millis"),
        Effect.repeat({ until: (count) => count > 100 }),
      )
      const killed = yield* ending.end(queryOf(mark, leader), Duration.millis(100))
      assert.deepStrictEqual(livingKinds(mark), [])
      assert.isAtLeast(killed, 100)
      yield* Effect.sleep("100 millis")
      assert.deepStrictEqual(livingKinds(mark), [])
    }),
  )
})

/** A hundred children, deaf to SIGTERM; the parent and every tenth child replace each child that dies. */
const forkBomb = `
import os, signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
def breed(count, depth):
    def birth():
        if os.fork() == 0:
            breed(9, depth + 1) if depth == 0 else time.sleep(30)
            os._exit(0)
    for _ in range(count):
        birth()
    if depth == 0: print("ready", flush=True)
    end = time.monotonic() + 30
    while time.monotonic() < end:
        os.wait()
        birth()
breed(10, 0)
`

describe("ProcessRunner.layerNode and what is left behind", () => {
  const runEscapees = (kinds: ReadonlyArray<Kind>) =>
    Effect.gen(function* () {
      const mark = yield* freshMark
      const folder = yield* temporaryFolder
      const runner = yield* ProcessRunner
      const spec = specOf(folder, startsEscapees(mark, kinds, "end"), {
        grace: Duration.millis(300),
      })
      const running = yield* runner.start(spec)
      const end = yield* running.end
      return { end, left: livingKinds(mark) }
    }).pipe(Effect.provide(realLayer))

  it.scopedLive(
    "a main process that ends by itself takes its escapees with it, each counted",
    () =>
      Effect.gen(function* () {
        const kinds = ["child", "setsid", "setsid-emptied", "daemon", "deaf"] as const
        const { end, left } = yield* runEscapees(kinds)
        assert.deepStrictEqual(left, [])
        assert.deepInclude(end, { status: "completed", exit_code: 0, killed_processes: 5 })
      }),
    20_000,
  )

  it.scopedLive(
    "a clean end kills nobody and says so",
    () =>
      Effect.gen(function* () {
        const { end } = yield* runEscapees([])
        assert.deepInclude(end, { status: "completed", killed_processes: 0 })
      }),
    20_000,
  )
})
