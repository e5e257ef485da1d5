import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs"
import { join } from "node:path"
import { afterEach, assert, describe, it } from "vitest"
import { useFaultScene } from "../support/FaultScene.ts"
import { eventually } from "../support/Processes.ts"
import type { RawServer } from "../support/RawServer.ts"
import { SmallDisk } from "../support/SmallDisk.ts"

// What the store promises where the state directory is of another version, full, or long used.

/** Everything below a folder, with what a write would change. */
const picture = (folder: string): ReadonlyArray<string> =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .sort()
    .map((path) => {
      const { mtimeMs, size, ino, mode } = statSync(join(folder, path))
      return `${path} ${mtimeMs} ${size} ${ino} ${mode}`
    })

describe("a state directory of a newer version", { timeout: 60_000 }, () => {
  const scene = useFaultScene()

  /** A directory with an ended job, one whose server was killed, one that is spoiled, and leftovers. */
  const history = async () => {
    const server = await scene().server()
    const { job_id: done } = await server.payload(
      "run_script_in_dir",
      scene().script("print('done')"),
    )
    const { job_id: spoiled } = await server.payload(
      "run_script_in_dir",
      scene().script("print('spoiled')"),
    )
    const sleeps = scene().script("import time; time.sleep(600)")
    const { job_id: orphan } = await server.payload("run_script_in_dir_async", sleeps)
    await scene().strand(server)
    const longAgo = Date.now() / 1000 - 90_000
    mkdirSync(join(scene().home, "meta"), { recursive: true })
    for (const path of [
      scene().file(spoiled, "exit.json"),
      join(scene().home, "meta", ".tmp-00000000old-jobs.json"),
    ]) {
      writeFileSync(path, "garbage")
      utimesSync(path, longAgo, longAgo)
    }
    writeFileSync(join(scene().home, "meta", "jobs.json"), "[]")
    // What is half-made is so because of a crash.
    scene().crashed()
    return { done, spoiled, orphan }
  }

  const layout = (number: number) =>
    writeFileSync(join(scene().home, "format.json"), JSON.stringify({ layout: number }))

  /** Everything that writes where it may. */
  const useEverything = async (server: RawServer, id: string) => {
    const refused = [
      await server.call("run_script_in_dir", scene().script("print(1)")),
      await server.call("py_save_script", { script_name: "new", source: "print(1)" }),
    ]
    for (const name of ["py_cancel_job", "kill_job"]) await server.call(name, { job_id: id })
    for (const name of ["py_prune_jobs", "job_cleanup"]) await server.call(name, {})
    return refused
  }

  it("is read and never written, whatever is asked for", async () => {
    const { done, spoiled, orphan } = await history()
    layout(2)
    const before = picture(scene().home)
    const alive = scene().processes().length
    assert.isAbove(alive, 0)
    const server = await scene().server()
    const { jobs } = await server.payload("py_list_jobs")
    const statuses = Object.fromEntries(
      jobs.map((job: { job_id: string; status: string }) => [job.job_id, job.status]),
    )
    assert.deepStrictEqual(statuses, {
      [done]: "completed",
      [spoiled]: "unknown",
      [orphan]: "running",
    })
    const output = await server.payload("get_job_output", { job_id: done })
    assert.strictEqual(output.stdout, "done\n")
    for (const refused of await useEverything(server, orphan)) {
      assert.isTrue(refused.isError)
      assert.match(refused.text, /newer version/)
      assert.match(refused.text, /Update this server/)
    }
    await server.close()
    assert.deepStrictEqual(picture(scene().home), before)
    // Nothing there is judged, so nobody is signalled.
    const spared = scene().processes()
    assert.lengthOf(spared, alive)
    for (const { pid } of spared) process.kill(pid, "SIGKILL")
  })

  it("is not what one of our own is taken for: there, the same is written", async () => {
    const { orphan } = await history()
    layout(1)
    const before = picture(scene().home)
    const server = await scene().server()
    for (const done of await useEverything(server, orphan)) assert.isFalse(done.isError)
    await server.close()
    assert.notDeepEqual(picture(scene().home), before)
    assert.lengthOf(scene().processes(), 0)
  })
})

