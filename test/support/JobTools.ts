import { assert } from "@effect/vitest"
import { afterAll, beforeAll } from "vitest"
import { eventually } from "./Binary.ts"
import { type TestClient, TestServer } from "./TestServer.ts"
import type { Payload, ShownJob } from "./ToolAnswer.ts"

/** A script that prints once and would then go on for ever. */
export const sleeping = "import time; print('awake', flush=True); time.sleep(600)"

/** One server for the tests of a file that are about jobs, and what they do all the time. */
export interface JobTools {
  readonly server: TestServer
  /** The payload of a call that must not be an error. */
  readonly tool: (name: string, args?: object) => Promise<Payload>
  /** Inline code on the system's Python: no environment is of interest here. */
  readonly run: (code: string, more?: object) => Promise<Payload>
  /** The same in the background; gives the job's id. */
  readonly start: (code: string, more?: object) => Promise<string>
  /** Started, and so far that it has printed. */
  readonly startSleeping: (more?: object) => Promise<string>
  readonly statusOf: (job_id: string) => Promise<ShownJob>
}

/** The budget of smart async is one second. */
export const jobTools = (): JobTools => {
  const server = new TestServer({ SMART_ASYNC_TIMEOUT_SECONDS: "1" })
  let client: TestClient
  beforeAll(async () => {
    client = await server.connect()
  })
  afterAll(() => server.close())

  const tool = async (name: string, args: object = {}): Promise<Payload> => {
    const { payload, text, isError } = await client.callTool(name, args)
    assert.isFalse(isError, text)
    return payload
  }
  const inFolder = (script_content: string, more: object) => ({
    directory: server.folder,
    script_content,
    use_uv: false,
    ...more,
  })
  const start = async (code: string, more: object = {}) =>
    (await tool("run_script_in_dir_async", inFolder(code, more))).job_id

  return {
    server,
    tool,
    run: (code, more = {}) => tool("run_script_in_dir", inFolder(code, more)),
    start,
    startSleeping: async (more = {}) => {
      const job_id = await start(sleeping, more)
      await eventually("it prints", async () => {
        const { stdout } = await tool("stream_deltas", { job_id, wait_seconds: 1 })
        return stdout !== "" || undefined
      })
      return job_id
    },
    statusOf: async (job_id) => (await tool("py_job_status", { job_id })).job,
  }
}
