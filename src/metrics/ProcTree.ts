import { Option } from "effect"
import type { ProcessIdentity } from "../domain/Process.ts"
import { listPids, type ProcStat, readMemory, readStat } from "./ProcFs.ts"
import type { ProcessSample } from "./UsageFold.ts"

/** A tree that is looked at again and again. */
export interface ProcTree {
  /** The main process and every descendant that lives now; empty once nobody does. */
  readonly look: () => ReadonlyArray<ProcessSample>
  /** The descendants that the last look found. */
  readonly seen: () => ReadonlyArray<ProcessIdentity>
}

/**
 * The tree below a process that has just been started. A look costs one listing of /proc and a read of
 * each member: whoever was found a stranger once is not read again while its pid is listed.
 */
export const procTree = (main: ProcessIdentity): ProcTree => {
  let members: ReadonlyMap<number, ProcessIdentity> = new Map([[main.pid, main]])
  // Whatever is older than the main process is no descendant of it.
  let strangers: ReadonlySet<number> = new Set(listPids().filter((pid) => pid < main.pid))

  const look = (): ReadonlyArray<ProcessSample> => {
    const pids = listPids()
    const rows = pids.filter((pid) => !strangers.has(pid)).flatMap(readAlive)
    const { ours, others } = divide(rows, members, main)
    members = new Map(ours.map((row) => [row.pid, identityOf(row, main)]))
    const listed = new Set(pids)
    strangers = new Set(
      [...strangers, ...others.map((row) => row.pid)].filter((pid) => listed.has(pid)),
    )
    return ours.map(sampleOf)
  }

  return { look, seen: () => [...members.values()].filter(({ pid }) => pid !== main.pid) }
}

const identityOf = (row: ProcStat, main: ProcessIdentity): ProcessIdentity => ({
  pid: row.pid,
  start: row.start,
  boot_id: main.boot_id,
})

const readAlive = (pid: number): Array<ProcStat> =>
  Option.toArray(Option.filter(readStat(pid), (row) => !row.isDead))

/** Who belongs to the tree: known ones, the main process's session, and the children of members. */
const divide = (
  rows: ReadonlyArray<ProcStat>,
  known: ReadonlyMap<number, ProcessIdentity>,
  main: ProcessIdentity,
) => {
  const ours = new Map<number, ProcStat>()
  const belongs = (row: ProcStat) =>
    known.get(row.pid)?.start === row.start ||
    (row.pid !== main.pid && (row.session === main.pid || ours.has(row.ppid)))
  let rest = rows
  for (;;) {
    const found = rest.filter(belongs)
    for (const row of found) ours.set(row.pid, row)
    rest = rest.filter((row) => !ours.has(row.pid))
    if (found.length === 0) return { ours: [...ours.values()], others: rest }
  }
}

// spawn returns only once the new program has replaced ours (libuv waits for the exec), so the peak of
// the main process never starts at Node's own size.
const sampleOf = (row: ProcStat): ProcessSample => ({
  cpu: Option.some({ userSeconds: row.userSeconds, systemSeconds: row.systemSeconds }),
  memory: readMemory(row.pid),
})
