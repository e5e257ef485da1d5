import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { afterAll, beforeAll } from "vitest"
import { eventually } from "../support/Binary.ts"
import { allEvents, eventsOf } from "../support/EventStream.ts"
import { endOfBinary, type HttpAnswer, HttpServer } from "../support/HttpServer.ts"
import { clientKinds } from "../support/SdkClients.ts"
import { type ProgressReport, type TestClient, TestServer } from "../support/TestServer.ts"

// The built binary with --http: real clients of both eras, and requests made by hand.

let place: TestServer
let server: HttpServer
beforeAll(async () => {
  place = new TestServer()
  server = await HttpServer.start(place)
})
afterAll(() => place.close())

const script = (code: string, more: object = {}) => ({
  directory: place.folder,
  script_content: code,
  use_uv: false,
  ...more,
})

describe.each(clientKinds)("a client of kind %s over HTTP", (kind) => {
  let client: TestClient
  beforeAll(async () => {
    client = await server.connect(kind)
  })

  it("runs a script, and hears of its progress meanwhile", async () => {
    const reports: Array<ProgressReport> = []
    const code = "import time; print('busy'); time.sleep(1.7)"
    const { payload } = await client.callTool("run_script_in_dir", script(code), {
      onProgress: (report) => reports.push(report),
    })
    assert.strictEqual(payload.stdout, "busy\n")
    assert.include(reports[0]?.message, "busy")
  })

  it("cancels a run by giving up on it", async () => {
    const label = `given up by ${kind}`
    const controller = new AbortController()
    const outcome = client
      .callTool("run_script_in_dir", script("import time; time.sleep(600)", { job_label: label }), {
        signal: controller.signal,
      })
      .then(
        () => "answered",
        () => "given up",
      )
    const labelled = async (status: string) => {
      const { payload } = await client.callTool("py_list_jobs", { limit: 1 })
      const [job] = payload.jobs
      return (job?.label === label && job.status === status) || undefined
    }
    await eventually("the run is there", () => labelled("running"))
    controller.abort()
    assert.strictEqual(await outcome, "given up")
    await eventually("the run is cancelled", () => labelled("cancelled"))
  })

  it("finds the resources", async () => {
    assert.isNotEmpty(await client.resourceTemplates())
  })
})

describe("a lost connection of the older eras", () => {
  it("cancels nothing", async () => {
    const client = await server.connect("v2 legacy")
    const call = client.callTool(
      "run_script_in_dir",
      script("import time; time.sleep(2); print('to its end')", { job_label: "left alone" }),
    )
    call.catch(() => undefined)
    const other = await server.connect("v2 modern")
    const leftAlone = async () => {
      const { payload } = await other.callTool("py_list_jobs", { limit: 5 })
      return payload.jobs.find(({ label }) => label === "left alone")
    }
    await eventually("the run is there", async () => (await leftAlone())?.status === "running")
    await client.close()
    await eventually("it ends by itself", async () => (await leftAlone())?.status === "completed")
  })
})

