import { FileSystem } from "@effect/platform/FileSystem"
import { assert, describe, it } from "@effect/vitest"
import { Clock, Effect } from "effect"
import { OwnerFate } from "../../src/jobs/OwnerFate.ts"
import { pass } from "../support/Jobs.ts"
import { aServer, owners } from "../support/Owners.ts"
import { born } from "../support/Population.ts"
import { home, put, world } from "../support/World.ts"

const path = `${home}/servers/${owners.elsewhere.server.id}.json`

const fate = Effect.flatMap(OwnerFate, (service) => service.of(owners.elsewhere))

/** The wall clock is so many milliseconds ahead of where it was; the monotonic one is not. */
const ahead =
  (millis: number) =>
  <A, E, R>(effect: Effect.Effect<A, E, R>) =>
    Clock.clockWith((clock) => {
      const shifted: Clock.Clock = {
        [Clock.ClockTypeId]: Clock.ClockTypeId,
        sleep: (time) => clock.sleep(time),
        currentTimeNanos: clock.currentTimeNanos,
        currentTimeMillis: Effect.map(clock.currentTimeMillis, (now) => now + millis),
        unsafeCurrentTimeNanos: () => clock.unsafeCurrentTimeNanos(),
        unsafeCurrentTimeMillis: () => clock.unsafeCurrentTimeMillis() + millis,
      }
      return Effect.withClock(effect, shifted)
    })

const hours = 3_600_000

describe("a server of another machine", () => {
  it.effect(
    "is silent after two minutes without a touch, and leaves no file of that question",
    () =>
      Effect.gen(function* () {
        const fs = yield* FileSystem
        yield* put(path, "{}")
        yield* pass("119 seconds")
        assert.strictEqual(yield* fate, "alive")
        yield* pass("2 seconds")
        assert.strictEqual(yield* fate, "silent")
        assert.deepStrictEqual(yield* fs.readDirectory(`${home}/servers`), ["01SERVER.json"])
      }).pipe(Effect.provide(world())),
  )

  it.effect("is not silent for the time that this machine has slept", () =>
    Effect.gen(function* () {
      yield* put(path, "{}")
      yield* pass("1 minute")
      assert.strictEqual(yield* ahead(8 * hours)(fate), "alive")
      // Awake again, it has two minutes less what it had been silent before.
      yield* pass("61 seconds")
      assert.strictEqual(yield* ahead(8 * hours)(fate), "silent")
    }).pipe(Effect.provide(world())),
  )

  it.effect("is judged by the time of the files, whatever the clock here says", () =>
    Effect.gen(function* () {
      const fs = yield* FileSystem
      // The file system is ten minutes behind: whatever is written now is that old.
      const behind = (yield* Clock.currentTimeMillis) / 1000 - 600
      yield* put(path, "{}")
      yield* fs.utimes(path, behind, behind)
      assert.strictEqual(yield* fate, "silent")
      assert.strictEqual(yield* ahead(-600_000)(fate), "alive")
    }).pipe(Effect.provide(world())),
  )
})

describe("a server with a supervisor", () => {
  const helper = { pid: 778, start: "1" }
  const held = aServer({ helper })

  const fateOf = (onServerExit: "stop" | "keep", alive: ReadonlyArray<number>) =>
    Effect.gen(function* () {
      yield* Effect.forEach(alive, (pid) => born(pid))
      return yield* (yield* OwnerFate).of(held, onServerExit)
    }).pipe(Effect.provide(world()))

  const { pid } = held.server
  const fates = [
    ["is alive as long as it lives itself", "stop", [pid, helper.pid], "alive"],
    ["is alive although its supervisor is dead", "stop", [pid], "alive"],
    ["is alive although the supervisor of a kept job is dead", "keep", [pid], "alive"],
    [
      "is about to have ended its jobs, when only its supervisor lives",
      "stop",
      [helper.pid],
      "ending",
    ],
    ["is alive for a kept job, when only its supervisor lives", "keep", [helper.pid], "alive"],
    ["is dead when both are", "stop", [], "dead"],
    ["is dead for a kept job, too, when both are", "keep", [], "dead"],
  ] as const

  for (const [sentence, onServerExit, alive, fate] of fates) {
    it.effect(sentence, () =>
      Effect.map(fateOf(onServerExit, alive), (judged) => assert.strictEqual(judged, fate)),
    )
  }

  it.effect("is dead when its supervisor's pid has been given to another process", () =>
    Effect.gen(function* () {
      yield* born(helper.pid, { start: "2" })
      assert.strictEqual(yield* (yield* OwnerFate).of(held, "keep"), "dead")
    }).pipe(Effect.provide(world())),
  )
})
