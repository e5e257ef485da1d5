import { execFile } from "node:child_process"
import { hostname } from "node:os"
import { pid as ownPid } from "node:process"
import { Effect, Option } from "effect"
import type { ProcessIdentity } from "../domain/Process.ts"
import type { ProcessTable } from "./ProcessTable.ts"
import { sendSignal } from "./Signal.ts"
import { type ProcessRow, treeMembers } from "./TreeMembers.ts"

/** The process table of a Unix without /proc: `ps` tells descendants and groups, but no environment. */
export const makeProcessTablePs: Effect.Effect<ProcessTable["Type"]> = Effect.gen(function* () {
  const bootId = yield* Effect.cached(readBoot)
  const identityOf = (row: ProcessRow) =>
    Effect.map(bootId, (boot_id) => ({ pid: row.pid, start: row.start, boot_id }))
  const identify = (pid: number) =>
    Effect.flatMap(listRows(["-p", String(pid)]), ([row]) =>
      Effect.transposeOption(Option.map(Option.fromNullable(row), identityOf)),
    )
  const isAlive = (identity: ProcessIdentity) =>
    Effect.map(
      identify(identity.pid),
      Option.exists((now) => now.start === identity.start && now.boot_id === identity.boot_id),
    )
  return {
    place: Effect.map(bootId, (boot) => ({
      host: hostname(),
      bootId: boot,
      pidNamespace: "none",
    })),
    identify,
    isAlive,
    members: Effect.fn("ProcessTable.members")(function* (query) {
      const boot = yield* bootId
      const rows = yield* listRows(["-ax"])
      const barred = lineage(rows)
      const here = {
        ...query,
        leader: Option.filter(query.leader, ({ boot_id }) => boot_id === boot),
        known: (query.known ?? []).filter(({ boot_id }) => boot_id === boot),
      }
      const members = treeMembers(
        rows.filter(({ pid }) => !barred.has(pid)),
        here,
        () => false,
      )
      return members.map(({ pid, start }) => ({ pid, start, boot_id: boot }))
    }),
    signal: (identity, signal) =>
      Effect.map(isAlive(identity), (alive) => alive && sendSignal(identity.pid, signal)),
  }
})

/** macOS names its boots; elsewhere the start of the first process stands for it. */
const readBoot: Effect.Effect<string> = Effect.gen(function* () {
  const session = yield* run("sysctl", ["-n", "kern.bootsessionuuid"])
  if (session.trim() !== "") return session.trim()
  const first = yield* listRows(["-p", "1"])
  return first[0]?.start ?? "unknown"
})

const listRows = (which: ReadonlyArray<string>): Effect.Effect<ReadonlyArray<ProcessRow>> =>
  Effect.map(run("ps", [...which, "-o", "pid=,ppid=,pgid=,stat=,lstart="]), (text) =>
    text.split("\n").flatMap(parseRow),
  )

/** One line of `ps`; none for a zombie. */
const parseRow = (line: string): Array<ProcessRow> => {
  const [pid, ppid, group, state, ...start] = line.trim().split(/\s+/)
  if (state === undefined || start.length === 0 || /^[ZX]/.test(state)) return []
  return [
    {
      pid: Number(pid),
      ppid: Number(ppid),
      group: Number(group),
      session: Number(group),
      start: start.join(" "),
    },
  ]
}

/** What a short command prints; nothing where it fails or takes longer than 5 s. */
const run = (command: string, args: ReadonlyArray<string>): Effect.Effect<string> =>
  Effect.async((resume) => {
    const options = { env: { PATH: "/usr/bin:/bin:/usr/sbin:/sbin", LC_ALL: "C" }, timeout: 5000 }
    execFile(command, args, options, (_error, stdout) => resume(Effect.succeed(stdout)))
  })

const lineage = (rows: ReadonlyArray<ProcessRow>): ReadonlySet<number> => {
  const parents = new Map(rows.map(({ pid, ppid }) => [pid, ppid]))
  const pids = new Set([0, 1])
  for (let pid = ownPid; pid > 1 && !pids.has(pid); pid = parents.get(pid) ?? 0) pids.add(pid)
  return pids
}
