import { join } from "node:path"
import type * as FileSystem from "@effect/platform/FileSystem"
import { Effect, Option, Schema } from "effect"
import { parse } from "smol-toml"
import type { Host } from "../domain/Host.ts"

/** The package indexes that uv is told of. URLs with their credentials, if any: never for arguments or words. */
export interface Indexes {
  /** None where nobody tells: then it is PyPI. */
  readonly main: Option.Option<string>
  readonly extra: ReadonlyArray<string>
  /** No index is to be asked at all. */
  readonly isOff: boolean
}

/** By uv's variables, then its configuration of the user, then that of the system. */
export const readIndexes = Effect.fn("Indexes.read")(function* (
  fs: FileSystem.FileSystem,
  host: Host["Type"],
) {
  const texts = yield* Effect.forEach(configurationFiles(host), (path) =>
    Effect.orElseSucceed(fs.readFileString(path), () => ""),
  )
  return indexesOf(host.environment, texts.map(readConfiguration))
})

/** uv's own configuration, which may name other indexes. */
const configurationFiles = ({
  environment,
  homeDirectory,
}: Host["Type"]): ReadonlyArray<string> => {
  if (environment.UV_NO_CONFIG) return []
  if (environment.UV_CONFIG_FILE) return [environment.UV_CONFIG_FILE]
  const user = environment.XDG_CONFIG_HOME || join(homeDirectory, ".config")
  return [join(user, "uv/uv.toml"), "/etc/uv/uv.toml"]
}

const indexesOf = (
  environment: Readonly<Record<string, string>>,
  files: ReadonlyArray<Configuration>,
): Indexes => {
  const variable = (name: string) =>
    (environment[name] ?? "").split(/\s+/).filter((word) => word !== "")
  const given = files.flatMap(({ index = [] }) => index)
  const mains = [
    ...variable("UV_DEFAULT_INDEX").map(readNamed),
    ...variable("UV_INDEX_URL").map(readNamed),
    ...given.filter((index) => index.default),
    ...files.flatMap((file) => (file["index-url"] ? [{ url: file["index-url"] }] : [])),
  ]
  const extra = [
    ...variable("UV_INDEX").map(readNamed),
    ...variable("UV_EXTRA_INDEX_URL").map(readNamed),
    ...given.filter((index) => !index.default && !index.explicit),
    ...files.flatMap((file) => (file["extra-index-url"] ?? []).map((url) => ({ url }))),
  ]
  const located = (index: Index) => withCredentials(environment, index)
  return {
    main: Option.map(Option.fromNullable(mains[0]), located),
    extra: extra.map(located),
    isOff: Boolean(environment.UV_OFFLINE || environment.UV_NO_INDEX),
  }
}

/** The same for pip, which otherwise goes by its own settings. */
export const pipVariables = ({ main, extra }: Indexes): Readonly<Record<string, string>> => ({
  ...Option.match(main, { onNone: () => ({}), onSome: (url) => ({ PIP_INDEX_URL: url }) }),
  ...(extra.length === 0 ? {} : { PIP_EXTRA_INDEX_URL: extra.join(" ") }),
})

/** Undefined for what is no URL with a host. */
export const parseUrl = (text: string): URL | undefined => {
  try {
    const url = new URL(text)
    return url.host === "" ? undefined : url
  } catch {
    return undefined
  }
}

/** A variable's entry: a URL, or "name=URL". */
const readNamed = (text: string): Index => {
  const [, name, url] = /^([\w.-]+)=(.+)$/.exec(text) ?? []
  return name === undefined || url === undefined ? { url: text } : { name, url }
}

/** uv takes them from UV_INDEX_<NAME>_USERNAME and UV_INDEX_<NAME>_PASSWORD, too. */
const withCredentials = (
  environment: Readonly<Record<string, string>>,
  { name, url }: Index,
): string => {
  const parsed = parseUrl(url)
  if (parsed === undefined || name === undefined || parsed.username !== "") return url
  const prefix = `UV_INDEX_${name.toUpperCase().replace(/[^A-Z0-9]/g, "_")}`
  parsed.username = encodeURIComponent(environment[`${prefix}_USERNAME`] ?? "")
  parsed.password = encodeURIComponent(environment[`${prefix}_PASSWORD`] ?? "")
  return parsed.href
}

const Index = Schema.Struct({
  name: Schema.optional(Schema.String),
  url: Schema.String,
  default: Schema.optional(Schema.Boolean),
  explicit: Schema.optional(Schema.Boolean),
})
type Index = typeof Index.Type

const Configuration = Schema.Struct({
  index: Schema.optional(Schema.Array(Index)),
  "index-url": Schema.optional(Schema.String),
  "extra-index-url": Schema.optional(Schema.Array(Schema.String)),
})
type Configuration = typeof Configuration.Type

/** What uv itself cannot read, it says better than we would. */
const readConfiguration = (text: string): Configuration =>
  Option.liftThrowable(parse)(text).pipe(
    Option.flatMap(Schema.decodeUnknownOption(Configuration)),
    Option.getOrElse((): Configuration => ({})),
  )
