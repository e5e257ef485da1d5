import { basename } from "node:path"
import { Cause, Context, Duration, Effect, Exit, Layer, Option, Schema } from "effect"
import { sentenceOf } from "../domain/CauseSentence.ts"
import type { JobId, StoreUnavailable } from "../domain/Job.ts"
import type { LockFileInvalid } from "../domain/Pylock.ts"
import { excerpt } from "../domain/PythonVersion.ts"
import type { RequirementsFileInvalid } from "../domain/RequirementsFile.ts"
import type { PathInvalid } from "../domain/Run.ts"
import { Settings } from "../domain/Settings.ts"
import type { PlanFailed } from "../environment/EnvironmentErrors.ts"
import { pythonOf } from "../environment/EnvironmentFolders.ts"
import {
  type EnvironmentNameTaken,
  isSame,
  makeGiveName,
  type Naming,
  taken,
} from "../environment/EnvironmentNaming.ts"
import type { EnvironmentPlan } from "../environment/EnvironmentPlan.ts"
import { EnvironmentShelf } from "../environment/EnvironmentShelf.ts"
import { Environments } from "../environment/Environments.ts"
import { makingTool } from "../environment/EnvironmentUsers.ts"
import { NamedEnvironments } from "../environment/NamedEnvironments.ts"
import { JobStore } from "../jobs/JobStore.ts"
import { runForResult } from "../jobs/ResultJob.ts"
import type { SmartAsync } from "../jobs/SmartAsync.ts"
import type { Unreadable } from "../processes/DurableFiles.ts"
import type { JobSite } from "../processes/JobSite.ts"
import { RunNotCarriedOut } from "./RunNotCarriedOut.ts"
import { makePlanWanted } from "./WantedPlan.ts"
import {
  makeWantedRequirements,
  type WantedPackages,
  type WantedRequirements,
} from "./WantedRequirements.ts"

/** An environment to be kept under a name. */
export interface WantedEnvironment extends WantedPackages {
  readonly name: string
  readonly version: Option.Option<string>
  readonly overwrite: boolean
  /** As they came, for the record. */
  readonly arguments: Readonly<Record<string, unknown>>
}

/** One that is there: the result of its job. */
export const KeptEnvironment = Schema.Struct({
  name: Schema.String,
  id: Schema.String,
  python_version: Schema.String,
  python: Schema.String,
  resolved_dependencies: Schema.Array(Schema.String),
  /** False where it was there already; then there was no job. */
  created: Schema.Boolean,
  job_id: Schema.NullOr(Schema.String),
  environment_seconds: Schema.Number,
  notes: Schema.Array(Schema.String),
})
export type KeptEnvironment = typeof KeptEnvironment.Type

/** How it stands when its caller hears of it. */
export type KeepOutcome =
  | { readonly _tag: "Kept"; readonly environment: KeptEnvironment }
  | { readonly _tag: "Backgrounded"; readonly id: JobId; readonly status: "pending" | "running" }

type Refused =
  | EnvironmentNameTaken
  | LockFileInvalid
  | PathInvalid
  | PlanFailed
  | RequirementsFileInvalid

/** Makes environments that are kept under a name, each as a job. */
export class PersistentEnvironments extends Context.Tag("python-mcp/PersistentEnvironments")<
  PersistentEnvironments,
  {
    readonly keep: (
      wanted: WantedEnvironment,
      onJob: (id: JobId) => Effect.Effect<void>,
    ) => Effect.Effect<KeepOutcome, Refused | RunNotCarriedOut | StoreUnavailable | Unreadable>
  }
>() {
  static readonly layer = Layer.effect(
    PersistentEnvironments,
    Effect.suspend(() => make),
  )
}

