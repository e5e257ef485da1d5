import { execFileSync } from "node:child_process"
import { existsSync, mkdirSync, realpathSync, statSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { plainEnvironment, python } from "../support/Python.ts"
import { limit, minorOf, pythonScene, say } from "../support/PythonScene.ts"
import { TestServer } from "../support/TestServer.ts"

// Which Python runs a script: real interpreters.

const { call, folder, installed, older, run } = pythonScene()

describe("the Python of a run", () => {
  it("is the newest stable one, where nobody asks for another", limit, async () => {
    const payload = await run()
    assert.strictEqual(payload.python_version_used, installed()[0])
    assert.include(payload.stdout, `${installed()[0]} `)
    assert.strictEqual(payload.execution_strategy, "uv-run")
    assert.deepStrictEqual(payload.notes, [])
  })

  it("is the one that the call asks for, in any way of saying it", limit, async (context) => {
    const version = older(context)
    for (const python_version of [minorOf(version), version, `<${minorOf(installed()[0])}`]) {
      const payload = await run(say, { python_version })
      assert.strictEqual(payload.python_version_used, version, python_version)
      assert.isTrue(payload.stdout.startsWith(`${version} `))
    }
  })

  it("is inside requires-python of the header", limit, async (context) => {
    const version = older(context)
    const constraint = `<${minorOf(installed()[0])}`
    const code = `# /// script\n# requires-python = "${constraint}"\n# ///\n${say}`
    assert.strictEqual((await run(code)).python_version_used, version)
    const outside = await call(code, { python_version: minorOf(installed()[0]) })
    assert.isTrue(outside.isError)
    assert.include(outside.text, constraint)
  })

  it(
    "is inside requires-python of the nearest project, unless the header says",
    limit,
    async (context) => {
      const version = older(context)
      const constraint = `<${minorOf(installed()[0])}`
      const directory = folder({
        "pyproject.toml": `[project]\nname = "p"\nversion = "1"\nrequires-python = "${constraint}"\n`,
      })
      mkdirSync(join(directory, "deep/er"), { recursive: true })
      for (const path of [directory, join(directory, "deep/er")]) {
        const payload = await run(say, { directory: path })
        assert.strictEqual(payload.python_version_used, version)
      }
      const outside = await call(say, { directory, python_version: minorOf(installed()[0]) })
      assert.isTrue(outside.isError)
      assert.include(outside.text, join(directory, "pyproject.toml"))
      const header = `# /// script\n# requires-python = ">=${minorOf(installed()[0])}"\n# ///\n${say}`
      assert.strictEqual((await run(header, { directory })).python_version_used, installed()[0])
    },
  )

  it("is what the first line of .python-version says, found upwards", limit, async (context) => {
    const version = older(context)
    const directory = folder({ ".python-version": `${minorOf(version)}\n2.7\n` })
    mkdirSync(join(directory, "below"))
    const payload = await run(say, { directory: join(directory, "below") })
    assert.strictEqual(payload.python_version_used, version)
    const asked = await run(say, { directory, python_version: minorOf(installed()[0]) })
    assert.strictEqual(asked.python_version_used, installed()[0])
  })

  it(
    "is not what .python-version says outside the constraint, and a note tells",
    limit,
    async (context) => {
      const version = older(context)
      const directory = folder({
        ".python-version": minorOf(version),
        "pyproject.toml": `[project]\nrequires-python = ">=${minorOf(installed()[0])}"\n`,
      })
      const { python_version_used, notes } = await run(say, { directory })
      assert.strictEqual(python_version_used, installed()[0])
      assert.strictEqual(notes.length, 1)
      assert.include(notes[0], ".python-version")
    },
  )

  it("is the project's own environment, as it is and never synced", limit, async () => {
    const directory = folder({
      "pyproject.toml": '[project]\nname = "p"\nversion = "1"\ndependencies = ["six"]\n',
    })
    const venv = join(directory, ".venv")
    execFileSync(python, ["-m", "venv", "--without-pip", venv], { env: plainEnvironment() })
    const before = statSync(join(venv, "pyvenv.cfg")).mtimeMs
    const payload = await run(`${say}; import os; print(os.environ["VIRTUAL_ENV"])`, { directory })
    assert.include(payload.stdout, ` ${venv} ${venv}/bin/python`)
    assert.include(payload.stdout, `\n${venv}\n`)
    assert.strictEqual(statSync(join(venv, "pyvenv.cfg")).mtimeMs, before)
    const six = await call("import six", { directory })
    assert.include(six.payload.stderr, "ModuleNotFoundError")
    assert.isFalse(existsSync(join(directory, "uv.lock")))
  })

  it(
    "is not a project's environment that is not what is asked for, and a note tells",
    limit,
    async (context) => {
      older(context)
      const directory = folder({ "pyproject.toml": '[project]\nname = "p"\nversion = "1"\n' })
      const venv = join(directory, ".venv")
      execFileSync(python, ["-m", "venv", "--without-pip", venv], { env: plainEnvironment() })
      const mine = execFileSync(python, ["-V"], { encoding: "utf8" }).trim().split(" ")[1]
      const other = installed().find((one) => minorOf(one) !== minorOf(mine)) ?? ""
      const { notes, stdout } = await run(say, { directory, python_version: minorOf(other) })
      assert.notInclude(stdout, venv)
      assert.isTrue(notes.some((note) => note.includes(venv)))
    },
  )

  it(
    "is the system's with use_uv false; a version and a header are ignored with notes",
    limit,
    async () => {
      const code = `# /// script\n# requires-python = ">=3.63"\n# dependencies = ["six"]\n# ///\n${say}`
      const payload = await run(code, { use_uv: false, python_version: "3.62" })
      assert.strictEqual(payload.execution_strategy, "system-python")
      const [version = "", , executable = ""] = payload.stdout.trim().split(" ")
      assert.strictEqual(payload.python_version_used, version)
      assert.strictEqual(realpathSync(executable), realpathSync(python))
      assert.strictEqual(payload.notes.length, 2)
      assert.include(payload.notes.join(), "3.62")
    },
  )

  it("is the setting's where there is one", limit, async () => {
    await using other = new TestServer({ PYTHON_MCP_PYTHON: python })
    const { payload } = await (await other.connect()).callTool("run_script_in_dir", {
      directory: other.folder,
      script_content: say,
    })
    assert.include(payload.stdout, python)
  })
})

describe("inline code before Python 3.11", () => {
  it(
    "imports from its working directory, and not from where it was kept",
    limit,
    async (context) => {
      const version = installed().find((one) => Number(minorOf(one).split(".")[1]) < 11)
      if (version === undefined) context.skip("no Python before 3.11 is installed")
      const directory = folder({ "beside.py": "where = 'beside'" })
      const code = "import beside, sys; print(beside.where); print(sys.path)"
      const { stdout } = await run(code, { directory, python_version: version })
      assert.isTrue(stdout.startsWith("beside\n"))
      assert.notInclude(stdout, "autosaved_scripts")
    },
  )
})
