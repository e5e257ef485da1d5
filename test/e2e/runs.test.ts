import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { afterAll, beforeAll } from "vitest"
import { python } from "../support/Python.ts"
import { type TestClient, TestServer } from "../support/TestServer.ts"
import type { Payload } from "../support/ToolAnswer.ts"

// How a script runs and how its end is told. The system's Python: no environment is of interest here.

const server = new TestServer()
let client: TestClient
beforeAll(async () => {
  client = await server.connect()
})
afterAll(() => server.close())

const call = (code: string, more: object = {}) =>
  client.callTool("run_script_in_dir", {
    directory: server.folder,
    script_content: code,
    use_uv: false,
    ...more,
  })

const run = async (code: string, more: object = {}): Promise<Payload> =>
  (await call(code, more)).payload

const deltas = async (job_id: string, more: object = {}) =>
  (await client.callTool("stream_deltas", { job_id, ...more })).payload

describe("the end of a script", () => {
  it("with another exit code is an answer, not a tool error", async () => {
    const { isError, payload, text } = await call("import sys; print('so far'); sys.exit(3)")
    assert.isFalse(isError)
    assert.deepInclude(payload, {
      status: "failed",
      reason: "exit_code",
      exit_code: 3,
      signal: null,
      stdout: "so far\n",
    })
    assert.include(text.split("\n")[0], "exit code 3")
  })

  it("by an exception tells the traceback", async () => {
    const payload = await run("def f():\n    raise ValueError('no')\nf()")
    assert.deepInclude(payload, { status: "failed", reason: "exit_code", exit_code: 1 })
    assert.include(payload.stderr, "ValueError: no")
    assert.include(payload.stderr, "line 2")
  })

  it("by a signal has its negative number, and its name", async () => {
    const { isError, payload } = await call(
      "import os, signal; os.kill(os.getpid(), signal.SIGTERM)",
    )
    assert.isFalse(isError)
    assert.deepInclude(payload, {
      status: "failed",
      reason: "signal",
      exit_code: -15,
      signal: "SIGTERM",
    })
  })

  it("by the time limit keeps all output, and the mark is the reply's alone", async () => {
    const payload = await run(
      "import sys, time; print('out'); print('err', file=sys.stderr); time.sleep(60)",
      { timeout_seconds: 1 },
    )
    assert.deepInclude(payload, {
      status: "failed",
      reason: "timeout",
      stdout: "out\n",
      stderr: "err\n[TIMEOUT]",
      stderr_bytes: 4,
      exit_code: -15,
      signal: "SIGTERM",
    })
    const { stderr, stderr_cursor } = await deltas(payload.job_id)
    assert.deepStrictEqual([stderr, stderr_cursor], ["err\n", 4])
    const output = await client.callTool("get_job_output", { job_id: payload.job_id })
    assert.isTrue(output.payload.stderr.endsWith("[TIMEOUT]"))
  })

  it("by the time limit comes even to a script that ignores SIGTERM", async () => {
    const payload = await run(
      "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)",
      { timeout_seconds: 1 },
    )
    assert.deepInclude(payload, { reason: "timeout", exit_code: -9, signal: "SIGKILL" })
    assert.isTrue(payload.stderr.endsWith("[TIMEOUT]"))
  })

  it("takes along what it left behind, and counts it", async () => {
    const payload = await run(
      `import subprocess, sys
for _ in range(2):
    subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)", "left-behind"])
print("gone")`,
    )
    assert.deepInclude(payload, { status: "completed", killed_processes: 2, stdout: "gone\n" })
    assert.isEmpty(server.processes.filter(({ command }) => command.includes("left-behind")))
  })

  it("is told to each caller its own, however many run at once", async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => run(`print(${index}); raise SystemExit(${index})`)),
    )
    for (const [index, payload] of answers.entries()) {
      assert.deepInclude(payload, { stdout: `${index}\n`, exit_code: index })
    }
    assert.strictEqual(new Set(answers.map(({ job_id }) => job_id)).size, 10)
  })

  it("of no time limit is its own", async () => {
    const payload = await run("import time; time.sleep(1.2)", { timeout_seconds: 0 })
    assert.strictEqual(payload.status, "completed")
  })
})

describe("what a script is given", () => {
  it("is its arguments, exactly", async () => {
    const args = ["", " a  b ", "--flag=x", "'\"`$(id)\\", "*", "é ☃ 💥", "line\nbreak", "-"]
    const payload = await run("import json, sys; print(json.dumps(sys.argv[1:]))", { args })
    assert.deepStrictEqual(JSON.parse(payload.stdout), args)
  })

  it("is a standard input at its end", async () => {
    const payload = await run("input()")
    assert.include(payload.stderr, "EOFError")
    const empty = await run("import sys; print(repr(sys.stdin.read()))")
    assert.strictEqual(empty.stdout, "''\n")
  })

  it("is the working directory that was asked for, even one with a colon or a space", async () => {
    for (const name of ["with space", "with:colon", "ünï"]) {
      const directory = join(server.folder, name)
      mkdirSync(directory)
      writeFileSync(join(directory, "beside.py"), `where = ${JSON.stringify(name)}`)
      const payload = await run("import os, beside; print(os.getcwd()); print(beside.where)", {
        directory,
      })
      assert.strictEqual(payload.stdout, `${directory}\n${name}\n`)
    }
  })

  it("is a relative directory by the server's own, and a script by the directory", async () => {
    mkdirSync(join(server.folder, "sub"))
    writeFileSync(join(server.folder, "sub/in_sub.py"), "import os; print(os.getcwd())")
    const payload = await run("", {
      directory: "sub",
      script_content: undefined,
      script_path: "./in_sub.py",
    })
    assert.strictEqual(payload.stdout, `${join(server.folder, "sub")}\n`)
  })

  it("is a path below ~ by the server's home directory", async () => {
    await using other = new TestServer()
    const home = join(other.base, "user")
    mkdirSync(home)
    writeFileSync(join(home, "at_home.py"), "import os; print(os.getcwd())")
    const atHome = await other.connect("v1", { HOME: home, PYTHON_MCP_PYTHON: python })
    const { payload } = await atHome.callTool("run_script_in_dir", {
      directory: "~",
      script_path: "~/at_home.py",
    })
    assert.strictEqual(payload.stdout, `${home}\n`)
  })

  it("is, as a file, its own folder to import from; as inline code, the working directory", async () => {
    mkdirSync(join(server.folder, "elsewhere"))
    writeFileSync(join(server.folder, "mine.py"), "where = 'working directory'")
    writeFileSync(join(server.folder, "elsewhere/mine.py"), "where = 'script folder'")
    writeFileSync(join(server.folder, "elsewhere/main.py"), "import mine; print(mine.where)")
    const file = await run("", { script_content: undefined, script_path: "elsewhere/main.py" })
    assert.strictEqual(file.stdout, "script folder\n")
    const inline = await run("import mine, sys; print(mine.where); print(*sys.path, sep='\\n')")
    assert.include(inline.stdout, "working directory\n")
    assert.notInclude(inline.stdout, "autosaved_scripts")
  })
})
