import { execFileSync } from "node:child_process"
import { mkdirSync } from "node:fs"
import { join } from "node:path"
import { assert, it } from "vitest"
import { fault, strace } from "../support/Abilities.ts"
import { useFaultScene } from "../support/FaultScene.ts"
import { pythonCode, seed, someOf } from "../support/Faults.ts"
import { type Acknowledged, endless, violations } from "../support/Ledger.ts"
import { eventually, survivors } from "../support/Processes.ts"
import { failing } from "../support/Strace.ts"

/** Each n-th call of each kind, as long as a short session makes so many. */
const cases = (
  [
    ["fsync", "EIO", 8],
    ["fsync", "EINTR", 3],
    ["link", "EIO", 8],
    ["link", "ENOSPC", 4],
    ["link", "EDQUOT", 4],
    ["rename", "EIO", 4],
    ["rename", "ENOSPC", 4],
    ["mkdir", "ENOSPC", 10],
    ["unlink", "EIO", 6],
    ["write", "EINTR", 12],
  ] as const
).flatMap(([call, error, most]) =>
  [...Array(most).keys()].map((n) => ({ call, error, when: String(n + 1) })),
)

/** Saves a record, and says so whatever the disk has answered. */
const carefree = `
import os, sys
file = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT)
os.write(file, b"{}")
try: os.fsync(file)
except OSError: pass
print("saved")
`

fault(
  `Fault 18: a call to the system fails (FAULT_SEED=${seed})`,
  { needs: [strace], timeout: 600_000 },
  () => {
    const scene = useFaultScene()
    const quick = { SMART_ASYNC_TIMEOUT_SECONDS: "3", PYTHON_MCP_KILL_GRACE_SECONDS: "0.5" }

    const old = async (): Promise<Array<Acknowledged>> => {
      const server = await scene().server()
      const run = await server.payload("run_script_in_dir", scene().script("print('old')"))
      await server.close()
      return [{ id: run.job_id, status: run.status }]
    }

    /** Two jobs; only what was answered without an error counts as told. */
    const session = async (under: ReadonlyArray<string>, told: Array<Acknowledged>) => {
      const server = await scene().server(quick, { under })
      const run = scene().script("print('new')")
      const errors: Array<string> = []
      for (const given of [run, { ...run, async_mode: true }, run]) {
        const answer = await server.call("run_script_in_dir", given).catch(() => undefined)
        if (answer?.isError === true) errors.push(answer.text)
        if (answer?.isError !== false) continue
        const { job_id, status } = answer.payload
        told.push(status === "completed" ? { id: job_id, status } : { id: job_id })
      }
      return { server, errors }
    }

    /** What the next server, to which nothing happens, finds and tells. */
    const aftermath = async (told: ReadonlyArray<Acknowledged>, where: string) => {
      scene().crashed()
      const next = await scene().server()
      const isEnded = ({ status }: { status: string }) =>
        ["completed", "failed", "cancelled"].includes(status)
      const { jobs } = await next.payload("py_list_jobs", { limit: 1000 })
      assert.deepStrictEqual(
        jobs.filter((job: { status: string }) => !isEnded(job)),
        [],
        where,
      )
      assert.deepStrictEqual(violations(scene().home, told), [], where)
      assert.deepStrictEqual(endless(scene().home), [], where)
      assert.deepStrictEqual(await survivors(() => scene().processes()), [], where)
      const run = await next.payload("run_script_in_dir", scene().script("print('again')"))
      assert.strictEqual(run.stdout, "again\n", where)
      await next.close()
    }

    it("once: an honest answer, a server that goes on, and old records whole", async () => {
      const told = await old()
      for (const { call, error, when } of someOf(cases, 5, seed)) {
        const where = `${call} ${when}: ${error}`
        const { server, errors } = await session(failing(call, error, when), told)
        for (const text of errors) assert.notMatch(text, /reference/, where)
        assert.isFalse(server.hasExited, where)
        const again = await server.call("run_script_in_dir", scene().script("print('again')"))
        if (again.isError) assert.notMatch(again.text, /reference/, where)
        else told.push({ id: again.payload.job_id })
        await server.close()
        await aftermath(told, where)
      }
    })

    it("always, and it is the one that asks for the disk: nothing is acknowledged", async () => {
      const told = await old()
      const known = told.length
      const { server, errors } = await session(failing("fsync", "EIO", "1+"), told)
      assert.strictEqual(told.length, known)
      assert.strictEqual(errors.length, 3)
      for (const text of errors) assert.match(text, /Cannot use/)
      await eventually(
        () => scene().processes().length,
        (count) => count === 0,
      )
      await server.close()
      await aftermath(told, "fsync always")
    })

    it("control: whoever does not look at the answer tells of a record that is not saved", () => {
      mkdirSync(scene().home)
      const [command, args] = pythonCode(carefree, join(scene().home, "record"))
      const [tracer = "", ...options] = failing("fsync", "EIO", "1+")
      const said = execFileSync(tracer, [...options, command, ...args], { encoding: "utf8" })
      assert.strictEqual(said, "saved\n")
    })
  },
)
