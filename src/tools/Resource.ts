import { Effect, Option, Schema } from "effect"

/** What a client learns about a kind of resource. */
export interface ResourceDefinition {
  readonly uriTemplate: string
  readonly name: string
  readonly title: string
  readonly description: string
  readonly mimeType: string
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
