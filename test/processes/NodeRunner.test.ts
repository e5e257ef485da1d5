import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Option, type Scope } from "effect"
import { bytesPerMegabyte, noLimits, type ProcessSpec } from "../../src/domain/Process.ts"
import { ProcessRunner } from "../../src/processes/ProcessRunner.ts"
import { python } from "../support/Python.ts"
import { realLayer, specOf, temporaryFolder } from "../support/RunnerStage.ts"

const run = (spec: ProcessSpec) =>
  Effect.scoped(
    Effect.gen(function* () {
      const runner = yield* ProcessRunner
      const running = yield* runner.start(spec)
      return yield* running.end
    }),
  )

const live = <A, E>(sentence: string, effect: Effect.Effect<A, E, ProcessRunner | Scope.Scope>) =>
  it.scopedLive(sentence, () => Effect.provide(effect, realLayer), 30_000)

/** Why a process cannot be started. */
const reasonFor = (argv: ProcessSpec["argv"], options?: (folder: string) => Partial<ProcessSpec>) =>
  Effect.gen(function* () {
    const folder = yield* temporaryFolder
    const error = yield* Effect.flip(run(specOf(folder, argv, options?.(folder))))
    assert.strictEqual(error._tag, "SpawnFailed")
    return error.message
  })

describe("NodeRunner", () => {
  live(
    "blames what is to blame for a process that cannot be started",
    Effect.gen(function* () {
      const missing = yield* reasonFor(["/nowhere/python"])
      assert.include(missing, "Cannot start /nowhere/python: there is no such file")
      const noPlace = yield* reasonFor([python], (folder) => ({ cwd: `${folder}/nowhere` }))
      assert.match(noPlace, /the working directory .*\/nowhere does not exist/)
      const noFolder = yield* reasonFor([python], () => ({ cwd: python }))
      assert.include(noFolder, `the working directory ${python} is not a directory`)
      const nul = yield* reasonFor([python, "a\0b"])
      assert.include(nul, "holds a NUL character")
      const long = yield* reasonFor([python, "-c", "pass", "x".repeat(3_000_000)])
      assert.include(long, "too long together")
      const directory = yield* reasonFor(["/tmp"])
      assert.include(directory, "may not be executed")
    }),
  )

  live(
    "a file that may not be executed cannot be started",
    Effect.gen(function* () {
      const folder = yield* temporaryFolder
      const path = `${folder}/script.sh`
      writeFileSync(path, "#!/bin/sh\n")
      chmodSync(path, 0o644)
      const error = yield* Effect.flip(run(specOf(folder, [path])))
      assert.include(error.message, "may not be executed")
    }),
  )

  live(
    "logs that cannot be opened are the store's failure, and nothing is started",
    Effect.gen(function* () {
      const folder = yield* temporaryFolder
      const spec = specOf(folder, [python, "-c", "pass"], { folder: `${folder}/nowhere` })
      const error = yield* Effect.flip(run(spec))
      assert.strictEqual(error._tag, "StoreUnavailable")
    }),
  )

  live(
    "its environment is the given one and the cookie, nothing else; its input is at its end",
    Effect.gen(function* () {
      const folder = yield* temporaryFolder
      const code = "import os, sys; print(sorted(os.environ.items()), repr(sys.stdin.read()))"
      const env = { LC_ALL: "C.UTF-8", EMPTY: "" }
      yield* run(specOf(folder, [python, "-c", code], { env, cookie: "job:cookie" }))
      assert.strictEqual(
        readFileSync(`${folder}/stdout.log`, "utf8"),
        "[('EMPTY', ''), ('LC_ALL', 'C.UTF-8'), ('PYTHON_MCP_JOB_ID', 'job:cookie')] ''\n",
      )
      assert.strictEqual(statSync(`${folder}/stdout.log`).mode & 0o777, 0o600)
    }),
  )

  live(
    "it leads a session of its own in the directory that was asked for",
    Effect.gen(function* () {
      const folder = yield* temporaryFolder
      mkdirSync(`${folder}/here`)
      const code = "import os; print(os.getsid(0) == os.getpid() == os.getpgrp(), os.getcwd())"
      yield* run(specOf(folder, [python, "-c", code], { cwd: `${folder}/here` }))
      const text = readFileSync(`${folder}/stdout.log`, "utf8")
      assert.match(text, /^True .*\/here\n$/)
    }),
  )

  live(
    "what it cost is sampled",
    Effect.gen(function* () {
      const folder = yield* temporaryFolder
      const code =
        "import time\nx = b'x' * 50_000_000\nend = time.time() + 0.3\nwhile time.time() < end: pass"
      const { usage } = yield* run(specOf(folder, [python, "-c", code]))
      assert.strictEqual(usage?.source, "node")
      assert.strictEqual(usage?.cpu_source, "sampled")
      assert.isAtLeast(usage?.peak_rss_max_process_bytes ?? 0, 50_000_000)
      assert.isAtLeast(usage?.cpu_user_seconds ?? 0, 0.1)
    }),
  )

  live(
    "a limit is of the whole tree: the memory of children, and the time of those that are gone",
    Effect.gen(function* () {
      const folder = yield* temporaryFolder
      const parents = `
import os, time
for _ in range(3):
    if os.fork() == 0:
        block = bytearray(b"x") * 60_000_000
        time.sleep(60)
time.sleep(60)`
      const oneByOne = `
import subprocess, sys
while True: subprocess.run([sys.executable, "-I", "-S", "-c", "for _ in range(2_000_000): pass"])`
      const memoryBytes = Option.some(120_000_000)
      const memory = yield* run(
        specOf(folder, [python, "-c", parents], { limits: { ...noLimits, memoryBytes } }),
      )
      assert.strictEqual(memory.reason, "out_of_memory")
      const other = yield* temporaryFolder
      const cpuSeconds = Option.some(0.5)
      const cpu = yield* run(
        specOf(other, [python, "-c", oneByOne], { limits: { ...noLimits, cpuSeconds } }),
      )
      assert.strictEqual(cpu.reason, "cpu_limit")
    }),
  )

  live(
    "a limit is looked after, however seldom the figures are asked for",
    Effect.gen(function* () {
      const folder = yield* temporaryFolder
      const code =
        "import time; time.sleep(1); block = bytearray(b'x') * 100_000_000; time.sleep(60)"
      const limits = { ...noLimits, memoryBytes: Option.some(50_000_000) }
      const sampleInterval = Duration.minutes(1)
      const spec = specOf(folder, [python, "-c", code], { limits, sampleInterval })
      assert.strictEqual((yield* run(spec)).reason, "out_of_memory")
    }),
  )

  live(
    "how limits are held is told of those that are set, and of no other",
    Effect.gen(function* () {
      const { limitNotes } = yield* ProcessRunner
      assert.deepStrictEqual(yield* limitNotes(noLimits), [])
      const limits = {
        memoryBytes: Option.some(512 * bytesPerMegabyte),
        cpuSeconds: Option.some(1.5),
        processes: Option.some(5),
      }
      assert.deepStrictEqual(yield* limitNotes(limits), [
        "memory limit 512 MB: sampled (whole tree)",
        "CPU time limit 1.5 s: sampled (whole tree)",
        "process limit 5: sampled (whole tree)",
      ])
    }),
  )

  live(
    "twenty runs leave no open file and no zombie behind",
    Effect.gen(function* () {
      const folder = yield* temporaryFolder
      const one = (name: string) => {
        mkdirSync(`${folder}/${name}`)
        return run(specOf(`${folder}/${name}`, ["/bin/sh", "-c", "exit 0"]))
      }
      yield* one("first")
      const before = openFiles()
      const names = Array.from({ length: 20 }, (_, index) => String(index))
      const ends = yield* Effect.forEach(names, one, { concurrency: 4 })
      assert.isTrue(ends.every(({ status }) => status === "completed"))
      assert.isAtMost(openFiles(), before)
      assert.deepStrictEqual(zombiesOf(process.pid), [])
    }),
  )
})

const openFiles = () => readdirSync("/proc/self/fd").length

const zombiesOf = (parent: number) =>
  readdirSync("/proc").filter((name) => {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8").replace(/^.*\) /s, "")
      return /^\d+$/.test(name) && stat.startsWith(`Z ${parent} `)
    } catch {
      return false
    }
  })
