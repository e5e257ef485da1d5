import { dirname } from "node:path"
import type * as FileSystem from "@effect/platform/FileSystem"
import { Context, Effect, Either, Layer, Option } from "effect"
import {
  excerpt,
  type PythonVersionInvalid,
  parseRequest,
  parseSpecifier,
} from "../domain/PythonVersion.ts"
import { normalise, parseAll } from "../domain/Requirement.ts"
import { PythonChoice } from "../domain/Run.ts"
import { readHeader, type ScriptHeader, ScriptHeaderInvalid } from "../domain/ScriptHeader.ts"
import { Settings } from "../domain/Settings.ts"
import { isWithin, type UvTableOrigin } from "../domain/UvPlaces.ts"
import { applyUvTable } from "../domain/UvTable.ts"
import type { PlanFailed } from "./EnvironmentErrors.ts"
import { EnvironmentPlan, noting } from "./EnvironmentPlan.ts"
import type { EnvironmentRequest } from "./Environments.ts"
import type { EnvironmentUsers } from "./EnvironmentUsers.ts"
import { Interpreters } from "./Interpreters.ts"
import { makeAdmission } from "./LocalDependencies.ts"
import type { NamedEnvironments } from "./NamedEnvironments.ts"
import { makePlanNamed, type UvChoice } from "./NamedPlan.ts"
import { ProjectEnvironment } from "./ProjectEnvironment.ts"
import { ProjectUnusable } from "./ProjectErrors.ts"
import { type Constraint, type Project, ProjectFiles } from "./ProjectFiles.ts"
import { type Pick, PythonSelection, settled } from "./PythonSelection.ts"
import { ScriptLock } from "./ScriptLock.ts"

/** Decides what a run will run in; makes nothing. */
export class EnvironmentPlanner extends Context.Tag("python-mcp/EnvironmentPlanner")<
  EnvironmentPlanner,
  {
    readonly plan: (request: EnvironmentRequest) => Effect.Effect<EnvironmentPlan, PlanFailed>
  }
>() {
  static readonly layer: Layer.Layer<
    EnvironmentPlanner,
    never,
    | FileSystem.FileSystem
    | EnvironmentUsers
    | Interpreters
    | NamedEnvironments
    | ProjectEnvironment
    | ProjectFiles
    | PythonSelection
    | ScriptLock
    | Settings
  > = Layer.effect(
    this,
    Effect.gen(function* () {
      const interpreters = yield* Interpreters
      const selection = yield* PythonSelection
      const ofProject = yield* ProjectEnvironment
      const ofScript = yield* ScriptLock
      const readWish = yield* makeReadWish
      const admitted = yield* makeAdmission
      const planNamed = yield* makePlanNamed

      const planUv = Effect.fnUntraced(function* (request: EnvironmentRequest, choice: UvChoice) {
        const wanted = yield* readWish(request, choice)
        const { wish, requirements, uvOptions, notes } = wanted
        const { refresh, project: use, dependencies } = choice
        const { header, origin } = wanted
        const script = Option.all({ path: request.scriptPath, header })
        const locked = yield* Effect.transposeMapOption(script, (found) =>
          ofScript.plan({ ...found, origin, wish, dependencies, use, refresh }),
        )
        const byLock = Option.flatten(locked)
        if (Option.isSome(byLock)) return noting(byLock.value, notes)
        const project = yield* surroundings(wanted.project, choice)
        const own = yield* Effect.transposeMapOption(project, (files) =>
          ofProject.plan(files, { use, wish, requirements, uvOptions, refresh }),
        )
        const soFar = [...notes, ...Option.toArray(own).flatMap((planned) => planned.notes)]
        const planned = Option.flatMap(own, ({ plan }) => plan)
        if (Option.isSome(planned)) return noting(planned.value, soFar)
        const selected = yield* selection.select(wish)
        const all = [...soFar, ...selected.notes]
        return requirements.length === 0 && !choice.isolated
          ? EnvironmentPlan.Existing({ python: selected.python, notes: all })
          : EnvironmentPlan.Managed({
              python: selected.python,
              requirements,
              uvOptions,
              context: [],
              refresh,
              importFrom: [],
              notes: all,
            })
      })

      return {
        plan: Effect.fn("EnvironmentPlanner.plan")(function* (request) {
          const plan = yield* PythonChoice.$match(request.python, {
            Uv: (choice): Effect.Effect<EnvironmentPlan, PlanFailed> =>
              Option.match(choice.environment, {
                onNone: () => planUv(request, choice),
                onSome: (name) => planNamed(name, choice, request.source),
              }),
            System: (choice) => planSystem(interpreters, request.source, choice),
          })
          return yield* admitted(plan)
        }),
      }
    }),
  )
}

type SystemChoice = Extract<PythonChoice, { readonly _tag: "System" }>

