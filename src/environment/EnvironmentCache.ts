import { Clock, Context, Effect, Layer, Option, RcMap } from "effect"
import type { StoreUnavailable } from "../domain/Job.ts"
import { isoOf, secondsBetween } from "../domain/Time.ts"
import { EnvironmentBuild } from "./EnvironmentBuild.ts"
import type { EnvironmentFailed } from "./EnvironmentErrors.ts"
import { EnvironmentFolders, type StoredEnvironment } from "./EnvironmentFolders.ts"
import { EnvironmentKey, type Ingredients } from "./EnvironmentKey.ts"
import { Pins } from "./Pins.ts"
import type { Preparation } from "./PreparationSteps.ts"

/** A managed environment that is ready. */
export interface CachedEnvironment {
  readonly prefix: string
  readonly pins: ReadonlyArray<string>
  /** Empty for one that was there. */
  readonly notes: ReadonlyArray<string>
}

/** The managed environments: each is made once and then found, without any process. */
export class EnvironmentCache extends Context.Tag("python-mcp/EnvironmentCache")<
  EnvironmentCache,
  {
    readonly provide: (
      preparation: Preparation,
      ingredients: Ingredients,
    ) => Effect.Effect<CachedEnvironment, EnvironmentFailed | StoreUnavailable>
  }
>() {
  static readonly layer: Layer.Layer<
    EnvironmentCache,
    never,
    EnvironmentBuild | EnvironmentFolders | EnvironmentKey | Pins
  > = Layer.scoped(
    this,
    Effect.gen(function* () {
      const folders = yield* EnvironmentFolders
      const keys = yield* EnvironmentKey
      const builds = yield* EnvironmentBuild
      const pins = yield* Pins
      const locks = yield* RcMap.make({ lookup: (_key: string) => Effect.makeSemaphore(1) })

      const build = Effect.fn("EnvironmentCache.build")(function* (
        preparation: Preparation,
        { interpreter, requirements }: Ingredients,
        key: string,
      ) {
        const begun = yield* Clock.currentTimeMillis
        const prefix = yield* folders.workplace
        const order = { interpreter, requirements, prefix }
        const { uv, notes } = yield* builds.build(preparation, order)
        const installed = yield* pins.read(prefix, interpreter.version)
        const now = yield* Clock.currentTimeMillis
        const published = yield* folders.publish(key, {
          prefix,
          marker: {
            format: 2,
            python: interpreter.realPath,
            python_version: interpreter.version,
            requirements,
            pins: installed,
            installer: Option.getOrNull(Option.map(uv, (version) => `uv ${version}`)),
            built_at: isoOf(now),
            build_seconds: secondsBetween(begun, now),
          },
        })
        return { ...ready(published), notes }
      }, Effect.scoped)

      const provide = Effect.fn("EnvironmentCache.provide")(function* (
        preparation: Preparation,
        ingredients: Ingredients,
      ) {
        const key = yield* keys.of(ingredients)
        yield* Effect.annotateCurrentSpan({ "environment.key": key })
        const stored = yield* folders.find(key)
        if (Option.isSome(stored)) return ready(stored.value)
        // Whoever was before may have made it, failed, or been cancelled.
        const findOrBuild = Effect.flatMap(
          folders.find(key),
          Option.match({
            onSome: (found) => Effect.succeed(ready(found)),
            onNone: () => build(preparation, ingredients, key),
          }),
        )
        const lock = yield* RcMap.get(locks, key)
        const made = yield* lock.withPermitsIfAvailable(1)(findOrBuild)
        if (Option.isSome(made)) return made.value
        yield* preparation.site.announce("waiting for another run that makes the same environment")
        return yield* lock.withPermits(1)(findOrBuild)
      }, Effect.scoped)

      return { provide }
    }),
  )
}

const ready = ({ prefix, marker }: StoredEnvironment): CachedEnvironment => ({
  prefix,
  pins: marker.pins,
  notes: [],
})