const make = Effect.gen(function* () {
  const environments = yield* Environments
  const planWanted = yield* makePlanWanted
  const readRequirements = yield* makeWantedRequirements
  const standing = yield* makeStanding
  const giveName = yield* makeGiveName
  const runJob = yield* makeRunJob

  const build = Effect.fnUntraced(function* (
    site: JobSite,
    wanted: WantedEnvironment,
    all: WantedRequirements,
    plan: EnvironmentPlan,
  ) {
    const [took, prepared] = yield* Effect.timed(environments.prepare(plan, site))
    // Of a pylock.toml, the plan is what it came to.
    const order = plan._tag === "Managed" ? plan : prepared.order
    const id = yield* giveName(namingOf(wanted, all), order ? { ...prepared, order } : prepared)
    return {
      name: wanted.name,
      id,
      python_version: prepared.pythonVersion,
      python: prepared.python,
      resolved_dependencies: prepared.pins,
      created: true,
      job_id: site.id,
      environment_seconds: Math.round(Duration.toMillis(took)) / 1000,
      notes: [...all.notes, ...prepared.notes],
    } satisfies KeptEnvironment
  })

  /** What is wrong with a requirement or a version is said before any job exists. */
  const prepare = Effect.fnUntraced(function* (wanted: WantedEnvironment) {
    const all = yield* readRequirements(wanted)
    const found = yield* standing(wanted, all)
    const plan = yield* planWanted(wanted.version, all)
    return { all, found, plan }
  })

  return PersistentEnvironments.of({
    keep: Effect.fn("PersistentEnvironments.keep")(function* (wanted, onJob) {
      const [took, { all, found, plan }] = yield* Effect.timed(prepare(wanted))
      if (Option.isSome(found)) return { _tag: "Kept", environment: found.value }
      return yield* runJob(wanted, took, onJob, (site) => build(site, wanted, all, plan))
    }),
  })
})

const namingOf = (wanted: WantedEnvironment, all: WantedRequirements): Naming => ({
  ...wanted,
  requirements: all.requirements,
  lock: Option.map(all.lock, ({ path, hash }) => ({ path, hash })),
})

/** What has the name already, and is what is wanted. */
const makeStanding = Effect.gen(function* () {
  const names = yield* NamedEnvironments
  const shelf = yield* EnvironmentShelf

  return Effect.fnUntraced(function* (wanted: WantedEnvironment, all: WantedRequirements) {
    if (wanted.overwrite) return Option.none()
    const known = yield* names.find(wanted.name)
    if (Option.isNone(known)) return Option.none()
    if (!isSame(known.value, namingOf(wanted, all))) return yield* taken(known.value)
    const found = yield* shelf.find(known.value.environment)
    return Option.map(
      found,
      ({ prefix, marker }): KeptEnvironment => ({
        name: wanted.name,
        id: basename(prefix),
        python_version: marker.python_version,
        python: pythonOf(prefix),
        resolved_dependencies: marker.pins,
        created: false,
        job_id: null,
        environment_seconds: 0,
        notes: all.notes,
      }),
    )
  })
})

/** Runs the making as a job, and waits for it as long as the budget goes. */
const makeRunJob = Effect.gen(function* () {
  const services = yield* Effect.context<JobStore | SmartAsync>()
  const store = yield* JobStore
  const { smartAsyncBudget } = yield* Settings

  return Effect.fnUntraced(function* <
    E extends { readonly _tag: string; readonly message: string },
  >(
    wanted: WantedEnvironment,
    took: Duration.Duration,
    onJob: (id: JobId) => Effect.Effect<void>,
    work: (site: JobSite) => Effect.Effect<KeptEnvironment, E>,
  ) {
    const outcome = yield* runForResult(work, {
      job: {
        tool: makingTool,
        label: Option.some(wanted.name),
        stream: true,
        arguments: wanted.arguments,
      },
      // The caller waits from the call on, not from the job on.
      waiting: {
        budget: Duration.subtract(smartAsyncBudget, took),
        until: Effect.never,
        onJob,
      },
      result: KeptEnvironment,
      reasonOf: ({ _tag }) => (_tag === "EnvironmentFailed" ? "environment_failed" : null),
    }).pipe(Effect.provide(services))
    if (outcome._tag === "Backgrounded") {
      const job = yield* store.read(outcome.id)
      const isPending = Option.exists(job, ({ state }) => state._tag === "Pending")
      return { ...outcome, status: isPending ? "pending" : "running" } as const
    }
    return yield* Exit.match(outcome.exit, {
      onSuccess: (environment) => Effect.succeed({ _tag: "Kept", environment } as const),
      onFailure: (cause) =>
        new RunNotCarriedOut({ job_id: outcome.id, reason: whyNot(wanted.name, cause) }),
    })
  })
})

const whyNot = (name: string, cause: Cause.Cause<{ readonly message: string }>): string =>
  Cause.isInterruptedOnly(cause)
    ? `The making of environment ${excerpt(name)} was cancelled.`
    : sentenceOf(cause)
