import { type ChildProcess, spawn } from "node:child_process"
import { readFileSync } from "node:fs"
import { eventually } from "./Processes.ts"

/** The calls by which a server changes what stands in its state directory, all of its main thread. */
export const steps = ["mkdir", "link", "rename", "unlink"] as const
export type Step = (typeof steps)[number]

/** Counts these calls while the rest of the command runs; see `counted`. */
export const countingSteps = (report: string): Array<string> => [
  "strace",
  "-D",
  "-o",
  report,
  "-e",
  `trace=${steps.join(",")}`,
  "-e",
  "signal=none",
]

/** Every step that was counted: the n-th call of each kind. */
export const counted = (report: string): Array<readonly [Step, number]> => {
  const text = readFileSync(report, "utf8")
  return steps.flatMap((step) => {
    const count = text.split(`\n${step}(`).length - 1 + (text.startsWith(`${step}(`) ? 1 : 0)
    return [...Array(count).keys()].map((n) => [step, n + 1] as const)
  })
}

/** Kills the command with SIGKILL in its n-th call of this kind, before anything comes of it. */
export const killedBefore = ([step, n]: readonly [Step, number]): Array<string> => [
  "strace",
  "-D",
  "-o",
  "/dev/null",
  "-e",
  `inject=${step}:signal=KILL:when=${n}`,
]

/** Does the same to a process that runs already; resolves once it is being watched. */
export const killedLater = async (
  pid: number,
  [step, n]: readonly [Step, number],
): Promise<ChildProcess> => {
  const inject = `inject=${step}:signal=KILL:when=${n}`
  const args = ["-p", String(pid), "-o", "/dev/null", "-e", inject]
  const watcher = spawn("strace", args, { stdio: "ignore" })
  await eventually(
    () => readFileSync(`/proc/${pid}/status`, "utf8"),
    (status) => !/^TracerPid:\s+0$/m.test(status),
  )
  return watcher
}

/** Lets calls of this kind fail, in every thread and process of the command: the n-th, or "n+" all from there. */
export const failing = (call: string, error: string, when: string): Array<string> => [
  "strace",
  "-D",
  "-f",
  "--seccomp-bpf",
  "-o",
  "/dev/null",
  "-e",
  `trace=${call}`,
  "-e",
  `inject=${call}:error=${error}:when=${when}`,
]
