import { rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { runDirect, scriptEnvironment } from "./lib/direct.mjs"
import { fileSystemOf, forgetPeak, hasRoom, peakMemory } from "./lib/machine.mjs"
import { figure, measure, row } from "./lib/pairs.mjs"
import { makePlace } from "./lib/place.mjs"
import { runScript, startServer } from "./lib/server.mjs"

const writes = 1024
const size = writes * 1024 * 1024

const script = `import sys
block = (b"x" * 63 + b"\\n") * 16384
for _ in range(${writes}):
    sys.stdout.buffer.write(block)
`

/** Memory where there is any: a disk's writeback hides all that the server could cost. */
const parentFor = (state) => {
  if (state !== undefined) return state
  return hasRoom("/dev/shm", 2 * size) ? "/dev/shm" : tmpdir()
}

/** 1 GB of output, against a shell that sends it to a file; and what the server's memory does meanwhile. */
export const output = {
  name: "output",
  run: async (context) => {
    const place = makePlace(context, {
      parent: parentFor(context.state),
      scripts: { "output.py": script },
    })
    const server = await startServer(context, place.home(), {
      PYTHON_MCP_PYTHON: context.python.path,
      PYTHON_MCP_MAX_OUTPUT_BYTES: String(4 * size),
    })
    const growth = []
    const series = await measure({
      base: () => direct(context, place),
      subject: () => served(server, place, growth),
      pairs: context.pairs ?? 30,
      warmUp: 1,
    })
    await server.close()
    const notes = [`state and output on ${fileSystemOf(place.root)}`]
    // The first one belongs to the warm-up round, and counts: memory is no matter of warmth.
    const value = growth.includes(null) ? null : Math.max(...growth) / 1e6
    return [
      row(series, { name: "output, 1 GB", bar: 1.1, notes }),
      figure({ name: "output, peak memory over before", value, unit: "MB", bar: 30 }),
    ]
  },
}

const direct = async ({ environment, python }, place) => {
  const file = join(place.root, "direct.log")
  const shell = 'exec "$0" "$1" > "$2"'
  const start = performance.now()
  const args = ["-c", shell, python.path, join(place.work, "output.py"), file]
  await runDirect(scriptEnvironment(environment), "sh", args)
  const took = performance.now() - start
  removeWhole(file)
  return took
}

const served = async (server, place, growth) => {
  forgetPeak(server.pid)
  const before = peakMemory(server.pid)
  const start = performance.now()
  const answer = await runScript(server, {
    directory: place.work,
    script_path: "output.py",
    use_uv: false,
  })
  const took = performance.now() - start
  const after = peakMemory(server.pid)
  growth.push(before === null || after === null ? null : after - before)
  const day = new Date(timeOf(answer.job_id)).toISOString().slice(0, 10)
  removeWhole(join(place.home(), "jobs", day, answer.job_id, "stdout.log"))
  return took
}

const removeWhole = (file) => {
  const found = statSync(file).size
  if (found !== size) throw new Error(`${found} of ${size} bytes arrived`)
  rmSync(file)
}

const digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

const timeOf = (ulid) =>
  [...ulid.slice(0, 10)].reduce((time, digit) => time * 32 + digits.indexOf(digit), 0)
