import { join } from "node:path"
import * as FileSystem from "@effect/platform/FileSystem"
import { Clock, Context, Effect, Layer, Option, RcMap, Schema } from "effect"
import { Host } from "../domain/Host.ts"
import type { StoreUnavailable } from "../domain/Job.ts"
import { Settings } from "../domain/Settings.ts"
import { nowIso, secondsBetween } from "../domain/Time.ts"
import { randomBits } from "../domain/Ulid.ts"
import { DurableFiles } from "../processes/DurableFiles.ts"
import { storeUnavailable } from "../processes/PlatformErrors.ts"
import { EnvironmentBuild } from "./EnvironmentBuild.ts"
import type { EnvironmentFailed } from "./EnvironmentErrors.ts"
import { EnvironmentKey, type Ingredients } from "./EnvironmentKey.ts"
import { Pins } from "./Pins.ts"
import type { Preparation } from "./PreparationSteps.ts"

/** `environments/<key>/env.json`: written last, so that an environment with it is whole. */
export const EnvironmentMarker = Schema.Struct({
  format: Schema.Literal(1),
  python: Schema.String,
  python_version: Schema.String,
  requirements: Schema.Array(Schema.String),
  pins: Schema.Array(Schema.String),
  /** The uv that made it; null where none was needed. */
  uv: Schema.NullOr(Schema.String),
  built_at: Schema.String,
  build_seconds: Schema.Number,
})
export type EnvironmentMarker = typeof EnvironmentMarker.Type

/** A managed environment that is ready. */
export interface CachedEnvironment {
  readonly prefix: string
  readonly pins: ReadonlyArray<string>
  readonly notes: ReadonlyArray<string>
}

/**
 * The managed environments, each made once for all servers that share the state directory: built
 * aside and renamed, so there is never half of one. No lock between servers: of several that make
 * the same one the first wins and the others use it.
 */
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
    | DurableFiles
    | EnvironmentBuild
    | EnvironmentKey
    | FileSystem.FileSystem
    | Host
    | Pins
    | Settings
  > = Layer.scoped(
    this,
    Effect.gen(function* () {
      const fs = yield* FileSystem.FileSystem
      const files = yield* DurableFiles
      const keys = yield* EnvironmentKey
      const builds = yield* EnvironmentBuild
      const pins = yield* Pins
      const host = yield* Host
      const folder = join((yield* Settings).home, "environments")
      const locks = yield* RcMap.make({ lookup: (_key: string) => Effect.makeSemaphore(1) })

      /** None where it is not there, not whole, or without an interpreter by now. */
      const lookUp = Effect.fnUntraced(function* (key: string) {
        const prefix = join(folder, key)
        const marker = yield* Effect.catchTag(
          files.read(join(prefix, "env.json"), EnvironmentMarker),
          "Unreadable",
          () => Effect.succeedNone,
        )
        const isAlive = yield* Effect.orElseSucceed(fs.exists(pythonOf(prefix)), () => false)
        return isAlive ? Option.map(marker, ({ pins }) => ({ prefix, pins, notes: [] })) : Option.none()
      })

      const newFolder = Effect.map(randomBits, (bits) => join(folder, `.tmp-${host.pid}-${bits}`))

      /** Under its final name, or the one that somebody else has put there in the meantime. */
      const publish = Effect.fnUntraced(function* (temporary: string, key: string) {
        const prefix = join(folder, key)
        const rename = fs.rename(temporary, prefix)
        if (Option.isSome(yield* Effect.option(rename))) return Option.none()
        const winner = yield* lookUp(key)
        if (Option.isSome(winner)) return winner
        const trash = yield* newFolder
        yield* Effect.addFinalizer(() => discard(fs, trash))
        yield* Effect.ignore(fs.rename(prefix, trash))
        yield* Effect.mapError(rename, storeUnavailable(prefix))
        return Option.none()
      }, Effect.scoped)

      const make = Effect.fnUntraced(function* (
        preparation: Preparation,
        { interpreter, requirements }: Ingredients,
        prefix: string,
      ) {
        const begun = yield* Clock.currentTimeMillis
        const { uv, notes } = yield* builds.build(preparation, { interpreter, requirements, prefix })
        const installed = yield* pins.read(prefix, interpreter.version)
        yield* files.writeOnce(join(prefix, "env.json"), EnvironmentMarker, {
          format: 1,
          python: interpreter.realPath,
          python_version: interpreter.version,
          requirements,
          pins: installed,
          uv: Option.getOrNull(uv),
          built_at: yield* nowIso,
          build_seconds: secondsBetween(begun, yield* Clock.currentTimeMillis),
        })
        return { pins: installed, notes }
      })

      const build = Effect.fn("EnvironmentCache.build")(function* (
        preparation: Preparation,
        ingredients: Ingredients,
        key: string,
      ) {
        yield* Effect.mapError(fs.makeDirectory(folder, { recursive: true }), storeUnavailable(folder))
        const temporary = yield* newFolder
        yield* Effect.addFinalizer(() => discard(fs, temporary))
        const made = yield* make(preparation, ingredients, temporary)
        const winner = yield* publish(temporary, key)
        return Option.getOrElse(winner, () => ({ prefix: join(folder, key), ...made }))
      }, Effect.scoped)

      const provide = Effect.fn("EnvironmentCache.provide")(function* (
        preparation: Preparation,
        ingredients: Ingredients,
      ) {
        const key = yield* keys.of(ingredients)
        yield* Effect.annotateCurrentSpan({ "environment.key": key })
        const ready = yield* lookUp(key)
        if (Option.isSome(ready)) return ready.value
        // Whoever waits looks again: the one before may have made it, failed, or been cancelled.
        const again = Effect.flatMap(
          lookUp(key),
          Option.match({
            onSome: Effect.succeed,
            onNone: () => build(preparation, ingredients, key),
          }),
        )
        const lock = yield* RcMap.get(locks, key)
        return yield* lock.withPermits(1)(again)
      }, Effect.scoped)

      return { provide }
    }),
  )
}

/** The interpreter of a managed environment. */
export const pythonOf = (prefix: string): string => join(prefix, "bin/python")

const discard = (fs: FileSystem.FileSystem, path: string) =>
  Effect.ignore(fs.remove(path, { recursive: true, force: true }))
