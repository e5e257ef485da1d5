import { assert, describe, it } from "@effect/vitest"
import { afterAll, beforeAll } from "vitest"
import { eventually } from "../support/Binary.ts"
import {
  clientKinds,
  type ProgressReport,
  type TestClient,
  TestServer,
} from "../support/TestServer.ts"

// What a client does besides calling tools: it hears of progress, gives up, reads resources.

describe.each(clientKinds)("a client of kind %s", (kind) => {
  let server: TestServer
  let client: TestClient
  beforeAll(async () => {
    server = new TestServer()
    client = await server.connect(kind)
  })
  afterAll(() => server.close())

  it("hears of progress while it waits", async () => {
    const reports: Array<ProgressReport> = []
    await client.callTool(
      "run_script_in_dir",
      {
        directory: server.folder,
        script_content: "import time; print('busy'); time.sleep(1.7)",
        use_uv: false,
      },
      { onProgress: (report) => reports.push(report) },
    )
    assert.isNotEmpty(reports)
    assert.isAbove(reports[0]?.progress ?? 0, 0)
    assert.include(reports[0]?.message, "busy")
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
