import { spawn } from "node:child_process"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { assert, it } from "vitest"
import { fault, linux, pidNamespace } from "../support/Abilities.ts"
import { allKinds } from "../support/Escapees.ts"
import { useFaultScene } from "../support/FaultScene.ts"
import { makePidNamespace } from "../support/Namespace.ts"
import { allProcesses, eventually, survivors, withMark } from "../support/Processes.ts"
import { python } from "../support/Python.ts"

const staying = "import time; print('on', flush=True); time.sleep(60)"

/** Counts down to a pid and takes it, in the namespace where it runs; prints what it has got. */
const taker = `
import os, sys, time
wanted, mark = int(sys.argv[1]), sys.argv[2]
for _ in range(200):
    with open("/proc/sys/kernel/ns_last_pid", "w") as last: last.write(str(wanted - 1))
    pid = os.fork()
    if pid == 0:
        if os.getpid() != wanted: os._exit(0)
        time.sleep(60)
        os._exit(0)
    if pid == wanted: break
    os.waitpid(pid, 0)
start = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()[19]
print(f"{pid} {start}\\n", end="", flush=True)
time.sleep(60)
`

fault("Fault 10: a pid that a stranger has by now", { needs: [linux, pidNamespace] }, () => {
  const scene = useFaultScene()

  /** A job whose server and whose process are dead, and strangers under their numbers. */
  const reused = async () => {
    const space = await makePidNamespace()
    scene().cleaning(space.close)
    const server = await scene().server({}, { under: space.enter })
    const { job_id } = await server.payload("run_script_in_dir_async", scene().script(staying))
    await eventually(
      () => scene().output(job_id),
      (output) => output === "on\n",
    )
    const { server: owner, helper } = scene().read(job_id, "job.json").owner
    const { pid } = scene().read(job_id, "started.json")
    // PID 1 there reaps nobody: to free the numbers, their parents must go before them, or reap.
    space.run(`kill -9 ${helper?.pid ?? ""} ${owner.pid} ${pid}`)
    await server.exited
    scene().crashed()
    await eventually(
      () => withMark(scene().mark).length,
      (count) => count === 0,
    )
    return { space, job_id: String(job_id), owner, pid: Number(pid) }
  }

  const takes = async (
    { space }: Awaited<ReturnType<typeof reused>>,
    wanted: number,
  ): Promise<{ pid: number; start: string }> => {
    const [command = "", ...args] = [
      ...space.enter,
      python,
      "-c",
      taker,
      String(wanted),
      "stranger",
    ]
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"] })
    scene().cleaning(() => child.kill("SIGKILL"))
    const text = await new Promise<string>((resolve) => {
      child.stdout.once("data", (data: Buffer) => resolve(data.toString()))
    })
    const [pid = "", start = ""] = text.trim().split(" ")
    return { pid: Number(pid), start }
  }

  it("is not taken for the server, nor signalled", async () => {
    const dead = await reused()
    const stranger = await takes(dead, dead.owner.pid)
    assert.strictEqual(stranger.pid, dead.owner.pid)
    assert.notStrictEqual(stranger.start, dead.owner.start)
    const next = await scene().server({}, { under: dead.space.enter })
    const job = await next.job(dead.job_id)
    assert.deepStrictEqual([job.status, job.reason], ["failed", "server_exited"])
    assert.strictEqual(dead.space.run(`kill -0 ${stranger.pid} && echo lives`), "lives\n")
  })

  it("control: with the stranger's start time in the record, it is taken for the server", async () => {
    const dead = await reused()
    const stranger = await takes(dead, dead.owner.pid)
    scene().forge(dead.job_id, (owner) => {
      owner.server.start = stranger.start
    })
    const next = await scene().server({}, { under: dead.space.enter })
    assert.strictEqual((await next.job(dead.job_id)).status, "running")
  })
})

/** Starts the rest of its arguments and never asks how they end. */
const careless = `
import subprocess, sys, time
subprocess.Popen(sys.argv[1:])
time.sleep(600)
`

