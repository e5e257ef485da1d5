import { FileSystem } from "@effect/platform/FileSystem"
import { Context, Duration, Effect, Layer, Option, RcMap, Schema, type Scope, Stream } from "effect"
import { signOf } from "../domain/Differences.ts"
import { namesOrNone } from "../domain/FolderNames.ts"
import { JobId, JobNotFound, type StoreUnavailable } from "../domain/Job.ts"
import { Settings } from "../domain/Settings.ts"
import { JobChanges } from "./JobChanges.ts"
import { folderOf } from "./JobFolder.ts"
import { type JobLook, lookAtJob } from "./JobLook.ts"
import { JobReader } from "./JobReader.ts"
import { makeWatchedJob, type WatchedJob } from "./WatchedJob.ts"

/** Who is told of changes is told of so many at once: five times a second is often enough. */
const betweenNews = Duration.millis(200)

/**
 * Tells that jobs have changed, whichever server runs them: looks at directory entries, and reads no
 * file. Hundreds of jobs may be followed at once, and each is looked at once for all who follow it.
 */
export class JobWatch extends Context.Tag("python-mcp/JobWatch")<
  JobWatch,
  {
    /** Emits whenever a job has printed more, and when it is over; then it ends. */
    readonly output: (id: JobId) => Stream.Stream<void, JobNotFound | StoreUnavailable>
    /** The same, and whenever the job is in another state or has made progress. */
    readonly state: (id: JobId) => Stream.Stream<void, JobNotFound | StoreUnavailable>
    /** For who reads a job himself, and only wants to know when to do it again. */
    readonly follow: (id: JobId) => Effect.Effect<WatchedJob, JobNotFound, Scope.Scope>
    /** A text that is another one once a job was made, has ended or was removed. */
    readonly sign: Effect.Effect<string>
  }
>() {
  static readonly layer = Layer.scoped(
    JobWatch,
    Effect.gen(function* () {
      const fs = yield* FileSystem
      const { home } = yield* Settings
      const { read } = yield* JobReader
      const watches = yield* RcMap.make({
        lookup: (id: JobId) => makeWatchedJob(lookAtJob(fs, folderOf(home, id)), read(id)),
      })

      // Others only learn of it at the next look; this server's jobs say so themselves.
      const lookAtOnce = (id: JobId) =>
        Effect.flatMap(RcMap.get(watches, id), ({ look }) => look).pipe(
          Effect.scoped,
          Effect.whenEffect(RcMap.has(watches, id)),
        )
      yield* Effect.forkScoped(Stream.runForEach((yield* JobChanges).stream, lookAtOnce))

      const follow = Effect.fnUntraced(function* (id: JobId) {
        // An id comes from outside, too: what is none leads to no folder.
        if (!Schema.is(JobId)(id)) return yield* new JobNotFound({ job_id: id })
        return yield* RcMap.get(watches, id)
      })

      const following = (signIn: (look: JobLook) => string) => (id: JobId) =>
        Stream.unwrapScoped(
          Effect.gen(function* () {
            const { look, newsAfter } = yield* follow(id)
            // Before anything that takes time: who asked has perhaps been told already that it is followed.
            const before = yield* look
            const job = yield* read(id)
            if (before.isLast || job.state._tag === "Unreadable") return Stream.empty
            return Stream.unfoldEffect(before, (seen) =>
              seen.isLast
                ? Effect.succeedNone
                : Effect.map(
                    Effect.zipRight(Effect.sleep(betweenNews), newsAfter(seen, signIn)),
                    (now) => Option.some([undefined, now]),
                  ),
            )
          }),
        )

      const sign = Effect.gen(function* () {
        const active = yield* namesOrNone(fs, `${home}/active`)
        const shelves = yield* namesOrNone(fs, `${home}/jobs`)
        const signs = yield* Effect.forEach(shelves, (name) => signOf(fs, `${home}/jobs/${name}`))
        return [...active, ...shelves, ...signs].join("\n")
      })

      return {
        output: following((look) => look.output),
        state: following((look) => look.state),
        follow,
        sign,
      }
    }),
  )
}
