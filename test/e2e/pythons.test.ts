import { execFileSync } from "node:child_process"
import { existsSync, mkdirSync, readdirSync, realpathSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { afterAll, beforeAll } from "vitest"
import { plainEnvironment, python } from "../support/Python.ts"
import { type TestClient, TestServer } from "../support/TestServer.ts"
import type { Payload } from "../support/ToolAnswer.ts"
import { findUv, needsUv, type TestUv } from "../support/Uv.ts"

// Which Python runs a script, with which packages: real interpreters, a real uv, the real index.

let uv: TestUv
let server: TestServer
let client: TestClient
/** Full versions of what the server finds, the newest first. */
let installed: ReadonlyArray<string>

beforeAll(async () => {
  uv = findUv()
  server = new TestServer({ PYTHON_MCP_UV: uv.path, PYTHON_MCP_PYTHON_DOWNLOADS: "off" })
  client = await server.connect()
  const missing = await call("", { python_version: "3.29" })
  installed = /Installed: ([\d., ]+)\./.exec(missing.text)?.[1]?.split(", ") ?? []
}, 200_000)
afterAll(async () => {
  await server.close()
  uv.remove()
})

const limit = { timeout: 120_000 }
const say = "import sys; print(sys.version.split()[0], sys.prefix, sys.executable)"

let folders = 0
const folder = (files: Readonly<Record<string, string>> = {}): string => {
  folders += 1
  const path = join(server.folder, `project-${folders}`)
  mkdirSync(path)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text)
  return path
}

const call = (script_content: string, more: object = {}, tool = "run_script_in_dir") =>
  client.callTool(tool, {
    ...(tool === "run_script_in_dir" ? { directory: server.folder } : {}),
    script_content,
    ...more,
  })

const run = async (code = say, more: object = {}, tool?: string): Promise<Payload> => {
  const { payload, text, isError } = await call(code, more, tool)
  assert.isFalse(isError, text)
  assert.strictEqual(payload.exit_code, 0, payload.stderr)
  return payload
}

const minorOf = (version = "") => version.split(".").slice(0, 2).join(".")

/** The second newest line of versions that is installed. */
const older = () => installed.find((version) => minorOf(version) !== minorOf(installed[0])) ?? ""

