import { execFileSync } from "node:child_process"
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import type { Profile } from "../../src/domain/Profile.ts"
import { eventually } from "../support/Binary.ts"
import { randomFrom, rounds, seed } from "../support/Faults.ts"
import { python } from "../support/Python.ts"
import { limit, pythonScene } from "../support/PythonScene.ts"
import type { Payload } from "../support/ToolAnswer.ts"

// run_script_profile through a real server: a run like any other, and what is left of its profile.

const { client, folder, needsUv, server } = pythonScene()

const tool = "run_script_profile"

const profile = async (args: object) => {
  const { payload, text, isError } = await client().callTool(tool, args)
  assert.isFalse(isError, text)
  return { payload, text, found: profileIn(payload) }
}

const profileIn = (payload: Payload | null): Profile => {
  const { profile } = payload as unknown as { readonly profile?: Profile }
  assert.isDefined(profile, JSON.stringify(payload))
  return profile as Profile
}

const namesIn = ({ functions = [] }: Profile) => functions.map((row) => row.function)

const fileOf = ({ files }: Profile, end: string): string => {
  const path = files.find((name) => name.endsWith(end)) ?? `no ${end}`
  assert.isTrue(existsSync(path), path)
  return path
}

const ask = (code: string, ...args: ReadonlyArray<string>) =>
  execFileSync(python, ["-c", code, ...args], { encoding: "utf8" }).trim()

const fibonacci = `
import sys
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(15), sys.argv[1:])
`

describe("run_script_profile", () => {
  it("counts calls, sorted and as many as asked for; its file is one of pstats", async () => {
    const { payload, text, found } = await profile({
      script_content: fibonacci,
      args: ["a"],
      sort: "calls",
      top: 2,
    })
    assert.deepInclude(payload, { status: "completed", exit_code: 0, stdout: "610 ['a']\n" })
    const [first, ...others] = found.functions ?? []
    assert.lengthOf(others, 1)
    assert.deepInclude(first, { function: "fib", line: 3, calls: 1973 })
    assert.deepInclude(found, { profiler: "cprofile", sort: "calls", overhead: null })
    assert.isAbove(found.entries, 2)
    const path = fileOf(found, ".prof")
    assert.isTrue(path.startsWith(server().home))
    const load = "import pstats, sys; print(pstats.Stats(sys.argv[1]).total_calls)"
    assert.strictEqual(Number(ask(load, path)), found.total_calls)
    assert.match(text, /^\*\*Completed\*\*/)
    assert.match(text, /\| █+.* % \| .* \| 1,973 \| `fib` \|/)
  })

  it("is a job like any other: its status has the profile, for a later server, too", async () => {
    const { payload, found } = await profile({ script_content: "print(1)" })
    const other = await server().connect()
    const { payload: status } = await other.callTool("py_job_status", { job_id: payload.job_id })
    assert.deepStrictEqual(profileIn(status.job.result), found)
    const { text } = await other.callTool("py_job_status", { job_id: payload.job_id })
    assert.include(text, "Profile by cprofile")
  })

  it("leaves a script that fails its own words, and a profile", async () => {
    const { payload, found } = await profile({ script_content: "def f():\n    1 / 0\nf()" })
    assert.deepInclude(payload, { status: "failed", reason: "exit_code", exit_code: 1 })
    assert.include(payload.stderr, "ZeroDivisionError")
    assert.notInclude(payload.stderr, "profiler")
    assert.include(namesIn(found), "f")
  })

  it("tells why there is none, where the script cannot be read", async () => {
    const { payload } = await client().callTool(tool, { script_content: "if x\n" })
    assert.notProperty(payload, "profile")
    assert.include(payload.stderr, "SyntaxError")
    assert.include(payload.notes.join("\n"), "There is no profile")
  })

  const work =
    "import time\ndef work():\n    time.sleep(0.01)\nprint('on')\nwhile True:\n    work()\n"

  it("leaves a profile where the time is over", async () => {
    const { payload, found } = await profile({ script_content: work, timeout_seconds: 2 })
    assert.deepInclude(payload, { reason: "timeout", signal: "SIGTERM" })
    assert.isTrue(found.is_complete)
    assert.include(namesIn(found), "work")
  })

  it("leaves a profile where somebody ends it in the background", async () => {
    const hasty = await server().connect("v1", { SMART_ASYNC_TIMEOUT_SECONDS: "0" })
    const { payload } = await hasty.callTool(tool, { script_content: work })
    const { job_id } = payload
    await eventually(
      "its output",
      async () => {
        const { payload: output } = await hasty.callTool("get_job_output", { job_id })
        return output.stdout === "on\n" || undefined
      },
      30_000,
    )
    await hasty.callTool("kill_job", { job_id })
    const { payload: status } = await hasty.callTool("py_job_status", { job_id })
    assert.strictEqual(status.job.status, "cancelled")
    assert.include(namesIn(profileIn(status.job.result)), "work")
  })

  it("tells which lines hold memory", async () => {
    const { found } = await profile({
      script_content: "import time\nheld = [bytes(1000) for _ in range(10000)]\ntime.sleep(0.2)\n",
      profiler: "memory",
    })
    assert.deepInclude(found.lines?.[0], { line: 2 })
    assert.isAbove(found.peak_bytes ?? 0, 10_000_000)
    assert.isAbove(JSON.parse(readFileSync(fileOf(found, ".json"), "utf8")).lines.length, 0)
    fileOf(found, ".tracemalloc")
  })
})

