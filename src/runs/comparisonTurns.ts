import { Array as Arr } from "effect"
import type { JobProgress } from "../domain/JobProgress.ts"
import type { Launch } from "../execution/ScriptLaunch.ts"
import { type Turn, turnName } from "../execution/ScriptTurns.ts"
import type { EndedStep } from "../processes/JobSteps.ts"

/** Three scripts in one environment: the two that are compared, and one that is empty. */
interface Compared {
  readonly a: Launch
  readonly b: Launch
  readonly empty: Launch
}

/**
 * In which order two scripts are run: after a warm-up of each, in pairs, a first and b first by turns (ABBA),
 * so that neither has the better half of what changes meanwhile. What starting Python takes is measured, too.
 */
export const comparisonTurns = (
  { a, b, empty }: Compared,
  runs: number,
  { report }: JobProgress["Type"],
): Arr.NonEmptyReadonlyArray<Turn> => {
  const launches = { a, b }
  const warmUp = (which: "a" | "b"): Turn => ({
    name: turnName.warmup,
    title: `The warm-up of ${which}`,
    launch: launches[which],
    onTurn: report(0, 2 * runs, `warm-up of ${which}`),
  })
  const starting: Turn = {
    name: emptyName,
    title: "An empty script",
    launch: empty,
    onTurn: report(0, 2 * runs, "start of Python"),
  }
  const turn = (which: "a" | "b", pair: number, place: number): Turn => ({
    name: which,
    title: `Run ${pair + 1} of ${runs} of ${which}`,
    launch: launches[which],
    onTurn: report(2 * pair + place, 2 * runs, "run"),
  })
  const pairs = Arr.makeBy(runs, (pair) =>
    pair % 2 === 0
      ? [turn("a", pair, 1), turn("b", pair, 2)]
      : [turn("b", pair, 1), turn("a", pair, 2)],
  )
  const before = Arr.replicate(starting, startingRuns)
  return [warmUp("a"), warmUp("b"), ...before, ...pairs.flat()]
}

const emptyName = "empty"

/** One alone could be the odd one. */
const startingRuns = 3

/** How the turns of each kind ended, in their order. */
export const byVariant = (turns: ReadonlyArray<Turn>, ended: ReadonlyArray<EndedStep>) => {
  const of = (wanted: string): ReadonlyArray<EndedStep> =>
    Arr.zip(turns, ended).flatMap(([{ name }, step]) => (name === wanted ? [step] : []))
  return { a: of("a"), b: of("b"), empty: of(emptyName) }
}
