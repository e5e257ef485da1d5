import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs"
import { dirname, join } from "node:path"
import { assert, describe, it } from "vitest"
import { useFaultScene } from "../support/FaultScene.ts"
import { seed, sized, someOf } from "../support/Faults.ts"
import { eventually, survivors } from "../support/Processes.ts"
import type { RawServer } from "../support/RawServer.ts"

/** The ways in which a small JSON file can be spoiled. */
const spoilings: ReadonlyArray<readonly [how: string, spoil: (path: string) => void]> = [
  ["empty", (path) => writeFileSync(path, "")],
  ["truncated", (path) => truncateSync(path, Math.floor(readFileSync(path).length / 2))],
  ["garbage", (path) => writeFileSync(path, Buffer.from([0, 255, 123, 0, 34, 10]))],
  ["NULs", (path) => writeFileSync(path, Buffer.alloc(300))],
  ["no UTF-8", (path) => writeFileSync(path, Buffer.from('{"id": "\xff\xfe"}', "latin1"))],
  ["another type", (path) => writeFileSync(path, '{"id": 7, "status": [], "owner": "me"}')],
  ["far too large", (path) => truncateSync(path, 100_000_000)],
  [
    "a directory",
    (path) => {
      rmSync(path)
      mkdirSync(path)
    },
  ],
  [
    "a link to nothing",
    (path) => {
      rmSync(path)
      symlinkSync("nowhere", path)
    },
  ],
]

const isJson = (path: string): boolean => {
  try {
    JSON.parse(readFileSync(path, "utf8"))
    return true
  } catch {
    return false
  }
}

/** A file that is half-written now is read again for two seconds; these are old. */
const age = (path: string) => {
  const then = Date.now() / 1000 - 60
  if (existsSync(path)) utimesSync(path, then, then)
}

describe("Fault 23: a state directory that cannot be used", { timeout: 60_000 }, () => {
  const scene = useFaultScene()

  /** A run is refused with words about the directory, and the server goes on answering. */
  const refuses = async (server: RawServer, path: string) => {
    for (let attempt = 0; attempt < 2; attempt++) {
      const began = performance.now()
      const run = await server.call("run_script_in_dir", scene().script("print(1)"))
      assert.isBelow(performance.now() - began, 5000)
      assert.isTrue(run.isError)
      assert.include(run.text, path)
      assert.match(run.text, /PYTHON_MCP_HOME|permissions/)
      assert.notMatch(run.text, /reference/)
    }
    const listed = await server.call("py_list_jobs")
    if (!listed.isError) assert.deepStrictEqual(listed.payload, { jobs: [], total: 0 })
    const missing = await server.call("py_job_status", { job_id: "nobody" })
    assert.isTrue(missing.isError)
    const { tools } = Object(await server.request("tools/list"))
    assert.isAbove(tools.length, 10)
    assert.deepStrictEqual(await survivors(() => scene().processes(), 0), [])
  }

  it("because it is a file is named in a clear error, and the server lives", async () => {
    writeFileSync(scene().home, "something else\n")
    await refuses(await scene().server(), scene().home)
    assert.strictEqual(readFileSync(scene().home, "utf8"), "something else\n")
  })

  it("because its parent cannot be made is named in a clear error", async () => {
    const home = "/proc/nowhere/state"
    await refuses(await scene().server({ PYTHON_MCP_HOME: home }), home)
  })

  it("control: is used as soon as it can be, without another start", async () => {
    writeFileSync(scene().home, "something else\n")
    const server = await scene().server()
    await refuses(server, scene().home)
    rmSync(scene().home)
    const run = await server.payload("run_script_in_dir", scene().script("print('again')"))
    assert.strictEqual(run.stdout, "again\n")
    assert.strictEqual((await server.payload("py_list_jobs")).total, 1)
  })
})