describe("a session", () => {
  const session = async () => {
    const params = {
      protocolVersion: "2025-11-25",
      capabilities: {},
      clientInfo: { name: "by hand", version: "0" },
    }
    const { headers } = await server.post({ jsonrpc: "2.0", id: 0, method: "initialize", params })
    return String(headers["mcp-session-id"])
  }
  const listing = { jsonrpc: "2.0", id: 1, method: "tools/list" }
  const using = (id: string) => server.post(listing, { "mcp-session-id": id })

  it("has an id that nobody guesses, and serves until it is deleted", async () => {
    const id = await session()
    assert.match(id, /^[0-9a-f-]{36}$/)
    assert.notStrictEqual(id, await session())
    assert.include((await using(id)).text, "run_script_in_dir")
    const deleted = await server.ask("/mcp", {
      method: "DELETE",
      headers: { "mcp-session-id": id },
    })
    assert.strictEqual(deleted.status, 200)
    assert.strictEqual((await using(id)).status, 404)
  })

  it("that is unknown is not found; without one there is nothing but initialize", async () => {
    const unknown = await using("00000000-0000-4000-8000-000000000000")
    assert.strictEqual(unknown.status, 404)
    const without = await server.post(listing)
    assert.strictEqual(without.status, 400)
    for (const { text } of [unknown, without]) assert.include(text, "initialize")
  })

  it("has the stream of a request closed when that is cancelled", async () => {
    const id = await session()
    const arguments_ = script("import time; time.sleep(600)", { job_label: "by hand" })
    const answered = server.post(
      {
        jsonrpc: "2.0",
        id: 0,
        method: "tools/call",
        params: { name: "run_script_in_dir", arguments: arguments_ },
      },
      { "mcp-session-id": id },
    )
    const client = await server.connect("v2 modern")
    const labelled = async (status: string) => {
      const { payload } = await client.callTool("py_list_jobs", { limit: 1 })
      return payload.jobs[0]?.label === "by hand" && payload.jobs[0].status === status
    }
    await eventually("the run is there", () => labelled("running"))
    const params = { requestId: 0, reason: "no longer needed" }
    const said = { jsonrpc: "2.0", method: "notifications/cancelled", params }
    assert.strictEqual((await server.post(said, { "mcp-session-id": id })).status, 202)
    assert.notInclude((await answered).text, "result")
    await eventually("the run is cancelled", () => labelled("cancelled"))
  })
})

describe("whoever may not pass", () => {
  const listing = { jsonrpc: "2.0", id: 1, method: "tools/list" }
  const attempts: ReadonlyArray<readonly [string, Record<string, string | undefined>, number]> = [
    ["no token", { authorization: undefined }, 401],
    ["a wrong token", { authorization: "Bearer 0123456789abcdef0123456789abcdef" }, 401],
    ["another scheme", { authorization: "Basic dXNlcjpwYXNz" }, 401],
    ["a foreign Origin", { origin: "https://evil.example" }, 403],
    ["an Origin that is none", { origin: "null" }, 403],
    ["an Origin that begins like ours", { origin: "http://127.0.0.1.evil.example" }, 403],
    ["a Host that was made to point here", { host: "evil.example" }, 403],
    ["a Host of ours with another port", { host: "127.0.0.1:1" }, 403],
  ]

  it.each(attempts)("is refused: %s", async (_, headers, status) => {
    for (const path of ["/mcp", "/jobs/x/stream", "/elsewhere"]) {
      const answer = await server.ask(path, { headers })
      assert.strictEqual(answer.status, status, path)
      assert.strictEqual(answer.headers["www-authenticate"] !== undefined, status === 401)
      assert.match(answer.text, status === 401 ? /PYTHON_MCP_HTTP_TOKEN/ : /accepted/)
    }
  })

  it("is let in from a page of this machine", async () => {
    const { status } = await server.post(listing, { origin: "http://localhost:6274" })
    assert.strictEqual(status, 400)
  })

  it("is told of in the log sparsely, and never with a token", async () => {
    const secret = "a-secret-that-nobody-should-read"
    for (let nth = 0; nth < 50; nth++) {
      await server.ask("/mcp", { headers: { authorization: `Bearer ${secret}` } })
    }
    const lines = server.stderr.split("\n").filter((line) => line.includes("token is wrong"))
    assert.isAtLeast(lines.length, 1)
    assert.isBelow(lines.length, 25)
    const logs = join(place.home, "logs")
    const written = readdirSync(logs).map((name) => readFileSync(join(logs, name), "utf8"))
    for (const text of [server.stderr, server.stdout, ...written]) {
      assert.notInclude(text, secret)
      assert.notInclude(text, server.token)
    }
  })
})

