import { execFileSync } from "node:child_process"
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs"
import { delimiter, dirname, join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { afterAll, beforeAll } from "vitest"
import { python } from "../support/Python.ts"
import { type TestClient, TestServer } from "../support/TestServer.ts"
import type { ListedTool } from "../support/ToolAnswer.ts"

// Bad input of every kind: a clear error, nothing written elsewhere, and the server goes on.

const server = new TestServer()
const elsewhere = join(server.base, "user")
const inFolder = (name: string) => join(server.folder, name)
let client: TestClient
let tools: ReadonlyArray<ListedTool>
let before: ReadonlyArray<string>

beforeAll(async () => {
  for (const name of ["user", "tmp"]) mkdirSync(join(server.base, name))
  mkdirSync(inFolder("a-directory"))
  writeFileSync(inFolder("good.py"), "print('good')")
  writeFileSync(inFolder("latin1.env"), Buffer.from("NAME=caf\xe9\n", "latin1"))
  writeFileSync(inFolder("header.py"), '# /// script\n# requires-python = ">=3.9"\n# ///\nprint(1)')
  execFileSync("mkfifo", [inFolder("fifo")])
  client = await server.connect("v1", {
    HOME: elsewhere,
    TMPDIR: join(server.base, "tmp"),
    PATH: [dirname(python), process.env.PATH].join(delimiter),
    PYTHON_MCP_PYTHON_DOWNLOADS: "off",
    PYTHON_MCP_UV: "/no/such/uv",
  })
  tools = await client.listTools()
  before = tree()
})
afterAll(() => server.close())

/** Everything around the state directory, with what would change when something is written. */
const tree = (folder = server.base): ReadonlyArray<string> =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (path === server.home) return []
    const { size, mtimeMs } = statSync(path)
    return entry.isDirectory() ? [path, ...tree(path)] : [`${path} ${size} ${mtimeMs}`]
  })

const refused = async (tool: string, args: object): Promise<string> => {
  const { isError, text } = await client.callTool(tool, args)
  assert.isTrue(isError, `${tool} ${JSON.stringify(args).slice(0, 300)}: ${text}`)
  return text
}

const inline = { directory: server.folder, script_content: "print(1)" }
const lines = (text: string) => text.split("\n").filter((line) => line.startsWith("- "))

type Case = readonly [what: string, tool: string, args: object, ...words: ReadonlyArray<string>]

const nul = "a\0b"
const long = "x".repeat(200)

