import { Duration, Effect, Option } from "effect"
import { type ProcessIdentity, type ProcessSpec, stopPollInterval } from "../domain/Process.ts"
import { UsageSampler } from "../metrics/UsageSampler.ts"
import { type Enforcement, limitNotes } from "./LimitNotes.ts"
import { type HeldProcess, makeLifeServices, seeThrough } from "./ProcessLife.ts"
import type { ProcessRunner } from "./ProcessRunner.ts"
import { ProcessTable } from "./ProcessTable.ts"
import { type Spawned, spawnToFiles } from "./Spawn.ts"
import { endTree, type TreeEnding } from "./TreeEnding.ts"

/** Processes as children of this one. They cannot outlive it: nobody could reap them. */
export const makeNodeRunner = Effect.gen(function* () {
  const table = yield* ProcessTable
  const sampler = yield* UsageSampler
  const { bootId } = yield* table.place
  const services = yield* makeLifeServices

  const start = Effect.fn("ProcessRunner.start")(function* (spec: ProcessSpec) {
    const spawned = yield* spawnToFiles(spec)
    const found = yield* table.identify(spawned.pid)
    // One that has ended before we look has no start time; an empty one is nobody's, so nobody is signalled.
    const identity = Option.getOrElse(found, () => ({
      pid: spawned.pid,
      start: "",
      boot_id: bootId,
    }))
    const ending = endTree(table, services.serverEnds)
    const held = hold({ table, sampler, ending }, spec, spawned, identity)
    return yield* seeThrough(services, spec, held)
  }, Effect.uninterruptible)

  const enforcement = sampler.seesTree ? byLooksAtTree : byLooksAtMain
  const runner: ProcessRunner["Type"] = {
    start,
    helper: Effect.succeedNone,
    limitNotes: (limits) => Effect.succeed(limitNotes(limits, enforcement)),
  }
  return runner
})

const sampledTree = "sampled (whole tree)"
const byLooksAtTree: Enforcement = {
  memory: sampledTree,
  cpu: sampledTree,
  processes: sampledTree,
}

const notHeld = "not held on this system"
const byLooksAtMain: Enforcement = {
  memory: "sampled (main process only)",
  cpu: notHeld,
  processes: notHeld,
}

/** A limit is looked after as often as `stop.json`, however seldom the figures are asked for. */
const lookInterval = ({ limits, sampleInterval }: ProcessSpec): Duration.Duration =>
  Object.values(limits).some(Option.isSome)
    ? Duration.min(sampleInterval, stopPollInterval)
    : sampleInterval

interface Holding {
  readonly table: ProcessTable["Type"]
  readonly sampler: UsageSampler["Type"]
  readonly ending: TreeEnding["Type"]["end"]
}

const hold = (
  { table, sampler, ending }: Holding,
  spec: ProcessSpec,
  spawned: Spawned,
  identity: ProcessIdentity,
): HeldProcess => ({
  identity,
  startedAt: spawned.startedAt,
  exited: spawned.exited,
  isAlive: table.isAlive(identity),
  pollInterval: stopPollInterval,
  watch: Effect.fnUntraced(function* (onUse) {
    const usage = yield* sampler.watch(identity, lookInterval(spec), onUse)
    return {
      usage: usage.usage,
      endTree: Effect.fnUntraced(function* ({ byForce, grace }) {
        const query = {
          cookie: spec.cookie,
          leader: Option.some(identity),
          youngerOnly: !byForce,
          known: yield* usage.seen,
          // It is our child: its number is free only once we have heard of its end, which is now.
          sessionIsOurs: true,
        }
        return yield* ending(query, grace)
      }),
    }
  }),
})
