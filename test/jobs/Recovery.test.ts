import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import type { Owner } from "../../src/domain/JobFiles.ts"
import { JobFile } from "../../src/jobs/JobFile.ts"
import { JobStore } from "../../src/jobs/JobStore.ts"
import { Recovery } from "../../src/jobs/Recovery.ts"
import { endOf, make, pass, read, start, wellEnded } from "../support/Jobs.ts"
import { idAt, owners } from "../support/Owners.ts"
import { born, Population, signals } from "../support/Population.ts"
import { closable, home, machine, namesIn, noon, put, world } from "../support/World.ts"

const id = idAt(noon)

const recoverAll = Effect.flatMap(Recovery, (recovery) => recovery.recoverAll)

/** The record that a server elsewhere touches while it lives. */
const touched = (owner: Owner) => put(`${home}/servers/${owner.server.id}.json`, "{}")

describe("a job's owner is taken for", () => {
  /** What recovery makes of a job of this owner, so many seconds after the owner was last heard of. */
  const judged = (owner: Owner, seconds: number, begun = true) =>
    Effect.gen(function* () {
      yield* make(id, { owner, begun })
      yield* touched(owner)
      yield* pass(`${seconds} seconds`)
      yield* recoverAll
      return (yield* endOf(id))?.reason ?? "none"
    }).pipe(Effect.provide(world()))

  it.effect("dead here, when no process of that pid lives", () =>
    Effect.map(judged(owners.here, 0), (reason) => assert.strictEqual(reason, "server_exited")),
  )

  it.effect("alive here, when its process lives", () =>
    Effect.gen(function* () {
      yield* born(owners.here.server.pid)
      yield* make(id, { owner: owners.here })
      yield* recoverAll
      assert.isNull(yield* endOf(id))
      assert.deepStrictEqual(yield* namesIn(`${home}/active`), [id])
    }).pipe(Effect.provide(world())),
  )

  it.effect("dead here, when its pid has been given to another process", () =>
    Effect.gen(function* () {
      yield* born(owners.reborn.server.pid, { start: "1" })
      yield* make(id, { owner: owners.reborn })
      yield* recoverAll
      assert.deepInclude(yield* endOf(id), { reason: "server_exited" })
      assert.deepStrictEqual(yield* signals, [])
    }).pipe(Effect.provide(world())),
  )

  it.effect("dead with its machine, when that has booted since", () =>
    Effect.map(judged(owners.rebooted, 0), (reason) =>
      assert.strictEqual(reason, "machine_rebooted"),
    ),
  )

  it.effect("dead with its machine before anything else: even where nothing had begun", () =>
    Effect.map(judged(owners.rebooted, 0, false), (reason) =>
      assert.strictEqual(reason, "machine_rebooted"),
    ),
  )

  it.effect("dead with its machine, whichever namespace it was in", () =>
    Effect.map(judged(owners.insideRebooted, 0), (reason) =>
      assert.strictEqual(reason, "machine_rebooted"),
    ),
  )

  for (const place of ["elsewhere", "inside"] as const) {
    it.effect(`alive ${place}, as long as it was heard of within two minutes`, () =>
      Effect.map(judged(owners[place], 120), (reason) => assert.strictEqual(reason, "none")),
    )

    it.effect(`gone ${place}, when it has been silent for longer`, () =>
      Effect.map(judged(owners[place], 121), (reason) =>
        assert.strictEqual(reason, "server_exited"),
      ),
    )
  }

  it.effect("gone elsewhere, when there is no word of it at all", () =>
    Effect.gen(function* () {
      yield* make(id, { owner: owners.elsewhere })
      yield* recoverAll
      assert.deepInclude(yield* endOf(id), { reason: "server_exited" })
    }).pipe(Effect.provide(world())),
  )

  it.effect("never dead, when it is this server", () =>
    Effect.gen(function* () {
      const own = yield* start(() => Effect.never)
      yield* (yield* Population).dies(42)
      yield* recoverAll
      assert.isNull(yield* endOf(own))
    }).pipe(Effect.provide(world())),
  )
})

