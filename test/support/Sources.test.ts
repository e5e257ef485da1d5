import { assert, describe, it } from "@effect/vitest"
import { importsIn, withoutComments } from "./Sources.ts"

describe("the scan of imports", () => {
  const found = (source: string) => assert.deepStrictEqual(importsIn(source), ["../a/B.ts"])

  it("sees values, types, re-exports, side effects and imports at run time", () => {
    found('import { B } from "../a/B.ts"')
    found('import type { B } from "../a/B.ts"')
    found('import {\n  type B,\n  c,\n} from "../a/B.ts"')
    found('import * as B from "../a/B.ts"')
    found('export * from "../a/B.ts"')
    found('export { type B } from "../a/B.ts"')
    found('import "../a/B.ts"')
    found('const b = await import("../a/B.ts")')
    found('type B = import("../a/B.ts").B')
  })

  it("sees nothing in comments", () => {
    assert.deepStrictEqual(importsIn('// import { B } from "../a/B.ts"'), [])
    assert.deepStrictEqual(importsIn('/*\nimport { B } from "../a/B.ts"\n*/'), [])
  })

  it("takes no comment sign in a text for a comment", () => {
    assert.strictEqual(withoutComments('f("http://x") // y'), 'f("http://x") ')
  })
})
