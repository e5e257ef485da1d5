import { hostname } from "node:os"
import { Effect, Option } from "effect"
import type { ProcessIdentity } from "../domain/Process.ts"
import { type ProcStat, readBootId, readPidNamespace } from "../metrics/ProcFs.ts"
import { makePidOrder, type PidOrder } from "./PidOrder.ts"
import type { ProcessTable, TreeQuery } from "./ProcessTable.ts"
import { makeProcLooks, type ProcLook, type ProcLooks, readAlive } from "./ProcLook.ts"
import { sendSignal } from "./Signal.ts"
import { treeMembers } from "./TreeMembers.ts"

/** The process table of Linux. */
export const makeProcessTableProc = (): ProcessTable["Type"] => {
  const bootId = Option.getOrElse(readBootId(), () => "unknown")
  const order = makePidOrder()
  const looks = makeProcLooks()
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
        const { rows, carries } = lookFor(here, order, looks)
        return treeMembers(rows, here, (row) => carries(row, here.cookie)).map(identityOf)
      }),
    // Between the check and the signal lie microseconds; Node has no pidfd to close that gap.
    signal: (identity, signal) =>
      Effect.sync(() => isAlive(identity) && sendSignal(identity.pid, signal)),
  }
}

/** Pids of another boot name nobody here. */
const onThisBoot = (query: TreeQuery, bootId: string): TreeQuery => ({
  ...query,
  leader: Option.filter(query.leader, ({ boot_id }) => boot_id === bootId),
  known: (query.known ?? []).filter(({ boot_id }) => boot_id === bootId),
})

/**
 * The processes to look at. Where the query asks for younger ones only, its one look may be the last:
 * then it is a new one, of the leader and what must be younger, where that is certain.
 */
const lookFor = (query: TreeQuery, order: PidOrder, looks: ProcLooks): ProcLook => {
  if (!query.youngerOnly) return looks.shared(query.cookie)
  const isCertain = Option.filter(query.leader, order.isCertain)
  const first = Option.match(isCertain, { onNone: () => 0, onSome: ({ pid }) => pid })
  return looks.own(query.cookie, first)
}
