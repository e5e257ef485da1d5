import { ratios, summary } from "./stats.mjs"

/** All six orders, in a sequence in which each comes as often after each other one as after itself. */
const orders = [
  ["base", "again", "subject"],
  ["subject", "base", "again"],
  ["again", "base", "subject"],
  ["subject", "again", "base"],
  ["base", "subject", "again"],
  ["again", "subject", "base"],
]

const times = async (step) => {
  const start = performance.now()
  const given = await step()
  return typeof given === "number" ? given : performance.now() - start
}

/**
 * Runs the baseline, the baseline again and the subject in every round, in an order that goes round all
 * six, after warm-up rounds. A step is timed here, unless it gives its own milliseconds.
 */
export const measure = async ({ base, again = base, subject, pairs, warmUp = 3 }) => {
  const steps = { base, again, subject }
  const series = { base: [], again: [], subject: [] }
  for (let round = -warmUp; round < pairs; round++) {
    for (const name of orders[(round + warmUp) % orders.length]) {
      const took = await times(steps[name])
      if (round >= 0) series[name].push(took)
    }
  }
  return series
}

/** What is reported of a series. */
export const row = ({ base, again, subject }, { name, bar = null, notes = [] }) => {
  const ratio = ratios(subject, base)
  return {
    name,
    unit: "ms",
    pairs: base.length,
    baseline: summary(base),
    subject: summary(subject),
    ratio,
    same: ratios(again, base),
    bar,
    passed: bar === null ? null : (ratio.lower ?? ratio.median) <= bar,
    notes,
  }
}

/** A single figure with its own bar. */
export const figure = ({ name, value, unit, bar = null, notes = [] }) => ({
  name,
  unit,
  value,
  bar,
  passed: bar === null || value === null ? null : value < bar,
  notes,
})
