import { Context, Effect, Layer, Option } from "effect"
import { Settings } from "../domain/Settings.ts"
import { ProcessRunner } from "./ProcessRunner.ts"

/** What becomes of jobs when their server ends: the setting, where whoever holds processes can do it. */
export class OnServerExit extends Context.Tag("python-mcp/OnServerExit")<
  OnServerExit,
  {
    readonly means: Effect.Effect<Settings["Type"]["onServerExit"]>
    /** For the people whose setting cannot be followed. */
    readonly notes: Effect.Effect<ReadonlyArray<string>>
  }
>() {
  static readonly layer: Layer.Layer<OnServerExit, never, ProcessRunner | Settings> = Layer.effect(
    OnServerExit,
    Effect.gen(function* () {
      const { onServerExit } = yield* Settings
      const { helper } = yield* ProcessRunner
      if (onServerExit === "stop") {
        return { means: Effect.succeed(onServerExit), notes: Effect.succeed([]) }
      }
      const complain = yield* Effect.once(Effect.logWarning(cannotKeep))
      const means = Effect.flatMap(
        helper,
        Option.match({
          onNone: () => Effect.as(complain, "stop" as const),
          onSome: () => Effect.succeed(onServerExit),
        }),
      )
      return { means, notes: Effect.map(means, (word) => (word === "stop" ? [cannotKeep] : [])) }
    }),
  )
}

const cannotKeep =
  'PYTHON_MCP_ON_SERVER_EXIT=keep means "stop" here: the server itself holds the processes, so they end with it.'
