import { createServer } from "node:http"
import type { AddressInfo } from "node:net"

/** A package index that takes every question and never answers: an installation that lasts. */
export const startSlowIndex = async () => {
  const server = createServer(() => undefined)
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve)
  })
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}/simple`
  return {
    /** For a server whose environments shall never be ready, whether it has a uv or fetches one. */
    env: { PIP_INDEX_URL: url, PIP_NO_CACHE_DIR: "1", UV_DEFAULT_INDEX: url, UV_INDEX_URL: url },
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
