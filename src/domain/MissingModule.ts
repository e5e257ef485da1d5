import { Data, Option } from "effect"
import { renamed, sameNamed } from "./ModuleNames.ts"
import { compare } from "./PythonVersion.ts"
import { normaliseName } from "./Requirement.ts"
import {
  platformModule,
  renamedInPython3,
  standardModule,
  systemModule,
} from "./StandardModules.ts"

/** A module that a script could not import. */
export interface MissingModule {
  /** As the exception names it: "cv2", "google.cloud". */
  readonly name: string
  /** What the failing statement imports, where that tells more: "google.cloud.storage". */
  readonly imported: string
}

/** Where the script was run, as far as it tells how to ask for more. */
export type Surroundings = Data.TaggedEnum<{
  // biome-ignore lint/complexity/noBannedTypes: a case without fields
  Plain: {}
  /** An environment that has a name: nothing can be asked for besides. */
  Kept: { readonly name: string }
  Project: {
    /** Of its pyproject.toml. */
    readonly path: string
    /** Distributions that it asks for, canonical, and the run did without. */
    readonly lists: ReadonlyArray<string>
    /** False where packages were asked for besides, in an environment of their own. */
    readonly isUsed: boolean
  }
}>
export const Surroundings = Data.taggedEnum<Surroundings>()

/** What a script died of, from the last line of its stderr; none where that is no missing module. */
export const missingModule = (stderr: string): Option.Option<MissingModule> => {
  const lines = stderr.trimEnd().split("\n").slice(-linesOfFrame)
  const name = DEATH.exec(lines.pop()?.trimEnd() ?? "")?.[1]
  if (name === undefined || name.length > maxLength || !NAME.test(name)) return Option.none()
  const statement = lines.findLast((line) => STATEMENT.test(line)) ?? ""
  const [, from, what, plain] = STATEMENT.exec(statement) ?? []
  const imported = from === undefined ? plain : `${from}.${what}`
  return Option.some({ name, imported: imported?.startsWith(`${name}.`) ? imported : name })
}

/**
 * The distribution that a module belongs to, canonical; none where that is not known for sure: a guess
 * could install somebody else's code.
 */
export const distributionOf = ({ name, imported }: MissingModule): Option.Option<string> => {
  const known = new Map(renamed.map((row) => row.split("=", 2)).map(([a = "", b = ""]) => [a, b]))
  const candidates = prefixes(imported).filter((prefix) => prefix.length >= name.length)
  const found = candidates.map((prefix) => known.get(prefix)).find((one) => one !== undefined)
  if (found !== undefined) return Option.some(found)
  return sameNamed.includes(name) ? Option.some(normaliseName(name)) : Option.none()
}

/** One line for people about a module that is neither there nor a file of theirs. */
export const adviceFor = (
  module: MissingModule,
  pythonVersion: string,
  around: Surroundings = Surroundings.Plain(),
): Option.Option<string> => {
  const { name } = module
  const ways = waysIn(around)
  const isPart = name.includes(".")
  const what = Option.orElse(ofStandard(name, pythonVersion, ways), () =>
    Option.map(distributionOf(module), (distribution) => ofDistribution(distribution, around)),
  ).pipe(Option.orElse(() => ofNamespace(name, ways)))
  // The package around it was found, so it is installed, or a file of the user's.
  if (isPart && Option.isNone(what)) return Option.none()
  return Option.some(`No module named '${name}': ${Option.getOrElse(what, () => unknown(ways))}`)
}

const DEATH = /^(?:ModuleNotFoundError|ImportError): No module named '([^'\n]+)'(?!; )/
const STATEMENT = /^\s+(?:from\s+([\w.]+)\s+import\s+(\w+)|import\s+([\w.]+))/
const NAME = /^[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*$/u
const maxLength = 100

/** The last frame's place and statement, marks below them, and the exception. */
const linesOfFrame = 5

/** "a.b.c", "a.b", "a". */
const prefixes = (name: string): ReadonlyArray<string> =>
  name.includes(".") ? [name, ...prefixes(name.slice(0, name.lastIndexOf(".")))] : [name]

/** Where to ask for a distribution; where none is known, in general. */
type Ways = (distribution?: string) => string

const waysIn =
  (around: Surroundings): Ways =>
  (distribution) => {
    const asked = distribution === undefined ? "dependencies" : `dependencies=["${distribution}"]`
    const forOne = `${asked} (run_script_with_dependencies)`
    if (around._tag === "Kept") {
      return `${asked} when you make the environment anew (environment_create_persistent with name="${around.name}", all else that it is to have, and overwrite=true)`
    }
    return around._tag === "Project" && around.isUsed
      ? `the dependencies of ${around.path} and run with project="sync" or "cached", or for this run alone in ${forOne}`
      : `${forOne}, the script's header, or its project`
  }

const ofDistribution = (distribution: string, around: Surroundings): string => {
  const has = `the distribution "${distribution}" has it`
  if (around._tag !== "Project" || !around.lists.includes(distribution)) {
    return `${has}. Ask for it in ${waysIn(around)(distribution)}.`
  }
  const run = around.isUsed
    ? 'project="sync" (brings its .venv up to date) or project="cached" (leaves it alone)'
    : 'project="cached", which has the project\'s packages beside those that are asked for'
  return `${has}, and ${around.path} lists that. Run with ${run}.`
}

const unknown = (ways: Ways): string =>
  `which distribution has it is not known here, and a guess could install somebody else's code. Find that out, then name it in ${ways()}.`

const ofStandard = (name: string, pythonVersion: string, ways: Ways): Option.Option<string> =>
  Option.firstSomeOf([
    Option.map(
      Option.fromNullable(renamedInPython3(name)),
      (now) => `that is Python 2's name, Python 3 has ${now}.`,
    ),
    ofOtherVersion(name, pythonVersion),
    Option.map(
      Option.fromNullable(platformModule(name)),
      (system) => `of Python's standard library, it is only there on ${system}.`,
    ),
    Option.map(
      Option.fromNullable(systemModule(name)),
      (system) =>
        `it belongs to Python's standard library, but this Python (${pythonVersion}) is without it. Ask for another python_version, or install what it needs from the system (${system} on Debian and Ubuntu).`,
    ),
    name === "pkg_resources"
      ? Option.some(
          `setuptools had it until version 81. Use importlib.metadata or importlib.resources, or ask for it in ${ways("setuptools<81")}.`,
        )
      : Option.none(),
  ])

const ofOtherVersion = (name: string, pythonVersion: string): Option.Option<string> =>
  Option.filterMap(Option.fromNullable(standardModule(name)), ({ since, until, instead }) => {
    if (until !== undefined && compare(pythonVersion, until) >= 0) {
      return Option.some(
        `Python ${until} removed it from the standard library: ${instead}, or ask for python_version="<${until}".`,
      )
    }
    return since !== undefined && compare(pythonVersion, since) < 0
      ? Option.some(
          `it came with Python ${since}, and this is ${pythonVersion}: ${instead}, or ask for python_version=">=${since}".`,
        )
      : Option.none()
  })

const ofNamespace = (name: string, ways: Ways): Option.Option<string> => {
  const examples = renamed
    .filter((row) => row.startsWith(`${name}.`))
    .map((row) => row.split("=")[1])
  return examples.length === 0
    ? Option.none()
    : Option.some(
        `several distributions have a part of it, such as ${[...new Set(examples)].slice(0, 3).join(", ")}. Ask for the one whose part the script imports, in ${ways()}.`,
      )
}
