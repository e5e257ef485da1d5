import { spawnSync } from "node:child_process"
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { assert, it } from "vitest"
import { fault, strace, supervisor } from "../support/Abilities.ts"
import { useFaultScene } from "../support/FaultScene.ts"
import { isFull, pythonCode, seed, someOf } from "../support/Faults.ts"
import { type Acknowledged, endless, runsOnce, violations } from "../support/Ledger.ts"
import { survivors } from "../support/Processes.ts"
import type { RawServer } from "../support/RawServer.ts"
import { counted, countingSteps, killedBefore, killedLater } from "../support/Strace.ts"

const short = `print("${runsOnce}", flush=True)`
const long = `${short}; import time; time.sleep(60)`

fault(
  `Fault 6: a server that is killed between any two steps of a job (FAULT_SEED=${seed})`,
  { needs: [strace], timeout: isFull ? 900_000 : 60_000 },
  () => {
    const scene = useFaultScene()

    /** One job that ends by itself, one that is cancelled; what the client has been told of them. */
    const live = async (server: RawServer): Promise<Array<Acknowledged>> => {
      const told: Array<Acknowledged> = []
      const steps = async () => {
        const run = { ...scene().script(short), async_mode: true }
        const first = await server.payload("run_script_in_dir", run)
        told.push({ id: first.job_id })
        const staying = await server.payload("run_script_in_dir", {
          ...scene().script(long),
          async_mode: true,
        })
        told.push({ id: staying.job_id })
        const waited = await server.payload("wait_for_jobs", { job_ids: [first.job_id] })
        if (waited.done.length > 0) told.push({ id: first.job_id, status: waited.done[0].status })
        const { status } = await server.payload("py_cancel_job", { job_id: staying.job_id })
        told.push({ id: staying.job_id, status })
      }
      await steps().catch((error: Error) => assert.match(error.message, /the server is gone/))
      return told
    }

    it("leaves no job without an end, runs none twice and breaks no word", async () => {
      const report = join(scene().base, "steps")
      const counting = await scene().server({}, { under: countingSteps(report) })
      assert.strictEqual((await live(counting)).length, 4)
      await counting.close()
      const all = counted(report)
      assert.isAbove(all.length, 20)
      const chosen = someOf(all, 5, seed)
      console.info(`killed before ${chosen.map((step) => step.join(" ")).join(", ")}`)

      for (const step of chosen) {
        const server = await scene().server({}, { under: killedBefore(step) })
        const told = await live(server)
        if (!server.hasExited) await server.close()
        scene().crashed()
        const next = await scene().server()
        const { jobs } = await next.payload("py_list_jobs", { limit: 1000 })
        const where = `killed before ${step.join(" ")}`
        assert.deepStrictEqual(violations(scene().home, told), [], where)
        assert.deepStrictEqual(endless(scene().home), [], where)
        assert.deepStrictEqual(await survivors(() => scene().processes(), 3000), [], where)
        const open = jobs.filter(({ status }: { status: string }) => !isEnd(status))
        assert.deepStrictEqual(open, [], where)
        const listed = new Set(jobs.map(({ job_id }: { job_id: string }) => job_id))
        assert.isTrue(
          told.every(({ id }) => listed.has(id)),
          where,
        )
        await next.close()
      }
    })

    it("control: a record that is written in its place is torn", () => {
      const folder = join(scene().home, "active")
      mkdirSync(folder, { recursive: true })
      const path = join(folder, "record.json")
      writeFileSync(path, '{"whole": true}')
      const inject = "inject=write:signal=KILL:when=1"
      const write =
        "import os, sys; os.write(os.open(sys.argv[1], os.O_WRONLY | os.O_TRUNC), b'{}')"
      const [command, args] = pythonCode(write, path)
      spawnSync("strace", ["-o", "/dev/null", "-e", inject, command, ...args])
      assert.deepStrictEqual(violations(scene().home, []), [`${path} does not parse`])
    })
  },
)

fault(
  `Fault 6: a supervisor that is killed between any two steps (FAULT_SEED=${seed})`,
  { needs: [strace, supervisor], timeout: isFull ? 900_000 : 60_000 },
  () => {
    const scene = useFaultScene()
    const all = (["link", "rename", "unlink"] as const).flatMap((step) =>
      [1, 2, 3, 4].map((n) => [step, n] as const),
    )

    for (const step of someOf(all, 3, seed)) {
      it(`before ${step.join(" ")}: every job ends, none runs twice`, async () => {
        const server = await scene().server()
        await server.payload("run_script_in_dir", scene().script("print('warm')"))
        const [helper = 0] = scene().helpersOf(server.pid)
        const watcher = await killedLater(helper, step)
        try {
          const run = { ...scene().script(short), async_mode: true }
          const started = await Promise.allSettled(
            [...Array(4).keys()].map(() => server.payload("run_script_in_dir", run)),
          )
          const ids = started.flatMap((one) =>
            one.status === "fulfilled" ? [String(one.value.job_id)] : [],
          )
          const waited = await server.payload("wait_for_jobs", { job_ids: ids, mode: "all" })
          assert.deepStrictEqual(waited.running, [])
          for (const { reason } of waited.done) assert.include([null, "supervisor_lost"], reason)
          assert.deepStrictEqual(
            violations(
              scene().home,
              ids.map((id) => ({ id })),
            ),
            [],
          )
          assert.deepStrictEqual(await survivors(() => scene().processes(), 5000), [])
        } finally {
          watcher.kill()
          scene().crashed()
        }
      })
    }
  },
)

const isEnd = (status: string) => ["completed", "failed", "cancelled"].includes(status)
