import { spawn } from "node:child_process"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "vitest"
import { useFaultScene } from "../support/FaultScene.ts"
import { pythonCode, rounds, sized } from "../support/Faults.ts"

/** Of both together. */
const jobs = sized(120, 600)

const numbered = (mark: string, n: number) => ({
  script_content: "import sys; print('number', sys.argv[1])",
  args: [String(n), mark],
  directory: "/",
  use_uv: false,
  async_mode: true,
})

/** Adds 300 entries to a list in a file, each by reading, adding and replacing, as it was done before us. */
const lockFree = `
import json, os, sys
path, name = sys.argv[1:]
for n in range(300):
    with open(path) as file: entries = json.load(file)
    entries.append(f"{name}{n}")
    with open(f"{path}.{name}", "w") as file: json.dump(entries, file)
    os.replace(f"{path}.{name}", path)
`

/** Reads the snapshot again and again; gives how often, once it is stopped. Each one must parse. */
const watchSnapshot = (path: string): (() => number) => {
  const found: Array<string> = []
  const timer = setInterval(() => {
    if (existsSync(path)) found.push(readFileSync(path, "utf8"))
  }, 50)
  return () => {
    clearInterval(timer)
    for (const text of found) {
      const { format, jobs } = JSON.parse(text)
      assert.strictEqual(format, "python-executor-mcp/1")
      assert.isAtMost(jobs.length, 200)
    }
    return found.length
  }
}

describe("Faults 13 and 14: two servers on one state directory", {
  timeout: sized(90_000, 240_000),
}, () => {
  const scene = useFaultScene()

  it(`start ${jobs} jobs at once: none is lost and none mixed up`, async () => {
    const limit = { PYTHON_MCP_MAX_CONCURRENT_RUNS: "24" }
    const servers = await Promise.all([scene().server(limit), scene().server(limit)])
    const snapshots = watchSnapshot(join(scene().home, "meta", "jobs.json"))
    const started = await Promise.all(
      [...Array(jobs).keys()].map(async (n) => {
        const run = numbered(scene().mark, n)
        const { job_id } = await servers[n % 2]!.payload("run_script_in_dir", run)
        return { n, id: String(job_id) }
      }),
    )
    const ids = started.map(({ id }) => id)
    assert.strictEqual(new Set(ids).size, jobs)

    for (const server of servers) {
      let waiting = ids
      while (waiting.length > 0) {
        const { running } = await server.payload("wait_for_jobs", { job_ids: waiting, mode: "all" })
        waiting = running.map(({ job_id }: { job_id: string }) => job_id)
      }
      const listed = await server.payload("py_list_jobs", { limit: jobs + 10 })
      assert.strictEqual(listed.total, jobs)
      assert.deepStrictEqual(
        listed.jobs.map(({ job_id }: { job_id: string }) => job_id).sort(),
        [...ids].sort(),
      )
      const wrong = listed.jobs.filter(({ status }: { status: string }) => status !== "completed")
      assert.deepStrictEqual(wrong, [])
    }
    assert.isAbove(snapshots(), 0)
    await Promise.all(
      started.map(async ({ n, id }) => {
        // The server that did not start it reads it.
        const output = await servers[(n + 1) % 2]!.payload("get_job_output", { job_id: id })
        assert.strictEqual(output.stdout, `number ${n}\n`)
        assert.strictEqual(output.stderr, "")
      }),
    )
  })

  it("both cancel one and the same job: it ends once, and both say so", async () => {
    const one = await scene().server()
    const two = await scene().server()
    for (let round = 0; round < rounds(4, 40); round++) {
      const run = scene().script("import time; print('on', flush=True); time.sleep(60)")
      const { job_id } = await one.payload("run_script_in_dir_async", run)
      const [killed, cancelled, late] = await Promise.all([
        one.payload("kill_job", { job_id }),
        two.payload("py_cancel_job", { job_id }),
        two.payload("kill_job", { job_id }),
      ])
      assert.include(["killed", "cancelled"], killed.status)
      assert.strictEqual(cancelled.status, "cancelled")
      assert.include(["killed", "cancelled"], late.status)
      const end = scene().read(job_id, "exit.json")
      assert.strictEqual(end.status, "cancelled")
      assert.strictEqual(end.exit_code, -15)
      const [here, there] = await Promise.all([one.job(job_id), two.job(job_id)])
      assert.strictEqual(here.status, "cancelled")
      assert.deepStrictEqual(here, there)
      assert.deepStrictEqual(scene().read(job_id, "exit.json"), end)
    }
  })

  it("control: of updates of one file without a lock, some are lost", async () => {
    const path = join(scene().base, "jobs.json")
    writeFileSync(path, "[]")
    const add = async (name: string) => {
      const [command, args] = pythonCode(lockFree, path, name)
      const child = spawn(command, args, { stdio: "inherit" })
      await new Promise((resolve) => child.once("close", resolve))
    }
    await Promise.all([add("a"), add("b")])
    assert.isBelow(JSON.parse(readFileSync(path, "utf8")).length, 600)
  })

  it("leave each other's jobs alone when one starts, ends or is killed", async () => {
    const one = await scene().server()
    const { job_id } = await one.payload("run_script_in_dir_async", scene().tree())
    await scene().treeStands()
    for (const leave of ["ends", "crashes"]) {
      const two = await scene().server()
      const short = { ...scene().script("print(1)"), async_mode: true }
      await two.payload("run_script_in_dir", short)
      assert.strictEqual((await two.job(job_id)).status, "running")
      if (leave === "ends") await two.close()
      else await scene().crash(two)
      await one.payload("py_list_jobs")
      assert.strictEqual((await one.job(job_id)).status, "running")
    }
    await scene().treeStands()
    // Control: as soon as the first one is dead, the next one does not leave them alone.
    await scene().vanish(one)
    const three = await scene().server()
    assert.strictEqual((await three.job(job_id)).reason, "server_exited")
  })
})

