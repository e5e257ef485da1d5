import { sha256 } from "../domain/Sha256.ts"

/**
 * The number by which the supervisor marks every process of a job, as its limit of file locks
 * (RLIMIT_LOCKS, which Linux has not looked at since 2.4, see getrlimit(2)): inherited by whoever
 * descends from it, also by one that empties its environment, and shown in /proc/<pid>/limits. Of 52
 * bits, so that JSON carries it exactly.
 */
export const markOf = (cookie: string): number => Number.parseInt(sha256(cookie).slice(0, 13), 16)
