// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the braces belong to the .env files.
import { isDeepStrictEqual } from "node:util"
import * as NodeContext from "@effect/platform-node/NodeContext"
import { assert, describe, it } from "@effect/vitest"
import * as dotenv from "dotenv"
import { Config, Effect, Either, Random } from "effect"
import * as fc from "fast-check"
import * as EnvFile from "../../src/domain/EnvFile.ts"
import * as PythonDotenv from "../support/PythonDotenv.ts"

const environment = { HOMEV: "/home/me", OUTER: "outside", EMPTY: "", "a b": "spaced" }

interface Example {
  readonly says: string
  readonly file: string
  readonly values: Readonly<Record<string, string>>
}

const grammar: ReadonlyArray<Example> = [
  { says: "keeps a hash without whitespace before it", file: "A=1#c", values: { A: "1#c" } },
  {
    says: "keeps the fragment of an address",
    file: "U=https://x.org/p?q=1#frag",
    values: { U: "https://x.org/p?q=1#frag" },
  },
  {
    says: "takes a hash after the blanks behind = as a comment",
    file: "A= # c\nB=#c\nC=#c #d",
    values: { A: "", B: "#c", C: "#c" },
  },
  { says: "drops a line with junk behind a quote", file: 'A="x" junk\nB=2', values: { B: "2" } },
  { says: "leaves out an exported key without a value", file: "export A\nB=2", values: { B: "2" } },
  { says: "leaves out a key without a value", file: "FOO\nB=2", values: { B: "2" } },
  { says: "drops a line with a colon for =", file: "A: 1\nB=2", values: { B: "2" } },
  { says: "unescapes a single quote in single quotes", file: "A='it\\'s'", values: { A: "it's" } },
  {
    says: "unescapes double quotes in double quotes",
    file: 'A="say \\"hi\\""',
    values: { A: 'say "hi"' },
  },
  {
    says: "reads a tab in double quotes",
    file: '"A=1\nB="a\\tb"',
    values: { '"A': "1", B: "a\tb" },
  },
  {
    says: "reads every other control escape in double quotes",
    file: 'A="\\a\\b\\f\\n\\r\\v"',
    values: { A: "\x07\b\f\n\r\v" },
  },
  {
    says: "keeps escapes that it does not know",
    file: 'A="\\x41\\u0041\\0\\$"\nB=\'\\n\\t\\"\'\nC=a\\tb',
    values: { A: "\\x41\\u0041\\0\\$", B: '\\n\\t\\"', C: "a\\tb" },
  },
  {
    says: "reads two backslashes as one in double quotes",
    file: 'A="a\\\\b"',
    values: { A: "a\\b" },
  },
  {
    says: "reads two backslashes as one in single quotes",
    file: "A='a\\\\b'",
    values: { A: "a\\b" },
  },
  {
    says: "does not escape with an escaped backslash",
    file: 'A="a\\\\nb"',
    values: { A: "a\\nb" },
  },
  {
    says: "ends a quote behind an escaped backslash",
    file: "A='a\\\\'\nB=\"b\\\\\"",
    values: { A: "a\\", B: "b\\" },
  },
  { says: "takes backticks as plain characters", file: "A=`x y` # c", values: { A: "`x y`" } },
  {
    says: "ends a value in backticks with its line",
    file: "A=`x\ny`\nB=2",
    values: { A: "`x", B: "2" },
  },
  {
    says: "drops the line of a double quote without an end and goes on",
    file: 'A="abc\nB=2',
    values: { B: "2" },
  },
  {
    says: "drops the line of a single quote without an end and goes on",
    file: "A='abc\nB=2",
    values: { B: "2" },
  },
  {
    says: "skips one byte order mark, and only at the start",
    file: "\ufeffA=1\n\ufeffB=2",
    values: { A: "1", "\ufeffB": "2" },
  },
  { says: "keeps a second byte order mark", file: "\ufeff\ufeffA=1", values: { "\ufeffA": "1" } },
  {
    says: "accepts a key in single quotes, even of two lines",
    file: "'A'=1\n'b c # d' = 2\n'e\nf'=3\n''=4",
    values: { A: "1", "b c # d": "2", "e\nf": "3" },
  },
  {
    says: "accepts a key of any letters",
    file: "É=1\n😀=😁\n1A=2\na.b-c=3",
    values: { É: "1", "😀": "😁", "1A": "2", "a.b-c": "3" },
  },
  {
    says: "does not continue a line that ends in a backslash",
    file: "A=a\\\nb\nB=2",
    values: { A: "a\\", B: "2" },
  },
  {
    says: "reads comments, export, and blanks round =",
    file: "# x\n  # y\nA=1 # c\n\texport\tB = 2\nC\t=\t3\t#d\nexport=4\nexport =5\nexportD=6",
    values: { A: "1", B: "2", C: "3", export: "4", exportD: "6" },
  },
  {
    says: "gives an empty value as such",
    file: "A=\nB=''\nC=\"\"\nD= \t\nE=",
    values: { A: "", B: "", C: "", D: "", E: "" },
  },
  {
    says: "reads values of several lines in quotes",
    file: "A='1\n# 2\n3' # c\nB=\"1\n\n2\"\n",
    values: { A: "1\n# 2\n3", B: "1\n\n2" },
  },
  {
    says: "drops the last line of a quote of several lines with junk behind it",
    file: 'A="1\n2" junk\nB=2',
    values: { B: "2" },
  },
  {
    says: "reads CRLF and a lone CR as newlines, in quotes as well",
    file: "A=1\r\nB=2\rC='1\r\n2\r3'\r\n\rD=4",
    values: { A: "1", B: "2", C: "1\n2\n3", D: "4" },
  },
  {
    says: "lets the last duplicate win in the first one's place",
    file: "A=1\nB=2\nA=3",
    values: { A: "3", B: "2" },
  },
  {
    says: "lets a later key without a value take the value away",
    file: "A=1\nB=2\nA",
    values: { B: "2" },
  },
  {
    says: "keeps the place of a key whose value comes later",
    file: "A\nB=2\nA=1",
    values: { A: "1", B: "2" },
  },
  { says: "keeps NUL and = in values", file: "A=a\0b=c==", values: { A: "a\0b=c==" } },
  {
    says: "takes Python's whitespace for whitespace, and not JavaScript's",
    file: "A=\x1fa\x85#b\nC\u2003=\u3000d\u2028\n\ufeff=f\ufeff#g\nH=i\x0bj \x1c\nK=l\u180e\u200b",
    values: { A: "a", C: "d", "\ufeff": "f\ufeff#g", H: "i\x0bj", K: "l\u180e\u200b" },
  },
  {
    says: "keeps keys that are special to JavaScript",
    file: "__proto__=x\nconstructor=${__proto__}${toString}\nhasOwnProperty=${constructor}y",
    values: { ["__proto__"]: "x", constructor: "x", hasOwnProperty: "xy" },
  },
  { says: "takes a hash in a bare key as a comment", file: "A#B=1\nB=2", values: { B: "2" } },
  { says: "gives nothing for an empty file", file: "", values: {} },
  { says: "gives nothing for a file of blanks", file: " \r\n\t\x0c\n \u2028", values: {} },
]

