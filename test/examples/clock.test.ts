import { Path } from "@effect/platform"
import { assert, it } from "@effect/vitest"
import { Duration, Effect, Fiber, Layer, Schema, TestClock } from "effect"
import { appLayer, Host, JobRegistry, Shutdown, smartAsync } from "python-executor-mcp"
import { MemoryFileSystem } from "python-executor-mcp/testing"

const hostLayer = Layer.succeed(Host, {
  environment: {},
  workingDirectory: "/desk",
  homeDirectory: "/home/somebody",
  pid: process.pid,
  platform: process.platform,
  secret: (bytes) => "0".repeat(bytes * 2),
})

const worldLayer = appLayer.pipe(
  Layer.provide(Layer.mergeAll(MemoryFileSystem.layer, Path.layer, hostLayer, Shutdown.layer)),
)

it.effect("ten seconds of work are handed over after 5 s and end as a job", () =>
  Effect.gen(function* () {
    const registry = yield* JobRegistry
    const work = Effect.as(Effect.sleep("10 seconds"), "done")
    const caller = yield* smartAsync(work, {
      label: "ten seconds",
      budget: Duration.seconds(5),
      result: Schema.String,
    }).pipe(Effect.fork)

    yield* TestClock.adjust("5 seconds")
    const outcome = yield* Fiber.join(caller)
    assert.strictEqual(outcome._tag, "Backgrounded")
    assert.strictEqual((yield* registry.get(outcome.id)).state._tag, "Running")

    yield* TestClock.adjust("10 seconds")
    assert.strictEqual((yield* registry.get(outcome.id)).state._tag, "Ended")
  }).pipe(Effect.provide(worldLayer)),
)
