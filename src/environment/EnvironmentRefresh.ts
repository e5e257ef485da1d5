import type * as FileSystem from "@effect/platform/FileSystem"
import { Clock, Context, Effect, FiberMap, Layer } from "effect"
import type { Host } from "../domain/Host.ts"
import type { EnvironmentFolders } from "./EnvironmentFolders.ts"
import type { Ingredients } from "./EnvironmentKey.ts"
import { EnvironmentMaking } from "./EnvironmentMaking.ts"
import { PreparationSteps } from "./PreparationSteps.ts"
import { makeWorkSite } from "./WorkSite.ts"

/** Asks the index anew for what is answered from older environments meanwhile. */
export class EnvironmentRefresh extends Context.Tag("python-mcp/EnvironmentRefresh")<
  EnvironmentRefresh,
  {
    /**
     * In the background, one at a time for each key; the next request finds what it came to. After a failure
     * not again for an hour.
     */
    readonly later: (ingredients: Ingredients, key: string) => Effect.Effect<void>
  }
>() {
  static readonly layer: Layer.Layer<
    EnvironmentRefresh,
    never,
    EnvironmentFolders | EnvironmentMaking | FileSystem.FileSystem | Host | PreparationSteps
  > = Layer.scoped(
    this,
    Effect.gen(function* () {
      const workSite = yield* makeWorkSite
      const making = yield* EnvironmentMaking
      const steps = yield* PreparationSteps
      const fibers = yield* FiberMap.make<string>()
      const failedAt = new Map<string, number>()

      const refresh = Effect.fn("EnvironmentRefresh.refresh")(
        function* (ingredients: Ingredients, key: string) {
          // The run that asked is only starting: its script goes first.
          yield* Effect.sleep("2 seconds")
          const preparation = yield* steps.beginInBackground(yield* workSite("refresh"))
          yield* making.make(preparation, { ...ingredients, refresh: true }, key, "refused")
          failedAt.delete(key)
        },
        Effect.scoped,
        (self, _, key) =>
          Effect.catchAllCause(self, (cause) =>
            Effect.flatMap(Clock.currentTimeMillis, (now) => {
              failedAt.set(key, now)
              return Effect.logDebug("newer versions could not be looked for", cause)
            }),
          ),
      )

      const later = Effect.fn("EnvironmentRefresh.later")(function* (
        ingredients: Ingredients,
        key: string,
      ) {
        const now = yield* Clock.currentTimeMillis
        const failed = failedAt.get(key)
        if (failed !== undefined && now - failed < again) return
        yield* FiberMap.run(fibers, key, refresh(ingredients, key), { onlyIfMissing: true })
      })

      return { later }
    }),
  )
}

const again = 3_600_000