const expansion: ReadonlyArray<Example> = [
  {
    says: "leaves $NAME alone, known or not",
    file: "A=1\nB=$A\nC=$NOPE\nD=\"$A\"\nE='$A'",
    values: { A: "1", B: "$A", C: "$NOPE", D: "$A", E: "$A" },
  },
  {
    says: "leaves secrets with dollars alone",
    file: "A=$2b$10$abcDEF\nB=pa$$word\nC=a$",
    values: { A: "$2b$10$abcDEF", B: "pa$$word", C: "a$" },
  },
  {
    says: "keeps a backslash before a dollar, and still resolves the braces",
    file: 'X=1\nA=\\$X\nB=\\${X}\nC="\\${X}"',
    values: { X: "1", A: "\\$X", B: "\\1", C: "\\1" },
  },
  {
    says: "uses the default only for a name that is not set at all",
    file: "E=\nN\nA=${E:-def}\nB=${NOPE:-def}\nC=${EMPTY:-def}\nD=${N:-def}\nF=${NOPE:-}",
    values: { E: "", A: "", B: "def", C: "", D: "", F: "" },
  },
  {
    says: "leaves the shell's other operators alone",
    file: "X=1\nA=${X-def}\nB=${X:+alt}\nC=${X:?no}\nD=${NOPE-def}",
    values: { X: "1", A: "", B: "${X:+alt}", C: "${X:?no}", D: "" },
  },
  {
    says: "does not nest defaults",
    file: "A=${NOPE:-${OUTER:-x}}\nB=${NOPE:-$OUTER}",
    values: { A: "${OUTER:-x}", B: "$OUTER" },
  },
  {
    says: "gives the file's value for a key that the environment has",
    file: "OUTER=inside",
    values: { OUTER: "inside" },
  },
  {
    says: "extends a value of the environment",
    file: "HOMEV=${HOMEV}:x\nB=${HOMEV}",
    values: { HOMEV: "/home/me:x", B: "/home/me:x" },
  },
  {
    says: "lets the file win over the environment, even with no value",
    file: "OUTER\nA=${OUTER:-d}\nHOMEV=1\nB=${HOMEV}",
    values: { A: "", HOMEV: "1", B: "1" },
  },
  {
    says: "sees the definition above, not the last",
    file: "A=1\nB=${A}\nA=2\nC=${A}",
    values: { A: "2", B: "1", C: "2" },
  },
  { says: "does not see a definition below", file: "B=[${A}]\nA=1", values: { B: "[]", A: "1" } },
  {
    says: "resolves in single quotes as in double quotes",
    file: "A=1\nB='${A}'\nC=\"${A}\"\nD=${A}${OUTER}${A}",
    values: { A: "1", B: "1", C: "1", D: "1outside1" },
  },
  {
    says: "gives nothing for an unknown name",
    file: "A=[${NOPE}]\nB=[${}]",
    values: { A: "[]", B: "[]" },
  },
  {
    says: "never runs a command",
    file: "A=$(echo hi)\nB='`echo hi`'\nC=encrypted:x",
    values: { A: "$(echo hi)", B: "`echo hi`", C: "encrypted:x" },
  },
  {
    says: "does not resolve what a reference gave",
    file: "A=$\nB={OUTER}\nC=${A}${B}",
    values: { A: "$", B: "{OUTER}", C: "${OUTER}" },
  },
  {
    says: "takes any characters but } and : for a name",
    file: "A=${a b}\nB=${OUTER\nC=${x${OUTER}\nD=}${OUTER}}\nE='${a\nb}'\n'q$r'=1\nF=${q$r}",
    values: { A: "spaced", B: "${OUTER", C: "", D: "}outside}", E: "", q$r: "1", F: "1" },
  },
  {
    says: "looks behind a colon that spoils a reference for the next one",
    file: "A=${x:${OUTER}\nB=${:${:-${y:-z}:}\nC=${x::-y}\nD=${x:-:-y:}\nE=${${x:",
    values: { A: "${x:outside", B: "${:${y:-z:}", C: "${x::-y}", D: ":-y:", E: "${${x:" },
  },
]

