import { FileSystem } from "@effect/platform"
import { Effect, Option } from "effect"
import { Host } from "../domain/Host.ts"
import { type ProcessIdentity, type ProcessSpec, stopPollInterval } from "../domain/Process.ts"
import { UsageSampler } from "../metrics/UsageSampler.ts"
import { DurableFiles } from "./DurableFiles.ts"
import { OutputFiles } from "./OutputFiles.ts"
import { type HeldProcess, type LifeServices, seeThrough } from "./ProcessLife.ts"
import type { ProcessRunner } from "./ProcessRunner.ts"
import { ProcessTable } from "./ProcessTable.ts"
import { type Spawned, spawnToFiles } from "./Spawn.ts"
import { endTree } from "./TreeEnding.ts"

/** Processes as children of this one. They cannot outlive it: nobody could reap them. */
export const makeNodeRunner = Effect.gen(function* () {
  const table = yield* ProcessTable
  const sampler = yield* UsageSampler
  const host = yield* Host
  const { bootId } = yield* table.place
  const services: LifeServices = {
    durable: yield* DurableFiles,
    output: yield* OutputFiles,
    fs: yield* FileSystem.FileSystem,
    by: `server:${host.pid}`,
  }

  const start = Effect.fn("ProcessRunner.start")(function* (spec: ProcessSpec) {
    const spawned = yield* spawnToFiles(spec)
    const found = yield* table.identify(spawned.pid)
    // One that has ended before we look has no start time; an empty one is nobody's, so nobody is signalled.
    const identity = Option.getOrElse(found, () => ({
      pid: spawned.pid,
      start: "",
      boot_id: bootId,
    }))
    return yield* seeThrough(services, spec, hold(table, sampler, spec, spawned, identity))
  }, Effect.uninterruptible)

  const runner: ProcessRunner["Type"] = { start, canKeep: false }
  return runner
})

const hold = (
  table: ProcessTable["Type"],
  sampler: UsageSampler["Type"],
  spec: ProcessSpec,
  spawned: Spawned,
  identity: ProcessIdentity,
): HeldProcess => ({
  identity,
  startedAt: spawned.startedAt,
  exited: spawned.exited,
  isAlive: table.isAlive(identity),
  pollInterval: stopPollInterval,
  watch: Effect.gen(function* () {
    const usage = yield* sampler.watch(identity, spec.sampleInterval)
    const end = endTree(table)
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
        return yield* end(query, grace)
      }),
    }
  }),
})
