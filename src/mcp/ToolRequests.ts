import {
  ProtocolError,
  ProtocolErrorCode,
  type Server,
  type ServerContext,
} from "@modelcontextprotocol/server"
import { Exit } from "effect"
import { sentenceOf } from "../domain/CauseSentence.ts"
import type { ToolDefinition } from "../tools/Tool.ts"
import { call } from "./Call.ts"
import { shown } from "./Presentation.ts"
import type { ServerWorld } from "./ProtocolServer.ts"
import type { RequestWork } from "./RequestWork.ts"

/** Answers tools/list and tools/call. */
export const answerTools = (server: Server, world: ServerWorld, work: RequestWork): void => {
  server.setRequestHandler("tools/list", () => {
    world.onFirstUse()
    return { tools: world.definitions().tools.map(listed) }
  })
  server.setRequestHandler("tools/call", (request, context) =>
    callTool(work, request.params.name, request.params.arguments, context),
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
  work(context, ({ tools }) => call(tools, name, given, context)).then(
    Exit.match({
      onSuccess: ({ content, structuredContent, isError }) => ({
        content: [...content],
        ...(structuredContent === undefined ? {} : { structuredContent }),
        ...(isError === undefined ? {} : { isError }),
      }),
      onFailure: (cause) => {
        throw new ProtocolError(ProtocolErrorCode.InvalidParams, sentenceOf(cause))
      },
    }),
  )
