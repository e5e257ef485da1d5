import { assert, describe, it } from "@effect/vitest"
import { Option } from "effect"
import { addSample, nothingSeen, type ProcessSample, usageOf } from "../../src/metrics/UsageFold.ts"

const sample = (
  userSeconds: number,
  systemSeconds: number,
  resident: number,
  peak = resident,
): ProcessSample => ({
  cpu: Option.some({ userSeconds, systemSeconds }),
  memory: Option.some({ resident, peak }),
})

const usageAfter = (...looks: ReadonlyArray<ReadonlyArray<ProcessSample>>) =>
  usageOf(looks.reduce(addSample, nothingSeen), { wallSeconds: 2, sampleIntervalSeconds: 0.05 })

describe("usage from samples", () => {
  it("of nobody is null in every figure, never 0", () => {
    assert.deepStrictEqual(usageAfter([], []), {
      wall_seconds: 2,
      cpu_user_seconds: null,
      cpu_system_seconds: null,
      cpu_source: null,
      peak_rss_max_process_bytes: null,
      peak_rss_max_process_source: null,
      peak_rss_tree_bytes: null,
      peak_rss_tree_source: null,
      samples: 0,
      sample_interval_seconds: 0.05,
      source: "node",
    })
  })

  it("tells the largest process and the largest sum of the tree apart", () => {
    const usage = usageAfter(
      [sample(0.1, 0, 100, 300)],
      [sample(0.2, 0, 150), sample(0.1, 0, 120), sample(0.1, 0, 110)],
      [sample(0.3, 0, 90)],
    )
    assert.strictEqual(usage.peak_rss_max_process_bytes, 300)
    assert.strictEqual(usage.peak_rss_tree_bytes, 380)
    assert.strictEqual(usage.samples, 3)
  })

  it("keeps the largest sum of CPU when a child leaves unseen", () => {
    const usage = usageAfter([sample(1, 0.5, 1), sample(2, 1, 1)], [sample(1.5, 0.5, 1)])
    assert.strictEqual(usage.cpu_user_seconds, 3)
    assert.strictEqual(usage.cpu_system_seconds, 1.5)
    assert.strictEqual(usage.cpu_source, "sampled")
  })

  it("knows memory alone where the platform tells no CPU", () => {
    const memory = Option.some({ resident: 7, peak: 7 })
    const usage = usageAfter([{ cpu: Option.none(), memory }])
    assert.isNull(usage.cpu_user_seconds)
    assert.isNull(usage.cpu_source)
    assert.strictEqual(usage.peak_rss_tree_bytes, 7)
  })

  it("does not take a dying process without memory for one of 0 bytes", () => {
    const usage = usageAfter([{ cpu: Option.none(), memory: Option.none() }])
    assert.isNull(usage.peak_rss_max_process_bytes)
    assert.isNull(usage.peak_rss_tree_bytes)
  })
})
