import { execFile, execFileSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import { assert, describe, it } from "@effect/vitest"
import { afterAll } from "vitest"
import { startPackageIndex } from "./PackageIndex.ts"
import { makeSdist, makeWheel } from "./Packages.ts"
import { python } from "./Python.ts"

const folder = mkdtempSync(join(tmpdir(), "package-index-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const files = [
  makeWheel({ name: "tiny-package", version: "1.0", requires: ["other>=1"] }),
  makeSdist({ name: "Other", version: "1.0", setup: "" }),
]

describe("A package of the tests", () => {
  it("is an archive that Python reads without a complaint", () => {
    for (const { filename, bytes } of files) writeFileSync(join(folder, filename), bytes)
    const program = `
import sys, tarfile, zipfile
with zipfile.ZipFile(sys.argv[1]) as wheel:
    print(wheel.testzip(), sorted(wheel.namelist()))
with tarfile.open(sys.argv[2]) as sdist:
    print(sdist.getnames())`
    const paths = files.map(({ filename }) => join(folder, filename))
    const said = execFileSync(python, ["-c", program, ...paths], { encoding: "utf8" })
    assert.strictEqual(
      said,
      "None ['tiny_package-1.0.dist-info/METADATA', 'tiny_package-1.0.dist-info/RECORD', 'tiny_package-1.0.dist-info/WHEEL', 'tiny_package.py']\n" +
        "['other-1.0/PKG-INFO', 'other-1.0/pyproject.toml', 'other-1.0/backend.py']\n",
    )
  })
})

describe("The package index of the tests", () => {
  it("offers its files in both formats, by name and by hash", async () => {
    using index = await startPackageIndex(files)
    const page = `${index.url}/tiny-package/`
    const html = await (await fetch(page)).text()
    assert.include(html, `#sha256=${files[0]?.sha256}`)
    const accept = "application/vnd.pypi.simple.v1+json"
    const answer = await (await fetch(page, { headers: { accept } })).json()
    assert.deepNestedInclude(answer, { name: "tiny-package" })
    const { url, hashes } = (answer as { files: Array<{ url: string; hashes: object }> })
      .files[0] as { url: string; hashes: object }
    assert.deepStrictEqual(hashes, { sha256: files[0]?.sha256 })
    const bytes = await (await fetch(new URL(url, page))).arrayBuffer()
    assert.strictEqual(bytes.byteLength, files[0]?.bytes.length)
    assert.strictEqual((await fetch(`${index.url}/nothing/`)).status, 404)
  })

  it("lets nobody in without the credentials, and remembers who came", async () => {
    using index = await startPackageIndex(files, { credentials: "me:secret" })
    const page = `${index.url}/tiny-package/`
    assert.strictEqual((await fetch(page)).status, 401)
    const authorization = `Basic ${Buffer.from("me:secret").toString("base64")}`
    assert.strictEqual((await fetch(page, { headers: { authorization } })).status, 200)
    assert.deepStrictEqual(index.requests, [
      { path: "/simple/tiny-package/", credentials: null },
      { path: "/simple/tiny-package/", credentials: "me:secret" },
    ])
  })

  it("is one that pip installs from", async () => {
    using index = await startPackageIndex([
      makeWheel({ name: "tiny-package", version: "1.0", scripts: { tiny: "tiny_package:main" } }),
    ])
    const options = ["--quiet", "--no-cache-dir", "--isolated", "--index-url", index.url]
    // Not synchronously: the index answers from this very process.
    await promisify(execFile)(python, [
      "-m",
      "pip",
      "download",
      ...options,
      "-d",
      folder,
      "tiny-package==1.0",
    ])
    assert.isNotEmpty(index.requests)
  })
})
