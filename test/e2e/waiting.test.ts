import { assert, describe, it } from "@effect/vitest"
import { eventually, pause } from "../support/Binary.ts"
import type { Message, RawClient } from "../support/RawClient.ts"
import { call, payloadOf, rawScene } from "../support/RawScene.ts"

// While a call waits: progress on the wire, and cancellation.

const { connected, runArguments, server } = rawScene()

// Each has a server of its own, and does little but wait.
describe.concurrent("progress", () => {
  /** A run with a progress token, and what came of it on the wire. */
  const told = async (code: string, token: string | number, afterwards: number) => {
    const client = await connected()
    const from = Date.now()
    const params = call("run_script_in_dir", runArguments(code), {
      _meta: { progressToken: token },
    })
    const { id } = await client.request("tools/call", params, 5)
    await pause(afterwards)
    const indexed = client.lines.map(({ text, at }) => ({
      message: JSON.parse(text) as Message,
      at,
    }))
    const answered = indexed.findIndex(({ message }) => message.id === id)
    const notes = indexed.flatMap(({ message, at }, index) =>
      message.method === "notifications/progress"
        ? [
            {
              ...(message.params as {
                progressToken: unknown
                progress: number
                total?: number
                message: string
              }),
              after: at - from,
              late: index > answered,
            },
          ]
        : [],
    )
    await client.close()
    return notes
  }

  it("comes within 1.5 s, then at least every 5 s, increases, and ends with the answer", async () => {
    const notes = await told(
      "import time; print('begun'); time.sleep(4.5); print('over')",
      "token",
      3500,
    )
    assert.isAtLeast(notes.length, 2)
    // 1.5 s on a machine that has nothing else to do.
    assert.isBelow(notes[0]?.progress ?? 9999, 3)
    for (const [index, note] of notes.entries()) {
      assert.strictEqual(note.progressToken, "token")
      assert.isFalse(note.late, "none after the answer")
      assert.isUndefined(note.total)
      const last = notes[index - 1]
      if (last === undefined) continue
      assert.isAbove(note.progress, last.progress)
      assert.isAtMost(note.after - last.after, 6500)
    }
    // On a busy machine the first one may come before the script has.
    assert.include(notes.map(({ message }) => message).join("\n"), "begun")
  }, 30_000)

  it("carries what the script says of itself, and a token may be 0", async () => {
    const notes = await told(
      `import json, os, time
with open(os.environ["PYTHON_MCP_PROGRESS"], "a") as file:
    print(json.dumps({"current": 3, "total": 10, "message": "loading"}), file=file)
time.sleep(4)`,
      0,
      0,
    )
    const messages = notes.map(({ message }) => message).join("\n")
    assert.include(messages, "3/10")
    assert.include(messages, "loading")
    assert.strictEqual(notes[0]?.progressToken, 0)
  }, 30_000)

  it("carries a bar as tqdm draws it", async () => {
    const notes = await told(
      `import sys, time
sys.stderr.write("\\rTraining:  45%|████▌     | 45/100 [00:04<00:05, 10.0it/s]")
time.sleep(4)`,
      "bar",
      0,
    )
    const messages = notes.map(({ message }) => message).join("\n")
    assert.include(messages, "45/100")
    assert.include(messages, "Training")
  }, 30_000)

  it("is not sent to those who did not ask", async () => {
    const client = await connected()
    const params = call("run_script_in_dir", runArguments("import time; time.sleep(2)"))
    await client.request("tools/call", params)
    const methods = client.messages.map(({ method }) => method)
    assert.notInclude(methods, "notifications/progress")
  }, 30_000)
})

describe("cancellation", () => {
  const marked = (mark: string) =>
    `import subprocess, sys, time
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)", "${mark}"])
print("begun", flush=True)
time.sleep(600)`

  const jobsOf = async (client: RawClient) => {
    const answer = await client.request("tools/call", call("py_list_jobs", {}))
    return payloadOf(answer).jobs
  }

  const begun = (client: RawClient) =>
    eventually("the script prints", async () => {
      const [job] = await jobsOf(client)
      if (job?.phase !== "script") return undefined
      const answer = await client.request(
        "tools/call",
        call("stream_deltas", { job_id: job.job_id }),
      )
      return payloadOf(answer).stdout === "begun\n" ? job.job_id : undefined
    })

  it.each([0, 1, "a text"])(
    "by request id %s ends the whole tree before the hand-over",
    async (id) => {
      const client = await connected()
      client.send({
        jsonrpc: "2.0",
        id,
        method: "tools/call",
        params: call("run_script_in_dir", runArguments(marked(`cancelled-${id}`))),
      })
      const job_id = await begun(client)
      client.notify("notifications/cancelled", { requestId: id, reason: "changed my mind" })
      const ended = await eventually("the job is over", async () => {
        const answer = await client.request("tools/call", call("py_job_status", { job_id }))
        const { job } = payloadOf(answer)
        return job.status === "running" ? undefined : job
      })
      assert.strictEqual(ended.status, "cancelled")
      assert.strictEqual(ended.reason, null)
      await eventually("its processes are gone", () => {
        const scripts = server.processes.filter(({ command }) =>
          command.includes(`cancelled-${id}`),
        )
        return scripts.length === 0 || undefined
      })
      assert.isUndefined(
        client.messages.find((one) => one.id === id),
        "no answer is sent",
      )
      const answer = await client.request(
        "tools/call",
        call("run_script_in_dir", runArguments("print(1)")),
      )
      assert.strictEqual(payloadOf(answer).stdout, "1\n")
    },
    30_000,
  )

  it("after the hand-over changes nothing", async () => {
    const client = await connected({ SMART_ASYNC_TIMEOUT_SECONDS: "0.5" })
    const code = "import time; time.sleep(1.5); print('done')"
    const answer = await client.request(
      "tools/call",
      call("run_script_in_dir", runArguments(code)),
      9,
    )
    assert.strictEqual(payloadOf(answer).status, "running")
    client.notify("notifications/cancelled", { requestId: 9 })
    const { job_id } = payloadOf(answer)
    const waited = await client.request("tools/call", call("wait_for_jobs", { job_ids: [job_id] }))
    assert.strictEqual(payloadOf(waited).done[0]?.status, "completed")
  }, 30_000)
})
