import { Array as Arr, Context, Effect, Layer, Option, Stream } from "effect"
import { jobStream } from "./jobStream.ts"
import {
  type Completion,
  type CompletionRequest,
  type CursorInvalid,
  type Resource,
  type ResourceContent,
  ResourceNotFound,
  type ResourcePage,
} from "./Resource.ts"

/** Every kind of resource that clients can read. */
export const resources = [jobStream] as const

/** What the resources ask for. */
export type ResourceServices = (typeof resources)[number] extends Resource<infer R> ? R : never

/** The resources, ready to be read by URI. */
export class ResourceRegistry extends Context.Tag("python-mcp/ResourceRegistry")<
  ResourceRegistry,
  {
    readonly read: (uri: string) => Effect.Effect<ResourceContent, ResourceNotFound>
    /** The running and the newest jobs, then the saved scripts, page by page. */
    readonly list: (cursor: Option.Option<string>) => Effect.Effect<ResourcePage, CursorInvalid>
    readonly complete: (request: CompletionRequest) => Effect.Effect<Completion>
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
      const find = (uri: string) =>
        Arr.findFirst(resources, (resource) =>
          Option.map(resource.read(uri), (text) => ({ text, resource })),
        )
      return {
        read: Effect.fn("ResourceRegistry.read")(function* (uri: string) {
          const found = find(uri)
          if (Option.isNone(found)) {
            return yield* new ResourceNotFound({
              uri,
              reason:
                "no kind of resource has such a URI. List the kinds with resources/templates/list.",
            })
          }
          const { text, resource } = found.value
          const content = yield* Effect.provide(text, services)
          return { mimeType: resource.definition.mimeType, text: content }
        }),
        list: () => Effect.succeed({ resources: [] }),
        complete: () => Effect.succeed({ values: [], total: 0, hasMore: false }),
        changes: () => Stream.never,
        listChanges: Stream.never,
      }
    }),
  )
}
