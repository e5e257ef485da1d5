import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { pinnedVersion } from "../../src/mcp/PinnedVersion.ts"
import { registries, text } from "../support/Front.ts"
import { envelope, wired } from "../support/WiredFront.ts"

const faced = registries(() => Effect.succeed(text("hello")))
const list = "tools/list"
const later = envelope({}, "2099-01-01")

describe("a connection of the revision of 2026-07-28", () => {
  it.scoped("refuses a request of another one, says which it serves, and serves the next", () =>
    Effect.gen(function* () {
      const { request } = yield* wired(faced, pinnedVersion())
      yield* request(list, envelope())
      const { error } = yield* request(list, later)
      assert.strictEqual(error?.code, -32022)
      assert.deepStrictEqual(error?.data, { supported: ["2026-07-28"], requested: "2099-01-01" })
      assert.isArray((yield* request(list, envelope())).result?.tools)
    }),
  )

  it.scoped("would serve it, were its messages not looked at", () =>
    Effect.gen(function* () {
      const { request } = yield* wired(faced)
      yield* request(list, envelope())
      assert.isArray((yield* request(list, later)).result?.tools)
    }),
  )

  it.scoped("refuses it in the SDK's own words where it comes first, and after a probe", () =>
    Effect.gen(function* () {
      const { request } = yield* wired(faced, pinnedVersion())
      const { error: first } = yield* request(list, later)
      yield* request("server/discover", envelope())
      const { error: second } = yield* request(list, later)
      yield* request(list, envelope())
      const { error: third } = yield* request(list, later)
      assert.strictEqual(first?.code, -32022)
      assert.deepStrictEqual([second, third], [first, first])
    }),
  )

  it.scoped("leaves notifications and answers alone", () =>
    Effect.gen(function* () {
      const { request, send, heard } = yield* wired(faced, pinnedVersion())
      yield* request(list, envelope())
      yield* send({ method: "notifications/x", params: later })
      yield* request(list, envelope())
      assert.lengthOf(heard, 2)
    }),
  )
})

describe("a connection of an older revision", () => {
  it.scoped("asks no request for its revision", () =>
    Effect.gen(function* () {
      const { request } = yield* wired(faced, pinnedVersion())
      const clientInfo = { name: "old", version: "0" }
      const hello = { protocolVersion: "2025-06-18", capabilities: {}, clientInfo }
      yield* request("server/discover", envelope())
      assert.strictEqual(
        (yield* request("initialize", hello)).result?.protocolVersion,
        "2025-06-18",
      )
      assert.isArray((yield* request(list, later)).result?.tools)
    }),
  )
})
