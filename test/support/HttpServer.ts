import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { readFileSync } from "node:fs"
import { type IncomingHttpHeaders, type IncomingMessage, request } from "node:http"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { StreamableHTTPClientTransport as ModernTransport } from "@modelcontextprotocol/client"
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js"
import { binary, ensureBinary } from "./Binary.ts"
import type { ClientKind } from "./SdkClients.ts"
import {
  connectClient,
  type ServerVariables,
  type TestClient,
  type TestServer,
} from "./TestServer.ts"

/** What came back for a request that was made by hand. */
export interface HttpAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** A request by hand; headers that are undefined are left out. */
export interface HttpAsked {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string | undefined>>
  readonly body?: string | Buffer
}

/** The built binary, listening: any number of clients may come. It belongs to the place that it was started in. */
export class HttpServer {
  readonly url: string
  readonly token: string
  readonly exited: Promise<number | null>
  readonly #child: ChildProcess
  readonly #heard: { readonly stdout: () => string; readonly stderr: () => string }
  readonly #clients: Array<{ close: () => Promise<void> }> = []

  private constructor(started: Started, url: string, token: string) {
    this.#child = started.child
    this.#heard = started
    this.exited = started.exited
    this.url = url
    this.token = token
  }

  static async start(
    place: TestServer,
    variables: ServerVariables = {},
    flags: ReadonlyArray<string> = [],
  ): Promise<HttpServer> {
    await ensureBinary()
    const started = startBinary(place, variables, ["--http", ...flags])
    const url = await started.firstLine
    const chosen = place.environment(variables).PYTHON_MCP_HTTP_TOKEN
    const token = chosen ?? readFileSync(join(place.home, "http-token"), "utf8").trim()
    const server = new HttpServer(started, url, token)
    place.owns({ close: () => server.stop().then(() => undefined) })
    return server
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  get stdout(): string {
    return this.#heard.stdout()
  }

  get stderr(): string {
    return this.#heard.stderr()
  }

  get authorization(): { readonly authorization: string } {
    return { authorization: `Bearer ${this.token}` }
  }

  async connect(kind: ClientKind): Promise<TestClient> {
    const options = { requestInit: { headers: this.authorization } }
    const url = new URL(this.url)
    const client = await connectClient(kind, {
      // Its types are not written for exactOptionalPropertyTypes.
      v1: new StreamableHTTPClientTransport(url, options) as never,
      v2: new ModernTransport(url, options),
    })
    this.#clients.push(client)
    return { ...client, pid: this.pid, stderr: () => this.stderr }
  }

  /** The head of an answer, whose body is to be read; nothing but Node is in between. */
  open(path: string, { method = "GET", headers = {}, body }: HttpAsked = {}) {
    const sent = { ...this.authorization, ...headers }
    const given = Object.entries(sent).filter(([, value]) => value !== undefined)
    return new Promise<IncomingMessage>((resolve, reject) => {
      const asked = request(new URL(path, this.url), {
        method,
        headers: Object.fromEntries(given),
        agent: false,
      })
      asked.once("response", resolve).once("error", reject).end(body)
    })
  }

  async ask(path: string, asked: HttpAsked = {}): Promise<HttpAnswer> {
    const response = await this.open(path, asked)
    let text = ""
    for await (const part of response.setEncoding("utf8")) text += part
    return { status: response.statusCode ?? 0, headers: response.headers, text }
  }

  /** One message of the older eras, without a session. */
  post(message: unknown, headers: HttpAsked["headers"] = {}): Promise<HttpAnswer> {
    const type = { "content-type": "application/json", accept: anyAnswer }
    const body = JSON.stringify(message)
    return this.ask("/mcp", { method: "POST", headers: { ...type, ...headers }, body })
  }

  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<number | null> {
    this.#child.kill(signal)
    const code = await this.exited
    await Promise.allSettled(this.#clients.map((client) => client.close()))
    return code
  }
}

const anyAnswer = "application/json, text/event-stream"

type Started = ReturnType<typeof startBinary>

const startBinary = (
  place: TestServer,
  variables: ServerVariables,
  flags: ReadonlyArray<string>,
) => {
  const child = spawn(process.execPath, [binary, ...flags], {
    env: place.environment(variables),
    cwd: place.folder,
    stdio: ["ignore", "pipe", "pipe"],
  })
  let stdout = ""
  let stderr = ""
  child.stderr.on("data", (data) => {
    stderr += String(data)
  })
  const lines = createInterface({ input: child.stdout }).on("line", (line) => {
    stdout += `${line}\n`
  })
  const exited = once(child, "exit").then(([code]) => code as number | null)
  const firstLine = Promise.race([
    once(lines, "line").then(([line]) => String(line)),
    exited.then((code) => {
      throw new Error(`the server ended with ${code}: ${stderr}`)
    }),
  ])
  return { child, exited, firstLine, stdout: () => stdout, stderr: () => stderr }
}

/** What a program says that is started with some arguments and ends by itself. */
export const endOfBinary = async (
  place: TestServer,
  flags: ReadonlyArray<string>,
  variables: ServerVariables = {},
) => {
  await ensureBinary()
  const { child, exited, firstLine, stdout, stderr } = startBinary(place, variables, flags)
  firstLine.catch(() => undefined)
  const code = await exited
  if (child.stdout.readable) await once(child, "close")
  return { code, stdout: stdout(), stderr: stderr() }
}
