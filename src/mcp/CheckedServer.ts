import {
  type JSONRPCRequest,
  ProtocolError,
  ProtocolErrorCode,
  type Result,
  Server,
  type ServerContext,
} from "@modelcontextprotocol/server"

/** How a request is answered. */
export type Handler = (request: JSONRPCRequest, context: ServerContext) => Promise<Result>

/**
 * The SDK's server, which refuses params that do not fit as an internal error of its own, in the words of
 * its validator: here they are what they are, invalid params.
 */
export class CheckedServer extends Server {
  protected override _wrapHandler(method: string, handler: Handler): Handler {
    return super._wrapHandler(method, (request, context) => {
      try {
        return handler(request, context)
      } catch (error) {
        // Only the SDK's own check throws at once; a handler of ours gives a promise.
        if (error instanceof ProtocolError || !(error instanceof Error)) throw error
        const said = `Invalid params for ${method}: ${inWords(error.message)}`
        throw new ProtocolError(ProtocolErrorCode.InvalidParams, said)
      }
    })
  }
}

/** The validator's list of issues as one sentence; as it is, where it is none. */
const inWords = (message: string): string => {
  try {
    const issues: unknown = JSON.parse(message)
    return Array.isArray(issues) ? issues.slice(0, 5).map(issueInWords).join("; ") : message
  } catch {
    return message
  }
}

const issueInWords = (issue: unknown): string => {
  const { path, message } = Object(issue)
  return Array.isArray(path) && path.length > 0 ? `${path.join(".")}: ${message}` : `${message}`
}
