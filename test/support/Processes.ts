import { existsSync, readdirSync, readFileSync } from "node:fs"
import { setTimeout as sleep } from "node:timers/promises"

/** A process of this machine, as /proc shows it. */
export interface SeenProcess {
  readonly pid: number
  readonly ppid: number
  readonly state: string
  /** Field 22 of its stat: with the pid, who it is. */
  readonly start: string
  readonly args: ReadonlyArray<string>
}

/** All processes, the dead that nobody has reaped included. */
export const allProcesses = (): Array<SeenProcess> =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const [state = "", ppid = "", ...rest] = readFileSync(`/proc/${name}/stat`, "utf8")
          .replace(/^.*\) /s, "")
          .split(" ")
        const args = readFileSync(`/proc/${name}/cmdline`, "utf8").split("\0").slice(0, -1)
        return [{ pid: Number(name), ppid: Number(ppid), state, start: rest[17] ?? "", args }]
      } catch {
        return []
      }
    })

const living = (): Array<SeenProcess> =>
  allProcesses().filter(({ pid, state }) => state !== "Z" && state !== "X" && pid !== process.pid)

/** The live processes that carry the cookie of one of these jobs. */
export const withCookieOf = (jobIds: ReadonlyArray<string>): Array<SeenProcess> =>
  living().filter(({ pid }) => {
    const cookie = variable(pid, "PYTHON_MCP_JOB_ID")
    return cookie !== undefined && jobIds.some((id) => cookie.startsWith(`${id}:`))
  })

/** The live processes that have this text as an argument of their own. */
export const withMark = (mark: string): Array<SeenProcess> =>
  living().filter(({ args }) => args.includes(mark))

/** What these processes and their descendants have started and not reaped. */
export const zombiesOf = (...parents: ReadonlyArray<number>): Array<SeenProcess> => {
  const all = allProcesses()
  const family = new Set(parents)
  // A child may stand before its parent in the list.
  for (let size = 0; size !== family.size; ) {
    size = family.size
    for (const { pid, ppid } of all) if (family.has(ppid)) family.add(pid)
  }
  return all.filter(({ ppid, state }) => state === "Z" && family.has(ppid))
}

export const seen = (pid: number): SeenProcess | undefined =>
  living().find((one) => one.pid === pid)

/** Kilobytes: the most that a process has ever had in memory. */
export const peakMemory = (pid: number): number =>
  Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1])

/** The processes whose environment holds a text: a server's, and all that it has ever started. */
export const processesWith = (text: string): Array<{ pid: number; command: string }> =>
  hasProc
    ? allProcesses()
        .filter(({ pid }) => pid !== process.pid && environmentOf(pid).includes(text))
        .map(({ pid, args }) => ({ pid, command: args.join(" ") }))
    : []

/** Whether a process is there and not just waiting to be reaped. */
export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  return !hasProc || seen(pid) !== undefined
}

/** The children of a process, the dead that nobody has reaped included. */
export const childrenOf = (parent: number): Array<number> =>
  hasProc
    ? allProcesses()
        .filter(({ ppid }) => ppid === parent)
        .map(({ pid }) => pid)
    : []

/** Asks again and again until the answer is good; the last answer where it never is. */
export const eventually = async <A>(
  ask: () => A | Promise<A>,
  isGood: (answer: A) => boolean,
  milliseconds = 5000,
): Promise<A> => {
  const deadline = performance.now() + milliseconds
  for (;;) {
    const answer = await ask()
    if (isGood(answer) || performance.now() > deadline) return answer
    await sleep(25)
  }
}

/** Those that live on after the time that they were given to end. */
export const survivors = (
  ask: () => ReadonlyArray<SeenProcess>,
  milliseconds?: number,
): Promise<ReadonlyArray<SeenProcess>> =>
  eventually(ask, (found) => found.length === 0, milliseconds)

const hasProc = existsSync("/proc/self/environ")

const environmentOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/environ`, "latin1")
  } catch {
    return ""
  }
}

const variable = (pid: number, name: string): string | undefined =>
  environmentOf(pid)
    .split("\0")
    .find((entry) => entry.startsWith(`${name}=`))
    ?.slice(name.length + 1)
