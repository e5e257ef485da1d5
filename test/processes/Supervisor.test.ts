import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { Deferred, Duration, Effect, Exit, Option } from "effect"
import type { ProcessSpec } from "../../src/domain/Process.ts"
import { type SupervisorClient, startSupervisor } from "../../src/processes/SupervisorClient.ts"
import { supervisorFolder } from "../../src/processes/SupervisorLaunch.ts"
import { supervisedSpec } from "../../src/processes/SupervisorProtocol.ts"
import {
  allKinds,
  type Kind,
  killMarked,
  livingKinds,
  startsEscapees,
} from "../support/Escapees.ts"
import { allProcesses, eventually, seen } from "../support/Processes.ts"
import { interpreters, python } from "../support/Python.ts"
import { specOf, temporaryFolder } from "../support/RunnerStage.ts"

interface Holding {
  readonly client: SupervisorClient
  readonly home: string
}

/** A supervisor, perhaps a doctored one; it ends with the scope. */
const holding = Effect.fnUntraced(function* (
  doctored: (source: string) => string = (source) => source,
  interpreter: string = python,
) {
  const home = yield* temporaryFolder
  const folder = join(home, "supervisor")
  mkdirSync(folder)
  const source = readFileSync(join(supervisorFolder, "supervisor.py"), "utf8")
  writeFileSync(join(folder, "supervisor.py"), doctored(source))
  const client = yield* Effect.acquireRelease(
    startSupervisor(interpreter, [home, "test-server"], folder),
    ({ release, gone, kill }) =>
      Effect.sync(release).pipe(
        Effect.zipRight(Effect.exit(Deferred.await(gone))),
        Effect.timeoutOption("8 seconds"),
        Effect.zipRight(kill),
      ),
  )
  return { client, home } satisfies Holding
})

let folders = 0

const start = Effect.fnUntraced(function* (
  { client, home }: Holding,
  argv: ProcessSpec["argv"],
  options: Partial<ProcessSpec> = {},
) {
  const folder = join(home, String(++folders))
  mkdirSync(folder)
  const spec = specOf(folder, argv, options)
  const [key, process] = client.start(supervisedSpec(spec, false))
  const started = yield* Deferred.await(process.started)
  return { key, spec, started, end: Deferred.await(process.ended) }
})

const code = (text: string): ProcessSpec["argv"] => [python, "-I", "-S", "-c", text]

const run = Effect.fnUntraced(function* (
  held: Holding,
  text: string,
  options: Partial<ProcessSpec> = {},
) {
  const { spec, end } = yield* start(held, code(text), options)
  const record = yield* end
  return { end: record, output: readFileSync(join(spec.folder, "stdout.log"), "utf8") }
})

const waitFor = <A>(ask: () => A, isGood: (answer: A) => boolean, milliseconds = 8000) =>
  Effect.promise(() => eventually(ask, isGood, milliseconds))

