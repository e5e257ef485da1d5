import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Option } from "effect"
import type { Owner } from "../../src/domain/JobFiles.ts"
import { JobFile } from "../../src/jobs/JobFile.ts"
import { JobStore } from "../../src/jobs/JobStore.ts"
import { Recovery } from "../../src/jobs/Recovery.ts"
import { endOf, make, pass, wellEnded } from "../support/Jobs.ts"
import { aServer, idAt } from "../support/Owners.ts"
import { born, signals } from "../support/Population.ts"
import { noon, world } from "../support/World.ts"

const id = idAt(noon)

const helper = { pid: 778, start: "1" }
const held = aServer({ helper })

const recoverAll = Effect.flatMap(Recovery, (recovery) => recovery.recoverAll)

type OnServerExit = "stop" | "keep"

const keeping = (onServerExit: OnServerExit) => world({ settings: { onServerExit } })

/** A job whose script runs, in the hands of a supervisor. */
const running = (onServerExit: OnServerExit, owner: Owner = held) =>
  Effect.gen(function* () {
    const store = yield* JobStore
    const { cookie } = yield* make(id, { owner, onServerExit })
    const script = yield* born(801, { cookie })
    yield* store.writeOnce(id, JobFile.started, { ...script, at: noon })
  })

/** More than any wait of a recovery. */
const inTheEnd = (recovering: Fiber.Fiber<void, unknown>) =>
  Effect.zipRight(pass("30 seconds"), Fiber.join(recovering))

describe("the job of a dead server whose supervisor lives", () => {
  it.effect("has the end that the supervisor records, and nothing is signalled", () =>
    Effect.gen(function* () {
      yield* born(helper.pid)
      yield* running("stop")
      const recovering = yield* Effect.fork(recoverAll)
      yield* pass("1 second")
      assert.isTrue(Option.isNone(yield* Fiber.poll(recovering)))
      assert.isNull(yield* endOf(id))
      const store = yield* JobStore
      yield* store.writeOnce(id, JobFile.exit, { ...wellEnded, by: "its supervisor" })
      yield* inTheEnd(recovering)
      assert.deepInclude(yield* endOf(id), { by: "its supervisor" })
      assert.deepStrictEqual(yield* signals, [])
      assert.deepStrictEqual(yield* store.active, [])
    }).pipe(Effect.provide(world())),
  )

  it.effect("is ended from here, when no such record comes in time", () =>
    Effect.gen(function* () {
      yield* born(helper.pid)
      yield* running("stop")
      const recovering = yield* Effect.fork(recoverAll)
      // The grace of a shutdown and three seconds.
      yield* pass("3900 millis")
      assert.isNull(yield* endOf(id))
      assert.deepStrictEqual(yield* signals, [])
      yield* inTheEnd(recovering)
      assert.deepInclude(yield* endOf(id), { reason: "server_exited" })
      assert.deepStrictEqual(yield* signals, ["SIGTERM 801"])
    }).pipe(Effect.provide(world())),
  )

  it.effect("goes on when it is a kept one, although the server that finds it stops its own", () =>
    Effect.gen(function* () {
      yield* born(helper.pid)
      yield* running("keep")
      yield* inTheEnd(yield* Effect.fork(recoverAll))
      assert.isNull(yield* endOf(id))
      assert.deepStrictEqual(yield* signals, [])
    }).pipe(Effect.provide(keeping("stop"))),
  )

  it.effect("ends when it is no kept one, although the server that finds it keeps its own", () =>
    Effect.gen(function* () {
      yield* born(helper.pid)
      yield* running("stop")
      yield* inTheEnd(yield* Effect.fork(recoverAll))
      assert.deepInclude(yield* endOf(id), { reason: "server_exited" })
    }).pipe(Effect.provide(keeping("keep"))),
  )
})

describe("the job of a dead server whose supervisor is dead", () => {
  const reasonOf = (onServerExit: OnServerExit, judge: OnServerExit, isStarted = true) =>
    Effect.gen(function* () {
      yield* isStarted ? running(onServerExit) : make(id, { owner: held, onServerExit })
      yield* inTheEnd(yield* Effect.fork(recoverAll))
      return (yield* endOf(id))?.reason
    }).pipe(Effect.provide(keeping(judge)))

  for (const judge of ["stop", "keep"] as const) {
    it.effect(`has lost its supervisor if it was kept; found by a server that says ${judge}`, () =>
      Effect.map(reasonOf("keep", judge), (reason) =>
        assert.strictEqual(reason, "supervisor_lost"),
      ),
    )

    it.effect(`has lost its server if it was not; found by a server that says ${judge}`, () =>
      Effect.map(reasonOf("stop", judge), (reason) => assert.strictEqual(reason, "server_exited")),
    )
  }

  it.effect("has lost its server, too, where its script had not started: nothing kept it", () =>
    Effect.map(reasonOf("keep", "stop", false), (reason) =>
      assert.strictEqual(reason, "server_exited"),
    ),
  )
})
