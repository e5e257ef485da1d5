import { Context, Effect, Layer, Option, Ref } from "effect"
import { EnvironmentPlan } from "../../src/environment/EnvironmentPlan.ts"
import { type EnvironmentRequest, Environments } from "../../src/environment/Environments.ts"
import type { Interpreter } from "../../src/environment/Interpreter.ts"
import type { PreparedEnvironment } from "../../src/environment/PreparedEnvironment.ts"

/** A test's hand on the environments: without it, each is ready at once. */
export class ScriptedEnvironments extends Context.Tag("test/ScriptedEnvironments")<
  ScriptedEnvironments,
  {
    readonly plans: (plan: Environments["Type"]["plan"]) => Effect.Effect<void>
    readonly prepares: (prepare: Environments["Type"]["prepare"]) => Effect.Effect<void>
    /** What was asked for so far. */
    readonly requests: Effect.Effect<ReadonlyArray<EnvironmentRequest>>
  }
>() {}

/** The interpreter of every scripted plan. */
export const interpreter: Interpreter = {
  path: "/usr/bin/python3.13",
  realPath: "/usr/bin/python3.13",
  version: "3.13.1",
  prefix: "/usr",
  basePrefix: "/usr",
  isVenv: false,
  freeThreaded: false,
  implementation: "cpython",
  source: "system",
}

/** What a scripted environment is, unless a test says otherwise. */
export const prepared: PreparedEnvironment = {
  strategy: "uv-run",
  python: "/state/environments/abc/bin/python",
  pythonVersion: "3.13.1",
  prefix: Option.some("/state/environments/abc"),
  pins: ["numpy==2.1.0", "six==1.16.0"],
  importFrom: [],
  notes: ["a note"],
}

/** Environments that are only told of. */
export const scriptedEnvironments: Layer.Layer<Environments | ScriptedEnvironments> =
  Layer.effectContext(
    Effect.gen(function* () {
      const requests = yield* Ref.make<ReadonlyArray<EnvironmentRequest>>([])
      const plan = yield* Ref.make<Environments["Type"]["plan"]>(() =>
        Effect.succeed(EnvironmentPlan.System({ interpreter, notes: [] })),
      )
      const prepare = yield* Ref.make<Environments["Type"]["prepare"]>(() =>
        Effect.succeed(prepared),
      )
      return Context.make(Environments, {
        plan: (request) =>
          Ref.update(requests, (all) => [...all, request]).pipe(
            Effect.zipRight(Ref.get(plan)),
            Effect.flatMap((decide) => decide(request)),
          ),
        prepare: (made, site) => Effect.flatMap(Ref.get(prepare), (decide) => decide(made, site)),
        warmUp: Effect.void,
      }).pipe(
        Context.add(ScriptedEnvironments, {
          plans: (decide) => Ref.set(plan, decide),
          prepares: (decide) => Ref.set(prepare, decide),
          requests: Ref.get(requests),
        }),
      )
    }),
  )
