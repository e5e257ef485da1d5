import {
  ProtocolError,
  ProtocolErrorCode,
  type Server,
  type ServerContext,
} from "@modelcontextprotocol/server"
import { Exit } from "effect"
import { sentenceOf } from "../domain/CauseSentence.ts"
import type { CompletionRequest } from "../tools/Resource.ts"
import type { ServerWorld } from "./ProtocolServer.ts"
import type { RequestWork } from "./RequestWork.ts"

/** Answers completion/complete; there are no prompts, so only variables of resources can be completed. */
export const answerCompletions = (server: Server, world: ServerWorld, work: RequestWork): void => {
  server.setRequestHandler("completion/complete", ({ params }, context) => {
    const { ref, argument } = params
    if (ref.type === "ref/prompt") throw invalid(`There is no prompt ${JSON.stringify(ref.name)}.`)
    const known = world.definitions().resources.map(({ uriTemplate }) => uriTemplate)
    if (!known.includes(ref.uri)) throw invalid(unknownTemplate(ref.uri, known))
    const request = {
      uriTemplate: ref.uri,
      variable: argument.name,
      typed: argument.value,
      known: params.context?.arguments ?? {},
    }
    return complete(work, request, context)
  })
}

const invalid = (message: string) => new ProtocolError(ProtocolErrorCode.InvalidParams, message)

const unknownTemplate = (uri: string, known: ReadonlyArray<string>): string =>
  `There is no resource template ${JSON.stringify(uri)}. There are ${known.join(", ")}.`

const complete = (work: RequestWork, request: CompletionRequest, context: ServerContext) =>
  work(context, ({ resources }) => resources.complete(request)).then(
    Exit.match({
      onSuccess: ({ values, ...rest }) => ({ completion: { ...rest, values: [...values] } }),
      onFailure: (cause) => {
        throw new ProtocolError(ProtocolErrorCode.InternalError, sentenceOf(cause))
      },
    }),
  )
