import { spawn } from "node:child_process"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { assert, it } from "vitest"
import { fault, linux } from "../support/Abilities.ts"
import { useFaultScene } from "../support/FaultScene.ts"
import { pythonCode, rounds } from "../support/Faults.ts"
import { eventually, survivors } from "../support/Processes.ts"

const staying = "import time; print('on', flush=True); time.sleep(60)"

/** Writes its name where nobody has yet, as it sees it: looks first, and waits for the other one. */
const looksFirst = `
import os, sys, time
path, name = sys.argv[1:]
absent = not os.path.exists(path)
open(path + "." + name, "w").close()
while not all(os.path.exists(path + "." + one) for one in "ab"): time.sleep(0.001)
if absent:
    with open(path, "w") as file: file.write(name)
    print("made")
`

fault(
  "Fault 15: two servers find the jobs of a dead one at once",
  { needs: [linux], timeout: 900_000 },
  () => {
    const scene = useFaultScene()

    it("each job has one end, and both tell the same", async () => {
      for (let round = 0; round < rounds(2, 100); round++) {
        const server = await scene().server()
        const run = scene().script(staying)
        const started = await Promise.all(
          [...Array(4).keys()].map(() => server.payload("run_script_in_dir_async", run)),
        )
        const ids = started.map(({ job_id }) => String(job_id))
        await eventually(
          () => ids.filter((id) => scene().output(id) === "on\n").length,
          (count) => count === ids.length,
          15_000,
        )
        await scene().vanish(server)
        const next = await Promise.all([scene().server(), scene().server()])
        const [one, two] = await Promise.all(
          next.map((each) => each.payload("py_list_jobs", { limit: 4 })),
        )
        const ends = ids.map((id) => scene().read(id, "exit.json"))
        const told = (id: string, job: { job_id: string }) => job.job_id === id
        ids.forEach((id, i) => {
          const job = one.jobs.find(told.bind(null, id))
          assert.strictEqual(job.reason, "server_exited")
          assert.strictEqual(job.completed_at, ends[i].ended_at)
          assert.deepStrictEqual(two.jobs.find(told.bind(null, id)), job)
        })
        await Promise.all(next.map((each) => each.payload("py_list_jobs")))
        const later = ids.map((id) => scene().read(id, "exit.json"))
        assert.deepStrictEqual(later, ends)
        assert.deepStrictEqual(await survivors(() => scene().processes(), 3000), [])
        await Promise.all(next.map((each) => each.close()))
      }
    })

    it("control: of two writers that look first, both believe to have made the record", async () => {
      const path = join(scene().base, "record")
      const outputs = ["a", "b"].map(
        (name) =>
          new Promise<string>((resolve) => {
            const [command, args] = pythonCode(looksFirst, path, name)
            let text = ""
            const child = spawn(command, args)
            child.stdout.on("data", (data: Buffer) => {
              text += data
            })
            child.once("close", () => resolve(text.trim()))
          }),
      )
      assert.deepStrictEqual(await Promise.all(outputs), ["made", "made"])
      assert.include(["a", "b"], readFileSync(path, "utf8"))
    })
  },
)
