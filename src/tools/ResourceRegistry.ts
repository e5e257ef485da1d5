import { Array as Arr, Context, Effect, Layer, type Option, Stream } from "effect"
import { completionOf } from "./Completions.ts"
import { jobFile } from "./jobFile.ts"
import { jobState } from "./jobState.ts"
import { jobStream } from "./jobStream.ts"
import { python } from "./python.ts"
import {
  type Completion,
  type CompletionRequest,
  type CursorInvalid,
  type Resource,
  type ResourceContent,
  ResourceNotFound,
  type ResourcePage,
  type ResourceUnreadable,
} from "./Resource.ts"
import { listDifferences, listResources } from "./ResourceList.ts"
import { savedScript } from "./savedScript.ts"

/** Every kind of resource that clients can read. */
export const resources = [jobStream, jobState, jobFile, savedScript, python] as const

/** What the resources ask for. */
export type ResourceServices =
  | ((typeof resources)[number] extends Resource<infer R> ? R : never)
  | Effect.Effect.Context<ReturnType<typeof listResources>>
  | Stream.Stream.Context<typeof listDifferences>

/** The resources, ready to be read by URI. */
export class ResourceRegistry extends Context.Tag("python-mcp/ResourceRegistry")<
  ResourceRegistry,
  {
    readonly read: (
      uri: string,
    ) => Effect.Effect<ResourceContent, ResourceNotFound | ResourceUnreadable>
    /** The running and the newest jobs, then the saved scripts, page by page. */
    readonly list: (cursor: Option.Option<string>) => Effect.Effect<ResourcePage, CursorInvalid>
    readonly complete: (request: CompletionRequest) => Effect.Effect<Completion>
    /** Fails where there is no such resource. */
    readonly known: (uri: string) => Effect.Effect<void, ResourceNotFound>
    /** Emits whenever reading a resource would give something else, whoever changes it; ends with its last change. */
    readonly changes: (uri: string) => Stream.Stream<void, ResourceNotFound>
    /** Emits whenever the list would be another one. */
    readonly listChanges: Stream.Stream<void>
  }
>() {
  static readonly layer: Layer.Layer<ResourceRegistry, never, ResourceServices> = Layer.effect(
    ResourceRegistry,
    Effect.gen(function* () {
      const services = yield* Effect.context<ResourceServices>()
      const kinds: ReadonlyArray<Resource<ResourceServices>> = resources

      const find = (uri: string) => Effect.flatten(ofKind(uri, (kind) => kind.find(uri)))

      const changes = (uri: string) => Stream.unwrap(ofKind(uri, (kind) => kind.changes(uri)))

      const ofKind = <A>(
        uri: string,
        use: (kind: Resource<ResourceServices>) => Option.Option<A>,
      ) =>
        Effect.orElseFail(
          Arr.findFirst(kinds, use),
          () => new ResourceNotFound({ uri, reason: unknownKind }),
        )

      const complete = ({ uriTemplate, ...request }: CompletionRequest) =>
        Effect.forEach(
          kinds.filter(({ definition }) => definition.uriTemplate === uriTemplate),
          (kind) => kind.complete(request),
        ).pipe(Effect.map(([matches = { values: [], total: 0 }]) => completionOf(matches)))

      return {
        read: Effect.fn("ResourceRegistry.read")(function* (uri: string) {
          return yield* (yield* find(uri)).read
        }, Effect.provide(services)),
        list: (cursor) => Effect.provide(listResources(cursor), services),
        complete: (request) => Effect.provide(complete(request), services),
        known: (uri) => Effect.provide(Effect.asVoid(find(uri)), services),
        changes: (uri) => Stream.provideContext(changes(uri), services),
        listChanges: Stream.provideContext(listDifferences, services),
      }
    }),
  )
}

const unknownKind =
  "no kind of resource has such a URI. List the kinds with resources/templates/list."
