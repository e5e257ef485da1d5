import { randomBytes } from "node:crypto"
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { afterEach, assert, beforeEach } from "vitest"
import { allKinds, type Kind, killMarked, livingKinds, startsEscapees } from "./Escapees.ts"
import { eventually, seen, survivors, withCookieOf, withMark, zombiesOf } from "./Processes.ts"
import { type Launch, RawServer } from "./RawServer.ts"

/** A state directory of one test, and the servers on it. */
export class FaultScene {
  /** All that a test writes is in here. */
  readonly base = mkdtempSync(join(tmpdir(), "faults-"))
  readonly home = join(this.base, "state")
  /** The last argument of every process that a test starts. */
  readonly mark = `mark-${randomBytes(8).toString("hex")}`
  readonly servers: Array<RawServer> = []
  /** The kinds of escapee that its trees have. */
  kinds: ReadonlyArray<Kind> = allKinds
  /** What killed servers were writing stays half-made, for a day. */
  readonly #halfMade = new Set<string>()
  readonly #cleanings: Array<() => void> = []

  /** Kills a server as a crash would; where a helper holds its processes, that one lives. */
  async crash(server: RawServer): Promise<void> {
    await server.kill("SIGKILL")
    this.crashed()
  }

  /** Kills a server, and its helper in the same instant: nobody is left to end its jobs. */
  async vanish(server: RawServer): Promise<void> {
    const pids = [server.pid, ...this.helpersOf(server.pid)]
    for (const pid of pids) process.kill(pid, "SIGSTOP")
    for (const pid of pids) process.kill(pid, "SIGKILL")
    await server.exited
    this.crashed()
  }

  /** Kills a server while its helper is stopped: its jobs run on, and nobody ends them. */
  async strand(server: RawServer): Promise<void> {
    for (const pid of this.helpersOf(server.pid)) {
      process.kill(pid, "SIGSTOP")
      this.cleaning(() => process.kill(pid, "SIGKILL"))
    }
    await this.crash(server)
  }

  /** A server has died in the middle of something. */
  crashed(): void {
    for (const path of this.temporaries()) this.#halfMade.add(path)
  }

  /** The helper processes of a server, as its jobs tell. */
  helpersOf(serverPid: number): Array<number> {
    const owners = this.jobIds().flatMap((id) => {
      const path = this.file(id, "job.json")
      return existsSync(path) ? [this.read(id, "job.json").owner] : []
    })
    const helpers = owners.flatMap(({ server, helper }) =>
      server.pid === serverPid && helper !== null ? [Number(helper.pid)] : [],
    )
    return [...new Set(helpers)].filter((pid) => seen(pid) !== undefined)
  }

  async server(env: Record<string, string> = {}, launch: Launch = {}): Promise<RawServer> {
    const server = await RawServer.start(this.home, env, launch)
    this.servers.push(server)
    return server
  }

  /** What a test has made outside: taken down when it is over, the last first. */
  cleaning(clean: () => void): void {
    this.#cleanings.unshift(clean)
  }

  /** Every job that has a folder. */
  jobIds(): Array<string> {
    return names(join(this.home, "jobs")).flatMap((day) => names(join(this.home, "jobs", day)))
  }

  /** The path of a file of a job. */
  file(jobId: string, name: string): string {
    const days = names(join(this.home, "jobs"))
    const day = days.find((one) => existsSync(join(this.home, "jobs", one, jobId))) ?? "nowhere"
    return join(this.home, "jobs", day, jobId, name)
  }

  // biome-ignore lint/suspicious/noExplicitAny: the tests look into the files of a job
  read(jobId: string, name: string): any {
    return JSON.parse(readFileSync(this.file(jobId, name), "utf8"))
  }

  /** Changes a file of a job, and the owner in `active/<id>` with it. */
  forge(jobId: string, change: (owner: Owner) => void): void {
    for (const path of [this.file(jobId, "job.json"), join(this.home, "active", jobId)]) {
      const record = JSON.parse(readFileSync(path, "utf8"))
      change(record.owner)
      writeFileSync(path, JSON.stringify(record))
    }
  }

