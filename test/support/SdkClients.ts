import { Client as ModernClient } from "@modelcontextprotocol/client"
import { Client } from "@modelcontextprotocol/sdk/client/index.js"
import { LoggingMessageNotificationSchema } from "@modelcontextprotocol/sdk/types.js"

/** The real clients: today's SDK, and the next one in both of its eras. */
export const clientKinds = ["v1", "v2 legacy", "v2 modern"] as const
export type ClientKind = (typeof clientKinds)[number]

/** A line of the server's log as a client hears it. */
export interface LogLine {
  readonly level: string
  readonly logger?: string | undefined
  readonly data: unknown
}

/** A way to the server for each of the SDKs; only one is gone. */
export interface Transports {
  readonly v1: Parameters<Client["connect"]>[0]
  readonly v2: Parameters<ModernClient["connect"]>[0]
}

const clientInfo = { name: "end-to-end", version: "0" }
type Records = ReadonlyArray<Readonly<Record<string, unknown>>>

/** What a server says of itself. */
export interface Implementation {
  readonly name: string
  readonly title?: string | undefined
  readonly icons?: ReadonlyArray<{ readonly src: string }> | undefined
}

/** What both SDKs' clients have in common. */
interface SdkClient {
  listTools(): Promise<{ tools: ReadonlyArray<unknown> }>
  readResource(params: { uri: string }): Promise<{ contents: ReadonlyArray<unknown> }>
  listResources(): Promise<{ resources: ReadonlyArray<{ uri: string }> }>
  listResourceTemplates(): Promise<{ resourceTemplates: Records }>
  complete(params: {
    ref: { type: "ref/resource"; uri: string }
    argument: { name: string; value: string }
  }): Promise<{ completion: { values: ReadonlyArray<string> } }>
  setLoggingLevel(level: "info" | "error"): Promise<unknown>
  getServerVersion(): Implementation | undefined
  getServerCapabilities(): Readonly<Record<string, unknown>> | undefined
  getInstructions(): string | undefined
  close(): Promise<void>
}

interface Connected {
  readonly client: SdkClient
  readonly callTool: (
    params: { name: string; arguments: Record<string, unknown>; _meta?: Record<string, unknown> },
    options: object,
  ) => Promise<unknown>
}

/** A connected client; what comes of the server's log goes into `log`. */
export const connectSdk = (
  kind: ClientKind,
  { v1, v2 }: Transports,
  log: Array<LogLine>,
): Promise<Connected> => (kind === "v1" ? connectV1(v1, log) : connectV2(kind, v2, log))

const connectV1 = async (transport: Transports["v1"], log: Array<LogLine>): Promise<Connected> => {
  const client = new Client(clientInfo)
  client.setNotificationHandler(LoggingMessageNotificationSchema, ({ params }) => {
    log.push(params)
  })
  await client.connect(transport)
  return { client, callTool: (params, more) => client.callTool(params, undefined, more) }
}

const connectV2 = async (
  kind: ClientKind,
  transport: Transports["v2"],
  log: Array<LogLine>,
): Promise<Connected> => {
  const mode = kind === "v2 modern" ? { pin: "2026-07-28" } : ("legacy" as const)
  const client = new ModernClient(clientInfo, { versionNegotiation: { mode } })
  client.setNotificationHandler("notifications/message", ({ params }) => {
    log.push(params)
  })
  await client.connect(transport)
  return { client, callTool: (params, more) => client.callTool(params, more) }
}
