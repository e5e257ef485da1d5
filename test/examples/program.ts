import { NodeContext, NodeRuntime } from "@effect/platform-node"
import { Console, Duration, Effect, Layer, Logger, LogLevel, Option, Schema } from "effect"
import {
  appLayer,
  JobProgress,
  JobRegistry,
  nodeHostLayer,
  Shutdown,
  smartAsync,
} from "python-executor-mcp"

const countToThree = Effect.gen(function* () {
  const progress = yield* JobProgress
  for (const n of [1, 2, 3]) {
    yield* Effect.sleep("400 millis")
    yield* progress.report(n, 3, `counted ${n}`)
  }
  return 3
})

const program = Effect.gen(function* () {
  const registry = yield* JobRegistry
  const { _tag, id } = yield* smartAsync(countToThree, {
    label: "counting",
    budget: Duration.millis(500),
    result: Schema.Number,
  })
  const before = yield* registry.get(id)
  yield* Console.log(_tag, before.state._tag)

  yield* registry.wait([id], "all")
  const after = yield* registry.get(id)
  const result = Option.map(after.result, ({ value }) => value)
  yield* Console.log(after.state._tag, Option.getOrNull(result))
})

const nodeLayer = Layer.mergeAll(
  NodeContext.layer,
  nodeHostLayer(process),
  Shutdown.layer,
  Logger.minimumLogLevel(LogLevel.Warning),
)

program.pipe(Effect.provide(appLayer), Effect.provide(nodeLayer), NodeRuntime.runMain)
