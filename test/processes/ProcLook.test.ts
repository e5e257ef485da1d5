import { assert, describe, it } from "@effect/vitest"
import { Option } from "effect"
import type { ProcStat } from "../../src/metrics/ProcFs.ts"
import { type Machine, makeProcLooks } from "../../src/processes/ProcLook.ts"

interface Inhabitant {
  readonly start?: string
  /** None: its environment is closed to us. */
  readonly cookies?: Option.Option<ReadonlyArray<string>>
  readonly mark?: number
}

/** A machine up for 1000 s, on which a test lets processes live, by their pids. */
const aMachine = () => {
  const living = new Map<number, Inhabitant>()
  const count = { passes: 0, environments: 0 }
  let now = 0
  const machine: Machine = {
    listPids: () => {
      count.passes += 1
      return [...living.keys()].sort((a, b) => a - b)
    },
    readStat: (pid) => Option.map(Option.fromNullable(living.get(pid)), statOf(pid)),
    readUptime: () => Option.some(1000 + now / 1000),
    readCookies: (pid) => {
      count.environments += 1
      return living.get(pid)?.cookies ?? Option.some([])
    },
    readMark: (pid) => Option.fromNullable(living.get(pid)?.mark),
    now: () => now,
  }
  const looks = makeProcLooks(machine)
  return {
    living,
    count,
    looks,
    pass: (milliseconds: number) => {
      now += milliseconds
    },
    pids: (asker: string) => looks.shared(asker).rows.map(({ pid }) => pid),
    withCookie: (asker: string) => {
      const { rows, carries } = looks.shared(asker)
      return rows.filter((row) => carries(row, asker)).map(({ pid }) => pid)
    },
  }
}

const old = "100"
const young = "99990"

const statOf =
  (pid: number) =>
  ({ start = old }: Inhabitant): ProcStat => ({
    pid,
    ppid: 1,
    group: pid,
    session: pid,
    start,
    isDead: false,
    userSeconds: 0,
    systemSeconds: 0,
  })

describe("a look at the machine", () => {
  it("is shared by all who ask at about the same time", () => {
    const { living, looks, count, pass } = aMachine()
    living.set(10, {})
    for (let i = 0; i < 80; i++) looks.shared(`job ${i}`)
    pass(20)
    looks.shared("another job")
    assert.strictEqual(count.passes, 1)
  })

  it("is soon too old for anybody", () => {
    const { living, pids, pass } = aMachine()
    living.set(10, {})
    assert.deepStrictEqual(pids("a"), [10])
    living.set(11, {})
    assert.deepStrictEqual(pids("b"), [10])
    pass(21)
    assert.deepStrictEqual(pids("c"), [10, 11])
  })

  it("is never given twice to the same asker: the second is later than his first question", () => {
    const { living, pids } = aMachine()
    pids("a")
    living.set(10, {})
    assert.deepStrictEqual(pids("b"), [])
    assert.deepStrictEqual(pids("b"), [10])
    living.set(11, {})
    assert.deepStrictEqual(pids("a"), [10])
    assert.deepStrictEqual(pids("a"), [10, 11])
  })

  it("of one's own is new, and what was shared before it is not given afterwards", () => {
    const { living, looks, pids } = aMachine()
    living.set(10, {})
    pids("a")
    living.set(20, {})
    const own = looks.own("b", 15).rows.map(({ pid }) => pid)
    assert.deepStrictEqual(own, [20])
    assert.deepStrictEqual(pids("b"), [10, 20])
  })

  it("does not show this process, nor those that it descends from", () => {
    const { living, pids } = aMachine()
    for (const pid of [1, 7, process.pid]) living.set(pid, {})
    assert.deepStrictEqual(pids("a"), [7])
  })
})

describe("the cookies of a process", () => {
  it("are read once for all jobs and looks", () => {
    const { living, withCookie, count, pass } = aMachine()
    living.set(10, { cookies: Option.some(["a"]) })
    for (let i = 0; i < 10; i++) {
      assert.deepStrictEqual(withCookie("a"), [10])
      assert.deepStrictEqual(withCookie("b"), [])
      pass(100)
    }
    assert.strictEqual(count.environments, 1)
  })

  it("are read again in its first second, in which it may become another program", () => {
    const { living, withCookie, count, pass } = aMachine()
    living.set(10, { start: young, cookies: Option.some([]) })
    assert.deepStrictEqual(withCookie("a"), [])
    living.set(10, { start: young, cookies: Option.some(["a"]) })
    pass(500)
    assert.deepStrictEqual(withCookie("a"), [10])
    pass(500)
    withCookie("a")
    pass(500)
    withCookie("a")
    assert.strictEqual(count.environments, 3)
  })

  it("are those of the process that has the pid now", () => {
    const { living, withCookie } = aMachine()
    living.set(10, { cookies: Option.some(["a"]) })
    assert.deepStrictEqual(withCookie("a"), [10])
    living.set(10, { start: "200", cookies: Option.some(["b"]) })
    assert.deepStrictEqual(withCookie("a"), [])
    assert.deepStrictEqual(withCookie("b"), [10])
  })

  it("are forgotten with its end", () => {
    const { living, withCookie, count } = aMachine()
    living.set(10, { cookies: Option.some(["a"]) })
    withCookie("a")
    living.clear()
    withCookie("a")
    living.set(10, { cookies: Option.some(["a"]) })
    assert.deepStrictEqual(withCookie("a"), [10])
    assert.strictEqual(count.environments, 2)
  })

  it("are asked for again where they could not be read", () => {
    const { living, withCookie } = aMachine()
    living.set(10, { cookies: Option.none() })
    assert.deepStrictEqual(withCookie("a"), [])
    living.set(10, { cookies: Option.some(["a"]) })
    assert.deepStrictEqual(withCookie("a"), [10])
  })

  it("do not include an empty one", () => {
    const { living, withCookie } = aMachine()
    living.set(10, { cookies: Option.some([""]) })
    assert.deepStrictEqual(withCookie(""), [])
  })
})
