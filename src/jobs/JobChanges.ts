import { Context, Effect, Layer, PubSub, Stream } from "effect"
import type { JobId } from "../domain/Job.ts"

/** Far more than anybody is behind; whoever is, reads the job itself anyway. */
const capacity = 4096

/** Which jobs of this server have just changed. */
export class JobChanges extends Context.Tag("python-mcp/JobChanges")<
  JobChanges,
  {
    readonly publish: (id: JobId) => Effect.Effect<void>
    readonly stream: Stream.Stream<JobId>
  }
>() {
  static readonly layer = Layer.effect(
    JobChanges,
    Effect.map(PubSub.sliding<JobId>(capacity), (changed) => ({
      publish: (id: JobId) => Effect.asVoid(PubSub.publish(changed, id)),
      stream: Stream.fromPubSub(changed),
    })),
  )
}
