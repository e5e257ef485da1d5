import { FileSystem } from "@effect/platform"
import { Clock, Deferred, type Duration, Effect, Exit, Fiber, Option, type Scope } from "effect"
import { Host } from "../domain/Host.ts"
import type { StoreUnavailable } from "../domain/Job.ts"
import { StartedRecord } from "../domain/JobFiles.ts"
import type { ProcessEnd, ProcessIdentity, ProcessSpec, StopReason } from "../domain/Process.ts"
import { Shutdown } from "../domain/Shutdown.ts"
import { isoOf } from "../domain/Time.ts"
import type { Usage } from "../domain/Usage.ts"
import type { TreeUse } from "../metrics/UsageFold.ts"
import { DurableFiles } from "./DurableFiles.ts"
import { recordEnd } from "./EndRecord.ts"
import { OutputFiles } from "./OutputFiles.ts"
import { MainExit, processEnd } from "./ProcessEnding.ts"
import type { RunningProcess } from "./ProcessRunner.ts"
import {
  order,
  orderByFiles,
  orderByUse,
  orderInTime,
  releaseOrder,
  type StopOrder,
} from "./StopOrders.ts"

/** What a life is recorded with. */
export interface LifeServices {
  readonly durable: DurableFiles["Type"]
  readonly output: OutputFiles["Type"]
  readonly fs: FileSystem.FileSystem
  /** Whether the server that holds the process is going down. */
  readonly serverEnds: Effect.Effect<boolean>
  /** Who makes the records. */
  readonly by: string
}

/** What a life is recorded with, in this server. */
export const makeLifeServices = Effect.gen(function* () {
  const { pid } = yield* Host
  const { hasBegun: serverEnds } = yield* Shutdown
  return {
    durable: yield* DurableFiles,
    output: yield* OutputFiles,
    fs: yield* FileSystem.FileSystem,
    serverEnds,
    by: `server:${pid}`,
  } satisfies LifeServices
})

/** A moment by both clocks: records tell the wall's, durations the monotonic one's. */
export interface Instant {
  readonly millis: number
  readonly nanos: bigint
}

/** How the main process ended, and when. */
export interface Exited {
  readonly exit: MainExit
  readonly at: Instant
}

/** A process that has just been started, real or scripted. */
export interface HeldProcess {
  readonly identity: ProcessIdentity
  readonly startedAt: Instant
  /** Done when the main process has ended. */
  readonly exited: Deferred.Deferred<Exited>
  /** False from the moment it ends, which may be before anybody hears of it. */
  readonly isAlive: Effect.Effect<boolean>
  /** Between two looks for `stop.json` and for too much output. */
  readonly pollInterval: Duration.DurationInput
  /** Watches what it costs while the scope lasts, and tells of each look. */
  readonly watch: (
    onUse: (use: TreeUse) => Effect.Effect<void>,
  ) => Effect.Effect<HeldWatch, never, Scope.Scope>
}

/** What the watching of a held process is for. */
interface HeldWatch {
  readonly usage: (wallSeconds: number) => Effect.Effect<Usage | null>
  /** Ends all that lives of the tree; tells how many that were besides the main process. */
  readonly endTree: (order: {
    /** Whether the main process itself is to be ended, not only what it left behind. */
    readonly byForce: boolean
    readonly grace: Duration.Duration
  }) => Effect.Effect<number>
}

/**
 * Sees a process through: its limits, `stop.json`, the end of the tree, the two records.
 * The fiber that does so ends with the scope, and its interruption is the order to end the tree.
 */
