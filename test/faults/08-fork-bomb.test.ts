import { setTimeout as sleep } from "node:timers/promises"
import { assert, it } from "vitest"
import { fault, linux } from "../support/Abilities.ts"
import { useFaultScene } from "../support/FaultScene.ts"
import { sized } from "../support/Faults.ts"
import { eventually, survivors, withMark } from "../support/Processes.ts"

const size = sized(80, 500)

/** The more there are, the longer each waits: as many forks a second as a small machine can do. */
const pause = size / 4000

/**
 * Children that are deaf to SIGTERM and are followed, each after a moment, by a child of their own:
 * as many as before, and never the same ones. Bounded in time, should nobody end them.
 */
const bomb = `
import os, random, signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
end = time.monotonic() + 60
def live():
    random.seed()
    while time.monotonic() < end:
        time.sleep(random.uniform(${pause}, ${10 * pause}))
        try:
            if os.fork() > 0: os._exit(0)
        except OSError:
            pass
    os._exit(0)
for _ in range(${size}):
    if os.fork() == 0: live()
print("lit", flush=True)
time.sleep(60)
`

fault(
  `Fault 8: a bomb of ${size} processes that go on forking while they are ended`,
  { needs: [linux], timeout: sized(60_000, 300_000) },
  () => {
    const scene = useFaultScene()

    const lit = async () => {
      const server = await scene().server({ PYTHON_MCP_KILL_GRACE_SECONDS: "0.5" })
      const { job_id } = await server.payload("run_script_in_dir_async", scene().script(bomb))
      await eventually(
        () => scene().output(job_id) === "lit\n" && withMark(scene().mark).length > size / 2,
        (isLit) => isLit,
        sized(20_000, 100_000),
      )
      return { server, job_id: String(job_id) }
    }

    it("has nobody left when the answer comes", async () => {
      const { server, job_id } = await lit()
      const answer = await server.payload("kill_job", { job_id })
      assert.deepStrictEqual(await survivors(() => scene().processes(), 0), [])
      assert.strictEqual(answer.status, "killed", server.log)
      assert.isAbove(scene().read(job_id, "exit.json").killed_processes, size / 2)
    })

    it("control: one look and one signal for each leaves many", async () => {
      const { server } = await lit()
      await scene().vanish(server)
      for (const { pid } of withMark(scene().mark)) {
        await sleep(1)
        try {
          process.kill(pid, "SIGKILL")
        } catch {
          // Its child is there instead.
        }
      }
      assert.isAbove(withMark(scene().mark).length, 0)
      await (await scene().server()).payload("py_list_jobs")
    })
  },
)
