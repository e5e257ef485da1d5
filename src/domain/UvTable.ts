import { fileURLToPath } from "node:url"
import { Either, Option, ParseResult, Schema } from "effect"
import { parse as parseToml, stringify } from "smol-toml"
import { excerpt } from "./PythonVersion.ts"
import { format, normaliseName, parse, type Requirement } from "./Requirement.ts"
import { packagePlace, refuse, type UvSettingRefused, type UvTableOrigin } from "./UvPlaces.ts"
import { irrelevantKeys, UvSettings } from "./UvSettings.ts"
import { readSource, type UvSource } from "./UvSource.ts"

/** What is installed when a `[tool.uv]` table has its say. */
export interface UvOrder {
  /** Canonical; a source that is a URL has become part of its requirement. */
  readonly requirements: ReadonlyArray<string>
  /** The lines of a `[tool.uv]` table for uv to obey, in a fixed order; none when nothing in it counts. */
  readonly uvOptions: ReadonlyArray<string>
}

/**
 * Reads what a `[tool.uv]` table says about where packages come from and which are chosen. What does
 * not bear on that is passed over; what does and cannot be honoured is refused.
 */
export const applyUvTable = (
  table: unknown,
  requirements: ReadonlyArray<Requirement>,
  origin: UvTableOrigin,
): Either.Either<UvOrder, UvSettingRefused> =>
  Either.gen(function* () {
    const { sources: given = {}, "no-sources": none, ...settings } = yield* readTable(table, origin)
    const sources = none ? new Map() : yield* readSources(given, requirements, origin)
    const located = yield* Either.all(
      requirements.map((requirement) => locate(requirement, sources.get(requirement.name), origin)),
    )
    return {
      requirements: located,
      uvOptions: write({
        ...(yield* resolvePlaces(settings, origin)),
        ...(yield* indexSources(sources, settings, origin)),
      }),
    }
  })

type Sources = ReadonlyMap<string, UvSource>

type Settings = Omit<UvSettings, "sources" | "no-sources">

const readTable = (
  table: unknown,
  origin: UvTableOrigin,
): Either.Either<UvSettings, UvSettingRefused> => {
  const relevant = Object.fromEntries(
    Object.entries(Object(table)).filter(([key]) => !irrelevantKeys.has(key)),
  )
  return Either.orElse(decodeSettings(relevant), (error) => {
    const [issue] = ParseResult.ArrayFormatter.formatErrorSync(error)
    const key = issue?.path.join(".") ?? ""
    return issue?._tag === "Unexpected"
      ? refuse(origin, key, "it is not supported here", "Take it out, or say it another way")
      : refuse(origin, key, "uv knows no such value for it", "Correct it as uv's reference says")
  })
}

const decodeSettings = Schema.decodeUnknownEither(UvSettings, { onExcessProperty: "error" })

/** Only those of what is asked for: uv, too, looks no further. */
const readSources = (
  given: Readonly<Record<string, unknown>>,
  requirements: ReadonlyArray<Requirement>,
  origin: UvTableOrigin,
): Either.Either<Sources, UvSettingRefused> => {
  const wanted = new Set(requirements.map(({ name }) => name))
  const entries = Object.entries(given)
    .filter(([name]) => wanted.has(normaliseName(name)))
    .map(([name, source]) =>
      Either.map(readSource(source, name, origin), (read) => [normaliseName(name), read] as const),
    )
  return Either.map(Either.all(entries), (all) => new Map(all))
}

const locate = (
  requirement: Requirement,
  source: UvSource | undefined,
  origin: UvTableOrigin,
): Either.Either<string, UvSettingRefused> => {
  if (source?._tag !== "Url" || requirement.url !== null) return Either.right(format(requirement))
  const markers = [requirement.marker, source.marker].flatMap((text) => (text ? [text] : []))
  const marker = markers.length > 1 ? markers.map((text) => `(${text})`).join(" and ") : markers[0]
  const text = format({ ...requirement, specifier: "", url: source.url, marker: marker ?? null })
  return Either.orElse(Either.map(parse(text), format), () =>
    refuse(
      origin,
      `sources.${requirement.name}`,
      "it makes no requirement that can be used (https, git+https, git+ssh, or a path)",
      "Correct it, or take the source out",
    ),
  )
}

