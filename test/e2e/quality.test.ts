import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { afterAll, beforeAll, type TestContext } from "vitest"
import { eventually } from "../support/Binary.ts"
import { isFull, sized } from "../support/Faults.ts"
import { python } from "../support/Python.ts"
import { copyLibrary, copyPackage, filesOf, toolsOf, treeOf } from "../support/QualityScene.ts"
import { type TestClient, TestServer } from "../support/TestServer.ts"
import { findUv, needsUv, type TestUv } from "../support/Uv.ts"

// The real tools from PyPI, held against their own commands.

const limit = sized(90_000, 1_800_000)

let uv: TestUv
let server: TestServer
let client: TestClient
beforeAll(async () => {
  uv = findUv()
  server = new TestServer({ PYTHON_MCP_UV: uv.path })
  client = await server.connect()
}, 200_000)
afterAll(async () => {
  await server.close()
  uv.remove()
})

type Row = Readonly<Record<string, unknown>>

const payload = async (tool: string, args: object): Promise<Row> => {
  const answer = await client.callTool(tool, args)
  assert.isFalse(answer.isError, answer.text)
  return answer.payload as unknown as Row
}

const refusal = async (tool: string, args: object): Promise<string> => {
  const answer = await client.callTool(tool, args)
  assert.isTrue(answer.isError, answer.text)
  return answer.text
}

/** A folder of its own for one test. */
const folderOf = (name: string, files: Readonly<Record<string, string | Buffer>> = {}): string => {
  const folder = join(server.folder, name)
  mkdirSync(folder, { recursive: true })
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(join(folder, file, ".."), { recursive: true })
    writeFileSync(join(folder, file), content)
  }
  return folder
}

const needs = (context: TestContext) => needsUv(context, uv)

const ugly = "x = {  'a':1 }\ndef f( a ):\n  return a\n"
const pretty = 'x = {"a": 1}\n\n\ndef f(a):\n    return a\n'

/** Real code: of the standard library and of packages from PyPI, beside files that are nobody's business. */
const corpus = async (name: string) => {
  // Its environment is made with the first call, and with it these packages are there.
  await payload("static_analysis", { code: "x = 1\n", tools: ["bandit"] })
  const packages = toolsOf(server.home).packages("bandit")
  const folder = folderOf(name, { "README.txt": "not  code", ".hidden": "x  = 1" })
  mkdirSync(join(folder, "library"))
  copyLibrary(python, join(folder, "library"), sized(4, 200), sized(6_000, 200_000))
  for (const one of isFull ? ["rich", "stevedore", "mdurl"] : ["mdurl"]) {
    copyPackage(packages, one, folder)
  }
  return folder
}

/** What one call is about: all of it, or so much that a client waits for it. */
const partsOf = (folder: string): ReadonlyArray<string> =>
  isFull
    ? ["library", "."].flatMap((below) =>
        readdirSync(join(folder, below), { withFileTypes: true })
          .filter(({ name }) => name !== "library" && !/^README|^\./.test(name))
          .map(({ name }) => join(folder, below, name)),
      )
    : [folder]

const formatters = ["ruff", "black"] as const

