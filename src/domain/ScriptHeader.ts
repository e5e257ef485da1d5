import { Array as Arr, Either, Equivalence, Option, ParseResult, Schema } from "effect"
import { parse, stringify, type TomlTable } from "smol-toml"
import { whyNotToml } from "./TomlFault.ts"

/** What a script says about its own environment, in its PEP 723 block. */
export interface ScriptHeader {
  /** As written; whether they are PEP 508 is for `Requirement` to say. */
  readonly dependencies: ReadonlyArray<string>
  readonly requiresPython: string | null
  /** Its `[tool.uv]` table, unread. */
  readonly uv: unknown
  /** The block's TOML, without its comment signs. */
  readonly raw: string
}

/** What to write into a header; what is not given stays as it is. */
export interface HeaderChange {
  readonly dependencies?: ReadonlyArray<string> | undefined
  readonly requiresPython?: string | undefined
}

/** A script with a PEP 723 block that cannot be understood, or with more than one. */
export class ScriptHeaderInvalid extends Schema.TaggedError<ScriptHeaderInvalid>()(
  "ScriptHeaderInvalid",
  { reason: Schema.String },
) {
  override get message() {
    return `Cannot use the script's "# /// script" header: ${this.reason}. Correct the header, or take it out and give dependencies as an argument.`
  }
}

/**
 * Finds the header as PEP 723's reference implementation does, with Windows line ends and a byte
 * order mark tolerated: a block that is not closed is none, blocks of other types are passed over.
 */
export const readHeader = (
  source: string,
): Either.Either<Option.Option<ScriptHeader>, ScriptHeaderInvalid> =>
  Either.map(
    locate(withoutMark(source)),
    Option.map(({ header }) => header),
  )

/**
 * Writes a header, after the shebang and the coding line, or changes the one that is there. What is
 * given replaces what was, everything else in the block keeps its value; the block's own comments
 * and layout go, unless it says all this already.
 */
export const addHeader = (
  source: string,
  change: HeaderChange,
): Either.Either<string, ScriptHeaderInvalid> =>
  Either.gen(function* () {
    const text = withoutMark(source)
    const existing = Option.getOrUndefined(yield* locate(text))
    if (says(existing?.header, change)) return source
    const block = writeBlock(existing, change)
    const result = source.slice(0, source.length - text.length) + place(text, block, existing)
    const header = Option.getOrUndefined(yield* readHeader(result))
    return says(header, change)
      ? result
      : yield* invalid("the values given cannot be written to it")
  })

interface Block {
  readonly start: number
  readonly end: number
}

interface Located extends Block {
  readonly table: TomlTable
  readonly header: ScriptHeader
}

const Header = Schema.Struct({
  dependencies: Schema.optionalWith(Schema.Array(Schema.String), { default: () => [] }),
  "requires-python": Schema.optional(Schema.String),
  tool: Schema.optional(
    Schema.Struct({
      uv: Schema.optional(Schema.Record({ key: Schema.String, value: Schema.Unknown })),
    }),
  ),
})
const START = /^# \/\/\/ (?<type>[a-zA-Z0-9-]+)$/
const END = "# ///"
const CODING = /^[ \t\f]*#.*?coding[:=][ \t]*[-\w.]/

const invalid = (reason: string): Either.Either<never, ScriptHeaderInvalid> =>
  Either.left(new ScriptHeaderInvalid({ reason }))

const withoutMark = (source: string): string => source.replace(/^\ufeff/, "")

const locate = (source: string): Either.Either<Option.Option<Located>, ScriptHeaderInvalid> =>
  Either.gen(function* () {
    const lines = source.split(/\r?\n/)
    const [block, second] = scriptBlocks(lines)
    if (block === undefined) return Option.none()
    if (second !== undefined) return yield* invalid("there is more than one")
    const raw = lines
      .slice(block.start + 1, block.end)
      .map(uncomment)
      .join("\n")
    const table = yield* readToml(raw)
    const { dependencies, tool, ...rest } = yield* readTypes(table)
    const requiresPython = rest["requires-python"] ?? null
    const header = { dependencies, requiresPython, uv: tool?.uv, raw }
    return Option.some({ ...block, table, header })
  })

