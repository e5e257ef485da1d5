import { setTimeout as sleep } from "node:timers/promises"
import { assert, it } from "vitest"
import { fault, linux } from "../support/Abilities.ts"
import { useFaultScene } from "../support/FaultScene.ts"
import { sized } from "../support/Faults.ts"
import { eventually, survivors } from "../support/Processes.ts"

const stoppedFor = sized(2000, 30_000)

/** Counts for a second longer than the server is stopped, and ends with a code of its own. */
const counting = `
import sys, time
end = time.monotonic() + ${stoppedFor / 1000 + 1}
n = 0
while time.monotonic() < end:
    print(n)
    n += 1
    time.sleep(0.1)
sys.exit(3)
`

fault(
  "Fault 3: a server that is stopped for a while (SIGSTOP) and goes on",
  { needs: [linux], timeout: 60_000 + stoppedFor },
  () => {
    const scene = useFaultScene()

    const running = async () => {
      const server = await scene().server()
      const { job_id } = await server.payload("run_script_in_dir_async", scene().script(counting))
      await eventually(
        () => scene().output(job_id),
        (output) => output.startsWith("0\n"),
      )
      return { server, job_id: String(job_id) }
    }

    it("keeps its jobs: they go on meanwhile, and no other server takes them", async () => {
      const { server, job_id } = await running()
      server.signal("SIGSTOP")
      const before = scene().output(job_id).length
      const other = await scene().server()
      const asked = server.payload("get_job_output", { job_id })
      await sleep(stoppedFor)
      const { jobs } = await other.payload("py_list_jobs")
      assert.deepStrictEqual(
        jobs.map((job: { status: string }) => job.status),
        ["running"],
      )
      assert.isAbove(scene().output(job_id).length, before)
      server.signal("SIGCONT")
      assert.include(["running", "finished"], (await asked).status)
      await server.payload("wait_for_jobs", { job_ids: [job_id] })
      const job = await server.job(job_id)
      assert.deepStrictEqual([job.status, job.reason], ["failed", "exit_code"])
      assert.strictEqual(job.result.exit_code, 3)
      assert.deepStrictEqual((await other.job(job_id)).reason, "exit_code")
      const lines = scene().output(job_id).trim().split("\n")
      assert.isTrue(lines.every((line, n) => Number(line) === n))
    })

    it("has its jobs stopped from another server all the same", async () => {
      const { server, job_id } = await running()
      server.signal("SIGSTOP")
      const other = await scene().server({ PYTHON_MCP_KILL_GRACE_SECONDS: "0.3" })
      const killed = await other.payload("kill_job", { job_id })
      assert.deepStrictEqual(await survivors(() => scene().processes(), 3000), [])
      assert.strictEqual(killed.status, "killed")
      const end = scene().read(job_id, "exit.json")
      server.signal("SIGCONT")
      assert.strictEqual((await server.job(job_id)).status, "cancelled")
      assert.deepStrictEqual(scene().read(job_id, "exit.json"), end)
    })

    it("control: a server that is dead, and not only stopped, loses them", async () => {
      const { server, job_id } = await running()
      await scene().crash(server)
      const job = await (await scene().server()).job(job_id)
      assert.deepStrictEqual([job.status, job.reason], ["failed", "server_exited"])
    })
  },
)
