import { assert, describe, it } from "@effect/vitest"
import { Array as Arr } from "effect"
import * as fc from "fast-check"
import {
  median,
  outliersOf,
  type Pair,
  rankSumP,
  ratioOfMedians,
  signedRankP,
  summaryOf,
} from "../../src/domain/Statistics.ts"

const figure = fc.double({ min: 0.001, max: 1000, noNaN: true })
const sample = fc
  .array(figure, { minLength: 1, maxLength: 30 })
  .filter((values) => Arr.isNonEmptyReadonlyArray(values))
const pairs = fc
  .array(fc.tuple(figure, figure), { minLength: 1, maxLength: 20 })
  .filter((values) => Arr.isNonEmptyReadonlyArray(values))

describe("the summary of a sample", () => {
  it("is what the books say", () => {
    assert.strictEqual(median([3]), 3)
    assert.strictEqual(median([4, 1, 3, 2]), 2.5)
    // The example of the article "Median absolute deviation" of Wikipedia.
    assert.deepStrictEqual(summaryOf([1, 1, 2, 2, 4, 6, 9]), {
      median: 2,
      minimum: 1,
      maximum: 9,
      spread: 1,
    })
  })

  it("does not depend on the order, and lies within the values", () => {
    return fc.assert(
      fc.property(sample, (values) => {
        const summary = summaryOf(values)
        assert.deepStrictEqual(summaryOf(Arr.reverse(values)), summary)
        assert.isAtLeast(summary.median, summary.minimum)
        assert.isAtMost(summary.median, summary.maximum)
        assert.isAtMost(summary.spread, summary.maximum - summary.minimum)
        const below = values.filter((value) => value < summary.median).length
        assert.isAtMost(below, values.length / 2)
      }),
    )
  })

  it("grows with the unit", () => {
    return fc.assert(
      fc.property(sample, (values) => {
        const [once, twice] = [summaryOf(values), summaryOf(Arr.map(values, (value) => 2 * value))]
        assert.closeTo(twice.median, 2 * once.median, 1e-9)
        assert.closeTo(twice.spread, 2 * once.spread, 1e-9)
      }),
    )
  })
})

describe("outliers", () => {
  it("are further than 1.5 interquartile ranges outside the quartiles", () => {
    // Quartiles 2 and 4: the fences are at -1 and 7.
    assert.deepStrictEqual(outliersOf([1, 2, 3, 4, 7]), [false, false, false, false, false])
    assert.deepStrictEqual(outliersOf([1, 2, 3, 4, 7.1]), [false, false, false, false, true])
    assert.deepStrictEqual(outliersOf([10, 11, 12, 1, 11, 10]), [
      false,
      false,
      false,
      true,
      false,
      false,
    ])
  })

  it("are never those in the middle half, and none of equal values", () => {
    return fc.assert(
      fc.property(sample, (values) => {
        const found = outliersOf(values)
        assert.isAtMost(found.filter((is) => is).length, values.length / 2)
        assert.notInclude(outliersOf(Arr.map(values, () => 7)), true)
      }),
    )
  })
})

describe("the signed-rank test", () => {
  it("gives the exact values of the tables", () => {
    assert.strictEqual(signedRankP([1, 2, 3, 4, 5, 6, 7]), 2 / 2 ** 7)
    assert.strictEqual(signedRankP([-1, -2, -3, -4, -5]), 2 / 2 ** 5)
    // W = 8 of ten pairs, the critical value of 5 % in every table: p = 0.0488.
    assert.closeTo(signedRankP([1, 2, 3, 4, 5, 6, 7, -8, 9, 10]), 0.04883, 1e-5)
    // The pair that is equal is dropped, and two ranks are shared; all signs tried: 324 of 512.
    assert.closeTo(signedRankP([15, -7, 5, 20, 0, -9, 17, -12, 5, -10]), 324 / 512, 1e-9)
  })

  it("says nothing where there is nothing to say", () => {
    assert.strictEqual(signedRankP([]), 1)
    assert.strictEqual(signedRankP([0, 0, 0]), 1)
    assert.strictEqual(signedRankP([1, -1]), 1)
  })

  it("is a probability, the same whichever of the two comes first", () => {
    const differences = fc.array(fc.integer({ min: -9, max: 9 }), { maxLength: 20 })
    return fc.assert(
      fc.property(differences, (values) => {
        const p = signedRankP(values)
        assert.isAbove(p, 0)
        assert.isAtMost(p, 1)
        assert.closeTo(signedRankP(values.map((value) => -value)), p, 1e-12)
      }),
    )
  })

  it("agrees with trying all signs", () => {
    const few = fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 1, maxLength: 7 })
    return fc.assert(
      fc.property(few, (values) => assert.closeTo(signedRankP(values), byTrial(values), 1e-12)),
    )
  })
})

