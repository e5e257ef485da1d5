import { join } from "node:path"
import { runDirectToFile } from "./lib/direct.mjs"
import { cpuOf, fileSystemOf } from "./lib/machine.mjs"
import { measure, row } from "./lib/pairs.mjs"
import { makePlace } from "./lib/place.mjs"
import { runScript, startServer } from "./lib/server.mjs"

/** One warm call, against the same interpreter run directly on the same file. */
export const call = {
  name: "call",
  run: async (context) => {
    const place = makePlace(context, { scripts: { "one.py": "print(1)\n" } })
    const server = await startServer(context, place.home(), {
      PYTHON_MCP_PYTHON: context.python.path,
    })
    const rows = []
    for (const useUv of [true, false]) rows.push(await series(context, place, server, useUv))
    await server.close()
    return rows
  },
}

const series = async (context, place, server, useUv) => {
  const given = { directory: place.work, script_path: "one.py", use_uv: useUv }
  const script = join(place.work, "one.py")
  const output = join(place.root, "direct.log")
  const pairs = context.pairs ?? 100
  const warmUp = 5
  const before = cpuOf(server.pid)
  const measured = await measure({
    base: () => runDirectToFile(context, place.work, script, output),
    subject: async () => {
      await runScript(server, given, "1\n")
    },
    pairs,
    warmUp,
  })
  const cpu = before === null ? [] : [(cpuOf(server.pid) - before) / (pairs + warmUp)]
  return row(measured, {
    name: `call, use_uv: ${useUv}`,
    bar: 1.5,
    notes: [
      `state on ${fileSystemOf(place.root)}`,
      ...cpu.map((ms) => `the server's own CPU: ${ms.toFixed(1)} ms a call`),
    ],
  })
}
