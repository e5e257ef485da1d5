import { join } from "node:path"
import { FileSystem } from "@effect/platform/FileSystem"
import { Array as Arr, Clock, Context, Duration, Effect, Layer, Option, Order } from "effect"
import { namesOrNone } from "../domain/FolderNames.ts"
import { type FolderSize, folderSize } from "../domain/FolderSize.ts"
import type { StoreUnavailable } from "../domain/Job.ts"
import { modifiedAt } from "../domain/ModifiedAt.ts"
import { isAbsent, storeUnavailable } from "../domain/PlatformErrors.ts"
import { Settings } from "../domain/Settings.ts"
import { randomBits } from "../domain/Ulid.ts"
import { DurableFiles } from "../processes/DurableFiles.ts"
import { EnvironmentMarker } from "./EnvironmentRecords.ts"

/** A whole environment on disk. */
export interface ShelvedEnvironment {
  /** The name of its folder. */
  readonly id: string
  readonly prefix: string
  readonly marker: EnvironmentMarker
  /** When it was last handed out: milliseconds since the epoch, a minute more or less. */
  readonly lastUsedAt: number
}

/** `<home>/environments/`, looked at as a whole: what is there, when it was used, and how it goes. */
export class EnvironmentShelf extends Context.Tag("python-mcp/EnvironmentShelf")<
  EnvironmentShelf,
  {
    /** Every whole environment, the one used last first. */
    readonly all: Effect.Effect<ReadonlyArray<ShelvedEnvironment>>
    readonly find: (id: string) => Effect.Effect<Option.Option<ShelvedEnvironment>>
    /** Marks one as used now; false where it has gone, so that nobody is handed what is being removed. */
    readonly touch: (id: string) => Effect.Effect<boolean>
    /** Measured again only when it has been used since. */
    readonly size: (environment: ShelvedEnvironment) => Effect.Effect<FolderSize>
    /**
     * Takes it away, looks whether it was handed out meanwhile, or `isWanted` after all, and only then
     * removes it; else it is put back, and false is given.
     */
    readonly remove: <E>(
      environment: ShelvedEnvironment,
      isWanted: Effect.Effect<boolean, E>,
    ) => Effect.Effect<boolean, StoreUnavailable | E>
  }
>() {
  static readonly layer: Layer.Layer<
    EnvironmentShelf,
    never,
    DurableFiles | FileSystem | Settings
  > = Layer.effect(
    this,
    Effect.suspend(() => make),
  )
}

/** An environment on its way out, and since when. */
export const trashName = (millis: number, random: string): string => `.trash-${millis}-${random}`

/** Since when it is, as its name says. */
export const trashedAt = (name: string): Option.Option<number> =>
  Option.map(Option.fromNullable(/^\.trash-(\d+)-/.exec(name)?.[1]), Number)

/** Where the marker of the environment in a folder is. */
const markerIn = (prefix: string): string => join(prefix, "env.json")

/** The time of the last use need not be more exact than this. */
const touchInterval = Duration.toMillis("1 minute")

const make = Effect.gen(function* () {
  const fs = yield* FileSystem
  const files = yield* DurableFiles
  const folder = join((yield* Settings).home, "environments")

  const find = Effect.fn("EnvironmentShelf.find")(
    function* (id: string) {
      const prefix = join(folder, id)
      const marker = yield* files.read(markerIn(prefix), EnvironmentMarker, { isRenamed: true })
      const lastUsedAt = yield* modifiedAt(fs, markerIn(prefix))
      return Option.map(marker, (marker) => ({ id, prefix, marker, lastUsedAt }))
    },
    Effect.orElseSucceed(Option.none<ShelvedEnvironment>),
  )

  const all = Effect.gen(function* () {
    const names = (yield* namesOrNone(fs, folder)).filter((name) => !name.startsWith("."))
    return Arr.sort(Arr.getSomes(yield* Effect.forEach(names, find)), byLastUse)
  })

  const touch = Effect.fn("EnvironmentShelf.touch")(
    function* (id: string) {
      const path = markerIn(join(folder, id))
      const now = yield* Clock.currentTimeMillis
      const last = yield* modifiedAt(fs, path)
      if (Math.abs(now - last) >= touchInterval) yield* fs.utimes(path, now / 1000, now / 1000)
      return true
      // Where nothing can be written, nothing is removed either.
    },
    Effect.catchAll((error) => Effect.succeed(!isAbsent(error))),
  )

  /** Takes it aside, looks again, and puts it back where it is wanted. */
  const takeAside = <E>(
    { prefix, lastUsedAt }: ShelvedEnvironment,
    aside: string,
    isWanted: Effect.Effect<boolean, E>,
  ) =>
    Effect.gen(function* () {
      const unavailable = storeUnavailable(prefix)
      // Whoever looked for it in between makes it anew: then that one stays.
      const putBack = Effect.ignore(fs.rename(aside, prefix))
      const isUsed = modifiedAt(fs, markerIn(aside)).pipe(
        Effect.mapBoth({ onFailure: unavailable, onSuccess: (at) => at !== lastUsedAt }),
      )
      yield* Effect.mapError(fs.rename(prefix, aside), unavailable)
      const stays = yield* Effect.flatMap(isUsed, (used) =>
        used ? Effect.succeed(true) : isWanted,
      ).pipe(Effect.onError(() => putBack))
      if (stays) yield* putBack
      return !stays
    })

  const remove = Effect.fn("EnvironmentShelf.remove")(function* <E>(
    environment: ShelvedEnvironment,
    isWanted: Effect.Effect<boolean, E>,
  ) {
    const aside = join(folder, trashName(yield* Clock.currentTimeMillis, yield* randomBits))
    const isTaken = yield* Effect.uninterruptible(takeAside(environment, aside, isWanted))
    // What cannot be removed now is swept away later.
    if (isTaken) yield* Effect.ignoreLogged(fs.remove(aside, { recursive: true }))
    return isTaken
  })

  return { all, find, touch, size: makeSizes(fs), remove } satisfies EnvironmentShelf["Type"]
})

/** Sizes of environments; thousands of files each, so they are kept as long as nobody has used one. */
const makeSizes = (fs: FileSystem) => {
  const known = new Map<string, { readonly at: number; readonly size: FolderSize }>()
  return Effect.fn("EnvironmentShelf.size")(function* ({
    id,
    prefix,
    lastUsedAt,
  }: ShelvedEnvironment) {
    const kept = known.get(id)
    if (kept?.at === lastUsedAt) return kept.size
    const size = yield* folderSize(fs, prefix)
    known.set(id, { at: lastUsedAt, size })
    return size
  })
}

const byLastUse: Order.Order<ShelvedEnvironment> = Order.reverse(
  Order.mapInput(Order.number, ({ lastUsedAt }) => lastUsedAt),
)
