import { assert, describe, it } from "@effect/vitest"
import { Either } from "effect"
import { parse as parseToml } from "smol-toml"
import { parse } from "../../src/domain/Requirement.ts"
import { isWithin } from "../../src/domain/UvPlaces.ts"
import { applyUvTable, projectText } from "../../src/domain/UvTable.ts"

const apply = (
  toml: string,
  dependencies: ReadonlyArray<string> = ["six", "rich>=13"],
  folder: string | null = "/desk",
) =>
  applyUvTable(
    parseToml(toml, { integersAsBigInt: true }),
    dependencies.map((text) => Either.getOrThrow(parse(text))),
    { origin: "the script's header", folder, allowsPath: isWithin(["/desk/wheels"]) },
  )

const options = (toml: string) => Either.getOrThrow(apply(toml)).uvOptions

const requirements = (toml: string, dependencies?: ReadonlyArray<string>) =>
  Either.getOrThrow(apply(toml, dependencies)).requirements

const message = (toml: string, folder?: string | null) =>
  Either.match(apply(toml, undefined, folder), {
    onLeft: (error) => error.message,
    onRight: () => "accepted",
  })

describe("What a [tool.uv] table says is handed to uv:", () => {
  it.each([
    ["an index", 'index-url = "https://a.example/simple"'],
    ["more indexes", 'extra-index-url = ["https://a.example/simple", "https://b.example"]'],
    ["find-links", 'find-links = ["https://a.example/wheels"]'],
    ["no index", "no-index = true"],
    ["a strategy", 'index-strategy = "unsafe-best-match"'],
    ["a date", 'exclude-newer = "2026-01-01T00:00:00Z"'],
    ["a date of one package", 'exclude-newer-package = { six = "2026-01-01" }'],
    ["constraints", 'constraint-dependencies = ["six<2"]'],
    ["overrides", 'override-dependencies = ["six==1.16.0"]'],
    ["prereleases", 'prerelease = "allow"'],
    ["a resolution", 'resolution = "lowest-direct"'],
    ["no builds", "no-build = true"],
  ])("%s", (_, toml) => {
    const written = parseToml(options(toml).join("\n"))
    assert.deepStrictEqual({ ...written }, { ...parseToml(toml) })
  })

  it("named indexes, and which package comes from which", () => {
    const toml = `
      sources = { Six = { index = "mine" }, unasked = { index = "nowhere" } }
      [[index]]
      name = "mine"
      url = "https://a.example/simple"
      explicit = true`
    assert.deepStrictEqual(options(toml), [
      "[[index]]",
      'name = "mine"',
      'url = "https://a.example/simple"',
      "explicit = true",
      "",
      "[sources.six]",
      'index = "mine"',
    ])
    assert.deepStrictEqual(parseToml(projectText(["six"], options(toml))), {
      project: { name: "python-executor-mcp-environment", version: "0", dependencies: ["six"] },
      tool: { uv: parseToml(options(toml).join("\n")) },
    })
  })

  it("allowed paths, made absolute", () => {
    const written = options('find-links = ["wheels", "file:///desk/wheels/more"]')
    assert.deepStrictEqual(written, ['find-links = [ "/desk/wheels", "/desk/wheels/more" ]'])
  })

  it("in one order, whatever the order was", () => {
    const [one, two] = ['prerelease = "allow"', "no-index = true"]
    assert.deepStrictEqual(options(`${one}\n${two}`), options(`${two}\n${one}`))
    assert.notDeepEqual(options(one), options(two))
  })

  it("nothing, where nothing bears on what is installed", () => {
    assert.deepStrictEqual(
      options('package = true\nlink-mode = "copy"\npip = { no-deps = true }'),
      [],
    )
    assert.deepStrictEqual(Either.getOrThrow(applyUvTable(undefined, [], origin)).uvOptions, [])
  })
})

const origin = { origin: "x", folder: null, allowsPath: () => false }

