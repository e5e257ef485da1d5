import { assert, describe, it } from "@effect/vitest"
import { afterAll, beforeAll } from "vitest"
import { type TestClient, TestServer } from "../support/TestServer.ts"
import type { Payload } from "../support/ToolAnswer.ts"

// What a run may use. Whoever holds the processes decides how a limit is held, so that only what every
// way has in common is looked at: status, reason and the output that is kept.

const server = new TestServer()
let client: TestClient
beforeAll(async () => {
  client = await server.connect()
})
afterAll(() => server.close())

const run = async (
  script_content: string,
  limits: object,
  by: TestClient = client,
): Promise<Payload> => {
  const { payload, text, isError } = await by.callTool("run_script_in_dir", {
    directory: server.folder,
    script_content,
    use_uv: false,
    ...limits,
  })
  assert.isFalse(isError, text)
  return payload
}

/** Scripts that end by themselves, after as many seconds as they are told, and a limit that each breaks. */
const cases = [
  [
    "out_of_memory",
    { max_memory_mb: 150 },
    `
import sys, time
print("kept")
blocks = []
for _ in range(30):
    blocks.append(bytearray(b"x") * 10_000_000)
time.sleep(float(sys.argv[1]))`,
  ],
  [
    "cpu_limit",
    { max_cpu_seconds: 1 },
    `
import sys, time
print("kept")
while time.process_time() < float(sys.argv[1]): pass`,
  ],
  [
    "process_limit",
    { max_processes: 5 },
    `
import subprocess, sys, time
print("kept")
children = []
for _ in range(20):
    children.append(subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]))
time.sleep(float(sys.argv[1]))
for child in children: child.kill()`,
  ],
  [
    "output_limit",
    { max_output_bytes: 100_000 },
    `
import sys, time
print("kept")
sys.stdout.write("x" * 200_000)
time.sleep(float(sys.argv[1]))`,
  ],
] as const

const long = ["60"]
const short = ["1.5"]

describe("a script that uses more than it may", { timeout: 60_000 }, () => {
  for (const [reason, limit, code] of cases) {
    it(`ends with ${reason}, and its output is kept`, async () => {
      const { status, stdout, ...ended } = await run(code, { ...limit, args: long })
      assert.strictEqual(status, "failed")
      assert.strictEqual(ended.reason, reason)
      assert.match(stdout, /^kept\n/)
    })

    it(`ends by itself where nothing limits it (${reason})`, async () => {
      const { status, reason } = await run(code, { args: short })
      assert.deepStrictEqual([status, reason], ["completed", null])
    })
  }

  it("is limited by the settings, too, and they cap what a call asks for", async () => {
    await using small = new TestServer({
      PYTHON_MCP_MAX_PROCESSES: "5",
      PYTHON_MCP_MAX_MEMORY_MB: "4096",
    })
    const [, , code] = cases[2]
    const ended = await run(code, { max_processes: 100, args: long }, await small.connect())
    assert.deepStrictEqual([ended.status, ended.reason], ["failed", "process_limit"])
    const notes = ended.notes.join("\n")
    assert.match(
      notes,
      /^max_processes 100 is more than PYTHON_MCP_MAX_PROCESSES allows: 5 holds$/m,
    )
    assert.match(notes, /^memory limit 4096 MB: \w/m)
    assert.match(notes, /^process limit 5: \w/m)
    assert.notMatch(notes, /CPU time limit/)
  })
})
