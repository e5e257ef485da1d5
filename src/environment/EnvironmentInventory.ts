import { Clock, Context, Duration, Effect, Layer, Option } from "effect"
import type { FolderSize } from "../domain/FolderSize.ts"
import type { StoreUnavailable } from "../domain/Job.ts"
import { excerpt } from "../domain/PythonVersion.ts"
import { ArgumentsInvalid } from "../domain/Run.ts"
import type { Unreadable } from "../processes/DurableFiles.ts"
import { EnvironmentInUse, EnvironmentNotFound } from "./EnvironmentErrors.ts"
import type { NamedRecord } from "./EnvironmentRecords.ts"
import { EnvironmentShelf, type ShelvedEnvironment } from "./EnvironmentShelf.ts"
import { type EnvironmentUse, EnvironmentUsers, type Maker } from "./EnvironmentUsers.ts"
import { type AllNamed, NamedEnvironments } from "./NamedEnvironments.ts"
import type { EnvironmentBeingMade } from "./NamedErrors.ts"
import { Pins } from "./Pins.ts"

/** An environment as people ask about it. */
export interface Listed {
  readonly id: string
  /** None for one that is only cached. */
  readonly named: Option.Option<NamedRecord>
  /** None where only the name is left; it is made again when it is needed. */
  readonly found: Option.Option<Found>
  /** Those that run in it now. */
  readonly jobs: ReadonlyArray<string>
}

/** One whose packages are there. */
interface Found {
  readonly environment: ShelvedEnvironment
  readonly size: FolderSize
  /** What is installed now: scripts may have changed it. */
  readonly pins: ReadonlyArray<string>
}

/** All that there is to tell of. */
export interface Inventory {
  /** The one used last first, then names whose environment has gone. */
  readonly environments: ReadonlyArray<Listed>
  readonly unreadable: AllNamed["unreadable"]
  /** Of names that do not stand for anything yet. */
  readonly makers: ReadonlyArray<Maker>
}

/** What a removal came to. */
export interface Removed {
  /** Null where nobody knows what the name stood for. */
  readonly id: string | null
  readonly freedBytes: number
  readonly notes: ReadonlyArray<string>
}

/** What a removal fails with. */
type RemovalFailed = EnvironmentInUse | StoreUnavailable | Unreadable

/** The environments that there are, and their removal at somebody's wish. */
export class EnvironmentInventory extends Context.Tag("python-mcp/EnvironmentInventory")<
  EnvironmentInventory,
  {
    readonly list: Effect.Effect<Inventory, StoreUnavailable | Unreadable>
    readonly removeNamed: (
      name: string,
    ) => Effect.Effect<Removed, EnvironmentBeingMade | EnvironmentNotFound | RemovalFailed>
    /** Of one without a name. */
    readonly removeCached: (
      id: string,
    ) => Effect.Effect<Removed, ArgumentsInvalid | EnvironmentNotFound | RemovalFailed>
  }
