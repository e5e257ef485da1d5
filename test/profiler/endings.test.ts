import { execFileSync } from "node:child_process"
import { existsSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { eventually } from "../support/Binary.ts"
import {
  newest,
  type ProfiledScript,
  type Profiling,
  profilingScene,
} from "../support/Profiling.ts"
import { interpreters, python } from "../support/Python.ts"

// However a script ends, a profile is left.

const { made, doctored } = profilingScene()

const busy = `
import sys, time
def work():
    return sum(range(1000))
while True:
    work()
    time.sleep(0.001)
`

const ended = async (child: ReturnType<ProfiledScript["started"]>, signal?: NodeJS.Signals) => {
  const exit = new Promise<string>((resolve) =>
    child.once("exit", (code, by) => resolve(by ?? String(code))),
  )
  if (signal !== undefined) child.kill(signal)
  return await exit
}

const namesOf = (script: ProfiledScript) =>
  (script.summary()?.functions ?? []).map((row) => row.function)

const written = (script: ProfiledScript) =>
  eventually("a first profile", () => script.summary(), 30_000)

/** The interpreter itself says whether its own module reads the file. */
const loaded = (script: ProfiledScript) =>
  execFileSync(
    python,
    [
      "-c",
      "import pstats, sys; print(pstats.Stats(sys.argv[1]).total_calls)",
      join(script.folder, "profile.prof"),
    ],
    { encoding: "utf8" },
  )

describe("a profile is left by a script", () => {
  it("that is killed: as of the last time that it was written", async () => {
    const script = made(busy)
    const child = script.started()
    await written(script)
    assert.strictEqual(await ended(child, "SIGKILL"), "SIGKILL")
    assert.strictEqual(script.summary()?.state, "running")
    assert.include(namesOf(script), "work")
    assert.isAbove(Number(loaded(script)), 3)
    assert.deepStrictEqual(
      readdirSync(script.folder).filter((name) => !name.endsWith(".tmp")),
      ["profile.prof", "summary.json"],
    )
  })

  it("(and by one that is killed only because it is written on the way)", async () => {
    const program = doctored("watch.py", "FIRST_DUMP = 0.5", "FIRST_DUMP = 1e9")
    const script = made(`open("begun", "w").close()\n${busy}`, { program })
    const child = script.started()
    const begun = join(script.path, "../begun")
    await eventually("the script", () => existsSync(begun) || undefined, 30_000)
    await new Promise((resolve) => setTimeout(resolve, 1000))
    await ended(child, "SIGKILL")
    assert.isUndefined(script.summary())
  })

  it("that is ended: with the calls that had not returned", async () => {
    const main = busy
      .replace("while True:", "def main():\n  while True:")
      .replaceAll("\n    ", "\n     ")
    const script = made(`${main}main()\n`)
    const child = script.started()
    await written(script)
    assert.strictEqual(await ended(child, "SIGTERM"), "SIGTERM")
    assert.strictEqual(script.summary()?.state, "ended")
    assert.includeMembers(namesOf(script), ["work", "main", "<module>"])
  })

  it("(and by one that is ended only because we listen)", async () => {
    const program = doctored("watch.py", '("SIGTERM", "SIGHUP", "SIGXCPU")', "()")
    const script = made(busy, { program })
    const child = script.started()
    await written(script)
    assert.strictEqual(await ended(child, "SIGTERM"), "SIGTERM")
    assert.strictEqual(script.summary()?.state, "running")
  })

  const endings = {
    "that fails": ["1 / 0", "complete"],
    "that leaves": ["import sys; sys.exit(3)", "complete"],
    "that leaves without any ado": ["import os; os._exit(3)", "ended"],
    "that becomes another program": ["import os; os.execv('/bin/true', ['true'])", "replaced"],
    "that forks, whose child writes nothing of it": [
      "import os\nif os.fork() == 0:\n    for _ in range(999): f()\nelse: os.wait()",
      "complete",
    ],
  } as const

  for (const [what, [code, state]] of Object.entries(endings)) {
    it(what, async () => {
      const script = made(`def f(): pass\nf()\n${code}`)
      await script.profiled()
      const found = script.summary()
      assert.strictEqual(found?.state, state)
      const row = found?.functions?.find((one) => one.function === "f")
      assert.deepInclude(row, { file: script.path, line: 1, calls: 1 })
    })
  }

  it("and none is half written: whoever reads meanwhile reads a whole one", async () => {
    const program = doctored("watch.py", "PAUSE = 2.0\nSHARE = 50", "PAUSE = 0.0\nSHARE = 0")
    const script = made(busy, { program })
    const child = script.started()
    await written(script)
    for (let read = 0; read < 200; read += 1) {
      assert.strictEqual(script.summary()?.state, "running")
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
    await ended(child, "SIGKILL")
  })

  it("whose folder cannot be written to runs all the same, without one", async () => {
    const script = made("print('done')")
    execFileSync("touch", [script.folder])
    assert.deepInclude(await script.profiled(), { status: 0, stdout: "done\n", stderr: "" })
  })
})

/** Each Python has its own way. */
const endOfCounting = `
import sys
if hasattr(sys, "monitoring"):
    sys.monitoring.free_tool_id(sys.monitoring.PROFILER_ID)
else:
    sys.setprofile(None)
`

describe("what a profile does not cover is noted", () => {
  const facts = async (code: string, path = python) => {
    const script = made(code, { python: path })
    await script.profiled()
    const { threads, children } = script.summary() ?? {}
    return { threads, children }
  }
  const thread = "import threading; t = threading.Thread(target=print); t.start(); t.join()"

  it("no thread where none was begun, though there is a module for them", async () => {
    for (const [path] of interpreters)
      assert.isFalse((await facts("import threading; print()", path)).threads, path)
  })

  it("threads after a fork", async () => {
    const fork = "import os\nif os.fork() == 0: os._exit(0)\nos.wait()\n"
    for (const [path] of interpreters)
      assert.isTrue((await facts(fork + thread, path)).threads, path)
  })

  const losses = {
    "a profiler that the script ends": ["cprofile", endOfCounting],
    "a look at memory that the script ends": ["memory", "import tracemalloc; tracemalloc.stop()"],
  } as const
  for (const [what, [profiler, code]] of Object.entries(losses)) {
    it(what, async () => {
      for (const [path] of interpreters) {
        const lost = async (text: string) => {
          const script = made(text, { python: path, profiler })
          await script.profiled()
          return script.summary()?.lost
        }
        assert.isTrue(await lost(code), path)
        assert.isFalse(await lost("print()"), path)
      }
    })
  }

  it("threads, as far as there is an event for them, and children", async () => {
    if (/^3\.1[2-9]\./.test(newest[1])) {
      assert.deepStrictEqual(await facts("print()", newest[0]), { threads: false, children: false })
    }
    assert.isTrue((await facts(thread)).threads)
    assert.deepStrictEqual(await facts(thread, newest[0]), { threads: true, children: false })
    assert.isTrue((await facts("import os; os.system('true')", newest[0])).children)
  })

  it("children that multiprocessing starts without a word", async () => {
    const spawn = `import multiprocessing
if __name__ == "__main__":
    child = multiprocessing.get_context("spawn").Process(target=print)
    child.start()
    child.join()`
    assert.isTrue((await facts(spawn, newest[0])).children)
  })
})

describe("memory", () => {
  it("is told of the largest moment, by the lines that held it", async () => {
    const script = made(
      `import time
def build():
    return [bytes(1000) for _ in range(20000)]
def hold():
    held = build()
    end = time.monotonic() + 1
    while time.monotonic() < end:
        time.sleep(0.01)
hold()
`,
      { profiler: "memory" },
    )
    assert.strictEqual((await script.profiled()).status, 0)
    const found = script.summary()
    const [first] = found?.lines ?? []
    assert.deepInclude(first, { file: script.path, line: 3 })
    assert.isAbove(first?.bytes ?? 0, 15_000_000)
    assert.isAbove(found?.peak_bytes ?? 0, 20_000_000)
    assert.isAtLeast(found?.peak_bytes ?? 0, found?.bytes ?? 0)
    const snapshot = join(script.folder, "profile.tracemalloc")
    const load =
      "import sys, tracemalloc; print(tracemalloc.Snapshot.load(sys.argv[1]).statistics('lineno')[0].size)"
    assert.isAbove(
      Number(execFileSync(python, ["-c", load, snapshot], { encoding: "utf8" })),
      15_000_000,
    )
  })

  const many = "held = []\nfor i in range(400_000):\n    held.append([i])\n"
  const copied = async (given: Profiling = {}) => {
    const script = made(many, { ...given, profiler: "memory" })
    await script.profiled()
    return script.summary()?.blocks ?? 0
  }

  it("of many blocks is no copy of all of them: it would take what the script may have", async () => {
    const program = doctored("memory.py", "10 * 1024 * 1024", "1 << 40")
    assert.isBelow(await copied(), 200_000)
    assert.isAbove(await copied({ program }), 400_000)
  })
})
