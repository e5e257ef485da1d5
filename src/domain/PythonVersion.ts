import { clean, compare as comparePep440, explain } from "@renovatebot/pep440"
import { Data, Either, Order, Schema } from "effect"

/** The version of an interpreter, as `platform.python_version()` tells it. */
export interface PythonVersion {
  /** Canonical and complete, such as "3.13.0" or "3.14.0rc1". */
  readonly version: string
  readonly major: number
  readonly minor: number
  readonly patch: number
  readonly prerelease: boolean
}

/** Which Python a run wants: exactly one, any of a line, or any that a PEP 440 specifier allows. */
export type PythonRequest = Data.TaggedEnum<{
  Exact: { readonly version: string; readonly freeThreaded: boolean }
  Line: { readonly release: ReadonlyArray<number>; readonly freeThreaded: boolean }
  Range: { readonly specifier: string }
}>
/** Makes and matches requests. */
export const PythonRequest = Data.taggedEnum<PythonRequest>()

/** A version or a specifier that no Python 3 can have. */
export class PythonVersionInvalid extends Schema.TaggedError<PythonVersionInvalid>()(
  "PythonVersionInvalid",
  { version: Schema.String, reason: Schema.String },
) {
  override get message() {
    return `Cannot find a Python for ${excerpt(this.version)}: ${this.reason}. Give python_version as "3.13", "3.13.1" or a specifier such as ">=3.11,<3.14".`
  }
}

/** One comparison of a PEP 440 specifier, such as `>=` and `3.11`, or `==` and `3.12.*`. */
export interface Clause {
  readonly operator: string
  /** Canonical, but as written after `===`. */
  readonly version: string
}

/**
 * Reads "3", "3.13", "3.13.1", "3.14.0rc1", "3.13t" (free-threaded), a PEP 440 specifier (of "3.13.*", too,
 * which leaves "==" out), or what stands in a `.python-version`: the same after "python" or "cpython", with "@", "-" or nothing
 * between. Python 2 is refused, and so is every other implementation.
 */
export const parseRequest = (text: string): Either.Either<PythonRequest, PythonVersionInvalid> => {
  const trimmed = text.trim()
  const written = /^[0-9][0-9.]*\.\*$/.test(trimmed) ? `==${trimmed}` : trimmed
  const request = /^[<>=!~]/.test(written) ? readRange(written) : readVersion(written)
  return Either.mapLeft(request, (reason) => new PythonVersionInvalid({ version: text, reason }))
}

/** Reads the full version of an interpreter; what a build adds after "+" is dropped. */
export const parseVersion = (text: string): Either.Either<PythonVersion, PythonVersionInvalid> => {
  const version = clean(released(text))
  const [major, minor, patch, ...more] = explain(version)?.release ?? []
  return version === null || patch === undefined || more.length > 0
    ? Either.left(new PythonVersionInvalid({ version: text, reason: "it is not a full version" }))
    : Either.right({
        version,
        major: major ?? 0,
        minor: minor ?? 0,
        patch,
        prerelease: isPrerelease(version),
      })
}

/**
 * Whether an interpreter is what was asked for. A prerelease is only where the request names one:
 * "3.14" and ">=3.13" are about final releases, "3.14.0rc1" and ">=3.14.0rc1" are not. A
 * free-threaded interpreter is only for a request that ends in "t", and no other is.
 */
export const matches = (
  request: PythonRequest,
  version: string,
  options: { readonly freeThreaded?: boolean } = {},
): boolean => {
  const freeThreaded = options.freeThreaded ?? false
  const candidate = released(version)
  return PythonRequest.$match(request, {
    Exact: (exact) => exact.freeThreaded === freeThreaded && isEqual(candidate, exact.version),
    Line: (line) =>
      line.freeThreaded === freeThreaded &&
      !isPrerelease(candidate) &&
      isWithin(candidate, line.release.join(".")),
    Range: ({ specifier }) =>
      !freeThreaded &&
      (!isPrerelease(candidate) || namesPrerelease(specifier)) &&
      satisfies(candidate, specifier),
  })
}

/**
 * Whether a `requires-python` allows a version. A prerelease counts as the release that it leads
 * to, as uv has it: 3.14.0rc1 is allowed by ">=3.14" and not by "<3.14". Where the specifier names
 * a prerelease itself, the versions are compared exactly. What is not a specifier allows nothing.
 */
export const matchesSpecifier = (specifier: string, version: string): boolean => {
  const candidate = released(version)
  const exact = namesPrerelease(specifier)
  return satisfies(exact ? candidate : (explain(candidate)?.base_version ?? candidate), specifier)
}

/** Whether a version is an alpha, a beta, a release candidate or a development version. */
export const isPrerelease = (version: string): boolean =>
  explain(released(version))?.is_prerelease ?? false

/** Order by PEP 440, the oldest first; what is not a version comes before all that are. */
export const compare = (a: string, b: string): number => {
  const [left, right] = [released(a), released(b)]
  const known = Number(explain(left) !== null) - Number(explain(right) !== null)
  return known === 0 && explain(left) !== null ? Math.sign(comparePep440(left, right)) : known
}

/** For sorting interpreters: the newest first. */
export const newestFirst: Order.Order<string> = Order.make((a, b) => {
  const order = compare(b, a)
  if (order === 0) return 0
  return order < 0 ? -1 : 1
})

/** Reads a PEP 440 specifier such as `>=3.11,<4`; on the left stands the clause that is not one. */
export const parseSpecifier = (text: string): Either.Either<ReadonlyArray<Clause>, string> =>
  /^[ \t]*$/.test(text)
    ? Either.right([])
    : Either.all(
        text
          .replace(/,[ \t]*$/, "")
          .split(",")
          .map(readClause),
      )

