import { spawn, spawnSync } from "node:child_process"
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { afterAll, beforeAll, type TestContext } from "vitest"
import { catalog } from "../../src/tools/catalog.ts"
import { binary, ensureBinary } from "../support/Binary.ts"
import { plainEnvironment } from "../support/Python.ts"
import { TestServer } from "../support/TestServer.ts"
import { makeAnswerCheck } from "../support/ToolAnswer.ts"

// The MCP Inspector's command line, a client that nobody here has written.

const pinned = "@modelcontextprotocol/inspector@2.12.0"
const folder = mkdtempSync(join(tmpdir(), "python-mcp-inspector-"))
const inspector = join(folder, "node_modules/.bin/mcp-inspector")
const server = new TestServer()
let unavailable = ""

beforeAll(async () => {
  await ensureBinary()
  const options = ["--no-audit", "--no-fund", "--no-save", "--fetch-retries=1", "--loglevel=error"]
  const { stderr } = spawnSync("npm", ["install", ...options, "--prefix", folder, pinned], {
    encoding: "utf8",
    timeout: 150_000,
  })
  if (!existsSync(inspector)) unavailable = `${pinned} cannot be installed: ${stderr.slice(-500)}`
  mkdirSync(join(folder, "home"))
}, 160_000)
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

interface Inspected {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

const inspect = (context: TestContext, era: string, ...args: ReadonlyArray<string>) => {
  if (unavailable !== "") context.skip(unavailable)
  return new Promise<Inspected>((resolve, reject) => {
    const setting = ["-e", `PYTHON_MCP_HOME=${server.home}`]
    const ours = ["--cli", "--protocol-era", era, "--format", "json", ...setting]
    const child = spawn(inspector, [...ours, process.execPath, binary, ...args], {
      env: { ...plainEnvironment(), HOME: join(folder, "home") },
      cwd: server.folder,
    })
    const said = { stdout: "", stderr: "" }
    child.stdout.on("data", (data: Buffer) => {
      said.stdout += String(data)
    })
    child.stderr.on("data", (data: Buffer) => {
      said.stderr += String(data)
    })
    child.once("error", reject)
    child.once("close", (status) => resolve({ status, ...said }))
  })
}

/** The Inspector shows by another test that this is what it sees. */
const listed = catalog.map((tool) => {
  const { annotations, ...definition } = tool.definition()
  return { ...definition, annotations: { ...annotations } }
})

const limit = { timeout: 120_000 }

describe.each(["legacy", "modern"])("the Inspector in the %s era", (era) => {
  it("finds nothing wrong with the tools' schemas", limit, async (context) => {
    const { status, stdout, stderr } = await inspect(
      context,
      era,
      "--strict",
      "--method",
      "tools/list",
    )
    assert.strictEqual(status, 0, stderr)
    const { tools } = JSON.parse(stdout).result
    assert.strictEqual(tools.length, catalog.length)
    assert.match(tools[0].icons[0].src, /^data:image/)
    assert.notInclude(stderr, "Warning: tool")
  })

  it(
    "learns who serves it, and sets the level of its log where the era has one",
    limit,
    async (context) => {
      const [hello, level] = await Promise.all([
        inspect(context, era, "--method", "initialize"),
        inspect(context, era, "--method", "logging/setLevel", "--log-level", "info"),
      ])
      assert.strictEqual(hello.status, 0, hello.stderr)
      const { serverInfo, capabilities, instructions } = JSON.parse(hello.stdout).result
      assert.strictEqual(serverInfo.icons[0].mimeType, "image/svg+xml")
      assert.containsAllKeys(capabilities, ["tools", "resources", "completions", "logging"])
      assert.include(instructions, "wait_for_jobs")
      // The Inspector itself knows that there is no such request in the revision of 2026-07-28.
      assert.strictEqual(level.status === 0, era === "legacy", level.stderr)
    },
  )

  it("calls a tool, and finds and reads what its job has said", limit, async (context) => {
    const args = { directory: server.folder, script_content: "print('seen')", use_uv: false }
    const { status, stdout, stderr } = await inspect(
      context,
      era,
      ...["--method", "tools/call", "--tool-name", "run_script_in_dir"],
      ...["--tool-args-json", JSON.stringify(args)],
    )
    assert.strictEqual(status, 0, stderr)
    const check = makeAnswerCheck(listed)
    const { payload } = check("run_script_in_dir", JSON.parse(stdout).result)
    assert.strictEqual(payload.stdout, "seen\n")
    const uri = `job-stream://${payload.job_id}`
    const [found, read] = await Promise.all([
      inspect(context, era, "--method", "resources/list"),
      inspect(context, era, "--method", "resources/read", "--uri", uri),
    ])
    const { resources } = JSON.parse(found.stdout).result
    assert.include(
      resources.map((one: { uri: string }) => one.uri),
      uri,
    )
    assert.include(JSON.parse(read.stdout).result.contents[0].text, "seen")
  })

  it("calls a tool with arguments as a person types them", limit, async (context) => {
    const { status, stdout } = await inspect(
      context,
      era,
      ...["--method", "tools/call", "--tool-name", "py_list_jobs"],
      ...["--tool-arg", "limit=5", "markdown_output=false"],
    )
    assert.strictEqual(status, 0)
    const { structuredContent, content } = JSON.parse(stdout).result
    assert.deepStrictEqual(JSON.parse(content[0].text), structuredContent)
  })

  it("sees an error as one", limit, async (context) => {
    const { status, stdout } = await inspect(
      context,
      era,
      ...["--method", "tools/call", "--tool-name", "kill_job", "--tool-arg", "job_id=nobody"],
    )
    assert.strictEqual(status, 5)
    const { isError, content } = JSON.parse(stdout).result
    assert.isTrue(isError)
    assert.include(content[0].text, "nobody")
  })

  it("lists the resource templates", limit, async (context) => {
    const { status, stdout } = await inspect(context, era, "--method", "resources/templates/list")
    assert.strictEqual(status, 0)
    const [template, ...more] = JSON.parse(stdout).result.resourceTemplates
    assert.strictEqual(template.uriTemplate, "job-stream://{job_id}")
    assert.lengthOf(more, 4)
  })
})
