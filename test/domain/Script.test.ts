import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { fileNameOf, masked, ScriptName } from "../../src/domain/Script.ts"

const isName = Schema.is(ScriptName)

describe("the name of a script", () => {
  it("is one segment of a path", () => {
    for (const name of ["report", "report.py", "a b", "v1.2_x-y", "_x", "übung", "分析", "7"]) {
      assert.isTrue(isName(name), name)
    }
  })

  it("is nothing that could lead elsewhere or be mistaken", () => {
    const others = [
      "",
      ".",
      "..",
      ".hidden",
      "-flag",
      "a/b",
      "../a",
      "/etc/passwd",
      "a\\b",
      "a\0",
      "a\n",
      " a",
      "a ",
      "~",
      "a".repeat(121),
    ]
    assert.deepStrictEqual(others.filter(isName), [])
  })

  it("has .py in its file, once", () => {
    assert.strictEqual(fileNameOf("report"), "report.py")
    assert.strictEqual(fileNameOf("report.py"), "report.py")
  })
})

describe("arguments that are kept", () => {
  it("have the names of variables and not their values", () => {
    const given = { args: ["x"], env_vars: { TOKEN: "secret", EMPTY: "" } }
    assert.deepStrictEqual(masked(given), {
      args: ["x"],
      env_vars: { TOKEN: "***", EMPTY: "***" },
    })
    assert.strictEqual(given.env_vars.TOKEN, "secret")
  })

  it("are as they were, where they have no variables", () => {
    assert.deepStrictEqual(masked({ args: [] }), { args: [] })
    assert.deepStrictEqual(masked({ env_vars: null }), { env_vars: null })
  })
})
