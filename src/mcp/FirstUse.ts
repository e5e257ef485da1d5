import { Effect } from "effect"

/** Runs something once, however often it is called: a little later, so that the first answer goes out before. */
export const firstUse = (
  effect: Effect.Effect<void>,
  fork: (effect: Effect.Effect<void>) => unknown,
): (() => void) => {
  let isUsed = false
  return () => {
    if (!isUsed) fork(Effect.delay(effect, "20 millis"))
    isUsed = true
  }
}
