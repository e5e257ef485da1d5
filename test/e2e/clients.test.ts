import { assert, describe, it } from "@effect/vitest"
import { afterAll, beforeAll } from "vitest"
import { eventually } from "../support/Binary.ts"
import { clientKinds } from "../support/SdkClients.ts"
import { type ProgressReport, type TestClient, TestServer } from "../support/TestServer.ts"

// What a client does besides calling tools: it learns who serves it, hears of progress and of the log,
// gives up, finds, completes and reads resources.

describe.each(clientKinds)("a client of kind %s", (kind) => {
  let server: TestServer
  let client: TestClient
  beforeAll(async () => {
    server = new TestServer()
    client = await server.connect(kind)
  })
  afterAll(() => server.close())

  it("learns who serves it, with what, and how to use it", () => {
    const { info, capabilities, instructions } = client.server
    assert.deepInclude(info, { name: "python-executor-mcp", title: "Python executor" })
    assert.match(info?.icons?.[0]?.src ?? "", /^data:image\/svg\+xml;base64,/)
    assert.containsAllKeys(capabilities, ["tools", "resources", "completions", "logging"])
    // The tools of one version never change.
    assert.notProperty(capabilities?.tools, "listChanged")
    assert.include(instructions, "wait_for_jobs")
  })

  it("hears of the log of its call, when it wants to", async () => {
    const args = { directory: server.folder, script_content: "print(1)", use_uv: false }
    await client.callTool("run_script_in_dir", args)
    assert.deepStrictEqual(client.log, [])
    const { payload } = await client.callTool("run_script_in_dir", args, { logLevel: "info" })
    const ours = client.log.filter(({ data }) => Object(data).job === payload.job_id)
    assert.deepStrictEqual(
      ours.map(({ level, data }) => [level, Object(data).message]),
      [
        ["info", "a job starts"],
        ["info", "a job has ended"],
      ],
    )
  })

  it("finds a job among the resources, completes its id, and reads it", async () => {
    const args = { directory: server.folder, script_content: "print('kept')", use_uv: false }
    const { job_id } = (await client.callTool("run_script_in_dir", args)).payload
    const uris = (await client.listResources()).map(({ uri }) => uri)
    assert.include(uris, `job-stream://${job_id}`)
    const typed = job_id.slice(0, -4)
    assert.include(await client.complete("job-stream://{job_id}", "job_id", typed), job_id)
    assert.include((await client.readResource(`job-stream://${job_id}`)).text, "kept")
    const state = await client.readResource(`job://${job_id}`)
    assert.strictEqual(state.mimeType, "application/json")
    assert.strictEqual(JSON.parse(state.text).job.status, "completed")
  })

  it("hears of progress while it waits", async () => {
    const reports: Array<ProgressReport> = []
    await client.callTool(
      "run_script_in_dir",
      {
        directory: server.folder,
        script_content: "import time; print('busy'); time.sleep(4)",
        use_uv: false,
      },
      { onProgress: (report) => reports.push(report) },
    )
    // The first ones may tell how the run is being prepared: its own words come once it has said some.
    const told = reports.find(({ message }) => message?.includes("busy"))
    assert.isAbove(told?.progress ?? 0, 0)
  })

  it("cancels a run by giving up on it", async () => {
    const controller = new AbortController()
    const call = client.callTool(
      "run_script_in_dir",
      {
        directory: server.folder,
        script_content: "import time; time.sleep(600)",
        use_uv: false,
        job_label: `given up by ${kind}`,
      },
      { signal: controller.signal },
    )
    const outcome = call.then(
      () => "answered",
      () => "given up",
    )
    const labelled = async (status: string) => {
      const { payload } = await client.callTool("py_list_jobs", { limit: 1 })
      const [job] = payload.jobs
      return (job?.label === `given up by ${kind}` && job.status === status) || undefined
    }
    await eventually("the run is there", () => labelled("running"))
    controller.abort()
    assert.strictEqual(await outcome, "given up")
    await eventually("the run is cancelled", () => labelled("cancelled"))
  })

  it("reads of an unknown resource, and calls an unknown tool, in vain", async () => {
    const failing = (call: Promise<unknown>) =>
      call.then(
        () => "no error",
        (error: Error) => error.message,
      )
    assert.include(await failing(client.readResource("job-stream://nobody")), "nobody")
    assert.include(await failing(client.callTool("no_such_tool")), "no_such_tool")
  })

  it("finds the resource templates", async () => {
    const templates = await client.resourceTemplates()
    for (const { icons, annotations } of templates) {
      assert.lengthOf(Object(icons), 1)
      assert.containsAllKeys(annotations, ["audience", "priority"])
    }
    assert.deepStrictEqual(
      templates.map(({ uriTemplate, mimeType }) => [uriTemplate, mimeType]),
      [
        ["job-stream://{job_id}", "text/plain"],
        ["job://{job_id}", "application/json"],
        ["job-file://{job_id}/{+path}", "application/octet-stream"],
        ["script://{name}", "text/x-python"],
        ["python://{version}", "application/json"],
      ],
    )
  })
})
