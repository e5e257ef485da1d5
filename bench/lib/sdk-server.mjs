// The smallest server that the SDK's own pieces make, over stdio or, with --http, over HTTP on a free port:
// it lists the catalogue that it is given, and every tool of it lists an empty folder, as py_list_scripts
// does here. The baseline of `protocol`.
import { readFileSync } from "node:fs"
import { readdir } from "node:fs/promises"
import { createServer } from "node:http"
import { toNodeHandler } from "@modelcontextprotocol/node"
import { createMcpHandler, Server } from "@modelcontextprotocol/server"
import { serveStdio } from "@modelcontextprotocol/server/stdio"

const tools = JSON.parse(readFileSync(process.argv[2], "utf8"))

const make = () => {
  const server = new Server({ name: "smallest", version: "0" }, { capabilities: { tools: {} } })
  server.setRequestHandler("tools/list", () => ({ tools }))
  server.setRequestHandler("tools/call", async () => {
    const result = await readdir(`${process.argv[2]}.scripts`)
    const content = [{ type: "text", text: JSON.stringify(result) }]
    return { content, structuredContent: { result } }
  })
  return server
}

if (process.argv.includes("--http")) {
  const listening = createServer(toNodeHandler(createMcpHandler(make)))
  listening.listen(0, "127.0.0.1", () => {
    console.log(`http://127.0.0.1:${listening.address().port}/mcp`)
  })
} else serveStdio(make)