const cases: ReadonlyArray<Case> = [
  // Scripts and paths.
  [
    "two sources",
    "run_script_in_dir",
    { ...inline, script_path: "good.py" },
    "script_path",
    "script_content",
    "exactly one",
  ],
  [
    "no source",
    "run_script_in_dir",
    { directory: server.folder },
    "script_path",
    "script_content",
    "exactly one",
  ],
  ["no source for packages", "run_script_with_dependencies", {}, "script_path", "script_content"],
  ["no source for a benchmark", "benchmark_script", {}, "script_path", "script_content"],
  [
    "no source in the background",
    "run_script_in_dir_async",
    { directory: server.folder },
    "script_path",
  ],
  [
    "an unknown directory",
    "run_script_in_dir",
    { ...inline, directory: "/no/such" },
    "directory",
    "/no/such",
    "does not exist",
  ],
  [
    "an unknown relative directory",
    "run_script_in_dir",
    { ...inline, directory: "nowhere" },
    inFolder("nowhere"),
  ],
  [
    "an unknown directory at home",
    "run_script_in_dir",
    { ...inline, directory: "~/nowhere" },
    join(elsewhere, "nowhere"),
  ],
  [
    "an empty directory name",
    "run_script_in_dir",
    { ...inline, directory: "" },
    "directory",
    "empty",
  ],
  [
    "a file as a directory",
    "run_script_in_dir",
    { ...inline, directory: inFolder("good.py") },
    inFolder("good.py"),
    "not a directory",
  ],
  [
    "a path through a file",
    "run_script_in_dir",
    { ...inline, directory: inFolder("good.py/x") },
    inFolder("good.py/x"),
    "does not exist",
  ],
  [
    "an unknown script",
    "run_script_in_dir",
    { directory: server.folder, script_path: "no.py" },
    inFolder("no.py"),
    "does not exist",
  ],
  [
    "an unknown script at home",
    "run_script_with_dependencies",
    { script_path: "~/no.py" },
    join(elsewhere, "no.py"),
  ],
  [
    "a directory as a script",
    "run_script_in_dir",
    { directory: server.folder, script_path: "a-directory" },
    inFolder("a-directory"),
    "not a file",
  ],
  [
    "a FIFO as a script",
    "run_script_in_dir",
    { directory: server.folder, script_path: "fifo" },
    inFolder("fifo"),
    "not a file",
  ],
  [
    "a device as a script",
    "run_script_in_dir",
    { directory: server.folder, script_path: "/dev/zero" },
    "/dev/zero",
    "not a file",
  ],
  [
    "NUL in a path",
    "run_script_in_dir",
    { directory: server.folder, script_path: nul },
    "script_path",
    "NUL",
  ],
  ["NUL in a directory", "run_script_in_dir", { ...inline, directory: nul }, "directory", "NUL"],
  [
    "a path longer than any",
    "run_script_in_dir",
    { directory: server.folder, script_path: "x".repeat(5000) },
    "script_path",
  ],
  [
    "NUL in an argument",
    "run_script_in_dir",
    { ...inline, args: ["ok", nul] },
    "args.1",
    "a\\u0000b",
    "NUL",
  ],
  [
    "NUL in a variable",
    "run_script_in_dir",
    { ...inline, env_vars: { A: nul } },
    "env_vars",
    "A",
    "NUL",
  ],
  [
    "NUL in a variable's name",
    "run_script_in_dir",
    { ...inline, env_vars: { [nul]: "1" } },
    "env_vars",
    "a\\u0000b",
  ],
  [
    "a variable without a name",
    "run_script_in_dir",
    { ...inline, env_vars: { "": "1" } },
    "env_vars",
    '""',
  ],
  [
    "a variable named with =",
    "run_script_in_dir",
    { ...inline, env_vars: { "A=B": "1" } },
    "env_vars",
    "A=B",
  ],
  [
    "a variable that is a number",
    "run_script_in_dir",
    { ...inline, env_vars: { A: 1 } },
    "env_vars",
    "A",
    "1",
  ],
  [
    "an unknown env_file",
    "run_script_in_dir",
    { ...inline, env_file: "no.env" },
    "env_file",
    inFolder("no.env"),
    "does not exist",
  ],
  [
    "a directory as env_file",
    "run_script_in_dir",
    { ...inline, env_file: "a-directory" },
    "env_file",
    inFolder("a-directory"),
  ],
  [
    "a FIFO as env_file",
    "run_script_in_dir",
    { ...inline, env_file: "fifo" },
    "env_file",
    inFolder("fifo"),
  ],
  [
    "an env_file that is not UTF-8",
    "run_script_in_dir",
    { ...inline, env_file: "latin1.env" },
    inFolder("latin1.env"),
    "UTF-8",
  ],
  // Numbers.
  [
    "a negative time limit",
    "run_script_in_dir",
    { ...inline, timeout_seconds: -1 },
    "timeout_seconds",
    "-1",
  ],
  [
    "half a second as a limit",
    "run_script_in_dir",
    { ...inline, timeout_seconds: 0.5 },
    "timeout_seconds",
    "0.5",
  ],
  [
    "a limit beyond a year",
    "run_script_in_dir",
    { ...inline, timeout_seconds: 1e12 },
    "timeout_seconds",
    "1000000000000",
  ],
  [
    "a limit as text",
    "run_script_in_dir",
    { ...inline, timeout_seconds: "5" },
    "timeout_seconds",
    '"5"',
  ],
  [
    "a sample interval of nothing",
    "benchmark_script",
    { script_content: "1", sample_interval: 0 },
    "sample_interval",
    "0",
  ],
  [
    "a sample interval too long",
    "benchmark_script",
    { script_content: "1", sample_interval: 61 },
    "sample_interval",
    "61",
  ],
  ["pages of three bytes", "stream_deltas", { job_id: "x", max_bytes: 3 }, "max_bytes", "3"],
  [
    "pages too large",
    "stream_deltas",
    { job_id: "x", max_bytes: 1_048_577 },
    "max_bytes",
    "1048577",
  ],
  ["a broken cursor", "stream_deltas", { job_id: "x", stdout_cursor: 1.5 }, "stdout_cursor", "1.5"],
  ["a negative wait", "stream_deltas", { job_id: "x", wait_seconds: -1 }, "wait_seconds", "-1"],
  [
    "an unknown encoding",
    "stream_deltas",
    { job_id: "x", encoding: "latin1" },
    "encoding",
    "latin1",
  ],
  ["no jobs to wait for", "wait_for_jobs", { job_ids: [] }, "- job_ids: []"],
  [
    "a negative patience",
    "wait_for_jobs",
    { job_ids: ["x"], timeout_seconds: -1 },
    "timeout_seconds",
    "-1",
  ],
  ["an unknown way of waiting", "wait_for_jobs", { job_ids: ["x"], mode: "some" }, "mode", "some"],
  ["an unknown status", "py_list_jobs", { status_filter: "done" }, "status_filter", "done"],
  ["a list of nothing", "py_list_jobs", { limit: 0 }, "limit", "0"],
  ["a list without end", "py_list_jobs", { limit: 100_000 }, "limit", "100000"],
  ["jobs of the future", "py_prune_jobs", { max_age_hours: -1 }, "max_age_hours", "-1"],
  // Packages and versions.
  [
    "an option as a requirement",
    "run_script_with_dependencies",
    { script_content: "1", dependencies: ["--index-url=http://x"] },
    "--index-url=http://x",
  ],
  [
    "a requirements file",
    "run_script_with_dependencies",
    { script_content: "1", dependencies: ["-r requirements.txt"] },
    "-r requirements.txt",
  ],
  [
    "two requirements in one",
    "run_script_with_dependencies",
    { script_content: "1", dependencies: ["six\n--pre"] },
    "six",
  ],
  [
    "a relative path as a requirement",
    "run_script_with_dependencies",
    { script_content: "1", dependencies: ["./local"] },
    "./local",
  ],
  [
    "an absolute path as a requirement",
    "benchmark_script",
    { script_content: "1", dependencies: ["/tmp/x.whl"] },
    "/tmp/x.whl",
  ],
  [
    "an empty requirement",
    "run_script_with_dependencies_async",
    { script_content: "1", dependencies: [""] },
    '"" as a dependency',
  ],
  [
    "a version that is none",
    "run_script_in_dir",
    { ...inline, dependencies: ["six===="] },
    "six====",
  ],
  [
    "a Python that is none",
    "run_script_in_dir",
    { ...inline, python_version: "abc" },
    "python_version",
    "abc",
  ],
  [
    "a Python that is an option",
    "run_script_in_dir",
    { ...inline, python_version: "--help" },
    "--help",
  ],
  [
    "a Python that is a path",
    "run_script_in_dir",
    { ...inline, python_version: "/bin/sh" },
    "/bin/sh",
  ],
  ["a Python too old", "run_script_in_dir", { ...inline, python_version: "2.7" }, "2.7"],
  [
    "a Python that is empty",
    "run_script_in_dir",
    { ...inline, python_version: "" },
    "python_version",
  ],
  [
    "a Python that is not installed",
    "run_script_in_dir",
    { ...inline, python_version: "3.29" },
    "3.29",
    "downloads are off",
    "Installed: 3.",
  ],
  [
    "a range nobody has",
    "run_script_in_dir",
    { ...inline, python_version: ">=3.28" },
    ">=3.28",
    "Installed: 3.",
  ],
  [
    "a Python outside the header's",
    "run_script_in_dir",
    { directory: server.folder, script_path: "header.py", python_version: "3.8" },
    "3.8",
    ">=3.9",
    "header",
  ],
  [
    "a broken header",
    "run_script_in_dir",
    { ...inline, script_content: "# /// script\n# dependencies = [\n# ///\n" },
    "header",
  ],
  [
    "a bad requirement in a header",
    "run_script_in_dir",
    { ...inline, script_content: '# /// script\n# dependencies = ["-e ."]\n# ///\n' },
    "-e .",
  ],
  [
    "packages without uv",
    "run_script_in_dir",
    { ...inline, use_uv: false, dependencies: ["six"] },
    "six",
    "use_uv",
  ],
  // Names.
  [
    "a folder in a script's name",
    "py_save_script",
    { script_name: "a/b", source: "" },
    "script_name",
    "a/b",
  ],
  [
    "a way up as a script's name",
    "py_save_script",
    { script_name: "..", source: "" },
    "script_name",
  ],
  ["a way up to a script", "py_view_script", { script_name: "../jobs/x" }, "script_name"],
  ["a way up to run", "py_run_saved_script", { script_name: "../../x.py" }, "script_name"],
  [
    "an absolute script name",
    "py_view_script",
    { script_name: "/etc/passwd", autosaved: true },
    "script_name",
  ],
  ["an empty script name", "py_save_script", { script_name: "", source: "" }, "script_name"],
  ["a hidden script", "py_save_script", { script_name: ".hidden", source: "" }, "script_name"],
  ["NUL in a script's name", "py_save_script", { script_name: nul, source: "" }, "script_name"],
  [
    "a script's name without end",
    "py_save_script",
    { script_name: long, source: "" },
    "script_name",
  ],
  [
    "an unknown script to run",
    "py_run_saved_script",
    { script_name: "nobody" },
    "nobody",
    "py_list_scripts",
  ],
  [
    "an unknown script to view",
    "py_view_script",
    { script_name: "nobody" },
    "nobody",
    "py_list_scripts",
  ],
  [
    "an unknown kept script",
    "py_view_script",
    { script_name: "nobody", autosaved: true },
    "nobody",
    "py_list_scripts",
  ],
  [
    "a bad requirement to save",
    "py_save_script",
    { script_name: "a", source: "", dependencies: ["-e ."] },
    "-e .",
  ],
  [
    "a bad Python to save",
    "py_save_script",
    { script_name: "a", source: "", requires_python: "three" },
    "three",
    "requires_python",
  ],
  [
    "Markdown of another kind",
    "py_list_jobs",
    { markdown_output: "yes" },
    "markdown_output",
    '"yes"',
  ],
  ...["get_job_output", "kill_job", "py_job_status", "py_cancel_job", "stream_deltas"].flatMap(
    (tool): ReadonlyArray<Case> => [
      [`an unknown job (${tool})`, tool, { job_id: "01ABC" }, "01ABC", "py_list_jobs"],
      [`a way up as a job (${tool})`, tool, { job_id: "../../x" }, "job_id", "../../x"],
      [`an empty job id (${tool})`, tool, { job_id: "" }, "job_id"],
      [`NUL in a job id (${tool})`, tool, { job_id: nul }, "job_id"],
    ],
  ),
  ["an unknown job among others", "wait_for_jobs", { job_ids: ["01ABC"] }, "01ABC", "py_list_jobs"],
]

