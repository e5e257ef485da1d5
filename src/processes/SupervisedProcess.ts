import { Deferred, Duration, Effect, Option } from "effect"
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
}

/** Binds a process in the supervisor's hands to the scope that it was started in. */
export const holdSupervised = Effect.fnUntraced(function* (supervised: Supervised) {
  const { started, ended, keep, spec, serverEnds } = supervised
  const isOver = Deferred.isDone(ended)

  const end = Effect.fnUntraced(function* (reason: StopReason, grace: Duration.Duration) {
    if (yield* isOver) return
    tell(supervised, reason, grace, yield* serverEnds)
    yield* awaitEnd(supervised, reason, grace)
  })

  yield* Effect.addFinalizer(() =>
    Effect.gen(function* () {
      if (keep && (yield* serverEnds)) return
      yield* end("server_exited", shutdownGrace(spec.grace))
    }),
  )
  return {
    identity: { pid: started.pid, start: started.start, boot_id: started.boot_id },
    end: Deferred.await(ended),
    stop: (reason) => Effect.uninterruptible(end(reason, spec.grace)),
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
 * Waits for the end. The end of the server, also one that begins meanwhile, cuts the grace short, and a
 * supervisor that does not answer is itself ended: the kernel then ends what it holds.
 */
const awaitEnd = Effect.fnUntraced(function* (
  supervised: Supervised,
  reason: StopReason,
  grace: Duration.Duration,
) {
  const { client, ended, serverEnds } = supervised
  let looksLeft = Duration.toMillis(Duration.sum(grace, patience)) / Duration.toMillis(lookInterval)
  let isHurried = yield* serverEnds
  for (;;) {
    const end = yield* Effect.exit(Deferred.await(ended)).pipe(
      Effect.interruptible,
      Effect.timeoutOption(lookInterval),
    )
    if (Option.isSome(end)) return
    if (!isHurried && (yield* serverEnds)) {
      isHurried = true
      tell(supervised, reason, grace, true)
    }
    if (--looksLeft < 0) {
      yield* Effect.logError("the supervisor does not end a process and is ended itself")
      yield* client.kill
      looksLeft = Number.POSITIVE_INFINITY
    }
  }
})
