import { assert, describe, it } from "vitest"
import { byNewest } from "../../src/jobs/JobFolder.ts"
import { newestOf } from "../../src/jobs/Newest.ts"
import { idAt } from "../support/Owners.ts"

/** So many ids, in an order that has nothing to do with theirs. */
const shuffled = (count: number) =>
  Array.from({ length: count }, (_, n) =>
    idAt(new Date(1_795_000_000_000 + ((n * 7919) % count)).toISOString(), "1"),
  )

describe("the newest of many ids", () => {
  for (const [total, count] of [
    [0, 5],
    [10, 50],
    [3000, 50],
    [20_000, 50],
    [20_000, 2000],
    [20_000, 19_000],
  ] as const) {
    it(`are the same as if all had been sorted: ${count} of ${total}`, () => {
      const ids = shuffled(total)
      const all = [...ids].sort(byNewest)
      assert.deepStrictEqual(newestOf(ids, count).slice(0, count), all.slice(0, count))
    })
  }

  it("are found where chance has made a bad choice: many of one moment", () => {
    const ids = [...Array<string>(5000).fill(idAt("2026-11-23T00:00:00Z")), ...shuffled(300)]
    assert.deepStrictEqual(newestOf(ids, 600).slice(0, 600), [...ids].sort(byNewest).slice(0, 600))
  })
})
