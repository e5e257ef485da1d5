import { execFileSync } from "node:child_process"
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { delimiter, dirname, join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { afterAll, beforeAll } from "vitest"
import { python } from "../support/Python.ts"
import { type TestClient, TestServer } from "../support/TestServer.ts"

// "Environment of a run", line by line, by scripts that print what they were given.

const server = new TestServer()
const venv = join(server.base, "venv")
let client: TestClient

beforeAll(async () => {
  execFileSync(python, ["-m", "venv", "--without-pip", venv])
  client = await server.connect("v1", {
    INHERITED: "from the server",
    BOTH: "from the server",
    PYTHON_MCP_LOG_LEVEL: "debug",
    PYTHON_MCP_SECRET: "ours",
    PYTHONDONTWRITEBYTECODE: "1",
    PYTHONHOME: "/no/such/home",
    PYTHONPATH: "/from/the/server",
    VIRTUAL_ENV: "/not/the/scripts",
    PATH: [dirname(python), process.env.PATH].join(delimiter),
  })
}, 60_000)
afterAll(() => server.close())

type Variables = Readonly<Record<string, string>>

const dump = "import json, os; print(json.dumps(dict(os.environ)))"

/** The environment that a script saw. */
const environmentOf = async (more: object = {}): Promise<Variables> => {
  const { payload, text } = await client.callTool("run_script_in_dir", {
    directory: server.folder,
    ...("script_path" in more ? {} : { script_content: dump }),
    use_uv: false,
    ...more,
  })
  assert.strictEqual(payload.exit_code, 0, text)
  return JSON.parse(payload.stdout)
}

const envFile = (text: string): string => {
  const path = join(server.folder, ".env")
  writeFileSync(path, text)
  return path
}

describe("the environment of a run", () => {
  it("is the server's, then the file's, then env_vars'", async () => {
    const env_file = envFile("BOTH=from the file\nFILE=f\nALL=from the file\n")
    const seen = await environmentOf({ env_file, env_vars: { ALL: "given", GIVEN: "g" } })
    assert.deepInclude(seen, {
      INHERITED: "from the server",
      BOTH: "from the file",
      FILE: "f",
      ALL: "given",
      GIVEN: "g",
    })
  })

  it("has no variable that is only this server's, or another environment's", async () => {
    const seen = await environmentOf()
    const ours = Object.keys(seen).filter((name) => name.startsWith("PYTHON_MCP_"))
    assert.sameMembers(ours, ["PYTHON_MCP_JOB_ID", "PYTHON_MCP_PROGRESS"])
    for (const name of ["PYTHONDONTWRITEBYTECODE", "PYTHONHOME", "VIRTUAL_ENV"]) {
      assert.notProperty(seen, name)
    }
  })

  it("has those that were given, whatever they are called", async () => {
    const env_file = envFile("PYTHON_MCP_FILE=f\nPYTHONDONTWRITEBYTECODE=1\n")
    const env_vars = { PYTHON_MCP_GIVEN: "g", VIRTUAL_ENV: "/mine" }
    const seen = await environmentOf({ env_file, env_vars })
    assert.deepInclude(seen, {
      PYTHON_MCP_FILE: "f",
      PYTHONDONTWRITEBYTECODE: "1",
      PYTHON_MCP_GIVEN: "g",
      VIRTUAL_ENV: "/mine",
    })
  })

  it("has UTF-8 and unbuffered output unless something else was given", async () => {
    assert.deepInclude(await environmentOf(), {
      PYTHONIOENCODING: "utf-8",
      PYTHONUNBUFFERED: "1",
    })
    const env_vars = { PYTHONIOENCODING: "latin-1", PYTHONUNBUFFERED: "" }
    assert.deepInclude(await environmentOf({ env_vars }), env_vars)
  })

  it("names the job's cookie and the progress file, and neither can be given", async () => {
    const env_vars = { PYTHON_MCP_JOB_ID: "mine", PYTHON_MCP_PROGRESS: "/mine" }
    const { payload } = await client.callTool("run_script_in_dir", {
      directory: server.folder,
      script_content: dump,
      use_uv: false,
      env_vars,
    })
    const seen = JSON.parse(payload.stdout)
    assert.match(seen.PYTHON_MCP_JOB_ID, new RegExp(`^${payload.job_id}:[0-9a-f]{32}$`))
    assert.include(seen.PYTHON_MCP_PROGRESS, payload.job_id)
    assert.isTrue(seen.PYTHON_MCP_PROGRESS.startsWith(server.home))
  })

  it("puts the working directory before PYTHONPATH for inline code, and leaves it to a file", async () => {
    const inline = await environmentOf()
    assert.strictEqual(inline.PYTHONPATH, `${server.folder}:/from/the/server`)
    const given = await environmentOf({ env_vars: { PYTHONPATH: "/given" } })
    assert.strictEqual(given.PYTHONPATH, `${server.folder}:/given`)
    writeFileSync(join(server.folder, "dump.py"), dump)
    const file = await environmentOf({ script_path: "dump.py" })
    assert.strictEqual(file.PYTHONPATH, "/from/the/server")
  })

  it("activates the environment that the script runs in", async () => {
    const other = await server.connect("v1", { PYTHON_MCP_PYTHON: join(venv, "bin/python") })
    const { payload } = await other.callTool("run_script_in_dir", {
      directory: server.folder,
      script_content: `${dump}; import sys; print(sys.prefix)`,
    })
    const [printed = "", prefix] = payload.stdout.split("\n")
    const seen = JSON.parse(printed)
    assert.strictEqual(prefix, venv)
    assert.strictEqual(seen.VIRTUAL_ENV, venv)
    assert.strictEqual(seen.PATH.split(":")[0], join(venv, "bin"))
  })

  it("is not activated over what was given", async () => {
    const other = await server.connect("v1", { PYTHON_MCP_PYTHON: join(venv, "bin/python") })
    const { payload } = await other.callTool("run_script_in_dir", {
      directory: server.folder,
      script_content: dump,
      env_vars: { VIRTUAL_ENV: "/mine", PATH: "/bin" },
    })
    assert.deepInclude(JSON.parse(payload.stdout), { VIRTUAL_ENV: "/mine", PATH: "/bin" })
  })

  it("reads a file as python-dotenv does, and executes nothing", async () => {
    const env_file = envFile(`# a comment
export EXPORTED=yes
SINGLE='it''s'
QUOTED="line1
line2\\tend"
EXPANDED=\${INHERITED}/\${NOBODY:-default}
BARE=$INHERITED
COMMAND=$(touch ${join(server.folder, "executed")})
WITHOUT
EMPTY=
SPACED =  padded   # comment
`)
    const seen = await environmentOf({ env_file })
    assert.deepInclude(seen, {
      EXPORTED: "yes",
      QUOTED: "line1\nline2\tend",
      EXPANDED: "from the server/default",
      BARE: "$INHERITED",
      EMPTY: "",
      SPACED: "padded",
    })
    assert.notProperty(seen, "WITHOUT")
    assert.notInclude(readdirSync(server.folder), "executed")
  })

  it("finds a relative env_file in the directory", async () => {
    mkdirSync(join(server.folder, "settings"))
    writeFileSync(join(server.folder, "settings/dev.env"), "WHICH=dev\n")
    const seen = await environmentOf({ env_file: "settings/dev.env" })
    assert.strictEqual(seen.WHICH, "dev")
  })
})

describe("a secret", () => {
  const filesBelow = (folder: string): ReadonlyArray<string> =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return filesBelow(path)
      return entry.isFile() ? [path] : []
    })

  const holding = (secret: string) =>
    filesBelow(server.home).filter((path) => readFileSync(path).includes(secret))

  it("in env_vars or env_file is nowhere on disk, and in no log", async () => {
    const env_file = envFile("FROM_FILE=hush-file-4711\n")
    const args = {
      directory: server.folder,
      script_content: "import os; print(len(os.environ['FROM_VARS']))",
      env_vars: { FROM_VARS: "hush-vars-4711" },
      env_file,
      use_uv: false,
    }
    await client.callTool("run_script_in_dir", args)
    const started = await client.callTool("run_script_in_dir_async", args)
    await client.callTool("wait_for_jobs", { job_ids: [started.payload.job_id] })
    await client.callTool("run_script_in_dir", { ...args, timeout_seconds: "wrong" })
    await client.callTool("run_script_in_dir", { ...args, directory: "/no/such" })
    await client.callTool("run_script_in_dir", { ...args, args: ["x".repeat(3_000_000)] })
    assert.isEmpty(holding("hush-vars-4711"))
    assert.isEmpty(holding("hush-file-4711"))
    assert.notInclude(client.stderr(), "hush-")
  })

  it("that the script itself prints is in its output and nowhere else", async () => {
    const { payload } = await client.callTool("run_script_in_dir", {
      directory: server.folder,
      script_content: "import os; print(os.environ['PRINTED'])",
      env_vars: { PRINTED: "hush-printed-4711" },
      use_uv: false,
    })
    assert.strictEqual(payload.stdout, "hush-printed-4711\n")
    const [file, ...others] = holding("hush-printed-4711")
    assert.isTrue(file?.endsWith(`${payload.job_id}/stdout.log`))
    assert.isEmpty(others)
  })

  it("keeps its name, masked, and what was asked for is for its owner only", async () => {
    const { payload } = await client.callTool("run_script_in_dir", {
      directory: server.folder,
      script_content: "print('masked')",
      env_vars: { TOKEN: "hush" },
      use_uv: false,
    })
    const day = new Date().toISOString().slice(0, 10)
    const spec = join(server.home, "jobs", day, payload.job_id, "spec.json")
    assert.deepInclude(JSON.parse(readFileSync(spec, "utf8")).arguments, {
      env_vars: { TOKEN: "***" },
    })
    assert.strictEqual(statSync(spec).mode & 0o777, 0o600)
  })

  it("is not in the log with code, arguments or values of variables", async () => {
    await client.callTool("run_script_in_dir", {
      directory: server.folder,
      script_content: "import sys  # hush-code\nprint('hush-output')",
      args: ["hush-argument"],
      env_vars: { A: "hush-value" },
      use_uv: false,
    })
    for (const word of ["hush-code", "hush-argument", "hush-value", "hush-output"]) {
      assert.notInclude(client.stderr(), word)
      const logs = holding(word).filter((path) => path.includes("/logs/"))
      assert.isEmpty(logs, word)
    }
  })
})
