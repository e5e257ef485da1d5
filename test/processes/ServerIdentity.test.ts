import { assert, describe, it } from "@effect/vitest"
import { Effect, Option } from "effect"
import { ServerIdentity } from "../../src/processes/ServerIdentity.ts"
import { world } from "../support/World.ts"

describe("the signature of a server", () => {
  const cases = [
    ["its own: it lives", (own: string) => own, Option.some(false)],
    [
      "of a process that is not there",
      (own: string) => own.replace(/-\d+-/, "-909-"),
      Option.some(true),
    ],
    ["of one whose number another has now", (own: string) => `${own}0`, Option.some(true)],
    [
      "of another machine or boot",
      (own: string) => own.replace(/^.{8}/, "0".repeat(8)),
      Option.none(),
    ],
    ["that is none", () => "x", Option.none()],
  ] as const
  for (const [name, change, expected] of cases) {
    it.effect(`tells whether that one is gone: ${name}`, () =>
      Effect.gen(function* () {
        const { signature, isGone } = yield* ServerIdentity
        assert.match(signature, /^[0-9a-f]{8}-\d+-[0-9A-Za-z]+$/)
        assert.deepStrictEqual(yield* isGone(change(signature)), expected)
      }).pipe(Effect.provide(world())),
    )
  }
})
