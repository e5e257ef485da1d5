import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { afterAll, beforeAll } from "vitest"
import { eventually, pause } from "../support/Binary.ts"
import { isAlive } from "../support/ServerProcesses.ts"
import { type TestClient, TestServer } from "../support/TestServer.ts"
import type { Payload } from "../support/ToolAnswer.ts"

// "Jobs: one registry behind all of these". The system's Python: no environment is of interest here.

const server = new TestServer()
let client: TestClient
beforeAll(async () => {
  client = await server.connect("v1", { SMART_ASYNC_TIMEOUT_SECONDS: "1" })
})
afterAll(() => server.close())

const tool = async (name: string, args: object = {}): Promise<Payload> => {
  const { payload, text, isError } = await client.callTool(name, args)
  assert.isFalse(isError, text)
  return payload
}

const code = (script_content: string, more: object = {}) => ({
  directory: server.folder,
  script_content,
  use_uv: false,
  ...more,
})

const run = (text: string, more: object = {}) => tool("run_script_in_dir", code(text, more))

const start = async (text: string, more: object = {}) =>
  (await tool("run_script_in_dir_async", code(text, more))).job_id

const statusOf = async (job_id: string) => (await tool("py_job_status", { job_id })).job

const sleeping = "import time; print('awake', flush=True); time.sleep(600)"
const iso = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/

/** Started, and so far that it has printed. */
const startSleeping = async (more: object = {}) => {
  const job_id = await start(sleeping, more)
  await eventually("it prints", async () => {
    const { stdout } = await tool("stream_deltas", { job_id, wait_seconds: 1 })
    return stdout !== "" || undefined
  })
  return job_id
}