describe("the job of a dead server", () => {
  it.effect("failed because the server ended, at the time that this was found", () =>
    Effect.gen(function* () {
      yield* make(id, { owner: owners.here })
      yield* put(`${home}/jobs/2026-11-23/${id}/stdout.log`, "so far\n")
      yield* pass("7 seconds")
      yield* recoverAll
      const end = yield* endOf(id)
      assert.deepInclude(end, {
        status: "failed",
        reason: "server_exited",
        exit_code: null,
        signal: null,
        ended_at: "2026-11-23T12:00:07.000Z",
        elapsed_seconds: 7,
        stdout_bytes: 7,
        stderr_bytes: 0,
        usage: null,
      })
      assert.match(end?.error ?? "", /^The server ended or restarted while the job was running/)
      assert.deepStrictEqual(yield* namesIn(`${home}/active`), [])
    }).pipe(Effect.provide(world())),
  )

  it.effect("never started, where nothing of it had begun", () =>
    Effect.gen(function* () {
      yield* make(id, { owner: owners.here, begun: false })
      yield* recoverAll
      assert.deepInclude(yield* endOf(id), { reason: "never_started", elapsed_seconds: 0 })
    }).pipe(Effect.provide(world())),
  )

  it.effect("had begun, where a process of it lives although begun.json is not there", () =>
    Effect.gen(function* () {
      const { cookie } = yield* make(id, { owner: owners.here, begun: false })
      yield* born(801, { cookie })
      const recovering = yield* Effect.fork(recoverAll)
      yield* pass("2 seconds")
      yield* recovering
      assert.deepInclude(yield* endOf(id), { reason: "server_exited", killed_processes: 1 })
    }).pipe(Effect.provide(world())),
  )

  it.effect("has its processes ended first: those that carry its cookie, and no others", () =>
    Effect.gen(function* () {
      const { cookie } = yield* make(id, { owner: owners.here })
      yield* born(801, { cookie })
      yield* born(802, { cookie, deaf: true })
      yield* born(803, { cookie: "another job's" })
      const recovering = yield* Effect.fork(recoverAll)
      yield* pass("900 millis")
      assert.isNull(yield* endOf(id))
      assert.notInclude(yield* signals, "SIGKILL 802")
      yield* pass("2 seconds")
      yield* recovering
      assert.deepInclude(yield* endOf(id), { reason: "server_exited", killed_processes: 2 })
      assert.deepStrictEqual(yield* signals, ["SIGTERM 801", "SIGTERM 802", "SIGKILL 802"])
    }).pipe(Effect.provide(world())),
  )

  it.effect("does not count its main process among those that it left behind", () =>
    Effect.gen(function* () {
      const store = yield* JobStore
      const { cookie } = yield* make(id, { owner: owners.here })
      const identity = yield* born(801, { cookie })
      yield* born(802, { cookie })
      yield* store.writeOnce(id, JobFile.started, { ...identity, at: noon })
      const recovering = yield* Effect.fork(recoverAll)
      yield* pass("2 seconds")
      yield* recovering
      assert.deepInclude(yield* endOf(id), { started_at: noon, killed_processes: 1 })
    }).pipe(Effect.provide(world())),
  )

  for (const place of ["rebooted", "elsewhere", "inside"] as const) {
    it.effect(`has nothing signalled, when the server was ${place}`, () =>
      Effect.gen(function* () {
        const { cookie } = yield* make(id, { owner: owners[place] })
        yield* born(801, { cookie })
        yield* recoverAll
        assert.deepInclude(yield* endOf(id), { status: "failed", killed_processes: 0 })
        assert.deepStrictEqual(yield* signals, [])
        assert.deepStrictEqual(yield* (yield* Population).searches, [])
      }).pipe(Effect.provide(world())),
    )
  }

  it.effect("keeps the end that it had", () =>
    Effect.gen(function* () {
      yield* make(id, { owner: owners.here })
      yield* (yield* JobStore).writeOnce(id, JobFile.exit, wellEnded)
      yield* recoverAll
      assert.deepStrictEqual(yield* endOf(id), wellEnded)
      assert.deepStrictEqual(yield* namesIn(`${home}/active`), [])
    }).pipe(Effect.provide(world())),
  )

  it.effect("is judged by what is on disk after the verdict, not before", () =>
    Effect.gen(function* () {
      yield* make(id, { owner: owners.here, begun: false })
      const seen = yield* read(id)
      yield* (yield* JobStore).writeOnce(id, JobFile.begun, { at: noon })
      assert.isTrue(yield* (yield* Recovery).recover(seen))
      assert.deepInclude(yield* endOf(id), { reason: "server_exited" })
    }).pipe(Effect.provide(world())),
  )

  it.effect("gets one end, however often it is recovered", () =>
    Effect.gen(function* () {
      yield* make(id, { owner: owners.here })
      yield* recoverAll
      const first = yield* endOf(id)
      yield* pass("1 minute")
      yield* recoverAll
      assert.isFalse(yield* (yield* Recovery).recover(yield* read(id)))
      assert.deepStrictEqual(yield* endOf(id), first)
    }).pipe(Effect.provide(world())),
  )

  it.effect("gets one end, when two servers recover it at the same time", () =>
    Effect.gen(function* () {
      const a = yield* closable({ host: { pid: 51 } })
      const b = yield* closable({ host: { pid: 52 } })
      yield* Effect.provide(make(id, { owner: owners.here }), a.services)
      yield* Effect.all(
        [Effect.provide(recoverAll, a.services), Effect.provide(recoverAll, b.services)],
        {
          concurrency: "unbounded",
        },
      )
      const seenByA = yield* Effect.provide(endOf(id), a.services)
      assert.deepInclude(seenByA, { reason: "server_exited" })
      assert.deepStrictEqual(yield* Effect.provide(endOf(id), b.services), seenByA)
      yield* a.close
      yield* b.close
    }).pipe(Effect.provide(machine)),
  )
})
