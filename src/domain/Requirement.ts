import { Array as Arr, Either } from "effect"
import { excerpt, parseSpecifier } from "./PythonVersion.ts"
import { RequirementInvalid } from "./RequirementInvalid.ts"

/** One PEP 508 dependency in canonical form, so that equal dependencies have equal text. */
export interface Requirement {
  /** Normalised as PEP 503 says. */
  readonly name: string
  /** Normalised like the name, sorted, without repetition. */
  readonly extras: ReadonlyArray<string>
  /** Clauses sorted and joined by commas; empty when any version will do. */
  readonly specifier: string
  readonly url: string | null
  /** The checked text, with one space between its words; it is not evaluated. */
  readonly marker: string | null
}

/** Reads one dependency as data: nothing in it can be an option, a file of options or a variable. */
export const parse = (text: string): Either.Either<Requirement, RequirementInvalid> =>
  Either.mapLeft(read(text), (reason) => new RequirementInvalid({ requirement: text, reason }))

/** Reads several; where some are wrong, the error has them all. */
export const parseAll = (
  texts: ReadonlyArray<string>,
): Either.Either<ReadonlyArray<Requirement>, RequirementInvalid> => {
  const [wrong, requirements] = Arr.separate(texts.map(parse))
  const [first, ...others] = wrong
  return first === undefined
    ? Either.right(requirements)
    : Either.left(
        new RequirementInvalid({
          requirement: first.requirement,
          reason: first.reason,
          others: others.map(({ requirement, reason }) => ({ requirement, reason })),
        }),
      )
}

/** Writes the canonical text; `parse` reads the same requirement back from it. */
export const format = (requirement: Requirement): string => {
  const extras = requirement.extras.length > 0 ? `[${requirement.extras.join(",")}]` : ""
  const source = requirement.url === null ? requirement.specifier : ` @ ${requirement.url}`
  const marker = requirement.marker === null ? "" : ` ; ${requirement.marker}`
  return `${requirement.name}${extras}${source}${marker}`
}

/** Canonical texts of all dependencies, sorted and without repetition: a key for what was asked. */
export const normalise = (
  texts: ReadonlyArray<string>,
): Either.Either<ReadonlyArray<string>, RequirementInvalid> =>
  Either.map(parseAll(texts), (requirements) => distinct(requirements.map(format)))

