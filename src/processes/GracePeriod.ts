import { Clock, Duration, Effect } from "effect"
import { shutdownGrace } from "../domain/Settings.ts"

/**
 * A grace that begins now: how many milliseconds are left of it, whenever that is asked. From the first
 * question on that finds the server ending, no more are left than a server that ends still grants.
 */
export const beginGrace = (
  grace: Duration.Duration,
  serverEnds: Effect.Effect<boolean>,
): Effect.Effect<Effect.Effect<number>> =>
  Effect.map(monotonicMillis, (begun) => {
    let deadline = begun + Duration.toMillis(grace)
    let isCut = false
    return Effect.gen(function* () {
      const now = yield* monotonicMillis
      if (!isCut && (yield* serverEnds)) {
        isCut = true
        deadline = Math.min(deadline, now + Duration.toMillis(shutdownGrace(grace)))
      }
      return deadline - now
    })
  })

/** A clock that nobody sets. */
export const monotonicMillis: Effect.Effect<number> = Effect.map(Clock.currentTimeNanos, (nanos) =>
  Number(nanos / 1_000_000n),
)
