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
 * its validator: here they are what they are, invalid params, in one sentence.
 */
export class CheckedServer extends Server {
  protected override _wrapHandler(method: string, handler: Handler): Handler {
    const wrapped = super._wrapHandler(method, (request, context) => {
      try {
        return handler(request, context)
      } catch (error) {
        // Only the SDK's own check throws at once; a handler of ours gives a promise.
        if (error instanceof ProtocolError || !(error instanceof Error)) throw error
        throw invalidParams(method, error.message)
      }
    })
    // A tool's call is checked once more around it, before the handler, in the same words.
    const ofTheCheck = `Invalid ${method} request: `
    return (request, context) =>
      wrapped(request, context).catch((error: unknown) => {
        if (!(error instanceof ProtocolError && error.message.startsWith(ofTheCheck))) throw error
        throw invalidParams(method, error.message.slice(ofTheCheck.length))
      })
  }
}

const invalidParams = (method: string, said: string) =>
  new ProtocolError(
    ProtocolErrorCode.InvalidParams,
    `Invalid params for ${method}: ${inWords(said)}`,
  )

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