>() {
  static readonly layer: Layer.Layer<
    EnvironmentInventory,
    never,
    EnvironmentShelf | EnvironmentUsers | NamedEnvironments | Pins
  > = Layer.effect(
    this,
    Effect.gen(function* () {
      const names = yield* NamedEnvironments
      const { list } = yield* makeList
      const shelf = yield* EnvironmentShelf
      const users = yield* EnvironmentUsers

      /** Nothing is freed where nothing is there. */
      const removeFolder = Effect.fnUntraced(function* (id: string, label: string) {
        const environment = yield* shelf.find(id)
        if (Option.isNone(environment)) return 0
        const now = yield* Clock.currentTimeMillis
        const inUse = (use: EnvironmentUse) => usersOf(environment.value, use, now)
        const before = inUse(yield* users.now)
        const refusal = (jobs: ReadonlyArray<string>) =>
          new EnvironmentInUse({ environment: label, jobs })
        if (before.length > 0) return yield* refusal(before)
        const { own } = yield* shelf.size(environment.value)
        const isWanted = Effect.map(users.now, (use) => inUse(use).length > 0)
        if (yield* shelf.remove(environment.value, isWanted)) return own
        return yield* refusal(inUse(yield* users.now))
      })

      const removeRecord = Effect.fnUntraced(function* (record: NamedRecord) {
        const { name, environment: id } = record
        const others = (yield* names.all).records.filter(
          (other) => other.environment === id && other.name !== name,
        )
        const freedBytes = others.length > 0 ? 0 : yield* removeFolder(id, name)
        yield* names.forget(name)
        const notes = others.map((other) => `Its packages stay: ${other.name} has the same.`)
        return { id, freedBytes, notes }
      })

      const removeNamed = Effect.fn("EnvironmentInventory.removeNamed")(
        function* (name: string) {
          const record = yield* names.find(name)
          return yield* Option.match(record, {
            onNone: () => users.missing(name),
            onSome: removeRecord,
          })
        },
        (self, name) =>
          Effect.catchTag(self, "EnvironmentUnreadable", ({ reason }) =>
            Effect.as(names.forget(name), { id: null, freedBytes: 0, notes: [spoiled(reason)] }),
          ),
      )

      const removeCached = Effect.fn("EnvironmentInventory.removeCached")(function* (id: string) {
        const named = (yield* names.all).records.find(({ environment }) => environment === id)
        if (named !== undefined) return yield* isNamed(id, named.name)
        if (Option.isNone(yield* shelf.find(id))) {
          return yield* new EnvironmentNotFound({ environment: id })
        }
        return { id, freedBytes: yield* removeFolder(id, id), notes: [] }
      })

      return {
        list: Effect.withSpan(list, "EnvironmentInventory.list"),
        removeNamed,
        removeCached,
      }
    }),
  )
}

const isNamed = (id: string, name: string) =>
  new ArgumentsInvalid({
    reason: `Environment ${excerpt(id)} is kept as ${excerpt(name)}`,
    wayOut: `Give name: ${excerpt(name)} to remove it all the same`,
  })

const makeList = Effect.gen(function* () {
  const names = yield* NamedEnvironments
  const pins = yield* Pins
  const shelf = yield* EnvironmentShelf
  const users = yield* EnvironmentUsers

  const look = Effect.fnUntraced(function* (environment: ShelvedEnvironment) {
    const { prefix, marker } = environment
    const size = yield* shelf.size(environment)
    return { environment, size, pins: yield* pins.read(prefix, marker.python_version) }
  })

  const list = Effect.gen(function* () {
    const { records, unreadable } = yield* names.all
    const { jobs } = yield* users.now
    const all = yield* Effect.forEach(yield* shelf.all, look)
    const ids = new Set(all.map(({ environment: { id } }) => id))
    const stray = records.filter(({ environment }) => !ids.has(environment))
    const environments = [
      ...all.flatMap((found) => listedOf(found, records)),
      ...stray.map((record) => ({
        id: record.environment,
        named: Option.some(record),
        found: Option.none(),
      })),
    ].map((listed): Listed => ({ ...listed, jobs: jobs.get(listed.id) ?? [] }))
    const known = new Set(records.map(({ name }) => name))
    const makers = (yield* users.makers).filter(({ name }) => !known.has(name))
    return { environments, unreadable, makers }
  })
  return { list }
})

const spoiled = (reason: string): string =>
  `Its record could not be read (${reason}), so only the name goes now; what it stood for goes by itself, like all that have no name.`

/** Once for each of its names. */
const listedOf = (found: Found, records: ReadonlyArray<NamedRecord>) => {
  const { id } = found.environment
  const named = records.filter(({ environment }) => environment === id)
  return (named.length === 0 ? [undefined] : named).map((record) => ({
    id,
    named: Option.fromNullable(record),
    found: Option.some(found),
  }))
}

/** The jobs that run in it, and those that may just have been given it. */
const usersOf = (
  { id, lastUsedAt }: ShelvedEnvironment,
  { jobs, undecided }: EnvironmentUse,
  now: number,
): ReadonlyArray<string> => [
  ...(jobs.get(id) ?? []),
  ...(Math.abs(now - lastUsedAt) < handOver ? undecided : []),
]

/** The time of a use is a minute old at most; that, and some time for a job to write down what it was given. */
const handOver = Duration.toMillis("70 seconds")