/** A value as a message shows it: quoted, and of bounded length. */
export const excerpt = (text: string): string =>
  JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}...` : text)

const VERSION =
  /^(?:c?python[@-]?)?(?<version>(?<major>[0-9]{1,4})(?:\.[0-9]{1,4}){0,2}(?<pre>(?:a|b|rc)[0-9]{1,4})?)(?<free>t|\+freethreaded)?$/

const readVersion = (text: string): Either.Either<PythonRequest, string> => {
  const { version, major, pre, free } = VERSION.exec(text)?.groups ?? {}
  if (version === undefined) return Either.left("it is not a version of CPython")
  if (major !== "3") return Either.left("only Python 3 can be run")
  const release = version.split(".").map(Number)
  const freeThreaded = free !== undefined
  return Either.right(
    pre === undefined && release.length < 3
      ? PythonRequest.Line({ release, freeThreaded })
      : PythonRequest.Exact({ version, freeThreaded }),
  )
}

const readRange = (text: string): Either.Either<PythonRequest, string> => {
  if (text.length > MAX_LENGTH) return Either.left("it is too long")
  const clauses = Either.mapLeft(
    parseSpecifier(text),
    (wrong) => `${excerpt(wrong)} is not a clause`,
  )
  return Either.flatMap(clauses, (parts) =>
    parts.some(isBeforePython3)
      ? Either.left("only Python 3 can be run")
      : Either.right(PythonRequest.Range({ specifier: parts.map(formatClause).join(",") })),
  )
}

const MAX_LENGTH = 1024

const isBeforePython3 = ({ operator, version }: Clause): boolean => {
  const order = compare(version.replace(/\.\*$/, ""), "3")
  return operator === "<" ? order <= 0 : order < 0 && ["==", "===", "~=", "<="].includes(operator)
}

const readClause = (text: string): Either.Either<Clause, string> => {
  const [, operator = "", version = ""] =
    /^[ \t]*(===|~=|==|!=|<=|>=|<|>)[ \t]*([A-Za-z0-9._*+!-]+)[ \t]*$/.exec(text) ?? []
  if (operator === "===") return Either.right({ operator, version })
  const base = version.replace(/\.\*$/, "")
  return fitsOperator(operator, base, base !== version)
    ? Either.right({ operator, version: canonical(base) + version.slice(base.length) })
    : Either.left(text.trim())
}

const fitsOperator = (operator: string, base: string, wildcard: boolean): boolean => {
  const version = explain(base)
  if (operator === "" || version === null) return false
  const equality = operator === "==" || operator === "!="
  if (version.local !== null && (!equality || wildcard)) return false
  if (wildcard) return equality && !version.is_prerelease && !version.is_postrelease
  return operator !== "~=" || version.release.length > 1
}

/** pep440's `clean` joins local labels by commas and rounds long numbers, so it gets neither. */
const canonical = (text: string): string => {
  const [version = "", ...local] = text.toLowerCase().replace(/^v/, "").split("+")
  const exact = /[0-9]{16}/.test(version) ? version : (clean(version) ?? version)
  return [exact, ...local.map((label) => label.replace(/[-_]/g, "."))].join("+")
}

const formatClause = ({ operator, version }: Clause): string => operator + version

const released = (version: string): string => version.trim().replace(/\+.*$/, "")

const namesPrerelease = (specifier: string): boolean =>
  Either.getOrElse(parseSpecifier(specifier), () => []).some(
    ({ operator, version }) => operator !== "!=" && isPrerelease(version),
  )

const isEqual = (a: string, b: string): boolean => explain(a) !== null && compare(a, b) === 0

/** Whether a version begins with a release; what is missing at its end counts as zero. */
const isWithin = (version: string, release: string): boolean => {
  const [candidate, prefix] = [explain(version), explain(release)]
  if (candidate === null || prefix === null || candidate.epoch !== prefix.epoch) return false
  return prefix.release.every((part, index) => part === (candidate.release[index] ?? 0))
}

const satisfies = (version: string, specifier: string): boolean =>
  explain(version) !== null &&
  Either.match(parseSpecifier(specifier), {
    onLeft: () => false,
    onRight: (clauses) => clauses.every((clause) => satisfiesClause(version, clause)),
  })

// pep440's own `satisfies` says no to 3.14.0 for ">3.14.0rc1" and to 3.14.0rc2 for ">=3.14.0rc1,<4".
const satisfiesClause = (version: string, { operator, version: wanted }: Clause): boolean => {
  const base = wanted.replace(/\.\*$/, "")
  const order = compare(version, base)
  const equal = base === wanted ? order === 0 : isWithin(version, base)
  const results: Readonly<Record<string, boolean>> = {
    "===": version.toLowerCase() === wanted.toLowerCase(),
    "==": equal,
    "!=": !equal,
    ">=": order >= 0,
    "<=": order <= 0,
    "~=": order >= 0 && isWithin(version, withoutLastPart(base)),
    "<":
      order < 0 && !(isPrerelease(version) && !isPrerelease(base) && isSameRelease(version, base)),
    // PEP 440 leaves post-releases out here; CPython has none.
    ">": order > 0,
  }
  return results[operator] ?? false
}

const withoutLastPart = (version: string): string =>
  (explain(version)?.base_version ?? "").replace(/\.[0-9]+$/, "")

const isSameRelease = (a: string, b: string): boolean =>
  isEqual(explain(a)?.base_version ?? "", explain(b)?.base_version ?? "")
