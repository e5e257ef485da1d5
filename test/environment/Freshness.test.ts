import { assert, describe, it } from "@effect/vitest"
import { Duration } from "effect"
import { asOf, isDue, isFixed } from "../../src/environment/Freshness.ts"
import { interpreter } from "./Machine.ts"

const commit = "0123456789abcdef0123456789abcdef01234567"

const fixed = (
  requirements: ReadonlyArray<string>,
  uvOptions: ReadonlyArray<string> = [],
  environment: Readonly<Record<string, string>> = {},
) =>
  isFixed(
    { interpreter: interpreter("3.13.0"), requirements, uvOptions, context: [], refresh: false },
    environment,
  )

describe("Asking again for versions", () => {
  it.each([
    [[]],
    [["six==1.17.0"]],
    [["six===1.17.0"]],
    [["six!=2,==1.17.0"]],
    [['six[a]==1.17.0 ; python_version >= "3"']],
    [["idna==3.7", "six==1.17.0"]],
    [[`six @ git+https://a.example/six@${commit}`]],
    [[`six @ git+https://a.example/six@${commit}#subdirectory=a`]],
    [[`six @ https://a.example/six.whl#sha256=${commit}${commit.slice(0, 24)}`]],
  ])("is of no use for %j", (requirements) => {
    assert.isTrue(fixed(requirements))
  })

  it.each([
    [["six"]],
    [["six>=1.17.0"]],
    [["six==1.*"]],
    [["six!=1.17.0"]],
    [["six~=1.17.0"]],
    [['six ; python_version == "3.13"']],
    [["idna==3.7", "six"]],
    [["six @ git+https://a.example/six@main"]],
    [["six @ git+https://a.example/six"]],
    [["six @ https://a.example/six-1.17.0.whl"]],
    [["six @ file:///src/six"]],
  ])("may give something else for %j", (requirements) => {
    assert.isFalse(fixed(requirements))
  })

  it("is of no use where the index is looked at as of a day, but not of a span", () => {
    assert.isTrue(fixed(["six"], ['exclude-newer = "2026-01-01"']))
    assert.isTrue(fixed(["six"], ["no-index = true", 'exclude-newer = "2026-01-01T00:00:00Z"']))
    assert.isTrue(fixed(["six"], [], { UV_EXCLUDE_NEWER: "2026-01-01" }))
    assert.isFalse(fixed(["six"], ['exclude-newer = "1 week"']))
    assert.isFalse(fixed(["six"], [], { UV_EXCLUDE_NEWER: "24 hours" }))
    assert.isFalse(fixed(["six"], ["--index", "2026-01-01"]))
  })

  it("is due when they are older than allowed, or came without a network; never at zero", () => {
    const record = {
      format: 1 as const,
      environment: "a",
      requirements: [],
      resolved_at: "2026-11-23T12:00:00.000Z",
      offline: false,
    }
    const later = Date.parse("2026-11-24T12:00:01Z")
    const day = Duration.days(1)
    assert.isTrue(isDue(record, day, later))
    assert.isFalse(isDue(record, day, later - 2000))
    assert.isTrue(isDue({ ...record, offline: true }, day, later - 2000))
    assert.isFalse(isDue({ ...record, offline: true }, Duration.zero, later))
    assert.strictEqual(asOf(record), "2026-11-23 12:00 UTC")
  })
})
