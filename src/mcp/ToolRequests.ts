import {
  ProtocolError,
  ProtocolErrorCode,
  type Server,
  type ServerContext,
} from "@modelcontextprotocol/server"
import { Exit } from "effect"
import { sentenceOf } from "../domain/CauseSentence.ts"
import type { ToolDefinition } from "../tools/Tool.ts"
import { answering } from "./Call.ts"
import { shown } from "./Presentation.ts"
import type { ServerWorld } from "./ProtocolServer.ts"

/** Answers tools/list and tools/call. */
export const answerTools = (server: Server, world: ServerWorld): void => {
  server.setRequestHandler("tools/list", () => {
    world.onFirstUse()
    return { tools: world.definitions().tools.map(listed) }
  })
  server.setRequestHandler("tools/call", (request, context) =>
    callTool(world, request.params.name, request.params.arguments, context),
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

const callTool = (world: ServerWorld, name: string, given: unknown, context: ServerContext) => {
  world.onFirstUse()
  const { use, signal } = answering(name, given, context, world.isClosing)
  return world.runner.run(use, { signal }).then(
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
}
