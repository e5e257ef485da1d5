import { Clock, Effect, Schema } from "effect"
import { millisOf } from "../domain/Time.ts"
import { JobRegistry } from "../jobs/JobRegistry.ts"
import { defaulted, numberBetween } from "./Fields.ts"
import { messageOf, pruneMessage, sentence } from "./pruning.ts"
import { make } from "./Tool.ts"

const hour = 3_600_000

/** Removes old jobs with their files. */
export const pyPruneJobs = make({
  name: "py_prune_jobs",
  description:
    "Removes ended jobs older than max_age_hours, with their output. By default only cancelled ones go.",
  annotations: {
    title: "Prune jobs",
    readOnlyHint: false,
    destructiveHint: true,
    idempotentHint: true,
    openWorldHint: false,
  },
  input: Schema.Struct({
    keep_completed: defaulted(Schema.Boolean, true, "false: completed jobs go too"),
    keep_failed: defaulted(Schema.Boolean, true, "false: failed jobs go too"),
    max_age_hours: defaulted(numberBetween(0, 876_000), 24, "Hours since the job ended"),
  }),
  output: Schema.Struct({ removed: Schema.Int, remaining: Schema.Int, message: pruneMessage }),
  handler: Effect.fnUntraced(function* ({ keep_completed, keep_failed, max_age_hours }) {
    const registry = yield* JobRegistry
    const before = (yield* Clock.currentTimeMillis) - max_age_hours * hour
    const kept = new Set([
      ...(keep_completed ? ["completed"] : []),
      ...(keep_failed ? ["failed"] : []),
    ])
    const pruned = yield* registry.prune(
      ({ status, ended_at }) => !kept.has(status) && millisOf(ended_at) <= before,
    )
    return { removed: pruned.removed, remaining: pruned.remaining, ...messageOf(pruned) }
  }),
  markdown: ({ removed, remaining, message }) =>
    `**Removed ${removed}** job${removed === 1 ? "" : "s"}; ${remaining} remain.${sentence(message)}`,
})
