import { assert, describe, it } from "@effect/vitest"
import { eventually } from "../support/Binary.ts"
import { eras, payloadOf, rawScene } from "../support/RawScene.ts"

// What the server logs while it works for a call, on that call's own channel.

const { speaking, runArguments, server } = rawScene()

const logLevel = (level: string) => ({ "io.modelcontextprotocol/logLevel": level })

const secret = "never to be seen"
const given = { env_vars: { TOKEN: secret }, args: [secret] }
const quick = { ...runArguments(`"${secret}"`), ...given }

describe.each(eras)("the log of a call in the %s era", (era) => {
  const wanting = async (level: string, budget = "20") => {
    const speaker = await speaking(era, { SMART_ASYNC_TIMEOUT_SECONDS: budget })
    if (era === "legacy") await speaker.request("logging/setLevel", { level })
    const lines = () =>
      speaker.heard("notifications/message").map(({ level, logger, data }) => {
        assert.strictEqual(logger, "python-executor-mcp")
        return { level, ...(data as { message: string; job?: string; tool?: string }) }
      })
    return { ...speaker, lines, meta: era === "modern" ? logLevel(level) : {} }
  }

  it("tells whoever wants to know of a run's start and end, before the answer", async () => {
    const { call, client, lines, meta } = await wanting("info")
    const { job_id } = payloadOf(await call("run_script_in_dir", quick, meta))
    const before = client.messages.length
    const ours = lines().filter(({ job }) => job === job_id)
    assert.deepStrictEqual(
      ours.map(({ level, message }) => [level, message]),
      [
        ["info", "a job starts"],
        ["info", "a job has ended"],
      ],
    )
    assert.strictEqual(ours[0]?.tool, "run_script_in_dir")
    assert.notInclude(JSON.stringify(client.messages.slice(0, before - 1)), secret)
    assert.include(client.stderr, "a job has ended")
  })

  it("tells of the hand-over, and of nothing that comes after the answer", async () => {
    const { call, lines, meta } = await wanting("info", "0.3")
    const slow = runArguments("import time; time.sleep(1.2)")
    const { job_id, status } = payloadOf(await call("run_script_in_dir", slow, meta))
    assert.strictEqual(status, "running")
    const messages = () => lines().map(({ message }) => message)
    assert.include(messages(), "a job goes on in the background")
    await call("wait_for_jobs", { job_ids: [job_id] })
    assert.notInclude(messages(), "a job has ended")
  })

  it("is silent about the course of things for whoever has not asked", async () => {
    const { call, heard } = await speaking(era)
    await call("run_script_in_dir", quick)
    assert.deepStrictEqual(heard("notifications/message"), [])
  })

  it("has no level of another name", async () => {
    const { request } = await speaking(era)
    const { error } =
      era === "legacy"
        ? await request("logging/setLevel", { level: "loud" })
        : await request("tools/list", {}, logLevel("loud"))
    assert.strictEqual(error?.code, -32602)
  })
})

describe("the level", () => {
  it("is a connection's in the older revisions, and may be changed", async () => {
    const { request, call, heard } = await speaking("legacy")
    await request("logging/setLevel", { level: "info" })
    await call("run_script_in_dir", quick)
    const told = heard("notifications/message").length
    assert.isAbove(told, 0)
    await request("logging/setLevel", { level: "error" })
    await call("run_script_in_dir", quick)
    assert.lengthOf(heard("notifications/message"), told)
  })

  it("is a request's in the revision of 2026-07-28, where logging/setLevel is gone", async () => {
    const { request, call, heard } = await speaking("modern")
    const { error } = await request("logging/setLevel", { level: "info" })
    assert.strictEqual(error?.code, -32601)
    await call("run_script_in_dir", quick, logLevel("info"))
    const told = heard("notifications/message").length
    assert.isAbove(told, 0)
    await call("run_script_in_dir", quick)
    assert.lengthOf(heard("notifications/message"), told)
  })

  it("of the server's setting comes first", async () => {
    const { request, call, client, heard } = await speaking("legacy", {
      PYTHON_MCP_LOG_LEVEL: "warning",
    })
    await request("logging/setLevel", { level: "debug" })
    await call("run_script_in_dir", quick)
    assert.deepStrictEqual(heard("notifications/message"), [])
    await client.close()
    assert.notInclude(client.stderr, "a job starts")
  })

  it("leaves a cancelled call in silence: it is the server's own log that says why", async () => {
    const { request, begin, cancel, client, heard } = await speaking("legacy")
    await request("logging/setLevel", { level: "info" })
    begin(7, "run_script_in_dir", runArguments("import time; time.sleep(600)"))
    await eventually("it runs", () => heard("notifications/message").length > 0 || undefined)
    cancel(7, "lunch")
    await eventually(
      "the job has ended",
      () => client.stderr.includes("a job has ended") || undefined,
    )
    await request("ping")
    const messages = heard("notifications/message").map(({ data }) => Object(data).message)
    assert.notInclude(messages, "a job has ended")
    await eventually(
      "it is noted",
      () => /a request is cancelled.*lunch/.test(client.stderr) || undefined,
    )
    assert.isEmpty(server.processes.filter(({ command }) => command.includes("sleep(600)")))
  })
})
