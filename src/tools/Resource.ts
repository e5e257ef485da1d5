import { Effect, Option, Record, Schema, Stream } from "effect"
import { decodedPart } from "../domain/UriPart.ts"
import { type Icon, type IconGroup, icons } from "./Icons.ts"

/** What a client learns about a kind of resource. */
export interface ResourceDefinition {
  readonly uriTemplate: string
  readonly name: string
  readonly title: string
  readonly description: string
  readonly mimeType: string
  readonly icons: ReadonlyArray<Icon>
  readonly annotations: {
    /** Whom such resources are for. */
    readonly audience: ReadonlyArray<"user" | "assistant">
    /** From 0 to 1, for hosts that cannot show all. */
    readonly priority: number
  }
}

/** What a resource holds: text, or bytes as base64. */
export type ResourceContent = {
  readonly mimeType: string
  /** Bytes, where they are a file's. */
  readonly size?: number
} & ({ readonly text: string } | { readonly blob: string })

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
  /** From 0 to 1, for hosts that cannot show all. */
  readonly priority?: number
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

/** Values that begin as somebody typed; `total` counts those, too, that nobody has looked at. */
export interface Matches {
  readonly values: ReadonlyArray<string>
  readonly total: number
}

/** The variables of a template and their values. */
export type Variables = Readonly<Record<string, string | undefined>>

/** Something that a URI names, which is there. */
interface FoundResource<R> {
  readonly read: Effect.Effect<ResourceContent, ResourceUnreadable, R>
}

/** A kind of resource, ready to be used by URI and by template. */
export interface Resource<R> {
  readonly definition: ResourceDefinition
  /** None where the URI is not of this kind. */
  readonly find: (
    uri: string,
  ) => Option.Option<Effect.Effect<FoundResource<R>, ResourceNotFound, R>>
  /** The same, of its changes: emits whenever reading would give something else; ends with the last. */
  readonly changes: (uri: string) => Option.Option<Stream.Stream<void, ResourceNotFound, R>>
  readonly complete: (
    request: Omit<CompletionRequest, "uriTemplate">,
  ) => Effect.Effect<Matches, never, R>
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

/** It is there, and yet it cannot be handed out. */
export class ResourceUnreadable extends Schema.TaggedError<ResourceUnreadable>()(
  "ResourceUnreadable",
  { uri: Schema.String, reason: Schema.String },
) {
  override get message() {
    return `Resource ${this.uri} cannot be read: ${this.reason}`
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

/** Anything that says what is wrong and the way out. */
interface Told {
  readonly message: string
}

/** How a kind of resource is written down. */
export interface ResourceSpec<A, E1, R1, E2, R2, E3, R3, R4>
  extends Omit<ResourceDefinition, "icons"> {
  /** Which drawing people see beside its name. */
  readonly group: IconGroup
  /** Its groups are named like the template's variables. */
  readonly pattern: RegExp
  /** What a URI is about; fails where there is none. */
  readonly find: (variables: Variables) => Effect.Effect<A, E1, R1>
  readonly read: (found: A) => Effect.Effect<string | ResourceContent, E2, R2>
  readonly changes: (variables: Variables) => Stream.Stream<void, E3, R3>
  /** What each variable may be. */
  readonly complete: Readonly<
    Record<string, (typed: string, known: Variables) => Effect.Effect<Matches, never, R4>>
  >
}

/** Closes over the types of a resource. */
export const makeResource = <A, E1 extends Told, R1, E2 extends Told, R2, E3 extends Told, R3, R4>({
  pattern,
  find,
  read,
  changes,
  complete,
  group,
  ...definition
}: ResourceSpec<A, E1, R1, E2, R2, E3, R3, R4>): Resource<R1 | R2 | R3 | R4> => ({
  definition: { ...definition, icons: icons[group] },
  find: (uri) =>
    Option.map(Option.fromNullable(pattern.exec(uri)), ({ groups = {} }) =>
      find(Record.map(groups, decodedPart)).pipe(
        Effect.mapBoth({
          onFailure: ({ message }) => new ResourceNotFound({ uri, reason: message }),
          onSuccess: (found) => ({
            read: Effect.mapBoth(read(found), {
              onFailure: ({ message }) => new ResourceUnreadable({ uri, reason: message }),
              onSuccess: (content) => contentOf(content, definition.mimeType),
            }),
          }),
        }),
      ),
    ),
  changes: (uri) =>
    Option.map(Option.fromNullable(pattern.exec(uri)), ({ groups = {} }) =>
      Stream.mapError(
        changes(Record.map(groups, decodedPart)),
        ({ message }) => new ResourceNotFound({ uri, reason: message }),
      ),
    ),
  complete: ({ variable, typed, known }) =>
    Option.match(Record.get(complete, variable), {
      onNone: () => Effect.succeed(noMatches),
      onSome: (values) => values(typed, known),
    }),
})

const noMatches: Matches = { values: [], total: 0 }

const contentOf = (content: string | ResourceContent, mimeType: string): ResourceContent =>
  typeof content === "string" ? { mimeType, text: content } : content
