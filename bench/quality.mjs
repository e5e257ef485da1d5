import { existsSync, readdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { runDirect } from "./lib/direct.mjs"
import { cpuOf } from "./lib/machine.mjs"
import { measure, row } from "./lib/pairs.mjs"
import { makePlace } from "./lib/place.mjs"
import { startServer } from "./lib/server.mjs"

const ugly = "x = {  'a':1 }\ndef f( a ):\n  return a\n"
const pretty = 'x = {"a": 1}\n\n\ndef f(a):\n    return a\n'

/** A warm `format_code` of a small text, against the tool's own process. Needs PyPI once. */
export const quality = {
  name: "quality",
  run: async (context) => {
    const place = makePlace(context, { scripts: {} })
    const home = place.home()
    const server = await startServer(context, home)
    const rows = []
    for (const tool of ["ruff", "black"])
      rows.push(await series(context, place, home, server, tool))
    await server.close()
    return rows
  },
}

const series = async (context, place, home, server, tool) => {
  const file = join(place.work, "small.py")
  const subject = async () => {
    const { formatted } = await server.call("format_code", { code: ugly, tool })
    if (formatted !== pretty) throw new Error(`a wrong answer: ${formatted}`)
  }
  await subject()
  const [command, ...args] = commandOf(home, tool, file)
  const pairs = context.pairs ?? (tool === "ruff" ? 100 : 20)
  const warmUp = 5
  const before = cpuOf(server.pid)
  const measured = await measure({
    base: () => {
      writeFileSync(file, ugly)
      return runDirect(context.environment, command, args)
    },
    subject,
    pairs,
    warmUp,
  })
  const cpu = before === null ? [] : [(cpuOf(server.pid) - before) / (pairs + warmUp)]
  return row(measured, {
    name: `format_code of a small text, ${tool}`,
    bar: 3,
    notes: cpu.map((ms) => `the server's own CPU: ${ms.toFixed(1)} ms a call`),
  })
}

/** As somebody would run it who has no configuration: the very program that the server runs. */
const commandOf = (home, tool, file) => {
  const environments = join(home, "environments")
  const name = readdirSync(environments).find((one) =>
    existsSync(join(environments, one, "bin", tool)),
  )
  const bin = join(environments, name, "bin")
  return tool === "ruff"
    ? [join(bin, "ruff"), "format", "--isolated", "--no-cache", file]
    : [join(bin, "python"), "-I", "-m", "black", "--config=/dev/null", "--no-cache", "-q", file]
}
