// The built server, over real pipes, with a state directory that lives as long as the demo.
import { execFileSync } from "node:child_process"
import { existsSync, mkdtempSync, readdirSync, readFileSync } from "node:fs"
import { rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { Client } from "@modelcontextprotocol/client"
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio"

const server = fileURLToPath(new URL("../dist/bin/python-executor-mcp.cjs", import.meta.url))

/** Short, so that a run outlasts it while somebody watches. */
export const budgetSeconds = 2

export class Stage {
  folder = mkdtempSync(join(tmpdir(), "python-executor-demo-"))
  client = new Client({ name: "demo", version: "1" })
  transport = new StdioClientTransport({
    command: process.execPath,
    args: [server],
    cwd: this.folder,
    env: {
      ...process.env,
      PYTHON_MCP_HOME: join(this.folder, "state"),
      SMART_ASYNC_TIMEOUT_SECONDS: String(budgetSeconds),
      PYTHON_MCP_KILL_GRACE_SECONDS: "1",
    },
    stderr: "pipe",
  })
  log = ""

  async open() {
    this.transport.stderr.on("data", (chunk) => {
      this.log += chunk
    })
    await this.client.connect(this.transport)
    this.pid = this.transport.pid
    const { tools } = await this.client.listTools()
    return { ...this.client.getServerVersion(), tools: tools.length }
  }

  /** The whole answer of a tool. */
  ask(name, args, options) {
    return this.client.callTool({ name, arguments: args }, options)
  }

  /** The payload of a tool that is not to fail. */
  async call(name, args, options) {
    const answer = await this.ask(name, args, options)
    if (answer.isError) throw new Error(`${name}: ${answer.content[0].text}`)
    return answer.structuredContent
  }

  /** Ends the server, and with it all that it runs; then nothing of the demo is on disk any more. */
  async close() {
    await this.client.close()
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }

  /** What is left of the demo: processes that know its folder, the server, the folder. */
  leftovers() {
    const processes = processesWith(this.folder)
    if (this.pid !== undefined && isAlive(this.pid)) processes.push(`${this.pid} the server`)
    return existsSync(this.folder) ? [...processes, this.folder] : processes
  }
}

/** The live processes whose command line holds a text, "pid command" each, as the system lists them. */
export function processesWith(text) {
  return processList().filter((line) => line.includes(text))
}

function processList() {
  if (process.platform !== "linux") {
    return execFileSync("ps", ["-A", "-ww", "-o", "pid=,command="], { encoding: "utf8" }).split(
      "\n",
    )
  }
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return `${pid} ${readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ")}`
      } catch {
        return "" // It has ended meanwhile.
      }
    })
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
