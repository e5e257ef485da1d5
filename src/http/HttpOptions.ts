import type { Effect } from "effect"
import type { HandlerOptions } from "../mcp/HttpHandler.ts"

/** Where and for whom the protocol is served over HTTP. */
export interface HttpOptions extends HandlerOptions {
  readonly host: string
  /** 0: any free one. */
  readonly port: number
  /** Told where clients find the protocol, as soon as they do. */
  readonly onListening: (url: string) => Effect.Effect<void>
  /** Run as soon as no more requests are taken, before anything is interrupted. */
  readonly onClose: Effect.Effect<void>
}
