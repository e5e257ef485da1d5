import { Context, Effect, Layer, Schema } from "effect"
import { catalog } from "./catalog.ts"
import type { Tool } from "./Tool.ts"
import { ToolCall } from "./ToolCall.ts"
import type { ToolResult } from "./ToolResult.ts"

/** What the tools of the catalogue ask for, the call itself apart. */
export type ToolServices =
  (typeof catalog)[number] extends Tool<infer R> ? Exclude<R, ToolCall> : never

/** No tool has that name: a JSON-RPC error, not a result. */
export class UnknownTool extends Schema.TaggedError<UnknownTool>()("UnknownTool", {
  name: Schema.String,
}) {
  override get message() {
    return `There is no tool ${JSON.stringify(this.name)}. List the known ones with tools/list.`
  }
}

/** The tools, ready to be called by name. */
export class ToolRegistry extends Context.Tag("python-mcp/ToolRegistry")<
  ToolRegistry,
  {
    readonly call: (
      name: string,
      given: unknown,
      call: ToolCall["Type"],
    ) => Effect.Effect<ToolResult, UnknownTool>
  }
>() {
  static readonly layer: Layer.Layer<ToolRegistry, never, ToolServices> = Layer.effect(
    ToolRegistry,
    Effect.gen(function* () {
      const services = yield* Effect.context<ToolServices>()
      const tools: ReadonlyMap<string, Tool<ToolServices | ToolCall>> = new Map(
        catalog.map((tool) => [tool.name, tool]),
      )
      return {
        call: (name, given, call) => {
          const tool = tools.get(name)
          return tool === undefined
            ? new UnknownTool({ name })
            : tool.call(given).pipe(Effect.provideService(ToolCall, call), Effect.provide(services))
        },
      }
    }),
  )
}