describe("the Python of a run", () => {
  it("is the newest stable one, where nobody asks for another", limit, async () => {
    const payload = await run()
    assert.strictEqual(payload.python_version_used, installed[0])
    assert.include(payload.stdout, `${installed[0]} `)
    assert.strictEqual(payload.execution_strategy, "uv-run")
    assert.deepStrictEqual(payload.notes, [])
  })

  it("is the one that the call asks for, in any way of saying it", limit, async (context) => {
    const version = older()
    if (version === "") context.skip("only one Python is installed")
    for (const python_version of [minorOf(version), version, `<${minorOf(installed[0])}`]) {
      const payload = await run(say, { python_version })
      assert.strictEqual(payload.python_version_used, version, python_version)
      assert.isTrue(payload.stdout.startsWith(`${version} `))
    }
  })

  it("is inside requires-python of the header", limit, async (context) => {
    const version = older()
    if (version === "") context.skip("only one Python is installed")
    const constraint = `<${minorOf(installed[0])}`
    const code = `# /// script\n# requires-python = "${constraint}"\n# ///\n${say}`
    assert.strictEqual((await run(code)).python_version_used, version)
    const outside = await call(code, { python_version: minorOf(installed[0]) })
    assert.isTrue(outside.isError)
    assert.include(outside.text, constraint)
  })

  it(
    "is inside requires-python of the nearest project, unless the header says",
    limit,
    async (context) => {
      const version = older()
      if (version === "") context.skip("only one Python is installed")
      const constraint = `<${minorOf(installed[0])}`
      const directory = folder({
        "pyproject.toml": `[project]\nname = "p"\nversion = "1"\nrequires-python = "${constraint}"\n`,
      })
      mkdirSync(join(directory, "deep/er"), { recursive: true })
      for (const path of [directory, join(directory, "deep/er")]) {
        const payload = await run(say, { directory: path })
        assert.strictEqual(payload.python_version_used, version)
      }
      const outside = await call(say, { directory, python_version: minorOf(installed[0]) })
      assert.isTrue(outside.isError)
      assert.include(outside.text, join(directory, "pyproject.toml"))
      const header = `# /// script\n# requires-python = ">=${minorOf(installed[0])}"\n# ///\n${say}`
      assert.strictEqual((await run(header, { directory })).python_version_used, installed[0])
    },
  )

  it("is what the first line of .python-version says, found upwards", limit, async (context) => {
    const version = older()
    if (version === "") context.skip("only one Python is installed")
    const directory = folder({ ".python-version": `${minorOf(version)}\n2.7\n` })
    mkdirSync(join(directory, "below"))
    const payload = await run(say, { directory: join(directory, "below") })
    assert.strictEqual(payload.python_version_used, version)
    const asked = await run(say, { directory, python_version: minorOf(installed[0]) })
    assert.strictEqual(asked.python_version_used, installed[0])
  })

  it(
    "is not what .python-version says outside the constraint, and a note tells",
    limit,
    async (context) => {
      const version = older()
      if (version === "") context.skip("only one Python is installed")
      const directory = folder({
        ".python-version": minorOf(version),
        "pyproject.toml": `[project]\nrequires-python = ">=${minorOf(installed[0])}"\n`,
      })
      const { python_version_used, notes } = await run(say, { directory })
      assert.strictEqual(python_version_used, installed[0])
      assert.strictEqual(notes.length, 1)
      assert.include(notes[0], ".python-version")
    },
  )

  it("is the project's own environment, as it is and never synced", limit, async () => {
    const directory = folder({
      "pyproject.toml": '[project]\nname = "p"\nversion = "1"\ndependencies = ["six"]\n',
    })
    const venv = join(directory, ".venv")
    execFileSync(python, ["-m", "venv", "--without-pip", venv], { env: plainEnvironment() })
    const before = statSync(join(venv, "pyvenv.cfg")).mtimeMs
    const payload = await run(`${say}; import os; print(os.environ["VIRTUAL_ENV"])`, { directory })
    assert.include(payload.stdout, ` ${venv} ${venv}/bin/python`)
    assert.include(payload.stdout, `\n${venv}\n`)
    assert.strictEqual(statSync(join(venv, "pyvenv.cfg")).mtimeMs, before)
    const six = await call("import six", { directory })
    assert.include(six.payload.stderr, "ModuleNotFoundError")
    assert.isFalse(existsSync(join(directory, "uv.lock")))
  })

  it(
    "is not a project's environment that is not what is asked for, and a note tells",
    limit,
    async (context) => {
      const version = older()
      if (version === "") context.skip("only one Python is installed")
      const directory = folder({ "pyproject.toml": '[project]\nname = "p"\nversion = "1"\n' })
      const venv = join(directory, ".venv")
      execFileSync(python, ["-m", "venv", "--without-pip", venv], { env: plainEnvironment() })
      const mine = execFileSync(python, ["-V"], { encoding: "utf8" }).trim().split(" ")[1]
      const other = installed.find((one) => minorOf(one) !== minorOf(mine)) ?? ""
      const { notes, stdout } = await run(say, { directory, python_version: minorOf(other) })
      assert.notInclude(stdout, venv)
      assert.isTrue(notes.some((note) => note.includes(venv)))
    },
  )

  it(
    "is the system's with use_uv false; a version and a header are ignored with notes",
    limit,
    async () => {
      const code = `# /// script\n# requires-python = ">=3.63"\n# dependencies = ["six"]\n# ///\n${say}`
      const payload = await run(code, { use_uv: false, python_version: "3.62" })
      assert.strictEqual(payload.execution_strategy, "system-python")
      const [version = "", , executable = ""] = payload.stdout.trim().split(" ")
      assert.strictEqual(payload.python_version_used, version)
      assert.strictEqual(realpathSync(executable), realpathSync(python))
      assert.strictEqual(payload.notes.length, 2)
      assert.include(payload.notes.join(), "3.62")
    },
  )

  it("is the setting's where there is one", limit, async () => {
    await using other = new TestServer({ PYTHON_MCP_PYTHON: python })
    const { payload } = await (await other.connect()).callTool("run_script_in_dir", {
      directory: other.folder,
      script_content: say,
    })
    assert.include(payload.stdout, python)
  })
})

