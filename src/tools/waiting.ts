import { Duration } from "effect"

/** Clients give up at 60 s, so no call waits longer than this. */
export const maxWaitSeconds = 50

/** How to go on with a job that has not ended. */
export const howToGoOn =
  "wait_for_jobs waits for it, stream_deltas and py_job_status show it, kill_job ends it."

/** Between two looks while a call waits. */
export const lookInterval = Duration.millis(100)

/** What of a wait is granted, and what to say where that is less than was asked for. */
export const clampWait = (asked: number) => ({
  seconds: Math.min(asked, maxWaitSeconds),
  message:
    asked > maxWaitSeconds
      ? {
          message: `Waited at most ${maxWaitSeconds} s (clients give up at 60); call again to wait on.`,
        }
      : {},
})
