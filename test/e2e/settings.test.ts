import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { eventually } from "../support/Binary.ts"
import { type ServerVariables, TestServer } from "../support/TestServer.ts"
import type { Payload } from "../support/ToolAnswer.ts"

// Settings, the snapshot for people, and what the Python server has left behind.

const started = async (variables: ServerVariables = {}, prepare?: (server: TestServer) => void) => {
  const server = new TestServer(variables)
  prepare?.(server)
  const client = await server.connect()
  const tool = async (name: string, args: object = {}): Promise<Payload> => {
    const { payload, text, isError } = await client.callTool(name, args)
    assert.isFalse(isError, text)
    return payload
  }
  const run = (script_content: string, more: object = {}, name = "run_script_in_dir") =>
    tool(name, { directory: server.folder, script_content, use_uv: false, ...more })
  return { server, client, tool, run }
}

const lines = (log: string, word: string) => log.split("\n").filter((line) => line.includes(word))

describe("settings", () => {
  it("that are wrong do not stop the server: the default holds, and one line says so", async () => {
    const wrong = {
      SMART_ASYNC_TIMEOUT_SECONDS: "soon",
      PYTHON_MCP_DEFAULT_TIMEOUT_SECONDS: "-5",
      PYTHON_MCP_ENVIRONMENT_TIMEOUT_SECONDS: "long",
      PYTHON_MCP_KILL_GRACE_SECONDS: "NaN",
      PYTHON_MCP_MAX_REPLY_BYTES: "many",
      PYTHON_MCP_MAX_OUTPUT_BYTES: "0",
      PYTHON_MCP_MAX_MEMORY_MB: "1g",
      PYTHON_MCP_MAX_CPU_SECONDS: "0",
      PYTHON_MCP_MAX_PROCESSES: "-1",
      PYTHON_MCP_MAX_CONCURRENT_RUNS: "0",
      PYTHON_MCP_PYTHON_DOWNLOADS: "perhaps",
      PYTHON_MCP_ON_SERVER_EXIT: "explode",
      PYTHON_MCP_LOG_LEVEL: "loud",
    }
    const { server, client, run } = await started(wrong)
    await using _ = server
    const payload = await run("import time; time.sleep(0.5); print('x' * 70_000)")
    assert.strictEqual(payload.status, "completed")
    assert.isTrue(payload.stdout_truncated)
    for (const name of Object.keys(wrong)) {
      const said = await eventually(`a line about ${name}`, () => {
        const found = lines(client.stderr(), name)
        return found.length === 0 ? undefined : found
      })
      assert.strictEqual(said.length, 1, name)
    }
  })

  it("that are empty are unset, without a word", async () => {
    const { server, client, run } = await started({
      SMART_ASYNC_TIMEOUT_SECONDS: "",
      PYTHON_MCP_UV: "",
      PYTHON_MCP_PYTHON: "",
      PYTHON_MCP_MAX_CONCURRENT_RUNS: "",
      PYTHON_MCP_LOG_LEVEL: "",
    })
    await using _ = server
    assert.strictEqual((await run("print(1)")).stdout, "1\n")
    assert.isEmpty(lines(client.stderr(), "not usable"))
  })

  it("say how long a script may run where the call does not", async () => {
    const { server, run } = await started({ PYTHON_MCP_DEFAULT_TIMEOUT_SECONDS: "1" })
    await using _ = server
    assert.strictEqual((await run("import time; time.sleep(60)")).reason, "timeout")
  })

  it("say how much of the output a reply holds", async () => {
    const { server, run } = await started({ PYTHON_MCP_MAX_REPLY_BYTES: "1000" })
    await using _ = server
    const { stdout, stdout_truncated } = await run("print('x' * 5000)")
    assert.isTrue(stdout_truncated)
    assert.isBelow(stdout.length, 1300)
  })

  it("say how long the grace is between SIGTERM and SIGKILL", async () => {
    const { server, run } = await started({ PYTHON_MCP_KILL_GRACE_SECONDS: "0.2" })
    await using _ = server
    const ignoring =
      "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
    const from = Date.now()
    assert.strictEqual((await run(ignoring, { timeout_seconds: 1 })).exit_code, -9)
    assert.isBelow(Date.now() - from, 10_000)
  })

  it("limit the runs at a time: more wait as pending, first come first served", async () => {
    const { server, run, tool } = await started({
      PYTHON_MCP_MAX_CONCURRENT_RUNS: "1",
      SMART_ASYNC_TIMEOUT_SECONDS: "0.5",
    })
    await using _ = server
    const first = await run("import time; time.sleep(600)")
    const second = await run("print('second')")
    const third = await run("print('third')")
    assert.strictEqual(first.status, "running")
    assert.strictEqual(second.status, "pending")
    assert.include(second.message, "slot")
    const { job } = await tool("py_job_status", { job_id: second.job_id })
    assert.deepInclude(job, { status: "pending", started_at: null, pid: null, phase: null })
    const pending = await tool("py_list_jobs", { status_filter: "pending" })
    assert.strictEqual(pending.total, 2)
    const cancelled = await tool("py_cancel_job", { job_id: third.job_id })
    assert.strictEqual(cancelled.status, "cancelled")
    await tool("kill_job", { job_id: first.job_id })
    const { done } = await tool("wait_for_jobs", { job_ids: [second.job_id] })
    assert.strictEqual(done[0]?.status, "completed")
  })

  it("leave a server alone that has no home directory to write to", async () => {
    const server = new TestServer()
    await using _ = server
    writeFileSync(join(server.base, "occupied"), "a file")
    const client = await server.connect("v1", { PYTHON_MCP_HOME: join(server.base, "occupied") })
    const { isError, text } = await client.callTool("run_script_in_dir", {
      directory: server.folder,
      script_content: "print(1)",
    })
    assert.isTrue(isError)
    assert.include(text, join(server.base, "occupied"))
    assert.include(text, "PYTHON_MCP_HOME")
    assert.isNotEmpty(await client.listTools())
  })
})

