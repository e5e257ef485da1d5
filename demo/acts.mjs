// The five steps of the demo. Each runs something, and checks what came back before it says so.
import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import { processesWith } from "./stage.mjs"
import { check, dim, say, seconds, showCall, showCode, showOutput } from "./terminal.mjs"

/** A step that cannot be played here, which is nobody's fault. */
export class Skipped extends Error {}

const snippet = async (stage) => {
  const code = `
import platform
squares = [n * n for n in range(1, 11)]
print("Python", platform.python_version(), "says", sum(squares))`
  showCode(code)
  showCall("run_script_in_dir", "script_content")
  const result = await stage.call("run_script_in_dir", {
    directory: stage.folder,
    script_content: code,
  })
  showOutput(result.stdout)
  check("it printed the sum of ten squares and ended with exit code 0", () => {
    assert.match(result.stdout, /says 385\n$/)
    assert.equal(result.exit_code, 0)
    assert.equal(result.status, "completed")
  })
  check(`the answer names the Python that ran: ${result.python_version_used}`, () =>
    assert.ok(result.stdout.startsWith(`Python ${result.python_version_used} `)),
  )
}

const packages = async (stage) => {
  const code = `
from importlib.metadata import version
from rich.console import Console
from rich.table import Table
table = Table("package", "version")
for name in ["rich", "pygments"]:
    table.add_row(name, version(name))
Console(width=40).print(table)`
  showCode(code)
  showCall("run_script_with_dependencies", 'dependencies: ["rich>=13"]')
  const answer = await stage.ask("run_script_with_dependencies", {
    script_content: code,
    dependencies: ["rich>=13"],
  })
  const result = await ending(stage, answer)
  showOutput(result.stdout)
  const pins = result.resolved_dependencies
  check(`one requirement became ${pins.length} exact pins: ${pins.join(", ")}`, () => {
    assert.ok(pins.length > 1)
    for (const pin of pins) assert.match(pin, /^[\w.-]+==\d[\w.+!-]*$/)
  })
  check("what the script saw is what the pins say", () => {
    for (const name of ["rich", "pygments"]) {
      const pin = pins.find((one) => one.startsWith(`${name}==`)) ?? "missing"
      assert.ok(result.stdout.includes(pin.split("==")[1]), `${pin} is not what the script printed`)
    }
  })
}

const pages = 10

const handedOver = async (stage) => {
  const code = `
import json, os, time
for page in range(1, ${pages + 1}):
    print("page", page)
    with open(os.environ["PYTHON_MCP_PROGRESS"], "a") as progress:
        print(json.dumps({"current": page, "total": ${pages}}), file=progress)
    time.sleep(0.5)`
  showCode(code)
  showCall("run_script_in_dir", "script_content, job_label")
  const begun = performance.now()
  const { job_id, status } = await stage.call("run_script_in_dir", {
    directory: stage.folder,
    script_content: code,
    job_label: "ten pages",
  })
  const answered = performance.now() - begun
  check(`after ${seconds(answered)} it was not over: the answer is job ${job_id}`, () =>
    assert.equal(status, "running"),
  )

  showCall("stream_deltas", "again and again, from where the last one ended")
  const seen = []
  let cursors = { stdout_cursor: 0, stderr_cursor: 0 }
  const readOn = async () => {
    const delta = await stage.call("stream_deltas", { job_id, ...cursors, wait_seconds: 2 })
    cursors = { stdout_cursor: delta.stdout_cursor, stderr_cursor: delta.stderr_cursor }
    showOutput(delta.stdout)
    seen.push(delta)
    return delta
  }
  const printed = () => seen.map(({ stdout }) => stdout).join("")
  while (!printed().includes("page 7\n")) {
    const { finished } = await readOn()
    if (finished) break
  }
  check("that was read while it ran, without a flush in the script", () => {
    assert.ok(seen.length > 1 && seen.every((delta) => delta.status === "running"))
  })
  const { job } = await stage.call("py_job_status", { job_id })
  check(`it tells how far it is: ${job.progress?.current} of ${job.progress?.total}`, () =>
    assert.equal(job.progress?.total, pages),
  )

  showCall("wait_for_jobs", "until it has ended")
  const { done } = await stage.call("wait_for_jobs", { job_ids: [job_id] })
  check("it ended by itself, with exit code 0", () =>
    assert.deepEqual(done, [{ job_id, status: "completed", reason: null, exit_code: 0 }]),
  )
  while (!(await readOn()).finished);
  check(`all ${pages} pages came, each once`, () => {
    const expected = Array.from({ length: pages }, (_, index) => `page ${index + 1}\n`)
    assert.equal(printed(), expected.join(""))
  })
}

