import { Context, Effect, Layer } from "effect"
import { Settings } from "../domain/Settings.ts"
import { ProcessRunner } from "./ProcessRunner.ts"

/** What becomes of jobs when their server ends: the setting, where whoever holds processes can do it. */
export class OnServerExit extends Context.Tag("python-mcp/OnServerExit")<
  OnServerExit,
  {
    readonly means: Settings["Type"]["onServerExit"]
    /** For the people whose setting cannot be followed. */
    readonly notes: ReadonlyArray<string>
  }
>() {
  static readonly layer: Layer.Layer<OnServerExit, never, ProcessRunner | Settings> = Layer.effect(
    OnServerExit,
    Effect.gen(function* () {
      const { onServerExit } = yield* Settings
      const { canKeep } = yield* ProcessRunner
      if (onServerExit === "stop" || canKeep) return { means: onServerExit, notes: [] }
      yield* Effect.logWarning(cannotKeep)
      return { means: "stop", notes: [cannotKeep] } as const
    }),
  )
}

const cannotKeep =
  'PYTHON_MCP_ON_SERVER_EXIT=keep means "stop" here: the server itself holds the processes, so they end with it.'
