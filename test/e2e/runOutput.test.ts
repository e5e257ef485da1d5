import { readFileSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { afterAll, beforeAll } from "vitest"
import { eventually } from "../support/Binary.ts"
import { type TestClient, TestServer } from "../support/TestServer.ts"
import type { Payload } from "../support/ToolAnswer.ts"

// What of a script's output is told, and how: live, bounded, fenced.

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