describe("format_code", () => {
  for (const tool of formatters) {
    it(`gives what ${tool} gives, byte for byte, and touches nothing else`, {
      timeout: limit,
    }, async (context) => {
      needs(context)
      const ours = await corpus(`ours-${tool}`)
      const theirs = join(server.folder, `theirs-${tool}`)
      cpSync(ours, theirs, { recursive: true })
      const before = treeOf(ours)
      let now = before
      for (const part of partsOf(ours)) {
        const looked = await payload("format_code", { paths: [part], tool, check: true })
        assert.deepStrictEqual(treeOf(ours), now, "check writes nothing")
        const done = await payload("format_code", { paths: [part], tool })
        assert.deepStrictEqual(done.files, looked.files)
        now = treeOf(ours)
      }
      const args = tool === "ruff" ? ["format", theirs] : ["--quiet", theirs]
      toolsOf(server.home).run(tool, [...args, "--no-cache"], theirs)
      assert.deepStrictEqual(treeOf(ours), treeOf(theirs))
      assert.notDeepEqual(treeOf(ours), before, "there was something to do")
    })
  }

  it("returns a text as it is formatted, and errors with their place", {
    timeout: limit,
  }, async (context) => {
    needs(context)
    for (const tool of formatters) {
      const { formatted, changed } = await payload("format_code", { code: ugly, tool })
      assert.deepStrictEqual([formatted, changed], [pretty, true])
      assert.isFalse((await payload("format_code", { code: pretty, tool })).changed)
      const crlf = await payload("format_code", { code: "x  = 1\r\ny  = 2\r\n", tool })
      assert.strictEqual(crlf.formatted, "x = 1\r\ny = 2\r\n")
      assert.match(
        await refusal("format_code", { code: "x = 1\ndef (:\n", tool }),
        /cannot read the code: line 2, column [45]: .*nothing was changed/,
      )
      const long = `f(${"abcdefghij, ".repeat(6)}k)\n`
      const short = await payload("format_code", { code: long, tool, line_length: 40 })
      assert.isAbove(String(short.formatted).split("\n").length, 5)
    }
    const { diff, formatted } = await payload("format_code", { code: ugly, check: true })
    assert.match(String(diff), /^--- code\n\+\+\+ code\n@@ -1,3 \+1,5 @@\n/)
    assert.isUndefined(formatted)
  })

  it("keeps what a file is: mode, owner, line ends, encoding and links", {
    timeout: limit,
  }, async (context) => {
    needs(context)
    for (const tool of formatters) {
      const folder = folderOf(`kept-${tool}`, {
        "crlf.py": "x  = 1\r\ny = 'é'\r\n",
        "target.py": "x  = 1\n",
        "mode.py": "x  = 1\n",
        ...(tool === "black"
          ? {
              "latin.py": Buffer.from("# -*- coding: latin-1 -*-\nx  = 'é'\n", "latin1"),
              "bom.py": "\ufeffx  = 1\n",
            }
          : {}),
      })
      symlinkSync("target.py", join(folder, "link.py"))
      chmodSync(join(folder, "mode.py"), 0o751)
      const isRoot = process.getuid?.() === 0
      if (isRoot) chownSync(join(folder, "mode.py"), 1234, 2345)
      const answer = await payload("format_code", { paths: [`${folder}/link.py`, folder], tool })
      assert.deepStrictEqual(answer.failed, [])
      assert.strictEqual(readFileSync(join(folder, "crlf.py"), "utf8"), 'x = 1\r\ny = "é"\r\n')
      assert.strictEqual(readFileSync(join(folder, "target.py"), "utf8"), "x = 1\n")
      assert.isTrue(lstatSync(join(folder, "link.py")).isSymbolicLink())
      const { mode, uid, gid } = statSync(join(folder, "mode.py"))
      assert.strictEqual(mode & 0o7777, 0o751)
      if (isRoot) assert.deepStrictEqual([uid, gid], [1234, 2345])
      if (tool === "ruff") continue
      const latin = readFileSync(join(folder, "latin.py"))
      assert.deepStrictEqual(latin, Buffer.from('# -*- coding: latin-1 -*-\nx = "é"\n', "latin1"))
      assert.strictEqual(readFileSync(join(folder, "bom.py"), "utf8"), "\ufeffx = 1\n")
      assert.include(String(answer.diff), '+x = "é"')
    }
  })

  it("goes by the configuration of the project, and of none for a text", {
    timeout: limit,
  }, async (context) => {
    needs(context)
    const long = 'x = ["aaaaaaaaaaaa", "bbbbbbbbbbbbb", "cccccccccc"]\n'
    const folder = folderOf("configured", {
      "pyproject.toml": "[tool.ruff]\nline-length = 40\n[tool.black]\nline-length = 40\n",
      "deep/a.py": long,
    })
    for (const tool of formatters) {
      const paths = [join(folder, "deep")]
      const answer = await payload("format_code", { paths, tool, check: true })
      assert.isTrue(answer.changed)
      assert.strictEqual(answer.configuration, join(folder, "pyproject.toml"))
      const wide = await payload("format_code", { paths, tool, check: true, line_length: 88 })
      assert.isFalse(wide.changed)
      // The server works in a folder above; a text belongs to nobody.
      assert.isFalse((await payload("format_code", { code: long, tool })).changed)
    }
  })
})

/** What the tools' own JSON says, in the words of ours. */
const theirFindings = (folder: string): ReadonlyArray<string> => {
  const tools = toolsOf(server.home)
  const ruff = JSON.parse(
    tools.run("ruff", ["check", "--no-cache", "--output-format=json", folder], folder),
  ) as ReadonlyArray<RuffItem>
  const bandit = JSON.parse(tools.run("bandit", ["-q", "-r", "-f", "json", folder], folder)) as {
    results: ReadonlyArray<BanditResult>
  }
  return [
    ...ruff.map(({ code, message, filename, location: { row, column }, fix, url }) =>
      JSON.stringify([
        "ruff",
        code,
        message,
        filename,
        row,
        column,
        fix?.applicability === "safe",
        url,
      ]),
    ),
    ...bandit.results.map((one) =>
      JSON.stringify([
        "bandit",
        one.test_id,
        one.issue_text,
        one.filename,
        one.line_number,
        one.col_offset + 1,
        false,
        one.more_info,
      ]),
    ),
  ].sort()
}

