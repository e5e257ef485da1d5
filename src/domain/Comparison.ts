import { Array as Arr, Option, Schema } from "effect"
import { allSeen, type Measurement } from "./Measurement.ts"
import { excerpt } from "./PythonVersion.ts"
import {
  type Pair,
  type RatioInterval,
  rankSumP,
  ratioOfMedians,
  signedRankP,
} from "./Statistics.ts"

/** How two scripts compare in one respect. */
export const ComparedFigure = Schema.Struct({
  /** Median of a by median of b: above 1, b takes less. */
  ratio: Schema.Number,
  /** Of the 95 % bootstrap interval of the ratio; null where the runs are too few for one. */
  low: Schema.NullOr(Schema.Number),
  high: Schema.NullOr(Schema.Number),
  /** The smaller of a signed-rank and a rank-sum test, doubled. */
  p_value: Schema.Number,
  /** Whether a difference is shown. */
  shown: Schema.Boolean,
  verdict: Schema.String,
}).annotations({
  jsonSchema: { type: "object", description: "ratio (a / b), low, high, p_value, shown, verdict" },
})
export type ComparedFigure = typeof ComparedFigure.Type

/** How two scripts compare; null where some run's figure was not seen, or was 0. */
export const ComparedFigures = Schema.Struct({
  wall: Schema.NullOr(ComparedFigure),
  cpu: Schema.NullOr(ComparedFigure),
  memory: Schema.NullOr(ComparedFigure),
})
export type ComparedFigures = typeof ComparedFigures.Type

/**
 * What all runs printed; `agree` is null where the output of one of the two varies by itself. It is about standard
 * output: warnings name their file, so standard error differs where nothing is wrong; the verdict tells of it.
 */
export const ComparedOutputs = Schema.Struct({
  agree: Schema.NullOr(Schema.Boolean),
  verdict: Schema.String,
})
export type ComparedOutputs = typeof ComparedOutputs.Type

/**
 * A difference is claimed where two witnesses agree: the interval leaves out 1, and a test is below this. By
 * itself, the interval of ten pairs leaves out 1 in up to 8 % of comparisons of a script with itself, depending
 * on the noise; with the test it is less than 3 %.
 */
const significance = 0.02

/** With fewer runs of each, no outcome at all is below that. */
export const fewestRuns = 6

/** Compares runs that were taken in pairs: the first of a beside the first of b, and so on. */
export const compareRuns = (
  a: ReadonlyArray<Measurement>,
  b: ReadonlyArray<Measurement>,
): ComparedFigures => {
  const compare = (figure: (run: Measurement) => number | null, words: Words) =>
    Option.getOrNull(
      Option.map(pairsOf(a.map(figure), b.map(figure)), (pairs) => judged(pairs, words)),
    )
  return {
    wall: compare((run) => run.wall_time_seconds, wallWords),
    cpu: compare((run) => run.cpu_time_seconds, more("CPU time")),
    memory: compare((run) => run.peak_rss_mb, more("peak memory")),
  }
}

/** Compares what was printed, by the digests of all runs; exit codes agree, or there is no comparison. */
export const compareOutputs = (
  a: ReadonlyArray<string>,
  b: ReadonlyArray<string>,
): ComparedOutputs => {
  const [ofA, ofB] = [new Set(a), new Set(b)]
  const varying = [...(ofA.size > 1 ? ["a"] : []), ...(ofB.size > 1 ? ["b"] : [])]
  if (varying.length > 0) {
    const whose = varying.length === 2 ? "Both a and b print" : `${varying[0]} prints`
    return {
      agree: null,
      verdict: `${whose} something else from run to run, so whether the two differ is not known.`,
    }
  }
  return a[0] === b[0]
    ? { agree: true, verdict: "All runs of a and b printed the same." }
    : { agree: false, verdict: `${different}.` }
}

const different = "a and b print different things, each the same in all its runs"

/** The same of outputs that agree, with what the digests of standard error add. */
export const withErrors = (
  outputs: ComparedOutputs,
  a: ReadonlyArray<string>,
  b: ReadonlyArray<string>,
): ComparedOutputs => {
  const errors = compareOutputs(a, b).agree
  if (outputs.agree !== true || errors === true) return outputs
  const how = errors === null ? "varies from run to run" : "differs"
  return {
    agree: true,
    verdict: `All runs of a and b printed the same on standard output; standard error ${how}.`,
  }
}

/** Outputs that differ, with where they begin to, as their beginnings tell. */
export const differing = (a: string, b: string): ComparedOutputs =>
  differingIn(a === b ? "in bytes that are no text" : whereOf(linesOf(a), linesOf(b)))

/** Outputs that differ, and where. */
export const differingIn = (where: string): ComparedOutputs => ({
  agree: false,
  verdict: `${different}, ${where}.`,
})