describe("bad input", () => {
  it.each(cases.map(([what, tool, args, ...words]) => ({ what, tool, args, words })))(
    "is refused with its name and the way out: $what",
    async ({ tool, args, words }) => {
      const text = await refused(tool, args)
      for (const word of words) assert.include(text, word)
    },
  )

  it("is an unknown argument, which every tool names", async () => {
    for (const { name } of tools) {
      assert.include(await refused(name, { mispelt_option: 1 }), "- mispelt_option: ", name)
    }
  })

  it("is a required argument that is not there, or null", async () => {
    for (const { name, inputSchema } of tools) {
      const needed = (inputSchema.required ?? []) as ReadonlyArray<string>
      if (needed.length === 0) continue
      const nulls = Object.fromEntries(needed.map((argument) => [argument, null]))
      for (const args of [{}, nulls]) {
        const said = lines(await refused(name, args))
        assert.deepStrictEqual(
          said,
          needed.map((argument) => `- ${argument}: is required`),
        )
      }
    }
  })

  it("is told in one line for each wrong argument", async () => {
    const text = await refused("run_script_in_dir", {
      directory: 5,
      script_content: ["print(1)"],
      args: "x",
      use_uv: "yes",
      timeout_seconds: -1,
      env_vars: { A: 1 },
      python_version: 3.13,
      typo: true,
      markdown_output: 1,
    })
    const names = lines(text).map((line) => /^- (\w+)/.exec(line)?.[1])
    assert.sameMembers(names, [
      "markdown_output",
      "directory",
      "script_content",
      "args",
      "use_uv",
      "timeout_seconds",
      "env_vars",
      "python_version",
      "typo",
    ])
  })

  it("is one line even where several things are wrong with one argument", async () => {
    const args = { ...inline, args: [nul, "ok", nul, 5] }
    assert.strictEqual(lines(await refused("run_script_in_dir", args)).length, 1)
    for (const [tool, more] of [
      ["stream_deltas", { job_id: "x", encoding: "latin1" }],
      ["py_list_jobs", { status_filter: "done" }],
    ] as const) {
      assert.strictEqual(lines(await refused(tool, more)).length, 1, tool)
    }
  })

  it("is shown shortened where it is long", async () => {
    for (const args of [
      { ...inline, args: "x".repeat(100_000) },
      { ...inline, use_uv: "x".repeat(100_000) },
      { ...inline, python_version: "x".repeat(100_000) },
      { ...inline, dependencies: ["x y".repeat(100_000)] },
      { directory: server.folder, script_path: "x".repeat(100_000) },
      { ...inline, directory: "x".repeat(100_000) },
    ]) {
      assert.isBelow((await refused("run_script_in_dir", args)).length, 2000)
    }
    const name = "x".repeat(100_000)
    assert.isBelow((await refused("py_view_script", { script_name: name })).length, 2000)
    assert.isBelow((await refused("kill_job", { job_id: name })).length, 2000)
    assert.isBelow((await refused("kill_job", { job_id: "x", [name]: 1 })).length, 2000)
  })

  it("is no job, keeps no code and writes nothing anywhere else", async () => {
    const { payload } = await client.callTool("py_list_jobs")
    assert.strictEqual(payload.total, 0)
    assert.isFalse(existsSync(join(server.home, "autosaved_scripts")))
    assert.isFalse(existsSync(join(server.home, "scripts")))
    assert.deepStrictEqual(tree(), before)
  })

  it("is not an optional argument that is null: it counts as absent", async () => {
    const { isError, text, payload } = await client.callTool("run_script_in_dir", {
      ...inline,
      script_path: null,
      args: null,
      use_uv: null,
      python_version: null,
      dependencies: null,
      timeout_seconds: null,
      env_vars: null,
      env_file: null,
      async_mode: null,
      job_label: null,
      markdown_output: null,
    })
    assert.isFalse(isError, text)
    assert.strictEqual(payload.stdout, "1\n")
    assert.match(text, /^\*\*Completed/)
  })

  it.each([
    ["an argument of 3 MB", { args: ["x".repeat(3_000_000)] }],
    ["arguments of 3 MB in all", { args: Array.from({ length: 30 }, () => "x".repeat(100_000)) }],
    ["a variable of 3 MB", { env_vars: { LARGE: "x".repeat(3_000_000) } }],
  ])("may be too much for the system: %s is an error, and a job on record", async (_, more) => {
    const text = await refused("run_script_in_dir", { ...inline, ...more })
    assert.isBelow(text.length, 2000)
    const { payload } = await client.callTool("py_list_jobs", { status_filter: "failed", limit: 1 })
    assert.strictEqual(payload.jobs[0]?.reason, "spawn_failed")
    assert.include(text, payload.jobs[0]?.job_id ?? "no job")
  })

  it("leaves a server that goes on", async () => {
    const { payload } = await client.callTool("run_script_in_dir", inline)
    assert.strictEqual(payload.stdout, "1\n")
    assert.deepStrictEqual(tree(), before)
  })
})
