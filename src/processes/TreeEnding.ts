import { Context, Duration, Effect, Layer, Option } from "effect"
import type { ProcessIdentity } from "../domain/Process.ts"
import { beginGrace, monotonicMillis } from "./GracePeriod.ts"
import { ProcessTable, type TreeQuery } from "./ProcessTable.ts"

/** Ends whole trees of processes, for certain. */
export class TreeEnding extends Context.Tag("python-mcp/TreeEnding")<
  TreeEnding,
  {
    /** See `endTree`. */
    readonly end: (query: TreeQuery, grace: Duration.Duration) => Effect.Effect<number>
  }
>() {
  static readonly layer: Layer.Layer<TreeEnding, never, ProcessTable> = Layer.effect(
    TreeEnding,
    Effect.map(ProcessTable, (table) => ({ end: endTree(table) })),
  )
}

/**
 * Ends every process of a tree: SIGTERM, grace, SIGKILL until two scans in a row find nobody. Where the
 * query may look at younger processes only and finds nobody, that one cheap scan is all. Tells how many
 * processes were ended, the leader not counted. Bounded: who still lives 5 s after the first SIGKILL
 * (in the kernel's hands) is named in the log and left. Where the server's own end is told of, it cuts the
 * grace short, also that of an ending under way.
 */
export const endTree = (
  table: ProcessTable["Type"],
  serverEnds: Effect.Effect<boolean> = Effect.succeed(false),
): TreeEnding["Type"]["end"] =>
  Effect.fn("TreeEnding.end")(function* (query, grace) {
    const found = yield* table.members(query)
    if (found.length === 0 && query.youngerOnly) return 0
    const hunt = makeHunt(table, query, found)
    const isQuiet =
      found.length === 0 || (yield* askToEnd(hunt, yield* beginGrace(grace, serverEnds)))
    yield* killAll(hunt, isQuiet ? 1 : 0)
    return hunt.countEnded()
  })

const killPatience = Duration.seconds(5)

/** What is known in the course of one ending. */
interface Hunt {
  /** All live members, by a scan of the whole machine; remembers them. */
  readonly scan: Effect.Effect<ReadonlyArray<ProcessIdentity>>
  /** Of those that were ever found, the ones that live. */
  readonly survivors: Effect.Effect<ReadonlyArray<ProcessIdentity>>
  readonly signalAll: (
    targets: ReadonlyArray<ProcessIdentity>,
    signal: "SIGTERM" | "SIGKILL",
  ) => Effect.Effect<void>
  readonly countEnded: () => number
}

const makeHunt = (
  table: ProcessTable["Type"],
  query: TreeQuery,
  found: ReadonlyArray<ProcessIdentity>,
): Hunt => {
  const isLeader = (one: ProcessIdentity) =>
    Option.exists(query.leader, (leader) => nameOf(leader) === nameOf(one))
  // Whoever was a member once stays one: an orphan that cleaned its environment is found by name only.
  let known = [...(query.known ?? []), ...found]
  const ended = new Set<string>()
  // A leader that lived a moment ago keeps its number out of other hands until its session is gone.
  const sessionIsOurs = query.sessionIsOurs === true || found.some(isLeader)
  return {
    scan: Effect.suspend(() =>
      table.members({ ...query, youngerOnly: false, sessionIsOurs, known }),
    ).pipe(
      Effect.tap((members) => {
        known = [...members]
        return Effect.void
      }),
    ),
    survivors: Effect.suspend(() => Effect.filter(known, table.isAlive)),
    signalAll: (targets, signal) =>
      Effect.forEach(
        targets,
        (target) =>
          Effect.map(table.signal(target, signal), (sent) => {
            if (sent && !isLeader(target)) ended.add(nameOf(target))
          }),
        { discard: true },
      ),
    countEnded: () => ended.size,
  }
}

const nameOf = ({ pid, start }: ProcessIdentity) => `${pid}:${start}`

/** SIGTERM to everybody, also to who appears later, until a scan finds nobody or the grace is over. */
const askToEnd = Effect.fnUntraced(function* (hunt: Hunt, graceLeft: Effect.Effect<number>) {
  const asked = new Set<string>()
  const pauses = makePauses()
  let living = yield* hunt.survivors
  for (;;) {
    const fresh = living.filter((one) => !asked.has(nameOf(one)))
    yield* hunt.signalAll(fresh, "SIGTERM")
    for (const one of fresh) asked.add(nameOf(one))
    const left = yield* graceLeft
    if (left <= 0) return false
    yield* Effect.sleep(Math.min(pauses.next(), left))
    living = yield* hunt.survivors
    if (living.length === 0) living = yield* hunt.scan
    if (living.length > 0) continue
    // Trees that end at the same time share their looks at the machine, but only from pause to pause.
    yield* Effect.sleep(firstPause)
    return true
  }
})

/** SIGKILL and look again: a process that forks meanwhile is found by the next scan. */
const killAll = Effect.fnUntraced(function* (hunt: Hunt, quietBefore: number) {
  const now = yield* monotonicMillis
  const deadline = now + Duration.toMillis(killPatience)
  const pauses = makePauses()
  let quietScans = quietBefore
  for (;;) {
    const living = yield* hunt.scan
    quietScans = living.length === 0 ? quietScans + 1 : 0
    if (quietScans === 2) return
    yield* hunt.signalAll(living, "SIGKILL")
    if ((yield* monotonicMillis) >= deadline) return yield* giveUp(living)
    yield* Effect.sleep(pauses.next())
  }
})

const giveUp = (living: ReadonlyArray<ProcessIdentity>) =>
  Effect.logWarning(
    `these processes do not end, not even by SIGKILL: ${living.map(({ pid }) => pid).join(", ")}`,
  )

/** Milliseconds: most processes end at once. */
const firstPause = 5

/** Longer and longer, up to 50 ms. */
const makePauses = () => {
  let last = 0
  return {
    next: () => {
      last = last === 0 ? firstPause : Math.min(last * 1.5, 50)
      return last
    },
  }
}
