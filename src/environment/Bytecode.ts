import type * as FileSystem from "@effect/platform/FileSystem"
import { Context, Duration, Effect, FiberSet, Layer, Option } from "effect"
import { Host } from "../domain/Host.ts"
import { compileImports } from "./compileImports.ts"
import type { EnvironmentFolders } from "./EnvironmentFolders.ts"
import { withoutPythonVariables } from "./Interpreter.ts"
import { sitePackages } from "./PackageFolders.ts"
import { PreparationSteps } from "./PreparationSteps.ts"
import { makeWorkSite } from "./WorkSite.ts"

/** What a script has run in. */
interface RanIn {
  readonly python: string
  readonly pythonVersion: string
  readonly prefix: Option.Option<string>
}

/** What has run. */
interface Ran {
  readonly script: string
  readonly cwd: string
}

/**
 * The bytecode of new environments. A first run writes that of what it imports, unless its variables forbid
 * it or it is ended early: then what its script imports is compiled after it, so that the next one is quick.
 */
export class Bytecode extends Context.Tag("python-mcp/Bytecode")<
  Bytecode,
  {
    /** Of an environment in which nothing has run yet. */
    readonly expect: (prefix: string) => Effect.Effect<void>
    /** In the background, and only after the first run in such a one. */
    readonly afterRun: (environment: RanIn, ran: Ran) => Effect.Effect<void>
  }
>() {
  static readonly layer: Layer.Layer<
    Bytecode,
    never,
    EnvironmentFolders | FileSystem.FileSystem | Host | PreparationSteps
  > = Layer.scoped(
    this,
    Effect.gen(function* () {
      const host = yield* Host
      const steps = yield* PreparationSteps
      const workSite = yield* makeWorkSite
      const fibers = yield* FiberSet.make()
      const expected = new Set<string>()
      const env = withoutPythonVariables(host.environment)

      const compile = Effect.fn("Bytecode.compile")(
        function* (prefix: string, { python, pythonVersion }: RanIn, { script, cwd }: Ran) {
          // The answer about the run that has just ended goes first.
          yield* Effect.sleep("2 seconds")
          const preparation = yield* steps.beginInBackground(yield* workSite("bytecode"))
          const folders = sitePackages(prefix, pythonVersion)
          yield* steps.run(preparation, {
            name: "bytecode",
            stage: "compiling what the script imports",
            argv: [python, "-I", "-S", "-c", compileImports, script, cwd, ...folders],
            env,
            limit: Duration.minutes(2),
          })
        },
        Effect.scoped,
        Effect.catchAllCause((cause) => Effect.logDebug("bytecode could not be made", cause)),
      )

      return {
        expect: (prefix) => Effect.sync(() => void expected.add(prefix)),
        afterRun: (environment, ran) =>
          Effect.suspend(() => {
            const first = Option.filter(environment.prefix, (prefix) => expected.delete(prefix))
            return Option.match(first, {
              onNone: () => Effect.void,
              onSome: (prefix) => FiberSet.run(fibers, compile(prefix, environment, ran)),
            })
          }),
      }
    }),
  )
}