describe("Faults 21 and 22: a spoiled file", { timeout: sized(60_000, 600_000) }, () => {
  const scene = useFaultScene()
  const finished = async (server: RawServer): Promise<string> =>
    (await server.payload("run_script_in_dir", scene().script("print('done')"))).job_id

  for (const [name, status] of [
    // How it ended is known all the same.
    ["job.json", "completed"],
    ["exit.json", "unknown"],
  ] as const) {
    it(`of a job (${name}) makes that job "${status}", whatever it holds, and no other`, async () => {
      const server = await scene().server()
      const good = await finished(server)
      const ids: Array<string> = []
      for (const _ of spoilings) ids.push(await finished(server))
      await server.close()
      spoilings.forEach(([, spoil], i) => {
        const path = scene().file(ids[i] ?? "", name)
        spoil(path)
        age(path)
      })

      const next = await scene().server()
      const { jobs } = await next.payload("py_list_jobs")
      const found = new Map(
        jobs.map((job: { job_id: string; status: string }) => [job.job_id, job.status]),
      )
      assert.strictEqual(found.get(good), "completed")
      spoilings.forEach(([how], i) => {
        assert.strictEqual(found.get(ids[i]), status, how)
        const names = readdirSync(dirname(scene().file(ids[i] ?? "", name)))
        assert.isTrue(
          names.some((one) => one.startsWith(`${name}.corrupt-`)),
          how,
        )
        assert.include(names, "stdout.log")
      })
      // And it stays so, for everybody, by every tool.
      for (const server of [next, await scene().server()]) {
        for (const id of ids) {
          assert.strictEqual((await server.job(id)).status, status)
          const output = await server.payload("stream_deltas", { job_id: id })
          assert.strictEqual(output.stdout, "done\n")
          assert.strictEqual((await server.payload("kill_job", { job_id: id })).status, status)
        }
        assert.strictEqual((await server.job(good)).status, "completed")
      }
    })
  }

  it("is one that stops at any byte, too", async () => {
    const server = await scene().server()
    const good = await finished(server)
    const ids: Array<string> = []
    const { length } = readFileSync(scene().file(good, "exit.json"))
    const cuts = someOf([...Array(length).keys()], 8, seed)
    for (const _ of cuts) ids.push(await finished(server))
    await server.close()
    const expected = cuts.map((cut, i) => {
      const path = scene().file(ids[i] ?? "", "exit.json")
      truncateSync(path, cut)
      age(path)
      return isJson(path) ? "completed" : "unknown"
    })
    const next = await scene().server()
    assert.strictEqual((await next.job(good)).status, "completed")
    for (const [i, status] of expected.entries()) {
      assert.strictEqual((await next.job(ids[i] ?? "")).status, status, `cut at ${cuts[i]}`)
    }
    assert.include(expected, "unknown")
  })

  it("beside a folder that was left half-made: neither is in the way", async () => {
    const server = await scene().server()
    const id = await finished(server)
    await server.close()
    const day = dirname(dirname(scene().file(id, "job.json")))
    for (const [name, file] of [
      ["01AAAAAAAAAAAAAAAAAAAAAAAA", undefined],
      ["01BBBBBBBBBBBBBBBBBBBBBBBB", "spec.json"],
      ["01CCCCCCCCCCCCCCCCCCCCCCCC", "stdout.log"],
    ] as const) {
      mkdirSync(join(day, name))
      if (file !== undefined) writeFileSync(join(day, name, file), "{}")
    }
    writeFileSync(join(scene().home, "servers", "lock"), "")
    const next = await scene().server()
    const { jobs } = await next.payload("py_list_jobs")
    // Control: the whole one is there.
    assert.deepStrictEqual(
      jobs.map(({ job_id }: { job_id: string }) => job_id),
      [id],
    )
    assert.strictEqual((await next.job(await finished(next))).status, "completed")
  })

  it("of those that are derived or remembered harms nothing", async () => {
    const server = await scene().server()
    const id = await finished(server)
    await server.close()
    const { home } = scene()
    mkdirSync(join(home, "meta"), { recursive: true })
    mkdirSync(join(home, "cache"), { recursive: true })
    writeFileSync(join(home, "active", "no-job-at-all"), '{"owner": 7')
    writeFileSync(join(home, "meta", "jobs.json"), "[{")
    writeFileSync(join(home, "jobs", "a-file-among-days"), "")
    for (const name of readdirSync(join(home, "cache"))) {
      if (name.endsWith(".json")) writeFileSync(join(home, "cache", name), "\0\0")
    }
    for (const folder of ["active", "meta", "cache"]) {
      for (const name of readdirSync(join(home, folder))) age(join(home, folder, name))
    }
    const next = await scene().server()
    assert.strictEqual((await next.payload("py_list_jobs")).total, 1)
    assert.strictEqual((await next.job(id)).status, "completed")
    assert.strictEqual((await next.job(await finished(next))).status, "completed")
  })

  it("of a job (job.json) whose server was killed does not save its processes", async () => {
    const server = await scene().server()
    const { job_id } = await server.payload("run_script_in_dir_async", scene().tree())
    await scene().treeStands()
    await scene().vanish(server)
    writeFileSync(scene().file(job_id, "job.json"), "garbage")
    age(scene().file(job_id, "job.json"))
    const next = await scene().server()
    const { jobs } = await next.payload("py_list_jobs")
    assert.strictEqual(jobs[0].job_id, job_id)
    assert.strictEqual(jobs[0].status, "unknown")
    assert.strictEqual((await next.job(job_id)).status, "unknown")
    assert.deepStrictEqual(await survivors(() => scene().processes(), 0), [])
    const output = await next.payload("get_job_output", { job_id })
    assert.strictEqual(output.stdout, "ready\n")
  })

  it("among those of a running job does not stop it or its end", async () => {
    const server = await scene().server()
    const other = await scene().server()
    const { job_id } = await server.payload("run_script_in_dir_async", scene().tree())
    await scene().treeStands()
    writeFileSync(join(scene().home, "active", job_id), "garbage")
    age(join(scene().home, "active", job_id))
    for (const name of ["begun.json", "started.json", "environment.json"]) {
      writeFileSync(scene().file(job_id, name), "garbage")
      age(scene().file(job_id, name))
    }
    const listed = await other.payload("py_list_jobs")
    assert.strictEqual(listed.total, 1)
    await scene().treeStands()
    await other.payload("kill_job", { job_id })
    assert.deepStrictEqual(await survivors(() => scene().processes(), 0), [])
    assert.strictEqual((await server.job(job_id)).status, "cancelled")
  })

  it("that a killed server left half-made is swept away a day later, not before", async () => {
    const { home } = scene()
    const folders = [
      ["environments", ".tmp-1-a"],
      ["uv", ".tmp-1-b"],
    ] as const
    const files = [
      ["active", ".tmp-0000000000c-job"],
      ["servers", ".tmp-0000000000d-now"],
      ["meta", ".tmp-0000000000e-jobs.json"],
      ["cache", ".tmp-0000000000f-interpreters.json"],
      ["autosaved_scripts", ".tmp-0000000000g-x.py"],
    ] as const
    const longAgo = Date.now() / 1000 - 90_000
    const paths = [...folders, ...files].map(([folder, name]) => join(home, folder, name))
    for (const [folder, name] of folders)
      mkdirSync(join(home, folder, name, "lib"), { recursive: true })
    for (const [folder, name] of files) {
      mkdirSync(join(home, folder), { recursive: true })
      writeFileSync(join(home, folder, name), "")
    }
    for (const path of paths) utimesSync(path, longAgo, longAgo)
    const young = join(home, "environments", ".tmp-2-young")
    mkdirSync(young)
    const server = await scene().server()
    await server.payload("py_list_jobs")
    const left = await eventually(
      () => paths.filter((path) => existsSync(path)),
      (found) => found.length === 0,
    )
    assert.deepStrictEqual(left, [])
    assert.isTrue(existsSync(young))
    rmSync(young, { recursive: true })
  })
})