  /** Changes a file of a job. */
  // biome-ignore lint/suspicious/noExplicitAny: as `read`
  rewrite(jobId: string, name: string, change: (record: any) => void): void {
    const record = this.read(jobId, name)
    change(record)
    writeFileSync(this.file(jobId, name), JSON.stringify(record))
  }

  /** The live processes of its jobs, and whatever else carries its mark. */
  processes() {
    const marked = withMark(this.mark)
    const pids = new Set(marked.map(({ pid }) => pid))
    return [...marked, ...withCookieOf(this.jobIds()).filter(({ pid }) => !pids.has(pid))]
  }

  /** Arguments of a run whose script starts children that try to get away, and stays. */
  tree(): { script_content: string; args: Array<string>; directory: string; use_uv: false } {
    const [, , code = "", ...args] = startsEscapees(this.mark, this.kinds, "stay")
    return { ...this.script(code), args }
  }

  /** Arguments of a run of this code with the system's Python. */
  script(code: string) {
    return { script_content: code, args: [this.mark], directory: tmpdir(), use_uv: false as const }
  }

  /** Waits until all processes of so many trees are there, and the trees have said so. */
  async treeStands(trees = 1): Promise<void> {
    const wanted = [...this.kinds, "stay"].flatMap((kind) => Array<string>(trees).fill(kind)).sort()
    const standing = () => {
      const ready = this.jobIds().filter((id) => this.output(id) === "ready\n").length
      return { kinds: livingKinds(this.mark), ready: ready >= trees }
    }
    const whole = { kinds: wanted, ready: true }
    const isWhole = (found: typeof whole) => JSON.stringify(found) === JSON.stringify(whole)
    assert.deepStrictEqual(await eventually(standing, isWhole, 15_000), whole)
  }

  /** What a job's script has written to stdout. */
  output(jobId: string): string {
    const path = this.file(jobId, "stdout.log")
    return existsSync(path) ? readFileSync(path, "utf8") : ""
  }

  /** After a test: nothing of it may remain, on the machine or half-written on the disk. */
  async strike(): Promise<void> {
    try {
      const alive = this.servers.filter(({ hasExited }) => !hasExited)
      // A test that failed may have left them stopped.
      for (const server of alive) {
        this.helpersOf(server.pid).forEach(resume)
        server.signal("SIGCONT")
      }
      const zombies = await eventually(
        () => zombiesOf(...alive.map(({ pid }) => pid)),
        (found) => found.length === 0,
      )
      assert.deepStrictEqual(zombies, [], "children that nobody reaped")
      const ends = Promise.all(alive.map((server) => server.close()))
      const inTime = await Promise.race([
        ends.then(() => true),
        sleep(15_000, false, { ref: false }),
      ])
      assert.isTrue(inTime, "a server does not end when its input does")
      assert.deepStrictEqual(await survivors(() => this.processes()), [], "processes left")
      const halfMade = this.temporaries().filter((path) => !this.#halfMade.has(path))
      assert.deepStrictEqual(halfMade, [], "files that were left half-made")
    } finally {
      for (const server of this.servers) server.signal("SIGKILL")
      for (const { pid } of this.processes()) process.kill(pid, "SIGKILL")
      killMarked(this.mark)
      for (const clean of this.#cleanings) clean()
      rmSync(this.base, { recursive: true, force: true, maxRetries: 5 })
    }
  }

  temporaries(): Array<string> {
    if (!isFolder(this.home)) return []
    return readdirSync(this.home, { recursive: true, encoding: "utf8" }).filter((path) =>
      path.slice(path.lastIndexOf("/") + 1).startsWith(".tmp-"),
    )
  }
}

interface Owner {
  server: { id: string; pid: number; start: string }
  host: string
  boot_id: string
  pid_ns: string
}

const resume = (pid: number): void => {
  try {
    process.kill(pid, "SIGCONT")
  } catch {
    // It has just ended.
  }
}

/** A fresh scene for every test of a file. */
export const useFaultScene = (): (() => FaultScene) => {
  let scene: FaultScene | undefined
  beforeEach(() => {
    scene = new FaultScene()
  })
  // A long history takes long to be removed.
  afterEach(async () => {
    await scene?.strike()
  }, 120_000)
  return () => scene!
}

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory()

const names = (folder: string): Array<string> => (isFolder(folder) ? readdirSync(folder) : [])
