import { createHash } from "node:crypto"
import { readFileSync, statSync } from "node:fs"
import { assert, describe, it } from "vitest"
import { useFaultScene } from "../support/FaultScene.ts"
import { sized } from "../support/Faults.ts"
import { peakMemory } from "../support/Processes.ts"
import type { RawServer } from "../support/RawServer.ts"

const sha256 = (bytes: Buffer | string) => createHash("sha256").update(bytes).digest("hex")

/** All of a stream's output, by cursors alone. */
const collect = async (
  server: RawServer,
  given: { job_id: string; encoding: "utf8" | "base64"; max_bytes: number; from?: number },
  take?: (part: string) => unknown,
): Promise<Array<string>> => {
  const { from = 0, ...rest } = given
  const parts: Array<string> = []
  for (let cursor = from; ; ) {
    const delta = await server.payload("stream_deltas", {
      ...rest,
      stdout_cursor: cursor,
      stderr_cursor: Number.MAX_SAFE_INTEGER,
      markdown_output: false,
    })
    if (take === undefined) parts.push(delta.stdout)
    else take(delta.stdout)
    if (delta.finished) return parts
    assert.isAbove(delta.stdout_cursor, cursor, "a cursor that does not move on")
    cursor = delta.stdout_cursor
  }
}

const bytesOf = (parts: ReadonlyArray<string>) =>
  Buffer.concat(parts.map((part) => Buffer.from(part, "base64")))

/** What the whole is as text. */
const decoded = (bytes: Uint8Array) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes)

/** Everything that can stand in a stream: NULs, broken characters, long ones, marks, carriage returns. */
const odd = Buffer.concat([
  Buffer.from("a\0b\r\n\ufeffé€😀𝄞🏴\u200d\ufffd"),
  Buffer.from([0xff, 0xc0, 0x80, 0xf0, 0x9f, 0x98, 0x41, 0xe2, 0x82, 0xed, 0xa0, 0x80]),
  Buffer.from([0xf4, 0x90, 0x80, 0x80, 0x80, 0xf8, 0xc3]),
  Buffer.from("😀😀\r\r\n😀"),
  Buffer.from([0xf0, 0x9f, 0x98]),
])

/** Megabytes: half of it in one line. */
const size = sized(64, 2048)

