import { assert, describe, it } from "@effect/vitest"
import { Option } from "effect"
import type { PidCounter } from "../../src/metrics/ProcFs.ts"
import { makePidOrder } from "../../src/processes/PidOrder.ts"

const identity = { pid: 1000, start: "50000", boot_id: "boot" }

/** Right after the start of that process, in a machine that gives pids below 32768. */
const atBirth: PidCounter = { forks: 7000, last: 1002, max: 32_768, uptimeSeconds: 500.1 }

/** Whether the order is certain when the counter goes from one reading to another. */
const certain = (birth: PidCounter, later: Partial<PidCounter>, start = identity.start) => {
  let counter = birth
  const order = makePidOrder(() => Option.some(counter))
  order.note(identity)
  counter = { ...birth, ...later }
  return order.isCertain({ ...identity, start })
}

describe("PidOrder", () => {
  it("is certain while fewer forks were made than there was room for", () => {
    assert.isTrue(certain(atBirth, {}))
    assert.isTrue(certain(atBirth, { forks: 7000 + 31_765, last: 32_767 }))
  })

  it("is uncertain once the counter may have wrapped", () => {
    assert.isFalse(certain(atBirth, { forks: 7000 + 31_766, last: 32_767 }))
    assert.isFalse(certain(atBirth, { forks: 7000 + 10, last: 400 }))
  })

  it("is uncertain when the counter has moved further than the forks explain", () => {
    assert.isFalse(certain(atBirth, { forks: 7010, last: 1013 }))
  })

  it("is uncertain about a process that was old when it was noted, or never was", () => {
    assert.isFalse(certain({ ...atBirth, uptimeSeconds: 501 }, {}))
    assert.isFalse(certain({ ...atBirth, last: 999 }, {}))
    assert.isFalse(certain(atBirth, {}, "50001"))
    assert.isFalse(makePidOrder(() => Option.some(atBirth)).isCertain(identity))
  })

  it("is uncertain where the kernel does not tell", () => {
    const order = makePidOrder(() => Option.none())
    order.note(identity)
    assert.isFalse(order.isCertain(identity))
  })
})
