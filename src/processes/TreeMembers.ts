import { Option } from "effect"
import type { ProcessIdentity } from "../domain/Process.ts"
import type { TreeQuery } from "./ProcessTable.ts"

/** A live process, as much of it as membership depends on. */
export interface ProcessRow {
  readonly pid: number
  readonly ppid: number
  readonly group: number
  /** The group where the platform does not tell sessions. */
  readonly session: number
  readonly start: string
}

/**
 * Which of these processes are a tree's. `carriesCookie` is asked last and only about those that
 * nothing else decided: it is the dear question.
 */
export const treeMembers = <Row extends ProcessRow>(
  rows: ReadonlyArray<Row>,
  query: TreeQuery,
  carriesCookie: (row: Row) => boolean,
): ReadonlyArray<Row> => {
  const byFamily = withDescendants(rows, rows.filter(isSeed(rows, query)))
  const marked = rows.filter((row) => !byFamily.has(row) && carriesCookie(row))
  const inMarkedSession = rows.filter(
    (row) => inSessionOf(query, row) && marked.some((other) => inSessionOf(query, other)),
  )
  const members = withDescendants(rows, [...byFamily, ...marked, ...inMarkedSession])
  return rows.filter((row) => members.has(row))
}

const isSeed = (rows: ReadonlyArray<ProcessRow>, query: TreeQuery) => {
  const known = new Set((query.known ?? []).map(nameOf))
  const leader = Option.getOrUndefined(query.leader)
  const holder = rows.find((row) => row.pid === leader?.pid)
  // Whoever has the leader's number now, if anybody, must be the leader: else its session is not ours.
  const isOurs = holder === undefined ? query.sessionIsOurs : holder.start === leader?.start
  return (row: ProcessRow) => known.has(nameOf(row)) || (isOurs === true && inSessionOf(query, row))
}

const inSessionOf = ({ leader }: TreeQuery, row: ProcessRow): boolean =>
  Option.exists(leader, ({ pid }) => row.session === pid || row.group === pid)

const nameOf = ({ pid, start }: Pick<ProcessIdentity, "pid" | "start">) => `${pid}:${start}`

const withDescendants = <Row extends ProcessRow>(
  rows: ReadonlyArray<Row>,
  seeds: ReadonlyArray<Row>,
): ReadonlySet<Row> => {
  const members = new Set(seeds)
  const pids = new Set(seeds.map(({ pid }) => pid))
  for (let before = -1; before !== members.size; ) {
    before = members.size
    for (const row of rows) {
      if (pids.has(row.pid) || !pids.has(row.ppid)) continue
      members.add(row)
      pids.add(row.pid)
    }
  }
  return members
}
