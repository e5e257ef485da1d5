import { execFileSync } from "node:child_process"
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { rolldown } from "rolldown"
import { assert, describe, it } from "vitest"
import { catalog } from "../src/tools/catalog.ts"

const root = fileURLToPath(new URL("..", import.meta.url))
const read = (path: string) => readFileSync(join(root, path), "utf8")
const readme = read("README.md")

/** The words in backquotes that begin the rows of the first table under a heading. */
const firstColumn = (heading: string): ReadonlyArray<string> => {
  const section = readme.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? ""
  const table = section.split("\n\n").find((paragraph) => paragraph.startsWith("|")) ?? ""
  return [...table.matchAll(/^\| `([^`]+)` +\|/gm)].map(([, name = ""]) => name)
}

/** Every variable of ours that the sources name, but for those that scripts are given. */
const settingsInSources = (): ReadonlyArray<string> => {
  const files = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
  const text = files.filter((name) => name.endsWith(".ts")).map((name) => read(`src/${name}`))
  const names = text.join("\n").match(/\b(?:SMART_ASYNC|PYTHON_MCP)_[A-Z_]*[A-Z]\b/g) ?? []
  const forScripts = ["PYTHON_MCP_JOB_ID", "PYTHON_MCP_PROGRESS"]
  return [...new Set(names)].filter((name) => !forScripts.includes(name)).sort()
}

/** The blocks of TypeScript, under the file that each is a copy of. */
const examples = [...readme.matchAll(/^<!-- (\S+\.ts) -->\n```ts\n([\s\S]*?)^```$/gm)].map(
  ([, path = "", code = ""]) => ({ path, code }),
)

describe("README.md", () => {
  it("lists the tools of the catalogue, in its order", () => {
    const tools = catalog.map(({ name }) => name)
    assert.deepEqual(firstColumn("Tools"), tools)
  })

  it("lists the settings that the sources read", () => {
    assert.deepEqual([...firstColumn("Settings")].sort(), settingsInSources())
  })

  it("promises what tests show", () => {
    const promises = [...readme.matchAll(/\| `(test\/[^`]+)` "([^"]+)" +\|/g)]
    assert.isAtLeast(promises.length, 15)
    for (const [, path = "", title = ""] of promises) assert.include(read(path), title, path)
  })

  it("shows examples that are files which the compiler checks", () => {
    assert.strictEqual(readme.match(/^```ts$/gm)?.length, examples.length)
    assert.isAbove(examples.length, 0)
    for (const { path, code } of examples) assert.strictEqual(code, read(path), path)
  })

  it("names scripts that package.json has", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> }
    for (const [, name = ""] of readme.matchAll(/npm run (\w+)/g)) assert.property(scripts, name)
  })

  it("links to files that are there", () => {
    for (const [, path = ""] of readme.matchAll(/\]\((?!https?:)([^)]+)\)/g)) read(path)
  })

  it("has a first example that runs and prints what it did", async () => {
    // Within the package, so that the package can import itself by its name.
    const folder = mkdtempSync(join(root, "dist", ".example-"))
    const home = mkdtempSync(join(tmpdir(), "readme-example-"))
    try {
      const file = join(folder, "program.mjs")
      const bundle = await rolldown({
        input: join(root, "test/examples/program.ts"),
        external: (id) => !/^[./]/.test(id),
        platform: "node",
      })
      await bundle.write({ file, format: "esm" })
      const printed = execFileSync(process.execPath, [file], {
        env: { ...process.env, PYTHON_MCP_HOME: home },
        encoding: "utf8",
      })
      assert.match(printed, /^Backgrounded Running\nEnded 3\n$/)
    } finally {
      rmSync(folder, { recursive: true, force: true })
      rmSync(home, { recursive: true, force: true })
    }
  }, 30_000)
})