describe("a hand-over", () => {
  it("comes when the budget is over, and the run goes on to its end", async () => {
    const from = Date.now()
    const handed = await run("import time; print('a'); time.sleep(2); print('b')")
    assert.isBelow(Date.now() - from, 1900)
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
    const handed = await run("import time; time.sleep(0.5)", { async_mode: true })
    assert.isBelow(Date.now() - from, 500)
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

describe("list_running_jobs", () => {
  it("speaks in strings, as Python would show them", async () => {
    const running = await startSleeping({ stream: false })
    const { job_id: ended } = await run("import sys; print('x' * 70_000); sys.exit(3)")
    const { result } = await tool("list_running_jobs")
    const rowOf = (job_id: string) => result.find((row) => row.job_id === job_id)
    for (const row of result) for (const value of Object.values(row)) assert.isString(value)
    assert.deepInclude(rowOf(running), {
      running: "True",
      exit_code: "None",
      stream: "False",
      stdout_chunks: "1",
      stderr_chunks: "0",
    })
    assert.match(String(rowOf(running)?.pid), /^\d+$/)
    assert.deepInclude(rowOf(ended), {
      running: "False",
      exit_code: "3",
      stream: "True",
      stdout_chunks: "2",
    })
    assert.isAbove(Number(rowOf(running)?.elapsed_seconds), 0)
    await tool("kill_job", { job_id: running })
  })

  it("shows at most the newest 50 that ended", async () => {
    await using other = new TestServer()
    const quick = await other.connect()
    const args = { directory: other.folder, script_content: "1", use_uv: false, async_mode: true }
    const ids = await Promise.all(
      Array.from({ length: 52 }, () => quick.callTool("run_script_in_dir", args)),
    )
    await quick.callTool("wait_for_jobs", {
      job_ids: ids.map(({ payload }) => payload.job_id),
      mode: "all",
    })
    const { payload } = await quick.callTool("list_running_jobs")
    assert.strictEqual(payload.result.length, 50)
  }, 60_000)
})

describe("stream_deltas", () => {
  let job_id: string
  beforeAll(async () => {
    job_id = (await run("import sys; print('é☃💥'); print('error', file=sys.stderr)")).job_id
  })

  it("reads only what is new", async () => {
    const first = await tool("stream_deltas", { job_id })
    assert.deepInclude(first, {
      stdout: "é☃💥\n",
      stderr: "error\n",
      stdout_cursor: 10,
      stderr_cursor: 6,
      finished: true,
      status: "completed",
    })
    const second = await tool("stream_deltas", { job_id, stdout_cursor: 10, stderr_cursor: 6 })
    assert.deepInclude(second, { stdout: "", stderr: "", stdout_cursor: 10, stderr_cursor: 6 })
  })

  it("never splits a character", async () => {
    let [cursor, text] = [0, ""]
    for (let pages = 0; pages < 10; pages += 1) {
      const page = await tool("stream_deltas", { job_id, stdout_cursor: cursor, max_bytes: 4 })
      assert.notInclude(page.stdout, "\ufffd")
      text += page.stdout
      cursor = page.stdout_cursor
    }
    assert.strictEqual(text, "é☃💥\n")
  })

  it("counts a negative cursor from the end, and takes one beyond it for the end", async () => {
    const tail = await tool("stream_deltas", { job_id, stdout_cursor: -5, stderr_cursor: -2 })
    assert.deepInclude(tail, { stdout: "💥\n", stderr: "r\n", stdout_cursor: 10 })
    const all = await tool("stream_deltas", { job_id, stdout_cursor: -1000 })
    assert.strictEqual(all.stdout, "é☃💥\n")
    const beyond = await tool("stream_deltas", { job_id, stdout_cursor: 1000 })
    assert.deepInclude(beyond, { stdout: "", finished: true })
  })

  it("is exact to the byte as base64", async () => {
    const page = await tool("stream_deltas", { job_id, encoding: "base64", max_bytes: 4 })
    assert.strictEqual(page.stdout, Buffer.from("é☃💥\n").subarray(0, 4).toString("base64"))
    assert.strictEqual(page.stdout_cursor, 4)
    assert.isFalse(page.finished)
  })

  it("waits for news no longer than it must", async () => {
    const waiting = await start("import time; time.sleep(1); print('news'); time.sleep(600)")
    const from = Date.now()
    const news = await tool("stream_deltas", { job_id: waiting, wait_seconds: 30 })
    assert.deepInclude(news, { stdout: "news\n", status: "running", finished: false })
    assert.isBelow(Date.now() - from, 3000)
    const later = Date.now()
    const none = await tool("stream_deltas", {
      job_id: waiting,
      stdout_cursor: 5,
      wait_seconds: 0.5,
    })
    assert.strictEqual(none.stdout, "")
    assert.isAtLeast(Date.now() - later, 450)
    await tool("kill_job", { job_id: waiting })
  })

  it("holds back half a character until the job has ended", async () => {
    const half = await start(
      "import sys, time; sys.stdout.buffer.write(b'ok\\xe2\\x98'); sys.stdout.flush(); time.sleep(600)",
    )
    const page = await tool("stream_deltas", { job_id: half, wait_seconds: 10 })
    assert.deepInclude(page, { stdout: "ok", stdout_cursor: 2 })
    await tool("kill_job", { job_id: half })
    const last = await tool("stream_deltas", { job_id: half, stdout_cursor: 2 })
    assert.deepInclude(last, { stdout: "\ufffd", stdout_cursor: 4, finished: true })
  })
})

describe("wait_for_jobs", () => {
  it("returns with the first end, or with all of them", async () => {
    const quick = await start("import time; time.sleep(0.3)")
    const slow = await start("import time; print(1); time.sleep(1.5)")
    const any = await tool("wait_for_jobs", { job_ids: [slow, quick] })
    assert.deepStrictEqual(
      any.done.map(({ job_id }) => job_id),
      [quick],
    )
    assert.strictEqual(any.running[0]?.job_id, slow)
    assert.isNumber(any.running[0]?.idle_seconds)
    assert.isFalse(any.timed_out)
    const all = await tool("wait_for_jobs", { job_ids: [slow, quick], mode: "all" })
    assert.sameMembers(
      all.done.map(({ job_id }) => job_id),
      [quick, slow],
    )
    assert.isEmpty(all.running)
  })

  it("says when the time was over", async () => {
    const job_id = await startSleeping()
    await pause(300)
    const waited = await tool("wait_for_jobs", { job_ids: [job_id], timeout_seconds: 0.2 })
    assert.isTrue(waited.timed_out)
    assert.isEmpty(waited.done)
    const [row] = waited.running
    assert.isAbove(row?.idle_seconds ?? 0, 0.2)
    assert.isAbove(row?.elapsed_seconds ?? 0, 0.3)
    await tool("kill_job", { job_id })
  })

  it("waits 50 s at most, and says so", async () => {
    const { job_id } = await run("print(1)")
    const waited = await tool("wait_for_jobs", { job_ids: [job_id], timeout_seconds: 600 })
    assert.include(waited.message, "50 s")
    const usual = await tool("wait_for_jobs", { job_ids: [job_id] })
    assert.notProperty(usual, "message")
  })

  it("tells how each job ended", async () => {
    const { job_id } = await run("raise SystemExit(7)")
    const { done } = await tool("wait_for_jobs", { job_ids: [job_id, job_id] })
    assert.deepStrictEqual(done, [{ job_id, status: "failed", reason: "exit_code", exit_code: 7 }])
  })
})

describe("py_list_jobs", () => {
  it("is newest first, filtered, limited, and counts all that match", async () => {
    await using other = new TestServer()
    const quick = await other.connect()
    const ids: Array<string> = []
    for (const exitCode of [0, 1, 0, 1, 0]) {
      const { payload } = await quick.callTool("run_script_in_dir", {
        directory: other.folder,
        script_content: `raise SystemExit(${exitCode})`,
        use_uv: false,
      })
      ids.unshift(payload.job_id)
    }
    const list = async (args: object) => (await quick.callTool("py_list_jobs", args)).payload
    const idsOf = ({ jobs }: Payload) => jobs.map(({ job_id }) => job_id)
    const all = await list({})
    assert.deepStrictEqual(idsOf(all), ids)
    assert.strictEqual(all.total, 5)
    const failed = await list({ status_filter: "failed", limit: 1 })
    assert.deepStrictEqual(idsOf(failed), [ids[1]])
    assert.strictEqual(failed.total, 2)
    assert.strictEqual((await list({ status_filter: "running" })).total, 0)
  })
})

describe("py_prune_jobs", () => {
  it("keeps what is not told to go, and never what runs", async () => {
    await using other = new TestServer()
    const quick = await other.connect()
    const runIn = async (script_content: string, name = "run_script_in_dir") => {
      const args = { directory: other.folder, script_content, use_uv: false }
      return (await quick.callTool(name, args)).payload.job_id
    }
    const prune = async (args: object) => {
      const { removed, remaining } = (await quick.callTool("py_prune_jobs", args)).payload
      return { removed, remaining }
    }
    const completed = await runIn("print(1)")
    await runIn("raise SystemExit(1)")
    const cancelled = await runIn(sleeping, "run_script_in_dir_async")
    const running = await runIn(sleeping, "run_script_in_dir_async")
    await quick.callTool("kill_job", { job_id: cancelled })
    assert.deepStrictEqual(await prune({}), { removed: 0, remaining: 4 })
    assert.deepStrictEqual(await prune({ keep_completed: false }), { removed: 0, remaining: 4 })
    assert.deepStrictEqual(await prune({ max_age_hours: 0 }), { removed: 1, remaining: 3 })
    const alsoFailed = { max_age_hours: 0, keep_failed: false }
    assert.deepStrictEqual(await prune(alsoFailed), { removed: 1, remaining: 2 })
    const all = { max_age_hours: 0, keep_failed: false, keep_completed: false }
    assert.deepStrictEqual(await prune(all), { removed: 1, remaining: 1 })
    const gone = await quick.callTool("py_job_status", { job_id: completed })
    assert.isTrue(gone.isError)
    const { job } = (await quick.callTool("py_job_status", { job_id: running })).payload
    assert.strictEqual(job.status, "running")
    const day = new Date().toISOString().slice(0, 10)
    assert.isFalse(existsSync(join(other.home, "jobs", day, completed)))
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
