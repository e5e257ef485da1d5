import {
  ProtocolError,
  ProtocolErrorCode,
  ResourceNotFoundError,
  type Server,
  type ServerContext,
} from "@modelcontextprotocol/server"
import { Cause, Exit, Option } from "effect"
import { sentenceOf } from "../domain/CauseSentence.ts"
import type {
  ResourceContent,
  ResourceDefinition,
  ResourceEntry,
  ResourceNotFound,
  ResourceUnreadable,
} from "../tools/Resource.ts"
import { shown } from "./Presentation.ts"
import type { ServerWorld } from "./ProtocolServer.ts"
import type { RequestWork } from "./RequestWork.ts"

/** Answers resources/list and says so, resources/templates/list and resources/read. */
export const answerResources = (
  server: Server,
  world: ServerWorld,
  work: RequestWork,
  onListed: () => void,
): void => {
  server.setRequestHandler("resources/list", (request, context) => {
    onListed()
    return listResources(work, request.params?.cursor, context)
  })
  server.setRequestHandler("resources/templates/list", () => ({
    resourceTemplates: world.definitions().resources.map(template),
  }))
  server.setRequestHandler("resources/read", (request, context) =>
    readResource(work, request.params.uri, context),
  )
}

/** The SDK's types ask for lists that could be changed. */
const template = ({ annotations, icons, ...definition }: ResourceDefinition) => ({
  ...definition,
  icons: shown(icons),
  annotations: { ...annotations, audience: [...annotations.audience] },
})

const listResources = (work: RequestWork, cursor: string | undefined, context: ServerContext) =>
  work(context, ({ resources }) => resources.list(Option.fromNullable(cursor))).then(
    Exit.match({
      onSuccess: ({ resources, ...rest }) => ({ ...rest, resources: resources.map(listed) }),
      onFailure: (cause) => {
        throw new ProtocolError(ProtocolErrorCode.InvalidParams, sentenceOf(cause))
      },
    }),
  )

/** The wire's own shape: what helps a host to choose stands among the annotations. */
const listed = ({ lastModified, priority, ...entry }: ResourceEntry) => ({
  ...entry,
  annotations: {
    ...(priority === undefined ? {} : { priority }),
    ...(lastModified === undefined ? {} : { lastModified }),
  },
})

const readResource = (work: RequestWork, uri: string, context: ServerContext) =>
  work(context, ({ resources }) => resources.read(uri)).then(
    Exit.match({
      onSuccess: (content) => ({ contents: [{ uri, ...contentOf(content) }] }),
      onFailure: (cause) => {
        throw errorOf(uri, cause)
      },
    }),
  )

/** The protocol has no field for the size of what is read. */
const contentOf = ({ size, ...content }: ResourceContent) =>
  size === undefined ? content : { ...content, _meta: { "python-executor-mcp/size": size } }

/** What is not there is told apart from what cannot be handed out. */
const errorOf = (uri: string, cause: Cause.Cause<ResourceNotFound | ResourceUnreadable>) => {
  const said = sentenceOf(cause)
  const isThere = Option.exists(
    Cause.failureOption(cause),
    ({ _tag }) => _tag === "ResourceUnreadable",
  )
  return isThere
    ? new ProtocolError(ProtocolErrorCode.InternalError, said)
    : new ResourceNotFoundError(uri, said)
}
