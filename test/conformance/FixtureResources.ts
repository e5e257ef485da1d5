import { Effect, Option, Stream } from "effect"
import {
  CursorInvalid,
  type ResourceContent,
  type ResourceDefinition,
  ResourceNotFound,
} from "../../src/tools/Resource.ts"
import type { ResourceRegistry } from "../../src/tools/ResourceRegistry.ts"

// The resources that the conformance suite asks for by name.

export const fixtureTemplates: ReadonlyArray<ResourceDefinition> = [
  {
    uriTemplate: "test://template/{id}/data",
    name: "template",
    title: "Template",
    description: "The suite's template.",
    mimeType: "application/json",
    icons: [],
    annotations: { audience: ["user"], priority: 0.5 },
  },
]

/** A red pixel. */
const png =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg=="

const direct: ReadonlyMap<string, ResourceContent> = new Map([
  ["test://static-text", { mimeType: "text/plain", text: "The text of the static resource." }],
  ["test://static-binary", { mimeType: "image/png", blob: png }],
  ["test://watched-resource", { mimeType: "text/plain", text: "It never changes." }],
])

const contentOf = (uri: string): ResourceContent | undefined => {
  const [, id] = /^test:\/\/template\/([^/]+)\/data$/.exec(uri) ?? []
  if (id === undefined) return direct.get(uri)
  return { mimeType: "application/json", text: JSON.stringify({ id, templateTest: true }) }
}

const find = (uri: string) =>
  Option.match(Option.fromNullable(contentOf(uri)), {
    onNone: () => new ResourceNotFound({ uri, reason: "there is none. List them." }),
    onSome: Effect.succeed,
  })

export const fixtureResources: ResourceRegistry["Type"] = {
  read: find,
  list: Option.match({
    onNone: () =>
      Effect.succeed({ resources: [...direct.keys()].map((uri) => ({ uri, name: uri })) }),
    onSome: (cursor) => new CursorInvalid({ cursor }),
  }),
  known: (uri) => Effect.asVoid(find(uri)),
  complete: () => Effect.succeed({ values: [], total: 0, hasMore: false }),
  changes: (uri) => Stream.zipRight(find(uri), Stream.never),
  listChanges: Stream.never,
}
