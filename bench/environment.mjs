import { execFileSync } from "node:child_process"
import { existsSync } from "node:fs"
import { join } from "node:path"
import { runDirect } from "./lib/direct.mjs"
import { figure, measure, row } from "./lib/pairs.mjs"
import { makePlace } from "./lib/place.mjs"
import { runScript, startServer } from "./lib/server.mjs"
import { median } from "./lib/stats.mjs"

const dependencies = ["requests", "numpy", "pandas"]

const scripts = {
  "one.py": "print(1)\n",
  ...Object.fromEntries(dependencies.map((name) => [`${name}.py`, importing(name)])),
}

/** Under a name of its own, so that the script is not what it imports. */
function importing(name) {
  return `import sys\nsys.path.pop(0)\nimport ${name}\nprint(1)\n`
}

/** A run with packages, warm: against a Python that has them, and against `uv run`. Needs PyPI once. */
export const environment = {
  name: "environment",
  run: async (context) => {
    const place = makePlace(context, { scripts })
    const plain = plainVenv(context, join(place.root, "plain"))
    const home = place.home()
    const settings = { PYTHON_MCP_PYTHON: plain }
    const server = await startServer(context, home, settings)
    const given = { directory: place.work, dependencies }
    await runScript(server, { ...given, script_path: "pandas.py" }, "1\n")
    const rows = []
    for (const name of Object.keys(scripts)) rows.push(await child(context, server, place, name))
    for (const way of ways) rows.push(await againstUv(context, server, given, home, way))
    rows.push(await lookup(context, server, given))
    await server.close()
    rows.push(await inherited(context, place, settings))
    return rows
  },
}

/** The packages beside a plain Python, their modules compiled: what a person has who works by hand. */
const plainVenv = ({ environment, python }, folder) => {
  const run = (command, ...args) =>
    execFileSync(command, args, { env: environment, stdio: ["ignore", "ignore", "inherit"] })
  run(python.path, "-m", "venv", folder)
  const path = join(folder, "bin", "python")
  run(path, "-m", "pip", "install", "-q", "--disable-pip-version-check", ...dependencies)
  return path
}

const elapsed = (server, given) => async () =>
  (await runScript(server, given, "1\n")).elapsed_seconds * 1000

/** The script's own time in both, as the same supervisor took it. */
const child = async (context, server, { work }, name) => {
  const given = { directory: work, script_path: name }
  const measured = await measure({
    base: elapsed(server, { ...given, use_uv: false }),
    subject: elapsed(server, { ...given, dependencies }),
    pairs: context.pairs ?? 30,
  })
  return row(measured, { name: `the child alone: ${name}, against bare Python`, bar: 1.1 })
}

/** As people type it, which asks the index; and with all that makes it faster: what Python itself takes is half of that. */
const ways = [
  { name: "uv run --with", more: [], bar: 0.5 },
  { name: "uv run --isolated --offline --with", more: ["--isolated", "--offline"], bar: null },
]

const againstUv = async (context, server, given, home, { name, more, bar }) => {
  const uv = findUv(context, home)
  const packages = dependencies.flatMap((one) => ["--with", one])
  const options = ["--no-project", ...more, "--python", context.python.path]
  const script = join(given.directory, "one.py")
  const args = ["run", ...options, ...packages, script]
  const env = { ...context.environment, UV_CACHE_DIR: join(home, "cache", "uv") }
  const measured = await measure({
    base: () => runDirect(env, uv, args),
    subject: async () => {
      await runScript(server, { ...given, script_path: "one.py" }, "1\n")
    },
    pairs: context.pairs ?? 30,
  })
  return row(measured, { name: `the whole call, against ${name} (the same cache)`, bar })
}

/** The one that the server has installed where there was none, else the one on PATH. */
const findUv = ({ environment }, home) => {
  const own = join(home, "uv", "0.13.9", "uv")
  if (existsSync(own)) return own
  return execFileSync("sh", ["-c", "command -v uv"], { env: environment, encoding: "utf8" }).trim()
}

const lookup = async (context, server, given) => {
  const took = []
  for (let round = 0; round < (context.pairs ?? 30); round++) {
    const answer = await runScript(server, { ...given, script_path: "one.py" }, "1\n")
    took.push(answer.environment_seconds * 1000)
  }
  return figure({
    name: "finding an environment that is there",
    value: median(took),
    unit: "ms",
    bar: 1,
  })
}

/** What many images set for every Python must not cost a compilation at each run. */
const inherited = async (context, place, settings) => {
  const given = { directory: place.work, script_path: "pandas.py", dependencies }
  const servers = []
  for (const [name, more] of [
    ["without", {}],
    ["with", { PYTHONDONTWRITEBYTECODE: "1" }],
  ]) {
    const server = await startServer(context, place.home(name), { ...settings, ...more })
    await runScript(server, given, "1\n")
    servers.push(server)
  }
  const [base, subject] = servers.map((server) => elapsed(server, given))
  const measured = await measure({ base, subject, pairs: context.pairs ?? 30 })
  for (const server of servers) await server.close()
  return row(measured, {
    name: "the child of a server with PYTHONDONTWRITEBYTECODE=1, against one without",
    bar: 1.1,
  })
}
