import { assert, describe, it } from "@effect/vitest"
import { Either, Option } from "effect"
import * as fc from "fast-check"
import { addHeader, type HeaderChange, readHeader } from "../../src/domain/ScriptHeader.ts"
import { askPython, oracleSeed } from "../support/Packaging.ts"

const header = (...toml: ReadonlyArray<string>): string =>
  ["# /// script", ...toml.map((line) => (line === "" ? "#" : `# ${line}`)), "# ///"].join("\n")

const read = (source: string) => Option.getOrNull(Either.getOrThrow(readHeader(source)))

const reasonFor = (source: string): string =>
  Either.match(readHeader(source), { onLeft: ({ reason }) => reason, onRight: () => "accepted" })

const add = (source: string, change: HeaderChange): string =>
  Either.getOrThrow(addHeader(source, change))

describe("a header", () => {
  it("is read wherever it stands", () => {
    const toml = ['requires-python = ">=3.11"', "dependencies = [", '  "requests<3",', "]"]
    assert.deepStrictEqual(read(`#!/usr/bin/env python3\nx = 1\n${header(...toml)}\ny = 2\n`), {
      dependencies: ["requests<3"],
      requiresPython: ">=3.11",
      uv: undefined,
      raw: toml.join("\n"),
    })
  })

  it("is read from Windows files and behind a byte order mark", () => {
    const source = `\ufeff${header('dependencies = ["a"]', "", "[tool.uv]")}\nx = 1`
    assert.deepStrictEqual(read(source.replaceAll("\n", "\r\n")), read(source))
    assert.deepStrictEqual(read(source)?.dependencies, ["a"])
  })

  it("says nothing when it says nothing", () => {
    assert.deepStrictEqual(read(header("")), {
      dependencies: [],
      requiresPython: null,
      uv: undefined,
      raw: "",
    })
  })

  it("may have tables of tools in it", () => {
    const source = header("[tool.uv]", 'exclude-newer = "2026-01-01T00:00:00Z"', "[other]")
    assert.deepStrictEqual(read(source)?.dependencies, [])
  })

  it.each([
    ["no block", "x = 1"],
    ["an empty file", ""],
    ["a block that is not closed", "# /// script\n# dependencies = []\nx = 1\n# ///"],
    ["a block with nothing in it", "# /// script\n# ///"],
    ["a block of another type", "# /// other\n# a = 1\n# ///"],
    ["a block inside another", "# /// other\n# /// script\n# a = 1\n# ///"],
    ["an indented block", " # /// script\n # a = 1\n # ///"],
  ])("is not found in %s", (_, source) => {
    assert.isNull(read(source))
  })

  it.each([
    ["two blocks", `${header("")}\n\n${header("")}`, "there is more than one"],
    ["no TOML", header("a = 1", "a = ="), "it is not TOML (Invalid TOML document"],
    ["no TOML in a known line", header("a = 1", "a = ="), "in line 2 of the header"],
    ["a string for dependencies", header('dependencies = "a"'), "dependencies has the wrong type"],
    ["a number among them", header("dependencies = [1]"), "dependencies.0 has the wrong type"],
    ["a number for requires-python", header("requires-python = 3.11"), "requires-python has the"],
  ])("is refused with its reason: %s", (_, source, reason) => {
    assert.include(reasonFor(source), reason)
  })

  it("is refused with a way out", () => {
    const error = Either.getOrThrow(Either.flip(readHeader(header("dependencies = 1"))))
    assert.match(error.message, /^Cannot use the script's "# \/\/\/ script" header: dependencies/)
    assert.match(error.message, /Correct the header, or take it out[^.]+\.$/)
  })

  it("is looked for in bounded time", () => {
    const started = performance.now()
    for (const line of ["# /// script\n", "# /// script\n# ///\n", "# x\n", "#", "# ///\n"]) {
      readHeader(line.repeat(100_000))
    }
    assert.isBelow(performance.now() - started, 5000)
  })
})

const block = header("dependencies = [", '    "a",', "]")

describe("a header that is added", () => {
  it.each([
    ["an empty script", "", `${block}\n`],
    ["code", "x = 1\n", `${block}\n\nx = 1\n`],
    ["code after a blank line", "\nx = 1\n", `${block}\n\nx = 1\n`],
    ["a comment", "# x\n# ///\n", `${block}\n\n# x\n# ///\n`],
    ["a shebang", "#!/bin/py\nx = 1\n", `#!/bin/py\n${block}\n\nx = 1\n`],
    ["a shebang alone", "#!/bin/py", `#!/bin/py\n${block}\n`],
    [
      "a shebang and a coding line",
      "#!/bin/py\n# -*- coding: latin-1 -*-\nx = 1",
      `#!/bin/py\n# -*- coding: latin-1 -*-\n${block}\n\nx = 1`,
    ],
    [
      "a coding line",
      "# vim: set fileencoding=utf-8 :\nx = 1",
      `# vim: set fileencoding=utf-8 :\n${block}\n\nx = 1`,
    ],
    ["code that only looks like one", "x = 1\n# coding: x\n", `${block}\n\nx = 1\n# coding: x\n`],
    ["a docstring", '"""Doc."""\n', `${block}\n\n"""Doc."""\n`],
    [
      "Windows lines",
      "#!/bin/py\r\nx = 1\r\n",
      `#!/bin/py\n${block}\n\nx = 1\n`.replaceAll("\n", "\r\n"),
    ],
    ["a byte order mark", "\ufeffx = 1\n", `\ufeff${block}\n\nx = 1\n`],
    ["an open block", "# /// script\nx = 1", `${block}\n\n# /// script\nx = 1`],
  ])("stands before %s, after what must come first", (_, source, expected) => {
    assert.strictEqual(add(source, { dependencies: ["a"] }), expected)
  })

  it("replaces what is given and keeps what is not", () => {
    const source = `# top\n\n${header('requires-python = ">=3.9"', 'dependencies = ["a", "b>1"]')}\nx = 1`
    assert.deepStrictEqual(
      [
        read(add(source, { dependencies: ["c"] })),
        read(add(source, { requiresPython: ">=3.12" })),
        read(add(source, { dependencies: [], requiresPython: ">=3.12" })),
      ].map((found) => [found?.requiresPython, found?.dependencies]),
      [
        [">=3.9", ["c"]],
        [">=3.12", ["a", "b>1"]],
        [">=3.12", []],
      ],
    )
    assert.match(
      add(source, { dependencies: ["c"] }),
      /^# top\n\n# \/\/\/ script\n.*\n# \/\/\/\nx = 1$/s,
    )
  })

  it("leaves the other tables with their very values", () => {
    const tool = [
      "[tool.uv]",
      "ratio = 1.0",
      "count = 90071992547409931",
      "at = 2026-01-02",
      "",
      "[[tool.uv.index]]",
      'url = "https://x.org"',
    ]
    const source = header('dependencies = ["a"]', "", ...tool)
    assert.strictEqual(
      add(source, { dependencies: ["b"], requiresPython: ">=3.12" }),
      header('requires-python = ">=3.12"', "dependencies = [", '    "b",', "]", "", ...tool),
    )
  })

  it("changes not one byte of a script that says it already", () => {
    const source = `${header("# why", 'dependencies=["a"]')}\nx = 1`
    assert.strictEqual(add(source, { dependencies: ["a"] }), source)
    assert.strictEqual(add(source, {}), source)
    assert.strictEqual(add("x = 1", {}), "x = 1")
  })

  it("replaces a block at the very end of a Windows file", () => {
    const source = `x = 1\n${header('dependencies = ["b"]')}`.replaceAll("\n", "\r\n")
    assert.strictEqual(
      add(source, { dependencies: ["a"] }),
      `x = 1\n${block}`.replaceAll("\n", "\r\n"),
    )
  })

  it("is not written into a script whose header cannot be read", () => {
    assert.isTrue(Either.isLeft(addHeader(header("a = ="), { dependencies: ["a"] })))
    assert.isTrue(
      Either.isLeft(addHeader(`${header("")}\n\n${header("")}`, { dependencies: ["a"] })),
    )
  })

  it("is read back as it was given, whatever the texts and the script, and leaves the code alone", () => {
    const line = fc.constantFrom(
      "# /// script",
      "# ///",
      "#",
      "x = 1",
      "",
      "#!x",
      "# coding: utf-8",
    )
    const script = fc.array(line).map((lines) => lines.join("\n"))
    return fc.assert(
      fc.property(
        script,
        fc.array(fc.string()),
        fc.string({ minLength: 1 }),
        (source, dependencies, requiresPython) => {
          // A coding line in an open block would make one block of both.
          if (source.startsWith("# /// script\n# coding")) return
          if (Either.isLeft(readHeader(source)) || read(source) !== null) return
          const result = add(source, { dependencies, requiresPython })
          assert.deepInclude(read(result), { dependencies, requiresPython })
          const rest = result.replace(
            /# \/\/\/ script\n# requires-python = .*?\n# \/\/\/\n?\n?/s,
            "",
          )
          assert.deepStrictEqual(codeLines(rest), codeLines(source))
        },
      ),
    )
  })
})

const codeLines = (source: string): ReadonlyArray<string> =>
  source.split("\n").filter((line) => line !== "")

const reference = String.raw`
import re, tomllib

REGEX = r'(?m)^# /// (?P<type>[a-zA-Z0-9-]+)$\s(?P<content>(^#(| .*)$\s)+)^# ///$'

def read(script):
    name = 'script'
    matches = list(filter(lambda m: m.group('type') == name, re.finditer(REGEX, script)))
    if len(matches) > 1:
        raise ValueError(f'Multiple {name} blocks found')
    elif len(matches) == 1:
        content = ''.join(
            line[2:] if line.startswith('# ') else line[1:]
            for line in matches[0].group('content').splitlines(keepends=True)
        )
        return tomllib.loads(content)
    else:
        return None

def answer(script):
    try:
        table = read(script)
    except ValueError:
        return "refused"
    return table and [table.get("dependencies", []), table.get("requires-python")] if table != {} else [[], None]

answers = [answer(script) for script in given]
`

describe("PEP 723's reference implementation", () => {
  it("finds the same headers in scripts of all kinds, and refuses the same", (ctx) => {
    const newEnough = askPython("answers = sys.version_info >= (3, 11)", null)
    if (newEnough !== true) ctx.skip("Python before 3.11 has no tomllib")
    const line = fc.constantFrom(
      ...[
        "# /// script",
        "# /// script",
        "# /// script",
        "# ///",
        "# ///",
        "# ///",
        "#",
        "# # note",
      ],
      ...[
        '# dependencies = ["a", "b>=1"]',
        '# requires-python = ">=3.11"',
        "# dependencies = [",
        '#     "c",',
      ],
      ...[
        "# ]",
        "# [tool.uv]",
        "# a = 1",
        "# /// other",
        "#x",
        "x = 1",
        "",
        "# /// script ",
        " # ///",
        "# ////",
      ],
    )
    const script = fc.array(line, { minLength: 3, maxLength: 10 }).map((lines) => lines.join("\n"))
    const sound = fc
      .tuple(
        script,
        fc.subarray(['dependencies = ["a"]', 'requires-python = "3"', "", "[tool.x]"]),
        script,
      )
      .map(([before, toml, after]) => `${before}\n${header(...toml)}\n${after}`)
    const scripts = fc.sample(fc.oneof(script, sound), { seed: oracleSeed(), numRuns: 2000 })
    const answers = askPython(reference, scripts)
    const ours = scripts.map((source) =>
      Either.match(readHeader(source), {
        onLeft: () => "refused",
        onRight: (found) =>
          Option.getOrNull(
            Option.map(found, ({ dependencies, requiresPython }) => [dependencies, requiresPython]),
          ),
      }),
    )
    assert.isArray(answers)
    for (const [index, source] of scripts.entries()) {
      assert.deepStrictEqual(ours[index], Reflect.get(Object(answers), index), source)
    }
    assert.isAbove(ours.filter((found) => Array.isArray(found)).length, 200)
    assert.isAbove(ours.filter((found) => found === "refused").length, 100)
  }, 60_000)
})
