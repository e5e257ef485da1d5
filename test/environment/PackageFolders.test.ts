import { assert, describe, it } from "@effect/vitest"
import { Option } from "effect"
import { parseRecord } from "../../src/environment/PackageFolders.ts"

describe("A RECORD", () => {
  it("tells files and their hashes, quoted or not", () => {
    const text = [
      "six.py,sha256=xRyR9wPT1LNpbJI8tf7CE-BeddkhU5O--sfy-mo5BN8,34703",
      '"a,""b"".py",sha256=abc=,1',
      "six-1.17.0.dist-info/RECORD,,",
      "old.py,md5=abc,1",
      "",
    ].join("\r\n")
    const files = parseRecord(text).map(({ path, sha256 }) => [path, Option.getOrNull(sha256)])
    assert.deepStrictEqual(files, [
      ["six.py", "xRyR9wPT1LNpbJI8tf7CE-BeddkhU5O--sfy-mo5BN8"],
      ['a,"b".py', "abc"],
      ["six-1.17.0.dist-info/RECORD", null],
      ["old.py", null],
    ])
  })
})
