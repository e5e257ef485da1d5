import { Schema } from "effect"

const Source = Schema.Literal("wait4", "sampled")

/**
 * What a run cost. Each figure is null, not 0, when nothing was seen, and each group names where it
 * came from: "wait4" is the kernel's own account, "sampled" a lower bound read from time to time.
 */
export const Usage = Schema.Struct({
  wall_seconds: Schema.Number,
  cpu_user_seconds: Schema.NullOr(Schema.Number),
  cpu_system_seconds: Schema.NullOr(Schema.Number),
  cpu_source: Schema.NullOr(Source),
  /** The largest single process (bytes): VmHWM, or ru_maxrss. */
  peak_rss_max_process_bytes: Schema.NullOr(Schema.Number),
  peak_rss_max_process_source: Schema.NullOr(Source),
  /** The largest sum over the tree at one moment (bytes). */
  peak_rss_tree_bytes: Schema.NullOr(Schema.Number),
  peak_rss_tree_source: Schema.NullOr(Source),
  samples: Schema.Int,
  sample_interval_seconds: Schema.Number,
  /** The runner that measured: "node" or "supervisor". */
  source: Schema.String,
})
export type Usage = typeof Usage.Type