const MAX_LENGTH = 4096
const MAX_DEPTH = 64
const IDENTIFIER = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/
const HEAD = /^([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)[ \t]*(?:\[([^\]]*)\])?[ \t]*(.*)$/s
const REFUSED: ReadonlyArray<readonly [RegExp, string]> = [
  [/^[ \t]*$/, "it is empty"],
  [/[^\P{Cc}\t]|[\u2028\u2029]/u, "it has a line break or another control character in it"],
  [/\$\{/, "variables are not expanded in dependencies"],
  [/^[ \t]*-/, "it is an option, and only dependencies can be given"],
  [/^[ \t]*#/, "it is a comment"],
  [
    /^[ \t]*[A-Za-z][A-Za-z0-9+.-]+:/,
    'it is a URL without a name; put the name first, as in "package @ https://..."',
  ],
  [
    /^[ \t]*(?:[A-Za-z]:|[\w.-]*[/\\]|[.~])/,
    'it is a path without a name; where PYTHON_MCP_LOCAL_DEPENDENCIES opens its folder, write "package @ file:///absolute/path"',
  ],
]
const FILE_NAME = /\.(?:whl|egg|zip|tar|tgz|tbz|txz|tar\.(?:gz|bz2|xz|zst)|txt|toml)$/i
// Whoever stands between could put other code into what comes over http.
const LOOPBACK =
  /^http:\/\/(?:localhost|127(?:\.[0-9]{1,3}){3}|\[::1\])(?::[0-9]{1,5})?(?:[/?#]|$)/i
// Whatever is asked for is kept with the job, shown in lists, and part of records. A user alone is no secret
// where a key does the rest.
const CREDENTIALS = /^(?:git\+ssh:\/\/[^/?#@]*:[^/?#]*@|(?!git\+ssh:)[a-z+]+:\/\/[^/?#]*@)/i
const URL_FORMS: ReadonlyArray<RegExp> = [
  /^(?:https|git\+https|git\+ssh):\/\/[^/?#]/i,
  LOOPBACK,
  /^file:\/\/(?:localhost)?\//i,
]

const read = (text: string): Either.Either<Requirement, string> =>
  Either.gen(function* () {
    yield* refuse(text.length > MAX_LENGTH, `it is longer than ${MAX_LENGTH} characters`)
    for (const [pattern, reason] of REFUSED) yield* refuse(pattern.test(text), reason)
    const [, name = "", extras = "", rest = ""] = HEAD.exec(strip(text)) ?? []
    yield* refuse(name === "", "it does not begin with the name of a package")
    yield* refuse(FILE_NAME.test(name), `${excerpt(name)} is the name of a file, not of a package`)
    const wanted = yield* readExtras(extras)
    const tail = yield* rest.startsWith("@") ? readUrl(strip(rest.slice(1))) : readVersions(rest)
    return { name: normaliseName(name), extras: wanted, ...tail }
  })

const readExtras = (text: string): Either.Either<ReadonlyArray<string>, string> => {
  const extras = strip(text) === "" ? [] : text.split(",").map(strip)
  const wrong = extras.find((extra) => !IDENTIFIER.test(extra))
  return wrong === undefined
    ? Either.right(distinct(extras.map(normaliseName)))
    : Either.left(`${excerpt(wrong)} is not the name of an extra`)
}

const readUrl = (text: string) =>
  Either.gen(function* () {
    const [url = ""] = text.split(/[ \t]/, 1)
    const rest = strip(text.slice(url.length))
    const known = URL_FORMS.some((form) => form.test(url))
    yield* refuse(
      CREDENTIALS.test(url),
      "it has credentials in its URL, and what is asked for is kept; give them to the server instead (~/.netrc, or git's credential helper)",
    )
    yield* refuse(
      /^http:\/\/[^/?#]/i.test(url) && !known,
      `${excerpt(url)} is not encrypted, and only this machine may be asked like that; use https`,
    )
    yield* refuse(
      !known,
      `${excerpt(url)} is not a full URL of the kinds https, git+https, git+ssh or file`,
    )
    yield* refuse(url.endsWith(";"), 'a space is missing between the URL and ";"')
    yield* refuse(rest.startsWith("#"), "comments are not read")
    yield* refuse(rest !== "" && !rest.startsWith(";"), `${excerpt(rest)} follows the URL`)
    return { specifier: "", url, marker: rest === "" ? null : yield* readMarker(rest.slice(1)) }
  })

const readVersions = (text: string) =>
  Either.gen(function* () {
    yield* refuse(text.includes("#"), 'it has a "#" in it, and comments are not read')
    const end = text.indexOf(";")
    const written = strip(end === -1 ? text : text.slice(0, end))
    const inner = /^\(([^()]*)\)$/.exec(written)?.[1] ?? written
    const clauses = yield* Either.mapLeft(parseSpecifier(inner), whyNoSpecifier)
    const specifier = distinct(clauses.map(({ operator, version }) => operator + version)).join(",")
    return {
      specifier,
      url: null,
      marker: end === -1 ? null : yield* readMarker(text.slice(end + 1)),
    }
  })

const whyNoSpecifier = (clause: string): string =>
  /(?:^|[ \t])--?[A-Za-z]/.test(clause)
    ? `options of requirements files are not read in ${excerpt(clause)}`
    : `${excerpt(clause)} is not a version specifier`

interface Token {
  readonly kind: string
  readonly text: string
}

const TOKEN =
  /[ \t]*(?:(?<value>"[^"]*"|'[^']*')|(?<operator>[<>=!~]+|in\b|not[ \t]+in\b)|(?<logic>(?:and|or)\b)|(?<variable>[A-Za-z_][\w.]*)|(?<paren>[()]))[ \t]*/gy
const OPERATORS = new Set(["===", "==", "~=", "!=", "<=", ">=", "<", ">", "in", "not in"])
const ALIASES = new Map([
  ["os.name", "os_name"],
  ["sys.platform", "sys_platform"],
  ["platform.version", "platform_version"],
  ["platform.machine", "platform_machine"],
  ["platform.python_implementation", "platform_python_implementation"],
  ["python_implementation", "platform_python_implementation"],
])
const VARIABLES = new Set(
  `python_version python_full_version os_name sys_platform platform_release platform_system
  platform_version platform_machine platform_python_implementation implementation_name
  implementation_version extra extras dependency_groups`.split(/\s+/),
)

const readMarker = (text: string): Either.Either<string, string> =>
  Either.gen(function* () {
    yield* refuse(text.includes("\\"), "its marker has a backslash in it")
    const matches = [...text.matchAll(TOKEN)]
    const tokens = matches.flatMap(({ groups = {} }) => readToken(groups))
    const length = matches.reduce((sum, [part]) => sum + part.length, 0)
    yield* refuse(
      length < text.length,
      `its marker cannot be read from ${excerpt(text.slice(length))} on`,
    )
    const end = yield* expression(tokens, 0, 0)
    yield* refuse(end < tokens.length, `its marker should end before ${found(tokens[end])}`)
    return tokens.map(({ text }) => text).reduce(joinTokens)
  })

const readToken = (groups: Record<string, string | undefined>): ReadonlyArray<Token> =>
  Object.entries(groups).flatMap(([kind, text]) =>
    text === undefined ? [] : [{ kind, text: canonicalToken(kind, text) }],
  )

const canonicalToken = (kind: string, text: string): string => {
  if (kind === "operator") return text.replace(/[ \t]+/, " ")
  if (kind === "value" && !text.includes('"')) return `"${text.slice(1, -1)}"`
  return kind === "variable" ? (ALIASES.get(text) ?? text) : text
}

const joinTokens = (before: string, next: string): string =>
  before.endsWith("(") || next === ")" ? before + next : `${before} ${next}`

const expression = (
  tokens: ReadonlyArray<Token>,
  start: number,
  depth: number,
): Either.Either<number, string> =>
  Either.gen(function* () {
    let at = yield* atom(tokens, start, depth)
    while (tokens[at]?.kind === "logic") at = yield* atom(tokens, at + 1, depth)
    return at
  })

const atom = (tokens: ReadonlyArray<Token>, at: number, depth: number) =>
  Either.gen(function* () {
    if (tokens[at]?.text !== "(") return yield* comparison(tokens, at)
    yield* refuse(depth === MAX_DEPTH, `its marker has more than ${MAX_DEPTH} nested parentheses`)
    const end = yield* expression(tokens, at + 1, depth + 1)
    yield* refuse(tokens[end]?.text !== ")", `its marker has ${found(tokens[end])} in place of ")"`)
    return end + 1
  })

const comparison = (tokens: ReadonlyArray<Token>, at: number): Either.Either<number, string> => {
  const expected = [isOperand, isOperator, isOperand]
  const wrong = expected.findIndex((fits, step) => !fits(tokens[at + step]))
  const kind = wrong === 1 ? "an operator" : "a variable or a quoted value"
  return wrong === -1
    ? Either.right(at + 3)
    : Either.left(`its marker has ${found(tokens[at + wrong])} in place of ${kind}`)
}

const isOperand = (token: Token | undefined): boolean =>
  token?.kind === "value" || (token?.kind === "variable" && VARIABLES.has(token.text))

const isOperator = (token: Token | undefined): boolean =>
  token?.kind === "operator" && OPERATORS.has(token.text)

const found = (token: Token | undefined): string =>
  token === undefined ? "nothing" : excerpt(token.text)

const refuse = (wrong: boolean, reason: string): Either.Either<void, string> =>
  wrong ? Either.left(reason) : Either.void

/** As PEP 503 says: lower case, runs of `-_.` as one hyphen. */
export const normaliseName = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, "-")

const distinct = (texts: ReadonlyArray<string>): ReadonlyArray<string> => [...new Set(texts)].sort()

const strip = (text: string): string => text.replace(/^[ \t]+|[ \t]+$/g, "")
