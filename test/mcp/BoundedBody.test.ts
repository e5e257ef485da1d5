import { assert, describe, it } from "@effect/vitest"
import { makeBounded } from "../../src/mcp/BoundedBody.ts"

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

/** A clock that is set by hand, and how many have been given up. */
const makeScene = () => {
  const scene = { now: 0, tooSlow: 0 }
  const bounded = makeBounded({
    now: () => scene.now,
    onTooSlow: () => {
      scene.tooSlow += 1
    },
  })
  return { scene, bounded }
}

/** A stream into which pieces are put by hand. */
const byHand = () => {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const writer = writable.getWriter()
  const give = (bytes: number) => {
    writer.write(new Uint8Array(bytes)).catch(() => undefined)
    return turns()
  }
  return { readable, give, end: () => writer.close() }
}

const lengthOf = (response: Response) =>
  response.arrayBuffer().then(
    ({ byteLength }) => byteLength,
    () => "broken off",
  )

const turns = () => new Promise((resolve) => setTimeout(resolve, 20))

describe("a stream of events", () => {
  it("that is read has all its pieces", async () => {
    let ends = 0
    const { stream } = givingAll(9)
    const { bounded } = makeScene()
    const response = bounded(new Response(stream, events), () => {
      ends += 1
    })
    const reader = response.body!.getReader()
    let read = 0
    while (read < 900_000) read += (await reader.read()).value?.length ?? 0
    assert.strictEqual(read, 900_000)
    assert.strictEqual(ends, 0)
    await reader.cancel()
    assert.strictEqual(ends, 1)
  })

  it("that nobody reads is given up once a MiB waits, and ten seconds have passed", async () => {
    let ends = 0
    const { scene, bounded } = makeScene()
    const { readable, give } = byHand()
    const response = bounded(new Response(readable, events), () => {
      ends += 1
    })
    await give(1_500_000)
    scene.now = 9999
    await give(1)
    assert.strictEqual(ends, 0)
    scene.now = 10_000
    await give(1)
    assert.deepStrictEqual({ ends, ...scene }, { ends: 1, now: 10_000, tooSlow: 1 })
    assert.strictEqual(await lengthOf(response), "broken off")
  })

  it("that somebody reads slowly goes on, however much of it waits", async () => {
    const { scene, bounded } = makeScene()
    const { readable, give, end } = byHand()
    const response = bounded(new Response(readable, events))
    const reader = response.body!.getReader()
    await give(30_000_000)
    for (let nth = 0; nth < 5; nth++) {
      scene.now += 9000
      await reader.read()
      await give(1)
    }
    reader.releaseLock()
    await Promise.all([end(), lengthOf(response)])
    assert.strictEqual(scene.tooSlow, 0)
  })

  it("may have several messages at once, each longer than all that may wait", async () => {
    const { scene, bounded } = makeScene()
    const { readable, give, end } = byHand()
    const response = bounded(new Response(readable, events))
    for (let nth = 0; nth < 3; nth++) await give(5_000_000)
    const read = lengthOf(response)
    await end()
    assert.strictEqual(await read, 15_000_000)
    assert.strictEqual(scene.tooSlow, 0)
  })

  it("is given up at once where more than 64 MiB wait", async () => {
    const { stream, cancelled } = givingAll(700)
    const { scene, bounded } = makeScene()
    const response = bounded(new Response(stream, events))
    await turns()
    assert.deepStrictEqual(cancelled, ["cancelled"])
    assert.strictEqual(scene.tooSlow, 1)
    assert.strictEqual(await lengthOf(response), "broken off")
  })

  it("may have one piece that is longer than all that may wait", async () => {
    const long = new Uint8Array(5_000_000)
    const { bounded } = makeScene()
    const response = bounded(new Response(new Blob([long]).stream(), events))
    assert.strictEqual((await response.arrayBuffer()).byteLength, 5_000_000)
  })
})

it("a body that is whole is left as it is", async () => {
  let ends = 0
  const whole = Response.json({ said: "all" })
  const passed = makeScene().bounded(whole, () => {
    ends += 1
  })
  assert.strictEqual(passed, whole)
  assert.strictEqual(ends, 1)
})