/** What uv itself is to look up: which of the table's indexes a package comes from. */
const indexSources = (
  sources: Sources,
  { index = [] }: Settings,
  origin: UvTableOrigin,
): Either.Either<object, UvSettingRefused> => {
  const known = new Set(index.map(({ name }) => name))
  const ofIndexes = [...sources].flatMap(([name, source]) =>
    source._tag === "Index" ? [[name, source] as const] : [],
  )
  const checked = ofIndexes.map(([name, { table, indexes }]) => {
    const missing = indexes.find((one) => !known.has(one))
    return missing === undefined
      ? Either.right([name, table] as const)
      : refuse(
          origin,
          `sources.${name}`,
          `there is no [[tool.uv.index]] named ${excerpt(missing)}`,
          "Add it, or take the source out",
        )
  })
  return Either.map(Either.all(checked), (tables) =>
    tables.length === 0 ? {} : { sources: Object.fromEntries(tables) },
  )
}

/** Every path absolute, since what uv reads stands in another folder; and none that is not allowed. */
const resolvePlaces = (
  settings: Settings,
  origin: UvTableOrigin,
): Either.Either<object, UvSettingRefused> =>
  Either.gen(function* () {
    for (const key of requirementKeys) yield* checkRequirements(key, settings[key] ?? [], origin)
    const resolved: Record<string, unknown> = { ...settings }
    for (const key of placeKeys) {
      const value = settings[key]
      if (value !== undefined) resolved[key] = yield* resolvePlace(key, value, origin)
    }
    return resolved
  })

const placeKeys = ["index", "index-url", "extra-index-url", "find-links"] as const

const resolvePlace = (
  key: string,
  value: NonNullable<Settings[(typeof placeKeys)[number]]>,
  origin: UvTableOrigin,
): Either.Either<unknown, UvSettingRefused> =>
  typeof value === "string"
    ? packagePlace(value, key, origin)
    : Either.all(
        value.map((one) =>
          typeof one === "string"
            ? packagePlace(one, key, origin)
            : Either.map(packagePlace(one.url, key, origin), (url) => ({ ...one, url })),
        ),
      )

const requirementKeys = [
  "constraint-dependencies",
  "override-dependencies",
  "build-constraint-dependencies",
] as const

/** They are requirements as well: no way around what holds for those. */
const checkRequirements = (
  key: string,
  texts: ReadonlyArray<string>,
  origin: UvTableOrigin,
): Either.Either<void, UvSettingRefused> =>
  Either.gen(function* () {
    for (const text of texts) {
      const { url } = yield* Either.orElse(parse(text), ({ reason }) =>
        refuse(origin, key, `in ${excerpt(text)}, ${reason}`, "Correct it"),
      )
      const path = Option.liftThrowable(fileURLToPath)(url ?? "")
      if (Option.isSome(path)) yield* packagePlace(path.value, key, origin)
    }
  })

/** The keys of a table's lines: "exclude-newer", "index". */
export const optionKeys = (uvOptions: ReadonlyArray<string>): ReadonlyArray<string> =>
  Object.keys(parseToml(uvOptions.join("\n")))

/** A pyproject.toml that asks for these requirements, with this table. */
export const projectText = (
  dependencies: ReadonlyArray<string>,
  uvOptions: ReadonlyArray<string>,
): string => {
  const project = { name: "python-executor-mcp-environment", version: "0", dependencies }
  // The lines are those of a table of their own, whose headers are relative to nothing.
  return stringify({ project, tool: { uv: parseToml(uvOptions.join("\n")) } })
}

/** In a fixed order: equal tables make equal environments. */
const write = (table: object): ReadonlyArray<string> => {
  const entries = Object.entries(table).sort(([a], [b]) => (a < b ? -1 : 1))
  const text = stringify(Object.fromEntries(entries)).trim()
  return text === "" ? [] : text.split("\n")
}
