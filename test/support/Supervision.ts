import { spawnSync } from "node:child_process"
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { binary } from "./Binary.ts"
import { allKinds, type Kind } from "./Escapees.ts"
import { plainEnvironment, python } from "./Python.ts"

const known: Array<boolean> = []

/** Whether a helper process holds the processes of the built server: asked once, of a real job. */
export const probeSupervised = (): boolean => {
  if (known.length === 0) known.push(askForHelper())
  return known[0] === true
}

/** The kinds of escapee that the build ends: without a helper, one is out of its sight. */
export const endedKinds = (): ReadonlyArray<Kind> =>
  probeSupervised() ? allKinds : allKinds.filter((kind) => kind !== "daemon-emptied")

const askForHelper = (): boolean => {
  const base = mkdtempSync(join(tmpdir(), "supervised-"))
  const home = join(base, "state")
  try {
    spawnSync(process.execPath, ["-e", oneRun, binary], {
      env: { ...plainEnvironment(), PYTHON_MCP_HOME: home, PYTHON_MCP_PYTHON: python },
    })
    const [day = ""] = readdirSync(join(home, "jobs"))
    const [id = ""] = readdirSync(join(home, "jobs", day))
    const job = JSON.parse(readFileSync(join(home, "jobs", day, id, "job.json"), "utf8"))
    return job.owner.helper !== null
  } finally {
    rmSync(base, { recursive: true, force: true })
  }
}

/** A client of three lines, so that the question can be asked before there are tests. */
const oneRun = `
const child = require("node:child_process").spawn(process.execPath, [process.argv[1]], {
  stdio: ["pipe", "pipe", "ignore"],
})
const send = (message) => child.stdin.write(JSON.stringify({ jsonrpc: "2.0", ...message }) + "\\n")
send({ id: 1, method: "initialize", params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "probe", version: "0" } } })
send({ method: "notifications/initialized" })
send({ id: 2, method: "tools/call", params: { name: "run_script_in_dir", arguments: { script_content: "", directory: "/", use_uv: false } } })
let text = ""
child.stdout.on("data", (data) => {
  text += data
  if (text.includes('"id":2')) child.stdin.end()
})
setTimeout(() => child.kill("SIGKILL"), 20000).unref()
`
