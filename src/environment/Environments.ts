import { Context, Effect, Layer, type Option } from "effect"
import type { StoreUnavailable } from "../domain/Job.ts"
import type { PythonChoice } from "../domain/Run.ts"
import type { JobSite } from "../processes/JobSite.ts"
import type { Bytecode } from "./Bytecode.ts"
import type { EnvironmentCache } from "./EnvironmentCache.ts"
import type { EnvironmentFailed, PlanFailed } from "./EnvironmentErrors.ts"
import { makeHandOut } from "./EnvironmentHandOut.ts"
import { EnvironmentPlan } from "./EnvironmentPlan.ts"
import { EnvironmentPlanner } from "./EnvironmentPlanner.ts"
import type { EnvironmentShelf } from "./EnvironmentShelf.ts"
import { Interpreters } from "./Interpreters.ts"
import { NamedPreparation } from "./NamedPreparation.ts"
import { Pins } from "./Pins.ts"
import { PreparationSteps } from "./PreparationSteps.ts"
import { asItIs, managed, type PreparedEnvironment } from "./PreparedEnvironment.ts"
import type { Constraint } from "./ProjectFiles.ts"
import { ProjectPreparation } from "./ProjectPreparation.ts"
import { PythonDownload } from "./PythonDownload.ts"
import { Uv } from "./Uv.ts"

/** What a run's environment is decided from. */
export interface EnvironmentRequest {
  readonly python: PythonChoice
  /** The script's text: its PEP 723 header counts. */
  readonly source: string
  /** From where pyproject.toml, .python-version and .venv are sought upwards; none for a job's own folder. */
  readonly projectFolder: Option.Option<string>
  /** The script's path, absolute; none for code that is no file of the user's. */
  readonly scriptPath: Option.Option<string>
  /** What a lock asks of the Python; then nobody else's requires-python counts. */
  readonly constraint?: Constraint
}

/** What a run runs in. */
export class Environments extends Context.Tag("python-mcp/Environments")<
  Environments,
  {
    /** Decides, before any job exists; whatever is wrong with a version, a header or a requirement fails here. */
    readonly plan: (request: EnvironmentRequest) => Effect.Effect<EnvironmentPlan, PlanFailed>
    /** Makes it, as steps of the job: cached by interpreter and requirements, nothing to do when it is there. */
    readonly prepare: (
      plan: EnvironmentPlan,
      site: JobSite,
    ) => Effect.Effect<PreparedEnvironment, EnvironmentFailed | StoreUnavailable>
    /** Looks for interpreters ahead of the first run; never fails. */
    readonly warmUp: Effect.Effect<void>
  }
>() {
  static readonly layer: Layer.Layer<
    Environments,
    never,
    | Bytecode
    | EnvironmentCache
    | EnvironmentPlanner
    | EnvironmentShelf
    | Interpreters
    | NamedPreparation
    | Pins
    | PreparationSteps
    | ProjectPreparation
    | PythonDownload
    | Uv
  > = Layer.effect(
    this,
    Effect.gen(function* () {
      const downloads = yield* PythonDownload
      const handOut = yield* makeHandOut
      const interpreters = yield* Interpreters
      const named = yield* NamedPreparation
      const pins = yield* Pins
      const planner = yield* EnvironmentPlanner
      const projects = yield* ProjectPreparation
      const steps = yield* PreparationSteps
      const uv = yield* Uv

      const prepareExisting = Effect.fnUntraced(function* (
        { python, notes }: Extract<EnvironmentPlan, { readonly _tag: "Existing" }>,
        site: JobSite,
      ) {
        const found = yield* downloads.provide(yield* steps.begin(site), python)
        const { interpreter } = found
        const installed = yield* pins.read(interpreter.prefix, interpreter.version)
        return asItIs("uv-run", interpreter, installed, [...notes, ...found.notes])
      })

      const prepareManaged = Effect.fnUntraced(function* (
        {
          python,
          importFrom,
          notes,
          ...wanted
        }: Extract<EnvironmentPlan, { readonly _tag: "Managed" }>,
        site: JobSite,
      ) {
        const preparation = yield* steps.begin(site)
        const found = yield* downloads.provide(preparation, python)
        const { interpreter } = found
        const made = yield* handOut(preparation, { interpreter, ...wanted })
        return managed(interpreter, made, importFrom, [...notes, ...found.notes, ...made.notes])
      })

      const prepareNamed = Effect.fnUntraced(function* (
        { record, notes }: Extract<EnvironmentPlan, { readonly _tag: "Named" }>,
        site: JobSite,
      ) {
        const prepared = yield* named.provide(yield* steps.begin(site), record)
        return { ...prepared, notes: [...notes, ...prepared.notes] }
      })

      const prepare: Environments["Type"]["prepare"] = (plan, site) =>
        EnvironmentPlan.$match(plan, {
          System: ({ interpreter, notes }) =>
            Effect.succeed(asItIs("system-python", interpreter, [], notes)),
          Existing: (existing) => prepareExisting(existing, site),
          Managed: (plan) => prepareManaged(plan, site),
          Synced: (plan) => projects.sync(plan, site),
          Locked: (plan) => projects.lock(plan, site),
          Named: (known) => prepareNamed(known, site),
        })

      return {
        plan: planner.plan,
        prepare: (plan, site) => Effect.withSpan(prepare(plan, site), "Environments.prepare"),
        warmUp: Effect.asVoid(Effect.zip(interpreters.all, uv.locate)),
      }
    }),
  )
}
