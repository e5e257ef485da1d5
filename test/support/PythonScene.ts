import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { assert } from "@effect/vitest"
import { afterAll, beforeAll, type TestContext } from "vitest"
import { type TestClient, TestServer } from "./TestServer.ts"
import type { Payload, ToolAnswer } from "./ToolAnswer.ts"
import { findUv, needsUv, type TestUv } from "./Uv.ts"

/** A script that tells which Python runs it. */
export const say = "import sys; print(sys.version.split()[0], sys.prefix, sys.executable)"

/** Packages may have to be downloaded first. */
export const limit = { timeout: 120_000 }

/** "3.13" of "3.13.1". */
export const minorOf = (version = "") => version.split(".").slice(0, 2).join(".")

/** One server with a real uv, which downloads no Python, for a file about Pythons and packages. */
export interface PythonScene {
  readonly server: () => TestServer
  readonly client: () => TestClient
  /** Full versions of what the server finds, the newest first. */
  readonly installed: () => ReadonlyArray<string>
  /** The newest version of an older line than the newest; skips the test where there is none. */
  readonly older: (context: TestContext) => string
  readonly needsUv: (context: TestContext) => void
  /** A new folder with these files. */
  readonly folder: (files?: Readonly<Record<string, string>>) => string
  readonly call: (code: string, more?: object, tool?: string) => Promise<ToolAnswer>
  /** The payload of a run that must succeed. */
  readonly run: (code?: string, more?: object, tool?: string) => Promise<Payload>
}

export const pythonScene = (): PythonScene => {
  let uv: TestUv
  let server: TestServer
  let client: TestClient
  let installed: ReadonlyArray<string>
  let folders = 0

  const call: PythonScene["call"] = (script_content, more = {}, tool = "run_script_in_dir") =>
    client.callTool(tool, {
      ...(tool === "run_script_in_dir" ? { directory: server.folder } : {}),
      script_content,
      ...more,
    })

  beforeAll(async () => {
    uv = findUv()
    server = new TestServer({ PYTHON_MCP_UV: uv.path, PYTHON_MCP_PYTHON_DOWNLOADS: "off" })
    client = await server.connect()
    const missing = await call("", { python_version: "3.29" })
    installed = /Installed: ([\d., ]+)\./.exec(missing.text)?.[1]?.split(", ") ?? []
    assert.isNotEmpty(installed)
  }, 200_000)
  afterAll(async () => {
    await server.close()
    uv.remove()
  })

  return {
    server: () => server,
    client: () => client,
    installed: () => installed,
    older: (context) => {
      const found = installed.find((version) => minorOf(version) !== minorOf(installed[0]))
      return found ?? context.skip("only one Python is installed")
    },
    needsUv: (context) => needsUv(context, uv),
    folder: (files = {}) => {
      folders += 1
      const path = join(server.folder, `project-${folders}`)
      mkdirSync(path)
      for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text)
      return path
    },
    call,
    run: async (code = say, more = {}, tool) => {
      const { payload, text, isError } = await call(code, more, tool)
      assert.isFalse(isError, text)
      assert.strictEqual(payload.exit_code, 0, payload.stderr)
      return payload
    },
  }
}
