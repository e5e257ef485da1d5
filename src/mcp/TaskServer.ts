import type { CallToolResult, Result } from "@modelcontextprotocol/server"
import { CheckedServer, type Handler } from "./CheckedServer.ts"

/**
 * A server that may answer tools/call with a task, too. The SDK has no such answer: it checks
 * every result of a call against the shape of a tool's, and would put an empty `content` into a task. So it
 * checks the result that a client without tasks would get, and the task goes out in its place.
 */
export class TaskServer extends CheckedServer {
  readonly #tasks = new WeakMap<Result, Result>()

  /** Has a call's result replaced by a task on its way out. */
  handsOver(result: CallToolResult, task: Result): CallToolResult {
    this.#tasks.set(result, task)
    return result
  }

  protected override _wrapHandler(method: string, handler: Handler): Handler {
    if (method !== "tools/call") return super._wrapHandler(method, handler)
    return (request, context) => {
      let task: Result | undefined
      const noting: Handler = (given, within) =>
        handler(given, within).then((result) => {
          task = this.#tasks.get(result)
          return result
        })
      return super
        ._wrapHandler(method, noting)(request, context)
        .then((result) => task ?? result)
    }
  }
}
