import { Either, ParseResult, Schema } from "effect"
import { parse } from "smol-toml"
import { whyNotToml } from "./TomlFault.ts"

/** What a pyproject.toml says that a run has to know. */
export interface Pyproject {
  readonly requiresPython: string | undefined
  /** As written: those of the project, and of the groups that are installed with it unless told otherwise. */
  readonly dependencies: ReadonlyArray<string>
  /** Whether there is a project in it, and not only tools' settings. */
  readonly isProject: boolean
  /** Whether the project itself is something to install and import. */
  readonly isPackage: boolean
  /** Patterns of folders, where this is the root of a workspace. */
  readonly workspace: Workspace | undefined
  /** The `[tool.uv]` table, unread. */
  readonly uv: unknown
}

/** The `[tool.uv.workspace]` of a root. */
export interface Workspace {
  readonly members: ReadonlyArray<string>
  readonly exclude: ReadonlyArray<string>
}

/** Else why not: the text is no TOML, or has other types where it counts. */
export const readPyproject = (text: string): Either.Either<Pyproject, string> =>
  Either.try({
    try: () => parse(text, { integersAsBigInt: true }),
    catch: (error) => whyNotToml(error),
  }).pipe(
    Either.flatMap((toml) => Either.mapLeft(Schema.decodeUnknownEither(Table)(toml), wrongType)),
    Either.map((table) => ({
      requiresPython: table.project?.["requires-python"],
      dependencies: [...(table.project?.dependencies ?? []), ...ofGroups(table)],
      isProject: table.project !== undefined,
      isPackage:
        table.project !== undefined &&
        (table.tool?.uv?.package ?? table["build-system"] !== undefined),
      workspace: table.tool?.uv?.workspace,
      uv: table.tool?.uv,
    })),
  )

const wrongType = (error: ParseResult.ParseError): string => {
  const [issue] = ParseResult.ArrayFormatter.formatErrorSync(error)
  return `${issue?.path.join(".")} has the wrong type (${issue?.message})`
}

/** Whether a folder, relative to the root and with "/", is a member. */
export const isMember = ({ members, exclude }: Workspace, folder: string): boolean =>
  members.some((pattern) => toExpression(pattern).test(folder)) &&
  !exclude.some((pattern) => toExpression(pattern).test(folder))

const Texts = Schema.Array(Schema.String)

const texts = Schema.optionalWith(Texts, { default: () => [] })

const Uv = Schema.Struct(
  {
    package: Schema.optional(Schema.Boolean),
    "default-groups": Schema.optional(Schema.Union(Texts, Schema.Literal("all"))),
    "dev-dependencies": texts,
    workspace: Schema.optional(Schema.Struct({ members: texts, exclude: texts })),
  },
  Schema.Record({ key: Schema.String, value: Schema.Unknown }),
)

const Table = Schema.Struct({
  project: Schema.optional(
    Schema.Struct({ "requires-python": Schema.optional(Schema.String), dependencies: texts }),
  ),
  "build-system": Schema.optional(Schema.Unknown),
  "dependency-groups": Schema.optionalWith(
    Schema.Record({
      key: Schema.String,
      value: Schema.Array(
        Schema.Union(Schema.String, Schema.Struct({ "include-group": Schema.String })),
      ),
    }),
    { default: () => ({}) },
  ),
  tool: Schema.optional(Schema.Struct({ uv: Schema.optional(Uv) })),
})

/** The group "dev", unless the project names others: what `uv sync` installs. */
const ofGroups = (table: typeof Table.Type): ReadonlyArray<string> => {
  const groups = table["dependency-groups"]
  const chosen = table.tool?.uv?.["default-groups"] ?? ["dev"]
  const names = chosen === "all" ? Object.keys(groups) : chosen
  const legacy = table.tool?.uv?.["dev-dependencies"] ?? []
  return [...names.flatMap((name) => membersOf(groups, name, [])), ...legacy]
}

type Groups = (typeof Table.Type)["dependency-groups"]

const membersOf = (
  groups: Groups,
  name: string,
  above: ReadonlyArray<string>,
): ReadonlyArray<string> =>
  // A circle of groups ends where it began.
  above.includes(name)
    ? []
    : (groups[name] ?? []).flatMap((entry) =>
        typeof entry === "string"
          ? [entry]
          : membersOf(groups, entry["include-group"], [...above, name]),
      )

const toExpression = (pattern: string): RegExp => {
  const source = pattern
    .replace(/^\.\/|\/$/g, "")
    .replace(/[.+^${}()|\\]/g, "\\$&")
    .replace(/\*\*\/?|\*|\?/g, (wild) => wildcards.get(wild) ?? wild)
  return new RegExp(`^(?:${source})$`)
}

const wildcards = new Map([
  ["**/", "(?:.*/)?"],
  ["**", ".*"],
  ["*", "[^/]*"],
  ["?", "[^/]"],
])
