import { join } from "node:path"
import { FileSystem } from "@effect/platform/FileSystem"
import { Array as Arr, Context, Effect, Layer, Option, Schema } from "effect"
import { EnvironmentName } from "../domain/EnvironmentName.ts"
import { namesOrNone } from "../domain/FolderNames.ts"
import type { StoreUnavailable } from "../domain/Job.ts"
import { isAbsent, storeUnavailable } from "../domain/PlatformErrors.ts"
import { Settings } from "../domain/Settings.ts"
import { DurableFiles, type Written } from "../processes/DurableFiles.ts"
import { NamedRecord } from "./EnvironmentRecords.ts"
import { EnvironmentUnreadable } from "./NamedErrors.ts"

/** Every name, in order. While one is unreadable, any folder may be the one that it stands for. */
export interface AllNamed {
  readonly records: ReadonlyArray<NamedRecord>
  readonly unreadable: ReadonlyArray<EnvironmentUnreadable>
}

/** The environments that people have given a name: each is a record that points at a folder. */
export class NamedEnvironments extends Context.Tag("python-mcp/NamedEnvironments")<
  NamedEnvironments,
  {
    readonly all: Effect.Effect<AllNamed>
    readonly find: (
      name: string,
    ) => Effect.Effect<Option.Option<NamedRecord>, StoreUnavailable | EnvironmentUnreadable>
    /** Gives the name, unless somebody else has. */
    readonly add: (record: NamedRecord) => Effect.Effect<Written, StoreUnavailable>
    readonly replace: (record: NamedRecord) => Effect.Effect<void, StoreUnavailable>
    readonly forget: (name: string) => Effect.Effect<void, StoreUnavailable>
  }
>() {
  static readonly layer: Layer.Layer<
    NamedEnvironments,
    never,
    DurableFiles | FileSystem | Settings
  > = Layer.effect(
    this,
    Effect.gen(function* () {
      const fs = yield* FileSystem
      const files = yield* DurableFiles
      const folder = join((yield* Settings).home, "environments", "named")
      const pathOf = (name: string) => join(folder, `${name}.json`)

      const find = Effect.fn("NamedEnvironments.find")(function* (name: string) {
        // Whatever else it is, it is no path.
        if (!Schema.is(EnvironmentName)(name)) return Option.none()
        return yield* Effect.catchTag(
          files.read(pathOf(name), NamedRecord),
          "Unreadable",
          (error) => Effect.fail(unreadable(name)(error)),
        )
      })

      const all = Effect.gen(function* () {
        const entries = (yield* namesOrNone(fs, folder)).filter((entry) => entry.endsWith(".json"))
        const names = entries.sort().map((entry) => entry.slice(0, -".json".length))
        const [wrong, found] = yield* Effect.partition(names, (name) =>
          Effect.mapError(find(name), unreadable(name)),
        )
        return { records: Arr.getSomes(found), unreadable: wrong }
      })

      const ready = Effect.mapError(
        fs.makeDirectory(folder, { recursive: true }),
        storeUnavailable(folder),
      )

      return {
        all,
        find,
        add: (record) =>
          Effect.zipRight(ready, files.writeOnce(pathOf(record.name), NamedRecord, record)),
        replace: (record) =>
          Effect.zipRight(ready, files.replace(pathOf(record.name), NamedRecord, record)),
        forget: (name) =>
          fs.remove(pathOf(name)).pipe(
            Effect.catchIf(isAbsent, () => Effect.void),
            Effect.mapError(storeUnavailable(pathOf(name))),
          ),
      }
    }),
  )
}

const unreadable =
  (environment: string) =>
  ({ reason }: { readonly reason: string }) =>
    new EnvironmentUnreadable({ environment, reason })
