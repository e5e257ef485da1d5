import { join } from "node:path"
import * as FileSystem from "@effect/platform/FileSystem"
import { Array as Arr, Context, Effect, Layer, Option } from "effect"
import type { ProjectUse } from "../domain/Run.ts"
import type { PlanFailed } from "./EnvironmentErrors.ts"
import { pythonOf } from "./EnvironmentFolders.ts"
import { EnvironmentPlan, PythonSource } from "./EnvironmentPlan.ts"
import { type Interpreter, isUsable } from "./Interpreter.ts"
import { Interpreters } from "./Interpreters.ts"
import { nothingUsable } from "./ProjectErrors.ts"
import type { Project } from "./ProjectFiles.ts"
import { ProjectPackages } from "./ProjectPackages.ts"
import { fits, PythonSelection, type Wish } from "./PythonSelection.ts"

/** What a run wants beside its project. */
export interface ProjectWish {
  readonly use: ProjectUse
  readonly wish: Wish
  /** Canonical and sorted: those of the call and of the script's header. */
  readonly requirements: ReadonlyArray<string>
  readonly uvOptions: ReadonlyArray<string>
  readonly refresh: boolean
}

/** What a project makes of a run: a plan, or nothing, with the reasons. */
export interface ProjectPlan {
  readonly plan: Option.Option<EnvironmentPlan>
  readonly notes: ReadonlyArray<string>
}

/** Decides what the project around a script means for what it runs in; makes nothing. */
export class ProjectEnvironment extends Context.Tag("python-mcp/ProjectEnvironment")<
  ProjectEnvironment,
  {
    /** The notes of a plan are complete but for those of whoever asks. */
    readonly plan: (project: Project, wish: ProjectWish) => Effect.Effect<ProjectPlan, PlanFailed>
  }
>() {
  static readonly layer: Layer.Layer<
    ProjectEnvironment,
    never,
    FileSystem.FileSystem | Interpreters | ProjectPackages | PythonSelection
  > = Layer.effect(
    this,
    Effect.gen(function* () {
      const ownPython = yield* makeOwnPython
      const packages = yield* ProjectPackages
      const selection = yield* PythonSelection

      const planOwn = Effect.fnUntraced(function* (
        project: Project,
        { wish, requirements, refresh }: ProjectWish,
      ) {
        const { found, misfit } = yield* ownPython(project, wish)
        if (requirements.length > 0) {
          const unused = Option.map(found, ({ prefix }) =>
            saying(`${prefix} is not used: ${ownPackages}`),
          )
          return Option.getOrElse(unused, () => nothing)
        }
        const notes = [
          ...Option.toArray(misfit).map((what) => `${what}: it is ignored.`),
          ...Option.toArray(found).map(({ prefix }) => asItIsNote(prefix, refresh)),
        ]
        const plan = Option.map(found, (interpreter) =>
          EnvironmentPlan.Existing({ python: PythonSource.Installed({ interpreter }), notes: [] }),
        )
        return { plan, notes }
      })

      const planSync = Effect.fnUntraced(function* (
        project: Project,
        { wish, requirements, refresh }: ProjectWish,
      ) {
        if (!isProject(project)) {
          const missing = "there is no pyproject.toml with a [project] in it, there or above"
          return yield* nothingUsable("sync", project, missing)
        }
        if (requirements.length > 0) {
          return saying(`${project.root} is left as it is: ${ownPackages}`)
        }
        const { found, misfit } = yield* ownPython(project, wish)
        const selected = Option.isSome(found)
          ? { python: PythonSource.Installed({ interpreter: found.value }), notes: [] }
          : yield* selection.select(wish)
        const plan = EnvironmentPlan.Synced({
          python: selected.python,
          isOwn: Option.isSome(found),
          place: { folder: project.folder, root: project.root },
          notes: selected.notes,
        })
        const anew = Option.toArray(misfit).map((what) => `${what}: it is made anew.`)
        const notes = [...anew, ...(refresh ? [lockDecides(project)] : [])]
        return { plan: Option.some(plan), notes }
      })

      const planCached = Effect.fnUntraced(function* (project: Project, wish: ProjectWish) {
        const selected = yield* selection.select(wish.wish)
        const { requirements, uvOptions, refresh } = wish
        const { python } = selected
        const plan = yield* packages.plan(project, { python, requirements, uvOptions, refresh })
        return { plan: Option.some(plan), notes: selected.notes }
      })

      return {
        plan: Effect.fn("ProjectEnvironment.plan")(function* (project, wish) {
          if (wish.use === "sync") return yield* planSync(project, wish)
          if (wish.use === "cached") return yield* planCached(project, wish)
          if (wish.use === "own") return yield* planOwn(project, wish)
          return Option.isSome(project.pyproject)
            ? saying(`The project in ${project.root} is left out, as asked for.`)
            : nothing
        }),
      }
    }),
  )
}

/** The environment that a project keeps, where it is what is wanted. */
const makeOwnPython = Effect.gen(function* () {
  const fs = yield* FileSystem.FileSystem
  const interpreters = yield* Interpreters

  return Effect.fnUntraced(function* ({ root }: Project, wish: Wish) {
    const path = join(root, ".venv")
    const isThere = yield* Effect.orElseSucceed(fs.exists(path), () => false)
    if (!isThere) return { found: Option.none<Interpreter>(), misfit: Option.none<string>() }
    const found = Option.filter(
      yield* interpreters.inspect(pythonOf(path)),
      (interpreter) => interpreter.isVenv && isUsable(interpreter),
    )
    const fitting = Option.filter(found, (interpreter) => fits(wish, interpreter))
    const misfit = Option.match(found, {
      onNone: () => `${path} has no usable Python`,
      onSome: ({ version }) => `${path} has Python ${version}, which is not what is asked for`,
    })
    return {
      found: fitting,
      misfit: Option.isSome(fitting) ? Option.none<string>() : Option.some(misfit),
    }
  })
})

const nothing: ProjectPlan = { plan: Option.none(), notes: [] }

const saying = (note: string): ProjectPlan => ({ ...nothing, notes: Arr.of(note) })

const asItIsNote = (prefix: string, refresh: boolean): string =>
  `Ran in the project's ${prefix}, as it is${refresh ? ": refresh is ignored" : ""}.`

const lockDecides = ({ root }: Project): string =>
  `refresh is ignored: the versions are those of ${join(root, "uv.lock")}.`

const ownPackages =
  "packages are asked for besides, so the script runs in an environment of its own, without the project's."

/** A workspace may have a root that is no project itself. */
const isProject = ({ pyproject }: Project): boolean =>
  Option.exists(pyproject, ({ content }) => content.isProject || content.workspace !== undefined)
