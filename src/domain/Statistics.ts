import { Array as Arr, Utils } from "effect"

/** Figures of one thing, measured several times. */
export type Sample = Arr.NonEmptyReadonlyArray<number>

/** What a sample tells at a glance. */
export interface Summary {
  readonly median: number
  readonly minimum: number
  readonly maximum: number
  /** Median absolute deviation from the median, as it is (not scaled to a standard deviation). */
  readonly spread: number
}

/** A ratio, and between which bounds it lies with 95 % confidence. */
export interface RatioInterval {
  readonly ratio: number
  readonly low: number
  readonly high: number
}

/** One measurement of each of two things, taken one right after the other. */
export type Pair = readonly [a: number, b: number]

/** The value in the middle; between two of them, halfway. */
export const median = (values: Sample): number => quantile(sorted(values), 0.5)

/** Median, extremes and spread. */
export const summaryOf = (values: Sample): Summary => {
  const middle = median(values)
  return {
    median: middle,
    minimum: Math.min(...values),
    maximum: Math.max(...values),
    spread: median(Arr.map(values, (value) => Math.abs(value - middle))),
  }
}

/** Which values are outliers, by Tukey's rule: further than 1.5 interquartile ranges outside the quartiles. */
export const outliersOf = (values: Sample): ReadonlyArray<boolean> => {
  const inOrder = sorted(values)
  const [lower, upper] = [quantile(inOrder, 0.25), quantile(inOrder, 0.75)]
  const reach = 1.5 * (upper - lower)
  return values.map((value) => value < lower - reach || value > upper + reach)
}

/**
 * How the median of the first compares to that of the second, with the percentile interval of a bootstrap
 * over pairs. Pairs keep what both had in common (a machine that grows slower); in simulations of such noise,
 * intervals over unpaired values missed differences of a half, and bias-corrected ones (BCa) claimed three
 * times as many as they should. The same figures always give the same interval.
 */
export const ratioOfMedians = (pairs: Arr.NonEmptyReadonlyArray<Pair>): RatioInterval => {
  const random = new Utils.PCGRandom(seed)
  const drawn = Arr.makeBy(resamples, () =>
    medianRatio(Arr.map(pairs, (pair) => pairs[random.integer(pairs.length)] ?? pair)),
  )
  const inOrder = sorted(drawn)
  return {
    ratio: medianRatio(pairs),
    low: quantile(inOrder, tail),
    high: quantile(inOrder, 1 - tail),
  }
}

const resamples = 2000
const tail = 0.025
const seed = 20_261_123

const medianRatio = (pairs: Arr.NonEmptyReadonlyArray<Pair>): number =>
  median(Arr.map(pairs, ([a]) => a)) / median(Arr.map(pairs, ([, b]) => b))

/**
 * How likely differences are at least as one-sided as these where there is none: Wilcoxon's signed-rank test,
 * two-sided and exact, ties included; differences of 0 are left out.
 */
export const signedRankP = (differences: ReadonlyArray<number>): number => {
  const ranked = doubledRanks(differences.filter((difference) => difference !== 0))
  const total = ranked.reduce((sum, { rank }) => sum + rank, 0)
  const positive = ranked.reduce((sum, { value, rank }) => sum + (value > 0 ? rank : 0), 0)
  const ways = waysToSum(
    ranked.map(({ rank }) => rank),
    total,
  )
  const extreme = Math.min(positive, total - positive)
  const asExtreme = ways.slice(0, extreme + 1).reduce((sum, count) => sum + count, 0)
  return Math.min(1, (2 * asExtreme) / 2 ** ranked.length)
}

interface Ranked {
  readonly value: number
  /** Twice the rank by size, so that the mean rank of ties is a whole number. */
  readonly rank: number
}

const doubledRanks = (values: ReadonlyArray<number>): ReadonlyArray<Ranked> => {
  const sizes = [...values].map(Math.abs).sort(ascending)
  return values.map((value) => {
    const size = Math.abs(value)
    return { value, rank: sizes.indexOf(size) + 1 + sizes.lastIndexOf(size) + 1 }
  })
}

/** In how many ways some of the ranks sum up to each number from 0 to `total`. */
const waysToSum = (ranks: ReadonlyArray<number>, total: number): Float64Array => {
  const ways = new Float64Array(total + 1)
  ways[0] = 1
  for (const rank of ranks) {
    for (let sum = total; sum >= rank; sum -= 1) ways[sum] = at(ways, sum) + at(ways, sum - rank)
  }
  return ways
}

const ascending = (a: number, b: number): number => a - b

const sorted = (values: ReadonlyArray<number>): Float64Array => Float64Array.from(values).sort()

/** Between two values in proportion, as most programs do by default (type 7 of Hyndman and Fan). */
const quantile = (inOrder: Float64Array, share: number): number => {
  const place = (inOrder.length - 1) * share
  const below = Math.floor(place)
  const low = at(inOrder, below)
  return low + (place - below) * (at(inOrder, Math.min(below + 1, inOrder.length - 1)) - low)
}

const at = (values: Float64Array, index: number): number => values[index] ?? 0