describe("Fault 25: the output of a job", { timeout: sized(120_000, 900_000) }, () => {
  const scene = useFaultScene()

  it(`of ${size} MB, half of it in one line, is rebuilt byte by byte in little memory`, async () => {
    const server = await scene().server({
      PYTHON_MCP_MAX_OUTPUT_BYTES: "4000000000",
      SMART_ASYNC_TIMEOUT_SECONDS: "300",
    })
    const code = `
import hashlib, os, random, sys
digest = hashlib.sha256()
def put(data):
    digest.update(data)
    sys.stdout.buffer.write(data)
rng = random.Random(7)
for _ in range(${size / 2}):
    put(b"y" * 1_000_000 + "é€😀".encode()[: rng.randrange(9)] + b"\\0")
put(b"\\n")
for _ in range(${size * 5}):
    put(rng.randbytes(100_000))
sys.stdout.flush()
print(digest.hexdigest(), file=sys.stderr)
`
    const before = peakMemory(server.pid)
    const run = await server.payload("run_script_in_dir", scene().script(code))
    assert.strictEqual(run.status, "completed")
    assert.strictEqual(run.stdout_bytes, statSync(scene().file(run.job_id, "stdout.log")).size)
    assert.isAbove(run.stdout_bytes, size * 1_000_000)
    assert.isTrue(run.stdout_truncated)
    assert.isBelow(run.stdout.length, 66_000)
    assert.isBelow(server.largestMessage, 1_000_000)

    const job_id = run.job_id
    const digest = createHash("sha256")
    const all = { job_id, encoding: "base64", max_bytes: 1_048_576 } as const
    await collect(server, all, (part) => digest.update(part, "base64"))
    assert.strictEqual(digest.digest("hex"), run.stderr.trim())
    assert.isBelow(server.largestMessage, 4_000_000)
    assert.isBelow(peakMemory(server.pid) - before, 200_000, "kilobytes more than before")
  })

  it("of 8 MB in characters of all lengths is rebuilt character by character", async () => {
    const server = await scene().server()
    const code = `
import sys
odd = bytes.fromhex("${odd.toString("hex")}")
for i in range(8_000_000 // len(odd)):
    sys.stdout.buffer.write(odd + b"z" * (i % 7))
`
    const { job_id } = await server.payload("run_script_in_dir", scene().script(code))
    const log = readFileSync(scene().file(job_id, "stdout.log"))
    const parts = await collect(server, { job_id, encoding: "utf8", max_bytes: 1_000_003 })
    assert.strictEqual(sha256(parts.join("")), sha256(decoded(log)))
  })

  it("is right from every cursor on, in the smallest pages", async () => {
    const server = await scene().server()
    const code = `import sys; sys.stdout.buffer.write(bytes.fromhex("${odd.toString("hex")}"))`
    const { job_id } = await server.payload("run_script_in_dir", scene().script(code))
    for (const max_bytes of [4, 5, 7]) {
      for (let from = 0; from <= odd.length; from++) {
        const rest = odd.subarray(from)
        const text = await collect(server, { job_id, encoding: "utf8", max_bytes, from })
        assert.strictEqual(text.join(""), decoded(rest), `${max_bytes} bytes from ${from} on`)
      }
      const exact = await collect(server, {
        job_id,
        encoding: "base64",
        max_bytes,
        from: max_bytes,
      })
      assert.deepStrictEqual(bytesOf(exact), odd.subarray(max_bytes))
    }
    // The fourth byte from the end is the last of a character that began before it.
    const last = await server.payload("stream_deltas", { job_id, stdout_cursor: -4 })
    assert.strictEqual(last.stdout, decoded(odd.subarray(-3)))
    assert.strictEqual(last.stdout_cursor, odd.length)
  })

  it("that grows never splits a character, and loses none", async () => {
    const server = await scene().server()
    const code = `
import sys, time
data = "é€😀𝄞".encode() * 8 + b"\\xf0\\x9f"
for byte in data:
    sys.stdout.buffer.write(bytes([byte]))
    sys.stdout.buffer.flush()
    time.sleep(0.01)
`
    const run = scene().script(code)
    const { job_id } = await server.payload("run_script_in_dir", { ...run, async_mode: true })
    const parts: Array<string> = []
    for (let cursor = 0, finished = false; !finished; ) {
      const given = { job_id, stdout_cursor: cursor, max_bytes: 7, wait_seconds: 5 }
      const delta = await server.payload("stream_deltas", given)
      parts.push(delta.stdout)
      cursor = delta.stdout_cursor
      finished = delta.finished
      if (!finished) assert.notInclude(delta.stdout, "\ufffd")
    }
    assert.strictEqual(parts.join(""), `${"é€😀𝄞".repeat(8)}\ufffd`)
  })

  it("beyond its limit ends the run, and all that was written is kept", async () => {
    const server = await scene().server({ PYTHON_MCP_MAX_OUTPUT_BYTES: "1000000" })
    const code = `
import time
i = 0
while True:
    print(f"{i:09d}")
    i += 1
    if i % 1000 == 0: time.sleep(0.005)
`
    const run = await server.payload("run_script_in_dir", scene().script(code))
    assert.strictEqual(run.status, "failed")
    assert.strictEqual(run.reason, "output_limit")
    assert.match(run.error, /1000000 bytes/)
    const path = scene().file(run.job_id, "stdout.log")
    assert.isAbove(run.stdout_bytes, 1_000_000)
    assert.strictEqual(run.stdout_bytes, statSync(path).size)
    const lines = readFileSync(path, "utf8").split("\n").slice(0, -1)
    assert.isTrue(lines.every((line, i) => Number(line) === i))
    const given = { job_id: run.job_id, encoding: "base64", max_bytes: 1_048_576 } as const
    assert.deepStrictEqual(bytesOf(await collect(server, given)), readFileSync(path))
  })

  it("control: text that is cut by bytes, without regard to characters, is not the same", async () => {
    const server = await scene().server()
    const code = `import sys; sys.stdout.buffer.write(bytes.fromhex("${odd.toString("hex")}"))`
    const { job_id } = await server.payload("run_script_in_dir", scene().script(code))
    const given = { job_id, encoding: "base64", max_bytes: 5 } as const
    const parts = await collect(server, given)
    const naive = parts.map((part) => decoded(Buffer.from(part, "base64"))).join("")
    assert.notStrictEqual(naive, decoded(odd))
    assert.strictEqual(decoded(bytesOf(parts)), decoded(odd))
  })
})
