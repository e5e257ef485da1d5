import { assert, describe, it } from "@effect/vitest"
import { Either, Schema } from "effect"
import * as fc from "fast-check"
import { format, parse } from "../../src/domain/Requirement.ts"
import { askPackaging, oracleSeed } from "../support/Packaging.ts"

const CASES = 500

/** One requirement, before it is spelt. */
const meaning = fc.record({
  name: fc.constantFrom("numpy", "zope.interface", "ruamel-yaml", "typing_extensions", "A1"),
  extras: fc.uniqueArray(fc.constantFrom("socks", "use-chardet", "Security"), { maxLength: 3 }),
  clauses: fc.uniqueArray(
    fc.constantFrom(">=1.2", "<2", "!=1.5.*", "==1.0RC1", "~=1.4.2", "<=3!1.0", "==1.0+Local.1"),
    { maxLength: 3 },
  ),
  marker: fc.constantFrom(
    ...["", "", 'os_name == "nt"', 'python_version >= "3.8" and sys_platform != "win32"'],
    ...['extra == "a" or (os_name == "x" and python_full_version < "4")'],
  ),
})

/** How to spell it. */
const style = fc.record({
  blank: fc.constantFrom("", " ", "\t", "  "),
  separator: fc.constantFrom("-", "_", ".", "--"),
  upper: fc.boolean(),
  reversed: fc.boolean(),
  repeated: fc.boolean(),
  brackets: fc.boolean(),
  quote: fc.constantFrom('"', "'"),
  dotted: fc.boolean(),
})

type Meaning = typeof meaning extends fc.Arbitrary<infer A> ? A : never
type Style = typeof style extends fc.Arbitrary<infer A> ? A : never

const spell = ({ name, extras, clauses, marker }: Meaning, how: Style): string => {
  const { blank, separator, upper, reversed, repeated, brackets, quote, dotted } = how
  const respelt = (text: string) => {
    const separated = text.replace(/[-_.]/g, separator)
    return upper ? separated.toUpperCase() : separated
  }
  const ordered = (texts: ReadonlyArray<string>) => {
    const all = repeated ? [...texts, ...texts] : [...texts]
    return reversed ? all.reverse() : all
  }
  const wanted = ordered(extras).map(respelt)
  const versions = ordered(clauses)
    .map((clause) => clause.replace(/^([<>=!~]+)/, `$1${blank}`))
    .join(`${blank},${blank}`)
  const condition = marker
    .replaceAll('"', quote)
    .replace(/\bos_name\b/g, dotted ? "os.name" : "os_name")
    .replace(/ (==|!=|>=|<) /g, `${blank}$1${blank}`)
  return [
    blank + respelt(name),
    extras.length > 0 ? `[${wanted.join(`${blank},${blank}`)}]` : "",
    brackets && clauses.length > 0 ? `(${versions})` : versions,
    marker === "" ? "" : `;${blank}${condition}`,
  ].join(blank)
}

const script = `
from packaging.requirements import Requirement
answers = [Requirement(a) == Requirement(b) for a, b in given]
`

describe("equal requirements", () => {
  it("have equal texts, and others do not, as packaging sees it", { timeout: 120_000 }, (ctx) => {
    const pairs = fc.sample(
      fc.tuple(meaning, meaning, style, style, fc.boolean()).map(([one, other, a, b, same]) => ({
        texts: [spell(one, a), spell(same ? one : other, b)] as const,
      })),
      { seed: oracleSeed(), numRuns: CASES },
    )
    const asked = pairs.map(({ texts }) => texts)
    const equal = Schema.decodeUnknownSync(Schema.Array(Schema.Boolean))(
      askPackaging(script, asked, (reason) => ctx.skip(reason)),
    )
    let seen = 0
    for (const [index, [left, right]] of asked.entries()) {
      const ours = [left, right].map((text) => format(Either.getOrThrow(parse(text))))
      assert.strictEqual(
        ours[0] === ours[1],
        equal[index],
        `${left} | ${right} | ${ours.join(" | ")}`,
      )
      if (equal[index] === true) seen += 1
    }
    assert.isAbove(seen, CASES / 4)
  })

  it("but for zeros at the end of a version: those are kept as they were written", () => {
    const texts = ["six==1.16", "six==1.16.0"].map((text) => format(Either.getOrThrow(parse(text))))
    assert.deepStrictEqual(texts, ["six==1.16", "six==1.16.0"])
  })
})
