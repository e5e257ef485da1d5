import { Context, Duration, Effect, Either, Layer, Option } from "effect"
import {
  type Job,
  type JobId,
  type JobNotFound,
  JobNotStoppable,
  type StoreUnavailable,
} from "../domain/Job.ts"
import type { Owner } from "../domain/JobFiles.ts"
import { Settings } from "../domain/Settings.ts"
import { EndDraft } from "./JobEnd.ts"
import { JobReader } from "./JobReader.ts"
import { JobStore } from "./JobStore.ts"
import { Recovery } from "./Recovery.ts"
import { SmartAsync } from "./SmartAsync.ts"

/** Ends jobs, whoever runs them. */
export class JobStopping extends Context.Tag("python-mcp/JobStopping")<
  JobStopping,
  {
    /** Waits until the job has ended; one that had ended before stays as it is. */
    readonly stop: (
      id: JobId,
    ) => Effect.Effect<Job, JobNotFound | JobNotStoppable | StoreUnavailable>
  }
>() {
  static readonly layer = Layer.effect(
    JobStopping,
    Effect.gen(function* () {
      const reader = yield* JobReader
      const store = yield* JobStore
      const smartAsync = yield* SmartAsync
      const recovery = yield* Recovery
      const { killGrace } = yield* Settings
      const patience = Duration.sum(killGrace, Duration.seconds(2))

      const endOf = (id: JobId) =>
        Effect.delay(reader.read(id), "100 millis").pipe(
          Effect.repeat({ until: ({ state }) => state._tag === "Ended" }),
          Effect.timeoutOption(patience),
        )

      /** Who answers for a job: its record may be damaged, its mark tells as well. */
      const answerable = ({ id, job }: Job) =>
        Effect.map(store.markOf(id), (mark) =>
          Option.orElse(Option.fromNullable(job.owner), () =>
            Option.map(mark, ({ owner }) => owner),
          ),
        )

      /** A job whose record is damaged may run all the same: its mark stands as long as it does. */
      const isDone = ({ id, state }: Job) => {
        if (state._tag !== "Unreadable") return Effect.succeed(state._tag === "Ended")
        return Effect.map(store.markOf(id), Option.isNone)
      }

      /** Its owner does not act: so do we, where its processes are within reach. */
      const endFromHere = Effect.fnUntraced(function* (job: Job) {
        if (yield* isDone(job)) return job
        if (yield* recovery.endFromHere(job, EndDraft.cancelled)) return yield* reader.read(job.id)
        const owner = yield* answerable(job)
        return yield* new JobNotStoppable({ job_id: job.id, owner: nameOf(owner) })
      })

      const stop = Effect.fn("JobStopping.stop")(function* (id: JobId) {
        const before = yield* reader.read(id)
        if (yield* isDone(before)) return before
        yield* Effect.annotateLogs(Effect.logInfo("a job is to end"), { job: id })
        // A full disk is no reason to let a job go on: it may be what fills it.
        const asked = yield* Effect.either(smartAsync.askToStop(id))
        if (yield* smartAsync.interrupt(id)) return yield* reader.read(id)
        const ended = Either.isRight(asked) ? yield* endOf(id) : Option.none<Job>()
        return Option.isSome(ended) ? ended.value : yield* endFromHere(yield* reader.read(id))
      })

      return { stop }
    }),
  )
}

const nameOf = (owner: Option.Option<Owner>): string =>
  Option.match(owner, {
    onNone: () => "unknown",
    onSome: ({ host, server }) => `${host}, process ${server.pid}`,
  })
