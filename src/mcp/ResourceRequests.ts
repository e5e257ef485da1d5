import { ResourceNotFoundError, type Server } from "@modelcontextprotocol/server"
import { Exit } from "effect"
import { sentenceOf } from "../domain/CauseSentence.ts"
import type { ServerWorld } from "./ProtocolServer.ts"

/** Answers resources/list, resources/templates/list and resources/read. */
export const answerResources = (server: Server, world: ServerWorld): void => {
  server.setRequestHandler("resources/list", () => ({ resources: [] }))
  server.setRequestHandler("resources/templates/list", () => ({
    resourceTemplates: [...world.definitions().resources],
  }))
  server.setRequestHandler("resources/read", (request) => readResource(world, request.params.uri))
}

const readResource = (world: ServerWorld, uri: string) => {
  world.onFirstUse()
  return world.runner
    .run(({ resources }) => resources.read(uri))
    .then(
      Exit.match({
        onSuccess: (content) => ({ contents: [{ uri, ...content }] }),
        onFailure: (cause) => {
          throw new ResourceNotFoundError(uri, sentenceOf(cause))
        },
      }),
    )
}
