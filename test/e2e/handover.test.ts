import { assert, describe, it } from "vitest"
import { useFaultScene } from "../support/FaultScene.ts"
import { eventually, survivors } from "../support/Processes.ts"

const counting = (seconds: number) => `
import sys, time
for i in range(${seconds * 10}):
    print(i)
    print("err", i, file=sys.stderr)
    time.sleep(0.1)
sys.exit(3)
`
const budget = { SMART_ASYNC_TIMEOUT_SECONDS: "1" }

describe("A run that takes longer than its caller waits", { timeout: 30_000 }, () => {
  const scene = useFaultScene()

  it("answers when the budget is over, and its output is readable while it runs", async () => {
    const server = await scene().server(budget)
    const began = performance.now()
    const answer = await server.payload("run_script_in_dir", scene().script(counting(60)))
    assert.isBelow(performance.now() - began, 4000)
    assert.isAbove(performance.now() - began, 900)
    assert.strictEqual(answer.status, "running")

    const job_id = answer.job_id
    const first = await server.payload("stream_deltas", { job_id })
    assert.match(first.stdout, /^0\n1\n2\n/)
    assert.match(first.stderr, /^err 0\nerr 1\n/)
    assert.strictEqual(first.finished, false)
    const cursors = { stdout_cursor: first.stdout_cursor, stderr_cursor: first.stderr_cursor }
    const next = await server.payload("stream_deltas", { job_id, ...cursors, wait_seconds: 5 })
    const lines = `${first.stdout}${next.stdout}`.trim().split("\n")
    assert.deepStrictEqual(lines, [...lines.keys()].map(String))
    assert.isAbove(next.stdout_cursor, first.stdout_cursor)
    assert.strictEqual((await server.job(job_id)).status, "running")
  })

  it("has its result after its end, for a second server too", async () => {
    const server = await scene().server(budget)
    const { job_id } = await server.payload("run_script_in_dir", scene().script(counting(2)))
    const other = await scene().server()
    const waited = await other.payload("wait_for_jobs", { job_ids: [job_id], timeout_seconds: 10 })
    assert.deepStrictEqual(waited.done, [
      { job_id, status: "failed", reason: "exit_code", exit_code: 3 },
    ])
    const [here, there] = await Promise.all([server.job(job_id), other.job(job_id)])
    assert.deepStrictEqual(here, there)
    const lines = [...Array(20).keys()]
    assert.strictEqual(here.result.stdout, lines.map((i) => `${i}\n`).join(""))
    assert.strictEqual(here.result.stderr, lines.map((i) => `err ${i}\n`).join(""))
    assert.strictEqual(here.result.exit_code, 3)
  })

  it("is read and ended by a second server on the same state directory", async () => {
    const server = await scene().server(budget)
    const other = await scene().server()
    const { job_id } = await server.payload("run_script_in_dir", scene().script(counting(60)))
    const seen = await other.payload("stream_deltas", { job_id })
    assert.match(seen.stdout, /^0\n1\n2\n/)
    const running = await other.payload("list_running_jobs")
    assert.deepStrictEqual(
      running.result.map((row: { job_id: string; running: string }) => [row.job_id, row.running]),
      [[job_id, "True"]],
    )
    const killed = await other.payload("kill_job", { job_id })
    assert.deepStrictEqual(killed, { job_id, status: "killed", exit_code: "-15" })
    assert.deepStrictEqual(await survivors(() => scene().processes(), 0), [])
    const ended = await server.job(job_id)
    assert.strictEqual(ended.status, "cancelled")
    assert.match(ended.result.stdout, /^0\n1\n2\n/)
  })

  it("is waited for by a second server, which hears of its end at once", async () => {
    const server = await scene().server(budget)
    const other = await scene().server()
    const { job_id } = await server.payload("run_script_in_dir", scene().script(counting(60)))
    const waiting = other.payload("wait_for_jobs", { job_ids: [job_id] })
    await eventually(
      () => server.job(job_id),
      ({ phase }) => phase === "script",
    )
    await server.payload("py_cancel_job", { job_id })
    const ended = performance.now()
    const waited = await waiting
    assert.isBelow(performance.now() - ended, 5000)
    assert.strictEqual(waited.done[0].status, "cancelled")
    assert.strictEqual(waited.timed_out, false)
  })
})
