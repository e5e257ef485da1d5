import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { afterAll, beforeAll } from "vitest"
import { type TestClient, TestServer } from "../support/TestServer.ts"
import type { Payload } from "../support/ToolAnswer.ts"

// Saved scripts, and inline code that was saved by itself.

const server = new TestServer()
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

const autosaved = () =>
  readdirSync(join(server.home, "autosaved_scripts"))
    .filter((name) => name.endsWith(".py"))
    .map((name) => name.slice(0, -3))

const run = (script_content: string, more: object = {}) =>
  tool("run_script_in_dir", { directory: server.folder, script_content, use_uv: false, ...more })

describe("inline code", () => {
  it("is kept with the tool and its parameters, under its time and hash", async () => {
    await run("print('kept')", { args: ["a"], env_vars: { TOKEN: "secret" }, job_label: "l" })
    const [name = ""] = autosaved()
    assert.match(name, /^\d{4}-?\d\d-?\d\d.*_[0-9a-f]+$/)
    const folder = join(server.home, "autosaved_scripts")
    assert.strictEqual(readFileSync(join(folder, `${name}.py`), "utf8"), "print('kept')")
    const sidecar = JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"))
    assert.strictEqual(sidecar.tool, "run_script_in_dir")
    assert.deepInclude(sidecar.parameters, {
      directory: server.folder,
      args: ["a"],
      use_uv: false,
      env_vars: { TOKEN: "***" },
      job_label: "l",
    })
  })

  it("is kept once for the same call, by any server, and again for another", async () => {
    const count = () => autosaved().length
    await run("print('once')")
    const after = count()
    await run("print('once')")
    const other = await server.connect()
    const args = { directory: server.folder, script_content: "print('once')", use_uv: false }
    await other.callTool("run_script_in_dir", args)
    assert.strictEqual(count(), after)
    await run("print('once')", { args: ["another"] })
    assert.strictEqual(count(), after + 1)
    await run("print('twice')")
    assert.strictEqual(count(), after + 2)
  })

  it("is kept once when the same call comes many times at once", async () => {
    const before = autosaved().length
    await Promise.all(Array.from({ length: 8 }, () => run("print('together')")))
    assert.strictEqual(autosaved().length, before + 1)
  })

  it("is listed and shown where that is asked for", async () => {
    await run('"""Shown."""\nprint(1)')
    const manual = await tool("py_list_scripts")
    assert.isEmpty(manual.result.filter((script) => script.autosaved))
    const { result } = await tool("py_list_scripts", { include_autosaved: true })
    const entry = result.find(({ docstring }) => docstring === "Shown.")
    assert.isTrue(entry?.autosaved)
    const view = await tool("py_view_script", { script_name: entry?.name, autosaved: true })
    assert.strictEqual(view.source, '"""Shown."""\nprint(1)')
    assert.deepInclude(view.metadata, { tool: "run_script_in_dir" })
  })

  it("keeps no cache of itself in a folder of ours", async () => {
    await run("import os; print(os.path.dirname(__file__))")
    assert.notInclude(readdirSync(join(server.home, "autosaved_scripts")), "__pycache__")
  })
})

describe("saved scripts", () => {
  it("are not overwritten unless that is asked for", async () => {
    const first = await tool("py_save_script", { script_name: "mine", source: "print(1)" })
    assert.isTrue(first.written)
    assert.strictEqual(first.path, join(server.home, "scripts", "mine.py"))
    const second = await tool("py_save_script", { script_name: "mine.py", source: "print(2)" })
    assert.isFalse(second.written)
    assert.include(second.message, "overwrite")
    assert.strictEqual((await tool("py_view_script", { script_name: "mine" })).source, "print(1)")
    const third = { script_name: "mine", source: "print(3)", overwrite: true }
    assert.isTrue((await tool("py_save_script", third)).written)
    assert.strictEqual(
      (await tool("py_run_saved_script", { script_name: "mine.py" })).stdout,
      "3\n",
    )
  })

  it("get a PEP 723 header when it is asked for, and show it", async () => {
    await tool("py_save_script", {
      script_name: "headed",
      source: "#!/usr/bin/env python3\nprint('headed')\n",
      dependencies: ["six>=1.16"],
      requires_python: ">=3.8",
    })
    const view = await tool("py_view_script", { script_name: "headed" })
    assert.match(view.source, /^#!\/usr\/bin\/env python3\n/)
    assert.match(view.source, /^# \/\/\/ script$/m)
    assert.include(view.source, "print('headed')")
    assert.deepStrictEqual(view.metadata, {
      dependencies: ["six>=1.16"],
      requires_python: ">=3.8",
    })
    const entry = (await tool("py_list_scripts")).result.find(({ name }) => name === "headed")
    assert.deepStrictEqual(entry?.header, view.metadata)
  })

  it("without a header have none to show", async () => {
    await tool("py_save_script", { script_name: "bare", source: "print(1)" })
    assert.isNull((await tool("py_view_script", { script_name: "bare" })).metadata)
  })

  it("run in the job's own folder, which is kept, unless a directory is given", async () => {
    const source = "import os; open('made.txt', 'w').write('x'); print(os.getcwd())"
    await tool("py_save_script", { script_name: "where", source })
    const own = await tool("py_run_saved_script", { script_name: "where" })
    const folder = own.stdout.trim()
    assert.isTrue(folder.endsWith(`${own.job_id}/work`))
    assert.deepStrictEqual(readdirSync(folder), ["made.txt"])
    const given = await tool("py_run_saved_script", {
      script_name: "where",
      directory: server.folder,
    })
    assert.strictEqual(given.stdout.trim(), server.folder)
  })

  it("may be named in any language", async () => {
    await tool("py_save_script", { script_name: "été 2", source: "print('summer')" })
    const { stdout } = await tool("py_run_saved_script", { script_name: "été 2" })
    assert.strictEqual(stdout, "summer\n")
  })

  it("that are very long are shown shortened in Markdown and whole in the payload", async () => {
    const source = `text = """\n${"```\n".repeat(20_000)}"""\n`
    await tool("py_save_script", { script_name: "long", source })
    const { payload, text } = await client.callTool("py_view_script", { script_name: "long" })
    assert.strictEqual(payload.source, source)
    assert.isAtMost(Buffer.byteLength(text), 16_384 + 1500)
  })
})
