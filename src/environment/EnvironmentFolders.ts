import { join } from "node:path"
import * as FileSystem from "@effect/platform/FileSystem"
import { Context, Effect, Layer, Option, type Scope } from "effect"
import type { StoreUnavailable } from "../domain/Job.ts"
import { storeUnavailable } from "../domain/PlatformErrors.ts"
import { Settings } from "../domain/Settings.ts"
import { randomBits } from "../domain/Ulid.ts"
import { DurableFiles } from "../processes/DurableFiles.ts"
import { ServerIdentity } from "../processes/ServerIdentity.ts"
import { EnvironmentMarker } from "./EnvironmentRecords.ts"

/** A managed environment on disk. */
export interface StoredEnvironment {
  readonly prefix: string
  readonly marker: EnvironmentMarker
}

/**
 * `<home>/environments/`: whole environments under their keys, and what is being built beside them.
 * Servers share it without a lock: of several that publish the same key, the first wins.
 */
export class EnvironmentFolders extends Context.Tag("python-mcp/EnvironmentFolders")<
  EnvironmentFolders,
  {
    /** None where there is none, where it is not whole, or where its interpreter is gone. */
    readonly find: (
      key: string,
    ) => Effect.Effect<Option.Option<StoredEnvironment>, StoreUnavailable>
    /** A path to build at; whatever is there when the scope closes is removed. */
    readonly workplace: Effect.Effect<string, StoreUnavailable, Scope.Scope>
    /** Writes the marker and moves a built environment to its key; gives the one that is there then. */
    readonly publish: (
      key: string,
      built: StoredEnvironment,
    ) => Effect.Effect<StoredEnvironment, StoreUnavailable>
  }
>() {
  static readonly layer: Layer.Layer<
    EnvironmentFolders,
    never,
    DurableFiles | FileSystem.FileSystem | ServerIdentity | Settings
  > = Layer.effect(
    this,
    Effect.gen(function* () {
      const fs = yield* FileSystem.FileSystem
      const files = yield* DurableFiles
      const { signature } = yield* ServerIdentity
      const folder = join((yield* Settings).home, "environments")

      const find = Effect.fn("EnvironmentFolders.find")(function* (key: string) {
        const prefix = join(folder, key)
        const marker = yield* files
          .read(join(prefix, "env.json"), EnvironmentMarker)
          .pipe(Effect.catchTag("Unreadable", () => Effect.succeedNone))
        if (Option.isNone(marker)) return Option.none()
        const isAlive = yield* Effect.orElseSucceed(fs.exists(pythonOf(prefix)), () => false)
        return isAlive ? Option.some({ prefix, marker: marker.value }) : Option.none()
      })

      const newPath = Effect.map(randomBits, (bits) => join(folder, `.tmp-${signature}-${bits}`))

      const workplace = Effect.gen(function* () {
        yield* fs.makeDirectory(folder, { recursive: true })
        const path = yield* newPath
        yield* Effect.addFinalizer(() => discard(fs, path))
        return path
      }).pipe(Effect.mapError(storeUnavailable(folder)))

      const publish = Effect.fn("EnvironmentFolders.publish")(function* (
        key: string,
        { prefix: from, marker }: StoredEnvironment,
      ) {
        const prefix = join(folder, key)
        yield* files.writeOnce(join(from, "env.json"), EnvironmentMarker, marker)
        const rename = Effect.mapError(fs.rename(from, prefix), storeUnavailable(prefix))
        if (Option.isSome(yield* Effect.option(rename))) return { prefix, marker }
        const winner = yield* find(key)
        if (Option.isSome(winner)) return winner.value
        // What stands there is of no use to anybody, so it makes way.
        yield* Effect.ignore(fs.rename(prefix, yield* workplace))
        yield* rename
        return { prefix, marker }
      }, Effect.scoped)

      return { find, workplace, publish }
    }),
  )
}

/** The interpreter of an environment. */
export const pythonOf = (prefix: string): string => join(prefix, "bin/python")

const discard = (fs: FileSystem.FileSystem, path: string) =>
  Effect.ignore(fs.remove(path, { recursive: true, force: true }))
