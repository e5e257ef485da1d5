import { FileSystem } from "@effect/platform/FileSystem"
import { Effect, Option } from "effect"
import { format, normalise } from "../domain/Requirement.ts"
import { readRequirementsFile } from "../domain/RequirementsFile.ts"
import { ArgumentsInvalid, PathInvalid } from "../domain/Run.ts"
import { Paths } from "./Paths.ts"

/** What an environment is to have, canonical and sorted, and what was not heeded of where that stands. */
export interface WantedRequirements {
  readonly requirements: ReadonlyArray<string>
  readonly notes: ReadonlyArray<string>
}

/** Puts together what a call says and what a requirements.txt says, which it reads as data. */
export const makeWantedRequirements = Effect.gen(function* () {
  const fs = yield* FileSystem
  const paths = yield* Paths

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

  return Effect.fn("WantedRequirements.read")(function* (
    dependencies: ReadonlyArray<string>,
    file: Option.Option<string>,
  ) {
    const found = yield* Effect.transposeMapOption(file, readFile)
    const { requirements, notes } = Option.getOrElse(found, () => nothing)
    const all: WantedRequirements = {
      requirements: yield* normalise([...dependencies, ...requirements]),
      notes,
    }
    return all
  })
})

const argument = "requirements_file"

const nothing: WantedRequirements = { requirements: [], notes: [] }

const optionsRefused = (path: string, options: ReadonlyArray<string>) =>
  new ArgumentsInvalid({
    reason: `${path} has options (${options.map((name) => `--${name}`).join(", ")}), and only dependencies are read from it`,
    wayOut: "Take them out; an index is set by UV_DEFAULT_INDEX or in uv.toml",
  })
