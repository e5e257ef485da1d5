import { execFile } from "node:child_process"
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { promisify } from "node:util"
import { assert, describe, it } from "@effect/vitest"
import { eventually } from "../support/Binary.ts"
import { indexedServer } from "../support/IndexedServer.ts"
import { makeWheel } from "../support/Packages.ts"
import { limit } from "../support/PythonScene.ts"

// Environments that are kept under a name: a real uv, and an index of the test's own.

const { client, index, needsUv, server, uv } = indexedServer([
  makeWheel({ name: "tiny", version: "1.0" }),
  ...["1.0", "2.0"].map((version) => makeWheel({ name: "leaf", version })),
])

type Row = Readonly<Record<string, unknown>>

/** A payload of these tools, which no other test knows. */
const payload = async (tool: string, args: object = {}) => {
  const answer = await client().callTool(tool, args)
  assert.isFalse(answer.isError, answer.text)
  return answer.payload as unknown as Row
}

const listed = async () => {
  const { environments } = await payload("environment_cache_list")
  return environments as ReadonlyArray<Row>
}

const environmentOf = async (name: string) => (await listed()).find((one) => one.name === name)

const inTools = { environment: "tools", script_content: "import sys, tiny; print(sys.prefix)" }

describe("a persistent environment", () => {
  it("is made with its packages, and the same again is nothing to do", limit, async (context) => {
    needsUv(context)
    writeFileSync(join(server().folder, "requirements.txt"), "tiny  # the only one\n")
    const asked = { name: "tools", requirements_file: "requirements.txt" }
    const made = await payload("environment_create_persistent", asked)
    assert.deepInclude(made, {
      name: "tools",
      status: "ready",
      created: true,
      resolved_dependencies: ["tiny==1.0"],
    })
    assert.isTrue(existsSync(String(made.python)))
    const { job } = (await client().callTool("py_job_status", { job_id: made.job_id })).payload
    assert.deepInclude(job, { status: "completed", tool: "environment_create_persistent" })
    const again = await payload("environment_create_persistent", {
      name: "tools",
      dependencies: ["tiny"],
    })
    assert.deepInclude(again, { created: false, id: made.id, job_id: null })
  })

  it("is what a run that names it runs in, without uv", limit, async (context) => {
    needsUv(context)
    const asked = index().requests.length
    const { payload: ran } = await client().callTool("run_script_in_dir", {
      ...inTools,
      directory: server().folder,
    })
    const kept = await environmentOf("tools")
    assert.strictEqual(ran.stdout, `${server().home}/environments/${kept?.id}\n`, ran.stderr)
    assert.deepStrictEqual(ran.resolved_dependencies, ["tiny==1.0"])
    assert.isBelow(ran.environment_seconds, 1)
    assert.strictEqual(index().requests.length, asked)
    const wrong = await client().callTool("run_script_with_dependencies", {
      ...inTools,
      dependencies: ["tiny"],
    })
    assert.isTrue(wrong.isError)
    const unknown = await client().callTool("run_script_with_dependencies", {
      ...inTools,
      environment: "nosuch",
    })
    assert.include(unknown.text, "environment_cache_list")
  })

  it("is listed, with what it takes and who uses it", limit, async (context) => {
    needsUv(context)
    const kept = await environmentOf("tools")
    assert.deepInclude(kept, { persistent: true, in_use: false, pins: ["tiny==1.0"] })
    assert.isAbove(Number(kept?.apparent_bytes), 0)
    assert.isAtLeast(Number(kept?.size_bytes), 0)
  })

  it("is made again when somebody has deleted it, and a note says so", limit, async (context) => {
    needsUv(context)
    const kept = await environmentOf("tools")
    rmSync(`${server().home}/environments/${kept?.id}`, { recursive: true })
    const { payload: ran } = await client().callTool("run_script_with_dependencies", inTools)
    assert.strictEqual(ran.exit_code, 0, ran.stderr)
    assert.include(ran.notes.join("\n"), "made again")
    assert.deepStrictEqual(ran.resolved_dependencies, ["tiny==1.0"])
  })

  it("stays while a job runs in it, and goes after", limit, async (context) => {
    needsUv(context)
    const started = await client().callTool("run_script_with_dependencies_async", {
      environment: "tools",
      script_content: "import time; time.sleep(600)",
    })
    const { job_id } = started.payload
    await eventually("the script runs", async () => {
      const { payload } = await client().callTool("py_job_status", { job_id })
      return payload.job.phase === "script" || undefined
    })
    const refused = await client().callTool("environment_remove", { name: "tools" })
    assert.isTrue(refused.isError)
    assert.include(refused.text, job_id)
    assert.deepInclude(await environmentOf("tools"), { in_use: true, used_by: [job_id] })
    await client().callTool("kill_job", { job_id })
    const removed = await payload("environment_remove", { name: "tools" })
    assert.isAtLeast(Number(removed.freed_bytes), 1)
    assert.isUndefined(await environmentOf("tools"))
    const left = readdirSync(`${server().home}/environments`)
    assert.notInclude(left, String(removed.id))
    assert.deepStrictEqual(
      left.filter((name) => name.startsWith(".trash-")),
      [],
    )
  })

  it("is made from a uv.lock, and again when both have gone", limit, async (context) => {
    needsUv(context)
    const project = join(server().folder, "app")
    const lock = join(project, "uv.lock")
    const writeProject = async (dependency: string) => {
      mkdirSync(project, { recursive: true })
      writeFileSync(join(project, "app.py"), "name = 'the app'\n")
      writeFileSync(
        join(project, "pyproject.toml"),
        `[project]\nname = "app"\nversion = "1"\nrequires-python = ">=3.8"\ndependencies = ["${dependency}"]\n[build-system]\nrequires = []\n`,
      )
      const env = { ...process.env, UV_DEFAULT_INDEX: index().url, UV_NO_CACHE: "1" }
      await promisify(execFile)(uv().path, ["lock", "--directory", project], { env })
    }
    const asked = { name: "locked", lock_file: lock, dependencies: ["tiny"] }
    const create = (args: object) => client().callTool("environment_create_persistent", args)
    await writeProject("leaf<2")
    const made = await payload("environment_create_persistent", asked)
    const pins = ["leaf==1.0", "tiny==1.0"]
    assert.deepInclude(made, { created: true, resolved_dependencies: pins })
    const again = await payload("environment_create_persistent", asked)
    assert.deepInclude(again, { created: false, id: made.id })
    await writeProject("leaf")
    writeFileSync(lock, "version = 1\n")
    const other = await create(asked)
    assert.isTrue(other.isError)
    assert.include(other.text, `what ${lock} had locked`)
    // Its lock is older than its pyproject.toml.
    const outdated = await create({ ...asked, name: "outdated" })
    assert.isTrue(outdated.isError)
    assert.include(outdated.text, "Run `uv lock`")
    rmSync(lock)
    rmSync(`${server().home}/environments/${made.id}`, { recursive: true })
    const { payload: ran } = await client().callTool("run_script_with_dependencies", {
      environment: "locked",
      script_content: "import app, leaf, tiny; print(app.name, leaf.__version__)",
    })
    assert.strictEqual(ran.stdout, "the app 1.0\n", ran.stderr)
    assert.deepStrictEqual(ran.resolved_dependencies, pins)
    assert.include(ran.notes.join("\n"), `made again from the versions that ${lock} came to`)
  })

  it("is made from a pylock.toml, from the index that it names", limit, async (context) => {
    needsUv(context)
    const lock_file = join(server().folder, "pylock.toml")
    writeFileSync(
      lock_file,
      `lock-version = "1.0"\nrequires-python = ">=3.8"\n[[packages]]\nname = "leaf"\nversion = "1.0"\nindex = "${index().url}"\n[[packages]]\nname = "tiny"\nversion = "1.0"\nmarker = "os_name == 'none'"\n`,
    )
    const asked = { name: "pylocked", lock_file }
    const made = await payload("environment_create_persistent", asked)
    assert.deepInclude(made, { created: true, resolved_dependencies: ["leaf==1.0"] })
    const { isError, text } = await client().callTool("environment_create_persistent", {
      ...asked,
      name: "old",
      python_version: "3.7",
    })
    assert.isTrue(isError)
    assert.include(text, lock_file)
  })

  it(
    "that cannot be made is an error with a job on record, and no name",
    limit,
    async (context) => {
      needsUv(context)
      const asked = { name: "broken", dependencies: ["there-is-no-such-package"] }
      const { isError, text } = await client().callTool("environment_create_persistent", asked)
      assert.isTrue(isError)
      assert.include(text, "there-is-no-such-package")
      const { payload: jobs } = await client().callTool("py_list_jobs", { limit: 1 })
      assert.deepInclude(jobs.jobs[0], { status: "failed", reason: "environment_failed" })
      assert.isUndefined(await environmentOf("broken"))
    },
  )
})

describe("python_versions", () => {
  it("lists what a plain run runs on", limit, async () => {
    const { result } = (await client().callTool("python_versions")).payload
    const [usual] = result.filter((one) => one.is_default)
    const { payload: ran } = await client().callTool("run_script_in_dir", {
      directory: server().folder,
      script_content: "import platform; print(platform.python_version())",
    })
    assert.strictEqual(ran.stdout, `${usual?.version}\n`)
  })
})
