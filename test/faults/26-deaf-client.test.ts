import { setTimeout as sleep } from "node:timers/promises"
import { assert, it } from "vitest"
import { fault, linux } from "../support/Abilities.ts"
import { useFaultScene } from "../support/FaultScene.ts"
import { sized } from "../support/Faults.ts"
import { peakMemory } from "../support/Processes.ts"

const silence = sized(1000, 60_000)

const code = `
import sys, time
sys.stdout.write("x" * 3_000_000 + "\\n")
for i in range(30):
    print(i)
    time.sleep(0.1)
`

fault(
  "Fault 26: a client that does not read for a while",
  { needs: [linux], timeout: 180_000 },
  () => {
    const scene = useFaultScene()

    for (const [who, reads] of [
      ["harms no job and no server", false],
      ["(control: one that reads) sees the same", true],
    ] as const) {
      it(who, async () => {
        const server = await scene().server()
        const { job_id } = await server.payload("run_script_in_dir_async", scene().script(code))
        const before = peakMemory(server.pid)
        if (!reads) server.stopReading()
        const read = { job_id, max_bytes: 1_000_000, wait_seconds: 5 }
        const answers = [...Array(24).keys()].map(() => server.payload("stream_deltas", read))
        const run = server.payload("run_script_in_dir", scene().script("print('meanwhile')"))
        const other = await scene().server()
        const waited = await other.payload("wait_for_jobs", { job_ids: [job_id] })
        assert.strictEqual(waited.done[0].status, "completed")
        assert.strictEqual((await other.payload("py_list_jobs")).total, 2)
        if (!reads) await sleep(silence)
        server.readOn()
        for (const answer of await Promise.all(answers)) assert.match(answer.stdout, /^x{1000000}$/)
        assert.strictEqual((await run).stdout, "meanwhile\n")
        assert.isBelow(peakMemory(server.pid) - before, 400_000, "kilobytes more than before")
      })
    }
  },
)
