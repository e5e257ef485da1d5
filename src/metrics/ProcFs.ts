import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs"
import { Option } from "effect"

/*
 * All reads are synchronous: the kernel answers them from memory and no disk is ever waited for. One
 * takes 10 to 40 µs, less than a trip through the thread pool, and nothing changes in between.
 */

/** What /proc/<pid>/stat tells of a process. */
export interface ProcStat {
  readonly pid: number
  readonly ppid: number
  readonly group: number
  readonly session: number
  /** Field 22: clock ticks since boot. */
  readonly start: string
  /** A zombie is dead: only its parent has not heard of it. */
  readonly isDead: boolean
  /** Of the process and of the children that it has waited for. */
  readonly userSeconds: number
  readonly systemSeconds: number
}

/** Whether this machine has a Linux /proc. */
export const hasProcFs = (): boolean => existsSync("/proc/self/stat")

/** The pids there are, ascending. */
export const listPids = (): ReadonlyArray<number> =>
  readdirSync("/proc")
    .map(Number)
    .filter(Number.isInteger)
    .sort((a, b) => a - b)

/** None where the process is gone. */
export const readStat = (pid: number): Option.Option<ProcStat> =>
  Option.flatMap(readText(`/proc/${pid}/stat`), (text) => parseStat(pid, text))

/** The line of /proc/<pid>/stat; a command may hold blanks and brackets, so it ends at the last ")". */
export const parseStat = (pid: number, text: string): Option.Option<ProcStat> => {
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ")
  const number = (index: number) => Number(fields[index])
  const start = fields[19]
  if (start === undefined) return Option.none()
  return Option.some({
    pid,
    ppid: number(1),
    group: number(2),
    session: number(3),
    start,
    // The main thread of a process may have ended before the others: then it is a zombie that lives.
    isDead: /[ZXx]/.test(fields[0] ?? "") && number(17) <= 1,
    userSeconds: (number(11) + number(13)) / ticksPerSecond,
    systemSeconds: (number(12) + number(14)) / ticksPerSecond,
  })
}

/** Resident memory in bytes, now and at its peak; none for a process without memory (a zombie). */
export const readMemory = (
  pid: number,
): Option.Option<{ readonly resident: number; readonly peak: number }> =>
  Option.flatMap(readText(`/proc/${pid}/status`), (text) => {
    const peak = kilobytes(text, "VmHWM")
    const resident = kilobytes(text, "VmRSS")
    return Option.isNone(peak) || Option.isNone(resident)
      ? Option.none()
      : Option.some({ resident: resident.value, peak: peak.value })
  })

/**
 * The values that a process was started with under this name. None where its environment is closed to
 * us, or empty: it has none, or it has not begun yet.
 */
export const readVariable = (pid: number, name: string): Option.Option<ReadonlyArray<string>> =>
  readText(`/proc/${pid}/environ`).pipe(
    Option.filter((text) => text !== ""),
    Option.map((text) =>
      text
        .split("\0")
        .slice(0, -1)
        .filter((entry) => entry.startsWith(`${name}=`))
        .map((entry) => entry.slice(name.length + 1)),
    ),
  )

/**
 * How many locks a process may hold on files, at most: RLIMIT_LOCKS, by which jobs are marked. None
 * where there is no limit, which is the rule.
 */
export const readLockLimit = (pid: number): Option.Option<number> =>
  numberIn(`/proc/${pid}/limits`, /^Max file locks +\d+ +(\d+)/m)

/** The random name of this boot. */
export const readBootId = (): Option.Option<string> =>
  Option.map(readText("/proc/sys/kernel/random/boot_id"), (text) => text.trim())

/** The name of our pid namespace, such as "pid:[4026531836]". */
export const readPidNamespace = (): Option.Option<string> =>
  attempt(() => readlinkSync("/proc/self/ns/pid"))

/** How the kernel hands out pids. */
export interface PidCounter {
  /** Forks of the whole machine since boot. */
  readonly forks: number
  /** The pid that was handed out last in our namespace. */
  readonly last: number
  /** Pids are smaller than this. */
  readonly max: number
  readonly uptimeSeconds: number
}

/** None where the kernel does not say all of it. */
export const readPidCounter = (): Option.Option<PidCounter> =>
  Option.gen(function* () {
    const forks = yield* numberIn("/proc/stat", /^processes (\d+)$/m)
    const last = yield* numberIn("/proc/loadavg", / (\d+)\s*$/)
    const max = yield* numberIn("/proc/sys/kernel/pid_max", /(\d+)/)
    const uptimeSeconds = yield* readUptime()
    return { forks, last, max, uptimeSeconds }
  })

/** How long this machine has been up; none where the kernel does not say. */
export const readUptime = (): Option.Option<number> => numberIn("/proc/uptime", /^(\S+)/)

/** USER_HZ, the unit of the times in stat: 100 wherever Node runs. */
export const ticksPerSecond = 100

const numberIn = (path: string, pattern: RegExp): Option.Option<number> =>
  Option.flatMap(readText(path), (text) =>
    Option.map(Option.fromNullable(pattern.exec(text)?.[1]), Number),
  )

const kilobytes = (status: string, name: string): Option.Option<number> =>
  Option.map(
    Option.fromNullable(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1]),
    (digits) => Number(digits) * 1024,
  )

const readText = (path: string): Option.Option<string> => attempt(() => readFileSync(path, "utf8"))

/** A process may vanish between any two reads, and others' are closed to us: both are "nothing there". */
const attempt = Option.liftThrowable((read: () => string) => read())
