import { execFileSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { unifiedDiff } from "../../src/domain/UnifiedDiff.ts"

/** Applies a diff by its words alone; throws where these do not fit the text. */
const applied = (before: string, diff: string): string => {
  const old = before.match(/[^\n]*\n|[^\n]+$/g) ?? []
  const after: Array<string> = []
  let at = 0
  const lines = diff.split("\n").slice(2, -1)
  lines.forEach((line, index) => {
    const isCut = lines[index + 1] === "\\ No newline at end of file"
    const text = line.slice(1) + (isCut ? "" : "\n")
    if (line.startsWith("@@")) {
      const [, start = "", count] = /^@@ -(\d+)(?:,(\d+))? /.exec(line) ?? []
      const from = Number(start) - (count === "0" ? 0 : 1)
      after.push(...old.slice(at, from))
      at = from
    } else if (line.startsWith("+")) after.push(text)
    else if (!line.startsWith("\\")) {
      assert.strictEqual(old[at], text)
      at += 1
      if (line.startsWith(" ")) after.push(text)
    }
  })
  return [...after, ...old.slice(at)].join("")
}

const lines = fc
  .array(fc.constantFrom("a", "b", "c", "", "a\r", "def f():", "  x = 1", "  y = 2"), {
    maxLength: 40,
  })
  .map((parts) => parts.join("\n"))

describe("A unified diff", () => {
  it("makes the new text out of the old one, whatever these are", () => {
    return fc.assert(
      fc.property(lines, lines, (before, after) => {
        const { text } = unifiedDiff("x", before, after)
        assert.strictEqual(applied(before, text), after)
      }),
    )
  })

  it("is what patch understands, byte for byte", () => {
    const folder = mkdtempSync(join(tmpdir(), "python-mcp-diff-"))
    const path = join(folder, "file")
    try {
      return fc.assert(
        fc.property(lines, lines, (before, after) => {
          // An empty file is one that patch removes.
          fc.pre(before !== after && after !== "" && before !== "")
          writeFileSync(path, before)
          execFileSync("patch", ["--binary", "-s", path], {
            input: unifiedDiff("file", before, after).text,
          })
          assert.strictEqual(readFileSync(path, "utf8"), after)
        }),
        { numRuns: 30 },
      )
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  it("looks as diff -u writes it", () => {
    const before = "a\nb\nc\nd\ne\nf\ng\nh\ni\n"
    const after = "a\nb\nc\nd\nE\nf\ng\nh\ni"
    assert.deepStrictEqual(unifiedDiff("x.py", before, after), {
      text: [
        "--- x.py",
        "+++ x.py",
        "@@ -2,8 +2,8 @@",
        " b",
        " c",
        " d",
        "-e",
        "+E",
        " f",
        " g",
        " h",
        "-i",
        "+i",
        "\\ No newline at end of file",
        "",
      ].join("\n"),
      added: 2,
      removed: 2,
    })
    assert.strictEqual(unifiedDiff("x", "", "a\n").text, "--- x\n+++ x\n@@ -0,0 +1 @@\n+a\n")
    assert.deepStrictEqual(unifiedDiff("x", "a", "a"), { text: "", added: 0, removed: 0 })
  })

  it("keeps to what changed, also where lines repeat", () => {
    const block = "x = 1\n\n\n".repeat(300)
    const { added, removed } = unifiedDiff("x", `${block}y\n${block}`, `${block}z\n${block}`)
    assert.deepStrictEqual([added, removed], [1, 1])
  })

  it("is true, if coarse, where everything changed", () => {
    const before = "a\n".repeat(3000) + "b\n".repeat(3000)
    const after = "b\n".repeat(3001) + "a\n".repeat(3002)
    assert.strictEqual(applied(before, unifiedDiff("x", before, after).text), after)
  })
})
