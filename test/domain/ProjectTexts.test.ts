import { assert, describe, it } from "@effect/vitest"
import { Either } from "effect"
import { notLocked, readLockExport } from "../../src/domain/LockExport.ts"
import { pinChanges } from "../../src/domain/PinChanges.ts"
import { isMember, readPyproject } from "../../src/domain/Pyproject.ts"
import { format, parse } from "../../src/domain/Requirement.ts"
import { readRequirementsFile } from "../../src/domain/RequirementsFile.ts"
import { localFolders } from "../../src/domain/UvLock.ts"

const pyproject = (text: string) => Either.getOrThrow(readPyproject(text))

describe("A pyproject.toml", () => {
  it("asks for the project's dependencies and those of its group dev", () => {
    const { dependencies } = pyproject(`
      [project]
      dependencies = ["a"]
      [dependency-groups]
      dev = ["b", { include-group = "test" }]
      test = ["c", { include-group = "dev" }]
      docs = ["d"]`)
    assert.deepStrictEqual(dependencies, ["a", "b", "c"])
  })

  it("may name other groups, or all", () => {
    const groups = '[dependency-groups]\ndev = ["b"]\ndocs = ["d"]\n[tool.uv]\ndefault-groups = '
    assert.deepStrictEqual(pyproject(`${groups}["docs"]`).dependencies, ["d"])
    assert.deepStrictEqual(pyproject(`${groups}"all"`).dependencies, ["b", "d"])
  })

  it("is a package where something builds it, unless it says otherwise", () => {
    const isPackage = (text: string) => pyproject(text).isPackage
    assert.isFalse(isPackage('[project]\nname = "a"'))
    assert.isTrue(isPackage('[project]\nname = "a"\n[build-system]\nrequires = []'))
    assert.isTrue(isPackage('[project]\nname = "a"\n[tool.uv]\npackage = true'))
    assert.isFalse(isPackage("[build-system]\nrequires = []"))
  })

  it("names the members of a workspace by patterns", () => {
    const workspace = { members: ["packages/*", "./tools/**"], exclude: ["packages/old*"] }
    const members = ["packages/a", "tools/x/y", "packages/a/b", "packages/old-one", "other"]
    assert.deepStrictEqual(
      members.filter((folder) => isMember(workspace, folder)),
      ["packages/a", "tools/x/y"],
    )
  })
})

const requirementsFile = (text: string) =>
  Either.match(readRequirementsFile("/x/requirements.txt", text), {
    onLeft: (error) => error.message,
    onRight: ({ requirements, uv, hasHashes }) => ({
      requirements: requirements.map(format),
      uv,
      hasHashes,
    }),
  })

describe("A requirements.txt", () => {
  it("is read as data: requirements, and options about indexes", () => {
    const text = [
      "# comment",
      "--index-url https://a.example/simple",
      "--extra-index-url=https://b.example",
      "-f https://c.example",
      "--pre",
      "",
      "Six==1.16.0 \\",
      "    --hash=sha256:00 \\",
      "    --hash=sha256:11  # twice",
      "rich>=13 ; python_version > '3.8'",
    ].join("\r\n")
    assert.deepStrictEqual(requirementsFile(text), {
      requirements: ["six==1.16.0", 'rich>=13 ; python_version > "3.8"'],
      uv: {
        "index-url": "https://a.example/simple",
        "extra-index-url": ["https://b.example"],
        "find-links": ["https://c.example"],
        prerelease: "allow",
      },
      hasHashes: true,
    })
  })

  it.each(["-r other.txt", "-c /etc/passwd", "-e .", "./here", "--trusted-host x"])(
    "is refused with %s in it, by its line",
    (line) => {
      assert.match(
        String(requirementsFile(`six\n\n${line}\n`)),
        /^Cannot use line 3 of \/x\/requirements\.txt: .*Write plain requirements/,
      )
    },
  )
})

describe("What uv exports of a lock", () => {
  it("is packages, and local ones by their paths", () => {
    const lines = [
      "# by uv",
      "-e ./packages/a",
      "./lib ; python_version >= '3.9'",
      "-e .",
      "six==1.16.0 ; python_version >= '3.9'",
      "mine @ git+https://a.example/mine@0123",
    ]
    const { requirements, local } = Either.getOrThrow(readLockExport(lines))
    assert.deepStrictEqual(local, ["./packages/a", "./lib", "."])
    assert.deepStrictEqual(requirements.map(format), [
      'six==1.16.0 ; python_version >= "3.9"',
      "mine @ git+https://a.example/mine@0123",
    ])
  })
})

describe("What a lock does not have as it is asked for", () => {
  const locked = Either.getOrThrow(
    readLockExport(["six==1.16.0", "mine @ git+https://a.example/mine"]),
  )
  it.each([
    ["six", []],
    ["six>=1.16,<2", []],
    ["six[extra]", []],
    ["mine", []],
    ["other ; os_name == 'nt'", []],
    ["six>=1.17", ["six>=1.17"]],
    ["other", ["other"]],
  ])("%s: %j", (wanted, expected) => {
    assert.deepStrictEqual(notLocked([Either.getOrThrow(parse(wanted))], locked), expected)
  })
})

describe("A uv.lock", () => {
  it("names the folders that have a say in it", () => {
    const text = [
      ...["[[package]]", 'name = "a"', 'source = { editable = "packages/a" }'],
      ...["[[package]]", 'name = "six"', 'source = { registry = "https://pypi.org/simple" }'],
      ...["[[package]]", 'name = "l"', 'source = { directory = "../lib" }'],
      ...["[[package]]", 'name = "root"', 'source = { virtual = "." }'],
    ].join("\n")
    assert.deepStrictEqual(localFolders(text), ["packages/a", "../lib", "."])
    assert.deepStrictEqual(localFolders("no TOML ="), [])
  })
})

describe("What changed between two sets of pins", () => {
  it("is told in words, in order", () => {
    assert.strictEqual(
      pinChanges(["b==1", "z==1", "y==2"], ["b==1", "x==1", "z==2"]),
      "added x==1, removed y==2, changed z 1 -> 2",
    )
    assert.strictEqual(pinChanges(["b==1"], ["b==1"]), "")
  })

  it("is bounded", () => {
    const many = Array.from({ length: 100 }, (_, index) => `p${index}==1`)
    assert.match(pinChanges([], many), /, and 80 more$/)
  })
})
