import { assert, describe, it } from "@effect/vitest"
import { badInputScene } from "../support/BadInputScene.ts"

// Bad input of every kind: a clear error, nothing written elsewhere, and the server goes on. What is
// wrong in one argument is in the files beside this one.

const { client, folder, inline, nothingWritten, refused } = badInputScene()
const nul = "a\0b"
const lines = (text: string) => text.split("\n").filter((line) => line.startsWith("- "))

describe("Fault 29: bad input", () => {
  it("is an unknown argument, which every tool names", async () => {
    for (const { name } of await client().listTools()) {
      assert.include(await refused(name, { mispelt_option: 1 }), "- mispelt_option: ", name)
    }
  })

  it("is a required argument that is not there, or null", async () => {
    for (const { name, inputSchema } of await client().listTools()) {
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
      { directory: folder, script_path: "x".repeat(100_000) },
      { ...inline, directory: "x".repeat(100_000) },
    ]) {
      assert.isBelow((await refused("run_script_in_dir", args)).length, 2000)
    }
    const name = "x".repeat(100_000)
    assert.isBelow((await refused("py_view_script", { script_name: name })).length, 2000)
    assert.isBelow((await refused("kill_job", { job_id: name })).length, 2000)
    assert.isBelow((await refused("kill_job", { job_id: "x", [name]: 1 })).length, 2000)
  })

  it("is not an optional argument that is null: it counts as absent", async () => {
    const { isError, text, payload } = await client().callTool("run_script_in_dir", {
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
    const { payload } = await client().callTool("py_list_jobs", {
      status_filter: "failed",
      limit: 1,
    })
    assert.strictEqual(payload.jobs[0]?.reason, "spawn_failed")
    assert.include(text, payload.jobs[0]?.job_id ?? "no job")
  })

  it("leaves a server that goes on", async () => {
    const { payload } = await client().callTool("run_script_in_dir", inline)
    assert.strictEqual(payload.stdout, "1\n")
    nothingWritten()
  })
})
