// Makes the binary: one CommonJS bundle, a launcher, and a V8 code cache (docs/decisions.md says why).
import { spawn } from "node:child_process"
import { createHash } from "node:crypto"
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { cachedDataVersionTag } from "node:v8"
import { rolldown } from "rolldown"

const root = fileURLToPath(new URL("..", import.meta.url))
const bin = join(root, "dist", "bin")

const { definitions } = await import("../dist/mcp/StdioLayer.js")

const bundle = await rolldown({
  input: join(root, "src/main.ts"),
  platform: "node",
  resolve: {
    alias: { "@modelcontextprotocol/server/_shims": join(root, "build/sdk-shims.mjs") },
  },
  transform: { define: { __DEFINITIONS__: JSON.stringify(JSON.stringify(definitions())) } },
  treeshake: true,
  logLevel: "warn",
})
const { output } = await bundle.write({
  dir: bin,
  format: "cjs",
  entryFileNames: "bundle.cjs",
  codeSplitting: false,
  minify: "dce-only",
})
if (output.length !== 1) throw new Error(`one bundle was expected, not ${output.length} files`)

const source = (await readFile(join(bin, "bundle.cjs"), "utf8")).replace(/^#!.*\n/, "\n")
const hash = createHash("sha256").update(source).digest("hex")
await writeFile(join(bin, `bundle-${hash.slice(0, 16)}.cjs`), source)
await rm(join(bin, "bundle.cjs"))

const launcher = join(bin, "python-executor-mcp.cjs")
const template = await readFile(join(root, "build/launcher.cjs"), "utf8")
await writeFile(launcher, template.replace("__BUNDLE_HASH__", hash), { mode: 0o755 })

const cache = join(bin, `${hash}-${process.version}-${process.arch}-${cachedDataVersionTag()}.bin`)
await makeCodeCache(cache)
const size = async (file) => `${Math.round((await stat(file)).size / 1024)} KB`
console.log(
  `bundle ${await size(join(bin, `bundle-${hash.slice(0, 16)}.cjs`))}, code cache ${await size(cache)}`,
)

/** The cache is made after the first answer, so that what starting needs is compiled in it. */
async function makeCodeCache(target) {
  const home = await mkdtemp(join(tmpdir(), "python-executor-mcp-build-"))
  try {
    const child = spawn(process.execPath, [launcher], {
      env: { ...process.env, PYTHON_MCP_HOME: home, PYTHON_MCP_CODE_CACHE: target },
      stdio: ["pipe", "pipe", "ignore"],
    })
    const send = (message) =>
      child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`)
    const params = {
      protocolVersion: "2025-11-25",
      capabilities: {},
      clientInfo: { name: "build", version: "0" },
    }
    send({ id: 1, method: "initialize", params })
    send({ method: "notifications/initialized" })
    send({ id: 2, method: "tools/list" })
    const deadline = Date.now() + 20_000
    while (!(await stat(target).catch(() => undefined))) {
      if (Date.now() > deadline) throw new Error("the code cache was not made")
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    child.stdin.end()
    await new Promise((resolve) => child.once("exit", resolve))
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}
