import { dirname, join, relative } from "node:path"
import * as FileSystem from "@effect/platform/FileSystem"
import { Context, Effect, Either, Layer, Option } from "effect"
import { isMember, type Pyproject, readPyproject } from "../domain/Pyproject.ts"
import { excerpt, parseSpecifier } from "../domain/PythonVersion.ts"

/** A `requires-python` and where it stands. */
export interface Constraint {
  readonly specifier: string
  readonly origin: string
}

/** A pyproject.toml, read, and where it is. */
export interface PyprojectFile {
  readonly path: string
  readonly content: Pyproject
}

/** A pyproject.toml that is none, and why. */
interface BrokenFile {
  readonly path: string
  readonly reason: string
}

/** What the files around a script say about what it runs in. */
export interface Project {
  /** Where the nearest pyproject.toml is, else where the search began. */
  readonly folder: string
  /** Where `.venv` and uv.lock belong: the same, or the workspace that it is a member of. */
  readonly root: string
  /** The nearest, where it can be read. */
  readonly pyproject: Option.Option<PyprojectFile>
  /** The nearest, where it cannot. */
  readonly broken: Option.Option<BrokenFile>
  /** The root's; the same one but for members of a workspace. */
  readonly rootPyproject: Option.Option<PyprojectFile>
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

      const readFile = (path: string) =>
        Effect.option(Effect.map(fs.readFileString(path), (text): Found => ({ path, text })))

      const nearest = Effect.fnUntraced(function* (folder: string, name: string) {
        for (const parent of upwards(folder)) {
          const found = yield* readFile(join(parent, name))
          if (Option.isSome(found)) return found
        }
        return Option.none<Found>()
      })

      return {
        read: Effect.fn("ProjectFiles.read")(function* (folder) {
          const [found, pythonVersion] = yield* Effect.all([
            nearest(folder, "pyproject.toml"),
            nearest(folder, ".python-version"),
          ])
          const pyproject = Option.flatMap(found, parsed)
          const rootPyproject = yield* Effect.transposeMapOption(pyproject, (file) =>
            workspaceOf(file, readFile),
          )
          const at = Option.match(found, {
            onNone: () => folder,
            onSome: ({ path }) => dirname(path),
          })
          return {
            folder: at,
            root: Option.match(rootPyproject, {
              onNone: () => at,
              onSome: ({ path }) => dirname(path),
            }),
            pyproject,
            broken: Option.flatMap(found, brokenOf),
            rootPyproject,
            ...Option.match(found, { onNone: () => unconstrained([]), onSome: readConstraint }),
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

/** As uv decides on it: the nearest root of a workspace above, if that counts the folder among its members. */
const workspaceOf = Effect.fnUntraced(function* (
  project: PyprojectFile,
  readFile: (path: string) => Effect.Effect<Option.Option<Found>>,
) {
  const folder = dirname(project.path)
  if (project.content.workspace !== undefined) return project
  for (const parent of upwards(folder).slice(1)) {
    const found = Option.flatMap(yield* readFile(join(parent, "pyproject.toml")), parsed)
    const root = Option.filter(found, ({ content }) => content.workspace !== undefined)
    if (Option.isSome(root)) return hasMember(root.value, folder) ? root.value : project
  }
  return project
})

const hasMember = ({ path, content: { workspace } }: PyprojectFile, folder: string): boolean =>
  workspace !== undefined && isMember(workspace, relative(dirname(path), folder))

const firstLine = ({ path, text }: Found): Found => ({
  path,
  text: (text.split(/\r?\n/, 1)[0] ?? "").trim(),
})

const unconstrained = (notes: ReadonlyArray<string>) => ({
  constraint: Option.none<Constraint>(),
  notes,
})

const parsed = ({ path, text }: Found): Option.Option<PyprojectFile> =>
  Option.map(Either.getRight(readPyproject(text)), (content) => ({ path, content }))

const brokenOf = ({ path, text }: Found): Option.Option<BrokenFile> =>
  Option.map(Either.getLeft(readPyproject(text)), (reason) => ({ path, reason }))

const readConstraint = ({ path, text }: Found) => {
  const pyproject = readPyproject(text)
  if (Either.isLeft(pyproject)) {
    const why = pyproject.left
    return unconstrained([`${path} cannot be read, so its requires-python is ignored: ${why}.`])
  }
  const given = pyproject.right.requiresPython
  if (given === undefined) return unconstrained([])
  return Either.isRight(parseSpecifier(given))
    ? { constraint: Option.some({ specifier: given, origin: path }), notes: [] }
    : unconstrained([`${path}: requires-python ${excerpt(given)} is no specifier and is ignored.`])
}
