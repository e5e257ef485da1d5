import { Duration } from "effect"
import { millisOf } from "../domain/Time.ts"
import type { DayEntry } from "./DayBook.ts"

/** What is kept of ended jobs; zero is unlimited. */
export interface RetentionLimits {
  readonly days: number
  readonly jobs: number
  readonly bytes: number
}

const day = Duration.toMillis("1 day")

/** The most that one sweep believes to have passed since the one before. */
const mostAdvance = 7 * day

/** What ended so lately somebody may still want to look at, however much there is. */
const justNow = Duration.toMillis("1 hour")

/** When a sweep was or is: by the clock, and by what we believe. Milliseconds since the epoch. */
export interface SweptAt {
  readonly clock: number
  readonly believed: number
}

/**
 * The time that ages are counted by: the clock's, unless that has leapt. From one sweep to the next it
 * goes forward by two weeks at most, so a clock that is a year ahead makes jobs two weeks older and no
 * more; after a real absence it catches up, twice as fast as time goes by. The first sweep of all has only the
 * jobs to go by: no more than a week has passed since the newest of them ended.
 */
export const believedTime = (
  clock: number,
  last: SweptAt | null,
  entries: ReadonlyArray<DayEntry>,
): number => {
  if (last === null) {
    const newest = entries.reduce((most, { ended_at }) => Math.max(most, millisOf(ended_at)), 0)
    return Math.min(clock, newest + mostAdvance)
  }
  const passed = Math.min(Math.max(clock - last.clock, 0), mostAdvance)
  return Math.min(clock, last.believed + 2 * passed)
}

/** Before this moment jobs have ended too long ago; nothing is too old where age is unlimited. */
export const oldestKept = ({ days }: RetentionLimits, believed: number): number =>
  days === 0 ? Number.NEGATIVE_INFINITY : believed - days * day

/**
 * The jobs that are too old, too many or too large together, the oldest first. One that does not fit goes by
 * itself: it is no reason for the older ones to go. What has just ended goes by age alone.
 */
export const surplusOf = (
  entries: ReadonlyArray<DayEntry>,
  limits: RetentionLimits,
  { clock, believed }: SweptAt,
): ReadonlyArray<DayEntry> => {
  const before = oldestKept(limits, believed)
  const newestFirst = entries
    .map((entry) => ({ entry, at: millisOf(entry.ended_at) }))
    .sort((a, b) => b.at - a.at)
  const kept = { jobs: 0, bytes: 0 }
  const fits = ({ bytes }: DayEntry) =>
    (limits.jobs === 0 || kept.jobs < limits.jobs) &&
    (limits.bytes === 0 || kept.bytes + bytes <= limits.bytes)
  const surplus: Array<DayEntry> = []
  for (const { entry, at } of newestFirst) {
    const isRecent = Math.abs(clock - at) < justNow
    if (at >= before && (isRecent || fits(entry))) {
      kept.jobs += 1
      kept.bytes += entry.bytes
    } else {
      surplus.push(entry)
    }
  }
  return surplus.reverse()
}
