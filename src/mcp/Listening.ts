import { type JSONRPCMessage, SUBSCRIPTION_ID_META_KEY } from "@modelcontextprotocol/server"
import { Option, Predicate } from "effect"
import { inside } from "./inside.ts"
import type { Interest, Subscriptions } from "./Subscriptions.ts"
import type { WirePasses } from "./Wire.ts"

/** What a `subscriptions/listen` of 2026-07-28 wants to hear of resources; none where it is no listen. */
export const interestOf = (message: JSONRPCMessage): Option.Option<Interest> =>
  named(message, "subscriptions/listen")

/** What is in the filter of a message of that method. */
const named = (message: JSONRPCMessage, method: string): Option.Option<Interest> => {
  if (!("method" in message) || message.method !== method) return Option.none()
  const wanted = message.params?.notifications
  if (!Predicate.isRecord(wanted)) return Option.none()
  const { resourceSubscriptions: uris, resourcesListChanged: list } = wanted
  return Option.some({
    uris: Array.isArray(uris) ? uris.filter(Predicate.isString) : [],
    list: list === true,
  })
}

/**
 * Sees listens go by on their way to the SDK, which does all the rest, and follows what they are about
 * from their acknowledgement on, before which the SDK would lose what is told, until they are cancelled,
 * or answered: an answer is a refusal, or their end.
 */
export const listening = (subscriptions: Subscriptions): WirePasses => {
  const open = new Map<unknown, () => void>()
  const close = (id: unknown) => {
    open.get(id)?.()
    open.delete(id)
  }
  return {
    inbound: (message) => {
      if ("id" in message && Option.isSome(interestOf(message))) {
        close(message.id)
        // One that is cancelled before its acknowledgement is not followed any more.
        open.set(message.id, () => undefined)
      }
      if ("method" in message && message.method === "notifications/cancelled") {
        close(message.params?.requestId)
      }
      return message
    },
    outbound: (message) => {
      const honored = named(message, "notifications/subscriptions/acknowledged")
      if (Option.isSome(honored) && "params" in message) {
        const id = inside(inside(message.params, "_meta"), SUBSCRIPTION_ID_META_KEY)
        if (open.has(id)) open.set(id, subscriptions.hold(honored.value))
      }
      if (!("method" in message) && "id" in message) close(message.id)
      return message
    },
  }
}
