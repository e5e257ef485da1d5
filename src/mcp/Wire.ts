import type {
  JSONRPCErrorResponse,
  JSONRPCMessage,
  JSONRPCRequest,
  ProtocolError,
  RequestId,
  Transport,
  TransportSendOptions,
} from "@modelcontextprotocol/server"

/** What may be done with a message on its way between the wire and the SDK. */
export interface WirePasses {
  /** A message of the client's; none where it is answered here. `reply` writes past the SDK. */
  readonly inbound: (
    message: JSONRPCMessage,
    reply: (message: JSONRPCMessage) => void,
  ) => JSONRPCMessage | undefined
  /** A message of ours; none where it is not to be sent. */
  readonly outbound: (message: JSONRPCMessage) => JSONRPCMessage | undefined
}

/** A transport whose messages are looked at on their way, in the one place where that is done. */
export const passing = (wire: Transport, passes: WirePasses): Transport => {
  const report = (error: unknown) =>
    wire.onerror?.(error instanceof Error ? error : new Error(String(error)))
  const reply = (message: JSONRPCMessage) => {
    wire.send(message).catch(report)
  }
  return {
    start: () => wire.start(),
    close: () => wire.close(),
    send: (message: JSONRPCMessage, options?: TransportSendOptions) => {
      const passed = passes.outbound(message)
      return passed === undefined ? Promise.resolve() : wire.send(passed, options)
    },
    set onmessage(heard: Transport["onmessage"]) {
      if (heard === undefined) delete wire.onmessage
      else
        wire.onmessage = (message, extra) => {
          const passed = passes.inbound(message, reply)
          if (passed !== undefined) heard(passed, extra)
        }
    },
    set onclose(closed: Transport["onclose"]) {
      if (closed === undefined) delete wire.onclose
      else wire.onclose = closed
    },
    set onerror(failed: Transport["onerror"]) {
      if (failed === undefined) delete wire.onerror
      else wire.onerror = failed
    },
  }
}

/** Several passes as one: the first is the nearest to the wire. */
export const inTurn = (...passes: ReadonlyArray<WirePasses>): WirePasses => ({
  inbound: (message, reply) => {
    let passed: JSONRPCMessage | undefined = message
    for (const { inbound } of passes) passed = passed && inbound(passed, reply)
    return passed
  },
  outbound: (message) => {
    let passed: JSONRPCMessage | undefined = message
    for (const { outbound } of passes.toReversed()) passed = passed && outbound(passed)
    return passed
  },
})

/** Whether a message wants an answer. */
export const isRequest = (message: JSONRPCMessage): message is JSONRPCRequest =>
  "method" in message && "id" in message

/** A protocol error as the answer to a request. */
export const errorTo = (
  id: RequestId,
  { code, message, data }: ProtocolError,
): JSONRPCErrorResponse => ({
  jsonrpc: "2.0",
  id,
  error: { code, message, ...(data === undefined ? {} : { data }) },
})
