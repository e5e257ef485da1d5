import { assert, describe, it } from "@effect/vitest"
import { Either, Schema } from "effect"
import * as fc from "fast-check"
import {
  compare,
  isPrerelease,
  matches,
  matchesSpecifier,
  newestFirst,
  PythonRequest,
  parseRequest,
  parseSpecifier,
  parseVersion,
} from "../../src/domain/PythonVersion.ts"
import { askPackaging, oracleSeed } from "../support/Packaging.ts"

const request = (text: string): PythonRequest => Either.getOrThrow(parseRequest(text))

const installed = ["3.9.1", "3.12.4", "3.13.0rc2", "3.13.0", "3.13.1", "3.14.0rc1", "3.14.0"]

describe("a request", () => {
  it.each([
    ["3", PythonRequest.Line({ release: [3], freeThreaded: false })],
    ["3.13", PythonRequest.Line({ release: [3, 13], freeThreaded: false })],
    ["  3.13\t\r\n", PythonRequest.Line({ release: [3, 13], freeThreaded: false })],
    ["3.13t", PythonRequest.Line({ release: [3, 13], freeThreaded: true })],
    ["3.13+freethreaded", PythonRequest.Line({ release: [3, 13], freeThreaded: true })],
    ["3.13.1", PythonRequest.Exact({ version: "3.13.1", freeThreaded: false })],
    ["3.13.1t", PythonRequest.Exact({ version: "3.13.1", freeThreaded: true })],
    ["3.14.0rc1", PythonRequest.Exact({ version: "3.14.0rc1", freeThreaded: false })],
    ["cpython@3.13", PythonRequest.Line({ release: [3, 13], freeThreaded: false })],
    ["cpython-3.13.1", PythonRequest.Exact({ version: "3.13.1", freeThreaded: false })],
    ["python3.13", PythonRequest.Line({ release: [3, 13], freeThreaded: false })],
    [">= 3.11 , <3.14", PythonRequest.Range({ specifier: ">=3.11,<3.14" })],
    ["==3.12.*", PythonRequest.Range({ specifier: "==3.12.*" })],
    ["3.12.*", PythonRequest.Range({ specifier: "==3.12.*" })],
    ["~=3.11", PythonRequest.Range({ specifier: "~=3.11" })],
    [">=2.7,!=3.0.*", PythonRequest.Range({ specifier: ">=2.7,!=3.0.*" })],
  ])("is read: %j", (text, expected) => {
    assert.deepStrictEqual(parseRequest(text), Either.right(expected))
  })

  it.each([
    ["", "not a version of CPython"],
    ["latest", "not a version of CPython"],
    ["3.13; rm", "not a version of CPython"],
    ["3.13\n3.12", "not a version of CPython"],
    ["3.13.1.2", "not a version of CPython"],
    ["3.", "not a version of CPython"],
    ["3.14-dev", "not a version of CPython"],
    ["pypy3.10", "not a version of CPython"],
    ["system", "not a version of CPython"],
    ["/usr/bin/python3", "not a version of CPython"],
    ["--python", "not a version of CPython"],
    ["2", "only Python 3"],
    ["2.7", "only Python 3"],
    ["python2.7", "only Python 3"],
    ["4", "only Python 3"],
    ["<3", "only Python 3"],
    ["==2.7.*", "only Python 3"],
    ["2.7.*", "only Python 3"],
    ["3.*.1", "not a version of CPython"],
    ["~=2.7", "only Python 3"],
    [">=3.11 <3.14", "is not a clause"],
    [">=3.11,,<3.14", "is not a clause"],
    ["=3.11", "is not a clause"],
    [">=3.*", "is not a clause"],
    ["~=3", "is not a clause"],
    [">=3.11; rm", "is not a clause"],
  ])("is refused with its reason: %j", (text, reason) => {
    assert.include(Either.getOrThrow(Either.flip(parseRequest(text))).reason, reason)
  })

  it("is refused however long it is, in a short message", () => {
    for (const text of ["3".repeat(4096), `>=${"3".repeat(4096)}`, ">=3,".repeat(1024)]) {
      const { message } = Either.getOrThrow(Either.flip(parseRequest(text)))
      assert.isBelow(message.length, 500)
    }
  })

  it("is refused with the value and the way out", () => {
    assert.strictEqual(
      Either.getOrThrow(Either.flip(parseRequest("2.7"))).message,
      'Cannot find a Python for "2.7": only Python 3 can be run. Give python_version as "3.13", "3.13.1" or a specifier such as ">=3.11,<3.14".',
    )
  })
})