const examples = [...grammar, ...expansion]

describe("EnvFile.values", () => {
  for (const { says, file, values } of examples) {
    it(says, () => {
      assert.deepStrictEqual(
        Object.entries(EnvFile.values(file, environment)),
        Object.entries(values),
      )
    })
  }

  it("gives keys that are whole numbers, though JavaScript puts them first", () => {
    assert.deepStrictEqual(EnvFile.values("B=1\n7=${B}\nC=${7}", {}), { B: "1", 7: "1", C: "1" })
  })

  for (const { says, file, keys } of hostileFiles()) {
    it(`reads 200 KB of ${says} in linear time`, () => {
      assert.isAtLeast(file.length, 200_000)
      assert.strictEqual(Object.keys(EnvFile.values(file, environment)).length, keys)
    })
  }

  it("agrees with npm's dotenv on the grammar that both share", () => {
    const agrees = (file: string) =>
      assert.deepStrictEqual(EnvFile.values(file, environment), { ...dotenv.parse(file) })
    return fc.assert(fc.property(sharedFile, agrees), { numRuns: 3000 })
  })

  it("agrees with python-dotenv itself", { timeout: 120_000 }, (ctx) => {
    const answered = Effect.runPromise(askPython, { signal: ctx.signal })
    return answered.then(
      Either.match({
        onLeft: (unavailable) => ctx.skip(unavailable.message),
        onRight: compareWithPython,
      }),
    )
  })
})

describe("EnvFile.parse", () => {
  it("gives every statement that names a variable, as it is written", () => {
    assert.deepStrictEqual(EnvFile.parse("# c\nA='${X}'\n\nB\nA: 1\nexport A=\"x\\n\" # c\n"), [
      { key: "A", value: "${X}" },
      { key: "B", value: null },
      { key: "A", value: "x\n" },
    ])
  })
})

