import { runDirect } from "./lib/direct.mjs"
import { measure, row } from "./lib/pairs.mjs"
import { makePlace } from "./lib/place.mjs"
import { startServer } from "./lib/server.mjs"

/** From the spawn to the answer of the first `tools/list`, against a Node that does nothing. */
export const coldStart = {
  name: "cold-start",
  run: async (context) => {
    const place = makePlace(context, {})
    const home = place.home()
    const nothing = () => runDirect(context.environment, process.execPath, ["-e", "0"])
    const answer = async () => {
      const start = performance.now()
      const server = await startServer(context, home)
      const took = performance.now() - start
      if (server.tools.length === 0) throw new Error("a server without tools")
      await server.close()
      return took
    }
    const series = await measure({ base: nothing, subject: answer, pairs: context.pairs ?? 60 })
    return [row(series, { name: "cold-start", bar: 2.5 })]
  },
}
