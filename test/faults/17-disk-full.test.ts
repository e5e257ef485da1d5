import { execFileSync } from "node:child_process"
import { mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { assert, it } from "vitest"
import { fault, tmpfs } from "../support/Abilities.ts"
import { useFaultScene } from "../support/FaultScene.ts"
import { seed, someOf } from "../support/Faults.ts"
import { type Acknowledged, endless, violations } from "../support/Ledger.ts"
import { mountTmpfs } from "../support/Mounts.ts"
import { eventually } from "../support/Processes.ts"
import type { RawServer, ToolAnswer } from "../support/RawServer.ts"

/** Nobody waits long for an end that cannot be recorded yet. */
const quick = { SMART_ASYNC_TIMEOUT_SECONDS: "2" }

/** Kilobytes that are left: from none to more than a job's records take. */
const left = [...Array(33).keys()].map((n) => n * 4)

fault(
  `Fault 17: the disk is full (FAULT_SEED=${seed})`,
  { needs: [tmpfs], timeout: 600_000 },
  () => {
    const scene = useFaultScene()
    const ballast = () => join(scene().home, "ballast-of-the-test")

    const plugIn = () => {
      mkdirSync(scene().home)
      const { unmount } = mountTmpfs("160m", scene().home)
      scene().cleaning(unmount)
    }

    /** Takes all space but so much; gives what of it is really left. */
    const fill = (kilobytes: number, triesLeft = 5) => {
      const { bavail, bsize } = statfsSync(scene().home)
      const size = bavail * bsize - kilobytes * 1024
      if (size <= 0) return
      try {
        execFileSync("fallocate", ["-l", String(size), ballast()], { stdio: "pipe" })
      } catch (error) {
        // The server writes, too: its reserve may have come just now.
        if (triesLeft === 0) throw error
        free()
        fill(kilobytes, triesLeft - 1)
      }
    }

    const free = () => rmSync(ballast(), { force: true })

    /** An end, or an error that names the matter; nothing else may come of a full disk. */
    const isHonest = ({ isError, text, payload }: ToolAnswer) =>
      isError
        ? /ENOSPC|space|full|\bfree\b/i.test(text) && !/reference/.test(text)
        : typeof payload.job_id === "string"

    const old = async (server: RawServer): Promise<Array<Acknowledged>> => {
      const told: Array<Acknowledged> = []
      for (let n = 0; n < 3; n++) {
        const run = await server.payload("run_script_in_dir", scene().script("print('old')"))
        told.push({ id: run.job_id, status: run.status })
      }
      return told
    }

    const allEnded = async (server: RawServer) => {
      const { jobs } = await server.payload("py_list_jobs", { limit: 1000 })
      return jobs.every(({ status }: { status: string }) =>
        ["completed", "failed", "cancelled"].includes(status),
      )
    }

    for (const kilobytes of someOf(left, 3, seed)) {
      it(`but for ${kilobytes} KB: an honest answer, old jobs whole, and it goes on without a restart`, async () => {
        plugIn()
        const server = await scene().server(quick)
        const told = await old(server)
        fill(kilobytes)
        const run = scene().script("print('new')")
        for (const given of [run, { ...run, async_mode: true }, run]) {
          const answer = await server.call("run_script_in_dir", given)
          assert.isTrue(isHonest(answer), answer.text)
          if (!answer.isError) told.push({ id: answer.payload.job_id })
        }
        assert.deepStrictEqual(violations(scene().home, told), [])
        free()
        const again = await server.payload("run_script_in_dir", run)
        assert.strictEqual(again.stdout, "new\n")
        assert.isTrue(
          await eventually(
            () => allEnded(server),
            (ended) => ended,
            10_000,
          ),
        )
        await server.close()
        const next = await scene().server(quick)
        assert.isTrue(await allEnded(next))
        assert.deepStrictEqual(violations(scene().home, told), [])
        assert.deepStrictEqual(endless(scene().home), [])
      })
    }

    it("while a job runs: its end is known all the same, at the latest when there is space", async () => {
      plugIn()
      const server = await scene().server(quick)
      const told = await old(server)
      const go = join(scene().base, "go")
      const code = `
import os, sys, time
while not os.path.exists(${JSON.stringify(go)}): time.sleep(0.02)
sys.exit(7)
`
      const { job_id } = await server.payload("run_script_in_dir_async", scene().script(code))
      fill(0)
      writeFileSync(go, "")
      const waited = await server.call("wait_for_jobs", { job_ids: [job_id], timeout_seconds: 3 })
      if (waited.isError) assert.isTrue(isHonest(waited), waited.text)
      assert.deepStrictEqual(violations(scene().home, told), [])
      free()
      const job = await eventually(
        () => server.job(job_id),
        ({ status }) => status === "failed",
        15_000,
      )
      assert.strictEqual(job.status, "failed")
      assert.strictEqual(job.reason, "exit_code")
      assert.strictEqual(job.exit_code, 7)
    })

    it("because a job has filled it: that is the job's own failure, and nobody else's", async () => {
      plugIn()
      const server = await scene().server(quick)
      const told = await old(server)
      const code = `
import os, sys
try:
    with open(${JSON.stringify(join(scene().home, "ballast-of-the-test"))}, "wb", 0) as file:
        while True: file.write(b"x" * 65536)
except OSError:
    sys.exit(9)
`
      const answer = await server.call("run_script_in_dir", scene().script(code))
      assert.isTrue(isHonest(answer), answer.text)
      free()
      const { jobs } = await server.payload("py_list_jobs")
      const job = await eventually(
        () => server.job(jobs[0].job_id),
        ({ status }) => status === "failed",
        15_000,
      )
      assert.strictEqual(job.exit_code, 9)
      assert.deepStrictEqual(violations(scene().home, told), [])
    })

    it("control: a record that is written in its place is lost", () => {
      plugIn()
      const folder = join(scene().home, "active")
      mkdirSync(folder)
      const path = join(folder, "record.json")
      writeFileSync(path, "{}")
      fill(0)
      assert.throws(() => writeFileSync(path, JSON.stringify("x".repeat(10_000))), /ENOSPC/)
      free()
      assert.notStrictEqual(readFileSync(path, "utf8"), "{}")
      assert.deepStrictEqual(violations(scene().home, []), [`${path} does not parse`])
    })
  },
)
