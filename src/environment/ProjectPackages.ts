import { join } from "node:path"
import * as FileSystem from "@effect/platform/FileSystem"
import { Context, Effect, Either, Layer, Option } from "effect"
import { normalise, normaliseName, parse, type Requirement } from "../domain/Requirement.ts"
import { readRequirementsFile } from "../domain/RequirementsFile.ts"
import { Settings } from "../domain/Settings.ts"
import { isWithin, type UvTableOrigin } from "../domain/UvPlaces.ts"
import { applyUvTable } from "../domain/UvTable.ts"
import type { PlanFailed } from "./EnvironmentErrors.ts"
import { EnvironmentPlan, type PythonSource } from "./EnvironmentPlan.ts"
import { projectLock } from "./LockPlace.ts"
import { nothingUsable } from "./ProjectErrors.ts"
import type { Project, PyprojectFile } from "./ProjectFiles.ts"
import { importFolder } from "./ProjectPlace.ts"

/** What is to be there beside a project's own packages. */
export interface PackagesWish {
  readonly python: PythonSource
  /** Canonical and sorted. */
  readonly requirements: ReadonlyArray<string>
  readonly uvOptions: ReadonlyArray<string>
  readonly refresh: boolean
}

/** Plans an environment outside a project with the packages that the project asks for. */
export class ProjectPackages extends Context.Tag("python-mcp/ProjectPackages")<
  ProjectPackages,
  {
    /** By its uv.lock, else its pyproject.toml, else a requirements.txt in its folder. */
    readonly plan: (
      project: Project,
      wish: PackagesWish,
    ) => Effect.Effect<EnvironmentPlan, PlanFailed>
  }
>() {
  static readonly layer: Layer.Layer<ProjectPackages, never, FileSystem.FileSystem | Settings> =
    Layer.effect(
      this,
      Effect.gen(function* () {
        const fs = yield* FileSystem.FileSystem
        const allowsPath = isWithin((yield* Settings).localDependencies)

        const planLock = Effect.fnUntraced(function* (
          { folder, root }: Project,
          { path, uv, wanted, importFrom, notes }: Declared,
          wish: PackagesWish,
        ) {
          const origin: UvTableOrigin = { origin: path, folder: root, allowsPath }
          // What cannot be honoured is said before any job.
          yield* applyUvTable(uv, [], origin)
          const place = projectLock({ folder, root })
          return EnvironmentPlan.Locked({
            ...wish,
            place,
            declared: wanted.filter(({ name }) => !hasSource(uv, name)),
            uv,
            origin,
            importFrom,
            notes: [outside(place.lock), ...notes],
          })
        })

        const planRequirements = Effect.fnUntraced(function* (
          { path, uv, wanted, importFrom, notes }: Declared,
          folder: string,
          wish: PackagesWish,
        ) {
          const order = yield* applyUvTable(uv, wanted, { origin: path, folder, allowsPath })
          const { uvOptions, notes: ofOptions } = eitherOptions(wish.uvOptions, order.uvOptions)
          return EnvironmentPlan.Managed({
            ...wish,
            requirements: yield* normalise([...order.requirements, ...wish.requirements]),
            uvOptions,
            context: [],
            importFrom,
            notes: [outside(path), ...notes, ...ofOptions],
          })
        })

        const planPyproject = Effect.fnUntraced(function* (
          project: Project,
          file: PyprojectFile,
          wish: PackagesWish,
        ) {
          const declared = yield* declare(fs, project, file)
          const lock = join(project.root, "uv.lock")
          const hasLock = yield* Effect.orElseSucceed(fs.exists(lock), () => false)
          return hasLock
            ? yield* planLock(project, declared, wish)
            : yield* planRequirements(declared, project.folder, wish)
        })

        return {
          plan: Effect.fn("ProjectPackages.plan")(function* (project, wish) {
            const { folder, pyproject } = project
            const file = Option.filter(pyproject, ({ content }) => content.isProject)
            if (Option.isSome(file)) return yield* planPyproject(project, file.value, wish)
            const listed = yield* declareList(fs, project)
            return yield* planRequirements(listed, folder, wish)
          }),
        }
      }),
    )
}

/** A file that says which packages there are to be. */
interface Declared {
  readonly path: string
  readonly uv: unknown
  readonly wanted: ReadonlyArray<Requirement>
  readonly importFrom: ReadonlyArray<string>
  readonly notes: ReadonlyArray<string>
}

const declare = Effect.fnUntraced(function* (
  fs: FileSystem.FileSystem,
  project: Project,
  { path, content }: PyprojectFile,
) {
  const own = content.isPackage ? yield* importFolder(fs, project.folder) : Option.none<string>()
  const importFrom = Option.toArray(own)
  const notes = importFrom.map(
    (from) => `The project itself is not installed: it is imported from ${from}.`,
  )
  const wanted = yield* Either.all(content.dependencies.map(parse))
  return { path, uv: uvTableOf(project), wanted, importFrom, notes } satisfies Declared
})

/** Then it may be a local package, which is in the lock without a name. */
const hasSource = (table: unknown, name: string): boolean =>
  Object.keys(Object(Object(table).sources)).some((written) => normaliseName(written) === name)

const declareList = Effect.fnUntraced(function* (fs: FileSystem.FileSystem, project: Project) {
  const path = join(project.folder, "requirements.txt")
  const text = yield* Effect.option(fs.readFileString(path))
  // What a broken pyproject.toml asks for is not to be taken for nothing.
  if (Option.isNone(text) || Option.isSome(project.broken)) {
    return yield* nothingUsable("cached", project, noPackages)
  }
  const { requirements: wanted, uv, hasHashes } = yield* readRequirementsFile(path, text.value)
  const notes = hasHashes ? [`The hashes in ${path} are not checked.`] : []
  return { path, uv, wanted, importFrom: [], notes } satisfies Declared
})

/** Of a member's table only the sources count; all else is the root's to say. */
const uvTableOf = ({ pyproject, rootPyproject }: Project): unknown => {
  const table = (file: Option.Option<PyprojectFile>) =>
    Object(Option.getOrUndefined(Option.map(file, ({ content }) => content.uv)))
  const [own, root] = [table(pyproject), table(rootPyproject)]
  return { ...root, sources: { ...root.sources, ...own.sources } }
}

/** Two tables cannot both be obeyed; the script's is nearer. */
export const eitherOptions = (own: ReadonlyArray<string>, project: ReadonlyArray<string>) => ({
  uvOptions: own.length > 0 ? own : project,
  notes:
    own.length > 0 && project.length > 0
      ? ["The header's [tool.uv] counts, and the project's does not."]
      : [],
})

const outside = (path: string): string =>
  `The packages are those of ${path}, in an environment outside the project.`

const noPackages =
  "there is no pyproject.toml with a [project] in it, there or above, and no requirements.txt there"
