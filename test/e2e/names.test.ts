import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { makeWheel } from "../support/Packages.ts"
import { python } from "../support/Python.ts"
import { limit, pythonScene, say } from "../support/PythonScene.ts"
import { TestServer } from "../support/TestServer.ts"

// What names lead to: modules to distributions, paths to packages, shims to interpreters.

const { call, client, folder, needsUv, server } = pythonScene()

describe("a module that is not there", () => {
  it("is told with its distribution, also later and by another server", limit, async () => {
    const { payload, text } = await call("import os\nimport yaml\n", {}, "run_script_in_dir")
    assert.strictEqual(payload.exit_code, 1)
    const [note = ""] = payload.notes
    assert.include(note, `No module named 'yaml': the distribution "pyyaml" has it.`)
    assert.include(text, `- ${note}`)
    const other = await server().connect()
    const later = await other.callTool("py_job_status", { job_id: payload.job_id })
    assert.deepStrictEqual(later.payload.job.result?.notes, payload.notes)
  })

  it("is not told where it lies beside the script, or where nobody knows", limit, async () => {
    const path = folder({ "main.py": "import helper", "helper.py": "import frobnicate_x" })
    const { payload } = await call("", {
      directory: path,
      script_content: undefined,
      script_path: "main.py",
    })
    assert.include(payload.notes[0], "No module named 'frobnicate_x': which distribution has it")
    const caught = await call("try:\n  import yaml\nexcept ImportError as e:\n  print(e)")
    assert.deepStrictEqual(caught.payload.notes, [])
  })
})

describe("a dependency of this machine", () => {
  it("is used from a folder that is open, and from no other", limit, async (context) => {
    needsUv(context)
    const { filename, bytes } = makeWheel({ name: "mine", version: "7.1" })
    const [open, closed] = [folder(), folder()]
    for (const path of [open, closed]) writeFileSync(join(path, filename), bytes)
    symlinkSync(closed, join(open, "way-out"))
    const here = await server().connect("v1", { PYTHON_MCP_LOCAL_DEPENDENCIES: open })
    const use = (path: string, by = here) =>
      by.callTool("run_script_with_dependencies", {
        script_content: "import mine; print(mine.__version__)",
        dependencies: [`mine @ file://${path}`],
      })
    const { payload, text } = await use(join(open, filename))
    assert.strictEqual(payload.stdout, "7.1\n", text)
    const { payload: before } = await here.callTool("py_list_jobs")
    for (const path of [join(closed, filename), join(open, "way-out", filename)]) {
      const refused = await use(path)
      assert.isTrue(refused.isError)
      assert.include(refused.text, "PYTHON_MCP_LOCAL_DEPENDENCIES")
    }
    const unopened = await use(join(open, filename), client())
    assert.include(unopened.text, "no folder of this machine is open")
    const { payload: after } = await here.callTool("py_list_jobs")
    assert.strictEqual(after.total, before.total)
  })
})

describe("a PATH that has nothing but shims", () => {
  it("leads to the interpreters behind them, and to packages without uv", limit, async () => {
    await using bare = new TestServer({ PYTHON_MCP_UV: undefined, VIRTUAL_ENV: undefined })
    const folders = Object.entries({ dead: "exit 127", live: `exec '${python}' "$@"` }).map(
      ([name, line]) => {
        const shims = join(bare.base, name, "shims")
        mkdirSync(shims, { recursive: true })
        for (const command of ["python", "python3", "python3.13"]) {
          writeFileSync(join(shims, command), `#!/bin/sh\n${line}\n`)
          chmodSync(join(shims, command), 0o755)
        }
        return shims
      },
    )
    const one = await bare.connect("v1", { PATH: folders.join(":") })
    const system = await one.callTool("run_script_in_dir", {
      directory: bare.folder,
      script_content: say,
      use_uv: false,
    })
    assert.include(system.payload.stdout, ` ${python}\n`, system.text)
    const packages = await one.callTool("run_script_with_dependencies", {
      script_content: "import six; print(six.__version__)",
      dependencies: ["six==1.16.0"],
    })
    assert.strictEqual(packages.payload.stdout, "1.16.0\n", packages.text)
  })
})
