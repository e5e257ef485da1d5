import { spawn } from "node:child_process"
import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Option } from "effect"
import { readBootId, readStat } from "../../src/metrics/ProcFs.ts"
import { UsageSampler } from "../../src/metrics/UsageSampler.ts"
import { python } from "../support/Python.ts"

/** A process in a session of its own that goes with the scope. */
const start = (code: string) =>
  Effect.acquireRelease(
    Effect.sync(() => spawn(python, ["-c", code], { detached: true, stdio: "ignore", env: {} })),
    (child) =>
      Effect.sync(() => {
        try {
          process.kill(-(child.pid ?? 0), "SIGKILL")
        } catch {
          // It has ended before.
        }
      }),
  ).pipe(
    Effect.map(({ pid = 0 }) => ({
      pid,
      start: Option.match(readStat(pid), { onNone: () => "", onSome: (stat) => stat.start }),
      boot_id: Option.getOrElse(readBootId(), () => ""),
    })),
  )

const workers = `
import os, time
for _ in range(3):
    if os.fork() == 0:
        block = bytearray(os.urandom(1)) * 40_000_000
        time.sleep(30)
time.sleep(30)
`

const busy = `
import time
block = bytearray(b"x") * 60_000_000
del block
while True: pass
`

describe("UsageSampler", () => {
  it.scopedLive(
    "sees the CPU and the peak of a process, also after the memory was given back",
    () =>
      Effect.gen(function* () {
        const sampler = yield* UsageSampler
        const main = yield* start(busy)
        const watch = yield* sampler.watch(main, Duration.millis(50))
        yield* Effect.sleep("700 millis")
        const usage = yield* watch.usage(0.7)
        assert.isAtLeast(usage.peak_rss_max_process_bytes ?? 0, 60_000_000)
        assert.isBelow(usage.peak_rss_max_process_bytes ?? 0, 120_000_000)
        assert.isAtLeast(usage.cpu_user_seconds ?? 0, 0.1)
        assert.deepInclude(usage, { cpu_source: "sampled", source: "node", wall_seconds: 0.7 })
      }).pipe(Effect.provide(UsageSampler.layerProc)),
  )

  it.scopedLive("adds up the tree and names its members", () =>
    Effect.gen(function* () {
      const sampler = yield* UsageSampler
      const main = yield* start(workers)
      const watch = yield* sampler.watch(main, Duration.millis(50))
      yield* Effect.sleep("600 millis")
      const usage = yield* watch.usage(0.6)
      assert.isAtLeast(usage.peak_rss_tree_bytes ?? 0, 120_000_000)
      assert.isBelow(usage.peak_rss_max_process_bytes ?? 0, 90_000_000)
      assert.lengthOf(yield* watch.seen, 3)
    }).pipe(Effect.provide(UsageSampler.layerProc)),
  )

  it.scopedLive("looks early at first and then less and less often", () =>
    Effect.gen(function* () {
      const sampler = yield* UsageSampler
      const main = yield* start("import time; time.sleep(30)")
      const watch = yield* sampler.watch(main, Duration.seconds(60))
      yield* Effect.sleep("400 millis")
      const { samples } = yield* watch.usage(0.4)
      assert.isAtLeast(samples, 1)
      assert.isAtMost(samples, 5)
    }).pipe(Effect.provide(UsageSampler.layerProc)),
  )

  it.scopedLive("knows nothing of a process that was gone before the first look", () =>
    Effect.gen(function* () {
      const sampler = yield* UsageSampler
      const gone = { pid: 4_999_999, start: "1", boot_id: "" }
      const watch = yield* sampler.watch(gone, Duration.millis(20))
      yield* Effect.sleep("100 millis")
      const usage = yield* watch.usage(0.1)
      assert.deepInclude(usage, { samples: 0, cpu_user_seconds: null, peak_rss_tree_bytes: null })
    }).pipe(Effect.provide(UsageSampler.layerProc)),
  )

  it.scopedLive(
    "sees by pidusage the memory of the main process, and nothing once it is gone",
    () =>
      Effect.gen(function* () {
        const sampler = yield* UsageSampler
        const main = yield* start(
          "block = bytearray(b'x') * 60_000_000\nimport time; time.sleep(30)",
        )
        const watch = yield* sampler.watch(main, Duration.millis(100))
        yield* Effect.sleep("1 second")
        const usage = yield* watch.usage(1)
        assert.isAtLeast(usage.peak_rss_max_process_bytes ?? 0, 60_000_000)
        assert.isNull(usage.cpu_user_seconds)
        const gone = yield* sampler.watch({ ...main, pid: 4_999_999 }, Duration.millis(20))
        yield* Effect.sleep("200 millis")
        assert.strictEqual((yield* gone.usage(0.2)).samples, 0)
      }).pipe(Effect.provide(UsageSampler.layerPidusage)),
  )
})