const family = async (stage) => {
  const code = `
import subprocess, sys, time
stubborn = """
import signal, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print(sys.argv[2])
time.sleep(600)
"""
child = [sys.executable, "-c", stubborn, sys.argv[1]]
subprocess.Popen([*child, "a child, deaf to SIGTERM"])
subprocess.Popen([*child, "another, in its own session"], start_new_session=True)
leave = "import subprocess, sys; subprocess.Popen(sys.argv[1:], start_new_session=True)"
subprocess.run([sys.executable, "-c", leave, *child, "a third, whose parent is gone"])
time.sleep(600)`
  showCode(code)
  const mark = `demo-${randomUUID()}`
  showCall("run_script_in_dir_async", "script_content, args")
  const { job_id } = await stage.call("run_script_in_dir_async", {
    directory: stage.folder,
    script_content: code,
    args: [mark],
  })
  const children = await untilLines(stage, job_id, 3)
  showOutput(children)
  const before = processesWith(mark)
  check("the process list shows 4 of them: the script and three children", () =>
    assert.equal(before.length, 4, before.join("\n")),
  )

  showCall("kill_job", job_id)
  const begun = performance.now()
  const killed = await stage.call("kill_job", { job_id })
  const took = performance.now() - begun
  const after = processesWith(mark)
  check(`killed in ${seconds(took)} (1 s of grace), exit code ${killed.exit_code}`, () => {
    assert.equal(killed.status, "killed")
    assert.equal(killed.exit_code, "-15")
  })
  check("the process list shows 0 of them", () => assert.deepEqual(after, []))
}

const measured = async (stage) => {
  const code = `
block = b"x" * (96 * 1024 * 1024)
print(sum(n * n for n in range(5_000_000)))`
  showCode(code)
  showCall("benchmark_script", "script_content")
  const result = await ending(stage, await stage.ask("benchmark_script", { script_content: code }))
  const { wall_time_seconds: wall, cpu_time_seconds: cpu, peak_rss_mb: peak } = result
  say(
    `  │ wall ${wall?.toFixed(3)} s   cpu ${cpu?.toFixed(3)} s   peak memory ${peak?.toFixed(1)} MB`,
  )
  check("the figures fit what the script does: 96 MB held, one core kept busy", () => {
    assert.equal(result.exit_code, 0)
    assert.ok(peak >= 96 && peak < 160, `peak ${peak} MB`)
    assert.ok(cpu > 0 && cpu <= wall + 0.1, `cpu ${cpu} s of ${wall} s`)
  })
}

export const acts = [
  { title: "A few lines of Python, run on the spot", play: snippet },
  { title: "A package, and exactly which versions ran", play: packages },
  { title: "A long run: handed over, watched, waited for", play: handedOver },
  { title: "A family that does not want to go", play: family },
  { title: "What a script costs", play: measured },
]

/** The result of a run: at once, or of the job that it became when it outlasted the budget. */
async function ending(stage, answer) {
  if (answer.isError) throw refusal(answer.content[0].text)
  const { job_id, status } = answer.structuredContent
  if (status !== "running" && status !== "pending") return answer.structuredContent
  say(dim("  (longer than the budget: it goes on as a job, and is waited for)"))
  for (;;) {
    const { done } = await stage.call("wait_for_jobs", { job_ids: [job_id] })
    if (done.length > 0) break
  }
  const { job } = await stage.call("py_job_status", { job_id })
  if (job.reason === "environment_failed") throw refusal(job.error)
  return job.result
}

/** Where the package index is out of reach, a step that needs it is skipped; anything else is a failure. */
function refusal(message) {
  const unreachable =
    /index cannot be reached|network is off|Failed to establish a new connection|name resolution/
  return unreachable.test(message)
    ? new Skipped("the package index cannot be reached from here")
    : new Error(message)
}

async function untilLines(stage, job_id, count) {
  let text = ""
  for (let cursor = 0; text.split("\n").length <= count; ) {
    const delta = await stage.call("stream_deltas", {
      job_id,
      stdout_cursor: cursor,
      wait_seconds: 10,
    })
    if (delta.finished) throw new Error(`the script ended too early: ${delta.stderr}`)
    text += delta.stdout
    cursor = delta.stdout_cursor
  }
  return text
}