describe("the rank-sum test", () => {
  it("gives what SciPy gives by the same approximation", () => {
    // mannwhitneyu(x, y, method="asymptotic").pvalue
    assert.closeTo(rankSumP([1, 2, 3, 4, 5, 6], [7, 8, 9, 10, 11, 12]), 0.005074868, 1e-6)
    assert.closeTo(rankSumP([1, 2, 2, 3, 5, 8], [2, 4, 6, 7, 8, 9, 9]), 0.083882224, 1e-6)
  })

  it("is a probability, the same whichever of the two comes first", () => {
    assert.strictEqual(rankSumP([1, 1, 1], [1, 1, 1]), 1)
    return fc.assert(
      fc.property(sample, sample, (a, b) => {
        const p = rankSumP(a, b)
        assert.isAtLeast(p, 0)
        assert.isAtMost(p, 1)
        assert.closeTo(rankSumP(b, a), p, 1e-9)
      }),
    )
  })
})

/** What the test means: all signs are as likely. */
const byTrial = (values: ReadonlyArray<number>): number => {
  const there = values.filter((value) => value !== 0)
  const sizes = there.map(Math.abs)
  const ranks = sizes.map((size) => {
    const smaller = sizes.filter((other) => other < size).length
    const same = sizes.filter((other) => other === size).length
    return smaller + (same + 1) / 2
  })
  const total = ranks.reduce((sum, rank) => sum + rank, 0)
  const awayOf = (isPositive: (index: number) => boolean) =>
    Math.abs(
      ranks.reduce((sum, rank, index) => sum + (isPositive(index) ? rank : 0), 0) - total / 2,
    )
  const seen = awayOf((index) => (there[index] ?? 0) > 0)
  const all = Array.from({ length: 2 ** there.length }, (_, signs) =>
    awayOf((index) => Math.floor(signs / 2 ** index) % 2 === 1),
  )
  return all.filter((away) => away >= seen - 1e-9).length / all.length
}

describe("the ratio of medians", () => {
  it("is exact where there is no noise", () => {
    assert.deepStrictEqual(
      ratioOfMedians([
        [3, 2],
        [3, 2],
        [3, 2],
      ]),
      { ratio: 1.5, low: 1.5, high: 1.5 },
    )
  })

  it("lies in its interval's range, gives the same twice, and turns round with its two sides", () => {
    return fc.assert(
      fc.property(pairs, (values) => {
        const found = ratioOfMedians(values)
        assert.deepStrictEqual(ratioOfMedians(values), found)
        assert.isAtMost(found.low, found.high)
        assert.isAbove(found.low, 0)
        const swapped = ratioOfMedians(Arr.map(values, ([a, b]): Pair => [b, a]))
        assert.closeTo(swapped.ratio * found.ratio, 1, 1e-9)
      }),
      { numRuns: 30 },
    )
  })

  it("keeps apart what both had in common: a machine of two speeds leaves no doubt", () => {
    const speeds: Arr.NonEmptyReadonlyArray<number> = [1, 1, 1, 1, 1, 1, 3, 3, 3, 3, 3]
    const { low, high } = ratioOfMedians(
      Arr.map(speeds, (speed, at): Pair => [1.5 * speed + at / 1000, speed]),
    )
    assert.isAbove(low, 1.45)
    assert.isBelow(high, 1.55)
  })
})
