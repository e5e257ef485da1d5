import { spawnSync } from "node:child_process"
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

/** The server's environment, without what would change what the live tests look at. */
export const serverEnvironment: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined || /^(?:PYTHON|UV_|UV$|VIRTUAL_ENV|CONDA)/.test(name)
      ? []
      : [[name, value] as const],
  ),
)

/** A folder for one test file, with a real uv in it, or the reason why there is none. */
export interface LiveUv {
  readonly folder: string
  readonly uv: string
  readonly unavailable: string | null
  readonly remove: () => void
}

/** The uv that our code would install, by pip from PyPI: once for all files of a run of the tests. */
export const installUv = (): LiveUv => {
  const folder = mkdtempSync(join(tmpdir(), "python-mcp-environments-"))
  const shared = process.env.TEST_RUN_FOLDER ?? folder
  const report = join(shared, "report")
  if (isFirst(shared)) {
    const failure = install(join(shared, "venv"))
    // Whole at once, for whoever waits for it.
    writeFileSync(`${report}.new`, failure)
    renameSync(`${report}.new`, report)
  }
  for (let waited = 0; !existsSync(report) && waited < 200; waited++) sleep(1000)
  const failure = existsSync(report) ? readFileSync(report, "utf8") : "another file waits for it"
  return {
    folder,
    uv: join(shared, "venv/bin/uv"),
    unavailable: failure === "" ? null : `uv cannot be installed from PyPI: ${failure}`,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

const isFirst = (shared: string): boolean => {
  try {
    mkdirSync(join(shared, "begun"))
    return true
  } catch {
    return false
  }
}

/** Gives what went wrong; nothing where nothing did. */
const install = (venv: string): string => {
  const commands = [
    ["python3", "-m", "venv", venv],
    [join(venv, "bin/python"), "-m", "pip", "install", "-q", "--retries=1", "uv==0.13.9"],
  ] as const
  const failed = commands
    .map(([command, ...args]) =>
      spawnSync(command, args, { encoding: "utf8", env: serverEnvironment, timeout: 100_000 }),
    )
    .find(({ status }) => status !== 0)
  return failed === undefined ? "" : failed.stderr || "it was ended"
}

const sleep = (millis: number): void => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, millis)
}
