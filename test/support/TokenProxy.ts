import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"

/** A way to a server for clients that cannot be told its token. */
export interface TokenProxy {
  readonly url: string
  readonly close: () => Promise<void>
}

/** Adds the token to whatever is asked, and changes nothing else: whoever names another Host or Origin still does. */
export const tokenProxy = async (target: string, token: string): Promise<TokenProxy> => {
  const { host, hostname, port } = new URL(target)
  let ours = ""
  const pass = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const there = (text: string | undefined) => text?.replace(ours, host)
    const { method, url, headers } = incoming
    const named = {
      host: there(headers.host),
      ...(headers.origin && { origin: there(headers.origin) }),
    }
    const asked = request({
      hostname,
      port,
      method,
      path: url,
      headers: { ...headers, ...named, authorization: `Bearer ${token}` },
    })
    asked.on("response", (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      outgoing.flushHeaders()
      answer.pipe(outgoing)
    })
    asked.on("error", () => outgoing.destroy())
    outgoing.on("close", () => asked.destroy())
    incoming.pipe(asked)
  }
  const server = createServer(pass)
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  ours = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: `http://${ours}/mcp`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
