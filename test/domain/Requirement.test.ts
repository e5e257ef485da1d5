import { assert, describe, it } from "@effect/vitest"
import { Either, Schema } from "effect"
import * as fc from "fast-check"
import { format, normalise, parse, type Requirement } from "../../src/domain/Requirement.ts"
import { askPackaging, oracleSeed } from "../support/Packaging.ts"

const accept = (text: string): Requirement => Either.getOrThrow(parse(text))

const reasonFor = (text: string): string =>
  Either.match(parse(text), {
    onLeft: ({ reason }) => reason,
    onRight: () => "accepted",
  })

describe("a dependency that is read", () => {
  const table: ReadonlyArray<readonly [string, string]> = [
    ["numpy", "numpy"],
    ["  Numpy\t", "numpy"],
    ["Foo.Bar__baz-Qux", "foo-bar-baz-qux"],
    ["requests[socks, Security_X,socks] >= 2 , < 3", "requests[security-x,socks]<3,>=2"],
    ["requests[]", "requests"],
    ["name (>=1)", "name>=1"],
    ["name()", "name"],
    ["name>=1,", "name>=1"],
    ["name==1.0-ALPHA_1", "name==1.0a1"],
    ["name==v1.0.*", "name==1.0.*"],
    ["name==1.0+Ubuntu_1-2", "name==1.0+ubuntu.1.2"],
    ["name==20240131123456789012", "name==20240131123456789012"],
    ["name===Some-Thing", "name===Some-Thing"],
    ["name~=1.4.2", "name~=1.4.2"],
    ["name@https://x.org/n.whl#sha256=00", "name @ https://x.org/n.whl#sha256=00"],
    ["name[a] @ git+ssh://git@x.org/n.git@main", "name[a] @ git+ssh://git@x.org/n.git@main"],
    ["name @ file:///tmp/n.whl", "name @ file:///tmp/n.whl"],
    ["name @ http://localhost:8080/n", "name @ http://localhost:8080/n"],
    ["name @ http://127.0.0.1/n.whl", "name @ http://127.0.0.1/n.whl"],
    ["name @ http://[::1]:80/n", "name @ http://[::1]:80/n"],
    ["name @ https://x.org/n ;os_name=='nt'", 'name @ https://x.org/n ; os_name == "nt"'],
    ["name;'linux'in sys.platform", 'name ; "linux" in sys_platform'],
    [
      "name>=1;( os_name=='a'or(extra not  in \"b\") )and python_version>='3.8'",
      'name>=1 ; (os_name == "a" or (extra not in "b")) and python_version >= "3.8"',
    ],
    [`name;os_name=='say "a"'`, `name ; os_name == 'say "a"'`],
  ]

  it.each(table)("is written canonically: %s", (text, canonical) => {
    assert.strictEqual(format(accept(text)), canonical)
  })

  it.each(table)("is the same when its canonical text is read again: %s", (text) => {
    assert.deepStrictEqual(accept(format(accept(text))), accept(text))
  })
})

