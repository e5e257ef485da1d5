import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { afterAll, beforeAll } from "vitest"
import { clientKinds } from "../support/SdkClients.ts"
import { type TestClient, TestServer } from "../support/TestServer.ts"
import { findUv, needsUv, type TestUv } from "../support/Uv.ts"

// Every tool answers as the contract says, called by every kind of client.

let uv: TestUv
beforeAll(() => {
  uv = findUv()
}, 200_000)
afterAll(() => uv.remove())

const limit = 90_000

describe.each(clientKinds)("a client of kind %s", (kind) => {
  let server: TestServer
  let client: TestClient
  beforeAll(async () => {
    server = new TestServer({ PYTHON_MCP_UV: uv.path })
    client = await server.connect(kind)
  })
  afterAll(() => server.close())

  const endedRun = async (code = "print('out')") => {
    const { payload } = await client.callTool("run_script_in_dir", {
      directory: server.folder,
      script_content: code,
    })
    return payload
  }

  const sleeping = async () => {
    const { payload } = await client.callTool("run_script_in_dir_async", {
      directory: server.folder,
      script_content: "import time; print('awake'); time.sleep(600)",
    })
    return payload.job_id
  }

  it("runs inline code in a directory", { timeout: limit }, async () => {
    const { payload, text } = await client.callTool("run_script_in_dir", {
      directory: server.folder,
      script_content: "import os, sys; print(os.getcwd()); print('err', file=sys.stderr)",
    })
    assert.strictEqual(payload.stdout, `${server.folder}\n`)
    assert.strictEqual(payload.stderr, "err\n")
    assert.strictEqual(payload.exit_code, 0)
    assert.strictEqual(payload.status, "completed")
    assert.strictEqual(payload.execution_strategy, "uv-run")
    assert.strictEqual(payload.reason, null)
    assert.isAbove(payload.elapsed_seconds, 0)
    assert.match(payload.python_version_used, /^3\.\d+\.\d+/)
    assert.isNotNull(payload.usage)
    assert.deepStrictEqual(payload.notes, [])
    assert.strictEqual(payload.stdout_bytes, Buffer.byteLength(payload.stdout))
    assert.match(text.split("\n")[0] ?? "", /^\*\*Completed\*\*/)
    assert.include(text, server.folder)
  })

  it("runs a script on the system's Python", { timeout: limit }, async () => {
    writeFileSync(join(server.folder, "hello.py"), "import sys; print('hello', sys.argv[1:])")
    const { payload } = await client.callTool("run_script_in_dir", {
      directory: server.folder,
      script_path: "hello.py",
      args: ["a b", "--c", ""],
      use_uv: false,
    })
    assert.strictEqual(payload.stdout, "hello ['a b', '--c', '']\n")
    assert.strictEqual(payload.execution_strategy, "system-python")
  })

  it("runs code with packages and tells their exact pins", { timeout: limit }, async (context) => {
    needsUv(context, uv)
    const { payload } = await client.callTool("run_script_with_dependencies", {
      script_content: "import six, platform; print(six.__version__, platform.python_version())",
      dependencies: ["six==1.16.0"],
    })
    assert.strictEqual(payload.stdout, `1.16.0 ${payload.python_version_used}\n`)
    assert.deepStrictEqual(payload.resolved_dependencies, ["six==1.16.0"])
    assert.strictEqual(payload.execution_strategy, "uv-run")
    assert.isAbove(payload.environment_seconds, 0)
  })

  it("benchmarks a script", { timeout: limit }, async (context) => {
    needsUv(context, uv)
    const { payload } = await client.callTool("benchmark_script", {
      script_content: "kept = bytearray(60_000_000)\nprint(sum(i * i for i in range(1_000_000)))",
      sample_interval: 0.01,
    })
    assert.strictEqual(payload.status, "completed")
    assert.isAbove(payload.wall_time_seconds, 0)
    assert.isAbove(payload.cpu_time_seconds, 0.01)
    assert.isAbove(payload.peak_rss_mb, 50)
    assert.deepStrictEqual(payload.resolved_dependencies, [])
  })

  it("starts a run in the background", { timeout: limit }, async () => {
    const { payload, text } = await client.callTool("run_script_in_dir_async", {
      directory: server.folder,
      script_content: "print('from behind')",
      job_label: "behind",
    })
    assert.strictEqual(payload.status, "started")
    assert.strictEqual(payload.execution_strategy, "uv-run")
    assert.include(text, payload.job_id)
    const { payload: waited } = await client.callTool("wait_for_jobs", {
      job_ids: [payload.job_id],
    })
    assert.deepStrictEqual(waited.done, [
      { job_id: payload.job_id, status: "completed", reason: null, exit_code: 0 },
    ])
    assert.isFalse(waited.timed_out)
  })

  it("starts a run with packages, and tells them at once", { timeout: limit }, async (context) => {
    needsUv(context, uv)
    const { payload } = await client.callTool("run_script_with_dependencies_async", {
      script_content: "import six; print('six')",
      dependencies: ["six==1.16.0"],
    })
    assert.strictEqual(payload.status, "started")
    assert.deepStrictEqual(payload.resolved_dependencies, ["six==1.16.0"])
    assert.match(payload.python_version_used, /^3\.\d+\.\d+/)
    await client.callTool("wait_for_jobs", { job_ids: [payload.job_id] })
  })

  it("shows a job's output, deltas, status and stream", { timeout: limit }, async () => {
    const { job_id } = await endedRun("print('one'); print('two')")
    const output = await client.callTool("get_job_output", { job_id })
    assert.deepInclude(output.payload, {
      status: "finished",
      stdout: "one\ntwo\n",
      stderr: "",
      exit_code: "0",
    })
    const deltas = await client.callTool("stream_deltas", { job_id, stdout_cursor: 4 })
    assert.deepInclude(deltas.payload, {
      stdout: "two\n",
      stdout_cursor: 8,
      stderr_cursor: 0,
      finished: true,
      status: "completed",
    })
    const status = await client.callTool("py_job_status", { job_id })
    assert.strictEqual(status.payload.job.status, "completed")
    assert.strictEqual(status.payload.job.id, job_id)
    const resource = await client.readResource(`job-stream://${job_id}`)
    assert.strictEqual(resource.mimeType, "text/plain")
    assert.strictEqual(resource.text, "---STDOUT---\none\ntwo\n\n---STDERR---\n")
  })

  it("lists jobs, running ones and all", { timeout: limit }, async () => {
    const { job_id } = await endedRun()
    const running = await client.callTool("list_running_jobs")
    const row = running.payload.result.find((one) => one.job_id === job_id)
    assert.deepInclude(row, { running: "False", exit_code: "0", stream: "True" })
    const { payload } = await client.callTool("py_list_jobs", { status_filter: "completed" })
    assert.strictEqual(payload.jobs[0]?.job_id, job_id)
    assert.isAtLeast(payload.total, 1)
  })

  it("kills a job, and cancels another", { timeout: limit }, async () => {
    const [killed, cancelled] = [await sleeping(), await sleeping()]
    const kill = await client.callTool("kill_job", { job_id: killed })
    assert.deepInclude(kill.payload, { job_id: killed, status: "killed", exit_code: "-15" })
    const cancel = await client.callTool("py_cancel_job", { job_id: cancelled })
    assert.deepStrictEqual(cancel.payload, {
      ...cancel.payload,
      job_id: cancelled,
      status: "cancelled",
    })
  })

  it("prunes jobs", { timeout: limit }, async () => {
    await client.callTool("kill_job", { job_id: await sleeping() })
    const { payload } = await client.callTool("py_prune_jobs", { max_age_hours: 0 })
    assert.isAtLeast(payload.removed, 1)
    const { payload: after } = await client.callTool("py_list_jobs", {
      status_filter: "cancelled",
    })
    assert.strictEqual(after.total, 0)
  })

  it("saves, lists, views and runs a script", { timeout: limit }, async () => {
    const source = '"""Greets."""\nimport sys\nprint("greetings", *sys.argv[1:])\n'
    const saved = await client.callTool("py_save_script", { script_name: "greet", source })
    assert.isTrue(saved.payload.written)
    const listed = await client.callTool("py_list_scripts")
    assert.deepInclude(listed.payload.result[0], {
      name: "greet",
      docstring: "Greets.",
      autosaved: false,
    })
    const viewed = await client.callTool("py_view_script", { script_name: "greet" })
    assert.strictEqual(viewed.payload.source, source)
    const run = await client.callTool("py_run_saved_script", {
      script_name: "greet",
      args: ["to", "you"],
    })
    assert.strictEqual(run.payload.stdout, "greetings to you\n")
  })

  it("gets JSON text that is the payload, where it asks for it", { timeout: limit }, async () => {
    const { job_id } = await endedRun()
    await client.callTool("py_save_script", { script_name: "json", source: "print(1)" })
    const calls: ReadonlyArray<readonly [string, object]> = [
      ["run_script_in_dir", { directory: server.folder, script_content: "print(1)" }],
      ["run_script_in_dir_async", { directory: server.folder, script_content: "print(1)" }],
      ["wait_for_jobs", { job_ids: [job_id] }],
      ["stream_deltas", { job_id }],
      ["get_job_output", { job_id }],
      ["py_job_status", { job_id }],
      ["list_running_jobs", {}],
      ["py_list_jobs", {}],
      ["kill_job", { job_id }],
      ["py_cancel_job", { job_id }],
      ["py_prune_jobs", {}],
      ["job_cleanup", { max_age_hours: 1 }],
      ["py_save_script", { script_name: "json", source: "print(1)" }],
      ["py_run_saved_script", { script_name: "json" }],
      ["py_list_scripts", { include_autosaved: true }],
      ["py_view_script", { script_name: "json" }],
    ]
    for (const [name, args] of calls) {
      const { text, payload } = await client.callTool(name, { ...args, markdown_output: false })
      assert.deepStrictEqual(JSON.parse(text), payload, name)
    }
  })
})
