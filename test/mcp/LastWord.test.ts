import { assert, describe, it } from "@effect/vitest"
import { eventOf } from "../../src/mcp/EventStream.ts"
import { withLastWord } from "../../src/mcp/LastWord.ts"

const asked = { jsonrpc: "2.0", id: 7, method: "tools/call" }
const progress = eventOf({ jsonrpc: "2.0", method: "notifications/progress" })
const answer = eventOf({ jsonrpc: "2.0", id: 7, result: {} })
const comment = new TextEncoder().encode(": keepalive\n\n")

const streaming = (...pieces: ReadonlyArray<Uint8Array>) => {
  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => {
      for (const piece of pieces) controller.enqueue(piece)
      controller.close()
    },
  })
  return new Response(stream, { headers: { "content-type": "text/event-stream" } })
}

const textOf = (response: Response, isClosing: boolean, of: unknown = asked) =>
  withLastWord(response, of, () => isClosing).text()

describe("a request that the end of the server cuts short", () => {
  it("is answered with a status and a way out where nothing was sent yet", async () => {
    const response = withLastWord(new Response(null, { status: 499 }), asked, () => true)
    assert.strictEqual(response.status, 503)
    const { id, error } = JSON.parse(await response.text())
    assert.strictEqual(id, 7)
    assert.include(error.message, "py_list_jobs")
  })

  it("is answered as the last message of its stream, where it was not answered before", async () => {
    const said = await textOf(streaming(progress, comment), true)
    assert.match(said, /"id":7,"error":.*py_list_jobs.*\n\n$/)
    const text = await textOf(streaming(progress, answer, comment), true)
    assert.notInclude(text, "error")
    assert.include(text, "result")
  })
})

it("nothing else has a last word", async () => {
  assert.notInclude(await textOf(streaming(progress), false), "error")
  assert.notInclude(await textOf(streaming(progress), true, null), "error")
  const gone = new Response(null, { status: 499 })
  assert.strictEqual(
    withLastWord(gone, asked, () => false),
    gone,
  )
  const whole = Response.json({})
  assert.strictEqual(
    withLastWord(whole, asked, () => true),
    whole,
  )
})
