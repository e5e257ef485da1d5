import type { Effect } from "effect"

/** Where a job's work happens: what the rooms below `jobs` may know of a job. */
export interface JobSite {
  readonly id: string
  /** The job's folder, absolute. */
  readonly folder: string
  readonly cookie: string
  /** Tells whoever waits what is being done ("installing 3 packages"). */
  readonly announce: (message: string) => Effect.Effect<void>
}
