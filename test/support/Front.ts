import { Client, InMemoryTransport } from "@modelcontextprotocol/client"
import { Deferred, Effect, Option, Ref, Runtime, Stream } from "effect"
import { JobNotFound } from "../../src/domain/Job.ts"
import {
  makeProtocolServer,
  type Registries,
  type RegistryRunner,
} from "../../src/mcp/ProtocolServer.ts"
import { makeSubscriptions } from "../../src/mcp/Subscriptions.ts"
import { icons } from "../../src/tools/Icons.ts"
import {
  CursorInvalid,
  type ResourceDefinition,
  ResourceNotFound,
} from "../../src/tools/Resource.ts"
import type { ToolDefinition } from "../../src/tools/Tool.ts"
import { type ToolRegistry, UnknownTool } from "../../src/tools/ToolRegistry.ts"
import type { ToolResult } from "../../src/tools/ToolResult.ts"

/** What a scripted tool does when it is called. */
export type ToolBehaviour = ToolRegistry["Type"]["call"]

export const text = (said: string): ToolResult => ({
  content: [{ type: "text", text: said }],
  structuredContent: { said },
})

const definition: ToolDefinition = {
  name: "say",
  title: "Say",
  description: "Says something.",
  icons: [],
  annotations: {
    title: "Say",
    readOnlyHint: true,
    destructiveHint: false,
    idempotentHint: true,
    openWorldHint: false,
  },
  inputSchema: { type: "object", properties: {} },
  outputSchema: { type: "object", properties: {} },
}

const template: ResourceDefinition = {
  uriTemplate: "job-stream://{job_id}",
  name: "job-stream",
  title: "Output of a job",
  description: "Both streams.",
  mimeType: "text/plain",
  icons: icons.jobs,
  annotations: { audience: ["user"], priority: 0.5 },
}

/** The registries behind a front: one tool, and one resource; no tasks, unless a test brings some. */
export const registries = (
  behaviour: ToolBehaviour,
  tasks: Partial<Registries["tools"]> = {},
  different: Partial<Registries["resources"]> = {},
): Registries => ({
  tools: {
    call: (name, given, call) =>
      name === definition.name ? behaviour(name, given, call) : new UnknownTool({ name }),
    task: (id) => new JobNotFound({ job_id: id }),
    cancelTask: (id) => new JobNotFound({ job_id: id }),
    taskChanges: () => Stream.never,
    ...tasks,
  },
  resources: {
    read: (uri) =>
      uri === "job-stream://known"
        ? Effect.succeed({ mimeType: "text/plain", text: "its text" })
        : new ResourceNotFound({ uri, reason: "there is none. List the kinds." }),
    list: (cursor) =>
      Option.match(cursor, {
        onNone: () => Effect.succeed({ resources: [] }),
        onSome: (given) => new CursorInvalid({ cursor: given }),
      }),
    complete: ({ variable, typed, known }) =>
      Effect.succeed({
        values: [variable, typed, JSON.stringify(known)],
        total: 3,
        hasMore: false,
      }),
    known: () => Effect.void,
    changes: () => Stream.never,
    listChanges: Stream.never,
    ...different,
  },
})

/** Lets the promises of the SDK take their turns, in real time. */
export const turns: Effect.Effect<void> = Effect.promise(
  () => new Promise((resolve) => setTimeout(resolve, 10)),
)

/** What clients of a front learn before they use anything. */
export const definitions = () => ({ tools: [definition], resources: [template] })

/** A client and a server that are connected in memory; effects run on the clock of the test. */
export const connected = Effect.fnUntraced(function* (
  behaviour: ToolBehaviour,
  resources: Partial<Registries["resources"]> = {},
  tasks: Partial<Registries["tools"]> = {},
) {
  const runtime = yield* Effect.runtime<never>()
  const run = Runtime.runPromiseExit(runtime)
  const faced = registries(behaviour, tasks, resources)
  const uses = yield* Ref.make(0)
  let closing = false
  const runner: RegistryRunner = { run: (use, options) => run(use(faced), options) }
  const server = makeProtocolServer(
    {
      runner,
      subscriptions: makeSubscriptions(runner),
      definitions,
      isClosing: () => closing,
      onFirstUse: () => Runtime.runSync(runtime)(Ref.update(uses, (n) => n + 1)),
    },
    "legacy",
  )
  const client = new Client({ name: "test", version: "1" })
  const [ours, theirs] = InMemoryTransport.createLinkedPair()
  yield* Effect.acquireRelease(
    Effect.promise(() => Promise.all([server.connect(theirs), client.connect(ours)])),
    () => Effect.promise(() => client.close()),
  )
  return {
    client,
    uses: Ref.get(uses),
    beginsToClose: Effect.sync(() => {
      closing = true
    }),
  }
})

/** A tool that works until it is interrupted, and whether that was so. */
export const endless = Effect.gen(function* () {
  const begun = yield* Deferred.make<void>()
  const interrupted = yield* Deferred.make<void>()
  const behaviour: ToolBehaviour = () =>
    Deferred.succeed(begun, void 0).pipe(
      Effect.zipRight(Effect.never),
      Effect.onInterrupt(() => Deferred.succeed(interrupted, void 0)),
    )
  return { behaviour, begun: Deferred.await(begun), wasInterrupted: Deferred.isDone(interrupted) }
})
