import { hostname } from "node:os"
import { pid as ownPid } from "node:process"
import { Effect, Option } from "effect"
import { cookieVariable, type ProcessIdentity } from "../domain/Process.ts"
import {
  hasVariable,
  listPids,
  type ProcStat,
  readBootId,
  readPidNamespace,
  readStat,
} from "../metrics/ProcFs.ts"
import { makePidOrder, type PidOrder } from "./PidOrder.ts"
import type { ProcessTable, TreeQuery } from "./ProcessTable.ts"
import { sendSignal } from "./Signal.ts"
import { treeMembers } from "./TreeMembers.ts"

/** The process table of Linux. */
export const makeProcessTableProc = (): ProcessTable["Type"] => {
  const bootId = Option.getOrElse(readBootId(), () => "unknown")
  const order = makePidOrder()
  const identityOf = ({ pid, start }: ProcStat): ProcessIdentity => ({
    pid,
    start,
    boot_id: bootId,
  })
  const isAlive = ({ pid, start, boot_id }: ProcessIdentity): boolean =>
    boot_id === bootId && Option.exists(readAlive(pid), (row) => row.start === start)

  return {
    place: Effect.sync(() => ({
      host: hostname(),
      bootId,
      pidNamespace: Option.getOrElse(readPidNamespace(), () => "unknown"),
    })),
    identify: (pid) =>
      Effect.sync(() => {
        const identity = Option.map(readAlive(pid), identityOf)
        Option.map(identity, order.note)
        return identity
      }),
    isAlive: (identity) => Effect.sync(() => isAlive(identity)),
    members: (query) =>
      Effect.sync(() => {
        const here = onThisBoot(query, bootId)
        return treeMembers(candidates(here, order), here, carries(here.cookie)).map(identityOf)
      }),
    // Between the check and the signal lie microseconds; Node has no pidfd to close that gap.
    signal: (identity, signal) =>
      Effect.sync(() => isAlive(identity) && sendSignal(identity.pid, signal)),
  }
}

const readAlive = (pid: number): Option.Option<ProcStat> =>
  Option.filter(readStat(pid), (row) => !row.isDead)

const carries =
  (cookie: string) =>
  ({ pid }: ProcStat): boolean =>
    cookie !== "" && hasVariable(pid, cookieVariable, cookie)

/** Pids of another boot name nobody here. */
const onThisBoot = (query: TreeQuery, bootId: string): TreeQuery => ({
  ...query,
  leader: Option.filter(query.leader, ({ boot_id }) => boot_id === bootId),
  known: (query.known ?? []).filter(({ boot_id }) => boot_id === bootId),
})

/** The processes to look at: all, or the leader and what must be younger, where that is certain. */
const candidates = (query: TreeQuery, order: PidOrder): ReadonlyArray<ProcStat> => {
  const first = Option.match(query.leader, {
    onNone: () => 0,
    onSome: (leader) => (query.youngerOnly && order.isCertain(leader) ? leader.pid : 0),
  })
  const rows = listPids().flatMap((pid) => (pid < first ? [] : Option.toArray(readAlive(pid))))
  if (rows.length === 0) return rows
  const barred = lineage()
  return rows.filter(({ pid }) => !barred.has(pid))
}

/** This process and all that it descends from: never members, whatever their variables say. */
const lineage = (): ReadonlySet<number> => {
  const pids = new Set([0, 1])
  for (let pid = ownPid; pid > 1 && !pids.has(pid); ) {
    pids.add(pid)
    pid = Option.match(readStat(pid), { onNone: () => 0, onSome: ({ ppid }) => ppid })
  }
  return pids
}
