import { Clock, Duration, Effect, Schema } from "effect"
import { millisOf } from "../domain/Time.ts"
import type { Pruned } from "../jobs/JobRegistry.ts"

/** Which ended jobs are older than that. */
export const endedBefore = (hours: number) =>
  Effect.map(Clock.currentTimeMillis, (now) => {
    const before = now - Duration.toMillis(Duration.hours(hours))
    return ({ ended_at }: { readonly ended_at: string }) => millisOf(ended_at) <= before
  })

/** The field that says what a removal of jobs has left to do; not there where it is nothing. */
export const pruneMessage = Schema.optionalWith(Schema.String, { exact: true })

/** What is still to be done after a removal of jobs. */
export const messageOf = ({ failed, isWhole }: Pruned): { readonly message?: string } => {
  const lines = [
    ...(failed === 0 ? [] : [`${failed} could not be removed: the server's log says why.`]),
    ...(isWhole ? [] : ["There may be more to remove: call again."]),
  ]
  return lines.length === 0 ? {} : { message: lines.join(" ") }
}

/** A message as the end of a line. */
export const sentence = (message: string | undefined): string =>
  message === undefined ? "" : ` ${message}`
