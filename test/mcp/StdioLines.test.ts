import { assert, describe, it } from "@effect/vitest"
import { StdioLines } from "../../src/mcp/StdioLines.ts"

const good = '{"jsonrpc":"2.0","id":1,"method":"ping"}'

const through = (limit: number, pieces: ReadonlyArray<string>) => {
  const refused: Array<string> = []
  const lines = new StdioLines(limit, ({ reason }) => refused.push(reason))
  const passed: Array<string> = []
  lines.on("data", (data) => passed.push(String(data)))
  for (const piece of pieces) lines.write(piece)
  lines.end()
  return new Promise<{ passed: Array<string>; refused: Array<string> }>((resolve) =>
    lines.once("end", () => resolve({ passed, refused })),
  )
}

describe("lines from a client", () => {
  it("are passed on whole, however they come", async () => {
    const text = `${good}\n${good}\r\n${good}\n`
    for (const size of [1, 7, 50, 1000]) {
      const pieces = text.match(new RegExp(`[\\s\\S]{1,${size}}`, "g")) ?? []
      const { passed, refused } = await through(1000, pieces)
      assert.deepStrictEqual(passed, [`${good}\n`, `${good}\r\n`, `${good}\n`])
      assert.deepStrictEqual(refused, [])
    }
  })

  it("are left out when they are no messages, and the next one is not lost", async () => {
    const { passed, refused } = await through(1000, ["nonsense\n", `5\n${good}\n`])
    assert.deepStrictEqual(passed, [`${good}\n`])
    assert.deepStrictEqual(refused, ["it is not JSON", "it is no object"])
  })

  it("are passed on unseen when they are too long, to whoever ends the connection for it", async () => {
    const { passed, refused } = await through(10, ["xxxxxx", "xxxxxx", "xx"])
    assert.strictEqual(passed[0], "xxxxxxxxxxxx")
    assert.deepStrictEqual(refused, [])
  })

  it("are not passed on when the last one has no end", async () => {
    assert.deepStrictEqual((await through(1000, [`${good}\n`, good])).passed, [`${good}\n`])
  })
})
