import { spawn } from "node:child_process"
import { closeSync, openSync, readFileSync } from "node:fs"
import { join } from "node:path"

const clientInfo = { name: "bench", version: "0" }

/**
 * A server over a state directory, spoken to as raw JSON-RPC: nothing of a client library is in the
 * figures. It has answered its first `tools/list` when this gives it back.
 */
export const startServer = async ({ binary, environment, resources }, home, settings = {}) => {
  const log = join(home, "..", `server-${Math.random().toString(36).slice(2)}.log`)
  const stderr = openSync(log, "a")
  const child = spawn(process.execPath, [binary], {
    env: { ...environment, ...settings, PYTHON_MCP_HOME: home },
    stdio: ["pipe", "pipe", stderr],
  })
  closeSync(stderr)
  const exit = new Promise((resolve) => child.once("exit", resolve))
  const line = connection(child, () => readFileSync(log, "utf8").slice(-2000))
  const close = async () => {
    child.stdin.end()
    const timer = setTimeout(() => child.kill("SIGKILL"), 10_000)
    await exit
    clearTimeout(timer)
    resources.delete(close)
  }
  resources.add(close)
  await line.request("initialize", {
    protocolVersion: "2025-11-25",
    capabilities: {},
    clientInfo,
  })
  line.notify("notifications/initialized")
  const { tools } = await line.request("tools/list", {})
  return { pid: child.pid, tools, call: caller(line), close }
}

const connection = (child, log) => {
  const waiting = new Map()
  let rest = ""
  let last = 0
  let ended = false
  child.stdout.setEncoding("utf8")
  child.stdout.on("data", (chunk) => {
    const lines = (rest + chunk).split("\n")
    rest = lines.pop()
    for (const line of lines) {
      const message = JSON.parse(line)
      waiting.get(message.id)?.(message)
      waiting.delete(message.id)
    }
  })
  child.stdin.on("error", () => {})
  child.once("exit", (code, signal) => {
    ended = true
    const error = { message: `the server ended (${signal ?? code}): ${log()}` }
    for (const answer of waiting.values()) answer({ error })
  })
  const send = (message) => child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`)
  const request = (method, params) =>
    new Promise((resolve, reject) => {
      if (ended) return reject(new Error("the server has ended"))
      last += 1
      waiting.set(last, ({ result, error }) =>
        error === undefined ? resolve(result) : reject(new Error(`${method}: ${error.message}`)),
      )
      send({ id: last, method, params })
    })
  return { request, notify: (method) => send({ method }) }
}

const caller = (line) => async (name, given) => {
  const { isError, content, structuredContent } = await line.request("tools/call", {
    name,
    arguments: given,
  })
  if (isError) throw new Error(`${name}: ${content[0]?.text}`)
  return structuredContent
}

/** Runs a script and makes sure that it did what it should: a fast wrong answer is no answer. */
export const runScript = async (server, given, expected) => {
  const answer = await server.call("run_script_in_dir", given)
  if (answer.status !== "completed" || (expected !== undefined && answer.stdout !== expected)) {
    throw new Error(`a wrong answer: ${JSON.stringify(answer).slice(0, 1000)}`)
  }
  return answer
}
