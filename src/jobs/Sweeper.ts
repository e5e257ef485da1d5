import { FileSystem } from "@effect/platform/FileSystem"
import { Context, Effect, Layer, Option, Random, Schema } from "effect"
import type { StoreUnavailable } from "../domain/Job.ts"
import { Owner } from "../domain/JobFiles.ts"
import { storeUnavailable } from "../domain/PlatformErrors.ts"
import { Settings } from "../domain/Settings.ts"
import { nowIso } from "../domain/Time.ts"
import { DurableFiles } from "../processes/DurableFiles.ts"
import { temporaryName } from "../processes/DurableWrite.ts"
import { OwnerFate } from "./OwnerFate.ts"
import { ThisServer } from "./ThisServer.ts"

/** `sweeper`: which server tidies up the state directory. */
const SweeperRecord = Schema.Struct({ owner: Owner, since: Schema.String })

/** Of all servers of a state directory, one tidies up. */
export class Sweeper extends Context.Tag("python-mcp/Sweeper")<
  Sweeper,
  {
    /** Whether that is this one: for as long as it lives, once it is. */
    readonly isOurs: Effect.Effect<boolean, StoreUnavailable>
  }
>() {
  static readonly layer = Layer.scoped(
    Sweeper,
    Effect.suspend(() => make),
  )
}

const make = Effect.gen(function* () {
  const fs = yield* FileSystem
  const files = yield* DurableFiles
  const fate = yield* OwnerFate
  const { owner, register } = yield* ThisServer
  const { home } = yield* Settings
  const path = `${home}/sweeper`

  const claim = Effect.gen(function* () {
    // On another machine we live as long as our record does.
    yield* register
    const since = yield* nowIso
    const written = yield* files.writeOnce(path, SweeperRecord, { owner, since })
    return written === "made"
  })

  /** Whose file it is; null where it does not say. */
  const read = (file: string) =>
    files.read(file, SweeperRecord).pipe(
      Effect.map(Option.map((record): Owner | null => record.owner)),
      Effect.catchTag("Unreadable", () => Effect.succeedSome<Owner | null>(null)),
    )

  /** Only the file that was judged goes: another server may have taken it over meanwhile. */
  const unseat = Effect.fnUntraced(
    function* (judged: Owner | null) {
      const random = yield* Random.nextIntBetween(0, Number.MAX_SAFE_INTEGER)
      const aside = `${home}/${temporaryName(random, "sweeper")}`
      yield* fs.rename(path, aside)
      const found = Option.flatMap(yield* read(aside), Option.fromNullable)
      const isAnother = Option.exists(found, ({ server }) => server.id !== judged?.server.id)
      if (isAnother) yield* Effect.ignore(fs.link(aside, path))
      yield* fs.remove(aside, { force: true })
    },
    Effect.mapError(orUnavailable(path)),
  )

  const isOurs = Effect.gen(function* () {
    const holder = yield* read(path)
    if (Option.isNone(holder)) return yield* claim
    if (holder.value?.server.id === owner.server.id) return true
    if (holder.value !== null && (yield* fate.of(holder.value)) === "alive") return false
    yield* unseat(holder.value)
    return yield* claim
  })

  const stillOurs = Effect.map(fs.readFileString(path), (text) => text.includes(owner.server.id))
  yield* Effect.addFinalizer(() => Effect.ignore(Effect.whenEffect(fs.remove(path), stillOurs)))
  return { isOurs } satisfies Sweeper["Type"]
})

const orUnavailable =
  (path: string) =>
  (error: Parameters<ReturnType<typeof storeUnavailable>>[0] | StoreUnavailable) =>
    error._tag === "StoreUnavailable" ? error : storeUnavailable(path)(error)
