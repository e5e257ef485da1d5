import { assert, describe, it } from "@effect/vitest"
import fc from "fast-check"
import {
  code,
  fence,
  maxMarkdownOutput,
  outputBlocks,
  paragraphs,
  quoted,
  secondsText,
  shortened,
  table,
} from "../../src/tools/Markdown.ts"

/** Text that tries to get out: back-ticks, line ends and whatever else. */
const hostile = fc
  .array(
    fc.oneof(fc.constantFrom("`", "``", "```", "````````", "\n", "\r\n", "~~~", "|"), fc.string()),
  )
  .map((parts) => parts.join(""))

describe("a fence", () => {
  it("closes on a line of its own", () => {
    assert.strictEqual(fence("hi"), "```text\nhi\n```")
    assert.strictEqual(fence("hi\n"), "```text\nhi\n```")
    assert.strictEqual(fence("x = 1", "python"), "```python\nx = 1\n```")
  })

  it("is longer than any run of back-ticks within", () => {
    assert.strictEqual(fence("```\nout!"), "````text\n```\nout!\n````")
  })

  it("cannot be broken out of by anything", () => {
    return fc.assert(
      fc.property(hostile, (content) => {
        const block = fence(content)
        const marks = /^`+/.exec(block)?.[0] ?? ""
        const inside = block.slice(block.indexOf("\n") + 1, block.lastIndexOf("\n"))
        const closers = inside.split(/\r\n|\r|\n/).filter((line) => /^ {0,3}(`+)\s*$/.test(line))
        assert.isTrue(closers.every((line) => line.trim().length < marks.length))
        assert.isTrue(block.endsWith(`\n${marks}`))
      }),
    )
  })
})

describe("a piece of code", () => {
  it("is one line whose back-ticks do not end it", () => {
    assert.strictEqual(code("a"), "`a`")
    assert.strictEqual(code("a`b"), "`` a`b ``")
    assert.strictEqual(code("a\nb"), "`a b`")
  })

  it("stays one, whatever stands in it", () => {
    return fc.assert(
      fc.property(hostile, (text) => {
        const shown = code(text)
        const marks = /^`+/.exec(shown)?.[0].length ?? 0
        const runs = [...shown.matchAll(/`+/g)].map(([run]) => run.length)
        if (text.includes("`"))
          assert.lengthOf(
            runs.filter((length) => length === marks),
            2,
          )
        assert.notMatch(shown, /[\r\n]/)
      }),
    )
  })
})

describe("somebody's words", () => {
  it("are code", () => {
    assert.strictEqual(quoted("**bold** [link](x)"), "`**bold** [link](x)`")
    assert.strictEqual(quoted("x".repeat(200)), `\`${"x".repeat(200)}\``)
  })

  it("are at most 200 characters, none of them split", () => {
    for (const letter of ["x", "💡"]) {
      assert.strictEqual(quoted(letter.repeat(201)), `\`${letter.repeat(199)}…\``)
    }
    assert.strictEqual(quoted(`${"x💡".repeat(300)}`), `\`${"x💡".repeat(99)}x…\``)
  })
})

describe("a table", () => {
  it("has a header, a rule and its rows", () => {
    assert.strictEqual(table(["a", "b"], [["1", "2"]]), "| a | b |\n| --- | --- |\n| 1 | 2 |")
  })

  it("is nothing without rows", () => {
    assert.strictEqual(table(["a"], []), "")
  })

  it("keeps a cell in its cell", () => {
    assert.include(table(["a"], [["x | y\r\n  z"]]), "| x \\| y z |")
  })

  it("has the same number of cells in every row, whatever stands in them", () => {
    return fc.assert(
      fc.property(hostile, hostile, (first, second) => {
        const lines = table(["a", "b"], [[first, second]]).split("\n")
        assert.lengthOf(lines, 3)
        const bars = [...(lines[2] ?? "").replaceAll(/\\[\\|]/g, "").matchAll(/\|/g)]
        assert.lengthOf(bars, 3)
      }),
    )
  })
})

describe("output for people", () => {
  const blocks = (stdout: string, stderr: string) =>
    outputBlocks({
      job_id: "01J",
      stdout,
      stderr,
      stdout_bytes: stdout.length,
      stderr_bytes: stderr.length,
    })

  /** What stands in the fences, markers apart. */
  const shownOf = (text: string): string =>
    text.replaceAll(/^(?:`{3,}(?:text)?|stderr:|)\n|\[….*…\]\n|\n`{3,}$/gm, "")

  it("shows the streams that have something to show", () => {
    assert.strictEqual(blocks("", ""), "")
    assert.strictEqual(blocks("hi\n", ""), "```text\nhi\n```")
    assert.strictEqual(blocks("a", "b"), "```text\na\n```\n\nstderr:\n```text\nb\n```")
  })

  it("is at most 16 KiB of it, however long either stream is", () => {
    const long = "0123456789abcde\n".repeat(10_000)
    const pairs = [
      [long, ""],
      ["", long],
      [long, long],
    ] as const
    for (const [stdout, stderr] of pairs) {
      const { length } = shownOf(blocks(stdout, stderr))
      assert.isAtMost(length, maxMarkdownOutput)
      assert.isAtLeast(length, maxMarkdownOutput - 200)
    }
  })

  it("leaves to a long stream what a short one does not need", () => {
    const text = blocks("0123456789abcde\n".repeat(10_000), "e\n")
    assert.match(text, /stderr:\n```text\ne\n```$/)
    assert.isAtLeast(shownOf(text).length, maxMarkdownOutput - 200)
  })

  it("says how many bytes of the job's output are missing, and which call reads them", () => {
    const line = "0123456789abcde\n"
    const text = blocks(line.repeat(10_000), "")
    const [, count = "", cursor] =
      /\[… ([\d,]+) bytes of stdout left out; stream_deltas\(job_id="01J", stdout_cursor=(\d+)\) reads them …\]/.exec(
        text,
      ) ?? []
    assert.strictEqual(Number(cursor), 4096)
    assert.strictEqual(Number(count.replaceAll(",", "")), 160_000 - shownOf(text).length - 1)
  })

  it("is shortened to a head and a longer tail, where it is no output", () => {
    const text = Array.from({ length: 100 }, (_, line) => `line ${line}\n`).join("")
    const shown = shortened(text, 200)
    assert.match(shown, /^line 0\n/)
    assert.match(shown, /line 99\n$/)
    const missing = Number(/\[… (\d+) bytes left out/.exec(shown)?.[1])
    const kept = shown.replace(/\n\[….*…\]\n/, "").length
    assert.strictEqual(kept + missing, text.length)
    assert.isAtMost(kept, 200)
  })

  it("that is short enough is shown as it is", () => {
    assert.strictEqual(shortened("äöü", 6), "äöü")
  })

  it("leaves out empty paragraphs", () => {
    assert.strictEqual(paragraphs("a", "", "b"), "a\n\nb")
  })

  it("rounds seconds as people do", () => {
    assert.deepStrictEqual([0, 0.1234, 9.999, 12.345, 3600].map(secondsText), [
      "0 s",
      "0.12 s",
      "10 s",
      "12.3 s",
      "3600 s",
    ])
  })
})