describe("A source with a place of its own becomes part of the requirement:", () => {
  it.each([
    [
      'six = { git = "https://github.com/benjaminp/six", tag = "1.16.0" }',
      "six @ git+https://github.com/benjaminp/six@1.16.0",
    ],
    [
      'six = { git = "ssh://git@host.example/six", rev = "abc", subdirectory = "a/b" }',
      "six @ git+ssh://git@host.example/six@abc#subdirectory=a/b",
    ],
    ['six = { url = "https://a.example/six.whl" }', "six @ https://a.example/six.whl"],
    [
      `six = { url = "https://a.example/six.whl", marker = "os_name == 'posix'" }`,
      `six @ https://a.example/six.whl ; os_name == "posix"`,
    ],
    ['six = { path = "wheels/six.whl" }', "six @ file:///desk/wheels/six.whl"],
  ])("%s", (source, expected) => {
    assert.deepStrictEqual(requirements(`[sources]\n${source}`, ["six>=1"]), [expected])
  })

  it("keeps the requirement's own marker", () => {
    assert.deepStrictEqual(
      requirements(
        `[sources]\nsix = { url = "https://a.example/six.whl", marker = "os_name == 'posix'" }`,
        ["six ; python_version > '3.8'"],
      ),
      [`six @ https://a.example/six.whl ; (python_version > "3.8") and (os_name == "posix")`],
    )
  })

  it("but not when sources are off, nor for what nobody asks for", () => {
    const source = '[sources]\nsix = { url = "https://a.example/six.whl" }'
    assert.deepStrictEqual(requirements(`no-sources = true\n${source}`, ["six"]), ["six"])
    assert.deepStrictEqual(requirements(source, ["rich"]), ["rich"])
  })
})

describe("What cannot be honoured is refused, with its key and the way out:", () => {
  it.each([
    ["an unknown key", "no-such-key = 1", /tool\.uv\.no-such-key .*not supported here/],
    ["a build setting", 'config-settings = { a = "b" }', /tool\.uv\.config-settings /],
    ["a wrong word", 'prerelease = "sometimes"', /tool\.uv\.prerelease .*no such value/],
    ["a wrong type", "find-links = 3", /tool\.uv\.find-links/],
    ["a path that is not allowed", 'find-links = ["/etc"]', /\/etc is in no folder.*LOCAL_DEP/],
    ["a way out of an allowed one", 'find-links = ["wheels/../.."]', /\/ is in no folder/],
    ["another scheme", 'index-url = "ftp://a.example"', /only http, https and paths/],
    ["a path source", '[sources]\nsix = { path = "/etc/six" }', /\/etc\/six is in no folder/],
    [
      "an editable one",
      '[sources]\nsix = { path = "wheels/six", editable = true }',
      /tool\.uv\.sources\.six .*name @ url/,
    ],
    ["a workspace", "[sources]\nsix = { workspace = true }", /sources\.six .*no workspace/],
    ["an unknown index", '[sources]\nsix = { index = "none" }', /no \[\[tool\.uv\.index\]\] named/],
    ["a strange URL", '[sources]\nsix = { url = "ftp://a.example/x.whl" }', /sources\.six/],
    [
      "a constraint that is an option",
      'constraint-dependencies = ["-r /etc/passwd"]',
      /constraint-dependencies .*it is an option/,
    ],
    [
      "an override from a path",
      'override-dependencies = ["six @ file:///etc/six"]',
      /override-dependencies .*\/etc\/six is in no folder/,
    ],
  ])("%s", (_, toml, expected) => {
    assert.match(message(toml), expected)
    assert.match(message(toml), /^Cannot honour tool\.uv\..* of the script's header: .*\.$/)
  })

  it("a relative path in code that has no folder", () => {
    assert.match(message('find-links = ["wheels"]', null), /has no folder of its own/)
  })

  it("without showing the password of an index", () => {
    const toml = '[[index]]\nurl = "https://me:s3cret@a.example"\nnonsense = 1'
    assert.include(message(toml), "tool.uv.index")
    assert.notInclude(message(toml), "s3cret")
  })
})
