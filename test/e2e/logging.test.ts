import { assert, describe, it } from "@effect/vitest"
import { beforeAll } from "vitest"
import { eventually } from "../support/Binary.ts"
import { eras, payloadOf, rawScene, type Speaker } from "../support/RawScene.ts"

// What the server logs while it works for a call, on that call's own channel.

const { speaking, runArguments } = rawScene()

const logLevel = (level: string) => ({ "io.modelcontextprotocol/logLevel": level })

const secret = "never to be seen"
const quick = {
  ...runArguments(`"${secret}"`),
  env_vars: { TOKEN: secret },
  args: [secret],
  use_uv: false,
}

interface Data {
  readonly message: string
  readonly job?: string
  readonly tool?: string
}

describe.each(eras)("the log of a call in the %s era", (era) => {
  let speaker: Speaker
  beforeAll(async () => {
    speaker = await speaking(era)
  })

  const told = () =>
    speaker.heard("notifications/message").map(({ level, logger, data }) => {
      assert.strictEqual(logger, "python-executor-mcp")
      return { level, ...(data as Data) }
    })

  /** Sees to it that the next calls' log is wanted from this level on; gives what such a call carries. */
  const wanting = async (level: string) => {
    if (era === "modern") return logLevel(level)
    await speaker.request("logging/setLevel", { level })
    return {}
  }

  it("says nothing of the course of things to whoever has not asked", async () => {
    await speaker.call("run_script_in_dir", quick)
    assert.deepStrictEqual(told(), [])
  })

  it("tells whoever wants to know of a run's start and end, before the answer", async () => {
    const meta = await wanting("info")
    const { job_id } = payloadOf(await speaker.call("run_script_in_dir", quick, meta))
    const ours = told().filter(({ job }) => job === job_id)
    assert.deepStrictEqual(
      ours.map(({ level, message }) => [level, message]),
      [
        ["info", "a job starts"],
        ["info", "a job has ended"],
      ],
    )
    assert.strictEqual(ours[0]?.tool, "run_script_in_dir")
    assert.notInclude(JSON.stringify(told()), secret)
    assert.include(speaker.client.stderr, "a job has ended")
  })

  it("tells of the hand-over, and of nothing that comes after the answer", async () => {
    const meta = await wanting("info")
    const args = { ...quick, async_mode: true }
    const { job_id } = payloadOf(await speaker.call("run_script_in_dir", args, meta))
    const ours = () => told().flatMap(({ job, message }) => (job === job_id ? [message] : []))
    const before = ours()
    assert.include(before, "a job goes on in the background")
    await speaker.call("wait_for_jobs", { job_ids: [job_id] })
    assert.deepStrictEqual(ours(), before)
  })

  it("leaves a cancelled call in silence: the server's own log says why it ended", async () => {
    const meta = await wanting("info")
    const before = told().length
    const endless = { ...runArguments("import time; time.sleep(600)"), use_uv: false }
    speaker.begin(7, "run_script_in_dir", endless, meta)
    const line = await eventually("its start is told", () => told()[before], 20_000)
    const ended = new RegExp(`a job has ended.*${line.job}`)
    const logged = (what: RegExp) => what.test(speaker.client.stderr) || undefined
    speaker.cancel(7, "out to lunch")
    await eventually("the reason is noted", () => logged(/a request is cancelled.*out to lunch/))
    await eventually("the job has ended", () => logged(ended))
    await speaker.request("tools/list")
    assert.notInclude(
      told()
        .slice(before)
        .map(({ message }) => message),
      "a job has ended",
    )
  })

  it("is given in the era's own way, and has no level of another name", async () => {
    const { error } =
      era === "legacy"
        ? await speaker.request("logging/setLevel", { level: "loud" })
        : await speaker.request("tools/list", {}, logLevel("loud"))
    assert.strictEqual(error?.code, -32602)
    const before = told().length
    if (era === "legacy") await wanting("error")
    else assert.strictEqual((await speaker.request("logging/setLevel")).error?.code, -32601)
    await speaker.call("run_script_in_dir", quick)
    assert.lengthOf(told(), before)
  })
})

describe("the level of the server's setting", () => {
  it("comes first", async () => {
    const { request, call, client, heard } = await speaking("legacy", {
      PYTHON_MCP_LOG_LEVEL: "warning",
    })
    await request("logging/setLevel", { level: "debug" })
    await call("run_script_in_dir", quick)
    assert.deepStrictEqual(heard("notifications/message"), [])
    assert.notInclude(client.stderr, "a job starts")
  })
})
