import { type ChildProcess, spawn } from "node:child_process"
import { dirname } from "node:path"
import { binary, ensureBinary } from "./Binary.ts"
import { python } from "./Python.ts"

/** The result of a tool call. */
export interface ToolAnswer {
  readonly isError: boolean
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: payloads are what the tests look into
  readonly payload: any
}

export interface ServerExit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  /** `performance.now()` of the moment. */
  readonly at: number
}

type Reply = { result?: unknown; error?: { code: number; message: string } }

/** Nothing of the shell that runs the tests reaches the server, its folders least of all. */
const cleanEnvironment = (home: string): Record<string, string> => ({
  PATH: [dirname(python), "/usr/bin", "/bin"].join(":"),
  HOME: `${home}-user`,
  LC_ALL: "C.UTF-8",
  PYTHON_MCP_HOME: home,
  PYTHON_MCP_PYTHON: python,
})

/** What stands around a server when it is started. */
export interface Launch {
  /** A command that runs the rest of its arguments: strace, prlimit, nsenter, … */
  readonly under?: ReadonlyArray<string>
}

/** The built binary, spoken to in plain JSON lines: nothing between a test and the pipes. */
export class RawServer {
  readonly exited: Promise<ServerExit>
  hasExited = false
  readonly #child: ChildProcess
  readonly #waiting = new Map<number, (reply: Reply) => void>()
  readonly notifications: Array<unknown> = []
  #ids = 0
  #errors = ""
  #partial: Array<Buffer> = []
  #largest = 0

  private constructor(child: ChildProcess) {
    this.#child = child
    child.stdout?.on("data", (chunk: Buffer) => this.#read(chunk))
    child.stderr?.on("data", (chunk: Buffer) => {
      this.#errors += chunk.toString("utf8")
    })
    // Writing to a server that has just been killed is no error of the test.
    child.stdin?.on("error", () => undefined)
    this.exited = new Promise((resolve) => {
      child.once("exit", (code, signal) => {
        this.hasExited = true
        for (const answer of this.#waiting.values()) answer({ error: gone })
        this.#waiting.clear()
        resolve({ code, signal, at: performance.now() })
      })
    })
  }

  /** Starts the binary on a state directory and shakes hands with it. */
  static async start(
    home: string,
    env: Record<string, string> = {},
    { under = [] }: Launch = {},
  ): Promise<RawServer> {
    await ensureBinary()
    const [command = "", ...args] = [...under, process.execPath, binary]
    const child = spawn(command, args, {
      env: { ...cleanEnvironment(home), ...env },
      stdio: ["pipe", "pipe", "pipe"],
    })
    const server = new RawServer(child)
    await server.request("initialize", {
      protocolVersion: "2025-11-25",
      capabilities: {},
      clientInfo: { name: "raw", version: "0" },
    })
    server.notify("notifications/initialized")
    return server
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  /** All that it has written to stderr. */
  get log(): string {
    return this.#errors
  }

  /** The size of the longest line that it has answered. */
  get largestMessage(): number {
    return this.#largest
  }

  /** Sends a request; its id is known at once, for a cancellation. */
  send(
    method: string,
    params: unknown = {},
  ): { readonly id: number; readonly answer: Promise<unknown> } {
    const id = ++this.#ids
    const answer = new Promise((resolve, reject) => {
      this.#waiting.set(id, ({ result, error }) =>
        error === undefined ? resolve(result) : reject(new Error(error.message)),
      )
    })
    // A test that has failed elsewhere waits for it no more.
    answer.catch(() => undefined)
    this.#write({ id, method, params })
    return { id, answer }
  }

  request(method: string, params: unknown = {}): Promise<unknown> {
    return this.send(method, params).answer
  }

  notify(method: string, params: unknown = {}): void {
    this.#write({ method, params })
  }

  sendCall(name: string, given: object = {}) {
    const { id, answer } = this.send("tools/call", { name, arguments: given })
    const result = answer.then(toolAnswer)
    result.catch(() => undefined)
    return { id, answer: result }
  }

  call(name: string, given: object = {}): Promise<ToolAnswer> {
    return this.sendCall(name, given).answer
  }

  /** The payload of a call that must not be an error. */
  async payload(name: string, given: object = {}): Promise<ToolAnswer["payload"]> {
    const { isError, text, payload } = await this.call(name, given)
    if (isError) throw new Error(`${name}: ${text}`)
    return payload
  }

  async job(id: string): Promise<ToolAnswer["payload"]> {
    return (await this.payload("py_job_status", { job_id: id })).job
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal)
  }

  kill(signal: NodeJS.Signals): Promise<ServerExit> {
    this.signal(signal)
    return this.exited
  }

  /** The client goes. */
  close(): Promise<ServerExit> {
    this.#child.stdin?.end()
    return this.exited
  }

  stopReading(): void {
    this.#child.stdout?.pause()
  }

  readOn(): void {
    this.#child.stdout?.resume()
  }

  #write(message: object): void {
    this.#child.stdin?.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`)
  }

  #read(chunk: Buffer): void {
    let from = 0
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, from)) {
      this.#partial.push(chunk.subarray(from, end))
      const line = Buffer.concat(this.#partial)
      this.#partial = []
      this.#largest = Math.max(this.#largest, line.length)
      this.#hear(line.toString("utf8"))
      from = end + 1
    }
    if (from < chunk.length) this.#partial.push(chunk.subarray(from))
  }

  #hear(line: string): void {
    const message = JSON.parse(line)
    const answer = this.#waiting.get(message.id)
    this.#waiting.delete(message.id)
    if (answer === undefined) this.notifications.push(message)
    else answer(message)
  }
}

const gone = { code: 0, message: "the server is gone" }

const toolAnswer = (result: unknown): ToolAnswer => {
  const { isError, content, structuredContent } = Object(result)
  return { isError: isError === true, text: content[0].text, payload: structuredContent }
}
