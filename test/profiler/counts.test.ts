import { execFileSync, spawnSync } from "node:child_process"
import { mkdirSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { isFull } from "../support/Faults.ts"
import { newest, profilingScene } from "../support/Profiling.ts"
import { interpreters, plainEnvironment, python } from "../support/Python.ts"

// Real programs, deterministic ones, counted by us and by `python -m cProfile`.

const { base, profilable } = profilingScene()

/**
 * What must differ is left out: that one runs the script by `exec` and ends by `disable`, as we do,
 * but shows it; and has one more folder to import from, so what the import system calls is not
 * compared. Neither is `<string>`: of two functions with one name and line it keeps either, we
 * their sum. Addresses in names are cut.
 */
const compare = `
import json, pstats, re, sys
def counts(path):
    found = {}
    for name, (_, calls, _, _, callers) in pstats.Stats(path).stats.items():
        ours = name[2] == "<built-in method builtins.exec>" or "'disable' of '_lsprof" in name[2]
        if ours or name[0].startswith("<"):
            continue
        calls -= sum(one[0] for caller, one in callers.items() if caller[0].startswith("<frozen "))
        key = "%s:%s %s" % (name[0], name[1], re.sub(" at 0x[0-9a-f]+", "", name[2]))
        if calls:
            found[key] = found.get(key, 0) + calls
    return found
print(json.dumps([counts(path) for path in sys.argv[1:]]))
`

/** Whatever either of them imports before the script does: then both find it imported. */
const preloaded =
  "import _json, cProfile, contextlib, enum, gettext, importlib.util, io, locale, marshal, optparse, pkgutil, pstats, re, runpy, signal, textwrap"

const site = join(base, "site")
mkdirSync(site)
writeFileSync(join(site, "sitecustomize.py"), preloaded)
const env = { PYTHONHASHSEED: "0", PYTHONPATH: site }

const libraryOf = (path: string) =>
  execFileSync(path, ["-c", "import os; print(os.path.dirname(os.__file__))"], {
    encoding: "utf8",
  }).trim()

const countsOf = async (path: string, program: string, args: ReadonlyArray<string>) => {
  const script = profilable(join(libraryOf(path), program), join(base, "profile"), {
    python: path,
    env,
  })
  const theirs = join(base, "theirs.prof")
  // Byte code is written by whoever is the first.
  for (const _ of [1, 2]) {
    spawnSync(path, ["-m", "cProfile", "-o", theirs, script.path, ...args], {
      env: { ...plainEnvironment(), ...env },
      cwd: dirname(script.path),
    })
    assert.strictEqual((await script.profiled(...args)).status, 0)
  }
  const answer = execFileSync(path, ["-c", compare, theirs, join(script.folder, "profile.prof")], {
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  })
  const [expected, found]: ReadonlyArray<Record<string, number>> = JSON.parse(answer)
  return { expected, found }
}

const programs = {
  "tokenize.py": ["calendar.py"],
  "ast.py": ["colorsys.py"],
  "tabnanny.py": ["json"],
  "pyclbr.py": ["colorsys.py"],
  "json/tool.py": ["package-lock.json", "/dev/null"],
} as const

// As a script, ast.py does nothing before 3.9.
const paths = isFull ? interpreters.filter(([, version]) => !version.startsWith("3.8.")) : [newest]

describe("the calls of a real program are counted as cProfile counts them", () => {
  for (const [path, version] of paths) {
    for (const [program, args] of Object.entries(programs)) {
      it(`${program}, by Python ${version}`, { timeout: 120_000 }, async () => {
        const [first, ...others] = args
        const folder =
          first === "package-lock.json" ? join(import.meta.dirname, "../..") : libraryOf(path)
        const { expected, found } = await countsOf(path, program, [join(folder, first), ...others])
        assert.deepStrictEqual(found, expected)
        const calls = Object.values(found ?? {}).reduce((sum, count) => sum + count, 0)
        assert.isAbove(calls, 1000)
      })
    }
  }

  it("and one call more is seen", async () => {
    const more = join(base, "more.py")
    writeFileSync(more, "def f(n): return n and f(n - 1)\nf(9)\nlen([])\n")
    const script = profilable(more, join(base, "more"), { python })
    await script.profiled()
    const calls = new Map(script.summary()?.functions?.map((row) => [row.function, row.calls]))
    assert.strictEqual(calls.get("f"), 10)
    assert.strictEqual(calls.get("<built-in method builtins.len>"), 1)
    assert.deepStrictEqual([...calls.keys()].sort(), [
      "<built-in method builtins.len>",
      "<module>",
      "f",
    ])
  })
})
