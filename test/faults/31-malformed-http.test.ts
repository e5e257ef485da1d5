import { connect, type Socket } from "node:net"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import { eventually } from "../support/Binary.ts"
import { isFull, rounds } from "../support/Faults.ts"
import type { Fault } from "../support/Faulty.ts"
import { HttpServer } from "../support/HttpServer.ts"
import { malformed } from "../support/Malformed.ts"
import {
  goodPost,
  messagesIn,
  modernHeaders,
  openSession,
  post,
  sendOne,
} from "../support/MalformedHttp.ts"
import { modernMeta } from "../support/MalformedParams.ts"
import { peakMemory } from "../support/Processes.ts"
import { TestServer } from "../support/TestServer.ts"

const limit = { timeout: isFull ? 900_000 : 90_000 }
const count = rounds(200, 4000)
const seed = Number(process.env.FAULT_SEED ?? 31)
/** Kilobytes: eight messages are on their way at a time, some of megabytes. */
const mostMemory = 700_000

describe(`Fault 31: malformed messages over HTTP (seed ${seed})`, limit, () => {
  let place: TestServer
  let server: HttpServer
  beforeAll(async () => {
    place = new TestServer()
    server = await HttpServer.start(place)
  })
  afterAll(() => place.close())

  const sendAll = async (
    first: number,
    headersOf: (body: string) => Readonly<Record<string, string>>,
  ) => {
    const lines = malformed(count, seed + first, first)
    const faults: Array<Fault> = []
    for (let n = 0; n < lines.length; n += 8) {
      const some = lines.slice(n, n + 8)
      const sent = some.map((line) => sendOne(server, line, headersOf(line.text)))
      faults.push(...(await Promise.all(sent)).flat())
    }
    await goodPost(server)
    return faults
  }

  it(`${count} of them are answered or refused as they should be, in a session`, async () => {
    const session = await openSession(server)
    assert.deepStrictEqual(await sendAll(1_000_000, () => session), [])
  })

  it(`${count} of them are answered or refused as they should be, in the modern era`, async () => {
    assert.deepStrictEqual(await sendAll(2_000_000, modernHeaders), [])
  })

  it(`${count / 2} of them without any session or revision are refused`, async () => {
    assert.deepStrictEqual(await sendAll(3_000_000, () => ({})), [])
  })

  const good = JSON.stringify({
    jsonrpc: "2.0",
    id: 1,
    method: "tools/list",
    params: { _meta: modernMeta() },
  })

  it.each([
    ["a text", { "content-type": "text/plain" }, 415],
    ["a form", { "content-type": "multipart/form-data; boundary=x" }, 415],
    ["nothing that has a name", { "content-type": "" }, 415],
    ["for another revision than it says", { "mcp-protocol-version": "2025-11-25" }, 400],
    ["for a revision that there is not", { "mcp-protocol-version": "v999" }, 400],
    ["for another method than it says", { "mcp-method": "tools/call" }, 400],
  ])("a body that claims to be %s is refused", async (_, headers, status) => {
    const answer = await post(server, good, { ...modernHeaders(good), ...headers })
    assert.strictEqual(answer.status, status, answer.text)
    assert.isBelow(messagesIn(answer.text)[0]?.error?.code ?? 0, 0)
  })

  it("control: the same body with true headers is answered", async () => {
    const { status, text } = await post(server, good, modernHeaders(good))
    assert.strictEqual(status, 200, text)
    assert.isArray(messagesIn(text)[0]?.result?.tools)
  })

  const opened: Array<Socket> = []
  afterAll(() => {
    for (const socket of opened) socket.destroy()
  })

  /** A connection of its own, and what has come on it. */
  const speak = (text: string) => {
    const { hostname, port } = new URL(server.url)
    const socket = connect(Number(port), hostname)
    opened.push(socket)
    const heard = { text: "", isClosed: false }
    socket.on("data", (data) => {
      heard.text += String(data)
    })
    socket
      .on("error", () => undefined)
      .on("close", () => {
        heard.isClosed = true
      })
    socket.write(text)
    return { socket, heard }
  }

  const passport = () =>
    `Host: ${new URL(server.url).host}\r\nAuthorization: Bearer ${server.token}\r\n`

  const head = () => `POST /mcp HTTP/1.1\r\n${passport()}Content-Type: application/json\r\n`

  it.each([
    ["no HTTP at all", "\u0016\u0003\u0001 nonsense\r\n\r\n", 400],
    ["a header without a name", "GET /mcp HTTP/1.1\r\n: x\r\n\r\n", 400],
    ["no Host", "GET /mcp HTTP/1.1\r\n\r\n", 400],
    ["NUL in a header", "GET /mcp HTTP/1.1\r\nHost: a\u0000b\r\n\r\n", 400],
    ["100 KB of headers", `GET /mcp HTTP/1.1\r\nX: ${"x".repeat(100_000)}\r\n\r\n`, 431],
    [
      "two lengths",
      "POST /mcp HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
      400,
    ],
    [
      "a length and chunks",
      "POST /mcp HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
      400,
    ],
    ["a length below nothing", "POST /mcp HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", 400],
  ])("what is no request is refused: %s", async (_, text, status) => {
    const { heard } = speak(text)
    await eventually("the refusal", () => heard.text.startsWith(`HTTP/1.1 ${status}`) || undefined)
    await eventually("its end", () => heard.isClosed || undefined)
  })

  it.each([
    ["//", 400],
    ["//x:y/", 400],
    ["http://:0:/", 400],
    ["/jobs/%zz/stream", 404],
    ["*", 404],
  ])("with the token, a target that is none is refused: %s", async (target, status) => {
    const { heard } = speak(`GET ${target} HTTP/1.1\r\n${passport()}Connection: close\r\n\r\n`)
    await eventually("the refusal", () => heard.text.startsWith(`HTTP/1.1 ${status}`) || undefined)
    await goodPost(server)
  })

  it("a chunk that is none is refused, and half a body harms nobody", async () => {
    const chunked = speak(`${head()}Transfer-Encoding: chunked\r\n\r\nnonsense\r\n`)
    await eventually("the end", () => chunked.heard.isClosed || undefined)
    const cut = speak(`${head()}Content-Length: 1000\r\n\r\n{"jsonrpc":`)
    cut.socket.end()
    await eventually("the end", () => cut.heard.isClosed || undefined)
    await goodPost(server)
  })

  it("those who never come to an end keep nobody waiting, and are sent away", async () => {
    const slow = [...Array(200).keys()].map((n) =>
      n % 2 === 0
        ? speak("GET /mcp HTTP/1.1\r\nHost: ")
        : speak(`${head()}Content-Length: 1000\r\n\r\n{`),
    )
    await goodPost(server)
    if (!isFull) return
    const isOver = () => slow.every(({ heard }) => heard.isClosed) || undefined
    await eventually("all are sent away", isOver, 300_000)
  })

  it("after all this it serves, its memory is bounded, and its log has no token", async () => {
    await goodPost(server)
    assert.isBelow(peakMemory(server.pid), mostMemory)
    assert.notInclude(server.stderr, server.token)
    assert.notMatch(server.stderr, /level=ERROR|defect/)
  })
})
