import { Array as Arr, Effect } from "effect"
import type { JobProgress } from "../domain/JobProgress.ts"
import type { Repetition } from "../domain/Run.ts"
import type { Execution } from "../execution/PythonExecutor.ts"
import { type Turn, turnName } from "../execution/ScriptTurns.ts"

/** An execution that runs its script so often, and tells readers of the job which run it is at. */
export const repeated = (
  placed: Omit<Execution, "before">,
  { runs, warmup }: Repetition,
  { report }: JobProgress["Type"],
): Execution => {
  const turn = (name: string, title: string, onTurn: Effect.Effect<void>): Turn => ({
    name,
    title,
    launch: placed.launch,
    onTurn,
  })
  const warming = Arr.makeBy(warmup, (index) =>
    turn(
      turnName.warmup,
      `Warm-up ${index + 1} of ${warmup}`,
      report(index + 1, warmup, "warm-up"),
    ),
  ).slice(0, warmup)
  const measured = Arr.makeBy(runs, (index) =>
    turn(turnName.run, `Run ${index + 1} of ${runs}`, report(index + 1, runs, "run")),
  ).slice(0, runs - 1)
  const before = [...warming, ...measured]
  const last = report(runs, runs, "run")
  return before.length === 0
    ? { ...placed, before }
    : { ...placed, before, onReady: Effect.zipRight(last, placed.onReady) }
}
