import { Option } from "effect"
import type { ProcessIdentity } from "../domain/Process.ts"
import { type PidCounter, readPidCounter, ticksPerSecond } from "../metrics/ProcFs.ts"

/** Knows of which processes it is certain that everything they started has a higher pid. */
export interface PidOrder {
  /** To be told of a process right after its start; one that is older is never certain. */
  readonly note: (identity: ProcessIdentity) => void
  readonly isCertain: (identity: ProcessIdentity) => boolean
}

/**
 * Pids are handed out in ascending order until the counter wraps at pid_max. It cannot have wrapped
 * while the machine has made fewer forks than there was room for. A fork that fails also uses a pid and
 * is not counted, so the counter must have moved no further than the forks, too.
 */
export const makePidOrder = (readCounter = readPidCounter): PidOrder => {
  const births = new Map<number, Birth>()
  return {
    note: ({ pid, start }) => {
      if (births.get(pid)?.start === start) return
      const counter = Option.getOrUndefined(readCounter())
      if (counter === undefined || !isNewborn(pid, start, counter)) return
      births.delete(pid)
      births.set(pid, { start, counter })
      forgetOldest(births)
    },
    isCertain: ({ pid, start }) => {
      const birth = births.get(pid)
      if (birth === undefined || birth.start !== start) return false
      return Option.exists(readCounter(), (now) => cannotHaveWrapped(birth.counter, now))
    },
  }
}

interface Birth {
  readonly start: string
  readonly counter: PidCounter
}

const newbornSeconds = 0.5
const remembered = 1024

const isNewborn = (pid: number, start: string, counter: PidCounter): boolean =>
  counter.last >= pid &&
  Math.abs(counter.uptimeSeconds - Number(start) / ticksPerSecond) < newbornSeconds

const cannotHaveWrapped = (before: PidCounter, now: PidCounter): boolean => {
  const forks = now.forks - before.forks
  return forks < now.max - before.last && now.last >= before.last && now.last - before.last <= forks
}

/** A Map keeps the order of insertion. */
const forgetOldest = (births: Map<number, Birth>): void => {
  const [oldest] = births.keys()
  if (births.size > remembered && oldest !== undefined) births.delete(oldest)
}
