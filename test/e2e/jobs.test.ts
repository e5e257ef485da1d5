import { readFileSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { eventually } from "../support/Binary.ts"
import { jobTools } from "../support/JobTools.ts"
import { isAlive } from "../support/Processes.ts"

// How jobs begin, how they stand, and how they are ended.

const { run, server, start, startSleeping, statusOf, tool } = jobTools()

const iso = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/

describe("a hand-over", () => {
  it("comes when the budget is over, and the run goes on to its end", async () => {
    const from = Date.now()
    const handed = await run("import time; print('a'); time.sleep(6); print('b')")
    assert.isBelow(Date.now() - from, 5000)
    assert.isAtLeast(Date.now() - from, 1000)
    assert.strictEqual(handed.status, "running")
    assert.include(handed.message, "wait_for_jobs")
    const { job_id } = handed
    const [done] = (await tool("wait_for_jobs", { job_ids: [job_id] })).done
    assert.strictEqual(done?.status, "completed")
    const { result } = await statusOf(job_id)
    assert.strictEqual(result?.stdout, "a\nb\n")
  })

  it("comes at once where async_mode is asked for", async () => {
    const from = Date.now()
    const handed = await run("import time; time.sleep(5)", { async_mode: true })
    assert.isBelow(Date.now() - from, 4000)
    assert.strictEqual(handed.status, "pending")
    assert.isNotEmpty(handed.message)
    await tool("wait_for_jobs", { job_ids: [handed.job_id] })
  })

  it("is on disk before anybody hears of it", async () => {
    const job_id = await startSleeping({ job_label: "on disk" })
    const day = new Date().toISOString().slice(0, 10)
    const record = JSON.parse(
      readFileSync(join(server.home, "jobs", day, job_id, "job.json"), "utf8"),
    )
    assert.deepInclude(record, { id: job_id, label: "on disk", tool: "run_script_in_dir_async" })
    await tool("kill_job", { job_id })
  })
})

describe("py_job_status", () => {
  it("gives, once a run is over, what the run itself has answered", async () => {
    const answered = await run("import sys; print('x' * 100_000); sys.exit(4)")
    const job = await statusOf(answered.job_id)
    assert.deepStrictEqual(job.result, answered)
    assert.deepInclude(job, { status: "failed", reason: "exit_code", exit_code: 4, phase: null })
    assert.notProperty(job, "partial_stdout")
  })

  it("gives, while a run goes on, its phase, pid and the last of its output", async () => {
    const job_id = await startSleeping({ job_label: "sleepy" })
    const job = await statusOf(job_id)
    assert.deepInclude(job, {
      job_id,
      id: job_id,
      label: "sleepy",
      tool: "run_script_in_dir_async",
      status: "running",
      phase: "script",
      reason: null,
      completed_at: null,
      exit_code: null,
      result: null,
      error: null,
      partial_stdout: "awake\n",
      partial_stderr: "",
    })
    assert.isTrue(isAlive(job.pid ?? 0))
    await tool("kill_job", { job_id })
    const after = await statusOf(job_id)
    assert.isFalse(isAlive(job.pid ?? 0))
    assert.deepInclude(after, { status: "cancelled", reason: null })
    for (const time of [after.created_at, after.started_at, after.completed_at]) {
      assert.match(String(time), iso)
    }
  })

  it("tells the progress that a script reports, or draws", async () => {
    const reported = await run(
      `import json, os
with open(os.environ["PYTHON_MCP_PROGRESS"], "a") as file:
    for i in range(1, 4): print(json.dumps({"current": i, "total": 3, "message": "step"}), file=file)
    print("no JSON", file=file)`,
    )
    assert.deepStrictEqual((await statusOf(reported.job_id)).progress, {
      current: 3,
      total: 3,
      message: "step",
    })
    const drawn = await run(
      `import sys
sys.stderr.write("\\rLoading:  99%|█████████ | 99/100 [00:09<00:00, 10it/s]\\rLoading: 100%|██████████| 100/100 [00:10<00:00, 10it/s]\\n")`,
    )
    assert.deepInclude((await statusOf(drawn.job_id)).progress, { current: 100, total: 100 })
    const none = await run("print(1)")
    assert.isNull((await statusOf(none.job_id)).progress)
  })
})

describe("ending a job", () => {
  it("ends its whole tree", async () => {
    const job_id = await start(
      `import subprocess, sys, time
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)", "a-grandchild"], start_new_session=True)
print("ready", flush=True); time.sleep(600)`,
    )
    await eventually(
      "the grandchild runs",
      () => server.processes.some(({ command }) => command.includes("a-grandchild")) || undefined,
    )
    const killed = await tool("kill_job", { job_id })
    assert.deepInclude(killed, { job_id, status: "killed", exit_code: "-15" })
    assert.isEmpty(server.processes.filter(({ command }) => command.includes("a-grandchild")))
  })

  it("that had ended answers with its true status, and changes nothing", async () => {
    const { job_id: completed } = await run("print(1)")
    const { job_id: failed } = await run("raise SystemExit(2)")
    const cancelled = await startSleeping()
    await tool("py_cancel_job", { job_id: cancelled })
    for (const [job_id, status, exit_code] of [
      [completed, "completed", "0"],
      [failed, "failed", "2"],
      [cancelled, "cancelled", "-15"],
    ] as const) {
      const before = await statusOf(job_id)
      assert.deepInclude(await tool("kill_job", { job_id }), { job_id, status, exit_code })
      assert.deepInclude(await tool("py_cancel_job", { job_id }), { job_id, status })
      assert.deepStrictEqual(await statusOf(job_id), before)
    }
  })

  it("keeps the output so far", async () => {
    const job_id = await startSleeping()
    await tool("py_cancel_job", { job_id })
    const output = await tool("get_job_output", { job_id })
    assert.deepInclude(output, { status: "finished", stdout: "awake\n", exit_code: "-15" })
  })
})

describe("several servers over one state directory", () => {
  it("see, read, wait for and end each other's jobs", async () => {
    const other = await server.connect("v2 modern")
    const job_id = await startSleeping()
    const seen = await other.callTool("py_job_status", { job_id })
    assert.strictEqual(seen.payload.job.partial_stdout, "awake\n")
    const waiting = other.callTool("wait_for_jobs", { job_ids: [job_id], timeout_seconds: 30 })
    const killed = await other.callTool("kill_job", { job_id })
    assert.deepInclude(killed.payload, { status: "killed", exit_code: "-15" })
    assert.strictEqual((await waiting).payload.done[0]?.status, "cancelled")
    assert.strictEqual((await statusOf(job_id)).status, "cancelled")
  })
})
