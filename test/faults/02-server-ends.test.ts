import { existsSync } from "node:fs"
import { assert, it } from "vitest"
import { fault, linux, supervisor } from "../support/Abilities.ts"
import { binary } from "../support/Binary.ts"
import { livingKinds } from "../support/Escapees.ts"
import { useFaultScene } from "../support/FaultScene.ts"
import { eventually, seen, survivors } from "../support/Processes.ts"

/** A client that starts the server behind pipes of its own, as an editor does. */
const client = `
const server = require("node:child_process").spawn(process.execPath, [process.argv[1]])
process.stdin.pipe(server.stdin)
server.stdout.pipe(process.stdout)
server.stderr.resume()
`

fault("Fault 2: a server that is ended", { needs: [linux] }, () => {
  const scene = useFaultScene()
  const left = () => survivors(() => scene().processes(), 0)

  it("leaves nothing when its input ends, in little more than the grace", async () => {
    const server = await scene().server()
    const { job_id } = await server.payload("run_script_in_dir_async", scene().tree())
    server.sendCall("run_script_in_dir", scene().tree())
    await scene().treeStands(2)
    const began = performance.now()
    const exit = await server.close()
    assert.isBelow(exit.at - began, 5000)
    assert.strictEqual(exit.code, 0)
    assert.deepStrictEqual(await left(), [])
    assert.strictEqual(scene().jobIds().length, 2)
    for (const id of scene().jobIds()) {
      const { status, reason } = scene().read(id, "exit.json")
      assert.deepStrictEqual({ status, reason }, { status: "failed", reason: "server_exited" })
    }
    const later = await (await scene().server()).job(job_id)
    assert.strictEqual(later.reason, "server_exited")
    assert.match(later.error, /^The server ended or restarted while the job was running/)
    assert.strictEqual(later.result.stdout, "ready\n")
  })

  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
    it(`leaves nothing when it gets ${signal}`, async () => {
      const server = await scene().server()
      const { job_id } = await server.payload("run_script_in_dir_async", scene().tree())
      await scene().treeStands()
      const began = performance.now()
      const exit = await server.kill(signal)
      assert.isBelow(exit.at - began, 5000)
      assert.deepStrictEqual(await left(), [])
      assert.strictEqual(scene().read(job_id, "exit.json").reason, "server_exited")
    })
  }

  it("leaves nothing when its client is killed", async () => {
    const relay = await scene().server({}, { under: [process.execPath, "-e", client, binary] })
    const { job_id } = await relay.payload("run_script_in_dir_async", scene().tree())
    await scene().treeStands()
    const { pid } = scene().read(job_id, "job.json").owner.server
    assert.notStrictEqual(pid, relay.pid)
    await relay.kill("SIGKILL")
    await eventually(
      () => seen(pid),
      (server) => server === undefined,
      15_000,
    )
    assert.isUndefined(seen(pid))
    assert.deepStrictEqual(await left(), [])
    assert.strictEqual(scene().read(job_id, "exit.json").reason, "server_exited")
  })

  it("control: leaves its processes when nothing of it can act any more", async () => {
    const server = await scene().server()
    await server.payload("run_script_in_dir_async", scene().tree())
    await scene().treeStands()
    await scene().vanish(server)
    const kinds = livingKinds(scene().mark).filter((kind) => kind !== "stay")
    assert.deepStrictEqual(kinds, [...scene().kinds].sort())
    await (await scene().server()).payload("py_list_jobs")
  })
})

fault(
  "Fault 2: a server that is killed, while its supervisor lives",
  { needs: [supervisor] },
  () => {
    const scene = useFaultScene()

    it("leaves nothing, without another start: all six kinds are ended, and the end is recorded", async () => {
      const server = await scene().server()
      const { job_id } = await server.payload("run_script_in_dir_async", scene().tree())
      await scene().treeStands()
      await scene().crash(server)
      // The grace at a server's end is a second at most.
      assert.deepStrictEqual(await survivors(() => scene().processes(), 5000), [])
      const recorded = () => existsSync(scene().file(job_id, "exit.json"))
      assert.isTrue(await eventually(recorded, (isThere) => isThere))
      const { status, reason } = scene().read(job_id, "exit.json")
      assert.deepStrictEqual({ status, reason }, { status: "failed", reason: "server_exited" })
    })
  },
)
