import { createHash } from "node:crypto"
import type { IncomingMessage } from "node:http"
import { assert, describe, it } from "@effect/vitest"
import { afterAll, beforeAll } from "vitest"
import { eventsOf, type SentEvent } from "../support/EventStream.ts"
import { sized } from "../support/Faults.ts"
import { HttpServer } from "../support/HttpServer.ts"
import { peakMemory } from "../support/Processes.ts"
import { type TestClient, TestServer } from "../support/TestServer.ts"

// Many who follow the output of a few jobs, and some among them who stop reading.

const followers = 200
const jobs = 4
/** What each of them prints, in lines of their own numbers. */
const outputBytes = sized(400_000, 4_000_000)
/** Far more than all buffers between the server and a reader who does not read. */
const unreadBytes = 40_000_000
const stalled = 12
/** A server that kept for the stalled what they do not read would need several times as much. */
const mostMemoryKilobytes = 450_000

let place: TestServer
let server: HttpServer
let client: TestClient
beforeAll(async () => {
  place = new TestServer()
  server = await HttpServer.start(place)
  client = await server.connect("v2 modern")
})
afterAll(() => place.close())

/** Prints so many bytes, in parts, for about a second. */
const printing = (bytes: number) => `
import sys, time
size, n = 0, 0
line = b"x" * 90
while size < ${bytes}:
    part = b"".join(b"%d %s\\n" % (n + i, line) for i in range(500))[:${bytes} - size]
    n += 500
    size += len(part)
    sys.stdout.buffer.write(part)
    sys.stdout.flush()
    time.sleep(${500 * 96} / ${bytes})
`

const start = async (bytes: number): Promise<string> => {
  const { payload } = await client.callTool("run_script_in_dir", {
    directory: place.folder,
    script_content: printing(bytes),
    use_uv: false,
    async_mode: true,
  })
  return payload.job_id
}

const follow = (job: string) => server.open(`/jobs/${job}/stream?encoding=base64`)

/** What a reader has had: how many bytes, and which; throws where one is missing or comes twice. */
const makeReader = () => {
  const hash = createHash("sha256")
  let at = 0
  return {
    take: ({ id, data }: SentEvent) => {
      const bytes = Buffer.from(data.stdout, "base64")
      if (data.stdout_start !== at) throw new Error(`at ${at} came ${data.stdout_start}`)
      at += bytes.length
      if (id !== `${at}-0`) throw new Error(`at ${at} came the id ${id}`)
      hash.update(bytes)
    },
    had: () => ({ bytes: at, sha256: hash.copy().digest("hex") }),
  }
}

const readAll = async (response: IncomingMessage) => {
  const reader = makeReader()
  for await (const event of eventsOf(response)) {
    if (event.event === "end") return { ...reader.had(), status: event.data.status }
    reader.take(event)
  }
  throw new Error(`the stream ended after ${reader.had().bytes} bytes`)
}

describe(`${followers} followers of ${jobs} jobs`, () => {
  it(`have every byte once, while ${stalled} do not read what they asked for`, async () => {
    const unread = await start(unreadBytes)
    const idle = await Promise.all(Array.from({ length: stalled }, () => follow(unread)))
    for (const response of idle) response.pause()
    const ids = await Promise.all(Array.from({ length: jobs }, () => start(outputBytes)))
    const read = await Promise.all(
      Array.from({ length: followers }, async (_, nth) => readAll(await follow(ids[nth % jobs]!))),
    )
    const [first] = read
    for (const one of read) assert.deepStrictEqual(one, first)
    assert.strictEqual(first?.bytes, outputBytes)
    assert.strictEqual(first?.status, "completed")
    // Now that all others are done: the stalled have been waited for by nobody, and kept nothing.
    await client.callTool("wait_for_jobs", { job_ids: [unread], timeout_seconds: 50 })
    assert.isBelow(peakMemory(server.pid), mostMemoryKilobytes)
    for (const response of idle) assert.isFalse(response.readableEnded)
    // Whoever begins to read again has it all, too.
    const late = idle[0]!
    late.resume()
    assert.strictEqual((await readAll(late)).bytes, unreadBytes)
    for (const response of idle) response.destroy()
  }, 240_000)

  it("would be caught with a byte too many or too few", () => {
    const event = (start: number, text: string): SentEvent => {
      const cursor = start + text.length
      const data = { stdout: Buffer.from(text).toString("base64"), stdout_start: start }
      return { event: "message", id: `${cursor}-0`, data }
    }
    const reader = makeReader()
    reader.take(event(0, "abc"))
    assert.throws(() => reader.take(event(0, "abc")))
    assert.throws(() => reader.take(event(4, "e")))
  })
})
