import { ProtocolError, ProtocolErrorCode, type ServerContext } from "@modelcontextprotocol/server"
import { Effect, Exit } from "effect"
import { sentenceOf } from "../domain/CauseSentence.ts"
import type { ToolDefinition } from "../tools/Tool.ts"
import { call } from "./Call.ts"
import { shown } from "./Presentation.ts"
import type { ServerWorld } from "./ProtocolServer.ts"
import type { RequestWork } from "./RequestWork.ts"
import { asTask } from "./TaskRequests.ts"
import type { TaskServer } from "./TaskServer.ts"
import { createdTask } from "./TaskWire.ts"
import { wireResult } from "./WireResult.ts"

/** Answers tools/list and tools/call. */
export const answerTools = (server: TaskServer, world: ServerWorld, work: RequestWork): void => {
  server.setRequestHandler("tools/list", () => {
    world.onFirstUse()
    return { tools: world.definitions().tools.map(listed) }
  })
  server.setRequestHandler("tools/call", (request, context) =>
    callTool(work, request.params.name, request.params.arguments, context).then(
      ({ result, task }) =>
        task === undefined
          ? wireResult(result)
          : server.handsOver(wireResult(result), createdTask(task)),
    ),
  )
}

/** The wire's own shape: the SDK's types ask for the literal "object". */
const listed = (tool: ToolDefinition) => ({
  ...tool,
  icons: shown(tool.icons),
  annotations: { ...tool.annotations },
  inputSchema: { ...tool.inputSchema, type: "object" as const },
  outputSchema: { ...tool.outputSchema, type: "object" as const },
})

const callTool = (work: RequestWork, name: string, given: unknown, context: ServerContext) =>
  work(context, ({ tools }) =>
    Effect.flatMap(call(tools, name, given, context), asTask(tools, context)),
  ).then(
    Exit.getOrElse((cause) => {
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, sentenceOf(cause))
    }),
  )
