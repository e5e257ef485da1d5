import { resolve } from "node:path"
import { pathToFileURL } from "node:url"
import { Either, Option, Schema } from "effect"
import { parse as parseToml } from "smol-toml"
import { excerpt, parseSpecifier } from "./PythonVersion.ts"
import { normaliseName, parse, type Requirement } from "./Requirement.ts"

/** What a pylock.toml (PEP 751) installs, as far as it can be said in requirements and indexes. */
export interface Pylock {
  readonly requiresPython: Option.Option<string>
  /** Exact, each under its marker, which is for the installer to evaluate. */
  readonly requirements: ReadonlyArray<Requirement>
  /** Which of its packages come from which index, as a `[tool.uv]` table. */
  readonly uv: Readonly<Record<string, unknown>>
  /** Folders of local packages, absolute. */
  readonly folders: ReadonlyArray<string>
}

/** A lock that is none, or that says what cannot be honoured. */
export class LockFileInvalid extends Schema.TaggedError<LockFileInvalid>()("LockFileInvalid", {
  path: Schema.String,
  reason: Schema.String,
  wayOut: Schema.String,
}) {
  override get message() {
    return `Cannot use lock_file ${this.path}: ${this.reason}. ${this.wayOut}.`
  }
}

/** Reads it as data; `folder` is where its paths begin. What would install something else is refused. */
export const readPylock = (
  path: string,
  folder: string,
  text: string,
): Either.Either<Pylock, LockFileInvalid> =>
  Either.gen(function* () {
    const lock = yield* Either.try(() => parseToml(text, { integersAsBigInt: true })).pipe(
      Either.flatMap(Schema.decodeUnknownEither(Table)),
      Either.mapLeft(() => refused(path, "it is no pylock.toml as PEP 751 has it")),
    )
    yield* Either.mapLeft(checkHead(lock), (reason) => refused(path, reason))
    const packages = lock.packages.filter(({ directory }) => directory === undefined)
    const requirements = packages.map((one) =>
      Either.mapLeft(requirementOf(one, folder), (reason) =>
        refused(path, `of ${excerpt(one.name)}, ${reason}`),
      ),
    )
    return {
      requiresPython: Option.fromNullable(lock["requires-python"]),
      requirements: yield* Either.all(requirements),
      uv: yield* Either.mapLeft(indexTable(packages), (reason) => refused(path, reason)),
      folders: lock.packages.flatMap(({ directory }) =>
        directory === undefined
          ? []
          : [resolve(folder, directory.path, directory.subdirectory ?? "")],
      ),
    }
  })

const text = Schema.optional(Schema.String)

const File = Schema.Struct({ url: text, path: text })

const Package = Schema.Struct({
  name: Schema.String,
  version: text,
  marker: text,
  index: text,
  vcs: Schema.optional(
    Schema.Struct({
      type: Schema.String,
      url: text,
      "commit-id": Schema.String,
      subdirectory: text,
    }),
  ),
  directory: Schema.optional(Schema.Struct({ path: Schema.String, subdirectory: text })),
  archive: Schema.optional(Schema.Struct({ url: text, path: text, subdirectory: text })),
  sdist: Schema.optional(File),
  wheels: Schema.optionalWith(Schema.Array(File), { default: () => [] }),
})
type Package = typeof Package.Type

const Table = Schema.Struct({
  "lock-version": Schema.String,
  "requires-python": text,
  environments: Schema.optionalWith(Schema.Array(Schema.String), { default: () => [] }),
  packages: Schema.Array(Package),
})

const refused = (path: string, reason: string) =>
  new LockFileInvalid({
    path,
    reason,
    wayOut:
      "Write it anew, as `uv export --format pylock.toml` does, or give a requirements_file instead",
  })

const checkHead = (lock: typeof Table.Type): Either.Either<void, string> => {
  const { "lock-version": version, "requires-python": requires } = lock
  if (!/^1\.\d+$/.test(version)) return Either.left(`lock-version ${excerpt(version)} is not known`)
  if (requires !== undefined && Either.isLeft(parseSpecifier(requires)))
    return Either.left(`requires-python ${excerpt(requires)} is no specifier`)
  return lock.environments.length > 0
    ? Either.left("it holds for certain environments only, and their markers are not read here")
    : Either.void
}