describe("a dependency that is refused", () => {
  it.each([
    ["", "it is empty"],
    [" \t", "it is empty"],
    ["-r requirements.txt", "option"],
    ["--index-url=https://x.org", "option"],
    ["-e .", "option"],
    ["numpy\n--index-url=https://x.org", "line break"],
    ["numpy\r", "line break"],
    ["numpy\u2028", "line break"],
    ["numpy\0", "control character"],
    ["# comment", "comment"],
    ["numpy # comment", "comments are not read"],
    ["numpy==1 ; os_name == '#'", "comments are not read"],
    ["name @ https://x.org #egg", "comments are not read"],
    [".", "without a name"],
    ["./x", "without a name"],
    ["../x", "without a name"],
    ["~/x", "without a name"],
    ["/x", "without a name"],
    ["/x/y.whl", 'write "package @ file:///absolute/path"'],
    ["./x", "PYTHON_MCP_LOCAL_DEPENDENCIES"],
    ["x/y", "without a name"],
    ["C:\\x", "without a name"],
    ["https://x.org/n.whl", "without a name"],
    ["git+https://x.org/n.git", "without a name"],
    ["file:///etc/passwd", "without a name"],
    ["x.whl", "name of a file"],
    ["x-1.0.tar.gz", "name of a file"],
    ["requirements.txt", "name of a file"],
    ["$" + "{HOME}", "variables are not expanded"],
    ["name @ https://$" + "{TOKEN}@x.org/n", "variables are not expanded"],
    ["name ; os_name == '$" + "{X}'", "variables are not expanded"],
    ["name==1 --hash=sha256:00", "options of requirements files"],
    ["name @ ftp://x.org/n", "not a full URL"],
    ["name @ git+file:///x", "not a full URL"],
    ["name @ git+http://x.org/n", "not a full URL"],
    ["name @ http://x.org/n", "not encrypted"],
    ["name @ http://localhost.x.org/n", "not encrypted"],
    ["name @ http://localhost@x.org/n", "credentials"],
    ["name @ https://me:hush-hush@x.org/n", "credentials in its URL"],
    ["name @ https://hush-hush@x.org/n", "~/.netrc"],
    ["name @ git+https://hush-hush@x.org/n.git", "credentials"],
    ["name @ git+ssh://git:hush-hush@x.org/n.git", "credentials"],
    ["name @ http://me:hush-hush@127.0.0.1/n.whl", "credentials"],
    ["name @ http://127.0.0.1.x.org/n", "not encrypted"],
    ["name @ http:///n", "not a full URL"],
    ["name @ ./x", "not a full URL"],
    ["name @ https:///n", "not a full URL"],
    ["name @ file:x", "not a full URL"],
    ["name @ file://host/x", "not a full URL"],
    ["name @", "not a full URL"],
    ["name @ https://x.org/n; os_name == 'nt'", "a space is missing"],
    ["name @ https://x.org/n >=1", "follows the URL"],
    ["numpy=>1", '"=>1" is not a version specifier'],
    ["numpy 1.0", "not a version specifier"],
    ["numpy>=1.*", "not a version specifier"],
    ["numpy==1.0a1.*", "not a version specifier"],
    ["numpy~=1", "not a version specifier"],
    ["numpy>=1+local", "not a version specifier"],
    ["numpy===", "not a version specifier"],
    ["numpy (>=1", "not a version specifier"],
    ["numpy_", "not a version specifier"],
    ["numpy[a,]", "not the name of an extra"],
    ["numpy[a", "not a version specifier"],
    ["_numpy", "does not begin with the name"],
    ["numpy;", "nothing in place of a variable"],
    ["numpy;os_name", "nothing in place of an operator"],
    ["numpy;os_nam=='a'", '"os_nam" in place of a variable'],
    ["numpy;os_name='a'", '"=" in place of an operator'],
    ["numpy;(os_name=='a'", 'nothing in place of ")"'],
    ["numpy;os_name=='a')", 'should end before ")"'],
    ["numpy;os_name=='a", "cannot be read from"],
    ["numpy;os_name=='\\x41'", "backslash"],
    ["numpy===1/2", "not a version specifier"],
  ])("says why: %j", (text, reason) => {
    assert.include(reasonFor(text), reason)
  })

  it("never shows the credentials that it refuses", () => {
    for (const user of ["me:hush-hush", "hush-hush", "me:hush@hush-hush"]) {
      const message = Either.match(parse(`name @ https://${user}@x.org/n`), {
        onLeft: (error) => error.message,
        onRight: () => "accepted: hush",
      })
      assert.include(message, "name @ https://***@x.org/n")
      assert.notInclude(message, "hush")
    }
  })

  it("may not be endlessly long or deep", () => {
    assert.include(reasonFor("a".repeat(4097)), "longer than 4096")
    assert.include(reasonFor(`a;${"(".repeat(2000)}`), "nested parentheses")
  })

  it("shows the value, the reason and the way out in its message", () => {
    const message = Either.match(parse("numpy=>1"), {
      onLeft: (error) => error.message,
      onRight: () => "accepted",
    })
    assert.strictEqual(
      message,
      'Cannot use "numpy=>1" as a dependency: "=>1" is not a version specifier. Write it like "numpy>=1.26" or "requests[socks]>=2,<3".',
    )
  })

  it("does not fill the message with a long value", () => {
    const error = Either.flip(parse(`a;${"(".repeat(4000)}`)).pipe(Either.getOrThrow)
    assert.isBelow(error.message.length, 500)
  })
})

