import { spawn } from "node:child_process"
import { existsSync, readdirSync, rmSync, utimesSync } from "node:fs"
import { join } from "node:path"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import { useFaultScene } from "../support/FaultScene.ts"
import { eventually, seen, survivors } from "../support/Processes.ts"
import { python } from "../support/Python.ts"
import { startSlowIndex } from "../support/SlowIndex.ts"

const staying = "import time; print('on', flush=True); time.sleep(60)"
const shortGrace = { PYTHON_MCP_KILL_GRACE_SECONDS: "0.3" }

describe("Faults 1 and 10: a job whose server is gone", { timeout: 30_000 }, () => {
  const scene = useFaultScene()
  let index: Awaited<ReturnType<typeof startSlowIndex>>
  beforeAll(async () => {
    index = await startSlowIndex()
  })
  afterAll(() => index.close())

  /** A job whose server has been killed; it runs on where its helper was stopped before. */
  const orphan = async (how: "vanish" | "strand" = "vanish"): Promise<string> => {
    const server = await scene().server()
    const { job_id } = await server.payload("run_script_in_dir_async", scene().script(staying))
    await eventually(
      () => scene().output(job_id),
      (output) => output === "on\n",
    )
    await scene()[how](server)
    return job_id
  }

  for (const [tool, given] of [
    ["py_list_jobs", () => ({})],
    ["list_running_jobs", () => ({})],
    ["py_job_status", (job_id: string) => ({ job_id })],
    ["get_job_output", (job_id: string) => ({ job_id })],
    ["stream_deltas", (job_id: string) => ({ job_id })],
    ["wait_for_jobs", (job_id: string) => ({ job_ids: [job_id] })],
    ["kill_job", (job_id: string) => ({ job_id })],
    ["py_cancel_job", (job_id: string) => ({ job_id })],
  ] as const) {
    it(`is recovered by a server that runs already, when ${tool} is called`, async () => {
      const other = await scene().server(shortGrace)
      await other.payload("py_list_jobs")
      const job_id = await orphan()
      const answer = await other.call(tool, given(job_id))
      assert.strictEqual(answer.isError, false, answer.text)
      assert.include(JSON.stringify(answer.payload), job_id)
      assert.deepStrictEqual(await survivors(() => scene().processes(), 0), [])
      const { status, reason } = scene().read(job_id, "exit.json")
      assert.deepStrictEqual({ status, reason }, { status: "failed", reason: "server_exited" })
      if (tool === "kill_job") assert.strictEqual(answer.payload.status, "failed")
      assert.isFalse(existsSync(join(scene().home, "active", job_id)))
    })
  }

  it("is waited for by another server, which hears of the death in time", async () => {
    const server = await scene().server()
    const other = await scene().server(shortGrace)
    const { job_id } = await server.payload("run_script_in_dir_async", scene().script(staying))
    const waiting = other.payload("wait_for_jobs", { job_ids: [job_id], timeout_seconds: 10 })
    await scene().vanish(server)
    const waited = await waiting
    assert.strictEqual(waited.done[0].reason, "server_exited")
  })

  it("is never_started where no work had begun", async () => {
    const server = await scene().server({ PYTHON_MCP_MAX_CONCURRENT_RUNS: "1" })
    const run = { ...scene().script(staying), async_mode: true }
    const first = await server.payload("run_script_in_dir", run)
    const second = await server.payload("run_script_in_dir", run)
    await eventually(
      () => scene().output(first.job_id),
      (output) => output === "on\n",
    )
    await scene().vanish(server)
    const next = await scene().server()
    assert.strictEqual((await next.job(first.job_id)).reason, "server_exited")
    const job = await next.job(second.job_id)
    assert.deepStrictEqual([job.status, job.reason], ["failed", "never_started"])
    assert.match(job.error, /The server ended or restarted while the job was running/)
    assert.strictEqual(job.started_at, null)
  })

  it("is ended in the middle of its environment's making", async () => {
    const server = await scene().server(index.env)
    const { job_id } = await server.payload("run_script_with_dependencies", {
      script_content: "print(1)",
      dependencies: ["no-such-package-of-ours==1"],
      async_mode: true,
    })
    const building = await eventually(
      () => scene().processes(),
      (found) => found.length > 0,
    )
    assert.isAbove(building.length, 0)
    assert.strictEqual((await server.job(job_id)).phase, "environment")
    await scene().vanish(server)
    const job = await (await scene().server()).job(job_id)
    assert.deepStrictEqual([job.status, job.reason], ["failed", "server_exited"])
    assert.deepStrictEqual(await survivors(() => scene().processes(), 0), [])
  })

  it("belongs to another machine as long as that one's server is heard of", async () => {
    const job_id = await orphan("strand")
    scene().forge(job_id, (owner) => {
      owner.host = "another-machine"
    })
    const next = await scene().server(shortGrace)
    assert.strictEqual((await next.job(job_id)).status, "running")
    const refused = await next.call("kill_job", { job_id })
    assert.isTrue(refused.isError)
    assert.match(refused.text, /another-machine/)
    assert.isFalse(existsSync(scene().file(job_id, "exit.json")))
    const alike = scene().processes()
    assert.strictEqual(alike.length, 1)

    // Its server falls silent: the end is recorded, but nothing there can be signalled.
    const servers = join(scene().home, "servers")
    const longAgo = Date.now() / 1000 - 121
    for (const name of readdirSync(servers)) utimesSync(join(servers, name), longAgo, longAgo)
    const job = await next.job(job_id)
    assert.deepStrictEqual([job.status, job.reason], ["failed", "server_exited"])
    assert.deepStrictEqual(scene().processes(), alike)
    for (const { pid } of alike) process.kill(pid, "SIGKILL")
  })

  it("belongs to another pid namespace of this machine just so", async () => {
    const job_id = await orphan("strand")
    scene().forge(job_id, (owner) => {
      owner.pid_ns = "pid:[1]"
    })
    const next = await scene().server()
    assert.strictEqual((await next.job(job_id)).status, "running")
    const alike = scene().processes()
    assert.strictEqual(alike.length, 1)
    rmSync(join(scene().home, "servers"), { recursive: true })
    assert.strictEqual((await next.job(job_id)).reason, "server_exited")
    assert.deepStrictEqual(scene().processes(), alike)
    for (const { pid } of alike) process.kill(pid, "SIGKILL")
  })

  it("is recovered when a stranger has its server's and its process's pid by now", async () => {
    const job_id = await orphan()
    for (const { pid } of scene().processes()) process.kill(pid, "SIGKILL")
    const stranger = spawn(python, ["-c", "import time; time.sleep(30)"], { detached: true })
    try {
      const pid = stranger.pid ?? 0
      scene().forge(job_id, (owner) => {
        owner.server.pid = pid
      })
      scene().rewrite(job_id, "started.json", (started) => {
        started.pid = pid
      })
      const job = await (await scene().server()).job(job_id)
      assert.deepStrictEqual([job.status, job.reason], ["failed", "server_exited"])
      assert.strictEqual(scene().read(job_id, "exit.json").killed_processes, 0)
      assert.isDefined(seen(pid))
    } finally {
      stranger.kill("SIGKILL")
    }
  })
})
