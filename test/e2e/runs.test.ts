import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { afterAll, beforeAll } from "vitest"
import { eventually } from "../support/Binary.ts"
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

const start = async (code: string) => {
  const args = { directory: server.folder, script_content: code, use_uv: false }
  return (await client.callTool("run_script_in_dir_async", args)).payload.job_id
}

const deltas = async (job_id: string, more: object = {}) =>
  (await client.callTool("stream_deltas", { job_id, ...more })).payload

const fence = /^(`{3,})text\n([\s\S]*?)\n\1$/m

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

describe("output", () => {
  it("is live without a flush", async () => {
    const job_id = await start(
      "import sys, time; print('first'); sys.stdout.write('half'); time.sleep(60)",
    )
    const seen = await eventually("the output is there", async () => {
      const { stdout } = await deltas(job_id, { wait_seconds: 1 })
      return stdout === "first\nhalf" ? stdout : undefined
    })
    assert.strictEqual(seen, "first\nhalf")
    await client.callTool("kill_job", { job_id })
    assert.strictEqual((await deltas(job_id)).stdout, "first\nhalf")
  })

  it("is UTF-8; bytes that are not are replaced in replies and kept in files", async () => {
    const payload = await run(
      "import sys; print('é☃💥'); sys.stdout.buffer.write(b'\\xff\\xfe!'); sys.stdout.flush()",
    )
    assert.strictEqual(payload.stdout, "é☃💥\n\ufffd\ufffd!")
    const exact = await deltas(payload.job_id, { encoding: "base64" })
    const bytes = Buffer.concat([Buffer.from("é☃💥\n"), Buffer.from([0xff, 0xfe, 0x21])])
    assert.strictEqual(exact.stdout, bytes.toString("base64"))
  })

  it("cannot break out of its fence", async () => {
    const hostile = "```\\n# Not a heading\\n`````python\\nprint()\\n`````\\n```"
    const { text, payload } = await call(`print("${hostile}")`)
    assert.strictEqual(fence.exec(text)?.[2], payload.stdout.trimEnd())
  })

  it("in a reply is bounded, with head and longer tail cut at lines, and says how to read on", async () => {
    const code = "import sys\nfor i in range(100_000): print(f'line {i:06d}', file=sys.stdout)"
    const { payload, text } = await call(code)
    assert.isTrue(payload.stdout_truncated)
    assert.isFalse(payload.stderr_truncated)
    assert.strictEqual(payload.stdout_bytes, 1_200_000)
    assert.isAtMost(Buffer.byteLength(payload.stdout), 65_536 + 300)
    const lines = payload.stdout.trimEnd().split("\n")
    const marked = lines.findIndex((line) => line.includes("stream_deltas"))
    const [head, marker = "", tail] = [
      lines.slice(0, marked),
      lines[marked],
      lines.slice(marked + 1),
    ]
    for (const line of [...head, ...tail]) assert.match(line, /^line \d{6}$/)
    assert.strictEqual(head[0], "line 000000")
    assert.strictEqual(tail.at(-1), "line 099999")
    assert.isAbove(tail.length, head.length)
    const missing = 1_200_000 - 12 * (head.length + tail.length)
    assert.include(marker.replaceAll(",", ""), `${missing} bytes`)
    assert.include(marker, payload.job_id)
    const cursor = Number(/stdout_cursor=(\d+)/.exec(marker)?.[1])
    const next = await deltas(payload.job_id, { stdout_cursor: cursor, max_bytes: 12 })
    assert.strictEqual(next.stdout, `line ${String(head.length).padStart(6, "0")}\n`)
    assert.isAtMost(Buffer.byteLength(text), 16_384 + 1500)
  })

  it("of both streams shares one bound, and one of a megabyte line is bounded too", async () => {
    const payload = await run(
      "import sys; sys.stdout.write('o' * 1_000_000); sys.stderr.write('e' * 1_000_000)",
    )
    const shown = Buffer.byteLength(payload.stdout) + Buffer.byteLength(payload.stderr)
    assert.isAtMost(shown, 65_536 + 600)
    assert.isAbove(shown, 60_000)
    assert.isTrue(payload.stdout_truncated && payload.stderr_truncated)
  })

  it("in the Markdown is at most 16 KiB of both streams", async () => {
    const { text } = await call(
      "import sys\nfor s in (sys.stdout, sys.stderr): s.write('☃' * 10_000)",
    )
    assert.isAtMost(Buffer.byteLength(text), 16_384 + 1500)
  })

  it("as a resource obeys the same bound", async () => {
    const { job_id } = await run("print('x' * 500_000)")
    const { text } = await client.readResource(`job-stream://${job_id}`)
    assert.isAtMost(Buffer.byteLength(text), 65_536 + 600)
    assert.match(text, /^---STDOUT---\nx/)
    assert.include(text, "\n---STDERR---\n")
  })

  it("that is too much for the server's limit ends the run", async () => {
    await using small = new TestServer({ PYTHON_MCP_MAX_OUTPUT_BYTES: "100000" })
    const { payload } = await (await small.connect()).callTool("run_script_in_dir", {
      directory: small.folder,
      script_content: "import sys\nwhile True: sys.stdout.write('x' * 10_000)",
      use_uv: false,
    })
    assert.deepInclude(payload, { status: "failed", reason: "output_limit" })
  })

  it("stays in the files, every byte", async () => {
    const payload = await run("print('x' * 200_000)")
    const day = new Date().toISOString().slice(0, 10)
    const file = join(server.home, "jobs", day, payload.job_id, "stdout.log")
    assert.strictEqual(readFileSync(file).length, 200_001)
  })
})
