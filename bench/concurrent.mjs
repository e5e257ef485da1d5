import { join } from "node:path"
import { runDirectToFile } from "./lib/direct.mjs"
import { measure, row } from "./lib/pairs.mjs"
import { makePlace } from "./lib/place.mjs"
import { runScript, startServer } from "./lib/server.mjs"

const count = 32
const script = "import time\nprint('a')\ntime.sleep(0.2)\nprint('z')\n"

const atOnce = (one) => async () => {
  await Promise.all(Array.from({ length: count }, (_, index) => one(index)))
}

/** 32 short runs at once, against the same 32 processes at once. */
export const concurrent = {
  name: "concurrent",
  run: async (context) => {
    const place = makePlace(context, { scripts: { "nap.py": script } })
    const server = await startServer(context, place.home(), {
      PYTHON_MCP_PYTHON: context.python.path,
    })
    const given = { directory: place.work, script_path: "nap.py", use_uv: false }
    const path = join(place.work, "nap.py")
    const series = await measure({
      base: atOnce((index) =>
        runDirectToFile(context, place.work, path, join(place.root, `direct-${index}.log`)),
      ),
      subject: atOnce(() => runScript(server, given, "a\nz\n")),
      pairs: context.pairs ?? 30,
      warmUp: 1,
    })
    await server.close()
    return [row(series, { name: `concurrent, ${count} at once` })]
  },
}
