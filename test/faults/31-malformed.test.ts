import { PassThrough } from "node:stream"
import { Server } from "@modelcontextprotocol/server"
import { StdioServerTransport, serveStdio } from "@modelcontextprotocol/server/stdio"
import { afterAll, assert, describe, it } from "vitest"
import { eventually } from "../support/Binary.ts"
import { isFull, rounds } from "../support/Faults.ts"
import { malformed } from "../support/Malformed.ts"
import { modernMeta } from "../support/MalformedParams.ts"
import { sendAll } from "../support/MalformedStdio.ts"
import { peakMemory } from "../support/Processes.ts"
import { TestServer } from "../support/TestServer.ts"

const limit = { timeout: isFull ? 600_000 : 90_000 }
const count = rounds(200, 4000)
const seed = Number(process.env.FAULT_SEED ?? 31)
/** Kilobytes: some messages have megabytes, and are there several times while they are read. */
const mostMemory = 700_000

describe(`Fault 31: malformed messages over stdio (seed ${seed})`, limit, () => {
  const server = new TestServer()
  afterAll(() => server.close())

  it.each(["legacy", "modern"] as const)(
    `${count} of them are answered or dropped as they should be, in the %s era`,
    async (era) => {
      const client = await server.raw()
      if (era === "legacy") await client.initialize()
      else await client.request("tools/list", { _meta: modernMeta() })
      const lines = malformed(count, seed, 1_000_000)
      const faults = []
      for (let n = 0; n < lines.length; n += 50) {
        const pieceSize = [7, 4096, 1_000_000][(n / 50) % 3] ?? 1
        faults.push(...(await sendAll(client, lines.slice(n, n + 50), era, pieceSize)))
      }
      assert.deepStrictEqual(faults, [])
      assert.notMatch(client.stderr, /defect|reference/)
      assert.isBelow(peakMemory(client.child.pid ?? 0), mostMemory)
    },
  )

  it(`${count / 2} of them before the handshake do not keep a client from it`, async () => {
    const perServer = 50
    for (let n = 0; n < count / 2; n += perServer) {
      const client = await server.raw()
      // What claims to be of the modern era decides the connection; that is no fault of the others.
      const lines = malformed(perServer, seed + 1 + n, 1_000_000)
      const claimless = lines.filter(({ text }) => !text.includes("protocolVersion"))
      assert.deepStrictEqual(await sendAll(client, claimless, "legacy", 4096), [])
      const { result } = await client.initialize()
      assert.strictEqual(result?.protocolVersion, "2025-11-25")
      await client.close()
    }
  })

  it("a line without an end closes the connection before it fills the memory", async () => {
    const client = await server.raw()
    await client.initialize()
    const piece = Buffer.alloc(1_000_000, "x")
    const write = (error?: Error | null) => {
      if (!error) client.child.stdin.write(piece, write)
    }
    write()
    assert.strictEqual(await client.exited, 0)
    assert.match(client.stderr, /maximum size/)
  })

  describe("control: the SDK alone", () => {
    const asked = async (line: string) => {
      const [input, output] = [new PassThrough(), new PassThrough()]
      const heard: Array<{ id: number; error?: { code: number } }> = []
      output.on("data", (data) => heard.push(JSON.parse(String(data))))
      const handle = serveStdio(
        () => {
          const plain = new Server(
            { name: "plain", version: "0" },
            { capabilities: { resources: {} } },
          )
          plain.setRequestHandler("resources/read", () => ({ contents: [] }))
          return plain
        },
        { transport: new StdioServerTransport(input, output) },
      )
      input.write(`${line}\n${JSON.stringify({ jsonrpc: "2.0", id: 2, method: "ping" })}\n`)
      await eventually("the good answer", () => heard.find(({ id }) => id === 2))
      await handle.close()
      return heard.find(({ id }) => id === 1)
    }

    it("leaves a wrong frame, wrong params and a batch without an answer", async () => {
      assert.isUndefined(await asked('{"jsonrpc":"1.0","id":1,"method":"ping"}'))
      assert.isUndefined(await asked('{"jsonrpc":"2.0","id":1,"method":"ping","params":[]}'))
      assert.isUndefined(await asked('[{"jsonrpc":"2.0","id":1,"method":"ping"}]'))
    })

    it("takes params that do not fit for an error of its own", async () => {
      const answer = await asked('{"jsonrpc":"2.0","id":1,"method":"resources/read","params":{}}')
      assert.strictEqual(answer?.error?.code, -32603)
    })
  })
})
