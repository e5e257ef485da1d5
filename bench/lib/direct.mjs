import { spawn } from "node:child_process"
import { closeSync, openSync } from "node:fs"

const ended = (child, what) =>
  new Promise((resolve, reject) => {
    child.once("error", reject)
    child.once("exit", (code, signal) =>
      code === 0 ? resolve() : reject(new Error(`${what} ended with ${signal ?? code}`)),
    )
  })

/** A program run directly, to its end, without output. */
export const runDirect = (environment, command, args) =>
  ended(spawn(command, args, { env: environment, stdio: "ignore" }), command)

/** What the server sets for a script, so that both sides run it alike. */
export const scriptEnvironment = (environment) => ({
  ...environment,
  PYTHONUNBUFFERED: "1",
  PYTHONIOENCODING: "utf-8",
})

/** A script run by the interpreter itself, its output in a file, as the server has it, too. */
export const runDirectToFile = async ({ environment, python }, directory, script, output) => {
  const fd = openSync(output, "w", 0o600)
  try {
    const options = {
      cwd: directory,
      env: scriptEnvironment(environment),
      stdio: ["ignore", fd, fd],
    }
    await ended(spawn(python.path, [script], options), python.path)
  } finally {
    closeSync(fd)
  }
}