describe("One server", { timeout: 60_000 }, () => {
  const scene = useFaultScene()

  it("answers 32 runs at once, each with its own output", async () => {
    const server = await scene().server()
    const answers = await Promise.all(
      [...Array(32).keys()].map((n) =>
        server.payload("run_script_in_dir", { ...numbered(scene().mark, n), async_mode: false }),
      ),
    )
    answers.forEach((answer, n) => {
      assert.strictEqual(answer.status, "completed")
      assert.strictEqual(answer.stdout, `number ${n}\n`)
    })
    assert.strictEqual((await server.payload("py_list_jobs")).total, 32)
  })

  it("runs no more at a time than it is told, the first come first", async () => {
    const server = await scene().server({ PYTHON_MCP_MAX_CONCURRENT_RUNS: "2" })
    const code = "import time; print(time.monotonic()); time.sleep(0.4); print(time.monotonic())"
    const run = { ...scene().script(code), async_mode: true }
    const ids: Array<string> = []
    for (let n = 0; n < 6; n++) {
      ids.push((await server.payload("run_script_in_dir", run)).job_id)
    }
    const { jobs: pending } = await server.payload("py_list_jobs", { status_filter: "pending" })
    assert.isAbove(pending.length, 0)
    await server.payload("wait_for_jobs", { job_ids: ids, mode: "all" })
    const spans = ids.map((id) => scene().output(id).trim().split("\n").map(Number))
    const atOnce = spans.map(
      ([start = 0]) => spans.filter(([from = 0, to = 0]) => from <= start && start < to).length,
    )
    assert.isAtMost(Math.max(...atOnce), 2)
    const starts = spans.map(([start = 0]) => start)
    const last = starts.slice(4)
    assert.isTrue(starts.slice(0, 4).every((start) => last.every((later) => start < later)))
  })
})
