import { kill } from "node:process"

/** Signals a process, or a group by its negated number; false where nobody is there or it is not ours. */
export const sendSignal = (target: number, signal: "SIGTERM" | "SIGKILL"): boolean => {
  try {
    return Math.abs(target) > 1 && kill(target, signal)
  } catch {
    return false
  }
}