const whereOf = (a: ReadonlyArray<string>, b: ReadonlyArray<string>): string => {
  const at = a.findIndex((line, index) => line !== b[index])
  // Where b only goes on after all of a, its next line is the first.
  const line = at === -1 ? a.length : at
  if (line === a.length && line === b.length) return "but only in the newline at their end"
  const shown = (text: string | undefined) => (text === undefined ? "nothing" : excerpt(text))
  return `from line ${line + 1} on (a: ${shown(a[line])}, b: ${shown(b[line])})`
}

/** What follows the last newline is a line only if there is something. */
const linesOf = (text: string): ReadonlyArray<string> =>
  (text.endsWith("\n") ? text.slice(0, -1) : text).split("\n")

/**
 * What is said of the whole: of the time, and of outputs where they differ. On a busy machine, CPU time may show
 * what wall time does not.
 */
export const verdictOf = ({ wall, cpu }: ComparedFigures, outputs: ComparedOutputs): string =>
  [
    wall?.verdict ?? "No difference shown: the wall time was not seen.",
    ...(wall?.shown !== true && cpu?.shown === true ? [cpu.verdict] : []),
    ...(outputs.agree === false ? ["Their outputs differ."] : []),
  ].join(" ")

/** `smaller` takes `times` less than `larger`. */
type Words = {
  readonly of: string
  readonly claim: (smaller: string, larger: string, times: string) => string
}

const wallWords: Words = {
  of: "wall time",
  claim: (smaller, larger, times) => `${smaller} is ${times} times as fast as ${larger}`,
}

const more = (of: string): Words => ({
  of,
  claim: (smaller, larger, times) => `${larger} takes ${times} times the ${of} of ${smaller}`,
})

const pairsOf = (
  a: ReadonlyArray<number | null>,
  b: ReadonlyArray<number | null>,
): Option.Option<Arr.NonEmptyReadonlyArray<Pair>> =>
  Option.zipWith(allSeen(a), allSeen(b), (ofA, ofB) => Arr.zip(ofA, ofB)).pipe(
    // A ratio of nothing says nothing.
    Option.filter((pairs) => pairs.every(([ofA, ofB]) => ofA > 0 && ofB > 0)),
  )

const judged = (pairs: Arr.NonEmptyReadonlyArray<Pair>, words: Words): ComparedFigure => {
  const interval = ratioOfMedians(pairs)
  const p = pValueOf(pairs)
  const excludesOne = interval.low > 1 || interval.high < 1
  const shown = excludesOne && p <= significance
  return {
    ratio: rounded(interval.ratio),
    // Of so few, an interval claims too much: of one run, it is a point.
    low: pairs.length < fewestRuns ? null : rounded(interval.low),
    high: pairs.length < fewestRuns ? null : rounded(interval.high),
    p_value: rounded(p),
    shown,
    verdict: shown ? claimOf(interval, words) : noClaimOf(interval, p, pairs.length, words),
  }
}

/**
 * Over pairs, what grows slower meanwhile does not count; over all, a single run that was disturbed counts
 * little. Two tests find twice as much by chance, so it is doubled.
 */
const pValueOf = (pairs: Arr.NonEmptyReadonlyArray<Pair>): number => {
  const paired = signedRankP(pairs.map(([a, b]) => Math.log(a / b)))
  const unpaired = rankSumP(
    Arr.map(pairs, ([a]) => a),
    Arr.map(pairs, ([, b]) => b),
  )
  return Math.min(1, 2 * Math.min(paired, unpaired))
}

const rounded = (figure: number): number => Number(figure.toPrecision(6))

/** Said with the faster one first, so that the ratio is above 1. */
const claimOf = ({ ratio, low, high }: RatioInterval, { claim }: Words): string => {
  const isB = low > 1
  const [times, from, to] = isB ? [ratio, low, high] : [1 / ratio, 1 / high, 1 / low]
  const show = shownBy(times)
  const said = isB ? claim("b", "a", show(times)) : claim("a", "b", show(times))
  return `${said} (95 % interval ${show(from)} to ${show(to)}).`
}

const noClaimOf = (
  { ratio, low, high }: RatioInterval,
  p: number,
  runs: number,
  { of }: Words,
): string => {
  const show = shownBy(ratio)
  const figures = `a / b ${show(ratio)}, 95 % interval ${show(low)} to ${show(high)}`
  if (runs < fewestRuns) {
    return `No difference shown in ${of} (a / b ${show(ratio)}): it takes ${fewestRuns} runs of each at least to show one.`
  }
  const doubt = low > 1 || high < 1 ? `, but p ${p.toPrecision(2)}` : ""
  return `No difference shown in ${of} (${figures}${doubt}).`
}

/** Two decimals, or as many as it takes to tell `ratio` from 1; none too many for large ones. */
const shownBy = (ratio: number): ((figure: number) => string) => {
  const away = Math.abs(ratio - 1)
  const decimals = away === 0 ? 2 : Math.min(5, Math.max(2, Math.ceil(-Math.log10(away)) + 1))
  return (figure) => String(figure >= 100 ? Math.round(figure) : Number(figure.toFixed(decimals)))
}
