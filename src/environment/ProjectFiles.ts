import { dirname, join } from "node:path"
import * as FileSystem from "@effect/platform/FileSystem"
import { Context, Effect, Either, Layer, Option, Schema } from "effect"
import { parse } from "smol-toml"
import { excerpt, parseSpecifier } from "../domain/PythonVersion.ts"

/** A `requires-python` and where it stands. */
export interface Constraint {
  readonly specifier: string
  readonly origin: string
}

/** What the files around a script say about its Python. */
export interface Project {
  /** Where the nearest pyproject.toml is, else where the search began. */
  readonly folder: string
  readonly constraint: Option.Option<Constraint>
  /** The first line of the nearest `.python-version`. */
  readonly pythonVersion: Option.Option<{ readonly text: string; readonly path: string }>
  readonly notes: ReadonlyArray<string>
}

/** Reads a project's files; it never writes one, and a wrong one is a note and no failure. */
export class ProjectFiles extends Context.Tag("python-mcp/ProjectFiles")<
  ProjectFiles,
  {
    /** Looks upwards from a folder. */
    readonly read: (folder: string) => Effect.Effect<Project>
  }
>() {
  static readonly layer: Layer.Layer<ProjectFiles, never, FileSystem.FileSystem> = Layer.effect(
    this,
    Effect.gen(function* () {
      const fs = yield* FileSystem.FileSystem

      const nearest = Effect.fnUntraced(function* (folder: string, name: string) {
        for (const parent of upwards(folder)) {
          const path = join(parent, name)
          const text = yield* Effect.option(fs.readFileString(path))
          if (Option.isSome(text)) return Option.some({ path, text: text.value })
        }
        return Option.none<Found>()
      })

      return {
        read: Effect.fn("ProjectFiles.read")(function* (folder) {
          const [pyproject, pythonVersion] = yield* Effect.all([
            nearest(folder, "pyproject.toml"),
            nearest(folder, ".python-version"),
          ])
          return {
            folder: Option.match(pyproject, {
              onNone: () => folder,
              onSome: ({ path }) => dirname(path),
            }),
            ...Option.match(pyproject, { onNone: () => unconstrained([]), onSome: readConstraint }),
            pythonVersion: Option.map(pythonVersion, firstLine),
          }
        }),
      }
    }),
  )
}

interface Found {
  readonly path: string
  readonly text: string
}

const upwards = (folder: string): ReadonlyArray<string> => {
  const parent = dirname(folder)
  return parent === folder ? [folder] : [folder, ...upwards(parent)]
}

const firstLine = ({ path, text }: Found): Found => ({
  path,
  text: (text.split(/\r?\n/, 1)[0] ?? "").trim(),
})

const unconstrained = (notes: ReadonlyArray<string>) => ({
  constraint: Option.none<Constraint>(),
  notes,
})

const readConstraint = ({ path, text }: Found) => {
  const specifier = Either.flatMap(
    Either.try(() => parse(text, { integersAsBigInt: true })),
    Schema.decodeUnknownEither(Pyproject),
  )
  if (Either.isLeft(specifier)) {
    return unconstrained([`${path} cannot be read, so its requires-python is ignored.`])
  }
  const given = specifier.right.project?.["requires-python"]
  if (given === undefined) return unconstrained([])
  return Either.isRight(parseSpecifier(given))
    ? { constraint: Option.some({ specifier: given, origin: path }), notes: [] }
    : unconstrained([`${path}: requires-python ${excerpt(given)} is no specifier and is ignored.`])
}

const Pyproject = Schema.Struct({
  project: Schema.optional(Schema.Struct({ "requires-python": Schema.optional(Schema.String) })),
})