describe("a request that cannot be served", () => {
  const statusOf = ({ status }: HttpAnswer) => status

  it("is one for another path or in another way", async () => {
    assert.strictEqual(statusOf(await server.ask("/")), 404)
    assert.strictEqual(statusOf(await server.ask("/mcp/")), 404)
    const put = await server.ask("/mcp", { method: "PUT" })
    assert.strictEqual(put.status, 405)
    assert.strictEqual(put.headers.allow, "GET, POST, DELETE")
    for (const method of ["GET", "DELETE"]) {
      const headers = { "mcp-protocol-version": "2026-07-28", accept: "text/event-stream" }
      const modern = await server.ask("/mcp", { method, headers })
      assert.strictEqual(modern.status, 405)
      assert.strictEqual(modern.headers.allow, "POST")
    }
    const post = await server.ask("/jobs/x/stream", { method: "POST" })
    assert.strictEqual(post.status, 405)
    assert.strictEqual(post.headers.allow, "GET")
  })

  it("is one that is too long, whether it says so or not", async () => {
    const headers = { "content-type": "application/json" }
    const length = { "content-length": String(64 * 1024 * 1024 + 1) }
    const said = server.open("/mcp", { method: "POST", headers: { ...headers, ...length } })
    assert.strictEqual((await said).statusCode, 413)
    const body = Buffer.alloc(64 * 1024 * 1024 + 1, " ")
    const chunked = { ...headers, "transfer-encoding": "chunked" }
    const unsaid = server.open("/mcp", { method: "POST", headers: chunked, body })
    assert.strictEqual((await unsaid).statusCode, 413)
  })

  it("leaves the server as it was", async () => {
    const { text, status } = await server.ask("/mcp", {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "application/json, text/event-stream",
      },
      body: "{nonsense",
    })
    assert.strictEqual(status, 400)
    assert.include(text, "-32700")
  })
})

describe("the stream of a job", () => {
  const startJob = async (code: string) => {
    const client = await server.connect("v2 modern")
    const { payload } = await client.callTool(
      "run_script_in_dir",
      script(code, { async_mode: true }),
    )
    return payload.job_id
  }
  const lines = "import sys, time\nfor n in range(20):\n  print('é', n); print(n, file=sys.stderr)"

  it("tells all of it and how it ended", async () => {
    const id = await startJob(`${lines}\n  time.sleep(0.05)\nsys.exit(3)`)
    const events = await allEvents(await server.open(`/jobs/${id}/stream`))
    const deltas = events.slice(0, -1)
    const numbers = Array.from({ length: 20 }, (_, n) => n)
    assert.strictEqual(
      deltas.map(({ data }) => data.stdout).join(""),
      numbers.map((n) => `é ${n}\n`).join(""),
    )
    assert.strictEqual(
      deltas.map(({ data }) => data.stderr).join(""),
      numbers.map((n) => `${n}\n`).join(""),
    )
    for (const { id: given, data } of deltas) {
      assert.strictEqual(given, `${data.stdout_cursor}-${data.stderr_cursor}`)
    }
    const end = { job_id: id, status: "failed", reason: "exit_code", exit_code: 3 }
    assert.deepStrictEqual(events.at(-1), { event: "end", id: events.at(-2)?.id ?? "", data: end })
  })

  it("goes on where a lost connection had come to", async () => {
    const id = await startJob(`${lines}\n  time.sleep(0.05)`)
    let told = ""
    let last = ""
    for (let isOver = false; !isOver; ) {
      const headers = { "last-event-id": last }
      const response = await server.open(`/jobs/${id}/stream?encoding=base64`, { headers })
      for await (const event of eventsOf(response)) {
        last = event.id
        isOver = event.event === "end"
        if (isOver) break
        told += Buffer.from(event.data.stdout, "base64").toString("latin1")
        // Gone after each event.
        break
      }
      response.destroy()
    }
    const expected = Array.from({ length: 20 }, (_, n) => `é ${n}\n`).join("")
    assert.strictEqual(Buffer.from(told, "latin1").toString("utf8"), expected)
  })

  it("begins where the query says, and from the end where that is negative", async () => {
    const id = await startJob("print('0123456789')")
    await allEvents(await server.open(`/jobs/${id}/stream`))
    const from = async (query: string) =>
      (await allEvents(await server.open(`/jobs/${id}/stream?${query}`)))[0]?.data.stdout
    assert.strictEqual(await from("stdout_cursor=8"), "89\n")
    assert.strictEqual(await from("stdout_cursor=-3"), "89\n")
  })

  it("is not there for a job that nobody knows, nor from a place that is none", async () => {
    const unknown = await server.ask("/jobs/nobody/stream")
    assert.strictEqual(unknown.status, 404)
    assert.include(unknown.text, "nobody")
    const id = await startJob("pass")
    const headers = { "last-event-id": "12" }
    assert.strictEqual((await server.ask(`/jobs/${id}/stream`, { headers })).status, 400)
    assert.strictEqual((await server.ask(`/jobs/${id}/stream?stdout_cursor=x`)).status, 400)
    assert.strictEqual((await server.ask(`/jobs/${id}/stream?encoding=x`)).status, 400)
  })

  it("says so when its job is removed meanwhile, and is no fault in the log", async () => {
    const id = await startJob("print('x' * 40_000_000)")
    const client = await server.connect("v2 modern")
    await client.callTool("wait_for_jobs", { job_ids: [id], timeout_seconds: 50 })
    // Not read yet: far more than all buffers on the way hold.
    const response = await server.open(`/jobs/${id}/stream`)
    await client.callTool("py_prune_jobs", { keep_completed: false, max_age_hours: 0 })
    const last = (await allEvents(response)).at(-1)
    assert.strictEqual(last?.event, "end")
    assert.include(last?.data.error, `There is no job "${id}"`)
    assert.notInclude(server.stderr, "JobNotFound")
  })

  it("is that of another server's job, too", async () => {
    const other = await place.connect()
    const { payload } = await other.callTool(
      "run_script_in_dir",
      script("import time; print('from stdio'); time.sleep(1)", { async_mode: true }),
    )
    const events = await allEvents(await server.open(`/jobs/${payload.job_id}/stream`))
    assert.strictEqual(events[0]?.data.stdout, "from stdio\n")
    assert.strictEqual(events.at(-1)?.data.status, "completed")
  })
})

