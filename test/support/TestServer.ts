import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { StdioClientTransport as ModernTransport } from "@modelcontextprotocol/client/stdio"
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js"
import { afterAll, vi } from "vitest"
import { binary, ensureBinary, eventually } from "./Binary.ts"
import { processesWith } from "./Processes.ts"
import { RawClient } from "./RawClient.ts"
import {
  type ClientKind,
  connectSdk,
  type Implementation,
  type LogLine,
  type Transports,
} from "./SdkClients.ts"
import { type ListedTool, makeAnswerCheck, type ToolAnswer } from "./ToolAnswer.ts"

// Whoever imports this file starts real processes, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 })

// A test that ran out of time may not have got to closing its own.
const unclosed = new Set<TestServer>()
afterAll(() => Promise.all([...unclosed].map((server) => server.close())))

/** A report on the way of a call. */
export interface ProgressReport {
  readonly progress: number
  readonly total?: number
  readonly message?: string
}

export interface CallOptions {
  readonly onProgress?: (report: ProgressReport) => void
  readonly signal?: AbortSignal
  /** What the client wants to hear of this call's log. */
  readonly logLevel?: "info" | "error"
}

/** A connected client of any kind, with the server that it has started. */
export interface TestClient {
  readonly kind: ClientKind
  readonly pid: number
  readonly stderr: () => string
  /** What the server says of itself. */
  readonly server: {
    readonly info: Implementation | undefined
    readonly capabilities: Readonly<Record<string, unknown>> | undefined
    readonly instructions: string | undefined
  }
  /** What has come of its log so far. */
  readonly log: ReadonlyArray<LogLine>
  readonly listTools: () => Promise<ReadonlyArray<ListedTool>>
  /** Every answer is held against the contract before the test sees it. */
  readonly callTool: (name: string, args?: object, options?: CallOptions) => Promise<ToolAnswer>
  readonly readResource: (uri: string) => Promise<{ mimeType?: string; text: string }>
  readonly resourceTemplates: () => Promise<ReadonlyArray<Readonly<Record<string, unknown>>>>
  readonly listResources: () => Promise<ReadonlyArray<{ readonly uri: string }>>
  /** The values of a variable of a resource template that begin like this. */
  readonly complete: (
    uriTemplate: string,
    variable: string,
    typed: string,
  ) => Promise<ReadonlyArray<string>>
  readonly close: () => Promise<void>
}

/** Environment variables for the server; undefined takes one away. */
export type ServerVariables = Readonly<Record<string, string | undefined>>

/**
 * A state directory and a folder to work in, both fresh, and the servers on them: an MCP server over
 * stdio belongs to its client, so each client has one of its own, all over the same state.
 */
export class TestServer implements AsyncDisposable {
  readonly base: string
  /** The state directory; the server makes it. */
  readonly home: string
  /** An existing folder for scripts, and the server's own working directory. */
  readonly folder: string
  readonly #variables: ServerVariables
  readonly #open: Array<{ close: () => Promise<void> }> = []

  constructor(variables: ServerVariables = {}) {
    this.base = realpathSync(mkdtempSync(join(tmpdir(), "python-mcp-e2e-")))
    this.home = join(this.base, "home")
    this.folder = join(this.base, "folder")
    mkdirSync(this.folder)
    this.#variables = variables
    unclosed.add(this)
  }

