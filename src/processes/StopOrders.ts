import { Deferred, Duration, Effect, Option } from "effect"
import { StopRecord } from "../domain/JobFiles.ts"
import type { ProcessLimits, ProcessSpec, StopReason } from "../domain/Process.ts"
import { shutdownGrace } from "../domain/Settings.ts"
import type { TreeUse } from "../metrics/UsageFold.ts"
import type { LifeServices } from "./ProcessLife.ts"

/** That a process shall end, and why. */
export interface StopOrder {
  readonly reason: StopReason
  readonly grace: Duration.Duration
}

/** Where the first order is waited for. */
export type StopOrders = Deferred.Deferred<StopOrder>

/** The first order stands. */
export const order = (
  orders: StopOrders,
  reason: StopReason,
  grace: Duration.Duration,
): Effect.Effect<boolean> => Deferred.succeed(orders, { reason, grace })

/** Orders the end of a tree that uses more than it may. */
export const orderByUse =
  (spec: ProcessSpec, orders: StopOrders) =>
  (use: TreeUse): Effect.Effect<void> =>
    Option.match(exceeded(spec.limits, use), {
      onNone: () => Effect.void,
      onSome: (reason) => order(orders, reason, spec.grace),
    })

const exceeded = (limits: ProcessLimits, use: TreeUse): Option.Option<StopReason> => {
  const above = <R extends StopReason>(reason: R, limit: Option.Option<number>, used: number) =>
    Option.as(
      Option.filter(limit, (most) => used > most),
      reason,
    )
  return Option.firstSomeOf<StopReason>([
    above("out_of_memory", limits.memoryBytes, use.memoryBytes),
    above("cpu_limit", limits.cpuSeconds, use.cpuSeconds),
    above("process_limit", limits.processes, use.processes),
  ])
}

/** Orders the end of a process that has run too long. */
export const orderInTime = (spec: ProcessSpec, orders: StopOrders) =>
  Option.match(spec.timeLimit, {
    onNone: () => Effect.void,
    onSome: (limit) => Effect.delay(order(orders, "timeout", spec.grace), limit),
  })

/** Looks for `stop.json` and for too much output, at once and then from time to time. */
export const orderByFiles = Effect.fnUntraced(function* (
  services: LifeServices,
  spec: ProcessSpec,
  orders: StopOrders,
  pollInterval: Duration.DurationInput,
) {
  for (;;) {
    const asked = yield* readStop(services, spec)
    if (Option.isSome(asked)) yield* Deferred.succeed(orders, asked.value)
    if (yield* isTooMuch(services, spec)) yield* order(orders, "output_limit", spec.grace)
    yield* Effect.sleep(pollInterval)
  }
})

/** A file that is not there, cannot be read or is half written is no order; the next look is soon. */
const readStop = Effect.fnUntraced(
  function* ({ durable, fs }: LifeServices, spec: ProcessSpec) {
    const path = `${spec.jobFolder}/stop.json`
    if (!(yield* fs.exists(path))) return Option.none()
    const record = yield* durable.read(path, StopRecord)
    return Option.map(record, ({ reason, grace_seconds }) => ({
      reason,
      grace: Duration.seconds(grace_seconds),
    }))
  },
  Effect.orElseSucceed(() => Option.none<StopOrder>()),
)

const isTooMuch = ({ output }: LifeServices, spec: ProcessSpec): Effect.Effect<boolean> =>
  output.sizes(spec.folder).pipe(
    Effect.map(({ stdout, stderr }) => Math.max(stdout, stderr) > spec.maxOutputBytes),
    Effect.orElseSucceed(() => false),
  )

/**
 * The scope closes: somebody's wish where there is one, else the server is going. One that goes waits
 * no longer for that wish.
 */
export const releaseOrder = Effect.fnUntraced(function* (
  services: LifeServices,
  spec: ProcessSpec,
) {
  const wish = yield* readStop(services, spec)
  if (Option.isNone(wish)) {
    return { reason: "server_exited", grace: shutdownGrace(spec.grace) } satisfies StopOrder
  }
  const { reason, grace } = wish.value
  return { reason, grace: (yield* services.serverEnds) ? shutdownGrace(grace) : grace }
})
