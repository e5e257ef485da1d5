import { assert, describe, it } from "@effect/vitest"
import { Effect, TestClock } from "effect"
import { isUlid, randomBits, timeOf, ulid } from "../../src/domain/Ulid.ts"

const at = (millis: number) => Effect.zipRight(TestClock.setTime(millis), ulid)

describe("a ULID", () => {
  it.effect("has the form of the specification", () =>
    Effect.gen(function* () {
      const made = yield* at(Date.parse("2026-11-23T12:00:00Z"))
      assert.match(made, /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/)
      assert.isTrue(isUlid(made))
    }),
  )

  it("tells the time of the specification's example", () => {
    assert.strictEqual(timeOf("01ARYZ6S41TSV4RRFFQ69G5FAV"), 1469918176385)
  })

  it.effect("gives back the time that it was made at, to the millisecond", () =>
    Effect.forEach([0, 1, 31, 32, 1_469_918_176_385, 2 ** 48 - 1], (millis) =>
      Effect.map(at(millis), (made) => assert.strictEqual(timeOf(made), millis)),
    ),
  )

  it.effect("sorts by the time that it was made at", () =>
    Effect.gen(function* () {
      const times = [0, 1, 999, 1000, 1_700_000_000_000, 1_700_000_000_001, 1_900_000_000_000]
      const made = yield* Effect.forEach(times, at)
      assert.deepStrictEqual([...made].sort(), made)
    }),
  )

  it.effect("is another one each time, even within one millisecond", () =>
    Effect.gen(function* () {
      const made = yield* Effect.replicateEffect(ulid, 1000)
      assert.lengthOf(new Set(made), 1000)
    }),
  )

  it("is nothing else", () => {
    const others = [
      "",
      "01ARYZ6S41TSV4RRFFQ69G5FA",
      "01ARYZ6S41TSV4RRFFQ69G5FAVX",
      "81ARYZ6S41TSV4RRFFQ69G5FAV",
      "01aryz6s41tsv4rrffq69g5fav",
      "01ARYZ6S41TSV4RRFFQ69G5FAI",
      "../../../../../../etc/pass",
    ]
    assert.deepStrictEqual(others.filter(isUlid), [])
  })
})

describe("random bits", () => {
  it.effect("are 128, in hexadecimal digits", () =>
    Effect.map(randomBits, (bits) => assert.match(bits, /^[0-9a-f]{32}$/)),
  )
})
