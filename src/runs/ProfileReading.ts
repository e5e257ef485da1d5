import { join } from "node:path"
import { FileSystem } from "@effect/platform/FileSystem"
import { Effect, Option } from "effect"
import type { Job } from "../domain/Job.ts"
import type { ProcessEnd } from "../domain/Process.ts"
import {
  type Profile,
  type Profiler,
  ProfileSummary,
  profileFolder,
  profileOf,
  profileSummary,
  profileTool,
} from "../domain/Profile.ts"
import { DurableFiles } from "../processes/DurableFiles.ts"

/** What a result tells of the run's profile; nothing where none was asked for. */
export interface ProfileFields {
  readonly profile?: Profile
  readonly notes: ReadonlyArray<string>
}

/** Reads what the profiler has left in the job's folder, which is also the script's to write in. */
export const makeProfileReading = Effect.gen(function* () {
  const files = yield* DurableFiles
  const fs = yield* FileSystem

  const read = Effect.fnUntraced(function* (path: string) {
    const { size } = yield* fs.stat(path)
    return size > largest
      ? Option.none()
      : yield* files.read(path, ProfileSummary, { isRenamed: true })
  })

  return Effect.fn("ProfileReading.of")(function* (
    job: Job,
    end: ProcessEnd,
  ): Effect.fn.Return<ProfileFields> {
    const hasBegun = Option.isSome(job.started)
    if (job.job.tool !== profileTool || !hasBegun) return nothing
    const folder = profileFolder(job.folder)
    const summary = yield* Effect.orElseSucceed(read(join(folder, profileSummary)), Option.none)
    return Option.match(Option.all([summary, job.environment]), {
      onNone: () => ({ notes: [...none.notes, ...memoryNotes(end, Option.none())] }),
      onSome: ([found, environment]) => ({
        profile: profileOf(found, {
          folder,
          pythonVersion: environment.python_version,
          elapsedSeconds: end.elapsed_seconds,
        }),
        notes: memoryNotes(end, Option.some(found.profiler)),
      }),
    })
  })
})

/** Whoever was ended for memory may have been so for what the profiler took; which one, is not always known. */
const memoryNotes = (
  { reason }: ProcessEnd,
  profiler: Option.Option<Profiler>,
): ReadonlyArray<string> =>
  reason === "out_of_memory" && Option.getOrElse(profiler, () => "memory") === "memory"
    ? [
        "The memory profiler takes memory of its own for each block, and that counts against the limit: it may be the cause, not the script. Raise max_memory_mb, or run the script without it.",
      ]
    : []

/** Two hundred rows of the longest names have half of it. */
const largest = 1024 * 1024

const nothing: ProfileFields = { notes: [] }

const none: ProfileFields = {
  notes: [
    "There is no profile: the script did not get as far as running, it ended before the first part of one was written (half a second), or its folder could not be written to.",
  ],
}
