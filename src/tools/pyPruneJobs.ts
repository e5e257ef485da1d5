import { Effect, Schema } from "effect"
import { JobRegistry } from "../jobs/JobRegistry.ts"
import { defaulted, numberBetween } from "./Fields.ts"
import { endedBefore, messageOf, pruneMessage, sentence } from "./pruning.ts"
import { make } from "./Tool.ts"

/** Removes old jobs with their files. */
export const pyPruneJobs = make({
  name: "py_prune_jobs",
  description:
    "Removes jobs that ended long ago, with their output; by default only cancelled ones.",
  group: "jobs",
  annotations: {
    title: "Prune jobs",
    readOnlyHint: false,
    destructiveHint: true,
    idempotentHint: true,
    openWorldHint: false,
  },
  input: Schema.Struct({
    keep_completed: defaulted(Schema.Boolean, true, "false: they go too"),
    keep_failed: defaulted(Schema.Boolean, true, "false: they go too"),
    max_age_hours: defaulted(numberBetween(0, 876_000), 24, "Since their end"),
  }),
  output: Schema.Struct({ removed: Schema.Int, remaining: Schema.Int, message: pruneMessage }),
  handler: Effect.fnUntraced(function* ({ keep_completed, keep_failed, max_age_hours }) {
    const registry = yield* JobRegistry
    const isOld = yield* endedBefore(max_age_hours)
    const kept = new Set([
      ...(keep_completed ? ["completed"] : []),
      ...(keep_failed ? ["failed"] : []),
    ])
    const pruned = yield* registry.prune((job) => !kept.has(job.status) && isOld(job))
    return { removed: pruned.removed, remaining: pruned.remaining, ...messageOf(pruned) }
  }),
  markdown: ({ removed, remaining, message }) =>
    `**Removed ${removed}** job${removed === 1 ? "" : "s"}; ${remaining} remain.${sentence(message)}`,
})