describe("a listen of 2026-07-28", () => {
  const capabilities = { extensions: { "io.modelcontextprotocol/tasks": {} } }
  const listen = (notifications: object, clientCapabilities: object) => {
    const prefix = "io.modelcontextprotocol"
    const _meta = {
      [`${prefix}/protocolVersion`]: "2026-07-28",
      [`${prefix}/clientInfo`]: { name: "by hand", version: "0" },
      [`${prefix}/clientCapabilities`]: clientCapabilities,
    }
    const method = "subscriptions/listen"
    return server.open("/mcp", {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "application/json, text/event-stream",
        "mcp-protocol-version": "2026-07-28",
        "mcp-method": method,
      },
      body: JSON.stringify({ jsonrpc: "2.0", id: 7, method, params: { notifications, _meta } }),
    })
  }

  it("hears of resources and of tasks, until it goes", async () => {
    const client = await server.connect("v2 modern")
    const go = join(place.folder, "go")
    const code = `import pathlib, time\nwhile not pathlib.Path(${JSON.stringify(go)}).exists(): time.sleep(0.02)\nprint(1)`
    const { payload } = await client.callTool(
      "run_script_in_dir",
      script(code, { async_mode: true }),
    )
    const id = payload.job_id
    const resource = `job-stream://${id}`
    const wanted = { resourceSubscriptions: [resource], taskIds: [id] }
    // Two of them, so that what is followed once is told to both.
    const streams = await Promise.all([listen(wanted, capabilities), listen(wanted, capabilities)])
    const heard = await Promise.all(
      streams.map(async (stream) => {
        const updated: Array<string> = []
        const statuses: Array<string> = []
        for await (const { data } of eventsOf(stream)) {
          if (data.method === "notifications/subscriptions/acknowledged") {
            assert.deepStrictEqual(data.params.notifications, wanted)
            writeFileSync(go, "")
          }
          if (data.method === "notifications/resources/updated") updated.push(data.params.uri)
          if (data.method === "notifications/tasks") {
            assert.strictEqual(data.params.taskId, id)
            statuses.push(data.params.status)
          }
          if (updated.length > 0 && statuses.includes("completed")) break
        }
        return updated
      }),
    )
    for (const updated of heard) assert.include(updated, resource)
  })

  it("is refused tasks where its client does not know them", async () => {
    const refused = await listen({ taskIds: ["any"] }, {})
    assert.strictEqual(refused.statusCode, 400)
    let text = ""
    for await (const part of refused.setEncoding("utf8")) text += part
    assert.strictEqual(JSON.parse(text).error.code, -32021)
  })
})

