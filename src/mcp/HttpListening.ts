import {
  isJSONRPCRequest,
  type JSONRPCRequest,
  type McpHttpHandler,
  ProtocolError,
  ProtocolErrorCode,
  parseJSONRPCMessage,
} from "@modelcontextprotocol/server"
import { Option } from "effect"
import type { Bounded } from "./BoundedBody.ts"
import { eventOf, isEventStream, messageIn } from "./EventStream.ts"
import { inside } from "./inside.ts"
import { interestOf } from "./Listening.ts"
import type { ServerWorld } from "./ProtocolServer.ts"
import type { Publish } from "./Subscriptions.ts"
import { makeReadListen, tasksTold } from "./TaskListening.ts"
import { errorTo } from "./Wire.ts"

/** Serves requests of 2026-07-28; those that listen are seen to on their way. */
export interface HttpListening {
  readonly fetch: (request: Request, parsedBody?: unknown) => Promise<Response>
}

/**
 * What the SDK's handler does not know of listening: that what somebody wants to hear of has to be
 * followed, once however many there are, and that tasks are among it.
 */
export const makeHttpListening = (
  { fetch, bus }: Pick<McpHttpHandler, "fetch" | "bus">,
  { subscriptions, onFirstUse }: ServerWorld,
  bounded: Bounded,
): HttpListening => {
  const published = (event: Parameters<typeof bus.publish>[0]) => {
    bus.publish(event)
    return Promise.resolve()
  }
  const publish: Publish = {
    updated: (params) => published({ kind: "resource_updated", uri: params.uri, params }),
    listChanged: () => published({ kind: "resources_list_changed" }),
  }
  const read = makeReadListen()

  const listen = (request: Request, asked: JSONRPCRequest): Promise<Response> => {
    const passed = read(asked)
    if (passed instanceof ProtocolError) return Promise.resolve(refused(asked, passed))
    return fetch(request, { parsedBody: passed }).then((response) => {
      if (!isEventStream(response.headers)) return response
      onFirstUse()
      // The acknowledgement waits in the response: whatever changes after it has been read is told.
      const release = Option.match(interestOf(passed), {
        onNone: () => () => undefined,
        onSome: (interest) => subscriptions.hold(interest, publish),
      })
      return bounded(response, release, told)
    })
  }

  return {
    fetch: (request, parsedBody) => {
      const isListen = inside(parsedBody, "method") === "subscriptions/listen"
      if (isListen && isJSONRPCRequest(parsedBody)) return listen(request, parsedBody)
      const given = parsedBody === undefined ? {} : { parsedBody }
      return fetch(request, given).then((response) => bounded(response))
    },
  }
}

/** A missing capability is the request's fault also in the eyes of HTTP: so the SDK has it. */
const refused = ({ id }: JSONRPCRequest, error: ProtocolError): Response => {
  const isMissing = error.code === ProtocolErrorCode.MissingRequiredClientCapability
  return Response.json(errorTo(id, error), { status: isMissing ? 400 : 200 })
}

/** An event of a listen's stream as clients understand it. */
const told = (piece: Uint8Array): Uint8Array | undefined => {
  const said = messageIn(piece)
  if (said === undefined) return piece
  const message = parseJSONRPCMessage(said)
  const passed = tasksTold(message)
  return passed === message ? piece : passed && eventOf(passed)
}
