import { join } from "node:path"
import { FileSystem } from "@effect/platform/FileSystem"
import { Context, Effect, Layer, Option, Schema } from "effect"
import { type ComparedOutputs, compareRuns, verdictOf } from "../domain/Comparison.ts"
import type { Job, JobId, StoreUnavailable } from "../domain/Job.ts"
import { JobProgress } from "../domain/JobProgress.ts"
import { measuredSeries } from "../domain/Measurement.ts"
import { storeUnavailable } from "../domain/PlatformErrors.ts"
import type { ComparisonRequest } from "../domain/Run.ts"
import { Settings } from "../domain/Settings.ts"
import { PythonExecutor } from "../execution/PythonExecutor.ts"
import type { Launch } from "../execution/ScriptLaunch.ts"
import { JobFile } from "../jobs/JobFile.ts"
import { JobStore } from "../jobs/JobStore.ts"
import type { JobSite } from "../processes/JobSite.ts"
import type { EndedStep } from "../processes/JobSteps.ts"
import { makeOutputComparison } from "./ComparedOutput.ts"
import { Comparison } from "./Comparison.ts"
import { byVariant, comparisonTurns } from "./comparisonTurns.ts"
import { makeRunJob, type RunMode } from "./RunJob.ts"
import type { RunNotCarriedOut } from "./RunNotCarriedOut.ts"
import { type PlacedComparison, RunPreparation } from "./RunPreparation.ts"
import { environmentFields, type RunResult } from "./RunResult.ts"
import type { RunRefused } from "./Runs.ts"
import { startNotes } from "./startNotes.ts"

/** How a comparison stands when its caller hears of it. */
export type ComparisonOutcome =
  | { readonly _tag: "Compared"; readonly comparison: Comparison }
  /** One of the scripts failed, or somebody ended it: that run, as any other would be told. */
  | { readonly _tag: "Ended"; readonly result: RunResult }
  | { readonly _tag: "Backgrounded"; readonly job: Job }

/** Compares two scripts by running both, as one job. */
export class Comparisons extends Context.Tag("python-mcp/Comparisons")<
  Comparisons,
  {
    readonly start: (
      request: ComparisonRequest,
      mode: RunMode,
      onJob: (id: JobId) => Effect.Effect<void>,
    ) => Effect.Effect<ComparisonOutcome, RunRefused | RunNotCarriedOut | StoreUnavailable>
  }
>() {
  static readonly layer = Layer.effect(
    Comparisons,
    Effect.gen(function* () {
      const preparation = yield* RunPreparation
      const runJob = yield* makeRunJob
      const compare = yield* makeCompare

      const start = Effect.fn("Comparisons.start")(function* (
        request: ComparisonRequest,
        mode: RunMode,
        onJob: (id: JobId) => Effect.Effect<void>,
      ) {
        const [took, prepared] = yield* Effect.timed(preparation.prepareComparison(request))
        const outcome = yield* runJob(
          { asked: request, mode, took, ready: Effect.never, onJob },
          (site) =>
            Effect.flatMap(prepared.place(site), (placed) => compare(placed, request.runs, site)),
        )
        if (outcome._tag === "Backgrounded") return outcome
        const comparison = comparisonOf(outcome.job)
        return Option.match(comparison, {
          onNone: () => ({ _tag: "Ended", result: outcome.result }) as const,
          onSome: (comparison) => ({ _tag: "Compared", comparison }) as const,
        })
      })

      return { start }
    }),
  )
}

/** What was kept of a comparison that came to its end. */
const comparisonOf = ({ result }: Job): Option.Option<Comparison> =>
  Option.flatMap(result, ({ value }) => Schema.decodeUnknownOption(Comparison)(value))

/** The work of a comparison's job: its turns, and what they come to. */
const makeCompare = Effect.gen(function* () {
  const fs = yield* FileSystem
  const executor = yield* PythonExecutor
  const store = yield* JobStore
  const compareOutputs = yield* makeOutputComparison
  const { home } = yield* Settings

  const environmentOf = Effect.fnUntraced(function* (id: JobId) {
    const job = yield* store.read(id)
    return Option.flatMap(job, (found) =>
      Option.map(found.environment, (environment) => environmentFields(found, environment, home)),
    )
  })

  return Effect.fn("Comparisons.compare")(function* (
    { a, b, ...conditions }: PlacedComparison,
    runs: number,
    site: JobSite,
  ) {
    const script = join(site.folder, "empty.py")
    yield* Effect.mapError(fs.writeFileString(script, ""), storeUnavailable(script))
    const empty: Launch = { script, kind: "file", args: [], cwd: a.cwd }
    const turns = comparisonTurns({ a, b, empty }, runs, yield* JobProgress)
    const ended = yield* executor.executeSeries({ ...conditions, turns }, site)
    const steps = byVariant(turns, ended)
    const environment = yield* environmentOf(site.id)
    const outputs = yield* compareOutputs(steps.a, steps.b)
    yield* store.writeOnce(site.id, JobFile.result, {
      value: yield* Effect.orDie(encode(compared(site.id, steps, outputs, environment))),
    })
  })
})

const encode = Schema.encode(Comparison)

const compared = (
  id: JobId,
  steps: ReturnType<typeof byVariant>,
  outputs: ComparedOutputs,
  environment: Option.Option<ReturnType<typeof environmentFields>>,
): Comparison => {
  const [a, b, empty] = [variantOf(steps.a), variantOf(steps.b), variantOf(steps.empty)]
  const figures = compareRuns(a.runs, b.runs)
  const known = Option.getOrElse(environment, () => ({ notes: [] }))
  const statistics = { a: a.statistics, b: b.statistics, empty: empty.statistics }
  return {
    job_id: id,
    status: "completed",
    verdict: verdictOf(figures, outputs),
    ...figures,
    outputs,
    a,
    b,
    ...known,
    notes: [...startNotes(statistics), ...known.notes],
  }
}

const variantOf = (steps: ReadonlyArray<EndedStep>) => measuredSeries(steps.map(({ end }) => end))
