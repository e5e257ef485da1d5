import { makeHistory } from "./lib/history.mjs"
import { fileSystemOf, peakMemory } from "./lib/machine.mjs"
import { figure, measure, row } from "./lib/pairs.mjs"
import { makePlace } from "./lib/place.mjs"
import { runScript, startServer } from "./lib/server.mjs"

const count = 100_000
const bar = 1.3
const listed = 50

/** A history that long: starting, listing and running, against a server that knows next to none. */
export const history = {
  name: "history",
  run: async (context) => {
    const place = makePlace(context, { scripts: { "nothing.py": "pass\n" } })
    const given = { directory: place.work, script_path: "nothing.py", use_uv: false }
    await makeHistory(context, place.home("full"), given, count)
    // Else retention would take nine tenths of it away.
    const variables = { PYTHON_MCP_PYTHON: context.python.path, PYTHON_MCP_RETENTION_JOBS: "0" }
    const start = (name) => startServer(context, place.home(name), variables)
    await fill(await start("empty"), given)
    await fill(await start("again"), given)
    const notes = [
      `${count} ended jobs against ${listed}; state on ${fileSystemOf(place.root)}`,
      "A/A: a second server over a state directory with few jobs",
    ]
    await settle(await start("full"))
    const starts = await startAndList(context, start, notes)
    const servers = {
      base: await start("empty"),
      again: await start("again"),
      subject: await start("full"),
    }
    const rows = [
      ...starts,
      await lists(context, servers, "py_list_jobs", { limit: listed }, notes),
      await lists(context, servers, "py_list_jobs", { limit: 1, status_filter: "failed" }, notes),
      await lists(context, servers, "list_running_jobs", {}, notes),
      await changes(context, servers, given, notes),
      memory(servers),
    ]
    for (const server of Object.values(servers)) await server.close()
    return rows
  },
}

const fill = async (server, given) => {
  for (let more = 0; more < listed; more++) await runScript(server, given)
  await server.close()
}

/** Some server has been there for long enough to count the jobs of past days. */
const settle = async (server) => {
  await server.call("py_list_jobs", { limit: 1 })
  await new Promise((resolve) => setTimeout(resolve, 20_000))
  await server.close()
}

const sides = (step) => ({
  base: () => step("base"),
  again: () => step("again"),
  subject: () => step("subject"),
})

const homes = { base: "empty", again: "again", subject: "full" }

/** From the spawn to the first list, which is what a client waits for that has a server per session. */
const startAndList = async (context, start, notes) => {
  const own = { base: [], again: [], subject: [] }
  const series = await measure({
    ...sides(async (side) => {
      const begun = performance.now()
      const server = await start(homes[side])
      const started = performance.now()
      const { jobs } = await server.call("py_list_jobs", { limit: listed })
      own[side].push(performance.now() - started)
      if (jobs.length !== listed) throw new Error(`${jobs.length} of ${listed} jobs are listed`)
      await server.close()
      return started - begun
    }),
    pairs: context.pairs ?? 20,
    warmUp: 1,
  })
  const first = {
    base: own.base.slice(1),
    again: own.again.slice(1),
    subject: own.subject.slice(1),
  }
  return [
    row(series, { name: "history, start to the first `tools/list`", notes }),
    row(first, { name: "history, the first list of a new server", notes }),
  ]
}

const lists = async (context, servers, tool, args, notes) => {
  const series = await measure({
    ...sides((side) => servers[side].call(tool, args)),
    pairs: context.pairs ?? 50,
  })
  const what = args.status_filter === undefined ? "" : ` of those that are ${args.status_filter}`
  return row(series, { name: `history, ${tool}${what}`, notes })
}

const changes = async (context, servers, given, notes) => {
  const series = await measure({
    ...sides((side) => runScript(servers[side], given)),
    pairs: context.pairs ?? 50,
    warmUp: 3,
  })
  return row(series, { name: "history, a short run", bar, notes })
}

const memory = ({ base, subject }) => {
  const [few, many] = [peakMemory(base.pid), peakMemory(subject.pid)]
  return figure({
    name: "history, peak memory, ratio",
    value: few === null || many === null ? null : many / few,
    unit: "",
    notes: few === null ? [] : [`${Math.round(many / 1e6)} MB and ${Math.round(few / 1e6)} MB`],
  })
}