const askPython = Effect.gen(function* () {
  const installed = yield* PythonDotenv.install
  const seed = yield* Config.integer("ENV_FILE_SEED").pipe(
    Effect.orElse(() => Random.nextIntBetween(0, 2 ** 31)),
  )
  const generated = fc.sample(anyFile, { seed, numRuns: 6000 })
  const files = [...examples.map(({ file }) => file), ...generated]
  const answer = yield* Effect.orDie(PythonDotenv.values(installed, files, environment))
  const context = `python-dotenv ${answer.version}, ENV_FILE_SEED=${seed}`
  return { files, values: answer.values, context }
}).pipe(Effect.either, Effect.scoped, Effect.provide(NodeContext.layer))

function compareWithPython({
  files,
  values,
  context,
}: {
  readonly files: ReadonlyArray<string>
  readonly values: ReadonlyArray<PythonDotenv.Entries>
  readonly context: string
}) {
  assert.deepStrictEqual(differences(files, values).slice(0, 3), [], context)
  assert.deepStrictEqual(
    values.slice(0, examples.length).map(withoutNull),
    examples.map((example) => Object.entries(example.values)),
    `the examples above: ${context}`,
  )
  const substance = values.flat().filter(([, value]) => value !== null && value !== "")
  assert.isAbove(substance.length, files.length, `the corpus says too little: ${context}`)

  // The comparison does compare: a single wrong answer among the thousands is found.
  for (const index of [0, examples.length, files.length - 1]) {
    const wrong = values.map(
      (entries, at): PythonDotenv.Entries =>
        at === index ? [...entries, ["NOT_IN_THE_FILE", "x"]] : entries,
    )
    const found = differences(files, wrong).map(({ file }) => file)
    assert.deepStrictEqual(found, [files[index]])
  }
}

const withoutNull = (entries: PythonDotenv.Entries) => entries.filter(([, value]) => value !== null)

/** Where we and python-dotenv part, its dictionaries put into the order of JavaScript's objects. */
function differences(files: ReadonlyArray<string>, answers: ReadonlyArray<PythonDotenv.Entries>) {
  assert.strictEqual(answers.length, files.length)
  return files.flatMap((file, index) => {
    const ours = Object.entries(EnvFile.values(file, environment))
    const theirs = Object.entries(Object.fromEntries(withoutNull(answers[index] ?? [])))
    return isDeepStrictEqual(ours, theirs) ? [] : [{ file, ours, theirs }]
  })
}

function hostileFiles() {
  const fill = (unit: string) => unit.repeat(Math.ceil(200_000 / unit.length))
  return [
    { says: "blanks within a value", file: `A=x${fill(" ")}y`, keys: 1 },
    { says: "blanks and hashes", file: `A=x${fill("  #")}`, keys: 1 },
    { says: "a double quote without an end", file: `A="${fill('\\"\\\\')}`, keys: 0 },
    { says: "a single quote without an end", file: `A='${fill("\\'\n")}`, keys: 0 },
    { says: "quotes that open on every line", file: fill("A='\nB=\"\n"), keys: 2 },
    { says: "keys with a quote that opens", file: `${fill('"\\\n')}'`, keys: 0 },
    { says: "backslashes", file: `A="${fill("\\\\")}"`, keys: 1 },
    { says: "references without an end", file: `A=${fill("${")}`, keys: 1 },
    { says: "references that colons spoil", file: `A=${fill("${:")}}`, keys: 1 },
    { says: "references that end at once", file: `A=${fill("${}")}`, keys: 1 },
    { says: "braces", file: `A=${fill("}")}`, keys: 1 },
    { says: "newlines", file: `${fill("\r\n\n\r")}A=1`, keys: 1 },
    { says: "exports", file: fill("export "), keys: 0 },
    { says: "one key", file: `${fill("k")}=1`, keys: 1 },
    { says: "references to the line above", file: `A=1\n${fill("A=${A}\n")}`, keys: 1 },
  ]
}

const pieces = (...units: ReadonlyArray<string>) => fc.constantFrom(...units)

const joined = (unit: fc.Arbitrary<string>, maxLength: number) =>
  fc.array(unit, { maxLength }).map((units) => units.join(""))

