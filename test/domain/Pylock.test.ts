import { assert, describe, it } from "@effect/vitest"
import { Either, Option } from "effect"
import { readPylock } from "../../src/domain/Pylock.ts"
import { format } from "../../src/domain/Requirement.ts"

const read = (packages: string, head = 'lock-version = "1.0"') =>
  readPylock("/x/pylock.toml", "/x", `${head}\n${packages}`)

const one = (lines: string) => `[[packages]]\nname = "a"\n${lines}\n`

const requirements = (lines: string) =>
  Either.map(read(one(lines)), (lock) => lock.requirements.map(format))

describe("A pylock.toml", () => {
  for (const [what, lines, expected] of [
    ["a version", 'version = "1.0"', "a==1.0"],
    ["a marker", 'version = "1"\nmarker = "os_name == \'nt\'"', 'a==1 ; os_name == "nt"'],
    [
      "a commit",
      'vcs = { type = "git", url = "https://x.org/a.git", commit-id = "abc", subdirectory = "s" }',
      "a @ git+https://x.org/a.git@abc#subdirectory=s",
    ],
    ["an archive", 'archive = { url = "https://x.org/a.zip" }', "a @ https://x.org/a.zip"],
    ["a file", 'archive = { path = "a.zip" }', "a @ file:///x/a.zip"],
    [
      "files of PyPI",
      'version = "1"\nwheels = [{ url = "https://files.pythonhosted.org/a.whl" }]',
      "a==1",
    ],
  ] as const) {
    it(`gives ${what} as a requirement`, () => {
      assert.deepStrictEqual(requirements(lines), Either.right([expected]))
    })
  }

  it("says which packages come from another index than PyPI, and no others from there", () => {
    const lock = Either.getOrThrow(
      read(
        one('version = "1"\nindex = "https://i.org/simple"') +
          one('version = "1"\nindex = "https://pypi.org/simple"').replace('"a"', '"b"'),
      ),
    )
    assert.deepStrictEqual(lock.uv, {
      index: [{ name: "lock-1", url: "https://i.org/simple", explicit: true }],
      sources: { a: { index: "lock-1" } },
    })
  })

  it("gives folders as they are to be imported from, and the Python that it is for", () => {
    const head = 'lock-version = "1.0"\nrequires-python = ">=3.9"'
    const lock = read(one('directory = { path = "lib", editable = true }'), head)
    const { folders, requiresPython, uv } = Either.getOrThrow(lock)
    assert.deepStrictEqual([folders, requiresPython, uv], [["/x/lib"], Option.some(">=3.9"), {}])
  })

  for (const [what, lines, word, head] of [
    ["no version", "", "there is no version", undefined],
    ["an option in a version", 'version = "1 --pre"', "options", undefined],
    ["extras", 'version = "1"\nmarker = "\'x\' in extras"', "extras or groups", undefined],
    ["wheels on this machine", 'version = "1"\nwheels = [{ path = "a.whl" }]', "index", undefined],
    [
      "files of nobody knows which index",
      'version = "1"\nwheels = [{ url = "https://x.org/a.whl" }]',
      "does not say which index",
      undefined,
    ],
    [
      "another kind of repository",
      'vcs = { type = "hg", url = "https://x.org/a", commit-id = "1" }',
      "git",
      undefined,
    ],
    ["a later format", 'version = "1"', "lock-version", 'lock-version = "2.0"'],
    [
      "environments",
      'version = "1"',
      "certain environments",
      'lock-version = "1.0"\nenvironments = ["os_name == \'nt\'"]',
    ],
    ["no format", 'version = "1"', "PEP 751", ""],
  ] as const) {
    it(`with ${what} is refused, with a way out`, () => {
      const refused = Either.flip(read(one(lines), head))
      const { message } = Either.getOrThrow(refused)
      for (const part of ["/x/pylock.toml", word, "uv export"]) assert.include(message, part)
    })
  }

  it("with a package from two indexes is refused", () => {
    const from = (index: string) => one(`version = "1"\nindex = "${index}"`)
    const refused = Either.flip(read(from("https://a.org/s") + from("https://b.org/s")))
    assert.include(Either.getOrThrow(refused).message, "two indexes")
  })
})
