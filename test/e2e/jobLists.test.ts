import { existsSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { jobTools, sleeping } from "../support/JobTools.ts"
import { TestServer } from "../support/TestServer.ts"
import type { Payload } from "../support/ToolAnswer.ts"

// Lists of jobs, and how they grow shorter.

const { run, startSleeping, tool } = jobTools()

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
