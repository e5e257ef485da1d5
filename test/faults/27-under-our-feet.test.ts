import { mkdirSync, renameSync, rmSync, truncateSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "vitest"
import { useFaultScene } from "../support/FaultScene.ts"
import { eventually, survivors } from "../support/Processes.ts"

describe("Fault 27: files that go while a job runs", { timeout: 60_000 }, () => {
  const scene = useFaultScene()

  const running = async () => {
    const server = await scene().server({ PYTHON_MCP_KILL_GRACE_SECONDS: "0.5" })
    const go = join(scene().base, "go")
    const code = `
import os, sys, time
print("before", flush=True)
while not os.path.exists(${JSON.stringify(go)}): time.sleep(0.02)
print("after", flush=True)
sys.exit(4)
`
    const { job_id } = await server.payload("run_script_in_dir_async", scene().script(code))
    await eventually(
      () => scene().output(job_id),
      (output) => output === "before\n",
    )
    return { server, job_id: String(job_id), go: () => writeFileSync(go, "") }
  }

  for (const [how, harm, expected] of [
    ["is deleted", (path: string) => rmSync(path), /^$/],
    ["is truncated", (path: string) => truncateSync(path), /^(before\n)?\0*after\n$/],
    ["is rotated", (path: string) => renameSync(path, `${path}.1`), /^$/],
    ["is left alone (control)", () => undefined, /^before\nafter\n$/],
  ] as const) {
    it(`the output ${how}: the end is recorded, and every tool answers`, async () => {
      const { server, job_id, go } = await running()
      harm(scene().file(job_id, "stdout.log"))
      const during = await server.call("stream_deltas", { job_id, stdout_cursor: 7 })
      assert.notMatch(during.text, /reference/)
      go()
      const waited = await server.payload("wait_for_jobs", { job_ids: [job_id] })
      assert.strictEqual(waited.done[0].exit_code, 4)
      const job = await server.job(job_id)
      assert.deepStrictEqual([job.status, job.reason], ["failed", "exit_code"])
      const output = await server.payload("get_job_output", { job_id })
      assert.match(output.stdout, expected)
      const again = await server.payload("run_script_in_dir", scene().script("print(1)"))
      assert.strictEqual(again.stdout, "1\n")
    })
  }

  it("the whole state directory is moved away: the server lives, nothing of the job stays", async () => {
    const { server, job_id } = await running()
    renameSync(scene().home, join(scene().base, "trash"))
    const asked = await server.call("py_job_status", { job_id })
    assert.notMatch(asked.text, /reference/)
    const again = await server.call("run_script_in_dir", scene().script("print('again')"))
    if (again.isError) assert.notMatch(again.text, /reference/)
    else assert.strictEqual(again.payload.stdout, "again\n")
    assert.isFalse(server.hasExited)
    await server.close()
    assert.deepStrictEqual(await survivors(() => scene().processes()), [])
    mkdirSync(scene().home, { recursive: true })
    const next = await (await scene().server()).payload(
      "run_script_in_dir",
      scene().script("print(2)"),
    )
    assert.strictEqual(next.stdout, "2\n")
  })
})