const small = SmallDisk.missing
describe.skipIf(small !== undefined)(
  `a full disk${small === undefined ? "" : ` (skipped: ${small})`}`,
  { timeout: 60_000 },
  () => {
    let disk: SmallDisk | undefined
    // Before the scene's own, which comes first then: hooks after a test run from the last to the first.
    afterEach(() => disk?.[Symbol.dispose]())
    const scene = useFaultScene()

    const start = async () => {
      disk = new SmallDisk(12)
      return { disk, server: await scene().server({ PYTHON_MCP_HOME: disk.path }) }
    }

    /** Waits to be told, then ends with exit code 7. */
    const waiting = (folder: string) =>
      scene().script(
        `import os, sys, time\nwhile not os.path.exists(${JSON.stringify(join(folder, "go"))}): time.sleep(0.05)\nsys.exit(7)`,
      )

    const begin = async (server: RawServer, folder: string): Promise<string> => {
      const { job_id } = await server.payload("run_script_in_dir_async", waiting(folder))
      return job_id
    }

    const statusOf = async (server: RawServer, id: string) => (await server.job(id)).status

    /** Asks until the answer is the wanted one. */
    const awaited = async (server: RawServer, id: string, wanted: string) => {
      for (let tries = 0; tries < 200; tries++) {
        if ((await statusOf(server, id)) === wanted) return wanted
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
      return statusOf(server, id)
    }

    it("takes the end of a job all the same, and no new job; both come back with the space", async () => {
      const { disk, server } = await start()
      const id = await begin(server, scene().home)
      const reserve = join(disk.path, "reserve")
      const size = () => (existsSync(reserve) ? statSync(reserve).size : 0)
      assert.strictEqual(await eventually(size, (bytes) => bytes > 0), 1024 * 1024)
      assert.isAtLeast(statSync(reserve).blocks * 512, 1024 * 1024)
      disk.fill()
      mkdirSync(scene().home, { recursive: true })
      writeFileSync(join(scene().home, "go"), "")
      assert.strictEqual(await awaited(server, id, "failed"), "failed")
      assert.strictEqual((await server.job(id)).result.exit_code, 7)

      disk.fill()
      const refused = await server.call("run_script_in_dir", scene().script("print(1)"))
      assert.isTrue(refused.isError)
      assert.match(refused.text, /space|free/)
      assert.match(refused.text, /job_cleanup/)

      disk.empty()
      const run = await server.payload("run_script_in_dir", scene().script("print('again')"))
      assert.strictEqual(run.stdout, "again\n")
      assert.strictEqual(await eventually(size, (bytes) => bytes > 0, 30_000), 1024 * 1024)
    })

    it("does not without the reserve, which is what makes the difference", async () => {
      const { disk, server } = await start()
      mkdirSync(join(disk.path, "reserve", "occupied"), { recursive: true })
      const id = await begin(server, scene().home)
      disk.fill()
      mkdirSync(scene().home, { recursive: true })
      writeFileSync(join(scene().home, "go"), "")
      await new Promise((resolve) => setTimeout(resolve, 3000))
      assert.strictEqual(await statusOf(server, id), "running")
      disk.empty()
      assert.strictEqual(await awaited(server, id, "failed"), "failed")
    })

    it("is not waited for: a new job is refused while there still is a little", async () => {
      const { disk, server } = await start()
      await server.payload("run_script_in_dir", scene().script("print(1)"))
      writeFileSync(join(disk.path, "filler"), Buffer.alloc(10 * 1024 * 1024, 1))
      const refused = await server.call("run_script_in_dir", {
        ...scene().script("print(1)"),
      })
      assert.isTrue(refused.isError)
      assert.match(refused.text, /only [\d.]+ MiB are free there, and a new job needs 1.2/)
    })
  },
)

describe("ended jobs", { timeout: 90_000 }, () => {
  const scene = useFaultScene()

  const ended = async (server: RawServer, code = "print('x' * 5000)"): Promise<string> =>
    (await server.payload("run_script_in_dir", scene().script(code))).job_id

  it("go with job_cleanup, which tells what it has removed; what runs stays", async () => {
    const server = await scene().server()
    const { job_id: running } = await server.payload(
      "run_script_in_dir_async",
      scene().script("import time; time.sleep(600)"),
    )
    const failed = await ended(server, "raise SystemExit(1)")
    await ended(server)
    mkdirSync(join(scene().home, "meta"), { recursive: true })
    const temporary = join(scene().home, "meta", ".tmp-0000000left-jobs.json")
    writeFileSync(temporary, "")
    const longAgo = Date.now() / 1000 - 120
    utimesSync(temporary, longAgo, longAgo)
    const first = await server.payload("job_cleanup", { keep_failed: true })
    assert.deepInclude(first, { removed_jobs: 1, removed_temporary_files: 1, remaining: 2 })
    assert.isAbove(first.removed_bytes, 5000)
    assert.sameMembers(scene().jobIds(), [running, failed])
    const second = await server.call("job_cleanup")
    assert.deepInclude(second.payload, { removed_jobs: 1, remaining: 1 })
    assert.match(second.text, /^\*\*Removed 1\*\* job \([\d.]+ KiB\)/)
    assert.deepStrictEqual(scene().jobIds(), [running])
  })

  it("go by themselves when there are too many, the oldest first, and by one server alone", async () => {
    const limited = { PYTHON_MCP_RETENTION_JOBS: "2" }
    const server = await scene().server(limited)
    const other = await scene().server(limited)
    const ids: Array<string> = []
    for (let n = 0; n < 4; n++) ids.push(await ended(server))
    // What has just ended stays, however many there are.
    ids.forEach((id, n) => {
      const path = scene().file(id, "exit.json")
      const ended_at = new Date(Date.now() - (8 - n) * 3_600_000).toISOString()
      writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, "utf8")), ended_at }))
    })
    await other.payload("py_list_jobs")
    const left = await eventually(
      () => scene().jobIds(),
      (found) => found.length <= 2,
      60_000,
    )
    assert.sameMembers(left, ids.slice(2))
    const { owner } = JSON.parse(readFileSync(join(scene().home, "sweeper"), "utf8"))
    assert.include([server.pid, other.pid], owner.server.pid)
    assert.strictEqual((await other.payload("py_list_jobs")).total, 2)
  })
})