export const seeThrough = Effect.fn("ProcessLife.seeThrough")(function* (
  services: LifeServices,
  spec: ProcessSpec,
  held: HeldProcess,
) {
  const orders = yield* Deferred.make<StopOrder>()
  const ended = yield* Deferred.make<ProcessEnd, StoreUnavailable>()
  const life = Effect.intoDeferred(live(services, spec, held, orders), ended)
  // Uninterruptible from its first step on: even a scope that is already closed gets its tree ended.
  yield* Effect.forkScoped(Effect.scoped(life))
  const running: RunningProcess = {
    identity: held.identity,
    end: Deferred.await(ended),
    stop: Effect.fn("RunningProcess.stop")(function* (reason: StopReason) {
      yield* order(orders, reason, spec.grace)
      yield* Effect.exit(Deferred.await(ended))
    }),
  }
  return running
}, Effect.uninterruptible)

const live = Effect.fnUntraced(function* (
  services: LifeServices,
  spec: ProcessSpec,
  held: HeldProcess,
  orders: Deferred.Deferred<StopOrder>,
) {
  const started = yield* Effect.forkScoped(recordStart(services, spec, held))
  const watch = yield* held.watch(orderByUse(spec, orders))
  yield* Effect.forkScoped(Effect.interruptible(orderInTime(spec, orders)))
  const looking = orderByFiles(services, spec, orders, held.pollInterval)
  yield* Effect.forkScoped(Effect.interruptible(looking))

  const heard = yield* Effect.exit(
    Effect.interruptible(
      Effect.raceFirst(
        Effect.as(Deferred.await(held.exited), Option.none()),
        Effect.map(Deferred.await(orders), Option.some),
      ),
    ),
  )
  const asked = Exit.isSuccess(heard)
    ? heard.value
    : Option.some(yield* releaseOrder(services, spec))
  // It may have ended before we act: then it ended by itself.
  const acted = Option.isSome(asked) && (yield* held.isAlive) ? asked : Option.none<StopOrder>()
  const grace = Option.match(acted, { onNone: () => spec.grace, onSome: (stop) => stop.grace })
  const killed = yield* watch.endTree({ byForce: Option.isSome(acted), grace })
  const { exit, at } = yield* exitInTime(held)

  yield* Fiber.join(started)
  const wallSeconds = Number(at.nanos - held.startedAt.nanos) / 1e9
  return yield* recordEnd(
    services,
    spec,
    processEnd({
      spec,
      exit,
      stopped: Option.map(acted, ({ reason }) => reason),
      startedAtMillis: held.startedAt.millis,
      wallSeconds,
      usage: yield* watch.usage(wallSeconds),
      bytes: yield* sizesOf(services, spec),
      killed,
      by: services.by,
    }),
  )
})

/** An end without sizes is better than no end at all. */
export const sizesOf = ({ output }: LifeServices, spec: ProcessSpec) =>
  output
    .sizes(spec.folder)
    .pipe(
      Effect.catchAll((error) =>
        Effect.as(Effect.logWarning(error.message), { stdout: 0, stderr: 0 }),
      ),
    )

// After a power cut there is no process to be found by it, so the disk is not waited for.
const recordStart = ({ durable }: LifeServices, spec: ProcessSpec, held: HeldProcess) =>
  durable
    .showOnce(`${spec.folder}/started.json`, StartedRecord, {
      ...held.identity,
      at: isoOf(held.startedAt.millis),
    })
    .pipe(
      // The record of its end says all that this one does.
      Effect.catchAll((error) => Effect.logWarning(error.message)),
    )

/**
 * A killed process that stays in the kernel's hands is not waited for without end. The wait is this
 * fiber's own: a child's would be lost with the interruption that asks for the end.
 */
const exitInTime = Effect.fnUntraced(function* ({ exited }: HeldProcess) {
  const giveUp = Effect.flatMap(now, (at) =>
    Deferred.succeed(exited, { exit: MainExit.Unseen(), at }),
  )
  yield* Effect.forkScoped(Effect.interruptible(Effect.delay(giveUp, "1 second")))
  return yield* Deferred.await(exited)
})

/** This moment. */
export const now: Effect.Effect<Instant> = Effect.all({
  millis: Clock.currentTimeMillis,
  nanos: Clock.currentTimeNanos,
})