const planSystem = Effect.fnUntraced(function* (
  interpreters: Interpreters["Type"],
  source: string,
  { ignored }: SystemChoice,
) {
  const interpreter = yield* interpreters.system
  const notes = [...ignored.map(ignoredNote), ...headerNotes(source)]
  return EnvironmentPlan.System({ interpreter, notes })
})

/** What the call, the script's header and the project's files say together. */
const makeReadWish = Effect.gen(function* () {
  const projects = yield* ProjectFiles
  const allowsPath = isWithin((yield* Settings).localDependencies)

  return Effect.fnUntraced(function* (
    { source, projectFolder, scriptPath, constraint: given }: EnvironmentRequest,
    choice: UvChoice,
  ) {
    const header = yield* readHeader(source)
    const ownConstraint = given ? Option.some(given) : yield* constraintOf(header)
    const wanted = yield* parseAll([...choice.dependencies, ...dependenciesOf(header)])
    const origin: UvTableOrigin = {
      origin: "the script's header",
      folder: Option.getOrNull(Option.map(scriptPath, dirname)),
      allowsPath,
    }
    const order = yield* applyUvTable(uvTableOf(header), wanted, origin)
    const requirements = yield* normalise(order.requirements)
    const { uvOptions } = order
    const project = yield* Effect.transposeMapOption(projectFolder, projects.read)
    const { pick, notes } = yield* pickOf(choice.version, project)
    // As for uv, a project that is left out has no say, but a `.python-version` is not the project's.
    const counted = Option.filter(project, () => choice.project !== "none")
    const constraint = Option.orElse(ownConstraint, () =>
      Option.flatMap(counted, (files) => files.constraint),
    )
    const projectNotes = Option.toArray(counted).flatMap((files) => files.notes)
    const { wish, notes: ofWish } = settled({ constraint, pick })
    const all = [...projectNotes, ...notes, ...ofWish]
    return { wish, requirements, uvOptions, header, origin, project, notes: all }
  })
})

/** A job's own folder belongs to no project, so what asks for one cannot be done there. */
const surroundings = (
  project: Option.Option<Project>,
  { project: use }: UvChoice,
): Either.Either<Option.Option<Project>, ProjectUnusable> =>
  Option.isNone(project) && (use === "sync" || use === "cached")
    ? Either.left(
        new ProjectUnusable({
          project: use,
          folder: "the job's own folder",
          reason: "it belongs to no project",
        }),
      )
    : Either.right(project)

const dependenciesOf = Option.match({
  onNone: (): ReadonlyArray<string> => [],
  onSome: ({ dependencies }: ScriptHeader) => dependencies,
})

const uvTableOf = (header: Option.Option<ScriptHeader>): unknown =>
  Option.getOrUndefined(Option.map(header, ({ uv }) => uv))

const constraintOf = (
  header: Option.Option<ScriptHeader>,
): Either.Either<Option.Option<Constraint>, ScriptHeaderInvalid> => {
  const specifier = Option.flatMapNullable(header, ({ requiresPython }) => requiresPython)
  if (Option.isNone(specifier)) return Either.right(Option.none())
  return Either.mapBoth(parseSpecifier(specifier.value), {
    onLeft: () =>
      new ScriptHeaderInvalid({
        reason: `requires-python ${excerpt(specifier.value)} is not a version specifier`,
      }),
    onRight: () => Option.some({ specifier: specifier.value, origin: "the script's header" }),
  })
}

interface Picked {
  readonly pick: Option.Option<Pick>
  readonly notes: ReadonlyArray<string>
}

/** The call's own version, else the `.python-version`, which is only a suggestion. */
const pickOf = (
  version: Option.Option<string>,
  project: Option.Option<Project>,
): Either.Either<Picked, PythonVersionInvalid> =>
  Option.match(version, {
    onSome: (text) =>
      Either.map(parseRequest(text), (request) => ({
        pick: Option.some({ text, request, file: Option.none() }),
        notes: [],
      })),
    onNone: () =>
      Either.right(
        Option.match(
          Option.flatMap(project, ({ pythonVersion }) => pythonVersion),
          { onNone: () => ({ pick: Option.none(), notes: [] }), onSome: pickOfFile },
        ),
      ),
  })

const pickOfFile = ({ path, text }: { readonly path: string; readonly text: string }): Picked =>
  Either.match(parseRequest(text), {
    onRight: (request) => ({
      pick: Option.some({ text, request, file: Option.some(path) }),
      notes: [],
    }),
    onLeft: ({ reason }) => ({
      pick: Option.none(),
      notes: [`${path} asks for ${excerpt(text)}: it is ignored, because ${reason}.`],
    }),
  })

const ignoredNote = (argument: string): string =>
  `${argument} is ignored: with use_uv false, the system's Python runs the script.`

const headerNotes = (source: string): ReadonlyArray<string> => {
  const header = readHeader(source)
  return Either.isRight(header) && Option.isNone(header.right)
    ? []
    : [
        "The script's header is ignored: with use_uv false, it runs on the system's Python as it is.",
      ]
}
