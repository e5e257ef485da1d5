import { Context, Effect, Layer, Schema, Stream } from "effect"
import type { JobId, JobNotFound, JobNotStoppable, StoreUnavailable } from "../domain/Job.ts"
import type { JobWatch } from "../jobs/JobWatch.ts"
import { catalog } from "./catalog.ts"
import { cancelTask, type Task, taskChanges, taskOf } from "./Task.ts"
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

/** The tools, ready to be called by name, and what goes on after a call: tasks, whose ids are their jobs'. */
export class ToolRegistry extends Context.Tag("python-mcp/ToolRegistry")<
  ToolRegistry,
  {
    readonly call: (
      name: string,
      given: unknown,
      call: ToolCall["Type"],
    ) => Effect.Effect<ToolResult, UnknownTool>
    readonly task: (id: JobId) => Effect.Effect<Task, JobNotFound | StoreUnavailable>
    /** Asks for a task's end and waits for it; one that has ended stays as it is. */
    readonly cancelTask: (
      id: JobId,
    ) => Effect.Effect<void, JobNotFound | JobNotStoppable | StoreUnavailable>
    /** The task at once, then at most five times a second, when its status or message is another; ends with it. */
    readonly taskChanges: (id: JobId) => Stream.Stream<Task, JobNotFound | StoreUnavailable>
  }
>() {
  static readonly layer: Layer.Layer<ToolRegistry, never, ToolServices | JobWatch> = Layer.effect(
    ToolRegistry,
    Effect.gen(function* () {
      const services = yield* Effect.context<ToolServices | JobWatch>()
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
        task: (id) => Effect.provide(taskOf(id), services),
        cancelTask: (id) => Effect.provide(cancelTask(id), services),
        taskChanges: (id) => Stream.provideContext(taskChanges(id), services),
      }
    }),
  )
}
