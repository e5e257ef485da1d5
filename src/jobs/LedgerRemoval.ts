import { Effect } from "effect"
import { forEachInTurns } from "../domain/InTurns.ts"
import type { JobId } from "../domain/Job.ts"
import type { DayEntry } from "./DayBook.ts"
import type { JobChanges } from "./JobChanges.ts"
import type { JobStore } from "./JobStore.ts"
import type { JobsInHand } from "./JobsInHand.ts"
import { isLate, type Within } from "./LedgerReading.ts"

/** What was removed. */
export interface Removed {
  readonly jobs: number
  readonly bytes: number
  /** These could not be; they are where they were. */
  readonly failed: number
  /** False where the time was over before all had their turn. */
  readonly isWhole: boolean
}

/** What has become of an entry that was to be removed; "gone": another cleaner did it. */
interface Outcome {
  readonly entry: DayEntry
  readonly is: "removed" | "gone" | "kept" | "failed" | "late"
}

/** Counts only what went. */
export const sumOf = (outcomes: ReadonlyArray<Outcome>): Removed => {
  const removed = outcomes.filter(({ is }) => is === "removed")
  return {
    jobs: removed.length,
    bytes: removed.reduce((sum, { entry }) => sum + entry.bytes, 0),
    failed: outcomes.filter(({ is }) => is === "failed").length,
    isWhole: !outcomes.some(({ is }) => is === "late"),
  }
}

/** Removes jobs one by one; one that does not let itself be removed is no reason to keep the others. */
export const makeRemoveAll = (
  store: JobStore["Type"],
  inHand: JobsInHand["Type"],
  changes: JobChanges["Type"],
) => {
  const removeOne = (id: JobId) =>
    store.remove(id).pipe(
      Effect.tap((removed) => (removed ? changes.publish(id) : Effect.void)),
      Effect.map((removed): Outcome["is"] => (removed ? "removed" : "gone")),
      Effect.catchAll(({ message }) =>
        Effect.logWarning("a job could not be removed", message).pipe(
          Effect.annotateLogs({ job: id }),
          Effect.as<Outcome["is"]>("failed"),
        ),
      ),
    )

  return Effect.fnUntraced(function* (entries: ReadonlyArray<DayEntry>, within: Within) {
    const marked = new Set(yield* store.marks)
    // Its owner is still about to answer from its files.
    const isHeld = (id: JobId) => marked.has(id) || inHand.has(id)
    const outcomeOf = Effect.fnUntraced(function* ({ id }: DayEntry) {
      if (isHeld(id)) return "kept"
      return (yield* isLate(within)) ? "late" : yield* removeOne(id)
    })
    return yield* forEachInTurns(entries, (entry) =>
      Effect.map(outcomeOf(entry), (is): Outcome => ({ entry, is })),
    )
  })
}