describe("the supervisor", { timeout: 30_000 }, () => {
  it.scopedLive(
    "starts programs as a shell would: no signal ignored, none blocked, no file open",
    () =>
      Effect.gen(function* () {
        const held = yield* holding()
        const { output } = yield* run(
          held,
          `
import os, signal
print(signal.pthread_sigmask(signal.SIG_BLOCK, ()))
ignored = int([l for l in open("/proc/self/status") if l.startswith("SigIgn")][0].split()[1], 16)
# SIGPIPE and SIGXFSZ are ignored by this Python itself.
print([n for n in range(1, 65) if ignored & (1 << (n - 1)) and n not in (13, 25)])
def is_open(file):
    try: return os.fstat(file) is not None
    except OSError: return False
print([file for file in range(100) if is_open(file)])
print(os.getsid(0) == os.getpid(), os.getpgid(0) == os.getpid())
print(os.read(0, 10))
`,
        )
        assert.strictEqual(output, "set()\n[]\n[0, 1, 2]\nTrue True\nb''\n")
      }),
  )

  it.scopedLive("lets a program begin only when it can be found by its record", () =>
    Effect.gen(function* () {
      const held = yield* holding()
      const { spec, started, end } = yield* start(
        held,
        code("import os; print(os.path.exists('started.json'))"),
      )
      yield* end
      assert.strictEqual(readFileSync(join(spec.folder, "stdout.log"), "utf8"), "True\n")
      const record = JSON.parse(readFileSync(join(spec.folder, "started.json"), "utf8"))
      assert.deepInclude(record, { pid: started.pid, start: started.start })
    }),
  )

  for (const [interpreter, version] of interpreters) {
    it.scopedLive(`runs on Python ${version}`, () =>
      Effect.gen(function* () {
        const held = yield* holding(undefined, interpreter)
        const { end, output } = yield* run(held, "print('yes')")
        assert.deepStrictEqual([end.status, output], ["completed", "yes\n"])
      }),
    )
  }

  const strays = (kinds: ReadonlyArray<Kind>, doctored?: (source: string) => string) =>
    Effect.gen(function* () {
      const mark = `supervised-${process.pid}-${++folders}`
      yield* Effect.addFinalizer(() => Effect.sync(() => killMarked(mark)))
      const held = yield* holding(doctored)
      const { end } = yield* start(held, startsEscapees(mark, kinds, "end"))
      const { killed_processes } = yield* end
      return { left: livingKinds(mark), killed_processes }
    })

  it.scopedLive("ends and counts all six kinds of escapee after a normal end", () =>
    Effect.gen(function* () {
      const { left, killed_processes } = yield* strays(allKinds)
      assert.deepStrictEqual(left, [])
      assert.strictEqual(killed_processes, allKinds.length)
    }),
  )

  it.scopedLive("control: one that is no subreaper lets orphans go", () =>
    Effect.gen(function* () {
      const { left } = yield* strays(allKinds, (source) =>
        source.replace("prctl(PR_SET_CHILD_SUBREAPER, 1)", "pass"),
      )
      assert.include(left, "daemon-emptied")
    }),
  )

  it.scopedLive("tells whose an orphan is, also of two that have emptied their environment", () =>
    Effect.gen(function* () {
      const marks = ["a", "b"].map((one) => `supervised-${process.pid}-${++folders}-${one}`)
      yield* Effect.addFinalizer(() => Effect.sync(() => marks.forEach(killMarked)))
      const [first = "", second = ""] = marks
      const held = yield* holding()
      const one = yield* start(held, startsEscapees(first, ["daemon-emptied"], "end"))
      const other = yield* start(held, startsEscapees(second, ["daemon-emptied"], "stay"))
      yield* waitFor(
        () => readFileSync(join(other.spec.folder, "stdout.log"), "utf8"),
        (text) => text === "ready\n",
      )
      const { killed_processes } = yield* one.end
      assert.strictEqual(killed_processes, 1)
      assert.deepStrictEqual(livingKinds(first), [])
      assert.deepStrictEqual(livingKinds(second), ["daemon-emptied", "stay"])
    }),
  )

  it.scopedLive(
    "leaves nobody of a chain whose every link ends at once, among many strangers",
    () =>
      Effect.gen(function* () {
        const held = yield* holding()
        const trace = join(held.home, "trace")
        const chain = `
import os, subprocess, sys, time
for _ in range(100): subprocess.Popen(["sleep", "30"])
if os.fork() == 0:
    os.setsid()
    end = time.time() + 20
    while time.time() < end:
        if os.fork(): os._exit(0)
        open(${JSON.stringify(trace)}, "w").write(str(time.time()))
    os._exit(0)
time.sleep(0.2)
`
        const { end } = yield* run(held, chain)
        assert.strictEqual(end.status, "completed")
        yield* Effect.sleep("200 millis")
        const last = readFileSync(trace, "utf8")
        yield* Effect.sleep("500 millis")
        assert.strictEqual(readFileSync(trace, "utf8"), last)
      }),
  )

  it.scopedLive(
    "is deaf to what a client sends to a group, and to what a script sends its parent",
    () =>
      Effect.gen(function* () {
        const held = yield* holding()
        const { pid } = held.client.identity
        const signals = [
          "TERM",
          "INT",
          "HUP",
          "QUIT",
          "USR1",
          "USR2",
          "ALRM",
          "ABRT",
          "PWR",
        ] as const
        for (const signal of signals) process.kill(pid, `SIG${signal}`)
        const { end } = yield* run(held, "pass")
        assert.strictEqual(end.status, "completed")
      }),
  )

  it.scopedLive("ends a process also where the kernel knows no pidfd", () =>
    Effect.gen(function* () {
      const held = yield* holding((source) =>
        source.replace("PIDFD = has_pidfd()", "PIDFD = False"),
      )
      assert.notInclude(held.client.abilities, "pidfd")
      const timeLimit = Option.some(Duration.millis(200))
      const { end } = yield* run(held, "import time; time.sleep(60)", { timeLimit })
      assert.deepInclude(end, { reason: "timeout", signal: "SIGTERM" })
    }),
  )

  it.scopedLive("ends a program that never begins, and tells that it was so", () =>
    Effect.gen(function* () {
      const held = yield* holding((source) =>
        source.replace('os.chdir(spec["cwd"])', "time.sleep(60)"),
      )
      const timeLimit = Option.some(Duration.millis(200))
      const { end } = yield* run(held, "print('never')", { timeLimit })
      assert.deepInclude(end, { reason: "timeout", signal: "SIGKILL", stdout_bytes: 0 })
    }),
  )

  it.scopedLive("calls cancelled only what lived when it was acted on", () =>
    Effect.gen(function* () {
      const held = yield* holding()
      let contradictions = 0
      for (let round = 0; round < 12; round++) {
        const { key, end } = yield* start(held, code("import time; time.sleep(0.05)"))
        yield* Effect.sleep(60 + round * 4)
        held.client.tell({ do: "stop", key, reason: "cancelled", grace: 1, cap: null })
        const { status, exit_code } = yield* end
        assert.deepInclude([0, -15], exit_code)
        if (status === "cancelled" && exit_code === 0) contradictions++
      }
      // One that is signalled in the moment of its exit looks alive still.
      assert.isBelow(contradictions, 4)
    }),
  )

  it.scopedLive(
    "lives through looks that fail, and ends what it holds as soon as one does not",
    () =>
      Effect.gen(function* () {
        const flag = join(yield* temporaryFolder, "flag")
        const held = yield* holding((source) =>
          source.replace(
            "        pids = [int(name)",
            `        if os.path.exists(${JSON.stringify(flag)}):
            raise OSError(errno.EMFILE, "too many open files")
        pids = [int(name)`,
          ),
        )
        const { key, end } = yield* start(held, code("import time; time.sleep(60)"))
        writeFileSync(flag, "")
        held.client.tell({ do: "stop", key, reason: "cancelled", grace: 1, cap: null })
        yield* Effect.sleep("1 second")
        rmSync(flag)
        assert.strictEqual((yield* end).status, "cancelled")
      }),
  )

  it.scopedLive("killed, takes what it has started with it", () =>
    Effect.gen(function* () {
      const held = yield* holding()
      const { started, end } = yield* start(held, code("import time; time.sleep(60)"))
      yield* held.client.kill
      assert.isTrue(Exit.isFailure(yield* Effect.exit(end)))
      yield* waitFor(
        () => seen(started.pid),
        (found) => found === undefined,
      )
      assert.isUndefined(seen(started.pid))
    }),
  )

  it.scopedLive("ends by itself, with all it holds, when the lease breaks", () =>
    Effect.gen(function* () {
      const held = yield* holding()
      const { spec } = yield* start(held, code("import time; time.sleep(60)"))
      assert.isFalse(held.client.release())
      yield* Effect.exit(Deferred.await(held.client.gone))
      const record = JSON.parse(readFileSync(join(spec.folder, "exit.json"), "utf8"))
      assert.deepInclude(record, { status: "failed", reason: "server_exited" })
      assert.isFalse(existsSync(join(spec.folder, "tree.json")))
    }),
  )

  it.scopedLive("names the members of a tree on disk while it stands", () =>
    Effect.gen(function* () {
      const held = yield* holding()
      const tree = `
import subprocess, sys, time
subprocess.Popen([sys.executable, "-I", "-S", "-c", "import time; time.sleep(60)"])
time.sleep(60)
`
      const { key, spec, started, end } = yield* start(held, code(tree))
      const path = join(spec.folder, "tree.json")
      yield* waitFor(
        () => existsSync(path),
        (isThere) => isThere,
      )
      const { members } = JSON.parse(readFileSync(path, "utf8"))
      const child = allProcesses().find(({ ppid }) => ppid === started.pid)
      assert.deepStrictEqual(members, [{ pid: child?.pid, start: child?.start }])
      held.client.tell({ do: "stop", key, reason: "cancelled", grace: 1, cap: null })
      assert.deepInclude(yield* end, { status: "cancelled", killed_processes: 1 })
      assert.isFalse(existsSync(path))
    }),
  )

  it.scopedLive("tells a script that ran into its address space from one that failed", () =>
    Effect.gen(function* () {
      const held = yield* holding((source) =>
        source.replace("self.memory = (folder, is_second)", "pass"),
      )
      const limits = {
        memoryBytes: Option.some(200_000_000),
        cpuSeconds: Option.none(),
        processes: Option.none(),
      }
      const greedy = "block = bytearray(500_000_000)"
      const { end } = yield* run(held, greedy, { limits })
      assert.deepInclude(end, { reason: "out_of_memory", exit_code: 1 })
      const { end: free } = yield* run(held, greedy)
      assert.strictEqual(free.status, "completed")
    }),
  )

  it.scopedLive("uses no processor while it has nothing to do", () =>
    Effect.gen(function* () {
      const held = yield* holding()
      for (let i = 0; i < 10; i++) yield* start(held, code("import time; time.sleep(60)"))
      const ticks = () => {
        const stat = readFileSync(`/proc/${held.client.identity.pid}/stat`, "utf8")
        const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ")
        return Number(fields[11]) + Number(fields[12])
      }
      yield* Effect.sleep(Duration.seconds(2))
      const before = ticks()
      yield* Effect.sleep(Duration.seconds(2))
      // A loop that never rests would have 200; the benchmark measures what it really is.
      assert.isBelow(ticks() - before, 50)
    }),
  )
})