describe("the log", () => {
  it("tells of starts, hand-overs, kills and ends, on stderr and in the server's own file", async () => {
    const { server, client, run, tool } = await started({ SMART_ASYNC_TIMEOUT_SECONDS: "0.3" })
    await using _ = server
    const { job_id } = await run("import time; time.sleep(600)")
    await tool("kill_job", { job_id })
    await client.close()
    const [name = "", ...others] = readdirSync(join(server.home, "logs"))
    assert.isEmpty(others)
    for (const log of [readFileSync(join(server.home, "logs", name), "utf8"), client.stderr()]) {
      assert.strictEqual(lines(log, job_id).length, 4, log)
      assert.match(log.split("\n")[0] ?? "", /server works/)
      assert.match(log.trimEnd().split("\n").at(-1) ?? "", /server ends/)
    }
  })
})

describe("meta/jobs.json", () => {
  it("is a valid snapshot of the newest jobs", async () => {
    const { server, run } = await started()
    await using _ = server
    const { job_id } = await run("raise SystemExit(5)", { job_label: "shown" })
    const entry = await eventually("the snapshot shows the end", () => {
      if (!existsSync(join(server.home, "meta/jobs.json"))) return undefined
      const { format, jobs } = JSON.parse(readFileSync(join(server.home, "meta/jobs.json"), "utf8"))
      assert.strictEqual(format, "python-executor-mcp/1")
      return jobs.find((job: Payload["job"]) => job.id === job_id && job.status === "failed")
    })
    assert.deepInclude(entry, { label: "shown", exit_code: 5, reason: "exit_code" })
  })

  it("of the Python server is imported once, and its bytes are kept", async () => {
    const list = [
      {
        id: "0f8fad5b-d9cb-469f-a165-70867728950e",
        label: "old one",
        status: "completed",
        created_at: "2026-01-02T03:04:05.678901",
        started_at: "2026-01-02T03:04:06",
        completed_at: "2026-01-02T03:04:16",
        error: null,
        result: { stdout: "old output\n", stderr: "", exit_code: 0 },
        progress: { current: 5, total: 10, message: "half" },
        partial_stdout: null,
        partial_stderr: null,
      },
      {
        id: "../../escape",
        label: null,
        status: "running",
        created_at: "2026-01-02T03:04:05",
        started_at: "2026-01-02T03:04:05",
        completed_at: null,
        error: null,
        result: null,
        progress: null,
        partial_stdout: "so far\n",
        partial_stderr: null,
      },
      "not a job",
    ]
    const original = JSON.stringify(list, null, 2)
    const { server, tool, run } = await started({}, ({ home }) => {
      mkdirSync(join(home, "meta"), { recursive: true })
      writeFileSync(join(home, "meta/jobs.json"), original)
    })
    await using _ = server
    const { jobs, total } = await tool("py_list_jobs")
    assert.strictEqual(total, 2)
    const old = jobs.find(({ label }) => label === "old one")
    assert.deepInclude(old, {
      job_id: "0f8fad5b-d9cb-469f-a165-70867728950e",
      status: "completed",
      elapsed_seconds: 10,
      progress: { current: 5, total: 10, message: "half" },
    })
    const output = await tool("get_job_output", { job_id: old?.job_id })
    assert.strictEqual(output.stdout, "old output\n")
    const { result } = (await tool("py_job_status", { job_id: old?.job_id })).job
    assert.deepInclude(result, { stdout: "old output\n", exit_code: 0 })
    const lost = jobs.find(({ label }) => label === null)
    assert.deepInclude(lost, { status: "failed", reason: "server_exited" })
    assert.include(lost?.error, "server ended or restarted")
    assert.match(lost?.job_id ?? "", /^[A-Za-z0-9-]+$/)
    const partial = await tool("get_job_output", { job_id: lost?.job_id })
    assert.strictEqual(partial.stdout, "so far\n")
    assert.notInclude(readdirSync(server.base), "escape")

    await run("print(1)")
    await eventually("our snapshot is there", () => {
      const text = readFileSync(join(server.home, "meta/jobs.json"), "utf8")
      return text.includes("python-executor-mcp/1") || undefined
    })
    const kept = readdirSync(join(server.home, "meta")).filter((name) =>
      /^jobs\.python-[0-9a-f]{12}\.json$/.test(name),
    )
    assert.strictEqual(kept.length, 1)
    assert.strictEqual(readFileSync(join(server.home, "meta", kept[0] ?? ""), "utf8"), original)

    const again = await server.connect()
    const after = await again.callTool("py_list_jobs")
    assert.strictEqual(after.payload.total, 3)
  })
})
