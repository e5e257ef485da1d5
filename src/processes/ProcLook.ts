import { performance } from "node:perf_hooks"
import { pid as ownPid } from "node:process"
import { Option } from "effect"
import { cookieVariable } from "../domain/Process.ts"
import {
  listPids,
  type ProcStat,
  readLockLimit,
  readStat,
  readUptime,
  readVariable,
  ticksPerSecond,
} from "../metrics/ProcFs.ts"
import { markOf } from "./JobMark.ts"

/** The processes that one pass over the machine has found. */
export interface ProcLook {
  /** Who lives; not this process, nor one that it descends from. */
  readonly rows: ReadonlyArray<ProcStat>
  readonly carries: (row: ProcStat, cookie: string) => boolean
}

/** Looks at the machine: a pass is dear, and at the end of a server every job asks for several. */
export interface ProcLooks {
  /**
   * A look at everybody that may be some milliseconds old and others', but never one that this asker
   * has had, nor one older than his last. So of two looks in a row, the second has begun after he asked
   * for the first: who is in neither is nowhere.
   */
  readonly shared: (asker: string) => ProcLook
  /** A new look, at those from this pid on. */
  readonly own: (asker: string, first: number) => ProcLook
}

/** What a machine tells, and a clock that nobody sets. */
export type Machine = typeof machine

const machine = {
  listPids,
  readStat,
  readUptime,
  readCookies: (pid: number) => readVariable(pid, cookieVariable),
  readMark: readLockLimit,
  now: (): number => performance.now(),
}

/** Looks at the machine that this is, or at a test's. */
export const makeProcLooks = (reads: Machine = machine): ProcLooks => {
  const cookies = makeCookieMemory(reads)
  let last: SharedLook | undefined

  const take = (): SharedLook => {
    const rows = livingFrom(0, reads)
    cookies.forgetOthers(rows)
    const look = { rows: withoutLineage(rows, reads), carries: cookies.carriesNow() }
    return { look, takenAt: reads.now(), seenBy: new Set() }
  }
  return {
    shared: (asker) => {
      const isGood =
        last !== undefined && !last.seenBy.has(asker) && reads.now() - last.takenAt <= sharedMillis
      const current = last !== undefined && isGood ? last : take()
      current.seenBy.add(asker)
      last = current
      return current.look
    },
    own: (asker, first) => {
      last?.seenBy.add(asker)
      const rows = livingFrom(first, reads)
      return { rows: withoutLineage(rows, reads), carries: cookies.carriesNow() }
    },
  }
}

/** None where no live process has the pid: a zombie is dead. */
export const readAlive = (pid: number, reads: Pick<Machine, "readStat"> = machine) =>
  Option.filter(reads.readStat(pid), (row) => !row.isDead)

interface SharedLook {
  readonly look: ProcLook
  readonly takenAt: number
  readonly seenBy: Set<string>
}

const sharedMillis = 20

const livingFrom = (first: number, reads: Machine): ReadonlyArray<ProcStat> =>
  reads.listPids().flatMap((pid) => (pid < first ? [] : Option.toArray(readAlive(pid, reads))))

/** Without this process and all that it descends from: never members, whatever their variables say. */
const withoutLineage = (rows: ReadonlyArray<ProcStat>, reads: Machine) => {
  if (rows.length === 0) return rows
  const pids = new Set([0, 1])
  for (let pid = ownPid; pid > 1 && !pids.has(pid); ) {
    pids.add(pid)
    pid = Option.match(reads.readStat(pid), { onNone: () => 0, onSome: ({ ppid }) => ppid })
  }
  return rows.filter(({ pid }) => !pids.has(pid))
}

/**
 * Remembers who carries which cookies: to read an environment is the dearest question. A process that
 * has just been started may still become another program with other variables.
 */
const makeCookieMemory = (reads: Machine) => {
  const remembered = new Map<number, { readonly start: string; readonly signs: Signs }>()

  const read = (row: ProcStat, isGrown: (row: ProcStat) => boolean): Signs => {
    const known = remembered.get(row.pid)
    if (known?.start === row.start) return known.signs
    const cookies = reads.readCookies(row.pid)
    const signs = {
      cookies: Option.getOrElse(cookies, () => []),
      mark: Option.getOrUndefined(reads.readMark(row.pid)),
    }
    if (Option.isSome(cookies) && isGrown(row)) {
      remembered.set(row.pid, { start: row.start, signs })
    }
    return signs
  }
  return {
    /** The answers of one look, in which nobody is asked twice. */
    carriesNow: (): ProcLook["carries"] => {
      const uptime = Option.getOrElse(reads.readUptime(), () => 0)
      const isGrown = ({ start }: ProcStat) =>
        uptime - Number(start) / ticksPerSecond >= grownSeconds
      const asked = new Map<ProcStat, Signs>()
      return (row, cookie) => {
        if (cookie === "") return false
        const signs = asked.get(row) ?? read(row, isGrown)
        asked.set(row, signs)
        return signs.cookies.includes(cookie) || signs.mark === markOf(cookie)
      }
    },
    forgetOthers: (rows: ReadonlyArray<ProcStat>): void => {
      const living = new Set(rows.map(({ pid }) => pid))
      for (const pid of remembered.keys()) if (!living.has(pid)) remembered.delete(pid)
    },
  }
}

/** What tells whose a process is: the variable that it may have dropped, the mark that it cannot. */
interface Signs {
  readonly cookies: ReadonlyArray<string>
  readonly mark: number | undefined
}

const grownSeconds = 1
