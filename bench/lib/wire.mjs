import { spawn } from "node:child_process"
import { once } from "node:events"
import { Agent, request } from "node:http"
import { createInterface } from "node:readline"

const clientInfo = { name: "bench", version: "0" }
const legacy = "2025-11-25"
const modern = "2026-07-28"

const envelope = {
  "io.modelcontextprotocol/protocolVersion": modern,
  "io.modelcontextprotocol/clientInfo": clientInfo,
  "io.modelcontextprotocol/clientCapabilities": {},
}

/** The parameters of a request as its era wants them. */
const paramsIn = (era, params) => (era === "modern" ? { ...params, _meta: envelope } : params)

const resultOf = (method, { result, error }) => {
  if (error !== undefined) throw new Error(`${method}: ${error.message}`)
  return result
}

/** A program that goes with the benchmark. */
const started = ({ environment, resources }, args, settings, stdin) => {
  const child = spawn(process.execPath, args, {
    env: { ...environment, ...settings },
    stdio: [stdin, "pipe", "ignore"],
  })
  const exited = once(child, "exit")
  const close = async () => {
    resources.delete(close)
    child.stdin?.end()
    if (stdin === "ignore") child.kill("SIGTERM")
    const timer = setTimeout(() => child.kill("SIGKILL"), 10_000)
    await exited
    clearTimeout(timer)
  }
  resources.add(close)
  return { child, close }
}

/** One JSON-RPC request after the other over a pipe. */
export const overStdio = async (context, args, settings, era) => {
  const { child, close } = started(context, args, settings, "pipe")
  const waiting = new Map()
  createInterface({ input: child.stdout }).on("line", (line) => {
    const message = JSON.parse(line)
    waiting.get(message.id)?.(message)
    waiting.delete(message.id)
  })
  let last = 0
  const ask = async (method, params) => {
    last += 1
    const id = last
    const answer = new Promise((resolve) => waiting.set(id, resolve))
    const message = { jsonrpc: "2.0", id, method, params: paramsIn(era, params) }
    child.stdin.write(`${JSON.stringify(message)}\n`)
    return resultOf(method, await answer)
  }
  if (era === "legacy") await ask("initialize", handshake)
  return { ask, close }
}

const handshake = { protocolVersion: legacy, capabilities: {}, clientInfo }

/** One JSON-RPC request after the other over one kept connection. */
export const overHttp = async (context, args, settings, era, token) => {
  const { child, close } = started(context, args, settings, "ignore")
  const [line] = await once(createInterface({ input: child.stdout }), "line")
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const headers = {
    "Content-Type": "application/json",
    Accept: "application/json, text/event-stream",
    "MCP-Protocol-Version": era === "modern" ? modern : legacy,
    ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
  }
  let last = 0
  const post = async (method, params) => {
    last += 1
    const message = { jsonrpc: "2.0", id: last, method, params: paramsIn(era, params) }
    const named = era === "modern" ? { "Mcp-Method": method, ...nameHeader(params) } : {}
    return exchange(line, agent, { ...headers, ...named }, JSON.stringify(message))
  }
  const ask = async (method, params) => resultOf(method, (await post(method, params)).message)
  if (era === "legacy") {
    const { session, message } = await post("initialize", handshake)
    resultOf("initialize", message)
    if (session !== undefined) headers["Mcp-Session-Id"] = session
  }
  return {
    ask,
    close: () => {
      agent.destroy()
      return close()
    },
  }
}

const nameHeader = ({ name }) => (name === undefined ? {} : { "Mcp-Name": name })

const exchange = (url, agent, headers, body) =>
  new Promise((resolve, reject) => {
    const sent = request(url, { method: "POST", agent, headers }, (response) => {
      let text = ""
      response.setEncoding("utf8")
      response.on("data", (part) => {
        text += part
      })
      response.on("end", () => {
        const json = text.startsWith("{") ? text : (/^data: (\{.*)$/m.exec(text)?.[1] ?? "null")
        const message = JSON.parse(json)
        if (message === null) reject(new Error(`${response.statusCode}: ${text}`))
        else resolve({ message, session: response.headers["mcp-session-id"] })
      })
    })
    sent.on("error", reject)
    sent.end(body)
  })
