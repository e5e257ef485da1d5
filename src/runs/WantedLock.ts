import { basename, dirname, join } from "node:path"
import { FileSystem } from "@effect/platform/FileSystem"
import { Effect, Either, Option } from "effect"
import { LockFileInvalid, readPylock } from "../domain/Pylock.ts"
import { readPyproject } from "../domain/Pyproject.ts"
import { excerpt } from "../domain/PythonVersion.ts"
import { format } from "../domain/Requirement.ts"
import { PathInvalid } from "../domain/Run.ts"
import { Settings } from "../domain/Settings.ts"
import { sha256 } from "../domain/Sha256.ts"
import { isUvLock } from "../domain/UvLock.ts"
import { isWithin } from "../domain/UvPlaces.ts"
import { applyUvTable } from "../domain/UvTable.ts"
import type { Constraint } from "../environment/ProjectFiles.ts"
import { importFolder } from "../environment/ProjectPlace.ts"
import { Paths } from "./Paths.ts"

/** A lock that an environment is to be made from, read as far as it can be before any job. */
export interface WantedLock {
  readonly path: string
  /** Another one where it came to other packages. */
  readonly hash: string
  /** Of a uv.lock: its project, whose plan has the packages. */
  readonly project: Option.Option<string>
  /** Of a pylock.toml: its packages, canonical, and how uv is to get them. */
  readonly requirements: ReadonlyArray<string>
  readonly uvOptions: ReadonlyArray<string>
  readonly importFrom: ReadonlyArray<string>
  readonly constraint: Option.Option<Constraint>
  readonly notes: ReadonlyArray<string>
}

/** Reads the uv.lock of a project, or a pylock.toml. */
export const makeWantedLock = Effect.gen(function* () {
  const fs = yield* FileSystem
  const paths = yield* Paths
  const allowsPath = isWithin((yield* Settings).localDependencies)

  const ofProject = Effect.fnUntraced(function* (path: string, text: string) {
    if (!isUvLock(text)) return yield* notRead(path, "it is no lock as uv writes it", again)
    const project = dirname(path)
    const beside = yield* Effect.mapError(fs.readFileString(join(project, "pyproject.toml")), () =>
      notRead(path, "there is no readable pyproject.toml beside it", exported),
    )
    const pyproject = Either.filterOrLeft(
      readPyproject(beside),
      ({ isProject }) => isProject,
      () => "no project",
    )
    const { dependencies } = yield* Either.mapLeft(pyproject, () =>
      notRead(path, "the pyproject.toml beside it has no [project] that can be read", exported),
    )
    return {
      ...plain(path, [text, ...dependencies].join("\n")),
      project: Option.some(project),
    } satisfies WantedLock
  })

  const ofPylock = Effect.fnUntraced(function* (path: string, text: string) {
    const folder = dirname(path)
    const { requiresPython, requirements, uv, folders } = yield* readPylock(path, folder, text)
    const order = yield* applyUvTable(uv, requirements, { origin: path, folder, allowsPath })
    const places = yield* Effect.forEach(folders, (one) =>
      Effect.map(importFolder(fs, one), (from) => ({ one, from: Option.toArray(from) })),
    )
    return {
      ...plain(path, text),
      requirements: requirements.map(format),
      uvOptions: order.uvOptions,
      importFrom: places.flatMap(({ from }) => from),
      constraint: Option.map(requiresPython, (specifier) => ({ specifier, origin: path })),
      notes: [
        `The packages are those of ${path}; its hashes are not checked.`,
        ...places.map(({ one, from }) =>
          from.length > 0
            ? `${one} is imported from where it is.`
            : `${one} is no folder, so it is left out.`,
        ),
      ],
    } satisfies WantedLock
  })

  return Effect.fn("WantedLock.read")(function* (given: string) {
    const path = yield* paths.file(argument, given, Option.none())
    const name = basename(path)
    const read = kindOf(name) === "uv" ? ofProject : ofPylock
    if (kindOf(name) === "neither") {
      const reason = `${excerpt(name)} is neither a uv.lock nor a pylock.toml`
      return yield* notRead(path, reason, "Give one of these, or a requirements_file")
    }
    const text = yield* Effect.mapError(
      fs.readFileString(path),
      () => new PathInvalid({ argument, path, reason: "may not be read" }),
    )
    return yield* read(path, text)
  })
})

const argument = "lock_file"

/** PEP 751 allows a word between: pylock.dev.toml. */
const kindOf = (name: string): "neither" | "pylock" | "uv" => {
  if (name === "uv.lock") return "uv"
  return /^pylock(?:\.[^.]+)?\.toml$/.test(name) ? "pylock" : "neither"
}

const plain = (path: string, text: string): WantedLock => ({
  path,
  hash: sha256(text),
  project: Option.none(),
  requirements: [],
  uvOptions: [],
  importFrom: [],
  constraint: Option.none(),
  notes: [],
})

const notRead = (path: string, reason: string, wayOut: string) =>
  new LockFileInvalid({ path, reason, wayOut })

const again = "Run `uv lock` in its project, then call again"

const exported =
  "Give the lock in its project's folder, or what `uv export --format pylock.toml` writes there"
