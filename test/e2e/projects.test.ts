import { createHash } from "node:crypto"
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { indexedServer } from "../support/IndexedServer.ts"
import { makeWheel } from "../support/Packages.ts"
import { limit } from "../support/PythonScene.ts"

// What `project` does, through the built binary; the rest is tested in the room itself.

// Of different lengths: Python takes a module that changes within a second, and stays as long, for the same.
const { client, needsUv, server } = indexedServer(
  ["1.0", "2.0.1"].map((version) => makeWheel({ name: "leaf", version })),
)

const project = (dependency: string) =>
  writeFileSync(
    join(server().folder, "pyproject.toml"),
    `[project]\nname = "app"\nversion = "1"\nrequires-python = ">=3.8"\ndependencies = ["${dependency}"]\n`,
  )

const run = async (use: string, tool = "run_script_in_dir") => {
  const { payload, text, isError } = await client().callTool(tool, {
    directory: server().folder,
    script_content: "import leaf, sys; print(leaf.__version__, sys.prefix)",
    project: use,
  })
  assert.isFalse(isError, text)
  return payload
}

const stepsOf = (job: string): ReadonlyArray<string> => {
  const steps = readdirSync(join(server().home, "jobs"), { recursive: true, encoding: "utf8" })
  return steps.filter((path) => new RegExp(`${job}/steps/[^/]+$`).test(path))
}

const contents = () =>
  readdirSync(server().folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => {
      const path = join(parentPath, name)
      return `${path} ${createHash("sha256").update(readFileSync(path)).digest("hex")}`
    })
    .sort()

describe("a project", () => {
  it("is run outside of itself, and nothing is written into it", limit, async (context) => {
    needsUv(context)
    project("leaf<2")
    const before = contents()
    const cached = await run("cached")
    assert.include(cached.stdout, `1.0 ${server().home}/environments/`)
    assert.deepStrictEqual(cached.resolved_dependencies ?? ["leaf==1.0"], ["leaf==1.0"])
    assert.include(cached.notes.join("\n"), "in an environment outside the project")
    assert.deepStrictEqual(contents(), before)
    const none = await run("none")
    assert.include(none.stderr, "ModuleNotFoundError")
    assert.deepStrictEqual(contents(), before)
  })

  it("is brought up to date first, and costs nothing while it is", limit, async (context) => {
    needsUv(context)
    project("leaf<2")
    const first = await run("sync")
    assert.strictEqual(first.stdout, `1.0 ${server().folder}/.venv\n`)
    assert.include(first.notes.join("\n"), "added leaf==1.0")
    assert.isTrue(existsSync(join(server().folder, "uv.lock")))
    assert.lengthOf(stepsOf(first.job_id), 1)
    const second = await run("sync")
    assert.strictEqual(second.stdout, first.stdout)
    assert.deepStrictEqual(stepsOf(second.job_id), [])
    const cached = await run("cached")
    assert.include(cached.stdout, `1.0 ${server().home}/environments/`)
    // The control: a changed project is not taken for the same, and its lock follows it.
    project("leaf>=2")
    const third = await run("sync")
    assert.strictEqual(third.stdout, `2.0.1 ${server().folder}/.venv\n`)
    assert.include(third.notes.join("\n"), "uv.lock was brought up to date.")
  })

  it("that is none is an error before any job", limit, async (context) => {
    needsUv(context)
    const { isError, text } = await client().callTool("run_script_in_dir_async", {
      directory: server().home,
      script_content: "print(1)",
      project: "cached",
    })
    assert.isTrue(isError)
    assert.include(text, 'project "cached" cannot be done in')
  })
})
