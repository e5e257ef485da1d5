import { Either } from "effect"
import { matchesSpecifier } from "./PythonVersion.ts"
import { format, parse, type Requirement } from "./Requirement.ts"
import type { RequirementInvalid } from "./RequirementInvalid.ts"

/** What `uv export` says that a lock installs. */
export interface LockExport {
  readonly requirements: ReadonlyArray<Requirement>
  /** Paths as written, relative to the lock: what is there, and not in an index. */
  readonly local: ReadonlyArray<string>
}

/** Reads the lines of a requirements file that uv has written. */
export const readLockExport = (
  lines: ReadonlyArray<string>,
): Either.Either<LockExport, RequirementInvalid> => {
  const written = lines.map((line) => line.trim()).filter((line) => !/^(?:#|$)/.test(line))
  const packages = written.filter((line) => pathOf(line) === undefined)
  return Either.map(Either.all(packages.map(parse)), (requirements) => ({
    requirements,
    local: written.flatMap((line) => pathOf(line) ?? []),
  }))
}

/**
 * What is asked for and not locked as it is asked for: then the lock is older than the question. What has
 * a marker may be left out for its sake, and what has a URL has no version.
 */
export const notLocked = (
  wanted: ReadonlyArray<Requirement>,
  { requirements }: Pick<LockExport, "requirements">,
): ReadonlyArray<string> => {
  return wanted
    .filter(({ marker, url }) => marker === null && url === null)
    .filter(({ name, specifier }) => {
      const candidates = requirements.filter((one) => one.name === name)
      return !candidates.some((one) => one.url !== null || allows(specifier, one))
    })
    .map(format)
}

const allows = (specifier: string, pin: Requirement): boolean =>
  specifier === "" || matchesSpecifier(specifier, pin.specifier.replace(/^={2,3}/, ""))

/** `-e ./packages/a ; marker` and `./lib`; no name of a package begins with a dot or a slash. */
const pathOf = (line: string): string | undefined =>
  /^(?:-e[ \t]+|--editable[ \t]+)?(?:file:\/\/)?(\.{0,2}\/[^;]*?|\.{1,2})[ \t]*(?:;.*)?$/.exec(
    line,
  )?.[1]