/** One of several functions takes more than half of the time; which one, chance has decided. */
const planted = (number: number) => {
  const random = randomFrom(seed + number)
  const count = 5 + Math.floor(random() * 10)
  const hot = Math.floor(random() * count)
  const bodies = [
    "x = [i * i for i in range(2000)]",
    "x = 0\n    for i in range(3000): x += i",
    "x = {}\n    for i in range(1500): x[i] = str(i)",
    "x = ''.join([str(i) for i in range(1500)])",
  ]
  const functions = Array.from({ length: count }, (_, index) => {
    const body = bodies[Math.floor(random() * bodies.length)]
    return `def part_${index}():\n    ${body}\n    return x\n`
  })
  const turns = Array.from({ length: count }, (_, index) =>
    index === hot ? `  for _ in range(${5 * count}): part_${index}()` : `  part_${index}()`,
  )
  const code = `import time\n${functions.join("\n")}
end = time.process_time() + 0.4
while time.process_time() < end:
${turns.join("\n")}\n`
  return { code, name: `part_${hot}` }
}

describe("sampling", () => {
  it(`finds the hot function that was planted (FAULT_SEED=${seed})`, {
    timeout: 400_000,
  }, async (context) => {
    needsUv(context)
    const count = rounds(2, 20)
    for (let number = 0; number < count; number += 1) {
      const { code, name } = planted(number)
      const { found } = await profile({
        script_content: code,
        profiler: "sampling",
        sort: "cumulative",
      })
      const parts = found.functions?.filter((row) => row.function.startsWith("part_"))
      assert.strictEqual(parts?.[0]?.function, name, code)
    }
  })

  it("leaves what speedscope and a browser open", limit, async (context) => {
    needsUv(context)
    const { code, name } = planted(0)
    const { found } = await profile({ script_content: code, profiler: "sampling" })
    const scope = JSON.parse(readFileSync(fileOf(found, ".speedscope.json"), "utf8"))
    assert.strictEqual(scope.$schema, "https://www.speedscope.app/file-format-schema.json")
    const [{ type, unit, samples, weights, startValue, endValue }] = scope.profiles
    assert.deepStrictEqual([type, unit, startValue], ["sampled", "seconds", 0])
    assert.lengthOf(samples, weights.length)
    assert.strictEqual(samples.length, found.samples)
    const sum = weights.reduce((all: number, one: number) => all + one, 0)
    assert.closeTo(endValue, sum, 1e-6)
    for (const frame of samples.flat()) assert.isString(scope.shared.frames[frame].name)
    const page = readFileSync(fileOf(found, ".html"), "utf8")
    assert.match(page, /^\s*<!DOCTYPE html>/)
    assert.include(page, name)
  })

  it("leaves an environment that somebody else keeps as it is", limit, async (context) => {
    needsUv(context)
    const project = folder({ "main.py": "import sys; print(sys.prefix)" })
    execFileSync(python, ["-m", "venv", "--without-pip", join(project, ".venv")])
    const packages = () => readdirSync(join(project, ".venv/lib"), { recursive: true })
    const before = packages()
    const { payload, found } = await profile({
      script_path: join(project, "main.py"),
      profiler: "sampling",
    })
    assert.strictEqual(payload.stdout.trim(), join(project, ".venv"))
    assert.strictEqual(found.profiler, "sampling")
    assert.deepStrictEqual(packages(), before)
  })

  it(
    "knows a script's own packages, and does not count its own among them",
    limit,
    async (context) => {
      needsUv(context)
      const code =
        "import six, sys; print(six.__version__, [p for p in sys.path if 'environments' in p])"
      const { payload } = await profile({
        script_content: code,
        dependencies: ["six==1.16.0"],
        profiler: "sampling",
      })
      assert.deepStrictEqual(payload.resolved_dependencies, ["six==1.16.0"])
      assert.match(payload.stdout, /^1\.16\.0 \['[^']*site-packages'\]\n$/)
    },
  )

  it("works without a network once it has been used", limit, async (context) => {
    needsUv(context)
    const args = { script_content: "print(1)", profiler: "sampling" }
    await profile(args)
    const offline = await server().connect("v1", {
      UV_OFFLINE: "1",
      HTTPS_PROXY: "http://127.0.0.1:9",
      HTTP_PROXY: "http://127.0.0.1:9",
    })
    const { payload, isError, text } = await offline.callTool(tool, args)
    assert.isFalse(isError, text)
    assert.strictEqual(profileIn(payload).profiler, "sampling")
  })
})

describe("bad input", () => {
  it("is refused with its name and the way out, before any job", async () => {
    const cases: ReadonlyArray<[object, ...ReadonlyArray<string>]> = [
      [{}, "script_path", "script_content"],
      [{ script_path: "/no/such.py" }, "/no/such.py", "does not exist"],
      [{ script_content: "1", profiler: "perf" }, "perf", "cprofile"],
      [{ script_content: "1", sort: "bytes" }, "bytes", "own or cumulative or calls"],
      [{ script_content: "1", runs: 3 }, "runs", "no such argument"],
    ]
    for (const [args, ...words] of cases) {
      const { isError, text } = await client().callTool(tool, args)
      assert.isTrue(isError)
      for (const word of words) assert.include(text, word)
    }
  })

  it(
    "that is a script is run as Python runs it: a binary file, and 20 MB of code",
    limit,
    async () => {
      const own = folder()
      const binary = join(own, "binary.py")
      writeFileSync(binary, Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0x80, 0xff, 0x0a]))
      const { payload } = await client().callTool(tool, { script_path: binary })
      assert.deepInclude(payload, { status: "failed", exit_code: 1 })
      assert.include(payload.stderr, "SyntaxError")
      const long = join(own, "long.py")
      writeFileSync(long, `${`# ${"x".repeat(1021)}\n`.repeat(20 * 1024)}print('read')\n`)
      assert.strictEqual((await profile({ script_path: long })).payload.stdout, "read\n")
    },
  )
})
