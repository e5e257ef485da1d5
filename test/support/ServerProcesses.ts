import { existsSync, readdirSync, readFileSync } from "node:fs"

const hasProc = existsSync("/proc/self/environ")

/** The processes whose environment holds a text: a server's, and all that it has ever started. */
export const processesWith = (text: string): ReadonlyArray<{ pid: number; command: string }> => {
  if (!hasProc) return []
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((name) => read(`/proc/${name}/environ`).includes(text))
    .map((name) => ({
      pid: Number(name),
      command: read(`/proc/${name}/cmdline`).replaceAll("\0", " ").trim(),
    }))
}

/** Whether a process is there and not just waiting to be reaped. */
export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  return !hasProc || !/^\d+ \(.*\) Z/s.test(read(`/proc/${pid}/stat`))
}

/** The children of a process, by their parent's id. */
export const childrenOf = (pid: number): ReadonlyArray<number> =>
  hasProc
    ? read(`/proc/${pid}/task/${pid}/children`)
        .split(" ")
        .filter((child) => child !== "")
        .map(Number)
    : []

const read = (path: string): string => {
  try {
    return readFileSync(path, "latin1")
  } catch {
    return ""
  }
}
