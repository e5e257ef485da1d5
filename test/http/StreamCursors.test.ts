import { assert, describe, it } from "@effect/vitest"
import { Option } from "effect"
import { eventId, fromEventId } from "../../src/http/StreamCursors.ts"

describe("the id of an event", () => {
  it("says where its reader is after it", () => {
    const cursors = { stdout_cursor: 12, stderr_cursor: 0 }
    assert.strictEqual(eventId(cursors), "12-0")
    assert.deepStrictEqual(fromEventId("12-0"), Option.some(cursors))
  })

  it.each([
    "",
    "12",
    "12-",
    "-1-0",
    "1-2-3",
    "a-b",
    "1.5-0",
    "1-1e3",
    "1-9999999999999999",
    " 1-2",
  ])("is not %j", (id) => assert.isTrue(Option.isNone(fromEventId(id))))
})
