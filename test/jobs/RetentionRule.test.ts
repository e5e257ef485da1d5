import { assert, describe, it } from "vitest"
import type { DayEntry } from "../../src/jobs/DayBook.ts"
import { believedTime, surplusOf } from "../../src/jobs/RetentionRule.ts"

const day = 86_400_000
const now = Date.parse("2026-11-23T12:00:00Z")
const today = { clock: now, believed: now }
const unlimited = { days: 0, jobs: 0, bytes: 0 }

/** A job that ended so many days ago. */
const aged = (days: number, bytes = 10): DayEntry => ({
  id: `job-${days}`,
  status: "completed",
  ended_at: new Date(now - days * day).toISOString(),
  bytes,
})

const idsOf = (entries: ReadonlyArray<DayEntry>) => entries.map(({ id }) => id)

describe("of the ended jobs", () => {
  const jobs = [aged(3), aged(1), aged(40), aged(31), aged(2)]

  it("nothing is too much, where nothing is limited", () => {
    assert.deepStrictEqual(surplusOf(jobs, unlimited, today), [])
  })

  it("those that ended too long ago go, the oldest first", () => {
    const surplus = surplusOf(jobs, { ...unlimited, days: 30 }, today)
    assert.deepStrictEqual(idsOf(surplus), ["job-40", "job-31"])
  })

  it("so many stay, the newest", () => {
    const surplus = surplusOf(jobs, { ...unlimited, jobs: 2 }, today)
    assert.deepStrictEqual(idsOf(surplus), ["job-40", "job-31", "job-3"])
  })

  it("so many bytes stay, of the newest", () => {
    const large = [aged(1), aged(2), aged(3, 80), aged(4), aged(5)]
    const surplus = surplusOf(large, { ...unlimited, bytes: 100 }, today)
    assert.deepStrictEqual(idsOf(surplus), ["job-5", "job-4"])
  })

  it("one that is larger than all that may stay goes alone", () => {
    const history = [aged(1), aged(2, 1000), aged(3), aged(4)]
    const surplus = surplusOf(history, { ...unlimited, bytes: 100 }, today)
    assert.deepStrictEqual(idsOf(surplus), ["job-2"])
  })

  it("those of the last hour stay, however many and large they are", () => {
    const minute = 1 / 24 / 60
    const lately = [aged(minute, 1000), aged(2 * minute, 1000), aged(59 * minute), aged(1)]
    const surplus = surplusOf(lately, { days: 30, jobs: 1, bytes: 100 }, today)
    assert.deepStrictEqual(idsOf(surplus), ["job-1"])
  })
})

describe("the time that ages are counted by", () => {
  const swept = { clock: now, believed: now }

  it("is the clock's, as long as that goes as time does", () => {
    assert.strictEqual(believedTime(now + day, swept, []), now + day)
    assert.strictEqual(believedTime(now - day, swept, []), now - day)
  })

  it("does not leap with the clock: a year ahead makes nothing more than two weeks older", () => {
    const leapt = now + 365 * day
    const believed = believedTime(leapt, swept, [])
    assert.strictEqual(believed, now + 14 * day)
    const jobs = [aged(1), aged(10), aged(15)]
    assert.deepStrictEqual(
      surplusOf(jobs, { ...unlimited, days: 30 }, { clock: leapt, believed }),
      [],
    )
    // Without that, all would be gone: this is what the rule is for.
    assert.lengthOf(
      surplusOf(jobs, { ...unlimited, days: 30 }, { clock: leapt, believed: leapt }),
      3,
    )
  })

  it("is right again at once, when the clock is", () => {
    const later = believedTime(now + 365 * day, swept, [])
    const back = now + day
    assert.strictEqual(believedTime(back, { clock: now + 365 * day, believed: later }, []), back)
  })

  it("catches up after a long absence, in time that goes by", () => {
    let last = { clock: now, believed: now }
    const returned = now + 60 * day
    for (let days = 0; days < 50; days++) {
      const clock = returned + days * day
      last = { clock, believed: believedTime(clock, last, []) }
    }
    assert.strictEqual(last.believed, last.clock)
  })

  it("is not long after the newest job's end, where nobody has swept before", () => {
    assert.strictEqual(believedTime(now, null, [aged(1), aged(50)]), now)
    assert.strictEqual(believedTime(now, null, [aged(365), aged(400)]), now - 358 * day)
  })
})