const blanks = pieces(
  "",
  "",
  " ",
  "\t",
  "  ",
  "\x0b",
  "\x0c",
  "\x1f",
  "\x85",
  "\xa0",
  "\u2028",
  "\u3000",
)

const soup = pieces(
  ..."'\"'\"'\"##$${}{}:-\\\\\\\n\n\n\r  \t==AB0anrtvbf`é😀中\0\x07\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u180e\u2000\u200a\u200b\u2028\u2029\u202f\u205f\u3000\ufeff\ufffd\uffff",
  ...[
    "${A}",
    "${B:-",
    ":-",
    "}",
    "export ",
    "export",
    "\r\n",
    "\nA=",
    "\nB='",
    '\nA="',
    "\\'",
    '\\"',
    "OUTER",
    "HOMEV",
    "__proto__",
    " #",
  ],
)

const reference = fc
  .tuple(
    pieces("A", "B", "OUTER", "EMPTY", "a b", "NOPE", "__proto__", ""),
    pieces("", ":-", ":-d", ":-${B", "-d", ":+d", ":"),
  )
  .map(([name, operator]) => `\${${name}${operator}}`)

const content = joined(
  fc.oneof({ weight: 3, arbitrary: soup }, { weight: 1, arbitrary: reference }),
  8,
)

const lineOfContent = content.map((text) => text.replace(/[\r\n]/g, ""))

const value = fc.oneof(
  lineOfContent,
  reference,
  content.map((text) => `"${text.replaceAll('"', '\\"')}"`),
  content.map((text) => `'${text.replaceAll("'", "\\'")}'`),
  content.map((text) => `"${text.replaceAll('"', "")}x"`),
  content.map((text) => `'${text.replaceAll("'", "")}x'`),
  content.map((text) => `"${text}"`),
  content.map((text) => `'${text}'`),
)

const key = fc.oneof(
  { weight: 6, arbitrary: pieces("A", "B", "C", "OUTER", "é", "😀", "__proto__", "1") },
  { weight: 1, arbitrary: pieces("'A'", "'a b'", "'", "export", "\ufeffA", "A:") },
  { weight: 1, arbitrary: lineOfContent },
)

const sign = pieces("=", "=", "=", "=", "=", "=", "")

const tail = pieces("", "", "", "", "# c", "#", "junk")

const statement = fc
  .tuple(pieces("", "", "export "), blanks, key, blanks, sign, blanks, value, blanks, tail)
  .map((parts) => parts.join(""))

const line = fc.oneof({ weight: 8, arbitrary: statement }, { weight: 1, arbitrary: lineOfContent })

const lines = fc
  .tuple(
    pieces("", "", "", "\ufeff"),
    fc.array(line, { minLength: 1, maxLength: 8 }),
    pieces("\n", "\n", "\r\n", "\r", "\n\n"),
    pieces("", "\n", "\r"),
  )
  .map(([mark, parts, newline, end]) => mark + parts.join(newline) + end)

const anyFile = fc.oneof(
  { weight: 1, arbitrary: joined(soup, 40) },
  { weight: 3, arbitrary: lines },
)

const sharedText = joined(pieces(..."abcXYZ019 =:,;/@%$!*()[]<>|&.-_~^?+é中😀"), 12)

const sharedValue = fc.oneof(
  fc.constant(""),
  fc
    .tuple(pieces(..."aZ0/.-é"), sharedText, pieces("", "\\", "'", '"', "x"))
    .map((parts) => parts.join("")),
  joined(fc.oneof(sharedText, pieces("\n", "\r\n", "#", " # ", '"', "`")), 5).map(
    (text) => `'${text}'`,
  ),
  joined(fc.oneof(sharedText, pieces("\n", "\r\n", "#", " # ", "'", "`", "\\n", "\\r")), 5).map(
    (text) => `"${text}"`,
  ),
)

const sharedLine = fc.oneof(
  fc
    .tuple(
      pieces("", "  ", "export ", " export  "),
      fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_.-]{0,4}$/),
      pieces("=", " =", "= ", " = ", "\t=\t"),
      sharedValue,
      pieces("", " ", " # a comment", '\t# it\'s "quoted"'),
    )
    .map((parts) => parts.join("")),
  pieces("", "   ", "# a comment", "  # A=1", "#"),
)

const sharedFile = fc
  .tuple(fc.array(sharedLine, { maxLength: 8 }), pieces("\n", "\r\n", "\r"))
  .map(([lines, newline]) => lines.join(newline))
