import {
  ProtocolError,
  ProtocolErrorCode,
  type Result,
  type Server,
  type ServerContext,
  type StandardSchemaV1,
} from "@modelcontextprotocol/server"
import { Cause, Effect, Exit, Option } from "effect"
import { sentenceOf } from "../domain/CauseSentence.ts"
import type { Task } from "../tools/Task.ts"
import type { ToolResult } from "../tools/ToolResult.ts"
import type { Registries } from "./ProtocolServer.ts"
import type { RequestWork } from "./RequestWork.ts"
import { declaresTasks, detailedTask, tasksNotDeclared } from "./TaskWire.ts"

/** Answers tasks/get, tasks/cancel and tasks/update: the jobs, to whoever knows them as tasks. */
export const answerTasks = (server: Server, work: RequestWork): void => {
  const answer = <A>(method: string, use: UseTask<A>, shown: (found: A) => Result) =>
    server.setRequestHandler(method, { params: namedTask }, ({ taskId }, context) => {
      if (!declaresTasks(context.mcpReq.envelope)) throw tasksNotDeclared()
      return work(context, ({ tools }) => use(tools, taskId)).then(
        Exit.match({ onSuccess: shown, onFailure: refuse }),
      )
    })
  answer("tasks/get", (tools, id) => tools.task(id), detailedTask)
  answer(
    "tasks/cancel",
    (tools, id) => tools.cancelTask(id),
    () => ({}),
  )
  // No job asks for input; answers to what was never asked are to be ignored.
  answer(
    "tasks/update",
    (tools, id) => tools.task(id),
    () => ({}),
  )
}

type Tools = Registries["tools"]

type UseTask<A> = (
  tools: Tools,
  id: string,
) => Effect.Effect<A, Effect.Effect.Error<ReturnType<Tools["task"] | Tools["cancelTask"]>>>

/** A standard schema by hand: Effect's is loaded with the world only. */
const namedTask: StandardSchemaV1<unknown, { readonly taskId: string }> = {
  "~standard": {
    version: 1,
    vendor: "python-executor-mcp",
    validate: (params) => {
      const { taskId } = Object(params)
      return typeof taskId === "string"
        ? { value: { taskId } }
        : { issues: [{ message: "taskId is not a text" }] }
    },
  },
}

const refuse = (cause: Cause.Cause<{ readonly _tag: string; readonly message: string }>): never => {
  const isUnknown = Option.exists(Cause.failureOption(cause), ({ _tag }) => _tag === "JobNotFound")
  const code = isUnknown ? ProtocolErrorCode.InvalidParams : ProtocolErrorCode.InternalError
  throw new ProtocolError(code, sentenceOf(cause))
}

/** A call's result, and the task that its client is told of instead, where there is one and it knows such. */
export interface TaskOrResult {
  readonly result: ToolResult
  readonly task?: Task
}

/** What to answer to a call: a run that was handed over is a task to whoever knows them. */
export const asTask =
  (tools: Tools, { mcpReq }: ServerContext) =>
  (result: ToolResult): Effect.Effect<TaskOrResult> => {
    const { handedOver } = result
    if (handedOver === undefined || !declaresTasks(mcpReq.envelope))
      return Effect.succeed({ result })
    return Effect.match(tools.task(handedOver), {
      onSuccess: (task) =>
        // It may have ended since: then this is in time after all.
        task.state._tag === "Completed" ? { result: task.state.result } : { result, task },
      onFailure: () => ({ result }),
    })
  }
