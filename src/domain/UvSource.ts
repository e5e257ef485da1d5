import { pathToFileURL } from "node:url"
import { Either, Schema } from "effect"
import { packagePlace, refuse, type UvSettingRefused, type UvTableOrigin } from "./UvPlaces.ts"

/** Where one package comes from, by `[tool.uv.sources]`. */
export type UvSource =
  /** Indexes of the same table, which uv is to obey. */
  | { readonly _tag: "Index"; readonly table: unknown; readonly indexes: ReadonlyArray<string> }
  /** A URL, which becomes part of the requirement; with a marker, only where that holds. */
  | { readonly _tag: "Url"; readonly url: string; readonly marker: string | undefined }

/** Reads one entry; its kinds are told apart by the key that each must have. */
export const readSource = (
  given: unknown,
  name: string,
  origin: UvTableOrigin,
): Either.Either<UvSource, UvSettingRefused> => {
  const key = `sources.${name}`
  const indexes = decodeIndexes([given].flat())
  if (Either.isRight(indexes)) {
    const names = indexes.right.map(({ index }) => index)
    return Either.right({ _tag: "Index", table: given, indexes: names })
  }
  const source = decodeUrlSource(given)
  if (Either.isLeft(source)) {
    return refuse(
      origin,
      key,
      "it is not one of what can be used here: an index, or a git, url or path of its own (not editable, no workspace)",
      "Write the package as `name @ url` among the dependencies, or take the source out",
    )
  }
  return Either.map(urlOf(source.right, key, origin), (url) => ({
    _tag: "Url" as const,
    url: withFolder(url, source.right.subdirectory),
    marker: source.right.marker,
  }))
}

const marker = Schema.optional(Schema.String)

const strict = { onExcessProperty: "error" } as const

const decodeIndexes = Schema.decodeUnknownEither(
  Schema.NonEmptyArray(Schema.Struct({ index: Schema.NonEmptyString, marker })),
  strict,
)

const subdirectory = Schema.optional(Schema.String)

const GitSource = Schema.Struct({
  git: Schema.NonEmptyString,
  rev: Schema.optional(Schema.String),
  tag: Schema.optional(Schema.String),
  branch: Schema.optional(Schema.String),
  subdirectory,
  marker,
})

const WebSource = Schema.Struct({ url: Schema.NonEmptyString, subdirectory, marker })

const PathSource = Schema.Struct({
  path: Schema.NonEmptyString,
  editable: Schema.optional(Schema.Literal(false)),
  subdirectory,
  marker,
})

const UrlSource = Schema.Union(GitSource, WebSource, PathSource)

const decodeUrlSource = Schema.decodeUnknownEither(UrlSource, strict)

const urlOf = (
  source: typeof UrlSource.Type,
  key: string,
  origin: UvTableOrigin,
): Either.Either<string, UvSettingRefused> => {
  if ("url" in source) return Either.right(source.url)
  if ("path" in source) {
    return Either.map(packagePlace(source.path, key, origin), (path) => pathToFileURL(path).href)
  }
  const revision = source.rev ?? source.tag ?? source.branch
  const url = source.git.startsWith("git+") ? source.git : `git+${source.git}`
  return Either.right(revision === undefined ? url : `${url}@${revision}`)
}

const withFolder = (url: string, folder: string | undefined): string =>
  folder === undefined ? url : `${url}#subdirectory=${folder}`
