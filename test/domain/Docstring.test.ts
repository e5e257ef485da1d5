import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import * as fc from "fast-check"
import { docstringOf } from "../../src/domain/Docstring.ts"
import { askPython, oracleSeed } from "../support/Packaging.ts"

const table: ReadonlyArray<readonly [string, string | null]> = [
  ['"""Doc."""', "Doc."],
  ["'''Doc.'''\nx = 1", "Doc."],
  ['"Doc."', "Doc."],
  ["'Doc.'", "Doc."],
  ['""', ""],
  ['""""""', ""],
  ['""" a "quoted" b"""', ' a "quoted" b'],
  ['"""First.\n\n  Second.\n"""\n', "First.\n\n  Second.\n"],
  ['"""First.\r\nSecond."""\r\n', "First.\nSecond."],
  ['#!/bin/py\n# -*- coding: utf-8 -*-\n\n  # note\n"""Doc."""', "Doc."],
  ['# /// script\n# dependencies = []\n# ///\n\n"""Doc."""', "Doc."],
  ['\f\n"""Doc."""', "Doc."],
  ['\ufeff"""Doc."""', "Doc."],
  ['r"""a\\n"""', "a\\n"],
  ['R"a\\"b"', 'a\\"b'],
  ['u"a\\n"', "a\n"],
  ['U"""a"""', "a"],
  ['"a\\\nb"', "ab"],
  ['"\\x41\\u00e9\\U0001F600\\101\\0\\q\\t\\\\"', "Aé😀A\0\\q\t\\"],
  ['"Doc."  # note', "Doc."],
  ['"Doc."; x = 1', "Doc."],
  ['"Doc.";', "Doc."],
  ['b"Doc."', null],
  ['f"Doc."', null],
  ['rb"Doc."', null],
  ['"Doc." + x', null],
  ['"Doc.".strip()', null],
  ['"Doc.", 1', null],
  ['"Doc." % x', null],
  ["x = 1\n'Doc.'", null],
  ["import x", null],
  ["# only a comment", null],
  ["", null],
]

const script = `
import ast, warnings
warnings.simplefilter("ignore")

def answer(source):
    try:
        return {"docstring": ast.get_docstring(ast.parse(source.encode("utf-8")), clean=False)}
    except (SyntaxError, ValueError):
        return None

answers = [answer(source) for source in given]
`
const Answers = Schema.Array(
  Schema.NullOr(Schema.Struct({ docstring: Schema.NullOr(Schema.String) })),
)

const ask = (sources: ReadonlyArray<string>) =>
  Schema.decodeUnknownSync(Answers)(askPython(script, sources))

describe("the docstring of a module", () => {
  it.each(table)("is read: %j", (source, docstring) => {
    assert.strictEqual(docstringOf(source), docstring)
  })

  it.each([['"open'], ['"""open"'], ['"open\n"'], ['"open\\"'], ["r"], ['("Doc.")'], ['"a" "b"']])(
    "is none where Python would see an error, or something else: %j",
    (source) => {
      assert.isNull(docstringOf(source))
    },
  )

  it("is what Python itself says, for every one of these", () => {
    const expected = table.map(([, docstring]) => ({ docstring }))
    assert.deepStrictEqual(ask(table.map(([source]) => source)), expected)
  })

  it("is what Python itself says for generated modules, unless it is put together", () => {
    const piece = fc.constantFrom(
      ...[
        '"',
        "'",
        '"""',
        "'''",
        "\\",
        "\n",
        "a",
        "x1",
        " ",
        "#",
        ";",
        "r",
        "u",
        "b",
        "\\n",
        "\\x41",
      ],
      ...["é", "\t", "\\101", "\\\n", "\r\n", '"a"'],
    )
    const quote = fc.constantFrom('"', "'", '"""', "'''")
    const body = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(""))
    const before = fc.constantFrom("", "", "#!x\n", "# note\n\n", "\n", "r", "u", "b", "\ufeff")
    const after = fc.constantFrom("", "\n", " # x", ";", "\nx = 1\n", ".a", " + b", "\t; x")
    const module = fc
      .tuple(before, quote, body, after)
      .map(([start, mark, text, end]) => start + mark + text + mark + end)
    const sources = fc.sample(module, { seed: oracleSeed(), numRuns: 5000 })
    let compared = 0
    for (const [index, theirs] of ask(sources).entries()) {
      const source = sources[index] ?? ""
      const ours = docstringOf(source)
      // Strings put together are the documented difference: there we say nothing.
      if (theirs === null || (ours === null && theirs.docstring !== null && isTogether(source)))
        continue
      assert.strictEqual(ours, theirs.docstring, JSON.stringify(source))
      compared += 1
    }
    assert.isAbove(compared, 1000)
  }, 60_000)

  it("is looked for in bounded time", () => {
    const started = performance.now()
    for (const piece of ["#\n", "\n", '"', "\\", "'''", " ", "a", '"""\\']) {
      docstringOf(piece.repeat(200_000))
      docstringOf(`"""${piece.repeat(200_000)}`)
    }
    assert.isBelow(performance.now() - started, 5000)
  })
})

const isTogether = (source: string): boolean =>
  /["'][ \t]*(?:\\\r?\n[ \t]*)*[rRuU]?["']/.test(source)
