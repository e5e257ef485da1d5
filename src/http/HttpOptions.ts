import type { Effect } from "effect"
import type { Definitions, RegistryRunner } from "../mcp/ProtocolServer.ts"

/** Where and for whom the protocol is served over HTTP. */
export interface HttpOptions {
  readonly host: string
  /** 0: any free one. */
  readonly port: number
  readonly runner: RegistryRunner
  readonly definitions: () => Definitions
  /** Run once, right after the first answer or before the first call. */
  readonly onFirstUse: Effect.Effect<void>
  /** Run as soon as no more requests are taken, before anything is interrupted. */
  readonly onClose: Effect.Effect<void>
}
