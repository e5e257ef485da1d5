import type { FileSystem } from "@effect/platform/FileSystem"
import { Context, Effect, Layer, Option } from "effect"
import type { StoreUnavailable } from "../domain/Job.ts"
import type { ComparisonRequest, PathInvalid, RunRequest } from "../domain/Run.ts"
import type { ScriptNotFound } from "../domain/Script.ts"
import { commonHeader } from "../domain/ScriptHeaders.ts"
import type { EnvFileUnreadable, PlanFailed } from "../environment/EnvironmentErrors.ts"
import { noting } from "../environment/EnvironmentPlan.ts"
import type { Environments } from "../environment/Environments.ts"
import type { ProcessEnvironment } from "../environment/ProcessEnvironment.ts"
import type { Execution } from "../execution/PythonExecutor.ts"
import type { Launch } from "../execution/ScriptLaunch.ts"
import type { Conditions } from "../execution/ScriptStage.ts"
import type { JobSite } from "../processes/JobSite.ts"
import type { ScriptStore } from "../scripts/ScriptStore.ts"
import { Paths } from "./Paths.ts"
import { makeConditions, makeWorkingFolder } from "./RunConditions.ts"
import { type LocatedScript, makeLocate } from "./ScriptLocation.ts"

/** A run whose arguments are right: it lacks only its job. */
export interface PreparedRun {
  /** What is executed in a job; a run without a directory of its own gets the job's `work/`. */
  readonly place: (
    site: JobSite,
  ) => Effect.Effect<Omit<Execution, "before" | "onReady">, StoreUnavailable>
}

/** Two scripts, placed in one job: all but the scripts is the same. */
export interface PlacedComparison extends Conditions {
  readonly a: Launch
  readonly b: Launch
}

/** A comparison whose arguments are right. */
export interface PreparedComparison {
  readonly place: (site: JobSite) => Effect.Effect<PlacedComparison, StoreUnavailable>
}

type Refused = PathInvalid | ScriptNotFound | EnvFileUnreadable | PlanFailed | StoreUnavailable

/** Looks everything up that a run names, and refuses what is wrong before any job exists. */
export class RunPreparation extends Context.Tag("python-mcp/RunPreparation")<
  RunPreparation,
  {
    readonly prepare: (request: RunRequest) => Effect.Effect<PreparedRun, Refused>
    readonly prepareComparison: (
      request: ComparisonRequest,
    ) => Effect.Effect<PreparedComparison, Refused>
  }
>() {
  static readonly layer: Layer.Layer<
    RunPreparation,
    never,
    Environments | FileSystem | Paths | ProcessEnvironment | ScriptStore
  > = Layer.effect(
    this,
    Effect.gen(function* () {
      const paths = yield* Paths
      const locate = yield* makeLocate
      const conditionsFor = yield* makeConditions
      const workingFolder = yield* makeWorkingFolder

      const directoryOf = (given: Option.Option<string>) =>
        Effect.transposeMapOption(given, (path) => paths.directory("directory", path))

      const prepare = Effect.fn("RunPreparation.prepare")(function* (request: RunRequest) {
        const directory = yield* directoryOf(request.directory)
        const script = yield* locate(request.source, "script_path", request, directory)
        const own = Option.orElse(directory, () => script.ownFolder)
        const conditions = yield* conditionsFor(request, { ...script, directory, cwd: own })
        const { kind } = script
        const { profile } = request
        const path = yield* script.keep
        const place = (site: JobSite) =>
          Effect.map(workingFolder(own, site), (cwd) => ({
            ...conditions,
            profile,
            launch: { script: path, kind, args: request.args, cwd },
          }))
        return { place }
      })

      const prepareComparison = Effect.fn("RunPreparation.prepareComparison")(function* (
        request: ComparisonRequest,
      ) {
        const directory = yield* directoryOf(request.directory)
        const a = yield* locate(request.a, "a", request, directory)
        const b = yield* locate(request.b, "b", request, directory)
        const own = Option.firstSomeOf([directory, a.ownFolder, b.ownFolder])
        // A lock is one script's own, and so is what its relative paths lead to.
        const common = { text: yield* commonHeader(a.text, b.text), ownPath: Option.none() }
        const found = yield* conditionsFor(request, { ...common, directory, cwd: own })
        const notes = Option.isSome(directory) ? [] : folderNotes(a, b)
        const conditions = { ...found, plan: noting(found.plan, notes) }
        const launch = Effect.fnUntraced(function* ({ kind, keep }: LocatedScript) {
          const { args } = request
          return { script: yield* keep, kind, args }
        })
        const [ofA, ofB] = [yield* launch(a), yield* launch(b)]
        const place = (site: JobSite) =>
          Effect.map(workingFolder(own, site), (cwd) => ({
            ...conditions,
            a: { ...ofA, cwd },
            b: { ...ofB, cwd },
          }))
        return { place }
      })

      return { prepare, prepareComparison }
    }),
  )
}

/** Both run in the same folder, which may be foreign to one of them. */
const folderNotes = (a: LocatedScript, b: LocatedScript): ReadonlyArray<string> =>
  Option.all([a.ownFolder, b.ownFolder]).pipe(
    Option.filter(([ofA, ofB]) => ofA !== ofB),
    Option.map(([ofA]) => `Both run in a's folder, ${ofA}; directory says another.`),
    Option.toArray,
  )
