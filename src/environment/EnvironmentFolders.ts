import { join } from "node:path"
import * as FileSystem from "@effect/platform/FileSystem"
import { Context, Effect, Layer, Option, type Scope } from "effect"
import type { StoreUnavailable } from "../domain/Job.ts"
import { codeOf, storeUnavailable } from "../domain/PlatformErrors.ts"
import { Settings } from "../domain/Settings.ts"
import { randomBits } from "../domain/Ulid.ts"
import { discard } from "../processes/Discard.ts"
import { DurableFiles } from "../processes/DurableFiles.ts"
import { ServerIdentity } from "../processes/ServerIdentity.ts"
import { EnvironmentMarker } from "./EnvironmentRecords.ts"
import { Pins } from "./Pins.ts"
import { makeRememberedRead } from "./RememberedRead.ts"

/** A managed environment on disk. */
export interface StoredEnvironment {
  readonly prefix: string
  readonly marker: EnvironmentMarker
}

/** One that was found there. */
export interface FoundEnvironment extends StoredEnvironment {
  /** Somebody installed into it or removed from it: its marker does not tell any more what is in it. */
  readonly isChanged: boolean
}

/**
 * `<home>/environments/`: whole environments, and what is being built beside them. Servers share it
 * without a lock: of several that publish the same key, the first wins.
 */
export class EnvironmentFolders extends Context.Tag("python-mcp/EnvironmentFolders")<
  EnvironmentFolders,
  {
    /** None where there is none, where it is not whole, or where its interpreter is gone. */
    readonly find: (
      folder: string,
    ) => Effect.Effect<Option.Option<FoundEnvironment>, StoreUnavailable>
    /** A path to build at; whatever is there when the scope closes is removed. */
    readonly workplace: Effect.Effect<string, StoreUnavailable, Scope.Scope>
    /**
     * Writes the marker and moves a built environment to its key. What stands there already is given instead
     * where it is whole and `isAsGood`; else it is left alone, as it may be in use, and ours goes beside it.
     */
    readonly publish: (
      key: string,
      built: StoredEnvironment,
      isAsGood: (other: FoundEnvironment) => Effect.Effect<boolean>,
    ) => Effect.Effect<StoredEnvironment, StoreUnavailable>
  }
>() {
  static readonly layer: Layer.Layer<
    EnvironmentFolders,
    never,
    DurableFiles | FileSystem.FileSystem | Pins | ServerIdentity | Settings
  > = Layer.effect(
    this,
    Effect.gen(function* () {
      const fs = yield* FileSystem.FileSystem
      const files = yield* DurableFiles
      const { signature } = yield* ServerIdentity
      const pins = yield* Pins
      const folder = join((yield* Settings).home, "environments")
      const readMarker = yield* makeRememberedRead(EnvironmentMarker)

      const find = Effect.fn("EnvironmentFolders.find")(function* (name: string) {
        const prefix = join(folder, name)
        const found = yield* readMarker(join(prefix, "env.json"))
        if (Option.isNone(found)) return Option.none()
        const marker = found.value
        const isAlive = yield* Effect.orElseSucceed(fs.exists(pythonOf(prefix)), () => false)
        if (!isAlive) return Option.none()
        const names = yield* pins.names(prefix, marker.python_version)
        return Option.some({ prefix, marker, isChanged: names !== (marker.names ?? names) })
      })

      const newPath = Effect.map(randomBits, (bits) => join(folder, `.tmp-${signature}-${bits}`))

      const workplace = Effect.gen(function* () {
        yield* fs.makeDirectory(folder, { recursive: true })
        const path = yield* newPath
        yield* Effect.addFinalizer(() => discard(fs, path))
        return path
      }).pipe(Effect.mapError(storeUnavailable(folder)))

      /** False where something stands there already. */
      const move = (from: string, to: string) =>
        fs.rename(from, to).pipe(
          Effect.as(true),
          Effect.catchIf(isTaken, () => Effect.succeed(false)),
          Effect.mapError(storeUnavailable(to)),
        )

      const publish = Effect.fn("EnvironmentFolders.publish")(function* (
        key: string,
        { prefix: from, marker }: StoredEnvironment,
        isAsGood: (other: FoundEnvironment) => Effect.Effect<boolean>,
      ) {
        yield* files.writeOnce(join(from, "env.json"), EnvironmentMarker, marker)
        const settle: (number: number) => Effect.Effect<StoredEnvironment, StoreUnavailable> =
          Effect.fnUntraced(function* (number) {
            const name = number === 1 ? key : `${key}-${number}`
            const prefix = join(folder, name)
            if (yield* move(from, prefix)) return { prefix, marker }
            const other = yield* find(name)
            const isWinner = Option.isSome(other) && (yield* isAsGood(other.value))
            return isWinner ? other.value : yield* settle(number + 1)
          })
        return yield* settle(1)
      })

      return { find, workplace, publish }
    }),
  )
}

/** The interpreter of an environment. */
export const pythonOf = (prefix: string): string => join(prefix, "bin/python")

const isTaken = (error: Parameters<typeof codeOf>[0]): boolean =>
  ["ENOTEMPTY", "EEXIST", "ENOTDIR"].includes(codeOf(error))
