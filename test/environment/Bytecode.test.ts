import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Option } from "effect"
import { afterAll } from "vitest"
import { Bytecode } from "../../src/environment/Bytecode.ts"
import { Interpreters } from "../../src/environment/Interpreters.ts"
import { eventually } from "../support/Binary.ts"
import { serverEnvironment } from "./LiveUv.ts"
import { workshop } from "./Workshop.ts"

const folder = mkdtempSync(join(tmpdir(), "python-mcp-bytecode-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const packages: Readonly<Record<string, string>> = {
  "direct.py": "open(__file__ + '.executed', 'w')\nimport through_direct\n",
  "through_direct.py": "def f():\n    import in_a_function\n",
  "in_a_function.py": "",
  "pack/__init__.py": "from .inner import x\nfrom . import other as _other\n",
  "pack/inner.py": "try:\n    import in_try\nexcept ImportError:\n    pass\nx = 1\n",
  "pack/other.py": "if TYPE_CHECKING:\n    import only_types\n",
  "pack/unused.py": "",
  "in_try.py": "",
  "only_types.py": "",
  "by_local.py": "",
  "in_main.py": "",
  "broken.py": "def (:\n",
  "unrelated.py": "",
}

/** An environment as far as this is concerned, and a script beside a module of its own. */
const makeScene = (version: string) => {
  const prefix = mkdtempSync(join(folder, "env-"))
  const site = join(prefix, `lib/python${version.split(".", 2).join(".")}/site-packages`)
  const write = (path: string, text: string) => {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
  for (const [name, text] of Object.entries(packages)) write(join(site, name), text)
  const cwd = mkdtempSync(join(folder, "script-"))
  write(join(cwd, "local.py"), "import by_local\n")
  const script = join(cwd, "main.py")
  write(script, "import local, direct, pack, broken\ndef main():\n    import in_main\n")
  const compiled = () =>
    (readdirSync(site, { recursive: true, encoding: "utf8" }) as Array<string>)
      .filter((name) => name.endsWith(".pyc"))
      .map((name) => name.replace("__pycache__/", "").replace(/\..*/, ""))
      .sort()
  return { prefix, site, cwd, script, compiled }
}

const layer = workshop(mkdtempSync(join(folder, "home-")), serverEnvironment)

describe("The bytecode of a new environment", () => {
  it.live(
    "is made after its first run, for what the script imports, without executing any of it",
    () =>
      Effect.gen(function* () {
        const bytecode = yield* Bytecode
        const { path, version } = yield* (yield* Interpreters).system
        const { prefix, site, cwd, script, compiled } = makeScene(version)
        const other = makeScene(version)
        const ranIn = (of: string) => ({
          python: path,
          pythonVersion: version,
          prefix: Option.some(of),
        })
        yield* bytecode.expect(prefix)
        yield* bytecode.afterRun(ranIn(other.prefix), { script: other.script, cwd })
        yield* bytecode.afterRun(ranIn(prefix), { script, cwd })
        const expected = ["by_local", "direct", "in_main", "in_try"]
        const more = ["pack/__init__", "pack/inner", "pack/other", "through_direct"]
        yield* Effect.promise(() =>
          eventually("all is compiled", async () =>
            compiled().length >= expected.length + more.length ? true : undefined,
          ),
        )
        assert.deepStrictEqual(compiled(), [...expected, ...more])
        assert.isFalse(existsSync(join(site, "direct.py.executed")))
        assert.deepStrictEqual(readdirSync(cwd).sort(), ["local.py", "main.py"])
        // Nothing was expected of that one.
        assert.deepStrictEqual(other.compiled(), [])
      }).pipe(Effect.provide(layer)),
    60_000,
  )
})
