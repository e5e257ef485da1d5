import { Clock, Context, Effect, Layer, Ref } from "effect"
import { Host } from "../domain/Host.ts"
import type { JobId } from "../domain/Job.ts"
import { ulidOf } from "../domain/Ulid.ts"

/** Names for new jobs, and the cookies that mark their processes. */
export class JobIds extends Context.Tag("python-mcp/JobIds")<
  JobIds,
  {
    readonly next: Effect.Effect<JobId>
    readonly cookie: (id: JobId) => Effect.Effect<string>
  }
>() {
  static readonly layer = Layer.effect(
    JobIds,
    Effect.map(Effect.all([Host, Ref.make(0)]), ([{ secret }, last]) => ({
      next: Effect.flatMap(laterThan(last), ulidOf),
      cookie: (id: JobId) => Effect.sync(() => `${id}:${secret(16)}`),
    })),
  )

  /** 00000000000000000000000001, …2: for tests. Real ids carry their day; these are of 1970. */
  static readonly layerSequential = Layer.effect(
    JobIds,
    Effect.map(Ref.make(0), (last) => ({
      next: Effect.map(
        Ref.updateAndGet(last, (n) => n + 1),
        (n) => String(n).padStart(26, "0"),
      ),
      cookie: (id: JobId) => Effect.succeed(`${id}:${"0".repeat(32)}`),
    })),
  )
}

/** The time, but after the last one: jobs are listed in their order even when the clock is set back. */
const laterThan = (last: Ref.Ref<number>) =>
  Effect.flatMap(Clock.currentTimeMillis, (now) =>
    Ref.updateAndGet(last, (before) => Math.max(now, before + 1)),
  )