describe("a list of dependencies", () => {
  it("is sorted and has every canonical text once", () => {
    assert.deepStrictEqual(
      normalise(["numpy >=1", "Attrs", "NumPy>=1", "numpy<2"]),
      Either.right(["attrs", "numpy<2", "numpy>=1"]),
    )
  })

  it("is refused for all that are wrong, ten of them in words", () => {
    const refusal = (texts: ReadonlyArray<string>) =>
      Either.getOrThrow(Either.flip(normalise(texts))).message.split("\n")
    const lines = refusal(["numpy", "-r x", "six", "./y"])
    assert.lengthOf(lines, 3)
    assert.match(lines[0] ?? "", /^Cannot use "-r x" as a dependency: /)
    assert.match(lines[1] ?? "", /^Cannot use ".\/y" as a dependency: /)
    assert.match(lines[2] ?? "", /^Write them like /)
    const many = refusal(Array.from({ length: 50 }, (_, index) => `-x${index}`))
    assert.lengthOf(many, 12)
    assert.strictEqual(many[10], "40 more are wrong, too.")
  })
})

const blanks = fc.constantFrom("", "", "", " ", "\t", "  ")
const spaced = (...parts: ReadonlyArray<fc.Arbitrary<string>>): fc.Arbitrary<string> =>
  fc.tuple(...parts.flatMap((part) => [part, blanks])).map((texts) => texts.join(""))
