import { Context, Effect } from "effect"

/** The call that a tool answers, as far as a tool may know of it. */
export class ToolCall extends Context.Tag("python-mcp/ToolCall")<
  ToolCall,
  {
    /** While the call waits, this is what a waiting client is told, as often as it wants to hear. */
    readonly showing: (words: Effect.Effect<string>) => Effect.Effect<void>
  }
>() {
  /** A call of which nobody wants to hear. */
  static readonly silent: ToolCall["Type"] = { showing: () => Effect.void }
}
