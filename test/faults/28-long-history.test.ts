import { readdirSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "vitest"
import { useFaultScene } from "../support/FaultScene.ts"
import { sized } from "../support/Faults.ts"
import { makeHistory } from "../support/History.ts"
import { peakMemory } from "../support/Processes.ts"
import type { RawServer } from "../support/RawServer.ts"

const median = (numbers: ReadonlyArray<number>): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0

/** Milliseconds: generous, for a machine under load; the benchmarks measure it exactly. */
const slack = 1000

describe("Fault 28: a long history", { timeout: 900_000 }, () => {
  const scene = useFaultScene()

  const listing = async (server: RawServer): Promise<number> => {
    const took: Array<number> = []
    for (let n = 0; n < 9; n++) {
      const began = performance.now()
      await server.payload("py_list_jobs", { limit: 50 })
      took.push(performance.now() - began)
    }
    return median(took)
  }

  /** From nothing to the first list, and what a list takes after that. */
  const measure = async () => {
    const began = performance.now()
    const server = await scene().server()
    const listed = await server.payload("py_list_jobs", { limit: 50 })
    const start = performance.now() - began
    const list = await listing(server)
    const memory = peakMemory(server.pid)
    await server.close()
    return { start, list, memory, total: listed.total, shown: listed.jobs.length }
  }

  for (const count of sized([2000], [10_000, 100_000])) {
    it(`of ${count} jobs costs neither a start nor a list, and little memory`, async () => {
      const server = await scene().server()
      const run = await server.payload("run_script_in_dir", scene().script("print('one')"))
      await server.close()
      // Control: the same server and list with one job.
      const few = await measure()
      assert.strictEqual(few.total, 1)
      const [day = ""] = readdirSync(join(scene().home, "jobs"))
      await makeHistory(scene().home, day, run.job_id, count)
      const first = await measure()
      const many = await measure()
      console.info(JSON.stringify({ count, few, first, many }))
      assert.deepStrictEqual([many.total, many.shown], [count + 1, 50])
      assert.isBelow(many.start - few.start, slack)
      assert.isBelow(many.list - few.list, slack)
      assert.isBelow(many.memory - few.memory, 200_000 + count * 4, "kilobytes")
    })
  }
})
