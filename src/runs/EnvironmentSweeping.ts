import { FileSystem } from "@effect/platform/FileSystem"
import { Clock, Duration, Effect, Layer, Option, Ref, Schedule } from "effect"
import { modifiedAt } from "../domain/ModifiedAt.ts"
import { Settings } from "../domain/Settings.ts"
import { EnvironmentRetention } from "../environment/EnvironmentRetention.ts"
import { Sweeper } from "../jobs/Sweeper.ts"
import { StateDirectory } from "../processes/StateDirectory.ts"

/** By then, what a server does when it starts is over. */
const firstDelay = "20 seconds"

/** How soon a build is heard of, whichever server made it; for so long, it is in use anyway. */
const lookInterval = "10 minutes"

const sweepInterval = Duration.toMillis("1 hour")

interface Swept {
  readonly at: number
  /** When something had last come or gone. */
  readonly version: number
}

/**
 * Keeps the environments within their limits, in the background: by one server of each state directory,
 * once an hour, and after a build.
 */
export const environmentSweepingLayer = Layer.scopedDiscard(
  Effect.gen(function* () {
    const fs = yield* FileSystem
    const retention = yield* EnvironmentRetention
    const sweeper = yield* Sweeper
    const state = yield* StateDirectory
    const folder = `${(yield* Settings).home}/environments`
    const last = yield* Ref.make(Option.none<Swept>())

    const isDue = ({ at, version }: Swept) =>
      Effect.map(Ref.get(last), (swept) =>
        Option.match(swept, {
          onNone: () => true,
          onSome: (before) =>
            version !== before.version || Math.abs(at - before.at) >= sweepInterval,
        }),
      )

    const sweep = Effect.gen(function* () {
      const { environments, bytes } = yield* retention.sweep
      const line = Effect.logInfo("cached environments were removed by retention")
      if (environments > 0) yield* Effect.annotateLogs(line, { environments, bytes })
    })

    const sweepIfDue = Effect.gen(function* () {
      // Where there is none, there is nothing to tidy up, and nobody has to be told of us.
      if (!(yield* fs.exists(folder)) || (yield* state.isForeign)) return
      const version = yield* modifiedAt(fs, folder)
      const now = { at: yield* Clock.currentTimeMillis, version }
      if (!(yield* isDue(now)) || !(yield* sweeper.isOurs)) return
      yield* Ref.set(last, Option.some(now))
      yield* sweep
    })

    yield* Effect.ignoreLogged(sweepIfDue).pipe(
      Effect.repeat(Schedule.spaced(lookInterval)),
      Effect.delay(firstDelay),
      Effect.forkScoped,
    )
  }),
)