interface RuffItem {
  readonly code: string
  readonly message: string
  readonly filename: string
  readonly location: { readonly row: number; readonly column: number }
  readonly fix: { readonly applicability: string } | null
  readonly url: string | null
}

interface BanditResult {
  readonly test_id: string
  readonly issue_text: string
  readonly filename: string
  readonly line_number: number
  readonly col_offset: number
  readonly more_info: string
}

const ourFindings = (answer: Row): ReadonlyArray<string> =>
  (answer.findings as ReadonlyArray<Row>)
    .map(({ tool, rule, message, path, line, column, fixable, url }) =>
      JSON.stringify([tool, rule, message, path, line, column, fixable, url]),
    )
    .sort()

describe("static_analysis", () => {
  it("has exactly the findings of the tools' own JSON, and changes nothing", {
    timeout: limit,
  }, async (context) => {
    needs(context)
    const folder = await corpus("analysed")
    const before = treeOf(folder)
    // No more than a thousand are told at once.
    const parts = isFull
      ? filesOf(folder, ".py").map((name) => join(folder, name))
      : [join(folder, "library"), join(folder, "mdurl")]
    const found: Array<string> = []
    for (const part of parts) {
      const answer = await payload("static_analysis", { paths: [part], limit: 1000 })
      assert.deepStrictEqual([answer.failures, answer.truncated], [[], false], part)
      found.push(...ourFindings(answer))
    }
    assert.isNotEmpty(found)
    assert.deepStrictEqual(treeOf(folder), before)
    assert.deepStrictEqual(found.sort(), theirFindings(folder))
    // The snapshot would see what a tool leaves by itself.
    toolsOf(server.home).run("ruff", ["check", "."], folder)
    assert.notDeepEqual(treeOf(folder), before)
    assert.isTrue(existsSync(join(folder, ".ruff_cache")))
  })

  it("checks types in the environment of the dependencies that it is given", {
    timeout: limit,
  }, async (context) => {
    needs(context)
    const code = "import click\nx: int = click.__name__\nreveal_type(click.Command.name)\n"
    const tools = ["mypy"]
    const known = await payload("static_analysis", { code, tools, dependencies: ["click==8.5.1"] })
    const rules = (known.findings as ReadonlyArray<Row>).map(({ rule, path, line }) => [
      rule,
      path,
      line,
    ])
    assert.deepStrictEqual(rules[0], ["assignment", "code", 2])
    const folder = folderOf("typed", {
      "pyproject.toml": "[tool.mypy]\nstrict = true\n",
      "a.py": code,
    })
    const before = treeOf(folder)
    const unknown = await payload("static_analysis", { paths: [folder], tools })
    const own = toolsOf(server.home)
      .run(
        "mypy",
        [
          "--output=json",
          "--no-error-summary",
          "--cache-dir=/dev/null",
          "--no-site-packages",
          folder,
        ],
        folder,
      )
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { readonly code: string; readonly message: string })
    assert.deepStrictEqual(
      (unknown.findings as ReadonlyArray<Row>).map(({ rule, message }) => [rule, message]).sort(),
      own.map(({ code, message }) => [code, message]).sort(),
    )
    assert.include(JSON.stringify(unknown.counts), "import-not-found")
    assert.deepStrictEqual(treeOf(folder), before)
  })

  it("applies ruff's safe fixes where it is asked to, and nothing else", {
    timeout: limit,
  }, async (context) => {
    needs(context)
    const code = "import os\nx = 1\nif x == None:\n    pass\n"
    const folder = folderOf("fixed", {
      // Neither looking nor mending is more than what was asked for.
      "ruff.toml": "fix = true\nunsafe-fixes = true\n[lint]\nselect = ['F', 'E711']\n",
      "a.py": code,
    })
    const before = treeOf(folder)
    const tools = ["ruff"]
    const looked = await payload("static_analysis", { paths: [folder], tools })
    assert.deepStrictEqual(treeOf(folder), before)
    assert.deepInclude(looked, { total: 2 })
    const done = await payload("static_analysis", { paths: [folder], tools, fix: true })
    const mended = code.replace("import os\n", "")
    assert.strictEqual(readFileSync(join(folder, "a.py"), "utf8"), mended)
    assert.match(String(done.diff), /^-import os$/m)
    assert.deepInclude(done, { total: 1 })
    const text = await payload("static_analysis", { code, tools, fix: true })
    assert.strictEqual(text.fixed_code, mended)
    assert.match(String(text.diff), /^--- code\n/)
  })
})

