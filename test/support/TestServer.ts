import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Client as ModernClient } from "@modelcontextprotocol/client"
import { StdioClientTransport as ModernTransport } from "@modelcontextprotocol/client/stdio"
import { Client } from "@modelcontextprotocol/sdk/client/index.js"
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js"
import { afterAll, vi } from "vitest"
import { binary, ensureBinary, eventually } from "./Binary.ts"
import { processesWith } from "./Processes.ts"
import { RawClient } from "./RawClient.ts"
import { type ListedTool, makeAnswerCheck, type ToolAnswer } from "./ToolAnswer.ts"

// Whoever imports this file starts real processes, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 })

// A test that ran out of time may not have got to closing its own.
const unclosed = new Set<TestServer>()
afterAll(() => Promise.all([...unclosed].map((server) => server.close())))

/** The real clients: today's SDK, and the next one in both of its eras. */
export const clientKinds = ["v1", "v2 legacy", "v2 modern"] as const
export type ClientKind = (typeof clientKinds)[number]

/** A report on the way of a call. */
export interface ProgressReport {
  readonly progress: number
  readonly total?: number
  readonly message?: string
}

export interface CallOptions {
  readonly onProgress?: (report: ProgressReport) => void
  readonly signal?: AbortSignal
}

/** A connected client of any kind, with the server that it has started. */
export interface TestClient {
  readonly kind: ClientKind
  readonly pid: number
  readonly stderr: () => string
  readonly listTools: () => Promise<ReadonlyArray<ListedTool>>
  /** Every answer is held against the contract before the test sees it. */
  readonly callTool: (name: string, args?: object, options?: CallOptions) => Promise<ToolAnswer>
  readonly readResource: (uri: string) => Promise<{ mimeType?: string; text: string }>
  readonly resourceTemplates: () => Promise<ReadonlyArray<Readonly<Record<string, unknown>>>>
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

const clientInfo = { name: "end-to-end", version: "0" }
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

/** A way to the server for each of the SDKs; only one is gone. */
interface Transports {
  readonly v1: Parameters<Client["connect"]>[0]
  readonly v2: Parameters<ModernClient["connect"]>[0]
}

/** A client of any kind, over whatever leads to the server. */
export const connectClient = async (
  kind: ClientKind,
  { v1, v2 }: Transports,
): Promise<Omit<TestClient, "pid" | "stderr">> => {
  const client = await (kind === "v1" ? connectV1(v1) : connectV2(kind, v2))
  const listTools = async () => (await client.listTools()).tools as ReadonlyArray<ListedTool>
  const check = makeAnswerCheck(await listTools())
  return {
    kind,
    listTools,
    callTool: async (name, args = {}, { onProgress, signal } = {}) => {
      const options = {
        ...patience,
        ...(onProgress === undefined ? {} : { onprogress: onProgress }),
        ...(signal === undefined ? {} : { signal }),
      }
      const params = { name, arguments: args as Record<string, unknown> }
      return check(name, await client.callTool(params, options))
    },
    readResource: async (uri) => {
      const { contents } = await client.readResource({ uri })
      return contents[0] as { mimeType?: string; text: string }
    },
    resourceTemplates: async () => (await client.listResourceTemplates()).resourceTemplates,
    close: () => client.close(),
  }
}

/** The one shape behind which both SDKs stand. */
interface SdkClient {
  readonly listTools: () => Promise<{ tools: ReadonlyArray<unknown> }>
  readonly callTool: (
    params: { name: string; arguments: Record<string, unknown> },
    options: object,
  ) => Promise<unknown>
  readonly readResource: (params: { uri: string }) => Promise<{ contents: ReadonlyArray<unknown> }>
  readonly listResourceTemplates: () => Promise<{
    resourceTemplates: ReadonlyArray<Readonly<Record<string, unknown>>>
  }>
  readonly close: () => Promise<void>
}

interface SdkTransport {
  readonly pid: number | null
  readonly stderr: { on: (event: string, listener: (data: Buffer) => void) => unknown } | null
}

const connectV1 = async (transport: Transports["v1"]): Promise<SdkClient> => {
  const client = new Client(clientInfo)
  await client.connect(transport)
  return {
    listTools: () => client.listTools(),
    callTool: (params, more) => client.callTool(params, undefined, more),
    readResource: (params) => client.readResource(params),
    listResourceTemplates: () => client.listResourceTemplates(),
    close: () => client.close(),
  }
}

const connectV2 = async (kind: ClientKind, transport: Transports["v2"]): Promise<SdkClient> => {
  const mode = kind === "v2 modern" ? { pin: "2026-07-28" } : ("legacy" as const)
  const client = new ModernClient(clientInfo, { versionNegotiation: { mode } })
  await client.connect(transport)
  return {
    listTools: () => client.listTools(),
    callTool: (params, more) => client.callTool(params, more),
    readResource: (params) => client.readResource(params),
    listResourceTemplates: () => client.listResourceTemplates(),
    close: () => client.close(),
  }
}
