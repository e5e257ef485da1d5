import { execFileSync } from "node:child_process"
import { existsSync, readdirSync } from "node:fs"
import { dirname, join } from "node:path"

/** A real interpreter, never a shim: asked once, by its own word. */
export const python: string = execFileSync("python3", ["-c", "import sys; print(sys.executable)"], {
  encoding: "utf8",
}).trim()

/** The environment of this process without what would change how Python prints or caches. */
export const plainEnvironment = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined || unwanted.has(name) ? [] : [[name, value]],
    ),
  )

const unwanted = new Set(["PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "PYTHON_MCP_JOB_ID"])

const versions = join(dirname(python), "..", "..")

/** Every interpreter beside that one, where a version manager keeps several; else only that one. */
export const interpreters: ReadonlyArray<readonly [path: string, version: string]> = (() => {
  const beside = readdirSync(versions)
    .filter((name) => /^3\.(?:[89]|\d\d)\.\d+$/.test(name))
    .map((name) => [join(versions, name, "bin", "python3"), name] as const)
    .filter(([path]) => existsSync(path))
  return beside.length === 0 ? [[python, "of this machine"]] : beside
})()
