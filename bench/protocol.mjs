import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { measure, row } from "./lib/pairs.mjs"
import { makePlace } from "./lib/place.mjs"
import { overHttp, overStdio } from "./lib/wire.mjs"

const smallest = fileURLToPath(new URL("lib/sdk-server.mjs", import.meta.url))
const token = "bench-bench-bench-bench-bench-bench"

/** So many requests, one after the other, are one step: a single one is shorter than the noise. */
const batch = 50

/** What the protocol's side of the server costs, against the smallest server of the SDK with the same catalogue. */
export const protocol = {
  name: "protocol",
  run: async (context) => {
    const place = makePlace(context, {})
    const catalogue = join(place.root, "tools.json")
    const settings = (name) => {
      const home = place.home(name)
      mkdirSync(join(home, "scripts"))
      return { PYTHON_MCP_HOME: home, PYTHON_MCP_HTTP_TOKEN: token }
    }
    const ours = await overStdio(context, [context.binary], settings("catalogue"), "legacy")
    const { tools } = await ours.ask("tools/list", {})
    writeFileSync(catalogue, JSON.stringify(tools))
    await ours.close()
    mkdirSync(`${catalogue}.scripts`)
    const rows = []
    for (const [transport, connect, flags] of [
      ["stdio", overStdio, []],
      ["HTTP", overHttp, ["--http"]],
    ])
      for (const era of ["legacy", "modern"]) {
        const home = settings(`${transport}-${era}`)
        const base = await connect(context, [smallest, catalogue, ...flags], {}, era)
        const subject = await connect(context, [context.binary, ...flags], home, era, token)
        for (const [what, method, params] of requests) {
          const series = await measure({
            base: repeated(base, method, params),
            subject: repeated(subject, method, params),
            pairs: context.pairs ?? 40,
            warmUp: 6,
          })
          rows.push(row(series, { name: `${what}, ${transport}, ${era}`, bar: 1.3 }))
        }
        await Promise.all([base.close(), subject.close()])
      }
    return rows
  },
}

const requests = [
  ["tools/list", "tools/list", {}],
  ["a trivial call", "tools/call", { name: "py_list_scripts", arguments: {} }],
]

const repeated =
  ({ ask }, method, params) =>
  async () => {
    for (let nth = 0; nth < batch; nth++) {
      const result = await ask(method, params)
      const isRight =
        method === "tools/list"
          ? result.tools.length > 0
          : Array.isArray(result.structuredContent?.result)
      if (!isRight) throw new Error(`a wrong answer: ${JSON.stringify(result).slice(0, 1000)}`)
    }
  }
