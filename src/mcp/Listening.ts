import { type JSONRPCMessage, SUBSCRIPTION_ID_META_KEY } from "@modelcontextprotocol/server"
import { Option, Predicate } from "effect"
import { inside } from "./inside.ts"
import type { Interest } from "./Subscriptions.ts"
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
 * or answered: an answer is a refusal, or their end. An id that its client uses again for something else
 * is also answered: that is no end of theirs.
 */
export const listening = (hold: (interest: Interest) => () => void): WirePasses => {
  const asked = new Set<unknown>()
  const open = new Map<unknown, () => void>()
  const close = (id: unknown) => {
    open.get(id)?.()
    open.delete(id)
  }
  const answered = (id: unknown, result: unknown) => {
    if (result === undefined) asked.delete(id)
    else if (subscriptionOf(result) === id) close(id)
  }
  return {
    inbound: (message) => {
      if ("id" in message && Option.isSome(interestOf(message))) asked.add(message.id)
      if ("method" in message && message.method === "notifications/cancelled") {
        // One that is cancelled before its acknowledgement is not followed any more.
        asked.delete(message.params?.requestId)
        close(message.params?.requestId)
      }
      return message
    },
    outbound: (message) => {
      const honored = named(message, "notifications/subscriptions/acknowledged")
      if (Option.isSome(honored) && "params" in message) {
        const id = subscriptionOf(message.params)
        if (asked.delete(id)) {
          close(id)
          open.set(id, hold(honored.value))
        }
      }
      if (!("method" in message) && "id" in message) answered(message.id, inside(message, "result"))
      return message
    },
  }
}

/** The listen that a message is stamped for. */
const subscriptionOf = (stamped: unknown): unknown =>
  inside(inside(stamped, "_meta"), SUBSCRIPTION_ID_META_KEY)
