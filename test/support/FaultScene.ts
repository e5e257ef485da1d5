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
import { allKinds, killMarked, livingKinds, startsEscapees } from "./Escapees.ts"
import { eventually, survivors, withCookieOf, withMark, zombiesOf } from "./Processes.ts"
import { RawServer } from "./RawServer.ts"

/** A state directory of one test, and the servers on it. */
export class FaultScene {
  readonly home = join(mkdtempSync(join(tmpdir(), "faults-")), "state")
  /** The last argument of every process that a test starts. */
  readonly mark = `mark-${randomBytes(8).toString("hex")}`
  readonly servers: Array<RawServer> = []
  #hasCrashed = false

  /** Kills a server as a crash would: what it was writing stays half-made. */
  async crash(server: RawServer): Promise<void> {
    this.#hasCrashed = true
    await server.kill("SIGKILL")
  }

  async server(env: Record<string, string> = {}): Promise<RawServer> {
    const server = await RawServer.start(this.home, env)
    this.servers.push(server)
    return server
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
    const [, , code = "", ...args] = startsEscapees(this.mark, treeKinds, "stay")
    return { ...this.script(code), args }
  }

  /** Arguments of a run of this code with the system's Python. */
  script(code: string) {
    return { script_content: code, args: [this.mark], directory: tmpdir(), use_uv: false as const }
  }

  /** Waits until all processes of so many trees are there, and the trees have said so. */
  async treeStands(trees = 1): Promise<void> {
    const wanted = [...treeKinds, "stay"].flatMap((kind) => Array<string>(trees).fill(kind)).sort()
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
      for (const { pid } of alive) {
        const zombies = await eventually(
          () => zombiesOf(pid),
          (found) => found.length === 0,
          2000,
        )
        assert.deepStrictEqual(zombies, [], "children that nobody reaped")
      }
      const ends = Promise.all(alive.map((server) => server.close()))
      const inTime = await Promise.race([ends.then(() => true), sleep(8000, false, { ref: false })])
      assert.isTrue(inTime, "a server does not end when its input does")
      assert.deepStrictEqual(await survivors(() => this.processes(), 3000), [], "processes left")
      if (!this.#hasCrashed) {
        assert.deepStrictEqual(this.temporaries(), [], "files that were left half-made")
      }
    } finally {
      for (const server of this.servers) server.signal("SIGKILL")
      for (const { pid } of this.processes()) process.kill(pid, "SIGKILL")
      killMarked(this.mark)
      rmSync(join(this.home, ".."), { recursive: true, force: true, maxRetries: 5 })
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

/** The kinds that the ending by cookie, session and descent finds; the sixth needs the supervisor. */
export const treeKinds = allKinds.filter((kind) => kind !== "daemon-emptied")

/** Long loops are short unless somebody asks for more. */
export const rounds = (usual: number): number => Number(process.env.FAULT_ROUNDS ?? usual)

/** A fresh scene for every test of a file. */
export const useFaultScene = (): (() => FaultScene) => {
  let scene: FaultScene | undefined
  beforeEach(() => {
    scene = new FaultScene()
  })
  afterEach(async () => {
    await scene?.strike()
  })
  return () => scene!
}

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory()

const names = (folder: string): Array<string> => (isFolder(folder) ? readdirSync(folder) : [])
