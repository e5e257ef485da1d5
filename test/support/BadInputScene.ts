import { execFileSync } from "node:child_process"
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs"
import { delimiter, dirname, join } from "node:path"
import { assert, it } from "@effect/vitest"
import { afterAll, beforeAll } from "vitest"
import { python } from "./Python.ts"
import { type TestClient, TestServer } from "./TestServer.ts"

/** A call that must be refused, and the words that its message must have. */
export type Case = readonly [
  what: string,
  tool: string,
  args: object,
  ...words: ReadonlyArray<string>,
]

/** What every file about bad input has: a server with a few good and bad files, and one client of it. */
export interface BadInputScene {
  readonly folder: string
  readonly inFolder: (name: string) => string
  /** The server's home directory, which is not its state directory. */
  readonly user: string
  /** Arguments that are right. */
  readonly inline: { readonly directory: string; readonly script_content: string }
  readonly client: () => TestClient
  /** The message of a call that must be refused. */
  readonly refused: (tool: string, args: object) => Promise<string>
  /** Fails where anything has been written around the state directory. */
  readonly nothingWritten: () => void
  /** One test for each case, and one that nothing has come of them. */
  readonly refuses: (cases: ReadonlyArray<Case>) => void
}

export const badInputScene = (): BadInputScene => {
  const server = new TestServer()
  const user = join(server.base, "user")
  const inFolder = (name: string) => join(server.folder, name)
  const inline = { directory: server.folder, script_content: "print(1)" }
  let client: TestClient
  let before: ReadonlyArray<string>

  beforeAll(async () => {
    for (const name of ["user", "tmp"]) mkdirSync(join(server.base, name))
    furnish(inFolder)
    client = await server.connect("v1", {
      HOME: user,
      TMPDIR: join(server.base, "tmp"),
      PATH: [dirname(python), process.env.PATH].join(delimiter),
      PYTHON_MCP_PYTHON_DOWNLOADS: "off",
      PYTHON_MCP_UV: "/no/such/uv",
    })
    before = tree(server)
  })
  afterAll(() => server.close())

  const refused = async (tool: string, args: object): Promise<string> => {
    const { isError, text } = await client.callTool(tool, args)
    assert.isTrue(isError, `${tool} ${JSON.stringify(args).slice(0, 300)}: ${text}`)
    return text
  }
  const nothingWritten = () => assert.deepStrictEqual(tree(server), before)

  const refuses = (cases: ReadonlyArray<Case>) => {
    it.each(cases.map(([what, tool, args, ...words]) => ({ what, tool, args, words })))(
      "is refused with its name and the way out: $what",
      async ({ tool, args, words }) => {
        const text = await refused(tool, args)
        for (const word of words) assert.include(text, word)
      },
    )

    it("is no job, keeps no code, writes nothing anywhere else, and the server goes on", async () => {
      const { payload } = await client.callTool("py_list_jobs")
      assert.strictEqual(payload.total, 0)
      for (const name of ["autosaved_scripts", "scripts"]) {
        assert.isFalse(existsSync(join(server.home, name)))
      }
      nothingWritten()
      assert.strictEqual((await client.callTool("run_script_in_dir", inline)).payload.stdout, "1\n")
      nothingWritten()
    })
  }

  const { folder } = server
  return { folder, inFolder, user, inline, client: () => client, refused, nothingWritten, refuses }
}

const furnish = (inFolder: (name: string) => string) => {
  mkdirSync(inFolder("a-directory"))
  writeFileSync(inFolder("good.py"), "print('good')")
  writeFileSync(inFolder("latin1.env"), Buffer.from("NAME=caf\xe9\n", "latin1"))
  writeFileSync(inFolder("header.py"), '# /// script\n# requires-python = ">=3.9"\n# ///\nprint(1)')
  execFileSync("mkfifo", [inFolder("fifo")])
}

/** Everything around the state directory, with what would change when something is written. */
const tree = (server: TestServer, folder = server.base): ReadonlyArray<string> =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (path === server.home) return []
    const { size, mtimeMs } = statSync(path)
    return entry.isDirectory() ? [path, ...tree(server, path)] : [`${path} ${size} ${mtimeMs}`]
  })