fault("Fault 11: the dead that nobody reaps", { needs: [linux] }, () => {
  const scene = useFaultScene()

  it("a server among them counts as dead", async () => {
    const server = await scene().server({}, { under: [python, "-c", careless] })
    const { job_id } = await server.payload("run_script_in_dir_async", scene().script(staying))
    await eventually(
      () => scene().output(job_id),
      (output) => output === "on\n",
    )
    const { pid } = scene().read(job_id, "job.json").owner.server
    process.kill(pid, "SIGKILL")
    const zombie = () => allProcesses().find((one) => one.pid === pid)
    await eventually(zombie, (found) => found?.state === "Z")
    // Control: by its number alone it is still there.
    assert.strictEqual(zombie()?.state, "Z")
    assert.doesNotThrow(() => process.kill(pid, 0))
    const job = await (await scene().server()).job(job_id)
    assert.deepStrictEqual([job.status, job.reason], ["failed", "server_exited"])
    assert.deepStrictEqual(await survivors(() => scene().processes(), 5000), [])
    scene().crashed()
    await scene().crash(server)
  })
})

fault("Fault 11: a PID 1 that does not reap", { needs: [linux, pidNamespace] }, () => {
  const scene = useFaultScene()

  it("keeps no job from ending, by its server or by the next one", async () => {
    const space = await makePidNamespace()
    scene().cleaning(space.close)
    // A supervisor would reap them, as their subreaper. Without one, five kinds of the six are ended.
    scene().kinds = allKinds.filter((kind) => kind !== "daemon-emptied")
    const env = { PYTHON_MCP_KILL_GRACE_SECONDS: "0.5", PYTHON_MCP_SUPERVISOR: "off" }
    const server = await scene().server(env, { under: space.enter })
    const first = await server.payload("run_script_in_dir_async", scene().tree())
    const second = await server.payload("run_script_in_dir_async", scene().tree())
    await scene().treeStands(2)
    await server.payload("kill_job", { job_id: first.job_id })
    assert.strictEqual(scene().read(first.job_id, "exit.json").status, "cancelled")
    await scene().treeStands(1)
    const { pid } = scene().read(second.job_id, "job.json").owner.server
    space.run(`kill -9 ${pid}`)
    await server.exited
    scene().crashed()
    const next = await scene().server(env, { under: space.enter })
    const job = await next.job(second.job_id)
    assert.deepStrictEqual([job.status, job.reason], ["failed", "server_exited"])
    assert.deepStrictEqual(await survivors(() => withMark(scene().mark), 5000), [])
    // Control: they are all still there by their numbers, and nobody waits for them.
    assert.isAbove(space.unreaped(), 2)
    await next.close()
  })
})

fault("Fault 12: a record of another boot", { needs: [linux] }, () => {
  const scene = useFaultScene()

  for (const [how, reason, left] of [
    ["is machine_rebooted, and nothing is signalled", "machine_rebooted", 1],
    [
      "control: with this boot's id, it is server_exited, and its process is ended",
      "server_exited",
      0,
    ],
  ] as const) {
    it(how, async () => {
      const server = await scene().server()
      const { job_id } = await server.payload("run_script_in_dir_async", scene().script(staying))
      await eventually(
        () => scene().output(job_id),
        (output) => output === "on\n",
      )
      await scene().vanish(server)
      // With a helper, the process died with it: one that looks like it stands in.
      const cookie = JSON.parse(readFileSync(join(scene().home, "active", job_id), "utf8")).cookie
      const double = spawn(python, ["-c", "import time; time.sleep(60)", scene().mark], {
        env: { PYTHON_MCP_JOB_ID: cookie },
        detached: true,
      })
      scene().cleaning(() => double.kill("SIGKILL"))
      await eventually(
        () => scene().processes().length,
        (count) => count > 0,
      )
      for (const { pid } of scene().processes())
        if (pid !== double.pid) process.kill(pid, "SIGKILL")
      if (reason === "machine_rebooted") {
        scene().forge(job_id, (owner) => {
          owner.boot_id = "00000000-0000-0000-0000-000000000000"
        })
      }
      const job = await (await scene().server()).job(job_id)
      assert.deepStrictEqual([job.status, job.reason], ["failed", reason])
      assert.strictEqual(job.result.stdout, "on\n")
      assert.strictEqual(scene().processes().length, left)
      double.kill("SIGKILL")
    })
  }
})
