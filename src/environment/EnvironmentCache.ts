import { Array as Arr, Clock, Context, Data, Effect, Layer, Option, RcMap } from "effect"
import { Host } from "../domain/Host.ts"
import type { StoreUnavailable } from "../domain/Job.ts"
import { Settings } from "../domain/Settings.ts"
import { millisOf } from "../domain/Time.ts"
import { type EnvironmentFailed, isNetworkFailure } from "./EnvironmentErrors.ts"
import { EnvironmentFolders, type StoredEnvironment } from "./EnvironmentFolders.ts"
import { EnvironmentKey, type Ingredients } from "./EnvironmentKey.ts"
import { EnvironmentMaking } from "./EnvironmentMaking.ts"
import type { RequestRecord } from "./EnvironmentRecords.ts"
import { EnvironmentRefresh } from "./EnvironmentRefresh.ts"
import { EnvironmentRequests } from "./EnvironmentRequests.ts"
import { asOf, isDue, isFixed } from "./Freshness.ts"
import { Pins } from "./Pins.ts"
import type { Preparation } from "./PreparationSteps.ts"

/** A managed environment that is ready. */
export interface CachedEnvironment {
  readonly prefix: string
  readonly pins: ReadonlyArray<string>
  /** What was decided on the way, for people. */
  readonly notes: ReadonlyArray<string>
  /** Made for this request just now. */
  readonly isNew: boolean
}

/** The managed environments: each is made once and then found, without any process. */
export class EnvironmentCache extends Context.Tag("python-mcp/EnvironmentCache")<
  EnvironmentCache,
  {
    /** What is there already, as `provide` would give it. */
    readonly lookup: (
      ingredients: Ingredients,
    ) => Effect.Effect<Option.Option<CachedEnvironment>, StoreUnavailable>
    /** What is there, or is made now. Versions that are too old are asked for anew in the background. */
    readonly provide: (
      preparation: Preparation,
      ingredients: Ingredients,
    ) => Effect.Effect<CachedEnvironment, EnvironmentFailed | StoreUnavailable>
  }
>() {
  static readonly layer: Layer.Layer<
    EnvironmentCache,
    never,
    | EnvironmentFolders
    | EnvironmentKey
    | EnvironmentMaking
    | EnvironmentRefresh
    | EnvironmentRequests
    | Host
    | Pins
    | Settings
  > = Layer.scoped(
    this,
    Effect.suspend(() => make),
  )
}

const make = Effect.gen(function* () {
  const keys = yield* EnvironmentKey
  const { find, answer } = yield* makeFinding
  const { makeInstead } = yield* makeMaking
  const locks = yield* RcMap.make({ lookup: (_key: string) => Effect.makeSemaphore(1) })

  const lookup = Effect.fn("EnvironmentCache.lookup")(function* (ingredients: Ingredients) {
    const key = yield* keys.of(ingredients)
    const found = yield* find(key)
    return found._tag === "Ready"
      ? Option.some(yield* answer(ingredients, key, found))
      : Option.none()
  })

  const provide = Effect.fn("EnvironmentCache.provide")(function* (
    preparation: Preparation,
    ingredients: Ingredients,
  ) {
    const asked = yield* Clock.currentTimeMillis
    const key = yield* keys.of(ingredients)
    yield* Effect.annotateCurrentSpan({ "environment.key": key })
    const isWanted = ({ record }: Ready) =>
      !ingredients.refresh || millisOf(record.resolved_at) >= asked
    // Whoever was before may have made it, failed, or been cancelled.
    const findOrMake = Effect.flatMap(find(key), (found) =>
      found._tag === "Ready" && isWanted(found)
        ? answer(ingredients, key, found)
        : makeInstead(preparation, ingredients, key, found),
    )
    const found = yield* find(key)
    if (found._tag === "Ready" && isWanted(found)) return yield* answer(ingredients, key, found)
    const lock = yield* RcMap.get(locks, key)
    const made = yield* lock.withPermitsIfAvailable(1)(findOrMake)
    if (Option.isSome(made)) return made.value
    yield* preparation.site.announce("waiting for another run that makes the same environment")
    return yield* lock.withPermits(1)(findOrMake)
  }, Effect.scoped)

  return { lookup, provide }
})