  environment(more: ServerVariables = {}): Record<string, string> {
    const given = { ...process.env, PYTHON_MCP_HOME: this.home, ...this.#variables, ...more }
    const ours = { PYTHON_MCP_HOME: this.home, ...this.#variables, ...more }
    return Object.fromEntries(
      Object.entries(given).flatMap(([name, value]) =>
        value === undefined || (unwanted.test(name) && !(name in ours)) ? [] : [[name, value]],
      ),
    )
  }

  async connect(kind: ClientKind = "v1", variables: ServerVariables = {}): Promise<TestClient> {
    await ensureBinary()
    const options = {
      command: process.execPath,
      args: [binary],
      env: this.environment(variables),
      cwd: this.folder,
      stderr: "pipe" as const,
    }
    const client = await connectOverStdio(kind, options)
    this.#open.push(client)
    return client
  }

  /** The server, and its pipes by hand; `initialize` is the test's to send. */
  async raw(variables: ServerVariables = {}): Promise<RawClient> {
    await ensureBinary()
    const client = new RawClient(this.environment(variables), this.folder)
    this.#open.push(client)
    return client
  }

  /** What is to be closed with the place. */
  owns(one: { close: () => Promise<void> }): void {
    this.#open.push(one)
  }

  /** Every process that this server, or a script of it, has started and that is still there. */
  get processes() {
    return processesWith(this.home)
  }

  async close(): Promise<void> {
    if (!unclosed.delete(this)) return
    try {
      await Promise.all(this.#open.map((client) => client.close()))
      await eventually("no process is left", () => this.processes.length === 0 || undefined)
    } catch (error) {
      const left = this.processes
      for (const { pid } of left) process.kill(pid, "SIGKILL")
      throw new Error(`left behind: ${JSON.stringify(left)}`, { cause: error })
    } finally {
      rmSync(this.base, { recursive: true, force: true })
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }
}

/** What would change how the server, uv or Python behave, unless a test gives it. */
const unwanted =
  /^(?:PYTHON_MCP_.*|SMART_ASYNC_.*|PYTHONDONTWRITEBYTECODE|PYTHONUNBUFFERED|PYTHONPATH|PYTHONHOME|VIRTUAL_ENV|CONDA.*|UV|UV_PYTHON.*|UV_PROJECT.*|VITEST.*|NODE_OPTIONS|NODE_ENV|NODE_V8_COVERAGE)$/

interface ServerOptions {
  readonly command: string
  readonly args: Array<string>
  readonly env: Record<string, string>
  readonly cwd: string
  readonly stderr: "pipe"
}

interface SdkTransport {
  readonly stderr: { on: (event: string, listener: (data: Buffer) => void) => unknown } | null
}

const patience = { timeout: 120_000 }

const connectOverStdio = async (kind: ClientKind, options: ServerOptions): Promise<TestClient> => {
  let stderr = ""
  const listening = <T extends SdkTransport>(transport: T): T => {
    transport.stderr?.on("data", (data: Buffer) => {
      stderr += String(data)
    })
    return transport
  }
  const v1 = listening(new StdioClientTransport(options))
  const v2 = listening(new ModernTransport(options))
  const client = await connectClient(kind, { v1, v2 })
  return { ...client, pid: (kind === "v1" ? v1 : v2).pid ?? 0, stderr: () => stderr }
}

/** A client of any kind, over whatever leads to the server. */
export const connectClient = async (
  kind: ClientKind,
  transports: Transports,
): Promise<Omit<TestClient, "pid" | "stderr">> => {
  const log: Array<LogLine> = []
  const { client, callTool } = await connectSdk(kind, transports, log)
  const listTools = async () => (await client.listTools()).tools as ReadonlyArray<ListedTool>
  const check = makeAnswerCheck(await listTools())
  return {
    kind,
    server: {
      info: client.getServerVersion(),
      capabilities: client.getServerCapabilities(),
      instructions: client.getInstructions(),
    },
    log,
    listTools,
    callTool: async (name, args = {}, { onProgress, signal, logLevel } = {}) => {
      const options = {
        ...patience,
        ...(onProgress === undefined ? {} : { onprogress: onProgress }),
        ...(signal === undefined ? {} : { signal }),
      }
      const params = { name, arguments: args as Record<string, unknown> }
      if (logLevel === undefined) return check(name, await callTool(params, options))
      const wanted = { _meta: { "io.modelcontextprotocol/logLevel": logLevel } }
      if (kind === "v2 modern")
        return check(name, await callTool({ ...params, ...wanted }, options))
      await client.setLoggingLevel(logLevel)
      return check(name, await callTool(params, options))
    },
    readResource: async (uri) => {
      const { contents } = await client.readResource({ uri })
      return contents[0] as { mimeType?: string; text: string }
    },
    resourceTemplates: async () => (await client.listResourceTemplates()).resourceTemplates,
    listResources: async () => (await client.listResources()).resources,
    complete: async (uri, name, value) => {
      const params = { ref: { type: "ref/resource", uri }, argument: { name, value } } as const
      return (await client.complete(params)).completion.values
    },
    close: () => client.close(),
  }
}
