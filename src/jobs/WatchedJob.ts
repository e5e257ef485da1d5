import { Deferred, Duration, Effect, Ref } from "effect"
import type { JobLook } from "./JobLook.ts"

/** A job that changes is looked at this often. */
const lively = Duration.millis(100)

/** One that has shown nothing new is looked at less often, and after half a minute of that even less. */
const restAfter = (quietLooks: number): Duration.Duration =>
  quietLooks < 5 ? lively : Duration.millis(quietLooks < 60 ? 500 : 1000)

/** A job whose owner has died shows nothing of it, so it is read this often: then it is recovered. */
const readInterval = Duration.seconds(5)

/** A job that somebody follows; whoever joins later follows the same one. */
export interface WatchedJob {
  /** What it shows now. */
  readonly look: Effect.Effect<JobLook>
  /** What it shows once that is something else than somebody has seen, in his eyes, or the last. */
  readonly newsAfter: (seen: JobLook, signIn: (look: JobLook) => string) => Effect.Effect<JobLook>
  /** The next change from now on: completes as soon as there has been one. */
  readonly nextChange: Effect.Effect<{ readonly wait: Effect.Effect<void> }>
}

/** Looks at a job until its last look, as long as anybody follows it. */
export const makeWatchedJob = Effect.fnUntraced(function* <A, E>(
  lookAt: Effect.Effect<JobLook>,
  read: Effect.Effect<A, E>,
) {
  // It shows nothing before its first look: who comes first looks, and nobody is in his way.
  const latest = yield* Ref.make({ shown: unseen, passed: yield* Deferred.make<void>() })
  const quietLooks = yield* Ref.make(0)
  // In turns, so that nobody is told of an older look after a newer one.
  const turns = yield* Effect.makeSemaphore(1)

  const lookOnce = Effect.gen(function* () {
    const now = yield* lookAt
    const { shown, passed } = yield* Ref.get(latest)
    if (now.state === shown.state && now.isLast === shown.isLast) return shown
    yield* Ref.set(quietLooks, 0)
    const next = yield* Deferred.make<void>()
    // As one: it may be somebody's look who goes away in this moment, and the others wait for it.
    yield* Effect.zipRight(
      Ref.set(latest, { shown: now, passed: next }),
      Deferred.succeed(passed, undefined),
    ).pipe(Effect.uninterruptible)
    return now
  }).pipe(turns.withPermits(1))

  const rest = Effect.flatMap(
    Ref.getAndUpdate(quietLooks, (count) => count + 1),
    (count) => Effect.sleep(restAfter(count)),
  )
  yield* Effect.zipRight(rest, lookOnce).pipe(
    Effect.repeat({ until: ({ isLast }) => isLast }),
    Effect.raceFirst(Effect.forever(Effect.delay(Effect.ignore(read), readInterval))),
    Effect.forkScoped,
  )

  const newsAfter: WatchedJob["newsAfter"] = (seen, signIn) =>
    Effect.flatMap(Ref.get(latest), ({ shown, passed }) =>
      shown.isLast || signIn(shown) !== signIn(seen)
        ? Effect.succeed(shown)
        : Effect.zipRight(Deferred.await(passed), newsAfter(seen, signIn)),
    )

  return {
    look: Effect.zipRight(Ref.set(quietLooks, 0), lookOnce),
    newsAfter,
    nextChange: Effect.map(Ref.get(latest), ({ passed }) => ({ wait: Deferred.await(passed) })),
  } satisfies WatchedJob
})

const unseen: JobLook = { output: "", state: "", isLast: false }
