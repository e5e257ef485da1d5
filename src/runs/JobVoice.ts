import { Context, Effect, Layer, Option } from "effect"
import type { Job, JobId } from "../domain/Job.ts"
import type { Progress } from "../domain/JobProgress.ts"
import { JobStore } from "../jobs/JobStore.ts"
import { ProgressReading } from "../jobs/ProgressReading.ts"
import { SmartAsync } from "../jobs/SmartAsync.ts"

/** What a job would say of itself, to whoever waits for it. */
export class JobVoice extends Context.Tag("python-mcp/JobVoice")<
  JobVoice,
  {
    /** One line: the script's own progress, else its last line, else what is being done for it. */
    readonly words: (id: JobId) => Effect.Effect<string>
  }
>() {
  static readonly layer = Layer.effect(
    JobVoice,
    Effect.gen(function* () {
      const store = yield* JobStore
      const smartAsync = yield* SmartAsync
      const progress = yield* ProgressReading

      const ofScript = (job: Job) =>
        Effect.gen(function* () {
          const told = yield* progress.of(job)
          if (Option.isSome(told)) return progressWords(told.value)
          return Option.getOrElse(yield* progress.lastLine(job), () => "running")
        })

      const words = Effect.fn("JobVoice.words")(function* (id: JobId) {
        const job = yield* Effect.orElseSucceed(store.read(id), () => Option.none<Job>())
        if (Option.isNone(job)) return "waiting"
        const { state } = job.value
        if (state._tag === "Pending") return "waiting for a free slot"
        if (state._tag === "Running" && state.phase === "environment") {
          const doing = yield* smartAsync.announcement(id)
          return Option.getOrElse(doing, () => "preparing the environment")
        }
        return yield* ofScript(job.value)
      })

      return { words }
    }),
  )
}

/** "45/100 loading". */
export const progressWords = ({ current, total, message }: Progress): string =>
  [total === null ? `${current}` : `${current}/${total}`, message ?? ""].join(" ").trim()
