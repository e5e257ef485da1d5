import { assert, describe, it } from "@effect/vitest"
import { beforeAll } from "vitest"
import { pause } from "../support/Binary.ts"
import { jobTools } from "../support/JobTools.ts"

// Reading what is new, and waiting for the end.

const { run, start, startSleeping, tool } = jobTools()

describe("stream_deltas", () => {
  let job_id: string
  beforeAll(async () => {
    job_id = (await run("import sys; print('é☃💥'); print('error', file=sys.stderr)")).job_id
  })

  it("reads only what is new", async () => {
    const first = await tool("stream_deltas", { job_id })
    assert.deepInclude(first, {
      stdout: "é☃💥\n",
      stderr: "error\n",
      stdout_cursor: 10,
      stderr_cursor: 6,
      finished: true,
      status: "completed",
    })
    const second = await tool("stream_deltas", { job_id, stdout_cursor: 10, stderr_cursor: 6 })
    assert.deepInclude(second, { stdout: "", stderr: "", stdout_cursor: 10, stderr_cursor: 6 })
  })

  it("never splits a character", async () => {
    let [cursor, text] = [0, ""]
    for (let pages = 0; pages < 10; pages += 1) {
      const page = await tool("stream_deltas", { job_id, stdout_cursor: cursor, max_bytes: 4 })
      assert.notInclude(page.stdout, "\ufffd")
      text += page.stdout
      cursor = page.stdout_cursor
    }
    assert.strictEqual(text, "é☃💥\n")
  })

  it("counts a negative cursor from the end, and takes one beyond it for the end", async () => {
    const tail = await tool("stream_deltas", { job_id, stdout_cursor: -5, stderr_cursor: -2 })
    assert.deepInclude(tail, { stdout: "💥\n", stderr: "r\n", stdout_cursor: 10 })
    const all = await tool("stream_deltas", { job_id, stdout_cursor: -1000 })
    assert.strictEqual(all.stdout, "é☃💥\n")
    const beyond = await tool("stream_deltas", { job_id, stdout_cursor: 1000 })
    assert.deepInclude(beyond, { stdout: "", finished: true })
  })

  it("is exact to the byte as base64", async () => {
    const page = await tool("stream_deltas", { job_id, encoding: "base64", max_bytes: 4 })
    assert.strictEqual(page.stdout, Buffer.from("é☃💥\n").subarray(0, 4).toString("base64"))
    assert.strictEqual(page.stdout_cursor, 4)
    assert.isFalse(page.finished)
  })

  it("waits for news no longer than it must", async () => {
    const waiting = await start("import time; time.sleep(1); print('news'); time.sleep(600)")
    const from = Date.now()
    const news = await tool("stream_deltas", { job_id: waiting, wait_seconds: 30 })
    assert.deepInclude(news, { stdout: "news\n", status: "running", finished: false })
    assert.isBelow(Date.now() - from, 15_000)
    const later = Date.now()
    const none = await tool("stream_deltas", {
      job_id: waiting,
      stdout_cursor: 5,
      wait_seconds: 0.5,
    })
    assert.strictEqual(none.stdout, "")
    assert.isAtLeast(Date.now() - later, 450)
    await tool("kill_job", { job_id: waiting })
  })

  it("holds back half a character until the job has ended", async () => {
    const half = await start(
      "import sys, time; sys.stdout.buffer.write(b'ok\\xe2\\x98'); sys.stdout.flush(); time.sleep(600)",
    )
    const page = await tool("stream_deltas", { job_id: half, wait_seconds: 10 })
    assert.deepInclude(page, { stdout: "ok", stdout_cursor: 2 })
    await tool("kill_job", { job_id: half })
    const last = await tool("stream_deltas", { job_id: half, stdout_cursor: 2 })
    assert.deepInclude(last, { stdout: "\ufffd", stdout_cursor: 4, finished: true })
  })
})

describe("wait_for_jobs", () => {
  it("returns with the first end, or with all of them", async () => {
    const quick = await start("import time; time.sleep(0.3)")
    const slow = await start("import time; print(1); time.sleep(1.5)")
    const any = await tool("wait_for_jobs", { job_ids: [slow, quick] })
    assert.deepStrictEqual(
      any.done.map(({ job_id }) => job_id),
      [quick],
    )
    assert.strictEqual(any.running[0]?.job_id, slow)
    assert.isNumber(any.running[0]?.idle_seconds)
    assert.isFalse(any.timed_out)
    const all = await tool("wait_for_jobs", { job_ids: [slow, quick], mode: "all" })
    assert.sameMembers(
      all.done.map(({ job_id }) => job_id),
      [quick, slow],
    )
    assert.isEmpty(all.running)
  })

  it("says when the time was over", async () => {
    const job_id = await startSleeping()
    await pause(300)
    const waited = await tool("wait_for_jobs", { job_ids: [job_id], timeout_seconds: 0.2 })
    assert.isTrue(waited.timed_out)
    assert.isEmpty(waited.done)
    const [row] = waited.running
    assert.isAbove(row?.idle_seconds ?? 0, 0.2)
    assert.isAbove(row?.elapsed_seconds ?? 0, 0.3)
    await tool("kill_job", { job_id })
  })

  it("waits 50 s at most, and says so", async () => {
    const { job_id } = await run("print(1)")
    const waited = await tool("wait_for_jobs", { job_ids: [job_id], timeout_seconds: 600 })
    assert.include(waited.message, "50 s")
    const usual = await tool("wait_for_jobs", { job_ids: [job_id] })
    assert.notProperty(usual, "message")
  })

  it("tells how each job ended", async () => {
    const { job_id } = await run("raise SystemExit(7)")
    const { done } = await tool("wait_for_jobs", { job_ids: [job_id, job_id] })
    assert.deepStrictEqual(done, [{ job_id, status: "failed", reason: "exit_code", exit_code: 7 }])
  })
})
