import { execFileSync } from "node:child_process"

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
