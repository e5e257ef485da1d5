import { spawn } from "node:child_process"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { cpuOf } from "./lib/machine.mjs"
import { figure, measure, row } from "./lib/pairs.mjs"
import { makePlace } from "./lib/place.mjs"
import { runScript, startServer } from "./lib/server.mjs"

const script = "print(1)\n"

/** Uses some processor and memory, a child's included, and says what the kernel says of it. */
const spender = `
import json, os, resource, subprocess, sys, time
if len(sys.argv) > 1:
    block = bytearray(30_000_000)
    end = time.process_time() + 0.1
    while time.process_time() < end: pass
    sys.exit()
block = bytearray(60_000_000)
end = time.process_time() + 0.3
while time.process_time() < end: pass
subprocess.run([sys.executable, __file__, "child"])
own, child = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(json.dumps({
    "cpu": own.ru_utime + own.ru_stime + child.ru_utime + child.ru_stime,
    "peak": max(own.ru_maxrss, child.ru_maxrss) / 1024,
}), flush=True)
os._exit(0)
`

/** What a supervisor costs, and how true its figures are. */
export const supervisor = {
  name: "supervisor",
  run: async (context) => {
    const place = makePlace(context, { scripts: { "one.py": script, "spend.py": spender } })
    const settings = { PYTHON_MCP_PYTHON: context.python.path }
    const without = await startServer(context, place.home(), {
      ...settings,
      PYTHON_MCP_SUPERVISOR: "off",
    })
    const home = place.home()
    const server = await startServer(context, home, settings)
    const given = { directory: place.work, script_path: "one.py", use_uv: false }
    await runScript(server, given, "1\n")
    const rows = [
      await runs(context, without, server, given),
      await memory(context, home),
      ...(await idle(server, home)),
      ...(await figures(server, { ...given, script_path: "spend.py" })),
    ]
    await Promise.all([without.close(), server.close()])
    return rows
  },
}

const runs = async (context, without, server, given) => {
  const run = (one) => async () => {
    await runScript(one, given, "1\n")
  }
  const pairs = context.pairs ?? 60
  const series = await measure({ base: run(without), subject: run(server), pairs, warmUp: 5 })
  return row(series, { name: "a run, supervised, against one that is not", bar: 1.1 })
}

/** Proportional set size in KB: what a process holds, shared pages divided among those who share. */
const pss = (pid) => Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`))[1])

/** The supervisor that the newest jobs name. */
const helperOf = (home) => {
  const { jobs } = JSON.parse(readFileSync(join(home, "meta", "jobs.json"), "utf8"))
  for (const { id, created_at } of jobs) {
    const path = join(home, "jobs", created_at.slice(0, 10), id, "job.json")
    const { owner } = JSON.parse(readFileSync(path, "utf8"))
    if (owner.helper !== null) return owner.helper.pid
  }
  throw new Error("no job has a supervisor")
}

/** The supervisor as it stands idle, against a Python that does nothing. */
const memory = async (context, home) => {
  await sleep(1500)
  const helper = helperOf(home)
  // Both are looked at side by side: what they share counts half for each.
  const beside = (look) => async () => {
    const args = ["-I", "-S", "-c", "import time; time.sleep(60)"]
    const child = spawn(context.python.path, args, { env: {}, stdio: "ignore" })
    const over = new Promise((resolve) => child.once("exit", resolve))
    await sleep(200)
    const held = pss(look(child.pid))
    child.kill("SIGKILL")
    await over
    return held
  }
  const plain = beside((pid) => pid)
  const series = await measure({
    base: plain,
    subject: beside(() => helper),
    pairs: 30,
    warmUp: 1,
  })
  return { ...row(series, { name: "supervisor, PSS", bar: 1.5 }), unit: "KB" }
}

const sleeper = "import time; time.sleep(600)"

const idle = async (server, home) => {
  const ids = []
  for (let i = 0; i < 50; i++) {
    const given = { script_content: sleeper, use_uv: false, directory: "/", async_mode: true }
    ids.push((await server.call("run_script_in_dir", given)).job_id)
  }
  await sleep(5000)
  const helper = helperOf(home)
  const before = cpuOf(helper)
  await sleep(20_000)
  const percent = (cpuOf(helper) - before) / 200
  for (const job_id of ids) await server.call("kill_job", { job_id })
  return [
    figure({ name: "supervisor, CPU beside 50 idle jobs", value: percent, unit: "%", bar: 1 }),
  ]
}

/** How far its figures are from what the script reads of itself, the worst of ten. */
const figures = async (server, given) => {
  let cpu = 0
  let peak = 0
  for (let i = 0; i < 10; i++) {
    const { stdout, usage } = await runScript(server, given)
    const own = JSON.parse(stdout)
    const seconds = usage.cpu_user_seconds + usage.cpu_system_seconds
    const megabytes = usage.peak_rss_max_process_bytes / 1024 / 1024
    cpu = Math.max(cpu, Math.abs(seconds - own.cpu) / Math.max(own.cpu * 0.02, 0.015))
    peak = Math.max(peak, Math.abs(megabytes - own.peak) / Math.max(own.peak * 0.03, 0.5))
  }
  const unit = "of what is allowed"
  return [
    figure({ name: "CPU time, off by", value: cpu, unit, bar: 1 }),
    figure({ name: "peak memory, off by", value: peak, unit, bar: 1 }),
  ]
}
