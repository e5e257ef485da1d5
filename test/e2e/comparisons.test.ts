import { assert, describe, it } from "vitest"
import { useFaultScene } from "../support/FaultScene.ts"
import { isFull, rounds } from "../support/Faults.ts"

/** So much work that Python's start does not hide it. */
const working = (amount: number) => `print(sum(i * i for i in range(${amount})) > 0)`

// What depends on how busy this machine is, is tried in full only; the short form are the simulations of
// Comparison.test.ts.
describe.runIf(isFull)("Comparisons on this machine", { timeout: 3_600_000 }, () => {
  const scene = useFaultScene()

  it("claim a difference between a script and itself in at most 4 of 40", async () => {
    const server = await scene().server({ SMART_ASYNC_TIMEOUT_SECONDS: "600" })
    const claims: Array<string> = []
    const total = rounds(40)
    for (let round = 0; round < total; round += 1) {
      const script = working(200_000)
      const { wall, cpu, verdict } = await server.payload("compare_scripts", {
        a: script,
        b: script,
      })
      if (wall.shown || cpu?.shown) claims.push(verdict)
    }
    console.info(`A/A: ${claims.length} of ${total} claim a difference ${claims.join(" ")}`)
    assert.isAtMost(claims.length, 4 * Math.ceil(total / 40))
  })

  it("find a difference of a half in 20 of 20", async () => {
    const server = await scene().server({ SMART_ASYNC_TIMEOUT_SECONDS: "600" })
    const missed: Array<string> = []
    const total = rounds(20)
    for (let round = 0; round < total; round += 1) {
      const asked = { a: working(4_500_000), b: working(3_000_000) }
      const { wall, cpu, verdict } = await server.payload("compare_scripts", asked)
      console.info(verdict)
      const found = [wall, cpu].filter((figure) => figure?.shown)
      if (found.length === 0 || found.some(({ ratio }) => ratio < 1)) missed.push(verdict)
    }
    console.info(`1.5-fold: ${total - missed.length} of ${total} found ${missed.join(" ")}`)
    assert.deepStrictEqual(missed, [])
  })
})
