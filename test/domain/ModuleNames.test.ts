import { spawnSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { Option, Schema } from "effect"
import { distributionOf } from "../../src/domain/MissingModule.ts"
import { renamed, sameNamed } from "../../src/domain/ModuleNames.ts"
import { normaliseName } from "../../src/domain/Requirement.ts"
import {
  platformModule,
  renamedInPython3,
  standardModule,
  systemModule,
} from "../../src/domain/StandardModules.ts"
import { seed, someOf } from "../support/Faults.ts"
import { askPython } from "../support/Packaging.ts"
import { plainEnvironment, python } from "../support/Python.ts"

const rows = renamed.map((row) => {
  const [module = "", distribution = "", ...more] = row.split("=")
  assert.isEmpty(more, row)
  return { module, distribution }
})

const byAlphabet = (a: string, b: string) => {
  const [left, right] = [a.toLowerCase(), b.toLowerCase()]
  if (left === right) return a < b ? -1 : 1
  return left < right ? -1 : 1
}

describe("the table of modules", () => {
  it("has about 300 that are named otherwise, and well-known ones that are not", () => {
    assert.isAbove(rows.length, 250)
    assert.isAbove(sameNamed.length, 400)
  })

  it("is smaller than 15 KB, with its sources and their licence", () => {
    const text = readFileSync(new URL("../../src/domain/ModuleNames.ts", import.meta.url), "utf8")
    assert.isBelow(text.length, 15_000)
    for (const words of ["2026-11-23", "marimo 0.25.2", "Apache License 2.0"]) {
      assert.include(text, words)
    }
  })

  it("is in the order of the alphabet, and has no module twice", () => {
    for (const modules of [rows.map(({ module }) => module), sameNamed]) {
      assert.deepStrictEqual(modules, [...new Set(modules)].sort(byAlphabet))
    }
    const renamedOnes = new Set(rows.map(({ module }) => module))
    assert.deepStrictEqual(
      sameNamed.filter((name) => renamedOnes.has(name)),
      [],
    )
  })

  it("names distributions as PEP 503 writes them, and only others than the module", () => {
    for (const { module, distribution } of rows) {
      assert.match(module, /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/)
      assert.match(distribution, /^[a-z0-9]+(-[a-z0-9]+)*$/)
      if (!module.includes(".")) assert.notStrictEqual(distribution, normaliseName(module))
    }
    for (const name of sameNamed) assert.match(name, /^[A-Za-z]\w*$/)
  })

  it("has no module of Python's own", (ctx) => {
    const answer = askPython("answers = sorted(getattr(sys, 'stdlib_module_names', []))", null)
    const own = Schema.decodeUnknownSync(Schema.Array(Schema.String))(answer)
    if (own.length === 0) ctx.skip("this Python does not tell its modules")
    const known = [...rows.map(({ module }) => module), ...sameNamed]
    assert.deepStrictEqual(
      known.filter((name) => own.includes(name)),
      [],
    )
  })

  it("has nothing that was Python's own, or is called otherwise there", () => {
    const own = [standardModule, renamedInPython3, systemModule, platformModule]
    const known = [...rows.map(({ module }) => module), ...sameNamed]
    assert.deepStrictEqual(
      known.filter((name) => own.some((find) => find(name) !== undefined)),
      [],
    )
  })
})

/** Small ones without dependencies: modules, and what their distributions bring for real. */
const sample = [
  ...["attr", "bidi", "bs4", "dateutil", "decouple", "dns", "dotenv", "jose", "jwt", "png"],
  ...["slugify", "socks", "stdnum", "yaml", "markdown_it", "six", "toml"],
]

describe(`what PyPI's distributions really have (FAULT_SEED=${seed})`, () => {
  it.each(someOf(sample, 2, seed))(
    "the module %s is in the one that the table names",
    { timeout: 120_000 },
    (module) => {
      const distribution = Option.getOrThrow(distributionOf({ name: module, imported: module }))
      const folder = mkdtempSync(join(tmpdir(), "module-"))
      try {
        const options = ["--quiet", "--no-deps", "--only-binary", ":all:", "--target", folder]
        const args = ["-m", "pip", "install", ...options, distribution]
        const { status, stderr } = spawnSync(python, args, {
          encoding: "utf8",
          env: plainEnvironment(),
        })
        assert.strictEqual(status, 0, stderr)
        const found = `import importlib.util, sys; sys.path[:] = ${JSON.stringify([folder])}; sys.exit(importlib.util.find_spec("${module}") is None)`
        assert.strictEqual(spawnSync(python, ["-I", "-c", found]).status, 0)
      } finally {
        rmSync(folder, { recursive: true, force: true })
      }
    },
  )
})
