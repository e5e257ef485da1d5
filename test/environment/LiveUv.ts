import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
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

/** Installs the uv that our code would install, by pip, into a folder of its own. */
export const installUv = (): LiveUv => {
  const folder = mkdtempSync(join(tmpdir(), "python-mcp-environments-"))
  const venv = join(folder, "venv")
  const commands = [
    ["python3", "-m", "venv", venv],
    [join(venv, "bin/python"), "-m", "pip", "install", "-q", "--retries=1", "uv==0.13.9"],
  ] as const
  const failed = commands
    .map(([command, ...args]) =>
      spawnSync(command, args, { encoding: "utf8", env: serverEnvironment, timeout: 100_000 }),
    )
    .find(({ status }) => status !== 0)
  return {
    folder,
    uv: join(venv, "bin/uv"),
    unavailable: failed === undefined ? null : `uv cannot be installed from PyPI: ${failed.stderr}`,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
