import { spawnSync } from "node:child_process"
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { afterAll, beforeAll, type TestContext } from "vitest"
import { type PackageIndex, startPackageIndex } from "../support/PackageIndex.ts"
import { makeWheel } from "../support/Packages.ts"
import { python } from "../support/Python.ts"
import { TestServer } from "../support/TestServer.ts"
import { findUv, needsUv, type TestUv } from "../support/Uv.ts"

// An index that lets nobody in without a password, and everything that the server writes and says.

const user = "corporate-user"
const password = "s3cret-of-the-test"
const limit = { timeout: 120_000 }

let uv: TestUv
let index: PackageIndex
beforeAll(async () => {
  uv = findUv()
  const wheel = makeWheel({ name: "corporate-package", version: "1.0" })
  index = await startPackageIndex([wheel], { credentials: `${user}:${password}` })
}, 200_000)
afterAll(() => {
  index.close()
  uv.remove()
})

/** Every file of a server that has these words in it or in its name, and what it said. */
const whereIs = (words: string, { home }: TestServer, said: string): ReadonlyArray<string> => [
  ...readdirSync(home, { recursive: true, encoding: "utf8" }).filter((name) => {
    const path = join(home, name)
    const isFile = statSync(path, { throwIfNoEntry: false })?.isFile() === true
    return name.includes(words) || (isFile && readFileSync(path).includes(words))
  }),
  ...(said.includes(words) ? ["what the server said"] : []),
]

const code = "import corporate_package; print(corporate_package.__version__)"

/** One run with the private package on a server of its own; `configuration` is its user's uv.toml. */
const runWith = async (
  context: TestContext,
  variables: Readonly<Record<string, string>>,
  { configuration = "", script = code } = {},
) => {
  needsUv(context, uv)
  await using server = new TestServer({
    PYTHON_MCP_UV: uv.path,
    PYTHON_MCP_PYTHON: python,
    // One interpreter is enough, and soon found.
    PATH: "/usr/bin:/bin",
    PYENV_ROOT: "/nowhere",
    PYTHON_MCP_LOG_LEVEL: "debug",
    ...variables,
  })
  const config = join(server.base, "config")
  mkdirSync(join(config, "uv"), { recursive: true })
  writeFileSync(join(config, "uv/uv.toml"), configuration)
  const client = await server.connect("v1", { XDG_CONFIG_HOME: config })
  const args = { script_content: script, dependencies: ["corporate-package"] }
  const answer = await client.callTool("run_script_with_dependencies", args)
  const jobs = await client.callTool("py_list_jobs", {})
  await client.close()
  const said = JSON.stringify([answer, jobs]) + client.stderr()
  return { answer, leaks: whereIs(password, server, said) }
}

const named = {
  UV_INDEX: "",
  UV_INDEX_CORP_USERNAME: user,
  UV_INDEX_CORP_PASSWORD: password,
}

describe("a private index", () => {
  const ways: ReadonlyArray<
    readonly [string, () => readonly [Readonly<Record<string, string>>, string]]
  > = [
    ["a variable's URL", () => [{ UV_DEFAULT_INDEX: index.urlAs(`${user}:${password}`) }, ""]],
    ["variables of its name", () => [{ ...named, UV_INDEX: `corp=${index.url}` }, ""]],
    [
      "uv.toml",
      () => [{}, `[[index]]\nurl = "${index.urlAs(`${user}:${password}`)}"\ndefault = true\n`],
    ],
    [
      "uv.toml, its password from variables",
      () => [named, `[[index]]\nname = "corp"\nurl = "${index.url}"\ndefault = true\n`],
    ],
  ]
  for (const [name, settings] of ways) {
    it(`is used from ${name}, and its password is nowhere`, limit, async (context) => {
      const [variables, configuration] = settings()
      const { answer, leaks } = await runWith(context, variables, { configuration })
      assert.strictEqual(answer.payload.stdout, "1.0\n", answer.text)
      assert.deepStrictEqual(leaks, [])
    })
  }

  it("that is not given its password says so, and names no secret", limit, async (context) => {
    const wrong = index.urlAs(`${user}:not-${password}`)
    const { answer, leaks } = await runWith(context, { UV_DEFAULT_INDEX: wrong })
    assert.isTrue(answer.isError)
    assert.include(answer.text, "does not let us in")
    assert.include(answer.text, "UV_INDEX_<NAME>_PASSWORD")
    assert.deepStrictEqual(leaks, [])
  })

  it("whose setting uv cannot read is told without its password", limit, async (context) => {
    const broken = `http://${user}:${password}@localhost:no-port/simple`
    const { answer, leaks } = await runWith(context, { UV_DEFAULT_INDEX: broken })
    assert.isTrue(answer.isError)
    assert.include(answer.text, "invalid port number")
    assert.include(answer.text, "http://****@localhost:no-port")
    assert.deepStrictEqual(leaks, [])
    // uv by itself does tell it, so there was something to hide.
    const { stderr } = spawnSync(uv.path, ["pip", "install", "x"], {
      encoding: "utf8",
      env: { PATH: process.env.PATH, UV_DEFAULT_INDEX: broken },
    })
    assert.include(stderr, password)
  })

  it(
    "whose line in uv.toml uv cannot read is told without its password",
    limit,
    async (context) => {
      const configuration = `index-url = "${index.urlAs(`${user}:${password}`)}\n`
      const { answer, leaks } = await runWith(context, {}, { configuration })
      assert.isTrue(answer.isError)
      assert.include(answer.text, "uv cannot use one of its settings")
      assert.deepStrictEqual(leaks, [])
    },
  )

  it("would be noticed if its password were anywhere", limit, async (context) => {
    const variables = { UV_DEFAULT_INDEX: index.urlAs(`${user}:${password}`) }
    const script = "import os, sys; print(os.environ['UV_DEFAULT_INDEX'], file=sys.stderr)"
    const { leaks } = await runWith(context, variables, { script })
    assert.lengthOf(
      leaks.filter((name) => name.endsWith("stderr.log")),
      1,
    )
    assert.include(leaks, "what the server said")
  })
})
