import { assert, describe, it } from "@effect/vitest"
import {
  type ComparedFigure,
  compareOutputs,
  compareRuns,
  differing,
  fewestRuns,
  verdictOf,
  withErrors,
} from "../../src/domain/Comparison.ts"
import { rounds } from "../support/Faults.ts"
import { compared, noises } from "../support/Noise.ts"

const measured = (wall: number) => ({
  wall_time_seconds: wall,
  cpu_time_seconds: wall / 2,
  peak_rss_mb: 10,
})

const runsOf = (count: number, wall: number) =>
  Array.from({ length: count }, (_, at) => measured(wall + at / 1000))

const equal = compareOutputs(["x"], ["x"])

describe("the verdict", () => {
  it("names the faster one first, with the ratio above 1 and its interval", () => {
    const slower = compareRuns(runsOf(10, 1.5), runsOf(10, 1))
    assert.strictEqual(
      verdictOf(slower, equal),
      "b is 1.5 times as fast as a (95 % interval 1.5 to 1.5).",
    )
    const faster = compareRuns(runsOf(10, 1), runsOf(10, 2))
    assert.match(verdictOf(faster, equal), /^a is (1\.99|2) times as fast as b/)
    assert.match(faster.cpu?.verdict ?? "", /^b takes (1\.99|2) times the CPU time of a /)
    assert.isBelow(faster.wall?.ratio ?? 1, 0.51)
  })

  it("claims nothing of what is the same", () => {
    const same = compareRuns(runsOf(10, 1), runsOf(10, 1))
    assert.strictEqual(
      verdictOf(same, equal),
      "No difference shown in wall time (a / b 1, 95 % interval 1 to 1).",
    )
    assert.strictEqual(same.memory?.shown, false)
  })

  it("says of too few runs that they are too few, however clear they look", () => {
    const few = compareRuns(runsOf(fewestRuns - 1, 9), runsOf(fewestRuns - 1, 1))
    assert.match(verdictOf(few, equal), /^No difference shown .* 6 runs of each at least/)
    assert.deepInclude(few.wall, { low: null, high: null, shown: false })
    const enough = compareRuns(runsOf(fewestRuns, 9), runsOf(fewestRuns, 1))
    assert.match(verdictOf(enough, equal), /^b is [89].* times as fast/)
  })

  it("shows as many digits as tell a small difference from none", () => {
    const small = compareRuns(runsOf(10, 1.004), runsOf(10, 1))
    assert.match(verdictOf(small, equal), /^b is 1\.00[34]\d* times as fast as a/)
  })

  it("adds what CPU time shows, where wall time shows nothing", () => {
    const noisy = (cpu: number) => runsOf(10, 1).map((run) => ({ ...run, cpu_time_seconds: cpu }))
    assert.match(
      verdictOf(compareRuns(noisy(0.3), noisy(0.2)), equal),
      /^No difference shown in wall time .*\. a takes 1\.5 times the CPU time of b /,
    )
  })

  it("adds that the outputs differ", () => {
    const figures = compareRuns(runsOf(10, 1), runsOf(10, 1))
    assert.match(
      verdictOf(figures, compareOutputs(["x"], ["y"])),
      /^No difference.* Their outputs differ\.$/,
    )
  })

  it("leaves out what was not seen, or was nothing", () => {
    const unseen = runsOf(10, 1).map((run) => ({ ...run, cpu_time_seconds: null, peak_rss_mb: 0 }))
    const figures = compareRuns(unseen, runsOf(10, 1))
    assert.isNull(figures.cpu)
    assert.isNull(figures.memory)
    assert.isNotNull(figures.wall)
  })
})

describe("outputs", () => {
  it("agree where all runs of both printed the same", () => {
    assert.strictEqual(compareOutputs(["x", "x"], ["x", "x"]).agree, true)
  })

  it("differ where each always prints its own, and it is said from where on", () => {
    assert.strictEqual(compareOutputs(["x", "x"], ["y", "y"]).agree, false)
    assert.match(
      differing("1\n2\n3\n", "1\nzwei\n3\n").verdict,
      /from line 2 on \(a: "2", b: "zwei"\)/,
    )
    assert.match(differing("1\n", "1\n2\n").verdict, /from line 2 on \(a: nothing, b: "2"\)/)
    assert.match(differing("1\n", "1\n\n").verdict, /from line 2 on \(a: nothing, b: ""\)/)
    assert.match(differing("1", "1\n").verdict, /, but only in the newline at their end\.$/)
    assert.match(differing("\uFFFD", "\uFFFD").verdict, /, in bytes that are no text\.$/)
  })

  it("agree by standard output, and it is said where standard error is another", () => {
    assert.deepStrictEqual(withErrors(equal, ["x"], ["x"]), equal)
    const differs = withErrors(equal, ["x", "x"], ["y", "y"])
    assert.strictEqual(differs.agree, true)
    assert.match(differs.verdict, /the same on standard output; standard error differs\.$/)
    assert.match(withErrors(equal, ["x", "y"], ["x", "x"]).verdict, /error varies from run to run/)
  })

  it("are not judged where one varies by itself: that is told apart", () => {
    const ofB = compareOutputs(["x", "x"], ["x", "y"])
    assert.isNull(ofB.agree)
    assert.match(ofB.verdict, /^b prints something else from run to run/)
    assert.match(compareOutputs(["1", "2"], ["3", "4"]).verdict, /^Both a and b print/)
  })
})

/** How 40 comparisons on each machine came out; the same ones each time. */
const forty = (faster: number, block: number) =>
  Object.entries(noises).map(([name, noise], machine) => ({
    name,
    figures: Array.from({ length: 40 }, (_, at) => {
      const { a, b } = compared(noise, 10, faster, 1_000_003 * block + 1009 * machine + at)
      return compareRuns(a, b).wall
    }),
  }))

const count = (
  figures: ReadonlyArray<ComparedFigure | null>,
  is: (figure: ComparedFigure) => boolean,
) => figures.filter((figure) => figure !== null && is(figure)).length

describe("comparisons on noisy machines", { timeout: 600_000 }, () => {
  const blocks = rounds(3, 40)

  it("claim a difference between a script and itself in at most 4 of 40", () => {
    const claims: Array<number> = []
    const byInterval: Array<number> = []
    for (let block = 1; block <= blocks; block += 1) {
      for (const { name, figures } of forty(1, block)) {
        const claimed = count(figures, ({ shown }) => shown)
        assert.isAtMost(claimed, 4, `${name}, block ${block}`)
        claims.push(claimed)
        byInterval.push(count(figures, ({ low, high }) => (low ?? 1) > 1 || (high ?? 1) < 1))
      }
    }
    assert.isBelow(sum(claims), 0.03 * 40 * claims.length)
    // The interval alone claims too much.
    assert.isAbove(sum(byInterval), 2 * sum(claims))
    assert.isAbove(sum(byInterval), 0.03 * 40 * claims.length)
  })

  it("find a difference of a half, and never the wrong way round", () => {
    const tooRough = ["one run in ten disturbed"]
    for (const { name, figures } of forty(1.5, 1)) {
      const found = count(figures, ({ shown, ratio }) => shown && ratio > 1)
      assert.isAtLeast(found, tooRough.includes(name) ? 32 : 40, name)
      assert.strictEqual(
        count(figures, ({ shown, ratio }) => shown && ratio < 1),
        0,
        name,
      )
    }
  })
})

const sum = (values: ReadonlyArray<number>): number => values.reduce((a, b) => a + b, 0)