const requirementOf = (one: Package, folder: string): Either.Either<Requirement, string> =>
  Either.gen(function* () {
    if (
      /\b(?:extras?|dependency_groups)\b/.test((one.marker ?? "").replace(/"[^"]*"|'[^']*'/g, ""))
    )
      return yield* Either.left("the marker asks for extras or groups, which cannot be chosen here")
    const written = one.name + (yield* sourceOf(one, folder))
    const marker = one.marker === undefined ? "" : ` ; ${one.marker}`
    return yield* Either.mapLeft(parse(written + marker), ({ reason }) => reason)
  })

const sourceOf = (one: Package, folder: string): Either.Either<string, string> => {
  if (one.vcs !== undefined) return ofRepository(one.vcs)
  if (one.archive !== undefined) return ofArchive(one.archive, folder)
  if (filesOf(one).some(({ url, path }) => url === undefined && path !== undefined))
    return Either.left("the files are on this machine, and only those of an index can be used")
  return one.version === undefined
    ? Either.left("there is no version")
    : Either.right(`==${one.version}`)
}

const ofRepository = ({
  type,
  url,
  subdirectory,
  ...vcs
}: NonNullable<Package["vcs"]>): Either.Either<string, string> =>
  type === "git" && url !== undefined
    ? Either.right(
        ` @ git+${url.replace(/^git\+/, "")}@${vcs["commit-id"]}${fragment(subdirectory)}`,
      )
    : Either.left("only the URL of a git repository can be used")

const ofArchive = (
  { url, path, subdirectory }: NonNullable<Package["archive"]>,
  folder: string,
): Either.Either<string, string> => {
  const place = url ?? (path && pathToFileURL(resolve(folder, path)).href)
  return place === undefined
    ? Either.left("the archive has neither url nor path")
    : Either.right(` @ ${place}${fragment(subdirectory)}`)
}

const filesOf = ({ sdist, wheels }: Package): ReadonlyArray<typeof File.Type> =>
  sdist === undefined ? wheels : [...wheels, sdist]

const fragment = (subdirectory: string | undefined): string =>
  subdirectory === undefined ? "" : `#subdirectory=${subdirectory}`

/** Those of PyPI come from whatever is set in its place. */
const indexTable = (
  packages: ReadonlyArray<Package>,
): Either.Either<Readonly<Record<string, unknown>>, string> =>
  Either.gen(function* () {
    const places = new Map<string, string>()
    for (const one of packages.filter(({ vcs, archive }) => (vcs ?? archive) === undefined)) {
      const name = normaliseName(one.name)
      const url = yield* indexOf(one)
      const known = places.get(name)
      if (known !== undefined && known !== url)
        return yield* Either.left(`${excerpt(name)} comes from two indexes`)
      places.set(name, url)
    }
    const others = [...new Set(places.values())].filter((url) => url !== pypi)
    const index = others.map((url, at) => ({ name: `lock-${at + 1}`, url, explicit: true }))
    const sources = [...places].flatMap(([name, url]) =>
      url === pypi ? [] : [[name, { index: `lock-${others.indexOf(url) + 1}` }] as const],
    )
    return index.length === 0 ? {} : { index, sources: Object.fromEntries(sources) }
  })

/** Another index may have another package of that name: where a lock names none, it must be known. */
const indexOf = (one: Package): Either.Either<string, string> => {
  const isPypi = (url: string) => /^https:\/\/(?:files\.pythonhosted\.org|pypi\.org)\//i.test(url)
  if (one.index !== undefined) return Either.right(isPypi(one.index) ? pypi : one.index)
  return filesOf(one).every(({ url }) => url === undefined || isPypi(url))
    ? Either.right(pypi)
    : Either.left(`it does not say which index ${excerpt(one.name)} comes from`)
}

const pypi = "https://pypi.org/simple"
