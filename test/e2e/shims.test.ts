import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs"
import { basename, dirname, join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { startPackageIndex } from "../support/PackageIndex.ts"
import { makeUvWheel, makeWheel } from "../support/Packages.ts"
import { python } from "../support/Python.ts"
import { TestServer } from "../support/TestServer.ts"
import { findUv, needsUv } from "../support/Uv.ts"

// A user whose PATH is pyenv's shims and nothing else: no uv, and a `python3` that is a script.

/** As pyenv's: it tells that it was started, and what it stands for is not there. */
const shim = (log: string, name: string) =>
  `#!/bin/sh\necho "${name} $*" >> "${log}"\necho "pyenv: ${name}: command not found" >&2\nexit 127\n`

const makeHome = (base: string) => {
  const [root, log] = [join(base, "pyenv"), join(base, "started")]
  mkdirSync(join(root, "shims"), { recursive: true })
  mkdirSync(join(root, "versions"))
  const version = basename(dirname(dirname(python)))
  symlinkSync(dirname(dirname(python)), join(root, "versions", version))
  for (const name of ["python3", "python", "uv", "pip"]) {
    const path = join(root, "shims", name)
    writeFileSync(path, shim(log, name))
    chmodSync(path, 0o755)
  }
  return { root, log }
}

describe("a PATH of pyenv's shims and no uv", () => {
  it("is enough: packages are installed, by a uv that the server fetches", {
    timeout: 120_000,
  }, async (context) => {
    const uv = findUv()
    try {
      needsUv(context, uv)
      using index = await startPackageIndex([
        makeUvWheel(uv.path),
        makeWheel({ name: "tiny", version: "1.0" }),
      ])
      await using server = new TestServer()
      const { root, log } = makeHome(server.base)
      const client = await server.connect("v1", {
        HOME: server.base,
        PATH: join(root, "shims"),
        PYENV_ROOT: root,
        UV_DEFAULT_INDEX: index.url,
        PIP_CONFIG_FILE: "/dev/null",
        PIP_FIND_LINKS: undefined,
      })
      const { payload, text } = await client.callTool("run_script_with_dependencies", {
        script_content: "import tiny, sys; print(tiny.__version__, sys.executable)",
        dependencies: ["tiny"],
      })
      assert.deepStrictEqual(payload.resolved_dependencies, ["tiny==1.0"], text)
      assert.match(payload.stdout, /^1\.0 .*\/environments\/.*\/bin\/python/)
      assert.match(payload.notes.join("\n"), /uv \S+ was installed to/)
      assert.deepStrictEqual(readdirSync(join(server.home, "uv/0.13.9")), ["uv"])
      // A shim of Python's may be asked what it stands for; nothing is run through one.
      const started = existsSync(log) ? readFileSync(log, "utf8") : ""
      assert.notMatch(started, /^(?:uv|pip) |-m (?:pip|venv)/m)
      const plain = await client.callTool("run_script_in_dir", {
        directory: server.folder,
        script_content: "import sys; print(sys.executable)",
      })
      assert.notInclude(plain.payload.stdout, "shims")
    } finally {
      uv.remove()
    }
  })
})
