import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

const { PYTHONDONTWRITEBYTECODE: _, PYTHONUNBUFFERED: __, ...environment } = process.env

const run = (program: string, args: ReadonlyArray<string>, options: object = {}) =>
  spawnSync(program, args, {
    encoding: "utf8",
    env: environment,
    maxBuffer: 64 * 1024 * 1024,
    timeout: 100_000,
    ...options,
  })

/** The real interpreter behind `python3`, so that no shim is started again for every question. */
const findPython = (): string =>
  run("python3", ["-c", "import sys; print(sys.executable)"]).stdout.trim()

/** Asks Python once: `script` finds the questions in `given` and leaves its answers in `answers`. */
export const askPython = (script: string, given: unknown, path = ""): unknown => {
  const program = `import json, sys\ngiven = json.load(sys.stdin)\n${script}\nprint(json.dumps(answers))`
  const { status, stdout, stderr } = run(findPython(), ["-c", program], {
    input: JSON.stringify(given),
    env: {
      ...environment,
      PYTHONIOENCODING: "utf-8",
      ...(path === "" ? {} : { PYTHONPATH: path }),
    },
  })
  if (status !== 0) throw new Error(`Python ended with ${status}: ${stderr}`)
  return JSON.parse(stdout)
}

/**
 * Asks Python with the newest `packaging` of PyPI, installed into a temporary folder for this one
 * question; where it cannot be had, `unavailable` is told why.
 */
export const askPackaging = (
  script: string,
  given: unknown,
  unavailable: (reason: string) => never,
): unknown => {
  const folder = mkdtempSync(join(tmpdir(), "packaging-"))
  try {
    const options = ["--quiet", "--disable-pip-version-check", "--no-input", "--no-cache-dir"]
    const network = ["--retries", "1", "--timeout", "10"]
    const args = ["-m", "pip", "install", ...options, ...network, "--target", folder, "packaging"]
    const { status, stderr } = run(findPython(), args)
    if (status !== 0) unavailable(`packaging cannot be installed: ${stderr.trim().slice(-300)}`)
    return askPython(script, given, folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A seed for this run's cases; ORACLE_SEED repeats an earlier run. */
export const oracleSeed = (): number => {
  const seed = Number(process.env.ORACLE_SEED ?? Math.floor(Math.random() * 2 ** 31))
  console.info(`oracle cases with ORACLE_SEED=${seed}`)
  return seed
}
