import { existsSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { eventually } from "../support/Binary.ts"
import { python } from "../support/Python.ts"
import { limit, minorOf, pythonScene, say } from "../support/PythonScene.ts"
import { TestServer } from "../support/TestServer.ts"

// With which packages: a real uv, the real index.

const { call, client, folder, needsUv, older, run, server } = pythonScene()

describe("packages", () => {
  const six = "import six; print(six.__version__)"

  it(
    "come with exact pins, sorted, dependencies of dependencies included",
    limit,
    async (context) => {
      needsUv(context)
      const payload = await run(
        "import dateutil, six; print(six.__version__)",
        { dependencies: ["python-dateutil==2.9.0.post0", "six==1.16.0"] },
        "run_script_with_dependencies",
      )
      assert.deepStrictEqual(payload.resolved_dependencies, [
        "python-dateutil==2.9.0.post0",
        "six==1.16.0",
      ])
      assert.strictEqual(payload.stdout, "1.16.0\n")
    },
  )

  it("are installed once: the same again takes next to no time", limit, async (context) => {
    needsUv(context)
    const again = await run(six, { dependencies: ["six==1.16.0"] }, "run_script_with_dependencies")
    const third = await run(
      six,
      { dependencies: ["six == 1.16.0"] },
      "run_script_with_dependencies",
    )
    assert.isBelow(third.environment_seconds, 1)
    assert.deepStrictEqual(third.resolved_dependencies, again.resolved_dependencies)
  })

  it("come from the header, merged with those of the call", limit, async (context) => {
    needsUv(context)
    const code = `# /// script\n# dependencies = ["six==1.16.0"]\n# ///\nimport six, iniconfig; print(six.__version__)`
    const payload = await run(code, { dependencies: ["iniconfig==2.0.0"] })
    assert.strictEqual(payload.stdout, "1.16.0\n")
    assert.deepStrictEqual(payload.resolved_dependencies, ["iniconfig==2.0.0", "six==1.16.0"])
    const fromFile = folder({ "main.py": code })
    const file = await client().callTool("run_script_with_dependencies", {
      script_path: join(fromFile, "main.py"),
      dependencies: ["iniconfig==2.0.0"],
    })
    assert.strictEqual(file.payload.stdout, "1.16.0\n")
  })

  it("come for the Python that was asked for", limit, async (context) => {
    needsUv(context)
    const version = older(context)
    const payload = await run(
      say,
      { dependencies: ["six==1.16.0"], python_version: minorOf(version) },
      "run_script_with_dependencies",
    )
    assert.strictEqual(payload.python_version_used, version)
    assert.isTrue(payload.stdout.startsWith(`${version} ${server().home}/environments/`))
  })

  it(
    "do not come into a run that asks for none: its environment is its own",
    limit,
    async (context) => {
      needsUv(context)
      const { payload } = await call(six, {}, "run_script_with_dependencies")
      assert.include(payload.stderr, "ModuleNotFoundError")
      assert.deepStrictEqual(payload.resolved_dependencies, [])
    },
  )

  it("are there for a saved script by its header", limit, async (context) => {
    needsUv(context)
    const dependencies = ["six==1.16.0"]
    await client().callTool("py_save_script", { script_name: "pins", source: six, dependencies })
    const { payload } = await client().callTool("py_run_saved_script", { script_name: "pins" })
    assert.strictEqual(payload.stdout, "1.16.0\n")
  })

  it(
    "run in the script's folder, or inline in the job's own, where no directory is given",
    limit,
    async (context) => {
      needsUv(context)
      const where = "import os; print(os.getcwd())"
      const inline = await run(where, {}, "run_script_with_dependencies")
      assert.isTrue(inline.stdout.trim().endsWith(`${inline.job_id}/work`))
      const path = folder({ "where.py": where })
      const { payload } = await client().callTool("run_script_with_dependencies", {
        script_path: join(path, "where.py"),
      })
      assert.strictEqual(payload.stdout, `${path}\n`)
    },
  )

  it("that do not exist are an error that says so, and a job on record", limit, async (context) => {
    needsUv(context)
    const { isError, text } = await call(
      "print(1)",
      { dependencies: ["six==0.0.0.0.1"] },
      "run_script_with_dependencies",
    )
    assert.isTrue(isError)
    assert.include(text, "six==0.0.0.0.1")
    const { payload } = await client().callTool("py_list_jobs", { limit: 1 })
    assert.deepInclude(payload.jobs[0], { status: "failed", reason: "environment_failed" })
    assert.include(text, payload.jobs[0]?.job_id ?? "no job")
    const started = await call(
      "print(1)",
      { dependencies: ["six==0.0.0.0.1"] },
      "run_script_with_dependencies_async",
    )
    assert.isTrue(started.isError)
  })

  it("are measured apart from the script by a benchmark", limit, async (context) => {
    needsUv(context)
    const payload = await run(
      "import time; time.sleep(0.3); sum(range(3_000_000))",
      { sample_interval: 0.01 },
      "benchmark_script",
    )
    assert.isAtLeast(payload.wall_time_seconds, 0.3)
    assert.isBelow(payload.cpu_time_seconds, payload.wall_time_seconds)
    assert.isAbove(payload.peak_rss_mb, 3)
  })
})

describe("a run that is started", () => {
  const args = { script_content: "import time; time.sleep(600)", dependencies: ["six==1.15.0"] }

  it(
    "answers when the budget is over, without the packages that are not there yet",
    limit,
    async (context) => {
      needsUv(context)
      const hasty = await server().connect("v1", { SMART_ASYNC_TIMEOUT_SECONDS: "0" })
      const { payload } = await hasty.callTool("run_script_with_dependencies_async", args)
      assert.strictEqual(payload.status, "started")
      assert.notProperty(payload, "resolved_dependencies")
      assert.notProperty(payload, "python_version_used")
      const job = await eventually("the environment is ready", async () => {
        const status = await hasty.callTool("py_job_status", { job_id: payload.job_id })
        return status.payload.job.phase === "script" ? status.payload.job : undefined
      })
      assert.deepInclude(job, { resolved_dependencies: ["six==1.15.0"] })
      await hasty.callTool("kill_job", { job_id: payload.job_id })
    },
  )

  it("has no time limit of its own, but takes one", limit, async (context) => {
    needsUv(context)
    const short = { ...args, timeout_seconds: 1 }
    const { payload } = await client().callTool("run_script_with_dependencies_async", short)
    const { payload: waited } = await client().callTool("wait_for_jobs", {
      job_ids: [payload.job_id],
    })
    assert.deepInclude(waited.done[0], { status: "failed", reason: "timeout" })
  })
})

describe("uv", () => {
  it("is fetched by the server itself where there is none", limit, async (context) => {
    needsUv(context)
    await using other = new TestServer({ PATH: pathWithoutUv(), PYTHON_MCP_PYTHON: python })
    const { payload, text, isError } = await (await other.connect()).callTool(
      "run_script_with_dependencies",
      { script_content: "import six; print(six.__version__)", dependencies: ["six==1.16.0"] },
    )
    assert.isFalse(isError, text)
    assert.deepStrictEqual(payload.resolved_dependencies, ["six==1.16.0"])
    assert.include(readdirSync(other.home), "environments")
  })

  it(
    "that cannot be had is an error that says how to get it, for packages only",
    limit,
    async () => {
      await using other = new TestServer({
        PYTHON_MCP_UV: "/no/such/uv",
        PATH: pathWithoutUv(),
        PIP_INDEX_URL: "http://127.0.0.1:9/simple",
        PIP_FIND_LINKS: "",
        PIP_CONFIG_FILE: "/dev/null",
        PIP_RETRIES: "0",
        UV_DEFAULT_INDEX: "http://127.0.0.1:9/simple",
      })
      const lonely = await other.connect()
      const needs = { script_content: "print(1)", dependencies: ["six"] }
      const { isError, text } = await lonely.callTool("run_script_with_dependencies", needs)
      assert.isTrue(isError)
      assert.include(text, "uv")
      const plain = { directory: other.folder, script_content: "print(1)" }
      const { payload } = await lonely.callTool("run_script_in_dir", plain)
      assert.strictEqual(payload.stdout, "1\n")
    },
  )
})

/** A PATH on which no uv is found, so that the server must see to it. */
const pathWithoutUv = (): string =>
  (process.env.PATH ?? "")
    .split(":")
    .filter((part) => !existsSync(join(part, "uv")))
    .join(":")
