import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "vitest"
import { type FaultScene, useFaultScene } from "../support/FaultScene.ts"
import { eventually } from "../support/Processes.ts"

const busy = (rounds: number, seconds = 0) =>
  `import time\ntime.sleep(${seconds})\nprint(sum(i * i for i in range(${rounds})) > 0)`

/** What the steps of a job were, in order. */
const steps = (scene: FaultScene, jobId: string): Array<string> => {
  const folder = scene.file(jobId, "steps")
  const names = existsSync(folder) ? readdirSync(folder).sort() : []
  return names.map((name) => name.replace(/^\d+-/, ""))
}

describe("Scripts that are run several times", { timeout: 60_000 }, () => {
  const scene = useFaultScene()

  it("are measured each, by the system's own figures, and the last is the job's script", async () => {
    const server = await scene().server()
    const counter = join(scene().base, "counter")
    const code = `open(${JSON.stringify(counter)}, "a").write("x"); print("run")`
    const run = await server.payload("benchmark_script", {
      script_content: code,
      runs: 3,
      warmup: 1,
    })
    assert.deepInclude(run, { status: "completed", stdout: "run\n", exit_code: 0 })
    assert.lengthOf(run.runs, 3)
    for (const one of run.runs) {
      assert.isAbove(one.wall_time_seconds, 0)
      assert.isAbove(one.cpu_time_seconds, 0)
      assert.isAbove(one.peak_rss_mb, 3)
    }
    const walls = run.runs.map((one: { wall_time_seconds: number }) => one.wall_time_seconds).sort()
    assert.strictEqual(run.wall_time_seconds, walls[1])
    assert.strictEqual(run.statistics.wall.minimum, walls[0])
    assert.strictEqual(readFileSync(counter, "utf8"), "xxxx")
    assert.deepStrictEqual(steps(scene(), run.job_id).slice(-3), ["warmup", "run", "run"])
  })

  it("fail as their job, with the output of the run that did", async () => {
    const server = await scene().server()
    const flag = join(scene().base, "flag")
    const code = `import os, sys\nif os.path.exists(${JSON.stringify(flag)}): sys.exit("twice")\nopen(${JSON.stringify(flag)}, "w")`
    const run = await server.payload("benchmark_script", { script_content: code, runs: 5 })
    assert.deepInclude(run, {
      status: "failed",
      exit_code: 1,
      stderr: "twice\n",
      error: "Run 2 of 5 failed (exit code 1).",
    })
    assert.lengthOf(run.runs, 2)
  })

  it("are compared: the slower one is told, from files as well, and the result stays", async () => {
    const server = await scene().server()
    const folder = join(scene().base, "code")
    mkdirSync(folder)
    writeFileSync(join(folder, "slow.py"), busy(1000, 0.4))
    const answer = await server.payload("compare_scripts", {
      a: join(folder, "slow.py"),
      b: busy(1000),
      runs: 6,
    })
    assert.match(answer.verdict, /^b is [\d.]+ times as fast as a \(95 % interval /)
    assert.isTrue(answer.wall.shown)
    assert.strictEqual(answer.outputs.agree, true)
    assert.isNotNull(answer.cpu)
    assert.isNotNull(answer.memory)
    await server.close()
    const later = await scene().server()
    assert.deepStrictEqual((await later.job(answer.job_id)).result, answer)
  })

  it("say so where what they print differs, or one of them fails", async () => {
    const server = await scene().server()
    const compare = (b: string) => server.payload("compare_scripts", { a: "print(1)", b, runs: 1 })
    const differing = await compare("print(2)")
    assert.strictEqual(differing.outputs.agree, false)
    assert.match(differing.verdict, /^No difference shown .* Their outputs differ\.$/)
    const failing = await compare("print(1); raise SystemExit(7)")
    assert.deepInclude(failing, { status: "failed", exit_code: 7, stdout: "1\n" })
    assert.strictEqual(failing.error, "The warm-up of b failed (exit code 7).")
  })

  it("end with their job, whichever of them is running", async () => {
    const server = await scene().server()
    const code = `print("here", flush=True)\nimport time\ntime.sleep(60)`
    const asked = { a: code, b: "print(1)", args: [scene().mark], async_mode: true }
    const { job_id } = await server.payload("compare_scripts", asked)
    const isThere = await eventually(
      () => steps(scene(), job_id).at(-1) === "warmup" && scene().processes().length > 0,
      (there) => there,
      30_000,
    )
    assert.isTrue(isThere)
    await server.payload("kill_job", { job_id })
    assert.strictEqual((await server.job(job_id)).status, "cancelled")
    assert.deepStrictEqual(scene().processes(), [])
  })
})