describe("Bad input", () => {
  it("is answered clearly, and leaves everything as it is", { timeout: limit }, async (context) => {
    needs(context)
    const folder = folderOf("bad", {
      "binary.py": Buffer.from([0x78, 0, 0xff, 0xfe, 0x80, 0]),
      "syntax.py": "x = 1\ndef (:\n",
      "large.py": `${"x  = 1\n".repeat(2_900_000)}`,
      "good.py": "x  = 1\n",
      "locked/a.py": "x  = 1\n",
      "broken/pyproject.toml": "[tool.ruff\n",
      "broken/a.py": "x  = 1\n",
    })
    chmodSync(join(folder, "locked/a.py"), 0o444)
    const before = treeOf(folder)
    const failedOf = async (file: string, tool: string) => {
      const answer = await payload("format_code", { paths: [join(folder, file)], tool })
      assert.isFalse(answer.changed)
      const [failed] = answer.failed as ReadonlyArray<Row>
      return failed ?? {}
    }
    for (const tool of formatters) {
      assert.match(String((await failedOf("binary.py", tool)).reason), /UTF-8|encoding|null bytes/)
      assert.deepInclude(await failedOf("syntax.py", tool), { line: 2 })
      assert.match(
        await refusal("format_code", { paths: [join(folder, "broken")], tool }),
        new RegExp(
          `^${tool} failed: [\\s\\S]*at line 1, column 11|^${tool} failed: [\\s\\S]*line 1`,
        ),
      )
    }
    assert.match(
      String((await failedOf("large.py", "ruff")).reason),
      /20300000 bytes, and files of at most 5242880/,
    )
    const broken = [join(folder, "broken")]
    assert.match(
      await refusal("static_analysis", { paths: broken, tools: ["ruff"] }),
      /ruff failed: /,
    )
    // It says so, and goes on without.
    const goneOn = await payload("static_analysis", { paths: broken, tools: ["mypy"] })
    assert.match(String(goneOn.notes), /mypy: pyproject\.toml: /)
    assert.deepStrictEqual(goneOn.failures, [])
    assert.match(
      await refusal("format_code", { paths: [join(folder, "none.py")] }),
      /does not exist/,
    )
    assert.match(await refusal("format_code", { code: "x", tool: "yapf" }), /"yapf" is none of/)
    assert.deepStrictEqual(treeOf(folder), before)
    // Of several files, those that can be are formatted.
    const paths = ["syntax.py", "good.py"].map((name) => join(folder, name))
    const { files, failed } = await payload("format_code", { paths })
    assert.lengthOf(files as ReadonlyArray<Row>, 1)
    assert.lengthOf(failed as ReadonlyArray<Row>, 1)
    assert.strictEqual(readFileSync(join(folder, "good.py"), "utf8"), "x = 1\n")
  })
})

