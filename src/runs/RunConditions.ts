import { FileSystem } from "@effect/platform/FileSystem"
import { Duration, Effect, Option } from "effect"
import { storeUnavailable } from "../domain/PlatformErrors.ts"
import type { RequestedConditions } from "../domain/Run.ts"
import { Environments } from "../environment/Environments.ts"
import { ProcessEnvironment } from "../environment/ProcessEnvironment.ts"
import type { Conditions } from "../execution/ScriptStage.ts"
import type { JobSite } from "../processes/JobSite.ts"
import { Paths } from "./Paths.ts"
import type { LocatedScript } from "./ScriptLocation.ts"

/** What is run, as far as it has a say in what it is run under. */
interface About extends Pick<LocatedScript, "text" | "ownPath"> {
  readonly directory: Option.Option<string>
  /** None for what is run in the job's own folder. */
  readonly cwd: Option.Option<string>
}

/** Decides what scripts are run under; what is wrong with that is refused before any job exists. */
export const makeConditions = Effect.gen(function* () {
  const paths = yield* Paths
  const environments = yield* Environments
  const variables = yield* ProcessEnvironment

  return Effect.fn("RunConditions")(function* (
    request: RequestedConditions,
    { text, ownPath, directory, cwd }: About,
  ) {
    const plan = yield* environments.plan({
      python: request.python,
      source: text,
      projectFolder: cwd,
      scriptPath: ownPath,
    })
    const envFile = yield* Effect.transposeMapOption(request.envFile, (path) =>
      paths.file("env_file", path, directory),
    )
    return {
      plan,
      variables: yield* variables.merge({ envVars: request.envVars, envFile }),
      timeLimit: limitOf(request.timeoutSeconds),
      limits: request.limits,
      sampleInterval: Duration.seconds(request.sampleInterval),
    } satisfies Conditions
  })
})

const limitOf = (seconds: number): Option.Option<Duration.Duration> =>
  seconds === 0 ? Option.none() : Option.some(Duration.seconds(seconds))

/** Where something is run: without a directory of its own, in the job's `work/`. */
export const makeWorkingFolder = Effect.map(
  FileSystem,
  (fs) => (cwd: Option.Option<string>, site: JobSite) => {
    const path = `${site.folder}/work`
    const make = Effect.mapError(
      fs.makeDirectory(path, { recursive: true }),
      storeUnavailable(path),
    )
    return Option.match(cwd, { onNone: () => Effect.as(make, path), onSome: Effect.succeed })
  },
)
