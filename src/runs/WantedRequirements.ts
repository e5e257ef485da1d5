import { FileSystem } from "@effect/platform/FileSystem"
import { Effect, Option } from "effect"
import { format, normalise } from "../domain/Requirement.ts"
import { readRequirementsFile } from "../domain/RequirementsFile.ts"
import { ArgumentsInvalid, PathInvalid } from "../domain/Run.ts"
import { Paths } from "./Paths.ts"
import { makeWantedLock, type WantedLock } from "./WantedLock.ts"

/** What an environment is to have, and what was not heeded of where that stands. */
export interface WantedRequirements {
  /** Canonical and sorted, without those of the lock. */
  readonly requirements: ReadonlyArray<string>
  readonly lock: Option.Option<WantedLock>
  readonly notes: ReadonlyArray<string>
}

/** What a call says of packages. */
export interface WantedPackages {
  readonly dependencies: ReadonlyArray<string>
  readonly requirementsFile: Option.Option<string>
  readonly lockFile: Option.Option<string>
}

/** Puts together what a call says and what its requirements.txt or its lock says, which are read as data. */
export const makeWantedRequirements = Effect.gen(function* () {
  const fs = yield* FileSystem
  const paths = yield* Paths
  const readLock = yield* makeWantedLock

  const readFile = Effect.fnUntraced(function* (given: string) {
    const path = yield* paths.file(argument, given, Option.none())
    const text = yield* Effect.mapError(
      fs.readFileString(path),
      () => new PathInvalid({ argument, path, reason: "may not be read" }),
    )
    const { requirements, uv, hasHashes } = yield* readRequirementsFile(path, text)
    const options = Object.keys(uv)
    if (options.length > 0) return yield* optionsRefused(path, options)
    const notes = hasHashes ? [`The hashes in ${path} are not checked.`] : []
    return { requirements: requirements.map(format), notes }
  })

  return Effect.fn("WantedRequirements.read")(function* ({
    dependencies,
    requirementsFile,
    lockFile,
  }: WantedPackages) {
    if (Option.isSome(requirementsFile) && Option.isSome(lockFile)) return yield* both
    const lock = yield* Effect.transposeMapOption(lockFile, readLock)
    const found = yield* Effect.transposeMapOption(requirementsFile, readFile)
    const { requirements, notes } = Option.getOrElse(found, () => nothing)
    const all: WantedRequirements = {
      requirements: yield* normalise([...dependencies, ...requirements]),
      lock,
      notes: [...notes, ...Option.toArray(lock).flatMap((known) => known.notes)],
    }
    return all
  })
})

const argument = "requirements_file"

const nothing = { requirements: [], notes: [] }

const both = new ArgumentsInvalid({
  reason: "requirements_file and lock_file cannot be given together",
  wayOut: "Give the lock_file, and as dependencies what it has not",
})

const optionsRefused = (path: string, options: ReadonlyArray<string>) =>
  new ArgumentsInvalid({
    reason: `${path} has options (${options.map((name) => `--${name}`).join(", ")}), and only dependencies are read from it`,
    wayOut: "Take them out; an index is set by UV_DEFAULT_INDEX or in uv.toml",
  })