describe("Words beside an answer", () => {
  const mypy = (folder: string, ...names: ReadonlyArray<string>) =>
    payload("static_analysis", { paths: [folder, ...names], tools: ["mypy"] })

  it("are notes where mypy came to an end, and tell where it stopped", {
    timeout: limit,
  }, async (context) => {
    needs(context)
    const wrong = 'x: int = ""\n'
    const warned = folderOf("warned", {
      "pyproject.toml": "[tool.mypy]\nbogus = 3\n[tool.black]\nbogus = 3\n",
      "a.py": "x: int = 1\n",
    })
    const clean = await mypy(warned)
    assert.deepStrictEqual([clean.total, clean.failures], [0, []])
    assert.match(String(clean.notes), /Unrecognized option: bogus/)
    const black = await payload("format_code", { paths: [warned], tool: "black" })
    assert.match(String(black.notes), /Invalid config keys detected: 'bogus'/)

    const stopped = await mypy(folderOf("stopped", { "a.py": "def (:\n", "b.py": wrong }))
    assert.isAbove(Number(stopped.total), 0)
    assert.match(String(stopped.notes), /mypy stopped there/)

    const linked = folderOf("linked", { "b.py": wrong })
    symlinkSync("nowhere", join(linked, "a.py"))
    const { unread, notes } = await mypy(linked)
    assert.match(JSON.stringify(unread), /linked\/a\.py","reason":"mypy: Cannot read file/)
    assert.match(String(notes), /mypy stopped there/)

    const whole = await mypy(folderOf("whole", { "b.py": wrong }))
    assert.deepStrictEqual([whole.total, whole.notes], [1, []])
  })

  it("say that there is no Python in a folder", { timeout: limit }, async (context) => {
    needs(context)
    const folder = folderOf("without", { "a.json": '{"a":  1}\n' })
    for (const tool of formatters) {
      const answer = await payload("format_code", { paths: [folder], tool })
      assert.deepInclude(answer, { changed: false, failed_files: 0 })
      assert.match(String(answer.notes), /No Python files/)
    }
    const answer = await mypy(folder)
    assert.deepStrictEqual([answer.total, answer.failures], [0, []])
    assert.match(String(answer.notes), /There are no \.py\[i\] files/)
    const other = await mypy(folder, folderOf("beside", { "b.py": 'x: int = ""\n' }))
    assert.strictEqual(other.total, 1)
  })

  it("name files that are no Python, and none is changed", { timeout: limit }, async (context) => {
    needs(context)
    const folder = folderOf("others", {
      "a.json": '{"a":  1}\n',
      plain: "x  = 1\n",
      script: "#!/usr/bin/env python3\nx  = 1\n",
      "b.py": "x  = 1\n",
    })
    const before = treeOf(folder)
    for (const tool of formatters) {
      for (const name of ["a.json", "plain"]) {
        const paths = ["b.py", name].map((one) => join(folder, one))
        assert.match(
          await refusal("format_code", { paths, tool }),
          /no Python by their names: .*others/,
        )
      }
    }
    assert.deepStrictEqual(treeOf(folder), before)
    const paths = ["b.py", "script"].map((one) => join(folder, one))
    assert.deepInclude(await payload("format_code", { paths }), { changed_files: 2 })
    const words = await refusal("static_analysis", { paths, tools: "ruff" })
    assert.match(words, /a list of tools/)
    assert.notMatch(words, /ReadonlyArray/)
  })
})

describe("A tool that was used once", () => {
  const dead = {
    HTTPS_PROXY: "http://127.0.0.1:9",
    HTTP_PROXY: "http://127.0.0.1:9",
    ALL_PROXY: "http://127.0.0.1:9",
  }

  it("works without a network, on another server, too", { timeout: limit }, async (context) => {
    needs(context)
    await payload("format_code", { code: "x = 1\n", tool: "black" })
    await payload("static_analysis", { code: "x = 1\n", tools: ["ruff", "bandit", "mypy"] })
    const offline = await server.connect("v1", dead)
    for (const tool of formatters) {
      const { payload: answer } = await offline.callTool("format_code", { code: ugly, tool })
      assert.deepInclude(answer as unknown as Row, { formatted: pretty })
    }
    const tools = ["ruff", "bandit", "mypy"]
    const { payload: found } = await offline.callTool("static_analysis", {
      code: "assert 1\n",
      tools,
    })
    assert.deepInclude(found as unknown as Row, { total: 1, failures: [] })
    await using other = new TestServer({ PYTHON_MCP_UV: uv.path, ...dead })
    const first = await (await other.connect()).callTool("format_code", { code: ugly })
    assert.isTrue(first.isError)
    assert.match(first.text, /The environment could not be made: .*ruff/)
  })

  it("ends when its call is cancelled, and leaves nothing behind", {
    timeout: limit,
  }, async (context) => {
    needs(context)
    const folder = folderOf("endless", {
      "a.py": `x = [\n${"  {'a': [1, 2, (3, 4)]},\n".repeat(60_000)}]\n`,
    })
    const stopping = new AbortController()
    const running = client.callTool(
      "format_code",
      { paths: [folder], tool: "black" },
      { signal: stopping.signal },
    )
    const ended = running.then(
      () => "answered",
      () => "cancelled",
    )
    const blacks = () => server.processes.filter(({ command }) => /-m.black/.test(command))
    await eventually("black runs", () => blacks().length > 0 || undefined, 60_000)
    stopping.abort()
    assert.strictEqual(await ended, "cancelled")
    await eventually("black has ended", () => blacks().length === 0 || undefined, 30_000)
    const aside = () =>
      readdirSync(join(server.home, "environments")).filter((name) => name.startsWith(".tmp-"))
    await eventually("its files are gone", () => aside().length === 0 || undefined, 30_000)
  })
})
