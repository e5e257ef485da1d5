import { type ChildProcess, spawn } from "node:child_process"
import { readdirSync, readFileSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Option } from "effect"
import type { ProcessIdentity } from "../../src/domain/Process.ts"
import { parseStat } from "../../src/metrics/ProcFs.ts"
import { ProcessTable, type TreeQuery } from "../../src/processes/ProcessTable.ts"
import { type ProcessRow, treeMembers } from "../../src/processes/TreeMembers.ts"
import { python } from "../support/Python.ts"

/** A child in a session of its own that goes with the scope. */
const child = (code: string, env: Record<string, string> = {}) =>
  Effect.acquireRelease(
    Effect.async<ChildProcess & { readonly pid: number }>((resume) => {
      const started = spawn(python, ["-I", "-S", "-c", code], {
        detached: true,
        env,
        stdio: ["ignore", "pipe", "inherit"],
      })
      started.stdout.once("data", () => {
        const { pid } = started
        if (pid !== undefined) resume(Effect.succeed(Object.assign(started, { pid })))
      })
    }),
    ({ pid }) =>
      Effect.sync(() => {
        try {
          process.kill(-pid, "SIGKILL")
        } catch {
          // It has ended before.
        }
      }),
  )

const sleeper = "import time; print(1, flush=True); time.sleep(60)"

const parentOfTwo = `
import os, time
for _ in range(2):
    if os.fork() == 0:
        time.sleep(60)
print(1, flush=True)
time.sleep(60)
`

const zombieMaker = `
import os, time
child = os.fork()
if child == 0: os._exit(0)
time.sleep(0.1)
print(child, flush=True)
time.sleep(60)
`

const identify = (pid: number) =>
  Effect.flatMap(ProcessTable, (table) => table.identify(pid)).pipe(Effect.map(Option.getOrThrow))

const familyOf = (leader: ProcessIdentity, cookie = ""): TreeQuery => ({
  cookie,
  leader: Option.some(leader),
  youngerOnly: false,
})

const layers = [
  ["of /proc", ProcessTable.layerProc],
  ["of ps", ProcessTable.layerPs],
] as const

for (const [name, layer] of layers) {
  describe(`ProcessTable ${name}`, () => {
    it.scopedLive("a process keeps its identity while it lives and loses it with its end", () =>
      Effect.gen(function* () {
        const table = yield* ProcessTable
        const { pid } = yield* child(sleeper)
        const identity = yield* identify(pid)
        assert.deepStrictEqual(yield* identify(pid), identity)
        assert.isTrue(yield* table.isAlive(identity))
        assert.isTrue(yield* table.signal(identity, "SIGKILL"))
        yield* Effect.sleep("100 millis")
        assert.isFalse(yield* table.isAlive(identity))
        assert.isFalse(yield* table.signal(identity, "SIGKILL"))
        assert.isTrue(Option.isNone(yield* table.identify(pid)))
      }).pipe(Effect.provide(layer)),
    )

    it.scopedLive("a process of another start time or boot is nobody and never signalled", () =>
      Effect.gen(function* () {
        const table = yield* ProcessTable
        const { pid } = yield* child(sleeper)
        const identity = yield* identify(pid)
        for (const other of [
          { ...identity, start: "12345" },
          { ...identity, start: "" },
          { ...identity, boot_id: "another" },
        ]) {
          assert.isFalse(yield* table.isAlive(other))
          assert.isFalse(yield* table.signal(other, "SIGKILL"))
          assert.deepStrictEqual(yield* table.members(familyOf(other)), [])
        }
        assert.isTrue(yield* table.isAlive(identity))
      }).pipe(Effect.provide(layer)),
    )

    it.scopedLive("a zombie is dead", () =>
      Effect.gen(function* () {
        const table = yield* ProcessTable
        const parent = yield* child(zombieMaker)
        const identity = yield* identify(parent.pid)
        const zombie = childrenOf(parent.pid)[0]
        assert.isTrue(Option.isNone(yield* table.identify(zombie ?? 0)))
        assert.deepStrictEqual(yield* table.members(familyOf(identity)), [identity])
      }).pipe(Effect.provide(layer)),
    )

    it.scopedLive("this process and those that it descends from are never members", () =>
      Effect.gen(function* () {
        const table = yield* ProcessTable
        const own = yield* identify(process.pid)
        const parent = yield* identify(process.ppid)
        for (const leader of [own, parent]) {
          const members = yield* table.members({ ...familyOf(leader), known: [own, parent] })
          assert.notInclude(
            members.map(({ pid }) => pid),
            process.pid,
          )
          assert.notInclude(
            members.map(({ pid }) => pid),
            process.ppid,
          )
        }
      }).pipe(Effect.provide(layer)),
    )

    it.scopedLive("it names its place", () =>
      Effect.gen(function* () {
        const table = yield* ProcessTable
        const place = yield* table.place
        assert.isNotEmpty(place.host)
        assert.isNotEmpty(place.bootId)
        assert.strictEqual((yield* identify(process.pid)).boot_id, place.bootId)
      }).pipe(Effect.provide(layer)),
    )
  })
}

