import { fileURLToPath } from "node:url"
import { Context, Effect, Layer, Option } from "effect"
import type { StoreUnavailable } from "../domain/Job.ts"
import { notLocked } from "../domain/LockExport.ts"
import { format, normalise } from "../domain/Requirement.ts"
import { applyUvTable } from "../domain/UvTable.ts"
import type { JobSite } from "../processes/JobSite.ts"
import type { Bytecode } from "./Bytecode.ts"
import type { EnvironmentCache } from "./EnvironmentCache.ts"
import { EnvironmentFailed } from "./EnvironmentErrors.ts"
import { makeHandOut } from "./EnvironmentHandOut.ts"
import type { EnvironmentPlan } from "./EnvironmentPlan.ts"
import type { EnvironmentShelf } from "./EnvironmentShelf.ts"
import { Pins } from "./Pins.ts"
import { PreparationSteps } from "./PreparationSteps.ts"
import { asItIs, managed, type PreparedEnvironment } from "./PreparedEnvironment.ts"
import { ProjectLock } from "./ProjectLock.ts"
import { eitherOptions } from "./ProjectPackages.ts"
import { ProjectSync } from "./ProjectSync.ts"
import { PythonDownload } from "./PythonDownload.ts"

/** Makes ready what a project has a say in: its own environment, or one with what its lock installs. */
export class ProjectPreparation extends Context.Tag("python-mcp/ProjectPreparation")<
  ProjectPreparation,
  {
    readonly sync: (plan: PlanOf<"Synced">, site: JobSite) => Prepared
    readonly lock: (plan: PlanOf<"Locked">, site: JobSite) => Prepared
  }
>() {
  static readonly layer: Layer.Layer<
    ProjectPreparation,
    never,
    | Bytecode
    | EnvironmentCache
    | EnvironmentShelf
    | Pins
    | PreparationSteps
    | ProjectLock
    | ProjectSync
    | PythonDownload
  > = Layer.effect(
    this,
    Effect.gen(function* () {
      const downloads = yield* PythonDownload
      const handOut = yield* makeHandOut
      const locks = yield* ProjectLock
      const pins = yield* Pins
      const steps = yield* PreparationSteps
      const syncs = yield* ProjectSync

      return {
        sync: Effect.fn("ProjectPreparation.sync")(function* (
          { python, isOwn, place, notes },
          site,
        ) {
          const preparation = yield* steps.begin(site)
          const found = yield* downloads.provide(preparation, python)
          const order = { place, python: found.interpreter, isOwn }
          const { interpreter, notes: ofSync } = yield* syncs.provide(preparation, order)
          const installed = yield* pins.read(interpreter.prefix, interpreter.version)
          return asItIs("uv-run", interpreter, installed, [...notes, ...found.notes, ...ofSync])
        }),
        lock: Effect.fn("ProjectPreparation.lock")(function* (plan, site) {
          const preparation = yield* steps.begin(site)
          const { interpreter, notes: ofPython } = yield* downloads.provide(
            preparation,
            plan.python,
          )
          const locked = yield* locks.read(preparation, plan.place, interpreter)
          const closed = locked.requirements.find(({ url }) => !isOpen(plan, url))
          if (closed !== undefined) return yield* notOpen(plan, format(closed))
          const outdated = notLocked(plan.declared, locked)
          if (outdated.length > 0) return yield* lockOutdated(plan, outdated)
          const order = yield* applyUvTable(plan.uv, locked.requirements, plan.origin).pipe(
            Effect.mapError(asFailure(plan)),
          )
          const { uvOptions, notes: ofOptions } = eitherOptions(plan.uvOptions, order.uvOptions)
          const requirements = yield* Effect.orDie(
            normalise([...order.requirements, ...plan.requirements]),
          )
          const { refresh } = plan
          const wanted = { interpreter, requirements, uvOptions, context: [], refresh }
          const made = yield* handOut(preparation, wanted)
          const prepared = managed(
            interpreter,
            made,
            [...plan.importFrom, ...locked.importFrom],
            [...plan.notes, ...ofPython, ...locked.notes, ...ofOptions, ...made.notes],
          )
          return { ...prepared, order: { requirements, uvOptions } }
        }),
      }
    }),
  )
}

type PlanOf<Tag extends EnvironmentPlan["_tag"]> = Extract<EnvironmentPlan, { readonly _tag: Tag }>

type Prepared = Effect.Effect<PreparedEnvironment, EnvironmentFailed | StoreUnavailable>

/** An archive of this machine is installed only from a folder that the settings open to this. */
const isOpen = ({ origin }: PlanOf<"Locked">, url: string | null): boolean =>
  Option.match(Option.liftThrowable(fileURLToPath)(url ?? ""), {
    onNone: () => true,
    onSome: origin.allowsPath,
  })

const notOpen = ({ place }: PlanOf<"Locked">, requirement: string) =>
  new EnvironmentFailed({
    stage: `reading ${place.lock}`,
    reason: "other",
    detail: `${requirement} is in no folder that PYTHON_MCP_LOCAL_DEPENDENCIES names.`,
  })

const lockOutdated = ({ place, origin }: PlanOf<"Locked">, missing: ReadonlyArray<string>) =>
  new EnvironmentFailed({
    stage: `reading ${place.lock}`,
    reason: "lock_outdated",
    detail: `${origin.origin} asks for ${missing.slice(0, 5).join(", ")}, which the lock does not have.`,
    wayOut: place.wayOut,
  })

const asFailure =
  ({ origin }: PlanOf<"Locked">) =>
  ({ message }: { readonly message: string }) =>
    new EnvironmentFailed({ stage: `reading ${origin.origin}`, reason: "other", detail: message })
