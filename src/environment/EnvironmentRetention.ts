import { Clock, Context, Duration, Effect, Layer, Ref } from "effect"
import type { StoreUnavailable } from "../domain/Job.ts"
import { Settings } from "../domain/Settings.ts"
import type { Unreadable } from "../processes/DurableFiles.ts"
import { EnvironmentLeftovers } from "./EnvironmentLeftovers.ts"
import { EnvironmentShelf, type ShelvedEnvironment } from "./EnvironmentShelf.ts"
import { EnvironmentUsers } from "./EnvironmentUsers.ts"
import { type AllNamed, NamedEnvironments } from "./NamedEnvironments.ts"

/** What a sweep has removed. */
export interface Evicted {
  readonly environments: number
  readonly bytes: number
}

/** Keeps the cached environments within the limits of the settings. */
export class EnvironmentRetention extends Context.Tag("python-mcp/EnvironmentRetention")<
  EnvironmentRetention,
  {
    /**
     * Removes those that were not used for too long, are too many, or too large together: the one used
     * longest ago first, never one with a name, never one in use. Then what was left half-removed.
     */
    readonly sweep: Effect.Effect<Evicted, StoreUnavailable | Unreadable>
  }
>() {
  static readonly layer: Layer.Layer<
    EnvironmentRetention,
    never,
    EnvironmentLeftovers | EnvironmentShelf | EnvironmentUsers | NamedEnvironments | Settings
  > = Layer.effect(
    this,
    Effect.gen(function* () {
      const shelf = yield* EnvironmentShelf
      const leftovers = yield* EnvironmentLeftovers
      const { environmentRetention: limits } = yield* Settings
      const wanted = yield* makeWanted

      const entryOf = (environment: ShelvedEnvironment) =>
        // Nobody measures what nobody limits.
        limits.bytes === 0
          ? Effect.succeed({ environment, bytes: 0 })
          : Effect.map(shelf.size(environment), ({ own }) => ({ environment, bytes: own }))

      const evict = Effect.fnUntraced(function* ({ environment, bytes }: Entry) {
        const isWanted = Effect.map(wanted.now, (isBusy) => isBusy(environment.id))
        const gone = yield* shelf.remove(environment, isWanted)
        return gone ? { environments: 1, bytes } : nothing
      })

      const sweep = Effect.gen(function* () {
        const all = yield* shelf.all
        const isNamed = yield* wanted.named
        const entries = yield* Effect.forEach(
          all.filter(({ id }) => !isNamed(id)),
          entryOf,
        )
        const isBusy = yield* wanted.now
        const now = yield* Clock.currentTimeMillis
        const isFree = ({ environment: { id, lastUsedAt } }: Entry) =>
          !isBusy(id) && Math.abs(now - lastUsedAt) >= recently
        const evicted = yield* Effect.forEach(surplusOf(entries, limits, now).filter(isFree), evict)
        yield* leftovers.sweep(isBusy)
        return evicted.reduce(plus, nothing)
      })

      return { sweep: Effect.withSpan(sweep, "EnvironmentRetention.sweep") }
    }),
  )
}

/** What was handed out so lately is in use, whether or not a job's files say so already. */
const recently = Duration.toMillis("10 minutes")

const nothing: Evicted = { environments: 0, bytes: 0 }

const plus = (a: Evicted, b: Evicted): Evicted => ({
  environments: a.environments + b.environments,
  bytes: a.bytes + b.bytes,
})

/** Which folders must stay: those with a name, and all that somebody needs now. */
const makeWanted = Effect.gen(function* () {
  const users = yield* EnvironmentUsers
  const names = yield* NamedEnvironments
  const told = yield* Ref.make("")

  /** Said when it begins, not with every sweep. */
  const tell = Effect.fnUntraced(function* (unreadable: AllNamed["unreadable"]) {
    const words = unreadable.map(({ message }) => message).join(" ")
    if ((yield* Ref.getAndSet(told, words)) === words || words === "") return
    yield* Effect.logWarning(`No environment is removed by itself meanwhile. ${words}`)
  })

  const named = Effect.gen(function* () {
    const { records, unreadable } = yield* names.all
    yield* tell(unreadable)
    const ids = new Set(records.map(({ environment }) => environment))
    return (id: string): boolean => unreadable.length > 0 || ids.has(id)
  })
  const now = Effect.map(
    Effect.all([users.now, named]),
    ([{ jobs }, isNamed]) =>
      (id: string): boolean =>
        jobs.has(id) || isNamed(id),
  )
  return { named, now }
})

/** An environment without a name, and what removing it gives back. */
interface Entry {
  readonly environment: ShelvedEnvironment
  readonly bytes: number
}

/** What is beyond the limits, the one used longest ago first; a limit of zero is none. */
const surplusOf = (
  entries: ReadonlyArray<Entry>,
  limits: Settings["Type"]["environmentRetention"],
  now: number,
): ReadonlyArray<Entry> => {
  const newestFirst = [...entries].sort(
    (a, b) => b.environment.lastUsedAt - a.environment.lastUsedAt,
  )
  const oldest = limits.days === 0 ? Number.NEGATIVE_INFINITY : now - limits.days * day
  let count = 0
  let bytes = 0
  const surplus = newestFirst.filter(({ environment, bytes: own }) => {
    count += 1
    bytes += own
    return (
      environment.lastUsedAt < oldest ||
      (limits.count > 0 && count > limits.count) ||
      (limits.bytes > 0 && bytes > limits.bytes)
    )
  })
  return surplus.reverse()
}

const day = Duration.toMillis("1 day")