describe("ProcessTable", () => {
  it.scopedLive("ps and /proc find the same family", () =>
    Effect.gen(function* () {
      const { pid } = yield* child(parentOfTwo)
      const pidsBy = (layer: typeof ProcessTable.layerProc) =>
        Effect.gen(function* () {
          const table = yield* ProcessTable
          const members = yield* table.members(familyOf(yield* identify(pid)))
          return members.map((member) => member.pid).sort()
        }).pipe(Effect.provide(layer))
      const byProc = yield* pidsBy(ProcessTable.layerProc)
      assert.deepStrictEqual(yield* pidsBy(ProcessTable.layerPs), byProc)
      assert.deepStrictEqual(byProc, [pid, ...childrenOf(pid)].sort())
      assert.lengthOf(byProc, 3)
    }),
  )

  it.scopedLive("only a whole variable of that very cookie counts", () =>
    Effect.gen(function* () {
      const table = yield* ProcessTable
      const ours = yield* child(sleeper, { A: "b", PYTHON_MCP_JOB_ID: "job:1" })
      yield* child(sleeper, { PYTHON_MCP_JOB_ID: "job:12" })
      yield* child(sleeper, { X_PYTHON_MCP_JOB_ID: "job:1", Y: "PYTHON_MCP_JOB_ID=job:1" })
      const members = yield* table.members({
        cookie: "job:1",
        leader: Option.none(),
        youngerOnly: false,
      })
      assert.deepStrictEqual(
        members.map(({ pid }) => pid),
        [ours.pid],
      )
    }).pipe(Effect.provide(ProcessTable.layerProc)),
  )

  it.scopedLive("looking at younger processes only finds what looking at all finds", () =>
    Effect.gen(function* () {
      const table = yield* ProcessTable
      const { pid } = yield* child(parentOfTwo)
      const leader = yield* identify(pid)
      const all = yield* table.members(familyOf(leader))
      const younger = yield* table.members({ ...familyOf(leader), youngerOnly: true })
      assert.deepStrictEqual(younger, all)
    }).pipe(Effect.provide(ProcessTable.layerProc)),
  )
})

describe("membership", () => {
  const row = (pid: number, ppid: number, session: number, start = "100"): ProcessRow => ({
    pid,
    ppid,
    group: session,
    session,
    start,
  })
  const identity = (pid: number, start = "100") => ({ pid, start, boot_id: "boot" })
  const pidsOf = (
    rows: ReadonlyArray<ProcessRow>,
    query: Partial<TreeQuery>,
    marked: ReadonlyArray<number> = [],
  ) =>
    treeMembers(
      rows,
      { cookie: "c", leader: Option.some(identity(10)), youngerOnly: false, ...query },
      ({ pid }) => marked.includes(pid),
    ).map(({ pid }) => pid)

  it("descendants belong, in whatever order they are listed", () => {
    const rows = [row(5, 12, 5), row(10, 2, 10), row(11, 10, 11), row(12, 11, 12), row(13, 2, 13)]
    assert.deepStrictEqual(pidsOf(rows, {}), [5, 10, 11, 12])
  })

  it("the session of a dead leader counts only while its number cannot be somebody else's", () => {
    const rows = [row(11, 1, 10), row(12, 1, 12)]
    assert.deepStrictEqual(pidsOf(rows, { sessionIsOurs: true }), [11])
    assert.deepStrictEqual(pidsOf(rows, {}), [])
    assert.deepStrictEqual(pidsOf([...rows, row(14, 1, 10)], {}, [14]), [11, 14])
  })

  it("a stranger with the leader's number keeps its own session", () => {
    const rows = [row(10, 1, 10, "999"), row(11, 10, 10, "999")]
    assert.deepStrictEqual(pidsOf(rows, { sessionIsOurs: true }), [])
  })

  it("a known process belongs by its start time, and so do its descendants", () => {
    const rows = [row(20, 1, 20), row(21, 20, 21), row(22, 1, 22, "555")]
    assert.deepStrictEqual(pidsOf(rows, { known: [identity(20), identity(22)] }), [20, 21])
  })
})

describe("/proc/<pid>/stat", () => {
  const line = (command: string, state: string, threads: number) =>
    `7 (${command}) ${state} 1 2 3 0 -1 4194560 0 0 0 0 150 25 50 75 20 0 ${threads} 0 4242 0 0`

  it("is read after the last bracket, whatever the command is called", () => {
    const stat = Option.getOrThrow(parseStat(7, line("a) S 9 9 (b", "S", 1)))
    assert.deepStrictEqual(stat, {
      pid: 7,
      ppid: 1,
      group: 2,
      session: 3,
      start: "4242",
      isDead: false,
      userSeconds: 2,
      systemSeconds: 1,
    })
  })

  it("tells a zombie from a process whose main thread alone has ended", () => {
    assert.isTrue(Option.getOrThrow(parseStat(7, line("x", "Z", 1))).isDead)
    assert.isFalse(Option.getOrThrow(parseStat(7, line("x", "Z", 2))).isDead)
  })

  it("gives nothing for what is no such line", () => {
    assert.isTrue(Option.isNone(parseStat(7, "")))
  })
})

const childrenOf = (pid: number): Array<number> =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        return readFileSync(`/proc/${name}/stat`, "utf8")
          .replace(/^.*\) \S /s, "")
          .startsWith(`${pid} `)
      } catch {
        return false
      }
    })
    .map(Number)