describe("an interpreter", () => {
  it.each([
    ["3", ["3.9.1", "3.12.4", "3.13.0", "3.13.1", "3.14.0"]],
    ["3.13", ["3.13.0", "3.13.1"]],
    ["3.1", []],
    ["3.13.1", ["3.13.1"]],
    ["3.13.0", ["3.13.0"]],
    ["3.14.0rc1", ["3.14.0rc1"]],
    ["3.14rc1", ["3.14.0rc1"]],
    [">=3.11,<3.14", ["3.12.4", "3.13.0", "3.13.1"]],
    ["<=3.13", ["3.9.1", "3.12.4", "3.13.0"]],
    [">3.13", ["3.13.1", "3.14.0"]],
    ["==3.12.*", ["3.12.4"]],
    ["==3.13", ["3.13.0"]],
    ["!=3.13.*", ["3.9.1", "3.12.4", "3.14.0"]],
    ["~=3.13.0", ["3.13.0", "3.13.1"]],
    ["~=3.12", ["3.12.4", "3.13.0", "3.13.1", "3.14.0"]],
    ["===3.13.1", ["3.13.1"]],
    [">=3.14.0rc1", ["3.14.0rc1", "3.14.0"]],
    [">=3.13.0rc1,<3.14", ["3.13.0rc2", "3.13.0", "3.13.1"]],
    [">3.14.0rc1", ["3.14.0"]],
    ["!=3.14.0rc1,>=3.14", ["3.14.0"]],
  ])("is what was asked for with %s only where it should be", (text, expected) => {
    assert.deepStrictEqual(
      installed.filter((version) => matches(request(text), version)),
      expected,
    )
  })

  it("without the lock is only for a request that says so, and no other is for that", () => {
    const free = { freeThreaded: true }
    assert.isTrue(matches(request("3.13t"), "3.13.1", free))
    assert.isFalse(matches(request("3.13t"), "3.13.1"))
    assert.isFalse(matches(request("3.13"), "3.13.1", free))
    assert.isFalse(matches(request("3.13.1"), "3.13.1", free))
    assert.isFalse(matches(request(">=3.13"), "3.13.1", free))
  })

  it("counts as its release when it was built after it", () => {
    assert.isTrue(matches(request("3.13.1"), "3.13.1+"))
    assert.isTrue(matches(request("3.12"), "3.12.3+chromium.8"))
  })

  it("of no known version is for nobody", () => {
    for (const text of ["3", "3.13.1", ">=3", "!=3.1"]) {
      assert.isFalse(matches(request(text), "unknown"), text)
    }
  })

  it("has its full version read", () => {
    assert.deepStrictEqual(
      parseVersion("3.14.0rc1+\n"),
      Either.right({ version: "3.14.0rc1", major: 3, minor: 14, patch: 0, prerelease: true }),
    )
    for (const text of ["3.13", "3.13.0.1", "", "x"])
      assert.isTrue(Either.isLeft(parseVersion(text)))
  })
})

