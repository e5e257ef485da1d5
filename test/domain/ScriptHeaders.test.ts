import { assert, describe, it } from "@effect/vitest"
import { Either, Option } from "effect"
import { readHeader } from "../../src/domain/ScriptHeader.ts"
import { commonHeader } from "../../src/domain/ScriptHeaders.ts"

const script = (...lines: ReadonlyArray<string>) =>
  ["# /// script", ...lines.map((line) => `# ${line}`), "# ///", "print(1)", ""].join("\n")

const read = (a: string, b: string) =>
  Option.getOrThrow(Either.getOrThrow(readHeader(Either.getOrThrow(commonHeader(a, b)))))

describe("the header that serves two scripts", () => {
  it("asks for all that either asks for, each once", () => {
    const a = script('dependencies = ["six", "attrs>=23"]', 'requires-python = ">=3.9"')
    const b = script('dependencies = ["attrs>=23", "idna"]', 'requires-python = "<3.14"')
    const { dependencies, requiresPython } = read(a, b)
    assert.deepStrictEqual(dependencies, ["six", "attrs>=23", "idna"])
    assert.strictEqual(requiresPython, ">=3.9, <3.14")
  })

  it("is that of the only one that has one, or none", () => {
    const with6 = script('dependencies = ["six"]')
    assert.deepStrictEqual(read(with6, "print(2)").dependencies, ["six"])
    assert.deepStrictEqual(read("print(2)", with6).dependencies, ["six"])
    assert.deepStrictEqual(commonHeader("print(1)", "print(2)"), Either.right("print(1)"))
  })

  it("keeps where packages come from, whichever of the two says so", () => {
    const plain = script('dependencies = ["six"]')
    const uv = script('dependencies = ["six"]', "[tool.uv]", 'exclude-newer = "2025-01-01"')
    assert.deepStrictEqual(read(plain, uv).uv, read(uv, plain).uv)
    assert.isDefined(read(plain, uv).uv)
  })

  it("is refused where the two contradict each other on that, and where one is spoiled", () => {
    const early = script("[tool.uv]", 'exclude-newer = "2024-01-01"')
    const late = script("[tool.uv]", 'exclude-newer = "2025-01-01"')
    const refused = Either.getOrThrow(Either.flip(commonHeader(early, late)))
    assert.match(refused.message, /a and b have different \[tool\.uv\] tables/)
    assert.isTrue(Either.isLeft(commonHeader("print(1)", script("dependencies = 7"))))
  })
})
