import { setTimeout as sleep } from "node:timers/promises"
import { assert, it } from "vitest"
import { fault, supervisor } from "../support/Abilities.ts"
import { allKinds, livingKinds } from "../support/Escapees.ts"
import { useFaultScene } from "../support/FaultScene.ts"
import { eventually, survivors } from "../support/Processes.ts"

/** Long enough for everybody of a tree to have been seen. */
const settled = 700

fault("Fault 4: the supervisor is killed", { needs: [supervisor] }, () => {
  const scene = useFaultScene()

  const standing = async () => {
    const server = await scene().server()
    const { job_id } = await server.payload("run_script_in_dir_async", scene().tree())
    await scene().treeStands()
    await sleep(settled)
    const [helper = 0] = scene().helpersOf(server.pid)
    assert.isAbove(helper, 0)
    return { server, job_id: String(job_id), helper }
  }

  it("the server ends what is left, says why, and the next run has a new one", async () => {
    const { server, job_id, helper } = await standing()
    process.kill(helper, "SIGKILL")
    assert.deepStrictEqual(await survivors(() => scene().processes(), 8000), [])
    const job = await eventually(
      () => server.job(job_id),
      ({ status }) => status !== "running",
    )
    assert.deepStrictEqual([job.status, job.reason], ["failed", "supervisor_lost"])
    assert.strictEqual(job.result.stdout, "ready\n")
    const next = await server.payload("run_script_in_dir", scene().script("print('again')"))
    assert.strictEqual(next.stdout, "again\n")
    assert.notInclude(scene().helpersOf(server.pid), helper)
  })

  it("control: while nobody can act, all that tried to get away live on", async () => {
    const { server, helper } = await standing()
    server.signal("SIGSTOP")
    process.kill(helper, "SIGKILL")
    await eventually(
      () => livingKinds(scene().mark),
      (kinds) => !kinds.includes("stay"),
    )
    await sleep(1000)
    assert.deepStrictEqual(livingKinds(scene().mark), [...allKinds].sort())
    server.signal("SIGCONT")
    assert.deepStrictEqual(await survivors(() => scene().processes(), 8000), [])
  })
})

fault("Fault 5: the supervisor and its server are killed together", { needs: [supervisor] }, () => {
  const scene = useFaultScene()

  it("the next start ends what is left, and records it", async () => {
    const server = await scene().server()
    const { job_id } = await server.payload("run_script_in_dir_async", scene().tree())
    await scene().treeStands()
    await sleep(settled)
    await scene().vanish(server)
    // The control: nobody is there to end them.
    assert.deepStrictEqual(
      livingKinds(scene().mark).filter((kind) => kind !== "stay"),
      [...allKinds].sort(),
    )
    const next = await scene().server()
    const job = await next.job(job_id)
    assert.deepStrictEqual([job.status, job.reason], ["failed", "server_exited"])
    assert.deepStrictEqual(await survivors(() => scene().processes(), 3000), [])
  })
})
