import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { activePathOf, byNewest, folderOf } from "../../src/jobs/JobFolder.ts"
import { JobIds } from "../../src/jobs/JobIds.ts"
import { idAt } from "../support/Owners.ts"
import { hostOf } from "../support/World.ts"

describe("a job's folder", () => {
  it("is on the shelf of the UTC day in its id", () => {
    const last = idAt("2026-11-23T23:59:59.999Z")
    const first = idAt("2026-11-24T00:00:00.000Z")
    assert.strictEqual(folderOf("/s", last), `/s/jobs/2026-11-23/${last}`)
    assert.strictEqual(folderOf("/s", first), `/s/jobs/2026-11-24/${first}`)
  })

  it("is on the shelf of the imported ones, where its id tells no day", () => {
    assert.strictEqual(folderOf("/s", "job-1"), "/s/jobs/imported/job-1")
  })

  it("has its mark beside the jobs, not among them", () => {
    assert.strictEqual(activePathOf("/s", "job-1"), "/s/active/job-1")
  })
})

describe("the order of jobs", () => {
  it("is the newest first", () => {
    const ids = ["2026-11-23", "2026-01-01", "2027-01-01"].map((day) => idAt(`${day}T00:00:00Z`))
    assert.deepStrictEqual([...ids].sort(byNewest), [ids[2], ids[0], ids[1]])
  })
})

describe("the ids of jobs", () => {
  it.effect("of tests count up, and their cookies are known", () =>
    Effect.gen(function* () {
      const ids = yield* JobIds
      assert.strictEqual(yield* ids.next, "00000000000000000000000001")
      assert.strictEqual(yield* ids.next, "00000000000000000000000002")
      assert.strictEqual(yield* ids.cookie("a"), `a:${"0".repeat(32)}`)
    }).pipe(Effect.provide(JobIds.layerSequential)),
  )

  it.effect("have cookies of 128 bits that the host keeps secret", () =>
    Effect.gen(function* () {
      const ids = yield* JobIds
      assert.strictEqual(yield* ids.cookie("a"), `a:${"5e".repeat(16)}`)
    }).pipe(Effect.provide(JobIds.layer.pipe(Layer.provide(hostOf())))),
  )
})