describe("requires-python", () => {
  it.each([
    [">=3.14", "3.14.0rc1", true],
    [">3.14", "3.14.1rc1", true],
    ["<3.14", "3.14.0rc1", false],
    ["<3.14", "3.13.9", true],
    ["==3.14.*", "3.14.0a1", true],
    [">=3.14.0rc2", "3.14.0rc1", false],
    [">=3.14.0rc2", "3.14.0rc3", true],
    [">=3.8,<4", "3.13.1+", true],
    ["~=3.8", "3.13.1", true],
    ["", "3.13.1", true],
    ["3.13", "3.13.1", false],
    [">=3.8", "unknown", false],
  ])("%j decides about %s: %s", (specifier, version, allowed) => {
    assert.strictEqual(matchesSpecifier(specifier, version), allowed)
  })
})

describe("versions", () => {
  it("are sorted with the newest first and what is none last", () => {
    const sorted = ["3.9.1", "3.14.0", "x", "3.13.0", "3.14.0rc1", "3.13.10", "3.14.0a2"].sort(
      newestFirst,
    )
    assert.deepStrictEqual(sorted, [
      ...["3.14.0", "3.14.0rc1", "3.14.0a2", "3.13.10", "3.13.0", "3.9.1", "x"],
    ])
  })

  it("compare as equal when only zeros differ", () => {
    assert.strictEqual(compare("3.13", "3.13.0"), 0)
    assert.strictEqual(compare("3.13.0+", "3.13.0"), 0)
  })

  it("are prereleases as PEP 440 has it", () => {
    for (const text of ["3.14.0rc1", "3.14.0a1", "3.14.0.dev1"]) assert.isTrue(isPrerelease(text))
    for (const text of ["3.14.0", "3.14.0.post1", "x"]) assert.isFalse(isPrerelease(text))
  })
})

const script = `
from packaging.specifiers import SpecifierSet
from packaging.version import Version
def order(a, b):
    return (Version(a) > Version(b)) - (Version(a) < Version(b))
answers = [
    {"matches": SpecifierSet(text).contains(a, prereleases=True), "order": order(a, b)}
    for text, a, b in given
]
`
const Answers = Schema.Array(Schema.Struct({ matches: Schema.Boolean, order: Schema.Number }))

describe("Python's own packaging", () => {
  it("orders versions and answers specifiers that name a prerelease as we do", (ctx) => {
    const number = fc.integer({ min: 0, max: 2 })
    const version = fc
      .tuple(number, fc.option(number), fc.constantFrom("", "", "a1", "b2", "rc1", ".dev1"))
      .map(([minor, patch, end]) => `3.${minor}${patch === null ? "" : `.${patch}`}${end}`)
    const clause = fc.oneof(
      fc
        .tuple(fc.constantFrom("==", "!=", ">=", "<=", ">", "<", "~="), version)
        .map((parts) => parts.join("")),
      fc
        .tuple(fc.constantFrom("==3.", "!=3."), number)
        .map(([start, minor]) => `${start}${minor}.*`),
    )
    // The clause in front lets `matchesSpecifier` compare exactly, as `contains(prereleases=True)` does.
    const specifier = fc
      .array(clause, { maxLength: 2 })
      .map((parts) => [">=3.0a1", ...parts].join(","))
    const cases = fc.sample(fc.tuple(specifier, version, version), {
      seed: oracleSeed(),
      numRuns: 2000,
    })
    const answers = Schema.decodeUnknownSync(Answers)(
      askPackaging(script, cases, (reason) => ctx.skip(reason)),
    )
    const ours = cases.map(([text, a, b]) => ({
      matches: matchesSpecifier(text, a),
      order: compare(a, b),
    }))
    for (const [index, theirs] of answers.entries()) {
      assert.deepStrictEqual(ours[index], theirs, cases[index]?.join(" | "))
    }
    assert.isAbove(answers.filter((answer) => answer.matches).length, 300)
  }, 120_000)
})

describe("a specifier", () => {
  it("tells which of its clauses is wrong", () => {
    assert.deepStrictEqual(parseSpecifier(">=3.11, <x"), Either.left("<x"))
  })
})