/** What a request finds. */
type Finding = Data.TaggedEnum<{
  Ready: { readonly record: RequestRecord; readonly stored: StoredEnvironment }
  /** There, but somebody has installed into it or removed from it. */
  Changed: { readonly stored: StoredEnvironment }
  Missing: object
}>
const Finding = Data.taggedEnum<Finding>()
type Ready = Extract<Finding, { readonly _tag: "Ready" }>

/** Without any process. */
const makeFinding = Effect.gen(function* () {
  const folders = yield* EnvironmentFolders
  const requests = yield* EnvironmentRequests
  const refreshing = yield* EnvironmentRefresh
  const { environment } = yield* Host
  const { environmentFreshness } = yield* Settings

  const find = Effect.fnUntraced(function* (key: string) {
    const record = yield* requests.read(key)
    if (Option.isNone(record)) return Finding.Missing()
    const stored = yield* folders.find(record.value.environment)
    if (Option.isNone(stored)) return Finding.Missing()
    return stored.value.isChanged
      ? Finding.Changed({ stored: stored.value })
      : Finding.Ready({ record: record.value, stored: stored.value })
  })

  const answer = Effect.fnUntraced(function* (
    ingredients: Ingredients,
    key: string,
    { record, stored }: Ready,
  ) {
    const now = yield* Clock.currentTimeMillis
    const isOld = isDue(record, environmentFreshness, now) && !isFixed(ingredients, environment)
    if (isOld) yield* refreshing.later(ingredients, key)
    return ready(stored, isOld ? [ageNote(record)] : [], false)
  })

  return { find, answer }
})

/** Where nothing is there, or not what is wanted. */
const makeMaking = Effect.gen(function* () {
  const making = yield* EnvironmentMaking
  const pins = yield* Pins

  const changeNote = Effect.fnUntraced(function* ({ prefix, marker }: StoredEnvironment) {
    const now = yield* pins.read(prefix, marker.python_version)
    const added = Arr.difference(now, marker.pins).map((pin) => `+${pin}`)
    const gone = Arr.difference(marker.pins, now).map((pin) => `-${pin}`)
    const what = [...added, ...gone].join(", ") || "other files in site-packages"
    return `A script had changed the environment (${what}): it was made anew.`
  })

  const makeInstead = Effect.fnUntraced(function* (
    preparation: Preparation,
    ingredients: Ingredients,
    key: string,
    found: Finding,
  ) {
    const notes = found._tag === "Changed" ? [yield* changeNote(found.stored)] : []
    const offline = found._tag === "Ready" ? "refused" : "allowed"
    return yield* making.make(preparation, ingredients, key, offline).pipe(
      Effect.map((made) => ready(made, [...notes, ...made.notes], true)),
      Effect.catchIf(
        isNetworkFailure,
        (error): Effect.Effect<CachedEnvironment, EnvironmentFailed> =>
          found._tag === "Ready"
            ? Effect.succeed(ready(found.stored, [unreachableNote(found.record)], false))
            : error,
      ),
    )
  })

  return { makeInstead }
})

const ready = (
  { prefix, marker }: StoredEnvironment,
  notes: ReadonlyArray<string>,
  isNew: boolean,
): CachedEnvironment => ({ prefix, pins: marker.pins, notes, isNew })

const ageNote = (record: RequestRecord): string =>
  `Versions as of ${asOf(record)}; newer ones are looked for in the background.`

const unreachableNote = (record: RequestRecord): string =>
  `The package index could not be reached: the versions are those of ${asOf(record)}.`
