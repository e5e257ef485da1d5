import { assert, describe, it } from "@effect/vitest"
import { bounded } from "../../src/mcp/BoundedBody.ts"

const events = { headers: { "content-type": "text/event-stream" } }
const piece = new Uint8Array(100_000)

/** A stream that gives what it has, read or not, as the SDK does. */
const givingAll = (pieces: number) => {
  const cancelled: Array<string> = []
  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => {
      for (let nth = 0; nth < pieces; nth++) controller.enqueue(piece)
    },
    cancel: () => {
      cancelled.push("cancelled")
    },
  })
  return { stream, cancelled }
}

const turns = () => new Promise((resolve) => setTimeout(resolve, 20))

describe("a stream of events", () => {
  it("that is read has all its pieces", async () => {
    let ends = 0
    const { stream } = givingAll(9)
    const response = bounded(new Response(stream, events), () => {
      ends += 1
    })
    const reader = response.body!.getReader()
    for (let nth = 0; nth < 9; nth++)
      assert.strictEqual((await reader.read()).value?.length, 100_000)
    assert.strictEqual(ends, 0)
    await reader.cancel()
    assert.strictEqual(ends, 1)
  })

  it("that nobody reads is given up once a MiB waits", async () => {
    let ends = 0
    const { stream, cancelled } = givingAll(30)
    const response = bounded(new Response(stream, events), () => {
      ends += 1
    })
    await turns()
    assert.deepStrictEqual(cancelled, ["cancelled"])
    assert.strictEqual(ends, 1)
    const failed = await response.arrayBuffer().then(
      () => "read",
      () => "broken off",
    )
    assert.strictEqual(failed, "broken off")
  })

  it("may have one piece that is longer than all that may wait", async () => {
    const long = new Uint8Array(5_000_000)
    const response = bounded(new Response(new Blob([long]).stream(), events), () => undefined)
    assert.strictEqual((await response.arrayBuffer()).byteLength, 5_000_000)
  })
})

it("a body that is whole is left as it is", async () => {
  let ends = 0
  const whole = Response.json({ said: "all" })
  const passed = bounded(whole, () => {
    ends += 1
  })
  assert.strictEqual(passed, whole)
  assert.strictEqual(ends, 1)
})
