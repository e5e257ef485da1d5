import { type StatsFs, statfsSync } from "node:fs"
import { Context, Effect, Layer, Option } from "effect"

/** A file system's room, in bytes; `free` is what we may use of it. */
export interface Room {
  readonly free: number
  readonly size: number
}

/** How much room there is on disk. */
export class FreeSpace extends Context.Tag("python-mcp/FreeSpace")<
  FreeSpace,
  {
    /** The room where a path is; none where the system does not tell. */
    readonly at: (path: string) => Effect.Effect<Option.Option<Room>>
  }
>() {
  /** By statfs. */
  static readonly layer = Layer.succeed(FreeSpace, {
    at: (path) => Effect.sync(() => Option.flatMap(ask(path), known)),
  })

  /** Nobody tells: for file systems in memory. */
  static readonly layerUnknown = Layer.succeed(FreeSpace, { at: () => Effect.succeedNone })
}

/** New jobs are refused below this; a tenth of what is smaller than 640 MiB. */
export const leastFree = ({ size }: Room): number => Math.min(64 * 1024 * 1024, size / 10)

const ask = Option.liftThrowable((path: string) => statfsSync(path))

/** Some file systems that are not on a disk tell of no size at all. */
const known = ({ bavail, blocks, bsize }: StatsFs): Option.Option<Room> =>
  blocks > 0 ? Option.some({ free: bavail * bsize, size: blocks * bsize }) : Option.none()
