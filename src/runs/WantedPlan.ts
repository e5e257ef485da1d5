import { Effect, Option } from "effect"
import { LockFileInvalid } from "../domain/Pylock.ts"
import { PythonChoice, plainUv } from "../domain/Run.ts"
import { EnvironmentPlan } from "../environment/EnvironmentPlan.ts"
import { Environments } from "../environment/Environments.ts"
import type { WantedLock } from "./WantedLock.ts"
import type { WantedRequirements } from "./WantedRequirements.ts"

/** Plans an environment that is to be kept: outside every project, but for the one whose lock it is made from. */
export const makePlanWanted = Effect.gen(function* () {
  const environments = yield* Environments

  return Effect.fn("WantedPlan.plan")(function* (
    version: Option.Option<string>,
    { requirements, lock }: WantedRequirements,
  ) {
    const project = Option.flatMap(lock, (known) => known.project)
    const python = PythonChoice.Uv({
      ...plainUv,
      version,
      dependencies: [...requirements, ...Option.toArray(lock).flatMap(packagesOf)],
      isolated: true,
      project: Option.isSome(project) ? "cached" : "none",
    })
    const constraint = Option.flatMap(lock, (known) => known.constraint)
    const plan = yield* environments.plan({
      python,
      source: "",
      scriptPath: Option.none(),
      projectFolder: project,
      ...Option.match(constraint, {
        onNone: () => ({}),
        onSome: (given) => ({ constraint: given }),
      }),
    })
    if (Option.isNone(lock)) return plan
    if (plan._tag === "Locked" && plan.place.lock !== lock.value.path)
      return yield* anothers(lock.value, plan.place.lock)
    return withLock(plan, lock.value)
  })
})

const packagesOf = ({ requirements }: WantedLock): ReadonlyArray<string> => requirements

/** A pylock.toml says where its packages come from; of a uv.lock, the plan knows. */
const withLock = (plan: EnvironmentPlan, { uvOptions, importFrom }: WantedLock): EnvironmentPlan =>
  plan._tag === "Managed" ? EnvironmentPlan.Managed({ ...plan, uvOptions, importFrom }) : plan

const anothers = ({ path }: WantedLock, lock: string) =>
  new LockFileInvalid({
    path,
    reason: `its folder belongs to a workspace, whose lock is ${lock}`,
    wayOut: "Give that one, or what `uv export --format pylock.toml` writes in that folder",
  })
