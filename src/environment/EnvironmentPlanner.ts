import { join } from "node:path"
import * as FileSystem from "@effect/platform/FileSystem"
import { Context, Effect, Either, Layer, Option } from "effect"
import {
  excerpt,
  type PythonVersionInvalid,
  parseRequest,
  parseSpecifier,
} from "../domain/PythonVersion.ts"
import { normalise } from "../domain/Requirement.ts"
import { PythonChoice } from "../domain/Run.ts"
import { readHeader, type ScriptHeader, ScriptHeaderInvalid } from "../domain/ScriptHeader.ts"
import type { Settings } from "../domain/Settings.ts"
import type { PlanFailed } from "./EnvironmentErrors.ts"
import { EnvironmentPlan, PythonSource } from "./EnvironmentPlan.ts"
import type { EnvironmentRequest } from "./Environments.ts"
import { type Interpreter, isUsable } from "./Interpreter.ts"
import { Interpreters } from "./Interpreters.ts"
import { makeAdmission } from "./LocalDependencies.ts"
import type { NamedEnvironments } from "./NamedEnvironments.ts"
import { makePlanNamed } from "./NamedPlan.ts"
import { type Constraint, type Project, ProjectFiles } from "./ProjectFiles.ts"
import { fits, type Pick, PythonSelection, settled, type Wish } from "./PythonSelection.ts"

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
    | Interpreters
    | NamedEnvironments
    | ProjectFiles
    | PythonSelection
    | Settings
  > = Layer.effect(
    this,
    Effect.gen(function* () {
      const fs = yield* FileSystem.FileSystem
      const interpreters = yield* Interpreters
      const projects = yield* ProjectFiles
      const selection = yield* PythonSelection
      const admitted = yield* makeAdmission
      const planNamed = yield* makePlanNamed

      /** What the call, the script's header and the project's files say together. */
      const readWish = Effect.fnUntraced(function* (
        { source, projectFolder }: EnvironmentRequest,
        choice: UvChoice,
      ) {
        const header = yield* readHeader(source)
        const ownConstraint = yield* constraintOf(header)
        const requirements = yield* normalise([...choice.dependencies, ...dependenciesOf(header)])
        const project = yield* Effect.transposeMapOption(projectFolder, projects.read)
        const { pick, notes } = yield* pickOf(choice.version, project)
        const constraint = Option.orElse(ownConstraint, () =>
          Option.flatMap(project, (files) => files.constraint),
        )
        const projectNotes = Option.toArray(project).flatMap((files) => files.notes)
        const { wish, notes: ofWish } = settled({ constraint, pick })
        return { wish, requirements, project, notes: [...projectNotes, ...notes, ...ofWish] }
      })

      const planUv = Effect.fnUntraced(function* (request: EnvironmentRequest, choice: UvChoice) {
        const { wish, requirements, project, notes } = yield* readWish(request, choice)
        const isPlain = requirements.length === 0
        const own = isPlain
          ? yield* Effect.transposeMapOption(project, (files) =>
              projectEnvironment(fs, interpreters, files, wish),
            )
          : Option.none()
        const ownNotes = Option.toArray(own).flatMap((environment) => environment.notes)
        const found = Option.flatMap(own, (environment) => environment.found)
        if (Option.isSome(found)) {
          const python = PythonSource.Installed({ interpreter: found.value })
          return EnvironmentPlan.Existing({ python, notes })
        }
        const selected = yield* selection.select(wish)
        const all = [...notes, ...ownNotes, ...selected.notes]
        return isPlain && !choice.isolated
          ? EnvironmentPlan.Existing({ python: selected.python, notes: all })
          : EnvironmentPlan.Managed({
              python: selected.python,
              requirements,
              uvOptions: [],
              context: [],
              refresh: choice.refresh,
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

type UvChoice = Extract<PythonChoice, { readonly _tag: "Uv" }>
type SystemChoice = Extract<PythonChoice, { readonly _tag: "System" }>

const planSystem = Effect.fnUntraced(function* (
  interpreters: Interpreters["Type"],
  source: string,
  { ignoredVersion }: SystemChoice,
) {
  const interpreter = yield* interpreters.system
  const notes = [...versionNotes(ignoredVersion), ...headerNotes(source)]
  return EnvironmentPlan.System({ interpreter, notes })
})

/** The environment that a project keeps beside its pyproject.toml, where it is what is wanted. */
const projectEnvironment = Effect.fnUntraced(function* (
  fs: FileSystem.FileSystem,
  interpreters: Interpreters["Type"],
  project: Project,
  wish: Wish,
) {
  const path = join(project.folder, ".venv")
  const isThere = yield* Effect.orElseSucceed(fs.exists(path), () => false)
  if (!isThere) return { found: Option.none<Interpreter>(), notes: [] }
  const found = Option.filter(
    yield* interpreters.inspect(join(path, "bin/python")),
    (interpreter) => interpreter.isVenv && isUsable(interpreter),
  )
  if (Option.exists(found, (interpreter) => fits(wish, interpreter))) return { found, notes: [] }
  const what = Option.match(found, {
    onNone: () => "has no usable Python",
    onSome: ({ version }) => `has Python ${version}, which is not what is asked for`,
  })
  return { found: Option.none<Interpreter>(), notes: [`${path} ${what}: it is ignored.`] }
})

const dependenciesOf = Option.match({
  onNone: (): ReadonlyArray<string> => [],
  onSome: ({ dependencies }: ScriptHeader) => dependencies,
})

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

const versionNotes = Option.match({
  onNone: (): ReadonlyArray<string> => [],
  onSome: (version: string) => [
    `python_version ${excerpt(version)} is ignored: with use_uv false, the system's Python runs the script.`,
  ],
})

const headerNotes = (source: string): ReadonlyArray<string> => {
  const header = readHeader(source)
  return Either.isRight(header) && Option.isNone(header.right)
    ? []
    : [
        "The script's header is ignored: with use_uv false, it runs on the system's Python as it is.",
      ]
}
