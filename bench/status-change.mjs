import { makeHistory } from "./lib/history.mjs"
import { cpuOf, fileSystemOf } from "./lib/machine.mjs"
import { figure, measure, row } from "./lib/pairs.mjs"
import { makePlace } from "./lib/place.mjs"
import { runScript, startServer } from "./lib/server.mjs"

const count = 10_000
const bar = 1.3
const listed = 50

/** What a job costs on a server that knows 10,000 ended ones, against a server that knows none. */
export const statusChange = {
  name: "status-change",
  run: async (context) => {
    const place = makePlace(context, { scripts: { "nothing.py": "pass\n" } })
    const given = { directory: place.work, script_path: "nothing.py", use_uv: false }
    await makeHistory(context, place.home("full"), given, count)
    const start = (name) =>
      startServer(context, place.home(name), {
        PYTHON_MCP_PYTHON: context.python.path,
        // These are as many as are kept, and more are made.
        PYTHON_MCP_RETENTION_JOBS: "0",
      })
    const servers = {
      base: await start("empty"),
      again: await start("empty-too"),
      subject: await start("full"),
    }
    const { total } = await servers.subject.call("py_list_jobs", {})
    if (total !== count) throw new Error(`${total} of ${count} jobs are known`)
    const notes = [
      `A/A: a second server over an empty state directory; state on ${fileSystemOf(place.root)}`,
    ]
    const rows = [
      ...(await runs(context, servers, given, notes)),
      await lists(context, servers, given, notes),
    ]
    for (const server of Object.values(servers)) await server.close()
    return rows
  },
}

const sides = (step) => ({
  base: () => step("base"),
  again: () => step("again"),
  subject: () => step("subject"),
})

const runs = async (context, servers, given, notes) => {
  const pairs = context.pairs ?? 100
  const warmUp = 5
  const own = { base: [], again: [], subject: [] }
  const before = mapSides(servers, ({ pid }) => cpuOf(pid))
  const series = await measure({
    ...sides(async (side) => {
      const start = performance.now()
      const { elapsed_seconds: script } = await runScript(servers[side], given)
      const took = performance.now() - start
      own[side].push(took - script * 1000)
      return took
    }),
    pairs,
    warmUp,
  })
  const used = mapSides(servers, ({ pid }, side) => cpuOf(pid) - before[side])
  const cpu = before.base === null ? null : used.subject / used.base
  const each = (side) => `${(used[side] / (pairs + warmUp)).toFixed(1)} ms`
  return [
    row(series, { name: "status-change, a short run", bar, notes }),
    row(
      mapSides(own, (all) => all.slice(warmUp)),
      {
        name: "status-change, without the script itself",
        bar,
        notes: ["the same runs; a call's time less `elapsed_seconds`"],
      },
    ),
    figure({
      name: "status-change, server's own CPU a job, ratio",
      value: cpu,
      unit: "",
      notes:
        cpu === null ? [] : [`${each("subject")} and ${each("base")}, meta/jobs.json included`],
    }),
  ]
}

const mapSides = ({ base, again, subject }, change) => ({
  base: change(base, "base"),
  again: change(again, "again"),
  subject: change(subject, "subject"),
})

/** All answer with 50 jobs: a server with fewer is given some more first. */
const lists = async (context, servers, given, notes) => {
  for (const server of Object.values(servers)) await fill(server, given)
  const series = await measure({
    ...sides(async (side) => {
      const { jobs } = await servers[side].call("py_list_jobs", { limit: listed })
      if (jobs.length !== listed) throw new Error(`${jobs.length} of ${listed} jobs are listed`)
    }),
    pairs: context.pairs ?? 100,
  })
  return row(series, { name: "status-change, list of the 50 newest", notes })
}

const fill = async (server, given) => {
  const { total } = await server.call("py_list_jobs", {})
  for (let more = total; more < listed; more++) await runScript(server, given)
}
