import { FileSystem } from "@effect/platform/FileSystem"
import { Context, Effect, Layer, Option } from "effect"
import { newerLayoutCode, StoreUnavailable, unknownLayoutCode } from "../domain/Job.ts"
import { storeUnavailable } from "../domain/PlatformErrors.ts"
import { Settings } from "../domain/Settings.ts"
import { DurableFiles } from "./DurableFiles.ts"
import { FreeSpace, leastFree, type Room } from "./FreeSpace.ts"
import { Reserve } from "./Reserve.ts"
import { Format, layout } from "./StateGate.ts"

/** The directory that everything of ours is in. Only its owner may look into it: it holds people's code. */
export class StateDirectory extends Context.Tag("python-mcp/StateDirectory")<
  StateDirectory,
  {
    /**
     * Makes the directory and says which layout is in it, once; fails where neither can be done, or
     * where a newer version has made it: its jobs can be read, but none may be added.
     */
    readonly writable: Effect.Effect<void, StoreUnavailable>
    /** The same, and fails where there is too little space for one more job. */
    readonly takesJobs: Effect.Effect<void, StoreUnavailable>
    /** Whether a newer version has made it: then nothing may be judged or changed there. */
    readonly isForeign: Effect.Effect<boolean>
  }
>() {
  static readonly layer = Layer.effect(
    StateDirectory,
    Effect.suspend(() => make),
  )
}

const make = Effect.gen(function* () {
  const fs = yield* FileSystem
  const files = yield* DurableFiles
  const space = yield* FreeSpace
  const reserve = yield* Reserve
  const { home } = yield* Settings
  const path = `${home}/format.json`

  const known = formatIn(files, path)

  const folder = fs
    .makeDirectory(home, { recursive: true, mode: 0o700 })
    .pipe(Effect.mapError(storeUnavailable(home)))

  const prepare = Effect.gen(function* () {
    const found = yield* known
    if (Option.isNone(found)) {
      yield* folder
      yield* files.writeOnce(path, Format, { layout })
    } else if (found.value.layout > layout) {
      return yield* isNewer(home, found.value.layout)
    }
  })

  // Whoever writes there first, even a log line, is to find it made as it should be.
  yield* Effect.ignore(folder)
  const isThere = Effect.orElseSucceed(fs.exists(path), () => false)

  // A success holds until somebody takes the directory away under us; a failure is tried again, as the
  // disk may have been mended.
  let isReady = false
  const prepared = Effect.tap(prepare, () => {
    isReady = true
  })
  const writable = Effect.asVoid(
    Effect.unlessEffect(
      prepared,
      Effect.suspend(() => (isReady ? isThere : Effect.succeed(false))),
    ),
  )

  const hasSpace = Effect.flatMap(
    space.at(home),
    Option.match({
      onNone: () => Effect.void,
      onSome: (room) => (room.free < leastFree(room) ? isTight(home, room) : Effect.void),
    }),
  )

  const isForeign = known.pipe(
    Effect.map(Option.exists((found) => found.layout > layout)),
    // Where nobody can tell whose it is, nobody may judge there.
    Effect.orElseSucceed(() => true),
  )

  return {
    writable,
    // A supervisor may have spent the reserve: it is looked after with each job.
    takesJobs: writable.pipe(Effect.zipRight(hasSpace), Effect.zipRight(reserve.keep)),
    isForeign,
  } satisfies StateDirectory["Type"]
})

const formatIn = (files: DurableFiles["Type"], path: string) =>
  files
    .read(path, Format)
    .pipe(
      Effect.catchTag(
        "Unreadable",
        ({ reason }) => new StoreUnavailable({ path, reason, code: unknownLayoutCode }),
      ),
    )

const isNewer = (home: string, theirs: number) =>
  new StoreUnavailable({
    path: home,
    reason: `a newer version made it (layout ${theirs}, this one knows ${layout}), so its jobs can only be read`,
    code: newerLayoutCode,
  })

const isTight = (home: string, room: Room) =>
  new StoreUnavailable({
    path: home,
    reason: `only ${mebibytes(room.free)} MiB are free there, and a new job needs ${mebibytes(leastFree(room))}`,
    code: "ENOSPC",
  })

const mebibytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1).replace(/\.0$/, "")
