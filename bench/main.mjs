import { writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"
import { call } from "./call.mjs"
import { coldStart } from "./cold-start.mjs"
import { concurrent } from "./concurrent.mjs"
import { environment } from "./environment.mjs"
import { history } from "./history.mjs"
import { cleanEnvironment, findPython, loadNow, machine } from "./lib/machine.mjs"
import { releaseAll } from "./lib/place.mjs"
import { markdown } from "./lib/report.mjs"
import { output } from "./output.mjs"
import { protocol } from "./protocol.mjs"
import { quality } from "./quality.mjs"
import { statusChange } from "./status-change.mjs"
import { supervisor } from "./supervisor.mjs"

const all = [
  coldStart,
  call,
  output,
  concurrent,
  statusChange,
  history,
  supervisor,
  environment,
  protocol,
  quality,
]

const usage = `usage: npm run bench -- [name…] [options]

names: ${all.map(({ name }) => name).join(", ")} (default: all)

  --json FILE     the figures as JSON, too
  --pairs N       so many pairs of each instead of each benchmark's own number
  --python PATH   the interpreter of both sides (default: the one behind python3)
  --state DIR     where state directories and output go (default: the temporary directory)
  --binary FILE   another build of the server
`

const options = {
  json: { type: "string" },
  pairs: { type: "string" },
  python: { type: "string" },
  state: { type: "string" },
  binary: { type: "string" },
  help: { type: "boolean", short: "h" },
}

const read = () => {
  const { values, positionals } = parseArgs({ options, allowPositionals: true })
  const unknown = positionals.filter((name) => !all.some((one) => one.name === name))
  if (unknown.length > 0) throw new Error(`no such benchmark: ${unknown.join(", ")}`)
  const pairs = values.pairs === undefined ? undefined : Number(values.pairs)
  if (pairs !== undefined && !(Number.isInteger(pairs) && pairs > 0)) {
    throw new Error(`--pairs is not a whole number from 1: ${values.pairs}`)
  }
  const chosen =
    positionals.length === 0 ? all : all.filter(({ name }) => positionals.includes(name))
  return { ...values, pairs, chosen }
}

const runAll = async (given, resources) => {
  const python = findPython(given.python)
  const context = {
    python,
    pairs: given.pairs,
    state: given.state,
    binary:
      given.binary ??
      fileURLToPath(new URL("../dist/bin/python-executor-mcp.cjs", import.meta.url)),
    environment: cleanEnvironment(),
    resources,
  }
  const about = machine(python)
  const rows = []
  for (const { name, run } of given.chosen) {
    const before = loadNow()
    console.error(`${name} …`)
    const made = await run(context)
    await releaseAll(resources)
    const load = `${before} to ${loadNow()}`
    rows.push(...made.map((row) => ({ benchmark: name, ...row, load })))
  }
  return { machine: about, rows }
}

const main = async () => {
  const resources = new Set()
  let given
  try {
    given = read()
  } catch (error) {
    console.error(`${error.message}\n\n${usage}`)
    return 2
  }
  if (given.help) {
    console.log(usage)
    return 0
  }
  let stopping = false
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    // Asked twice, as `timeout` does, it still clears up.
    process.on(signal, () => {
      if (stopping) return
      stopping = true
      void releaseAll(resources).then(() => process.exit(130))
    })
  }
  try {
    const report = await runAll(given, resources)
    console.log(markdown(report))
    if (given.json !== undefined) writeFileSync(given.json, `${JSON.stringify(report, null, 2)}\n`)
    return report.rows.some(({ passed }) => passed === false) ? 1 : 0
  } catch (error) {
    console.error(error)
    return 1
  } finally {
    await releaseAll(resources)
  }
}

process.exitCode = await main()
