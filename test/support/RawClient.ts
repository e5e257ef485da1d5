import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process"
import { binary, eventually } from "./Binary.ts"

/** A JSON-RPC message as it came. */
export interface Message {
  readonly jsonrpc?: string
  readonly id?: number | string | null
  readonly method?: string
  readonly params?: Readonly<Record<string, unknown>>
  readonly result?: Readonly<Record<string, unknown>>
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown }
}

/** The protocol by hand: lines in, lines out, nothing between. */
export class RawClient {
  readonly child: ChildProcessWithoutNullStreams
  /** Every line of the server's stdout, and when it came. */
  readonly lines: Array<{ readonly text: string; readonly at: number }> = []
  stderr = ""
  readonly exited: Promise<number | null>
  #rest = ""
  #nextId = 1000
  readonly #messages: Array<Message> = []

  constructor(env: Readonly<Record<string, string>>, cwd: string) {
    this.child = spawn(process.execPath, [binary], { env, cwd })
    this.child.stdout.setEncoding("utf8")
    this.child.stdout.on("data", (text: string) => this.#take(text))
    this.child.stderr.on("data", (data: Buffer) => {
      this.stderr += String(data)
    })
    this.child.stdin.on("error", () => undefined)
    this.exited = new Promise((resolve) => this.child.once("exit", resolve))
  }

  #take(text: string): void {
    const parts = (this.#rest + text).split("\n")
    this.#rest = parts.pop() ?? ""
    for (const part of parts) this.lines.push({ text: part, at: Date.now() })
  }

  /** What has come so far; a line that is no JSON is thrown at the test. */
  get messages(): ReadonlyArray<Message> {
    for (const { text } of this.lines.slice(this.#messages.length)) {
      this.#messages.push(JSON.parse(text))
    }
    return this.#messages
  }

  send(message: unknown): void {
    const text = typeof message === "string" ? message : JSON.stringify(message)
    this.child.stdin.write(`${text}\n`)
  }

  notify(method: string, params: unknown): void {
    this.send({ jsonrpc: "2.0", method, params })
  }

  /** The answer to a request. */
  async request(method: string, params: unknown = {}, id: number | string = this.#nextId++) {
    this.send({ jsonrpc: "2.0", id, method, params })
    return this.answer(id)
  }

  answer(id: number | string | null, milliseconds = 30_000): Promise<Message> {
    return eventually(
      `an answer to ${id}`,
      () => this.messages.find((one) => one.id === id && one.method === undefined),
      milliseconds,
    )
  }

  async initialize(): Promise<Message> {
    const answer = await this.request("initialize", {
      protocolVersion: "2025-11-25",
      capabilities: {},
      clientInfo: { name: "raw", version: "0" },
    })
    this.notify("notifications/initialized", {})
    return answer
  }

  async close(): Promise<void> {
    this.child.stdin.end()
    const timer = setTimeout(() => this.child.kill("SIGKILL"), 5000)
    await this.exited
    clearTimeout(timer)
  }
}
