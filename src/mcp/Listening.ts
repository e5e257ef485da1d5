import type { JSONRPCMessage } from "@modelcontextprotocol/server"
import { Option, Predicate } from "effect"
import type { Interest, Subscriptions } from "./Subscriptions.ts"
import type { WirePasses } from "./Wire.ts"

/** What a `subscriptions/listen` of 2026-07-28 wants to hear of resources; none where it is no listen. */
export const interestOf = (message: JSONRPCMessage): Option.Option<Interest> => {
  if (!("method" in message) || message.method !== "subscriptions/listen") return Option.none()
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
 * until they are cancelled, or answered: an answer is a refusal, or their end.
 */
export const listening = (subscriptions: Subscriptions): WirePasses => {
  const open = new Map<unknown, () => void>()
  const close = (id: unknown) => {
    open.get(id)?.()
    open.delete(id)
  }
  return {
    inbound: (message) => {
      const interest = interestOf(message)
      if (Option.isSome(interest) && "id" in message) {
        close(message.id)
        open.set(message.id, subscriptions.hold(interest.value))
      }
      if ("method" in message && message.method === "notifications/cancelled") {
        close(message.params?.requestId)
      }
      return message
    },
    outbound: (message) => {
      if (!("method" in message) && "id" in message) close(message.id)
      return message
    },
  }
}