describe("the end of the server", () => {
  it("ends calls, streams and jobs, and leaves nothing behind", async () => {
    await using own = new TestServer()
    const ending = await HttpServer.start(own)
    const client = await ending.connect("v2 modern")
    const older = await ending.connect("v1")
    const forever = { directory: own.folder, use_uv: false, script_content: "while True: pass" }
    const waiting = [client, older].map((one) =>
      one.callTool("run_script_in_dir", forever).then(() => "answered", String),
    )
    const running = async () => {
      const { payload } = await client.callTool("py_list_jobs", { status_filter: "running" })
      return payload.jobs.length === 2 ? payload.jobs.map(({ job_id }) => job_id) : undefined
    }
    const jobs = await eventually("both run", running)
    const stream = await ending.open(`/jobs/${jobs[0]}/stream`)
    const streamed = allEvents(stream)
    assert.strictEqual(await ending.stop("SIGTERM"), 0)
    assert.deepStrictEqual(await streamed, [])
    assert.isTrue(stream.complete)
    for (const end of await Promise.all(waiting)) assert.include(end, "py_list_jobs")
    await eventually("no process is left", () => own.processes.length === 0)
    for (const id of jobs) {
      const exit = join(
        own.home,
        "jobs",
        readdirSync(join(own.home, "jobs"))[0] ?? "",
        id,
        "exit.json",
      )
      assert.strictEqual(JSON.parse(readFileSync(exit, "utf8")).reason, "server_exited")
    }
  })
})

describe("the token", () => {
  it("is made at the first start, for its owner alone, and kept", async () => {
    await using own = new TestServer()
    const first = await HttpServer.start(own)
    const file = join(own.home, "http-token")
    assert.strictEqual(statSync(file).mode & 0o777, 0o600)
    assert.match(first.token, /^[0-9a-f]{64}$/)
    assert.include(first.stderr, file)
    await first.stop("SIGHUP")
    const second = await HttpServer.start(own)
    assert.strictEqual(second.token, first.token)
    assert.strictEqual(second.stdout, `${second.url}\n`)
    assert.strictEqual((await second.ask("/")).status, 404)
    await second.stop("SIGINT")
    chmodSync(file, 0o644)
    const readable = await endOfBinary(own, ["--http"])
    assert.strictEqual(readable.code, 1)
    assert.include(readable.stderr, "others may read or change it (mode 0644)")
    chmodSync(file, 0o600)
    writeFileSync(file, "\n")
    const empty = await endOfBinary(own, ["--http"])
    assert.strictEqual(empty.code, 1)
    assert.include(empty.stderr, "it is empty")
    assert.strictEqual(empty.stdout, "")
  })

  it("that is set is the one, and none is made", async () => {
    await using own = new TestServer({ PYTHON_MCP_HTTP_TOKEN: "chosen-by-somebody" })
    const chosen = await HttpServer.start(own)
    assert.strictEqual((await chosen.ask("/")).status, 404)
    assert.isFalse(existsSync(join(own.home, "http-token")))
    assert.notInclude(chosen.stderr, "chosen-by-somebody")
  })
})

describe("the command line", () => {
  it("does not listen where others may come without a token that was chosen", async () => {
    await using own = new TestServer()
    const { code, stderr, stdout } = await endOfBinary(own, ["--http", "--host", "0.0.0.0"])
    assert.strictEqual(code, 1)
    assert.include(stderr, "Set PYTHON_MCP_HTTP_TOKEN")
    assert.strictEqual(stdout, "")
  })

  it("says so when the port is taken", async () => {
    const port = new URL(server.url).port
    const { code, stderr } = await endOfBinary(place, ["--http", "--port", port])
    assert.strictEqual(code, 1)
    assert.include(stderr, "something listens there already")
  })

  it("tells what there is, and what it does not know", async () => {
    await using own = new TestServer()
    const help = await endOfBinary(own, ["--help"])
    assert.strictEqual(help.code, 0)
    assert.include(help.stdout, "--http")
    const wrong = await endOfBinary(own, ["--htpp"])
    assert.strictEqual(wrong.code, 2)
    assert.include(wrong.stderr, "--htpp")
    assert.isFalse(existsSync(own.home))
  })
})
