import { readdirSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
import { isFull } from "../support/Faults.ts"
import { newest, type Profiling, profilingScene } from "../support/Profiling.ts"
import { interpreters } from "../support/Python.ts"

// A script under a profiler is the same program: the real interpreters run both.

const { made, doctored } = profilingScene()

/** What addresses and counters of threads would tell apart. */
const comparable = (text: string): string =>
  text.replaceAll(/0x[0-9a-f]+/g, "0x").replaceAll(/Thread-\d+/g, "Thread")

const same = async (code: string, given: Profiling = {}) => {
  const script = made(code, given)
  const both = [await script.plain("a", " b "), await script.profiled("a", " b ")]
  const [plain, profiled] = both.map((ran) => ({
    ...ran,
    stdout: comparable(ran.stdout),
    stderr: comparable(ran.stderr),
  }))
  assert.deepStrictEqual(profiled, plain)
  return { script, ran: plain }
}

const programs: Readonly<Record<string, string>> = {
  "an exception, its cause and their traceback": `
def f():
    raise ValueError('no')
try:
    f()
except ValueError as error:
    raise KeyError('x') from error`,
  "a syntax error": "x = 1\nif x\n    pass\n",
  "an exit code": "import sys; print('a'); sys.exit(3)",
  "an exit with words": "import sys; sys.exit('bye')",
  "an exit without any ado": "import os; print('a'); os._exit(4)",
  "a signal of its own":
    "import os, signal, time; os.kill(os.getpid(), signal.SIGTERM); time.sleep(60)",
  "an interruption": "def f():\n    raise KeyboardInterrupt\nf()",
  "a hook of its own for exceptions": `
import sys, traceback
def hook(kind, error, tb):
    print('HOOK', ''.join(traceback.format_exception(kind, error, tb)))
sys.excepthook = hook
1 / 0`,
  "what it knows of itself": `
"""Doc."""
import pickle, sys, __main__
class A: pass
x: int = 1
assert type(pickle.loads(pickle.dumps(A()))) is A
assert __main__.__dict__ is globals() and locals() is globals()
print(__name__, __file__, __doc__, __spec__, __package__, A.__module__, sys.argv, sys.path)
print(type(__loader__).__name__, sorted(globals()), __builtins__, sys.flags)
print(getattr(sys, "orig_argv", [])[1:])`,
  "processes by fork, by multiprocessing and by a command": `
import multiprocessing, os, subprocess, sys
def square(x): return x * x
if __name__ == "__main__":
    if os.fork() == 0:
        os._exit(3)
    print(os.wait()[1])
    for method in ("fork", "spawn"):
        with multiprocessing.get_context(method).Pool(1) as pool:
            print(pool.map(square, range(3)))
    ask = "import signal; print(signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGURG))"
    print(subprocess.run([sys.executable, "-c", ask], stdout=subprocess.PIPE).stdout)`,
  "a child that it ends": `
import multiprocessing, time
child = multiprocessing.get_context("fork").Process(target=time.sleep, args=(60,))
child.start(); child.terminate(); child.join(); print(child.exitcode)`,
  "threads that outlive it, and what runs at exit": `
import atexit, threading, time
def work():
    time.sleep(0.1); print('thread'); 1 / 0
threading.Thread(target=work, name='T').start()
atexit.register(print, 'at exit')`,
  "another program in its place": `
import os, sys
print('before', flush=True)
os.execv(sys.executable, [sys.executable, '-c', 'print("after")'])`,
  coroutines: `
import asyncio
async def one():
    await asyncio.sleep(0.01); return 1
async def all():
    print(sum(await asyncio.gather(*[one() for _ in range(5)])))
asyncio.run(all())`,
  "deep recursion, a warning and its own traceback": `
import traceback, warnings
def deep(): deep()
try: deep()
except RecursionError: print('deep')
warnings.warn('careful')
def f():
    try: 1 / 0
    except ZeroDivisionError: traceback.print_exc()
f()`,
}

const tried = isFull ? interpreters.map(([path]) => path) : [newest[0]]

describe("a script under a profiler is as it is without one", () => {
  for (const [what, code] of Object.entries(programs)) {
    it(`with ${what}`, { timeout: 120_000 }, async () => {
      for (const path of tried) {
        await same(code, { python: path })
        if (isFull) await same(code, { python: path, profiler: "memory" })
      }
    })
  }

  it("with -P, where the first place of sys.path is not its folder's", async () => {
    const path = interpreters.find(([, version]) => /^3\.1[1-9]\./.test(version))?.[0]
    if (path === undefined) return
    const { ran } = await same("import sys; print(sys.path, sys.flags.safe_path)", {
      python: path,
      options: ["-P"],
    })
    assert.notInclude(ran?.stdout, "script-")
  })

  it("and writes no byte code of the profiler's into its folder, which may be anybody's", async () => {
    const program = doctored("watch.py", "PAUSE = 2.0", "PAUSE = 3.0")
    for (const profiler of ["cprofile", "memory"] as const) {
      await same("import colorsys; print(1)", { program, profiler })
    }
    const names = readdirSync(program, { recursive: true, encoding: "utf8" })
    assert.isEmpty(names.filter((name) => name.includes("__pycache__")))
  })

  it("with a source in another encoding", async () => {
    const { ran } = await same("# -*- coding: latin-1 -*-\nprint(len('é'))")
    assert.strictEqual(ran?.stdout, "2\n")
  })

  it("with a signal that it waits for: the profiler's own thread takes none but its own", async () => {
    const script = made(
      `import os
def blocked(task):
    lines = open("/proc/self/task/%s/status" % task).read().splitlines()
    return [int(line.split()[1], 16) for line in lines if line.startswith("SigBlk")][0]
(other,) = [task for task in os.listdir("/proc/self/task") if int(task) != os.getpid()]
while blocked(other) >> 22 & 1: pass  # A thread begins with all blocked.
print("%x" % blocked(other))`,
    )
    const blocked = BigInt(`0x${(await script.profiled()).stdout.trim()}`)
    const isBlocked = (number: number) => (blocked >> BigInt(number - 1)) & 1n
    assert.deepStrictEqual([14, 15, 2, 10, 23].map(isBlocked), [1n, 1n, 1n, 1n, 0n])
  })
})
