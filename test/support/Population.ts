import { Array as Arr, Context, Effect, Layer, Option, Ref } from "effect"
import type { ProcessIdentity } from "../../src/domain/Process.ts"
import { ProcessTable, type TreeQuery } from "../../src/processes/ProcessTable.ts"

/** Where a machine, a boot and a pid namespace are told apart. */
export type Place = Effect.Effect.Success<ProcessTable["Type"]["place"]>

/** The machine of a test, unless it says otherwise. */
export const here: Place = { host: "here", bootId: "boot-1", pidNamespace: "ns-1" }

interface Inhabitant {
  readonly identity: ProcessIdentity
  readonly cookie: string
  /** Only SIGKILL ends it. */
  readonly deaf: boolean
}

/** The processes of a machine that there is not: a test declares who lives. */
export class Population extends Context.Tag("test/Population")<
  Population,
  {
    /** Lets a process live; what it had before, under the same pid, is gone. */
    readonly born: (
      pid: number,
      options?: { readonly start?: string; readonly cookie?: string; readonly deaf?: boolean },
    ) => Effect.Effect<ProcessIdentity>
    readonly dies: (pid: number) => Effect.Effect<void>
    /** Every signal that was sent, as "SIGTERM 42". */
    readonly signals: Effect.Effect<ReadonlyArray<string>>
    /** Every search for the members of a tree. */
    readonly searches: Effect.Effect<ReadonlyArray<TreeQuery>>
    readonly table: (place: Place) => ProcessTable["Type"]
  }
>() {
  static readonly layer = Layer.effect(
    Population,
    Effect.suspend(() => make),
  )
}

/** The table that a server of this machine sees. */
export const processTable = (place: Place): Layer.Layer<ProcessTable, never, Population> =>
  Layer.effect(
    ProcessTable,
    Effect.map(Population, ({ table }) => table(place)),
  )

const make = Effect.gen(function* () {
  const living = yield* Ref.make<ReadonlyArray<Inhabitant>>([])
  const signals = yield* Ref.make<ReadonlyArray<string>>([])
  const searches = yield* Ref.make<ReadonlyArray<TreeQuery>>([])

  const dies = (pid: number) =>
    Ref.update(living, (all) => all.filter(({ identity }) => identity.pid !== pid))

  const find = (matches: (one: Inhabitant) => boolean) =>
    Effect.map(Ref.get(living), Arr.findFirst(matches))

  const table = (place: Place): ProcessTable["Type"] => ({
    place: Effect.succeed(place),
    identify: (pid) =>
      Effect.map(
        find(({ identity }) => identity.pid === pid),
        Option.map(({ identity }) => identity),
      ),
    isAlive: (identity) => Effect.map(find(isSame(identity)), Option.isSome),
    members: (query) =>
      Ref.update(searches, (all) => [...all, query]).pipe(
        Effect.zipRight(Ref.get(living)),
        Effect.map((all) => all.filter(isMember(query)).map(({ identity }) => identity)),
      ),
    signal: (identity, signal) =>
      Effect.gen(function* () {
        const target = yield* find(isSame(identity))
        if (Option.isNone(target)) return false
        yield* Ref.update(signals, (all) => [...all, `${signal} ${identity.pid}`])
        if (signal === "SIGKILL" || !target.value.deaf) yield* dies(identity.pid)
        return true
      }),
  })

  return {
    born: (pid, { start = "1", cookie = "", deaf = false } = {}) => {
      const identity = { pid, start, boot_id: here.bootId }
      return dies(pid).pipe(
        Effect.zipRight(Ref.update(living, (all) => [...all, { identity, cookie, deaf }])),
        Effect.as(identity),
      )
    },
    dies,
    signals: Ref.get(signals),
    searches: Ref.get(searches),
    table,
  } satisfies Population["Type"]
})

const isSame =
  ({ pid, start }: ProcessIdentity) =>
  ({ identity }: Inhabitant) =>
    identity.pid === pid && identity.start === start

const isMember = (query: TreeQuery) => (one: Inhabitant) =>
  (one.cookie !== "" && one.cookie === query.cookie) ||
  Option.exists(query.leader, (leader) => isSame(leader)(one))
