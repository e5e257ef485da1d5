import { basename } from "node:path"
import { Clock, Context, Effect, Layer, Option } from "effect"
import type { StoreUnavailable } from "../domain/Job.ts"
import { isoOf, secondsBetween } from "../domain/Time.ts"
import { EnvironmentBuild } from "./EnvironmentBuild.ts"
import type { EnvironmentFailed } from "./EnvironmentErrors.ts"
import {
  EnvironmentFolders,
  type FoundEnvironment,
  type StoredEnvironment,
} from "./EnvironmentFolders.ts"
import { EnvironmentKey, type Ingredients } from "./EnvironmentKey.ts"
import { EnvironmentRequests } from "./EnvironmentRequests.ts"
import { alteredIn, InstalledFiles } from "./InstalledFiles.ts"
import { Pins } from "./Pins.ts"
import type { Preparation } from "./PreparationSteps.ts"

/** An environment that was made, or that turned out to be there already. */
export interface MadeEnvironment extends StoredEnvironment {
  readonly notes: ReadonlyArray<string>
}

/** Makes environments: resolves a request anew, installs what that comes to, and writes both down. */
export class EnvironmentMaking extends Context.Tag("python-mcp/EnvironmentMaking")<
  EnvironmentMaking,
  {
    /** `key` is the request's. Where the network fails, `offline` lets it come from the cache alone. */
    readonly make: (
      preparation: Preparation,
      ingredients: Ingredients,
      key: string,
      offline: "allowed" | "refused",
    ) => Effect.Effect<MadeEnvironment, EnvironmentFailed | StoreUnavailable>
  }
>() {
  static readonly layer: Layer.Layer<
    EnvironmentMaking,
    never,
    | EnvironmentBuild
    | EnvironmentFolders
    | EnvironmentKey
    | EnvironmentRequests
    | InstalledFiles
    | Pins
  > = Layer.effect(
    this,
    Effect.gen(function* () {
      const folders = yield* EnvironmentFolders
      const keys = yield* EnvironmentKey
      const builds = yield* EnvironmentBuild
      const files = yield* InstalledFiles
      const pins = yield* Pins
      const requests = yield* EnvironmentRequests

      /**
       * By its key another one has the same packages. But scripts have run in it: what they have installed or
       * written to its files is in no environment that is made later.
       */
      const isAsGood = Effect.fnUntraced(function* (
        prefix: string,
        { prefix: other, marker, isChanged }: FoundEnvironment,
      ) {
        if (isChanged) return false
        const theirs = yield* files.altered(other, marker.python_version)
        if (theirs.length === 0) return true
        // A package whose RECORD is not true looks altered from the start.
        const ours = yield* files.altered(prefix, marker.python_version)
        const own = new Set(ours.map((file) => alteredIn(prefix, file)))
        return theirs.every((file) => own.has(alteredIn(other, file)))
      })

      const make = Effect.fn("EnvironmentMaking.make")(function* (
        preparation: Preparation,
        ingredients: Ingredients,
        key: string,
        offline: "allowed" | "refused",
      ) {
        const { interpreter, requirements } = ingredients
        const { version } = interpreter
        const begun = yield* Clock.currentTimeMillis
        const prefix = yield* folders.workplace
        const built = yield* builds.build(preparation, { ...ingredients, prefix, offline })
        const environment = yield* keys.environment(
          interpreter,
          yield* pins.identities(prefix, version),
        )
        const now = yield* Clock.currentTimeMillis
        const marker = {
          format: 2 as const,
          python: interpreter.realPath,
          python_version: version,
          requirements,
          pins: yield* pins.read(prefix, version),
          names: yield* pins.names(prefix, version),
          installer: Option.getOrNull(built.installer),
          built_at: isoOf(now),
          build_seconds: secondsBetween(begun, now),
        }
        const published = yield* folders.publish(environment, { prefix, marker }, (other) =>
          isAsGood(prefix, other),
        )
        yield* requests.write(key, {
          format: 1,
          environment: basename(published.prefix),
          requirements,
          resolved_at: isoOf(begun),
          offline: built.isOffline,
        })
        return { ...published, notes: built.notes }
      }, Effect.scoped)

      return { make }
    }),
  )
}
