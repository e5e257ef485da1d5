import { Deferred, Duration, Effect, Fiber, Schedule, type Scope } from "effect"
import type { StoreUnavailable } from "../domain/Job.ts"
import type { ProcessEnd, ProcessSpec, StopReason } from "../domain/Process.ts"
import { shutdownGrace } from "../domain/Settings.ts"
import type { RunningProcess } from "./ProcessRunner.ts"
import type { SupervisorClient } from "./SupervisorClient.ts"
import type { Started } from "./SupervisorProtocol.ts"

/** A process that the supervisor has started for us. */
interface Supervised {
  readonly client: SupervisorClient
  readonly key: number
  readonly spec: ProcessSpec
  /** Whether it outlives this server. */
  readonly keep: boolean
  readonly started: Pick<Started, "pid" | "start" | "boot_id">
  readonly ended: Deferred.Deferred<ProcessEnd, StoreUnavailable>
  readonly serverEnds: Effect.Effect<boolean>
  /** Of the main process; false from the moment it ends, which may be before anybody hears of it. */
  readonly isAlive: Effect.Effect<boolean>
  /** Of whoever runs processes: it outlives each of them. */
  readonly scope: Scope.Scope
}

/** Binds a process in the supervisor's hands to the scope that it was started in. */
export const holdSupervised = Effect.fnUntraced(function* (supervised: Supervised) {
  const { started, ended, keep, spec, serverEnds, scope } = supervised

  const end = (reason: StopReason, grace: Duration.Duration) =>
    Effect.gen(function* () {
      if (yield* Deferred.isDone(ended)) return
      const isHurried = yield* serverEnds
      tell(supervised, reason, grace, isHurried)
      // A fiber that is being interrupted can wait, but not give up waiting: another one sees to that.
      const insisting = insist(supervised, reason, grace, isHurried)
      const fiber = yield* Effect.forkIn(Effect.interruptible(insisting), scope)
      yield* Effect.exit(Deferred.await(ended))
      yield* Fiber.interruptFork(fiber)
    }).pipe(Effect.uninterruptible)

  yield* Effect.addFinalizer(() =>
    Effect.gen(function* () {
      if (keep && (yield* serverEnds)) return
      yield* end("server_exited", shutdownGrace(spec.grace))
    }),
  )
  return {
    identity: { pid: started.pid, start: started.start, boot_id: started.boot_id },
    end: Deferred.await(ended),
    stop: (reason) => end(reason, spec.grace),
  } satisfies RunningProcess
})

const tell = (
  { client, key }: Supervised,
  reason: StopReason,
  grace: Duration.Duration,
  isHurried: boolean,
) =>
  client.tell({
    do: "stop",
    key,
    reason,
    grace: Duration.toSeconds(grace),
    cap: isHurried ? Duration.toSeconds(shutdownGrace(grace)) : null,
  })

const lookInterval = Duration.millis(100)

/** Beyond all graces: a supervisor that takes longer does not do its work. */
const patience = Duration.seconds(15)

/**
 * While an end is waited for: the end of the server, if it begins meanwhile, cuts the grace short, and a
 * supervisor that lets its process live on is itself ended, upon which the kernel ends what it holds. One
 * that only cannot record the end yet is left alone.
 */
const insist = Effect.fnUntraced(function* (
  supervised: Supervised,
  reason: StopReason,
  grace: Duration.Duration,
  wasHurried: boolean,
) {
  const hurry = supervised.serverEnds.pipe(
    Effect.repeat({ schedule: Schedule.spaced(lookInterval), until: (ends) => ends }),
    Effect.zipRight(Effect.sync(() => tell(supervised, reason, grace, true))),
  )
  if (!wasHurried) yield* Effect.fork(hurry)
  yield* Effect.sleep(Duration.sum(grace, patience))
  // A machine that has slept wakes us before it: it gets its chance.
  yield* Effect.sleep("2 seconds")
  if (!(yield* supervised.isAlive)) return
  yield* Effect.logError("the supervisor does not end a process and is ended itself")
  yield* supervised.client.kill
})