const identifier = fc.oneof(
  fc.constantFrom("numpy", "Foo.Bar", "a", "x_Y-z", "zope.interface", "A1", "python", "in", "v1"),
  fc.stringMatching(/^[A-Za-z0-9._-]{1,6}$/),
)
const version = fc.oneof(
  fc.constantFrom("1", "2.0", "1.0.*", "1.0a1", "v1.2", "1!2.0", "1.0.post1", "1.0-1", "1.0.dev3"),
  fc.constantFrom(
    "1.0+local.1",
    "1.0RC1",
    "1.0-alpha_1",
    "1.0.a1.*",
    "01.002",
    "1.0.0.0",
    "x",
    "",
    "1.*",
  ),
  fc.stringMatching(
    /^[0-9]{1,2}(\.[0-9]{1,2}){0,3}(\.\*|(a|b|rc)[0-9]|\.post[0-9]|\.dev|\+[a-z0-9]{1,3})?$/,
  ),
)
const operator = fc.constantFrom("==", ">=", "<=", "<", ">", "!=", "~=", "===", "=", "=>")
const clause = fc.oneof(
  { weight: 1, arbitrary: spaced(operator, version) },
  {
    weight: 3,
    arbitrary: spaced(
      fc.constantFrom("==", ">=", "<=", "<", ">", "!=", "~=", "==="),
      fc.stringMatching(
        /^v?[0-9]{1,2}(\.[0-9]{1,2}){1,3}([-_.]?(a|beta|RC)[-_.]?[0-9]?)?([-.]post[0-9]?|-[0-9])?(\.dev)?$/,
      ),
    ),
  },
)
const clauses = fc.array(clause, { maxLength: 3 }).map((parts) => parts.join(","))
const versions = fc.oneof(
  clauses,
  spaced(fc.constant("("), clauses, fc.constant(")")),
  clauses.map((text) => `${text},`),
)
const extras = fc.oneof(
  fc.constant(""),
  spaced(fc.constant("["), spaced(identifier), fc.constant("]")),
  fc.array(spaced(identifier), { maxLength: 3 }).map((names) => `[ ${names.join(",")}]`),
)
const operand = fc.constantFrom(
  ...["python_version", "os_name", "sys.platform", "platform_machine", "platform.version", "extra"],
  ...["implementation_name", "python_implementation", "platform_release", "extras", "platform"],
  ...['"3.8"', "'linux'", `'a "b"'`, '"it\'s"', '""', "'x y'", '"é"'],
)
const logic = fc.constantFrom("and", "or", " and ", " or ")
const comparator = fc.oneof(
  { weight: 3, arbitrary: operator },
  { weight: 2, arbitrary: fc.constantFrom(" in ", " not in ", "in", " not\t in", "notin") },
)
const marker: fc.Arbitrary<string> = fc.letrec<{ expression: string; atom: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: "small" },
    tie("atom"),
    spaced(tie("atom"), logic, tie("expression")),
  ),
  atom: fc.oneof(
    { depthSize: "small" },
    spaced(operand, comparator, operand),
    spaced(fc.constant("("), tie("expression"), fc.constant(")")),
  ),
})).expression
const url = fc.constantFrom(
  ...[
    "https://x.org/n.whl",
    "git+https://x.org/n@v1#egg=n",
    "http://localhost/a;b",
    "file:///n.whl",
  ],
  ...["ftp://x.org/n", "http://x.org/n", "./n", "n", "https://x.org/n;"],
)
const ending = fc.oneof(
  fc.constant(""),
  fc.constant(""),
  marker.map((text) => `;${text}`),
)
const requirement = fc.oneof(
  { weight: 5, arbitrary: spaced(fc.constant(""), identifier, extras, versions, ending) },
  {
    weight: 1,
    arbitrary: spaced(
      identifier,
      extras,
      fc.constant("@"),
      url,
      ending.map((m) => ` ${m}`),
    ),
  },
)
const mutated = fc
  .tuple(requirement, fc.nat(), fc.constantFrom(...` \t_-.,;:'"()[]<>=!~@#$*+/\\a1é`), fc.nat(1))
  .map(([text, place, char, removed]) => {
    const at = place % (text.length + 1)
    return text.slice(0, at) + char + text.slice(at + removed)
  })
const cases = fc.oneof(
  { weight: 4, arbitrary: requirement },
  { weight: 2, arbitrary: mutated },
  { weight: 1, arbitrary: fc.string({ maxLength: 12 }) },
)

