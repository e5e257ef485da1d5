import {
  type JSONRPCMessage,
  PROTOCOL_VERSION_META_KEY,
  UnsupportedProtocolVersionError,
} from "@modelcontextprotocol/server"
import { inside } from "./inside.ts"
import type { Era } from "./ProtocolServer.ts"
import { errorTo, isRequest, type WirePasses } from "./Wire.ts"

/** The one revision in which requests say of themselves which revision they are of. */
export const modernVersion = "2026-07-28"

/**
 * Refuses requests of a revision that is not served, also when the connection has begun with another
 * one. The SDK looks at the version of the message that decides on the era of a connection, and not at those after it.
 */
export const pinnedVersion = (): WirePasses => {
  let era: Era | undefined
  return {
    inbound: (message, reply) => {
      const version = versionOf(message)
      if (era === "modern" && isRequest(message) && isOther(version)) {
        const data = { supported: [modernVersion], requested: version }
        reply(errorTo(message.id, new UnsupportedProtocolVersionError(data)))
        return undefined
      }
      era ??= decidedBy(message, version)
      return message
    },
    outbound: (message) => message,
  }
}

const versionOf = (message: JSONRPCMessage): unknown =>
  inside(inside(inside(message, "params"), "_meta"), PROTOCOL_VERSION_META_KEY)

/** A claim that is no text is no version: the SDK says so. */
const isOther = (version: unknown): version is string =>
  typeof version === "string" && version !== modernVersion

/** A probe decides nothing, and neither does what the SDK refuses. */
const decidedBy = (message: JSONRPCMessage, version: unknown): Era | undefined => {
  if (version === undefined) return "legacy"
  const isProbe = inside(message, "method") === "server/discover"
  return version === modernVersion && !isProbe ? "modern" : undefined
}
