import { existsSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "vitest"
import { useFaultScene } from "../support/FaultScene.ts"
import { eventually, seen, survivors } from "../support/Processes.ts"
import type { RawServer } from "../support/RawServer.ts"

const keep = { PYTHON_MCP_ON_SERVER_EXIT: "keep", PYTHON_MCP_KILL_GRACE_SECONDS: "0.5" }

/** Goes on until somebody makes the file that it is given. */
const waiting = `
import os, sys, time
print("on", flush=True)
while not os.path.exists(sys.argv[2]):
    time.sleep(0.05)
print("done")
sys.exit(3)
`

describe("PYTHON_MCP_ON_SERVER_EXIT=keep", { timeout: 60_000 }, () => {
  const scene = useFaultScene()

  const signal = () => join(scene().base, "go-on")
  const run = () => ({ ...scene().script(waiting), args: [scene().mark, signal()] })

  /** A job that has been started and has said so. */
  const started = async (server: RawServer): Promise<string> => {
    const { job_id } = await server.payload("run_script_in_dir_async", run())
    await eventually(
      () => scene().output(job_id),
      (output) => output === "on\n",
      10_000,
    )
    return job_id
  }

  /** A job that runs, without a server. */
  const kept = async (ending: "closed" | "killed") => {
    const server = await scene().server(keep)
    const job_id = await started(server)
    const [helper = 0] = scene().helpersOf(server.pid)
    if (ending === "closed") await server.close()
    else await scene().crash(server)
    return { job_id, helper, record: `servers/${serverOf(job_id)}.json` }
  }

  const serverOf = (id: string) => scene().read(id, "job.json").owner.server.id

  for (const ending of ["closed", "killed"] as const) {
    it(`sees a script through whose server was ${ending}, for every later server`, async () => {
      const { job_id, helper, record } = await kept(ending)
      const next = await scene().server(keep)
      assert.strictEqual((await next.job(job_id)).status, "running")
      assert.include(JSON.stringify(await next.payload("list_running_jobs")), job_id)
      assert.isTrue(existsSync(join(scene().home, record)))
      writeFileSync(signal(), "")
      const waited = await next.payload("wait_for_jobs", { job_ids: [job_id] })
      assert.strictEqual(waited.done[0].exit_code, 3)
      const job = await next.job(job_id)
      assert.deepStrictEqual([job.status, job.reason], ["failed", "exit_code"])
      assert.strictEqual(job.result.stdout, "on\ndone\n")
      assert.strictEqual(job.result.usage.source, "supervisor")
      // The supervisor ends with its last job, and takes the server's record with it.
      await eventually(
        () => seen(helper),
        (found) => found === undefined,
      )
      assert.isUndefined(seen(helper))
      assert.isFalse(existsSync(join(scene().home, record)))
    })
  }

  it("does not keep what is still in the making", async () => {
    const one = { PYTHON_MCP_MAX_CONCURRENT_RUNS: "1", SMART_ASYNC_TIMEOUT_SECONDS: "0.5" }
    const server = await scene().server({ ...keep, ...one })
    const first = await started(server)
    const second = await server.payload("run_script_in_dir_async", run())
    await server.close()
    const next = await scene().server(keep)
    const job = await next.job(second.job_id)
    assert.deepStrictEqual([job.status, job.reason], ["failed", "never_started"])
    assert.strictEqual((await next.job(first)).status, "running")
    await next.payload("kill_job", { job_id: first })
  })

  it("lets another server end the job", async () => {
    const { job_id } = await kept("killed")
    const next = await scene().server(keep)
    const answer = await next.payload("kill_job", { job_id })
    assert.strictEqual(answer.status, "killed")
    assert.strictEqual((await next.job(job_id)).status, "cancelled")
    assert.deepStrictEqual(await survivors(() => scene().processes(), 0), [])
  })

  it("tells that the supervisor was lost when it is killed, too", async () => {
    const { job_id, helper } = await kept("closed")
    process.kill(helper, "SIGKILL")
    const next = await scene().server(keep)
    const job = await next.job(job_id)
    assert.deepStrictEqual([job.status, job.reason], ["failed", "supervisor_lost"])
    assert.deepStrictEqual(await survivors(() => scene().processes(), 3000), [])
  })

  it("means stop, and says so, where the server itself holds the processes", async () => {
    const server = await scene().server({ ...keep, PYTHON_MCP_SUPERVISOR: "off" })
    const one = await server.payload("run_script_in_dir", scene().script("print(1)"))
    assert.match(one.notes.join("\n"), /PYTHON_MCP_ON_SERVER_EXIT/)
    assert.match(server.log, /level=WARN.*PYTHON_MCP_ON_SERVER_EXIT/)
    const job_id = await started(server)
    assert.strictEqual(scene().read(job_id, "job.json").on_server_exit, "stop")
    await server.close()
    assert.deepStrictEqual(await survivors(() => scene().processes(), 0), [])
    assert.strictEqual(scene().read(job_id, "exit.json").reason, "server_exited")
  })

  it("control: stop ends what keep sees through", async () => {
    const server = await scene().server()
    const job_id = await started(server)
    await scene().crash(server)
    const next = await scene().server()
    const job = await next.job(job_id)
    assert.deepStrictEqual([job.status, job.reason], ["failed", "server_exited"])
    assert.strictEqual(job.result.usage.source, "supervisor")
  })
})