/** Where `packaging` accepts a text and we do not, it must be for one of these reasons. */
const onPurpose: Readonly<Record<string, (text: string) => boolean>> = {
  "a control character or a blank that is neither space nor tab": (text) =>
    /[^\P{Cc}\t]|[^\P{Z} ]/u.test(text),
  '"#" outside of a URL': (text) => /^[^@]*#|@.*[ \t].*#/.test(text),
  "a variable": (text) => text.includes("$" + "{"),
  "the name of a file": (text) => /^[ \t]*[\w.-]+\.(whl|zip|egg|tar|tgz|txt|toml|t?gz)/i.test(text),
  "a URL of another kind, one that is not encrypted, or none": (text) =>
    /@[ \t]*(?!(https|git\+https|git\+ssh):\/\/[^/?#]|http:\/\/localhost\/|file:\/\/(localhost)?\/)/i.test(
      text,
    ),
  'a URL that ends in ";"': (text) => /@[ \t]*[^ \t]+;(?:[ \t]|$)/.test(text),
  "a name or an extra that ends in an underscore (not PEP 508)": (text) =>
    /^[^;]*_[ \t]*(?:$|[[\],;@(<>=!~])/.test(text),
  '"===" with nothing after it, or with what PEP 508 does not let a version have': (text) =>
    /===(?![ \t]*[A-Za-z0-9._*+!-]+[ \t]*(?:$|[,;)]))|===.*,[ \t]*,/.test(text),
  "a backslash in a marker": (text) => /;.*\\/.test(text),
}

/** `packaging` takes a comma for a part of what follows "===", and then stumbles over a blank. */
const stumbles = (text: string): boolean => /===[ \t]*[^ \t;]*,[^ \t;]*[ \t]/.test(text)

const script = `
from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

def read(text):
    try:
        return Requirement(text)
    except InvalidRequirement:
        return None

def clause(part):
    if part.operator == "===":
        return (part.operator, part.version)
    base = part.version.removesuffix(".*")
    return (part.operator, str(Version(base)), base == part.version)

def facts(requirement):
    marker = requirement.marker and str(requirement.marker)
    return [requirement.url, marker, {clause(part) for part in requirement.specifier}]

def answer(text, ours):
    theirs = read(text)
    if theirs is None:
        return None
    extras = sorted({canonicalize_name(extra) for extra in theirs.extras})
    same = ours is None or facts(read(ours)) == facts(theirs)
    return {"name": canonicalize_name(theirs.name), "extras": extras, "url": theirs.url, "same": same}

answers = [answer(text, ours) for text, ours in given]
`
const Answer = Schema.Struct({
  name: Schema.String,
  extras: Schema.Array(Schema.String),
  url: Schema.NullOr(Schema.String),
  same: Schema.Boolean,
})
const Answers = Schema.Array(Schema.NullOr(Answer))

describe("Python's own packaging", () => {
  it("accepts what we accept, understands it in the same way, and refuses what we refuse but for our own reasons", (ctx) => {
    const texts = fc.sample(cases, { seed: oracleSeed(), numRuns: 3000 })
    const ours = texts.map((text) => Either.getOrNull(parse(text)))
    const questions = texts.map((text, index) => {
      const read = ours[index] ?? null
      return [text, read === null ? null : format(read)]
    })
    const answers = Schema.decodeUnknownSync(Answers)(
      askPackaging(script, questions, (reason) => ctx.skip(reason)),
    )
    const counts = { both: 0, neither: 0, onPurpose: 0 }
    for (const [index, theirs] of answers.entries()) {
      const text = texts[index] ?? ""
      const mine = ours[index] ?? null
      if (theirs === null) {
        assert.isTrue(mine === null || stumbles(text), `packaging refuses ${JSON.stringify(text)}`)
        counts.neither += 1
      } else if (mine === null) {
        const purposes = Object.values(onPurpose).filter((applies) => applies(text))
        assert.isNotEmpty(purposes, `packaging accepts ${JSON.stringify(text)}: ${reasonFor(text)}`)
        counts.onPurpose += 1
      } else {
        const { name, extras, url } = mine
        assert.deepStrictEqual({ name, extras, url, same: true }, theirs, JSON.stringify(text))
        counts.both += 1
      }
    }
    assert.isAbove(counts.both, 500, JSON.stringify(counts))
    assert.isAbove(counts.neither, 500, JSON.stringify(counts))
  }, 120_000)
})

describe("any text", () => {
  it("has a canonical form that is read as the same requirement", () =>
    fc.assert(
      fc.property(cases, (text) => {
        const read = Either.getOrNull(parse(text))
        if (read === null) return
        assert.deepStrictEqual(accept(format(read)), read)
      }),
      { numRuns: 2000 },
    ))

  it("is refused or read in bounded time, however long it is", () => {
    for (const piece of [
      "a",
      "-",
      " ",
      "(",
      "a,",
      "=1,",
      "[",
      ";",
      "'",
      "a-",
      ".a",
      "\t ",
      "not ",
    ]) {
      const started = performance.now()
      for (const start of ["", "a", "a>=", "a;", "a[", "a @ "])
        parse(start + piece.repeat(4000).slice(0, 4080))
      assert.isBelow(performance.now() - started, 2000, piece)
    }
  })
})
