import {
  ResourceNotFoundError,
  type Server,
  type ServerContext,
} from "@modelcontextprotocol/server"
import { Exit } from "effect"
import { sentenceOf } from "../domain/CauseSentence.ts"
import type { ServerWorld } from "./ProtocolServer.ts"
import type { RequestWork } from "./RequestWork.ts"
import type { Publish } from "./Subscriptions.ts"
import { taskIdOf } from "./TaskListening.ts"

/**
 * Answers resources/subscribe and resources/unsubscribe, as the eras up to 2025-11-25 have them. They
 * hear of the list without asking for it, so it is followed once they have shown that they use it: what
 * comes back is to be called when they do.
 */
export const answerSubscriptions = (
  server: Server,
  world: ServerWorld,
  work: RequestWork,
): (() => void) => {
  const publish: Publish = {
    updated: (what) => server.sendResourceUpdated(what),
    listChanged: () => server.sendResourceListChanged(),
  }
  const held = new Map<string, () => void>()
  let releaseList: (() => void) | undefined

  const onListed = () => {
    releaseList ??= world.subscriptions.hold({ uris: [], list: true }, publish)
  }

  const release = (uri: string) => {
    held.get(uri)?.()
    held.delete(uri)
  }

  const subscribe = (uri: string, context: ServerContext) => {
    world.onFirstUse()
    // Followed before it is looked for: whatever changes after the answer is told. A task has no URI here.
    if (!held.has(uri) && taskIdOf(uri) === undefined)
      held.set(uri, world.subscriptions.hold({ uris: [uri], list: false }, publish))
    return work(context, ({ resources }) => resources.known(uri)).then(
      Exit.match({
        onSuccess: () => {
          onListed()
          return {}
        },
        onFailure: (cause) => {
          release(uri)
          throw new ResourceNotFoundError(uri, sentenceOf(cause))
        },
      }),
    )
  }

  server.setRequestHandler("resources/subscribe", ({ params }, context) =>
    subscribe(params.uri, context),
  )
  server.setRequestHandler("resources/unsubscribe", ({ params }) => {
    release(params.uri)
    return {}
  })
  server.onclose = () => {
    for (const uri of [...held.keys()]) release(uri)
    releaseList?.()
    // What is answered only now finds it taken.
    releaseList = () => undefined
  }
  return onListed
}
