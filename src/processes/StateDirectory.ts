import { FileSystem } from "@effect/platform/FileSystem"
import { Context, Effect, Layer, Option, Schema } from "effect"
import { StoreUnavailable } from "../domain/Job.ts"
import { storeUnavailable } from "../domain/PlatformErrors.ts"
import { Settings } from "../domain/Settings.ts"
import { DurableFiles } from "./DurableFiles.ts"

/** The layout that this version writes. */
const layout = 1

const Format = Schema.Struct({ layout: Schema.Int })

/** The directory that everything of ours is in. Only its owner may look into it: it holds people's code. */
export class StateDirectory extends Context.Tag("python-mcp/StateDirectory")<
  StateDirectory,
  {
    /**
     * Makes the directory and says which layout is in it, once; fails where neither can be done, or
     * where a newer version has made it: its jobs can be read, but none may be added.
     */
    readonly writable: Effect.Effect<void, StoreUnavailable>
  }
>() {
  static readonly layer = Layer.effect(
    StateDirectory,
    Effect.gen(function* () {
      const fs = yield* FileSystem
      const files = yield* DurableFiles
      const { home } = yield* Settings
      const path = `${home}/format.json`

      const known = files
        .read(path, Format)
        .pipe(Effect.catchTag("Unreadable", ({ reason }) => new StoreUnavailable({ path, reason })))

      const make = fs
        .makeDirectory(home, { recursive: true, mode: 0o700 })
        .pipe(Effect.mapError(storeUnavailable(home)))

      const prepare = Effect.gen(function* () {
        yield* make
        const found = yield* known
        if (Option.isNone(found)) {
          yield* files.writeOnce(path, Format, { layout })
        } else if (found.value.layout > layout) {
          const reason = `a newer version made it (layout ${found.value.layout}, this one knows ${layout})`
          return yield* new StoreUnavailable({ path: home, reason })
        }
      })

      // Whoever writes there first, even a log line, is to find it made as it should be.
      yield* Effect.ignore(make)
      // A success holds for good; a failure is tried again, as the disk may have been mended.
      let isReady = false
      const writable = Effect.suspend(() =>
        isReady
          ? Effect.void
          : Effect.tap(prepare, () => {
              isReady = true
            }),
      )
      return { writable }
    }),
  )
}
