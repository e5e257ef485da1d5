import { existsSync } from "node:fs"
import { assert, it } from "vitest"
import { fault, linux } from "../support/Abilities.ts"
import { livingKinds } from "../support/Escapees.ts"
import { useFaultScene } from "../support/FaultScene.ts"
import { eventually, seen, survivors } from "../support/Processes.ts"
import { startSlowIndex } from "../support/SlowIndex.ts"

/** Its tree has a member that ignores SIGTERM: that one costs the whole grace. */
const shortGrace = { PYTHON_MCP_KILL_GRACE_SECONDS: "0.5" }

fault("Fault 7: a process tree that tries to get away", { needs: [linux] }, () => {
  const scene = useFaultScene()
  const left = () => survivors(() => scene().processes(), 0)

  it("control: leaves survivors where only its main process is ended", async () => {
    const server = await scene().server()
    const { job_id } = await server.payload("run_script_in_dir", {
      ...scene().tree(),
      async_mode: true,
    })
    await scene().treeStands()
    await scene().vanish(server)
    // With a helper, the main process dies with its parent; nobody else does.
    const { pid } = scene().read(job_id, "started.json")
    if (seen(pid) !== undefined) process.kill(pid, "SIGKILL")
    await eventually(
      () => livingKinds(scene().mark),
      (kinds) => !kinds.includes("stay"),
    )
    assert.deepStrictEqual(livingKinds(scene().mark), [...scene().kinds].sort())
    for (const { pid } of scene().processes()) process.kill(pid, "SIGKILL")
    await (await scene().server()).job(job_id)
  })

  it("is gone when its time is over", async () => {
    const server = await scene().server(shortGrace)
    const run = server.payload("run_script_in_dir", { ...scene().tree(), timeout_seconds: 2 })
    await scene().treeStands()
    const ended = await run
    assert.deepStrictEqual(await left(), [])
    assert.strictEqual(ended.status, "failed")
    assert.strictEqual(ended.reason, "timeout")
    assert.strictEqual(ended.stdout, "ready\n")
    assert.match(ended.stderr, /\[TIMEOUT\]$/)
    assert.strictEqual(ended.exit_code, -15)
    assert.strictEqual(ended.killed_processes, scene().kinds.length)
  })

  for (const tool of ["kill_job", "py_cancel_job"]) {
    it(`is gone when ${tool} answers`, async () => {
      const server = await scene().server(shortGrace)
      const { job_id } = await server.payload("run_script_in_dir_async", scene().tree())
      await scene().treeStands()
      const answer = await server.payload(tool, { job_id })
      assert.deepStrictEqual(await left(), [])
      assert.strictEqual(answer.status, tool === "kill_job" ? "killed" : "cancelled")
      const job = await server.job(job_id)
      assert.strictEqual(job.status, "cancelled")
      assert.strictEqual(job.reason, null)
      assert.strictEqual(job.result.stdout, "ready\n")
      // An ended job never changes again.
      const again = await server.payload(tool, { job_id })
      assert.strictEqual(again.status, "cancelled")
      assert.deepStrictEqual(await server.job(job_id), job)
    })
  }

  it("is gone when the client cancels before the hand-over, and the call has no answer", async () => {
    const server = await scene().server(shortGrace)
    const { id, answer } = server.sendCall("run_script_in_dir", scene().tree())
    let answered = false
    void answer.then(
      () => {
        answered = true
      },
      () => undefined,
    )
    await scene().treeStands()
    server.notify("notifications/cancelled", { requestId: id, reason: "test" })
    assert.deepStrictEqual(await survivors(() => scene().processes(), 3000), [])
    const [job_id = ""] = scene().jobIds()
    const job = await eventually(
      () => server.job(job_id),
      ({ status }) => status !== "running",
    )
    assert.strictEqual(job.status, "cancelled")
    assert.strictEqual(answered, false)
  })

  it("runs on when the client cancels after the hand-over", async () => {
    const server = await scene().server({ ...shortGrace, SMART_ASYNC_TIMEOUT_SECONDS: "0.5" })
    const { id, answer } = server.sendCall("run_script_in_dir", scene().tree())
    const { job_id } = (await answer).payload
    server.notify("notifications/cancelled", { requestId: id, reason: "test" })
    await scene().treeStands()
    assert.strictEqual((await server.job(job_id)).status, "running")
  })

  it("is ended by another server while it is being made, or waits for its turn", async () => {
    const index = await startSlowIndex()
    try {
      const limit = { PYTHON_MCP_MAX_CONCURRENT_RUNS: "1", ...index.env }
      const server = await scene().server({ ...shortGrace, ...limit })
      const building = await server.payload("run_script_with_dependencies", {
        script_content: "print(1)",
        dependencies: ["no-such-package-of-ours==1"],
        async_mode: true,
      })
      const run = { ...scene().tree(), async_mode: true }
      const waiting = await server.payload("run_script_in_dir", run)
      const steps = await eventually(
        () => scene().processes(),
        (found) => found.length > 0,
      )
      assert.isAbove(steps.length, 0)
      const other = await scene().server(shortGrace)
      // The one that waits first: else its turn would come.
      for (const { job_id } of [waiting, building]) {
        const answer = await other.payload("kill_job", { job_id })
        assert.deepStrictEqual(answer, { job_id, status: "killed", exit_code: "None" })
        assert.strictEqual((await server.job(job_id)).status, "cancelled")
      }
      assert.deepStrictEqual(await left(), [])
      assert.isFalse(existsSync(scene().file(waiting.job_id, "begun.json")))
      assert.isFalse(existsSync(scene().file(building.job_id, "started.json")))
    } finally {
      index.close()
    }
  })

  it("is ended when its main process ends by itself, and counted", async () => {
    const server = await scene().server(shortGrace)
    const { args, ...tree } = scene().tree()
    const ends = [...args.slice(0, -1), "end"]
    const ended = await server.payload("run_script_in_dir", { ...tree, args: ends })
    assert.strictEqual(ended.status, "completed")
    assert.strictEqual(ended.killed_processes, scene().kinds.length)
    assert.deepStrictEqual(await left(), [])
  })
})
