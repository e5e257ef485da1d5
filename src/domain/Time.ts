import { Clock, DateTime, Effect } from "effect"

/** Now, as the records keep it: ISO 8601 in UTC. */
export const nowIso: Effect.Effect<string> = Effect.map(Clock.currentTimeMillis, isoOf)

/** Milliseconds since the epoch as ISO 8601 in UTC. */
export function isoOf(millis: number): string {
  return DateTime.formatIso(DateTime.unsafeMake(millis))
}

/** Seconds between two instants given in milliseconds. */
export const secondsBetween = (from: number, to: number): number =>
  Math.max(0, Math.round(to - from) / 1000)

/** Milliseconds since the epoch of an ISO 8601 instant; 0 where it is none. */
export const millisOf = (iso: string): number => {
  const millis = Date.parse(iso)
  return Number.isNaN(millis) ? 0 : millis
}
