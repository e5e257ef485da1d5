import * as FileSystem from "@effect/platform/FileSystem"
import { Context, Effect, Layer, Option } from "effect"
import type { StoreUnavailable } from "../domain/Job.ts"
import type { JobSite } from "../processes/JobSite.ts"
import type { Bytecode } from "./Bytecode.ts"
import type { EnvironmentCache } from "./EnvironmentCache.ts"
import { EnvironmentFailed } from "./EnvironmentErrors.ts"
import { makeHandOut } from "./EnvironmentHandOut.ts"
import type { EnvironmentShelf } from "./EnvironmentShelf.ts"
import { Interpreters } from "./Interpreters.ts"
import { sitePackages } from "./PackageFolders.ts"
import { PreparationSteps } from "./PreparationSteps.ts"

/** Packages that we want beside those of a script, in a cached environment of their own: its own never changes. */
export class SidePackages extends Context.Tag("python-mcp/SidePackages")<
  SidePackages,
  {
    /** The folder to import them from, for the interpreter at this path; `requirements` are exact. */
    readonly beside: (
      python: string,
      requirements: ReadonlyArray<string>,
      site: JobSite,
    ) => Effect.Effect<string, EnvironmentFailed | StoreUnavailable>
  }
>() {
  static readonly layer: Layer.Layer<
    SidePackages,
    never,
    | Bytecode
    | EnvironmentCache
    | EnvironmentShelf
    | FileSystem.FileSystem
    | Interpreters
    | PreparationSteps
  > = Layer.effect(
    this,
    Effect.gen(function* () {
      const fs = yield* FileSystem.FileSystem
      const handOut = yield* makeHandOut
      const interpreters = yield* Interpreters
      const steps = yield* PreparationSteps

      const isThere = (path: string) => Effect.orElseSucceed(fs.exists(path), () => false)

      return {
        beside: Effect.fn("SidePackages.beside")(function* (python, requirements, site) {
          const wanted = requirements.join(", ")
          const found = yield* interpreters.inspect(python)
          if (Option.isNone(found)) return yield* failed(wanted, `${python} does not answer.`)
          const interpreter = found.value
          const { prefix } = yield* handOut(yield* steps.begin(site), {
            interpreter,
            requirements,
            uvOptions: [],
            context: [],
            refresh: false,
          })
          const folder = yield* Effect.findFirst(sitePackages(prefix, interpreter.version), isThere)
          return yield* Option.match(folder, {
            onNone: () => failed(wanted, `${prefix} has no folder for packages.`),
            onSome: Effect.succeed,
          })
        }),
      }
    }),
  )
}

const failed = (wanted: string, detail: string) =>
  new EnvironmentFailed({ stage: `installing ${wanted}`, reason: "other", detail })
