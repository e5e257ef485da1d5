/** The numbers that a series of pairs comes down to. */

const sorted = (values) => [...values].sort((a, b) => a - b)

/** The middle value; of two middle ones, their mean. */
export const median = (values) => {
  const ordered = sorted(values)
  const half = ordered.length >> 1
  return ordered.length % 2 === 1 ? ordered[half] : (ordered[half - 1] + ordered[half]) / 2
}

/**
 * How many values from either end the one-sided 90 % bound of the median lies: the largest k with
 * P(Binomial(n, 1/2) < k) <= 0.1. Exact whatever the distribution is, and without chance of its own.
 */
const boundRank = (count) => {
  let probability = 0.5 ** count
  let cumulated = 0
  for (let rank = 0; ; rank++) {
    cumulated += probability
    if (cumulated > 0.1) return rank
    probability *= (count - rank) / (rank + 1)
  }
}

/** Below this the median lies with a confidence of at most 10 % (order statistic). Null for under 4 values. */
export const lowerBound = (values) => sorted(values)[boundRank(values.length) - 1] ?? null

/** The same from above. */
export const upperBound = (values) => sorted(values).at(-boundRank(values.length) || 1e9) ?? null

export const summary = (values) => ({ min: Math.min(...values), median: median(values) })

/** The pairwise ratios of two series: what the machine does slowly cancels out within each pair. */
export const ratios = (series, base) => {
  const each = series.map((value, index) => value / base[index])
  return { median: median(each), lower: lowerBound(each), upper: upperBound(each) }
}
