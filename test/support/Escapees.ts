import { spawn } from "node:child_process"
import { withMark } from "./Processes.ts"
import { plainEnvironment, python } from "./Python.ts"

/*
 * The six ways in which a process gets away from whoever started its parent. Each escapee sleeps for a
 * minute, and its command line ends with a mark by which the tests, and nobody else, know it.
 */
const escapees = `
import os, signal, subprocess, sys, time
mark = sys.argv[1]
sleeper = "import sys, time; time.sleep(60)"
deaf = "import signal, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
def start(kind, code=sleeper, **options):
    return subprocess.Popen([sys.executable, "-I", "-S", "-c", code, mark, kind], **options)
def daemon(kind, **options):
    if os.fork() == 0:
        os.setsid()
        start(kind, **options)
        os._exit(0)
    os.wait()
kinds = {
    "child": lambda: start("child"),
    "setsid": lambda: start("setsid", start_new_session=True),
    "setsid-emptied": lambda: start("setsid-emptied", start_new_session=True, env={}),
    "daemon": lambda: daemon("daemon", start_new_session=True),
    "daemon-emptied": lambda: daemon("daemon-emptied", start_new_session=True, env={}),
    "deaf": lambda: start("deaf", code=deaf),
}
for kind in filter(None, sys.argv[2].split(",")):
    kinds[kind]()
time.sleep(0.3)
print("ready", flush=True)
end = sys.argv[3]
if end == "stay":
    time.sleep(60)
`

export const allKinds = [
  "child",
  "setsid",
  "setsid-emptied",
  "daemon",
  "daemon-emptied",
  "deaf",
] as const
export type Kind = (typeof allKinds)[number]

/** A command that starts these escapees, prints "ready", and stays or ends. */
export const startsEscapees = (
  mark: string,
  kinds: ReadonlyArray<Kind>,
  end: "stay" | "end",
): [string, ...Array<string>] => [python, "-c", escapees, mark, kinds.join(","), end]

/** The kinds of the marked processes that live. */
export const livingKinds = (mark: string): Array<string> =>
  withMark(mark)
    .map(({ args }) => args.at(-1) ?? "")
    .sort()

/** For the end of a test: nobody of it may remain. */
export const killMarked = (mark: string): void => {
  for (const { pid } of withMark(mark)) process.kill(pid, "SIGKILL")
}

/** Starts a command in a session of its own, with a cookie, and gives its pid once it prints "ready". */
export const startReady = (
  argv: readonly [string, ...ReadonlyArray<string>],
  cookie: string,
): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn(argv[0], argv.slice(1), {
      detached: true,
      env: { ...plainEnvironment(), PYTHON_MCP_JOB_ID: cookie },
      stdio: ["ignore", "pipe", "inherit"],
    })
    child.on("error", reject)
    child.stdout.once("data", () => {
      child.stdout.destroy()
      resolve(child.pid ?? 0)
    })
  })
