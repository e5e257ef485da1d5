import { execFileSync } from "node:child_process"
import { mkdirSync } from "node:fs"
import { join } from "node:path"
import { assert, it } from "vitest"
import { fault, freezing, linux } from "../support/Abilities.ts"
import { useFaultScene } from "../support/FaultScene.ts"
import { makeImage, mountImage } from "../support/Mounts.ts"
import { allProcesses, eventually, survivors, withMark } from "../support/Processes.ts"

const deaf = `
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("on", flush=True)
time.sleep(60)
`

fault("Fault 9: a job that ignores SIGTERM", { needs: [linux] }, () => {
  const scene = useFaultScene()

  const killed = async (code: string, grace: string) => {
    const server = await scene().server({ PYTHON_MCP_KILL_GRACE_SECONDS: grace })
    const { job_id } = await server.payload("run_script_in_dir_async", scene().script(code))
    await eventually(
      () => scene().output(job_id),
      (output) => output === "on\n",
    )
    const began = performance.now()
    await server.payload("kill_job", { job_id })
    const took = performance.now() - began
    assert.deepStrictEqual(await survivors(() => scene().processes(), 0), [])
    return { took, end: scene().read(job_id, "exit.json") }
  }

  it("is ended by SIGKILL when the grace is over, and not before", async () => {
    const { took, end } = await killed(deaf, "1.5")
    assert.isAtLeast(took, 1400)
    assert.deepStrictEqual([end.status, end.signal], ["cancelled", "SIGKILL"])
  })

  it("control: one that does not ignore it ends by it, long before the grace is over", async () => {
    const { took, end } = await killed("import time; print('on', flush=True); time.sleep(60)", "15")
    assert.isBelow(took, 10_000)
    assert.deepStrictEqual([end.status, end.signal], ["cancelled", "SIGTERM"])
  })
})

fault(
  "Fault 9: a job in the kernel's hands (a file system that hangs)",
  { needs: [freezing] },
  () => {
    const scene = useFaultScene()

    it("does not hang its server, and is named in the log", async () => {
      const image = join(scene().base, "image")
      const folder = join(scene().base, "frozen")
      mkdirSync(folder)
      makeImage(image, 16)
      const { unmount } = mountImage(image, folder)
      let isFrozen = false
      const thaw = () => {
        if (isFrozen) execFileSync("fsfreeze", ["-u", folder])
        isFrozen = false
      }
      scene().cleaning(unmount)
      scene().cleaning(thaw)

      const server = await scene().server({ PYTHON_MCP_KILL_GRACE_SECONDS: "0.3" })
      const code = `
import sys, time
print("on", flush=True)
time.sleep(0.5)
open(${JSON.stringify(join(folder, "x"))}, "w").write("x")
`
      execFileSync("fsfreeze", ["-f", folder])
      isFrozen = true
      const { job_id } = await server.payload("run_script_in_dir_async", scene().script(code))
      const hanging = () => withMark(scene().mark).filter(({ state }) => state === "D").length
      assert.strictEqual(await eventually(hanging, (count) => count === 1), 1)
      const began = performance.now()
      const answer = await server.call("kill_job", { job_id })
      assert.isBelow(performance.now() - began, 30_000)
      // Control: SIGKILL has been sent and does nothing.
      const [{ pid } = { pid: 0 }] = withMark(scene().mark)
      assert.isAbove(pid, 0)
      assert.include(answer.text + server.log, String(pid))
      const run = await server.payload("run_script_in_dir", scene().script("print('meanwhile')"))
      assert.strictEqual(run.stdout, "meanwhile\n")
      thaw()
      assert.deepStrictEqual(await survivors(() => scene().processes()), [])
      const job = await eventually(
        () => server.job(job_id),
        ({ status }) => status !== "running",
      )
      console.info(
        JSON.stringify({
          answer,
          status: job.status,
          reason: job.reason,
          log: server.log.split("\n").slice(-6),
        }),
      )
      assert.notStrictEqual(job.status, "running")
      assert.isFalse(
        allProcesses().some(({ state, args }) => state === "Z" && args.includes(scene().mark)),
      )
    })
  },
)