/** A block reaches to the last end line among the comment lines after its start. */
const scriptBlocks = (lines: ReadonlyArray<string>): ReadonlyArray<Block> => {
  const blocks: Array<Block> = []
  for (let at = 0; at < lines.length; at += 1) {
    const type = START.exec(lines[at] ?? "")?.groups?.type
    if (type === undefined) continue
    const last = commentsEnd(lines, at)
    const length = lines.slice(at, last).lastIndexOf(END)
    if (length > 1 && type === "script") blocks.push({ start: at, end: at + length })
    // Without an end line, none of the lines up to `last` can begin a block either.
    at = length > 1 ? at + length : last - 1
  }
  return blocks
}

const commentsEnd = (lines: ReadonlyArray<string>, start: number): number => {
  let at = start
  while (lines[at] === "#" || lines[at]?.startsWith("# ")) at += 1
  return at
}

const uncomment = (line: string): string => line.slice(line.startsWith("# ") ? 2 : 1)

const readToml = (raw: string): Either.Either<TomlTable, ScriptHeaderInvalid> =>
  Either.try({
    try: () => parse(raw, { integersAsBigInt: true }),
    catch: (error) =>
      new ScriptHeaderInvalid({
        reason: `it is not TOML (${whyNotToml(error, " of the header")})`,
      }),
  })

const readTypes = (table: TomlTable): Either.Either<typeof Header.Type, ScriptHeaderInvalid> =>
  Either.mapLeft(Schema.decodeUnknownEither(Header)(table), (error) => {
    const [issue] = ParseResult.ArrayFormatter.formatErrorSync(error)
    const field = issue?.path.join(".") ?? ""
    return new ScriptHeaderInvalid({ reason: `${field} has the wrong type (${issue?.message})` })
  })

const says = (header: ScriptHeader | undefined, change: HeaderChange): boolean =>
  (change.requiresPython === undefined || change.requiresPython === header?.requiresPython) &&
  (change.dependencies === undefined ||
    (header !== undefined && sameTexts(change.dependencies, header.dependencies)))

const sameTexts = Arr.getEquivalence(Equivalence.string)

const writeBlock = (existing: Located | undefined, change: HeaderChange): ReadonlyArray<string> => {
  const { dependencies: _, "requires-python": __, ...others } = existing?.table ?? {}
  const requiresPython = change.requiresPython ?? existing?.header.requiresPython ?? null
  const toml = [
    ...(requiresPython === null ? [] : [`requires-python = ${quote(requiresPython)}`]),
    ...writeList(change.dependencies ?? existing?.header.dependencies ?? []),
    // Integers were read as bigint, so that floats can stay floats.
    ...(Object.keys(others).length > 0
      ? ["", ...stringify(others, { numbersAsFloat: true }).trimEnd().split("\n")]
      : []),
  ]
  return ["# /// script", ...toml.map((line) => (line === "" ? "#" : `# ${line}`)), END]
}

const writeList = (dependencies: ReadonlyArray<string>): ReadonlyArray<string> =>
  dependencies.length === 0
    ? ["dependencies = []"]
    : ["dependencies = [", ...dependencies.map((text) => `    ${quote(text)},`), "]"]

const quote = (text: string): string => stringify({ text }).trim().slice("text = ".length)

const place = (text: string, block: ReadonlyArray<string>, existing: Block | undefined): string => {
  const lines = text.split("\n")
  const start = existing?.start ?? afterCoding(lines)
  const rest = lines.slice(existing === undefined ? start : existing.end + 1)
  const gap = existing === undefined && rest[0]?.trim() !== "" ? [""] : []
  const lineEnd = text.includes("\r\n") ? "\r\n" : "\n"
  const before = lines.slice(0, start).map((line) => `${line}\n`)
  const after = rest.length > 0 ? lineEnd + rest.join("\n") : ""
  return before.join("") + [...block, ...gap].join(lineEnd) + after
}

/** A coding line counts in the first two lines, and in the second only under a comment or nothing. */
const afterCoding = ([first = "", second = ""]: ReadonlyArray<string>): number => {
  if (CODING.test(second) && /^[ \t\f\r]*(?:#|$)/.test(first)) return 2
  return first.startsWith("#!") || CODING.test(first) ? 1 : 0
}
