import { assert, describe, it } from "@effect/vitest"
import { Effect, TestClock } from "effect"
import { isoOf, millisOf, nowIso, secondsBetween } from "../../src/domain/Time.ts"

describe("times on disk", () => {
  it.effect("are ISO 8601 in UTC, by the clock", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(Date.parse("2026-11-23T12:00:00.5+02:00"))
      assert.strictEqual(yield* nowIso, "2026-11-23T10:00:00.500Z")
    }),
  )

  it("are read back to the millisecond", () => {
    assert.strictEqual(millisOf(isoOf(1_795_434_000_123)), 1_795_434_000_123)
    assert.strictEqual(millisOf("2026-11-23T12:00:00+02:00"), Date.parse("2026-11-23T10:00:00Z"))
  })

  it("are 0 where they are none", () => {
    assert.strictEqual(millisOf(""), 0)
    assert.strictEqual(millisOf("yesterday"), 0)
  })
})

describe("the seconds between two instants", () => {
  it("are exact to the millisecond", () => {
    assert.strictEqual(secondsBetween(1000, 3500), 2.5)
    assert.strictEqual(secondsBetween(0, 0.4), 0)
  })

  it("are never negative: clocks can be set back", () => {
    assert.strictEqual(secondsBetween(3500, 1000), 0)
  })
})
