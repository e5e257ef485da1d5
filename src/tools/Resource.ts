import { Effect, Option, Schema } from "effect"

/** What a client learns about a kind of resource. */
export interface ResourceDefinition {
  readonly uriTemplate: string
  readonly name: string
  readonly title: string
  readonly description: string
  readonly mimeType: string
}

/** What a resource holds: text, or bytes as base64. */
export type ResourceContent = { readonly mimeType: string } & (
  | { readonly text: string }
  | { readonly blob: string }
)

/** A resource as a list names it. */
export interface ResourceEntry {
  readonly uri: string
  readonly name: string
  readonly title?: string
  readonly description?: string
  readonly mimeType?: string
  /** Bytes. */
  readonly size?: number
  /** ISO 8601. */
  readonly lastModified?: string
}

/** A part of the list of resources; whoever wants the next one brings the cursor. */
export interface ResourcePage {
  readonly resources: ReadonlyArray<ResourceEntry>
  readonly nextCursor?: string
}

/** A value of a template's variable that somebody is typing. */
export interface CompletionRequest {
  readonly uriTemplate: string
  readonly variable: string
  readonly typed: string
  /** The template's other variables, as far as they are known. */
  readonly known: Readonly<Record<string, string>>
}

/** At most 100 values, as the protocol wants it. */
export interface Completion {
  readonly values: ReadonlyArray<string>
  readonly total: number
  readonly hasMore: boolean
}

/** A kind of resource: a template and how one of it is read. */
export interface Resource<R> {
  readonly definition: ResourceDefinition
  /** None where the URI is not of this kind. */
  readonly read: (uri: string) => Option.Option<Effect.Effect<string, ResourceNotFound, R>>
}

/** The protocol's resource-not-found error. */
export class ResourceNotFound extends Schema.TaggedError<ResourceNotFound>()("ResourceNotFound", {
  uri: Schema.String,
  reason: Schema.String,
}) {
  override get message() {
    return `Resource ${this.uri} not found: ${this.reason}`
  }
}

/** A cursor that no list of ours has given. */
export class CursorInvalid extends Schema.TaggedError<CursorInvalid>()("CursorInvalid", {
  cursor: Schema.String,
}) {
  override get message() {
    return `There is no page ${JSON.stringify(this.cursor)}. List the resources without a cursor to begin anew.`
  }
}

/** How a kind of resource is written down; `read` gets what the pattern's group matched. */
export interface ResourceSpec<E, R> extends ResourceDefinition {
  readonly pattern: RegExp
  readonly read: (name: string) => Effect.Effect<string, E, R>
}

/** Closes over the types of a resource. */
export const makeResource = <E extends { readonly message: string }, R>({
  pattern,
  read,
  ...definition
}: ResourceSpec<E, R>): Resource<R> => ({
  definition,
  read: (uri) =>
    Option.map(Option.fromNullable(pattern.exec(uri)?.[1]), (name) =>
      Effect.mapError(
        read(decoded(name)),
        ({ message }) => new ResourceNotFound({ uri, reason: message }),
      ),
    ),
})

const decoded = (name: string): string => {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
