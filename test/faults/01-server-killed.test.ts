import { rmSync, statSync } from "node:fs"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import { useFaultScene } from "../support/FaultScene.ts"
import { randomFrom, rounds, seed } from "../support/Faults.ts"
import { violations } from "../support/Ledger.ts"
import { survivors, withCookieOf } from "../support/Processes.ts"
import type { RawServer } from "../support/RawServer.ts"
import { startSlowIndex } from "../support/SlowIndex.ts"

describe(`Fault 1: a server that is killed at any moment (FAULT_SEED=${seed})`, {
  timeout: 60_000,
}, () => {
  const scene = useFaultScene()
  let index: Awaited<ReturnType<typeof startSlowIndex>>
  beforeAll(async () => {
    console.info(`moments of killing by FAULT_SEED=${seed}`)
    index = await startSlowIndex()
  })
  afterAll(() => index.close())

  /** Starts jobs of every kind; tells the ids that were acknowledged before the server was gone. */
  const startJobs = async (server: RawServer) => {
    const tree = scene().tree()
    const build = { script_content: "print(1)", dependencies: ["no-such-package-of-ours==1"] }
    const kinds = [
      ["run_script_in_dir", { ...scene().script("print('short')"), async_mode: true }],
      ["run_script_in_dir", { ...tree, async_mode: true }],
      ["run_script_with_dependencies", { ...build, async_mode: true }],
      ["run_script_in_dir", { ...tree, async_mode: true }],
      ["run_script_in_dir", { ...scene().script("print('late')"), async_mode: true }],
      ["run_script_in_dir", { ...scene().script("print('later')"), async_mode: true }],
    ] as const
    const started = await Promise.allSettled(
      kinds.map(([tool, given]) => server.payload(tool, given)),
    )
    return started.flatMap((one) => (one.status === "fulfilled" ? [one.value.job_id] : []))
  }

  const sizeOf = (id: string) =>
    statSync(scene().file(id, "stdout.log"), { throwIfNoEntry: false })?.size ?? 0

  for (let round = 0; round < rounds(6, 200); round++) {
    it(`has lost no job and left no process after the next start (${round + 1})`, async () => {
      const random = randomFrom(seed + round)
      const bystander = await scene().server()
      const untouched = await bystander.payload("run_script_in_dir_async", scene().tree())
      await scene().treeStands()

      const limit = { PYTHON_MCP_MAX_CONCURRENT_RUNS: "4", ...index.env }
      const server = await scene().server(limit)
      const acknowledged = startJobs(server)
      await sleep(random() ** 2 * 2500)
      await scene().crash(server)
      const ids: ReadonlyArray<string> = await acknowledged
      const known = scene().jobIds()
      const written = new Map(ids.map((id) => [id, scene().output(id)]))

      const next = await scene().server()
      const { jobs } = await next.payload("py_list_jobs", { limit: 100 })
      const others = known.filter((id) => id !== untouched.job_id)
      assert.deepStrictEqual(await survivors(() => withCookieOf(others), 0), [])
      for (const id of ids) {
        const job = jobs.find(({ job_id }: { job_id: string }) => job_id === id)
        const outcome = `${job?.status}/${job?.reason}`
        assert.match(outcome, /^(completed\/null|failed\/(server_exited|never_started))$/)
        if (outcome === "completed/null") assert.match(scene().output(id), /^(short|later?)\n$/)
        assert.isTrue(
          scene()
            .output(id)
            .startsWith(written.get(id) ?? ""),
        )
        const shown = await next.payload("get_job_output", { job_id: id })
        assert.strictEqual(shown.status, "finished")
        assert.strictEqual(shown.stdout, scene().output(id))
        assert.strictEqual(scene().read(id, "exit.json").stdout_bytes, sizeOf(id))
      }
      const rest = jobs.filter(({ status }: { status: string }) => status === "running")
      assert.deepStrictEqual(
        rest.map(({ job_id }: { job_id: string }) => job_id),
        [untouched.job_id],
      )
      await scene().treeStands()
      assert.deepStrictEqual(
        violations(
          scene().home,
          ids.map((id) => ({ id })),
        ),
        [],
      )
    })
  }

  for (let round = 0; round < rounds(2, 60); round++) {
    it(`is recovered by a third when the second is killed in doing so (${round + 1})`, async () => {
      const random = randomFrom(seed - 1 - round)
      const server = await scene().server()
      await Promise.all(
        [...Array(5).keys()].map(() => server.payload("run_script_in_dir_async", scene().tree())),
      )
      await scene().treeStands(5)
      await scene().vanish(server)
      const second = await scene().server()
      second.call("py_list_jobs").catch(() => undefined)
      await sleep(random() * 1500)
      await scene().crash(second)
      const third = await scene().server()
      const { jobs } = await third.payload("py_list_jobs")
      const ends = jobs.map((job: { status: string; reason: string }) => [job.status, job.reason])
      assert.deepStrictEqual(ends, Array(5).fill(["failed", "server_exited"]))
      assert.deepStrictEqual(await survivors(() => scene().processes(), 0), [])
      for (const id of scene().jobIds()) assert.strictEqual(scene().output(id), "ready\n")
    })
  }

  it("control: the checker sees a job that is lost, and what is left of it", async () => {
    const server = await scene().server()
    const { job_id } = await server.payload("run_script_in_dir_async", scene().tree())
    await scene().treeStands()
    await scene().vanish(server)
    // As after a server that has a job in its memory only.
    rmSync(scene().file(job_id, "."), { recursive: true })
    rmSync(join(scene().home, "active", job_id))
    const { jobs } = await (await scene().server()).payload("py_list_jobs")
    assert.deepStrictEqual(jobs, [])
    assert.deepStrictEqual(violations(scene().home, [{ id: job_id }]), [
      `${job_id} was acknowledged and is lost`,
    ])
    assert.isAbove((await survivors(() => withCookieOf([job_id]), 0)).length, 0)
    for (const { pid } of scene().processes()) process.kill(pid, "SIGKILL")
  })
})
