import { mkdirSync, rmdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { assert, it } from "vitest"
import { fault, memoryGroups, memoryLimit } from "../support/Abilities.ts"
import { useFaultScene } from "../support/FaultScene.ts"
import { eventually, seen } from "../support/Processes.ts"

const megabytes = 1024 * 1024

/** Takes memory, a little at a time, and really uses it. */
const greedy = `
taken = []
for _ in range(40):
    taken.append(bytearray(b"x" * 10_000_000))
print("had it all", flush=True)
`

fault("Fault 20: the system kills a job for its memory", { needs: [memoryLimit] }, () => {
  const scene = useFaultScene()

  /** A server whose processes have so much memory together. */
  const confined = async (limit: number) => {
    const server = await scene().server()
    await server.payload("run_script_in_dir", scene().script("print('warm')"))
    const { folder, limit: file } = memoryGroups ?? { folder: "", limit: "" }
    const group = join(folder, `fault-20-${process.pid}`)
    mkdirSync(group)
    writeFileSync(join(group, file), String(limit))
    const members = [server.pid, ...scene().helpersOf(server.pid)]
    for (const pid of members) writeFileSync(join(group, "cgroup.procs"), String(pid))
    scene().cleaning(() => {
      rmdirSync(group)
    })
    return {
      server,
      members,
      leave: () => {
        for (const pid of members) writeFileSync(join(folder, "cgroup.procs"), String(pid))
      },
    }
  }

  it("it is told as that, and whoever holds it lives", async () => {
    const { server, members, leave } = await confined(250 * megabytes)
    const run = await server.payload("run_script_in_dir", scene().script(greedy))
    assert.strictEqual(run.status, "failed")
    assert.strictEqual(run.reason, "out_of_memory")
    assert.deepStrictEqual([run.exit_code, run.signal], [-9, "SIGKILL"])
    assert.deepStrictEqual(
      members.filter((pid) => seen(pid) === undefined),
      [],
    )
    leave()
    await eventually(
      () => scene().processes().length,
      (count) => count === 0,
    )
    const next = await server.payload("run_script_in_dir", scene().script("print('again')"))
    assert.strictEqual(next.stdout, "again\n")
  })

  it("control: with memory enough it completes", async () => {
    const { server, leave } = await confined(1000 * megabytes)
    const run = await server.payload("run_script_in_dir", scene().script(greedy))
    assert.strictEqual(run.stdout, "had it all\n")
    leave()
  })
})