describe("packages", () => {
  const six = "import six; print(six.__version__)"

  it(
    "come with exact pins, sorted, dependencies of dependencies included",
    limit,
    async (context) => {
      needsUv(context, uv)
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
    needsUv(context, uv)
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
    needsUv(context, uv)
    const code = `# /// script\n# dependencies = ["six==1.16.0"]\n# ///\nimport six, iniconfig; print(six.__version__)`
    const payload = await run(code, { dependencies: ["iniconfig==2.0.0"] })
    assert.strictEqual(payload.stdout, "1.16.0\n")
    assert.deepStrictEqual(payload.resolved_dependencies, ["iniconfig==2.0.0", "six==1.16.0"])
    const fromFile = folder({ "main.py": code })
    const file = await client.callTool("run_script_with_dependencies", {
      script_path: join(fromFile, "main.py"),
      dependencies: ["iniconfig==2.0.0"],
    })
    assert.strictEqual(file.payload.stdout, "1.16.0\n")
  })

  it("come for the Python that was asked for", limit, async (context) => {
    needsUv(context, uv)
    const version = older()
    if (version === "") context.skip("only one Python is installed")
    const payload = await run(
      say,
      { dependencies: ["six==1.16.0"], python_version: minorOf(version) },
      "run_script_with_dependencies",
    )
    assert.strictEqual(payload.python_version_used, version)
    assert.isTrue(payload.stdout.startsWith(`${version} ${server.home}/environments/`))
  })

  it(
    "do not come into a run that asks for none: its environment is its own",
    limit,
    async (context) => {
      needsUv(context, uv)
      const { payload } = await call(six, {}, "run_script_with_dependencies")
      assert.include(payload.stderr, "ModuleNotFoundError")
      assert.deepStrictEqual(payload.resolved_dependencies, [])
    },
  )

  it("are there for a saved script by its header", limit, async (context) => {
    needsUv(context, uv)
    const dependencies = ["six==1.16.0"]
    await client.callTool("py_save_script", { script_name: "pins", source: six, dependencies })
    const { payload } = await client.callTool("py_run_saved_script", { script_name: "pins" })
    assert.strictEqual(payload.stdout, "1.16.0\n")
  })

  it(
    "run in the script's folder, or inline in the job's own, where no directory is given",
    limit,
    async (context) => {
      needsUv(context, uv)
      const where = "import os; print(os.getcwd())"
      const inline = await run(where, {}, "run_script_with_dependencies")
      assert.isTrue(inline.stdout.trim().endsWith(`${inline.job_id}/work`))
      const path = folder({ "where.py": where })
      const { payload } = await client.callTool("run_script_with_dependencies", {
        script_path: join(path, "where.py"),
      })
      assert.strictEqual(payload.stdout, `${path}\n`)
    },
  )

  it("that do not exist are an error that says so, and a job on record", limit, async (context) => {
    needsUv(context, uv)
    const { isError, text } = await call(
      "print(1)",
      { dependencies: ["six==0.0.0.0.1"] },
      "run_script_with_dependencies",
    )
    assert.isTrue(isError)
    assert.include(text, "six==0.0.0.0.1")
    const { payload } = await client.callTool("py_list_jobs", { limit: 1 })
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
    needsUv(context, uv)
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

describe("uv", () => {
  it("is fetched by the server itself where there is none", limit, async (context) => {
    needsUv(context, uv)
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
