import { ProtocolError, ProtocolErrorCode, type Server } from "@modelcontextprotocol/server"
import { Exit } from "effect"
import { sentenceOf } from "../domain/CauseSentence.ts"
import type { CompletionRequest } from "../tools/Resource.ts"
import type { ServerWorld } from "./ProtocolServer.ts"

/** Answers completion/complete; there are no prompts, so only variables of resources can be completed. */
export const answerCompletions = (server: Server, world: ServerWorld): void => {
  server.setRequestHandler("completion/complete", ({ params: { ref, argument, context } }) => {
    if (ref.type === "ref/prompt") throw invalid(`There is no prompt ${JSON.stringify(ref.name)}.`)
    const known = world.definitions().resources.map(({ uriTemplate }) => uriTemplate)
    if (!known.includes(ref.uri)) throw invalid(unknownTemplate(ref.uri, known))
    return complete(world, {
      uriTemplate: ref.uri,
      variable: argument.name,
      typed: argument.value,
      known: context?.arguments ?? {},
    })
  })
}

const invalid = (message: string) => new ProtocolError(ProtocolErrorCode.InvalidParams, message)

const unknownTemplate = (uri: string, known: ReadonlyArray<string>): string =>
  `There is no resource template ${JSON.stringify(uri)}. There are ${known.join(", ")}.`

const complete = (world: ServerWorld, request: CompletionRequest) => {
  world.onFirstUse()
  return world.runner
    .run(({ resources }) => resources.complete(request))
    .then(
      Exit.match({
        onSuccess: ({ values, ...rest }) => ({ completion: { ...rest, values: [...values] } }),
        onFailure: (cause) => {
          throw new ProtocolError(ProtocolErrorCode.InternalError, sentenceOf(cause))
        },
      }),
    )
}
