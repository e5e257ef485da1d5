import { Duration, Effect, Schema } from "effect"
import { JobRegistry } from "../jobs/JobRegistry.ts"
import { Leftovers } from "../jobs/Leftovers.ts"
import { defaulted, implied, numberBetween } from "./Fields.ts"
import { bytesText } from "./Markdown.ts"
import { endedBefore, messageOf, pruneMessage, sentence } from "./pruning.ts"
import { make } from "./Tool.ts"

/** Nothing of ours takes as long to be made, but for environments, which are looked at more closely. */
const temporaryAge = Duration.minutes(1)

/** Frees space now: ended jobs with their files, and what killed servers have left half-made. */
export const jobCleanup = make({
  name: "job_cleanup",
  description: "Frees disk space: removes ended jobs with their output, and temporary files.",
  group: "jobs",
  annotations: {
    title: "Clean up jobs",
    readOnlyHint: false,
    destructiveHint: true,
    idempotentHint: true,
    openWorldHint: false,
  },
  input: Schema.Struct({
    max_age_hours: defaulted(numberBetween(0, 876_000), 0, "Since their end"),
    keep_failed: implied(Schema.Boolean, false, "true: they stay"),
  }),
  output: Schema.Struct({
    removed_jobs: Schema.Int,
    removed_bytes: Schema.Int,
    removed_temporary_files: Schema.Int,
    remaining: Schema.Int,
    message: pruneMessage,
  }),
  handler: Effect.fnUntraced(function* ({ max_age_hours, keep_failed }) {
    const registry = yield* JobRegistry
    const leftovers = yield* Leftovers
    const isOld = yield* endedBefore(max_age_hours)
    const pruned = yield* registry.prune(
      (job) => !(keep_failed && job.status === "failed") && isOld(job),
    )
    return {
      removed_jobs: pruned.removed,
      removed_bytes: pruned.bytes,
      removed_temporary_files: yield* leftovers.sweep(temporaryAge),
      remaining: pruned.remaining,
      ...messageOf(pruned),
    }
  }),
  markdown: ({ removed_jobs, removed_bytes, removed_temporary_files, remaining, message }) =>
    `**Removed ${removed_jobs}** job${removed_jobs === 1 ? "" : "s"} (${bytesText(removed_bytes)}) and ${removed_temporary_files} temporary file${removed_temporary_files === 1 ? "" : "s"}; ${remaining} job${remaining === 1 ? "" : "s"} remain${remaining === 1 ? "s" : ""}.${sentence(message)}`,
})
