import { execFileSync, spawn } from "node:child_process"
import { readFileSync } from "node:fs"
import { childrenOf, eventually } from "./Processes.ts"

/** A pid namespace of a test's own: its PID 1 sleeps and reaps nobody. */
export interface PidNamespace {
  /** Runs the rest of its arguments in there. */
  readonly enter: ReadonlyArray<string>
  /** Runs a line of shell in there. */
  readonly run: (line: string) => string
  /** The processes of it that have ended, and that its PID 1 does not reap. */
  readonly unreaped: () => number
  readonly close: () => void
}

export const makePidNamespace = async (): Promise<PidNamespace> => {
  const args = ["--pid", "--fork", "--mount-proc", "--kill-child=KILL", "sleep", "600"]
  const holder = spawn("unshare", args, { stdio: "ignore" })
  const [first = 0] = await eventually(
    () => childrenOf(holder.pid ?? 0),
    (children) => children.length === 1,
  )
  const enter = ["nsenter", "-t", String(first), "--pid", "--mount", "--"]
  return {
    enter,
    run: (line) =>
      execFileSync(enter[0] ?? "", [...enter.slice(1), "sh", "-c", line], { encoding: "utf8" }),
    unreaped: () =>
      childrenOf(first).filter((pid) => {
        try {
          return / Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"))
        } catch {
          return false
        }
      }).length,
    close: () => holder.kill("SIGKILL"),
  }
}
