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
  const inOrder = sorted(resampledRatios(pairs))
  return {
    ratio: median(Arr.map(pairs, ([a]) => a)) / median(Arr.map(pairs, ([, b]) => b)),
    low: quantile(inOrder, tail),
    high: quantile(inOrder, 1 - tail),
  }
}

const resamples = 2000
const tail = 0.025
const seed = 20_261_123

/** In place, because this is where the time goes. */
const resampledRatios = (pairs: ReadonlyArray<Pair>): Float64Array => {
  const random = new Utils.PCGRandom(seed)
  const [a, b] = [new Float64Array(pairs.length), new Float64Array(pairs.length)]
  return new Float64Array(resamples).map(() => {
    for (let index = 0; index < pairs.length; index += 1) {
      const [ofA, ofB] = pairs[random.integer(pairs.length)] ?? [0, 0]
      a[index] = ofA
      b[index] = ofB
    }
    return quantile(a.sort(), 0.5) / quantile(b.sort(), 0.5)
  })
}

/**
 * How likely differences are at least as one-sided as these where there is none: Wilcoxon's signed-rank test,
 * two-sided and exact, ties included; differences of 0 are left out.
 */
export const signedRankP = (differences: ReadonlyArray<number>): number => {
  const ranked = doubledRanks(differences.filter((difference) => difference !== 0))
  const ranks = ranked.map(({ rank }) => rank)
  const positive = total(ranked.map(({ value, rank }) => (value > 0 ? rank : 0)))
  const extreme = Math.min(positive, total(ranks) - positive)
  const asExtreme = total([...waysToSum(ranks).slice(0, extreme + 1)])
  return Math.min(1, (2 * asExtreme) / 2 ** ranked.length)
}

const total = (values: ReadonlyArray<number>): number =>
  values.reduce((sum, value) => sum + value, 0)

/**
 * How likely two samples lie at least as far apart as these where they come from the same source: the rank-sum
 * test of Wilcoxon, Mann and Whitney, two-sided, by the normal approximation, corrected for ties and steps.
 */
export const rankSumP = (a: Sample, b: Sample): number => {
  const ranks = doubledRanks([...a, ...b]).map(({ rank }) => rank / 2)
  const [n, m] = [a.length, b.length]
  const mean = (n + m + 1) / 2
  const away = Math.abs(total(ranks.slice(0, n)) - n * mean)
  // With ties, ranks vary less than whole numbers do.
  const variance = (total(ranks.map((rank) => (rank - mean) ** 2)) * n * m) / (n + m) / (n + m - 1)
  return variance === 0 ? 1 : Math.min(1, erfc(Math.max(0, away - 0.5) / Math.sqrt(2 * variance)))
}

/** The complement of the error function, by Abramowitz and Stegun 7.1.26: exact to seven decimals. */
const erfc = (x: number): number => {
  const t = 1 / (1 + 0.3275911 * x)
  const terms = [1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592]
  return terms.reduce((sum, term) => (sum + term) * t, 0) * Math.exp(-x * x)
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

/** In how many ways some of the ranks sum up to each number from 0 to the sum of all. */
const waysToSum = (ranks: ReadonlyArray<number>): Float64Array => {
  const ways = new Float64Array(total(ranks) + 1)
  ways[0] = 1
  for (const rank of ranks) {
    for (let sum = ways.length - 1; sum >= rank; sum -= 1)
      ways[sum] = at(ways, sum) + at(ways, sum - rank)
  }
  return ways
}

const ascending = (a: number, b: number): number => a - b

const sorted = (values: ArrayLike<number>): Float64Array => Float64Array.from(values).sort()

/** Between two values in proportion, as most programs do by default (type 7 of Hyndman and Fan). */
const quantile = (inOrder: Float64Array, share: number): number => {
  const place = (inOrder.length - 1) * share
  const below = Math.floor(place)
  const low = at(inOrder, below)
  return low + (place - below) * (at(inOrder, Math.min(below + 1, inOrder.length - 1)) - low)
}

const at = (values: Float64Array, index: number): number => values[index] ?? 0
