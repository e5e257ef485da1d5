import { FileSystem } from "@effect/platform/FileSystem"
import { Context, Duration, Effect, Layer, Option } from "effect"
import type { StoreUnavailable } from "../domain/Job.ts"
import { storeUnavailable } from "../domain/PlatformErrors.ts"
import { PathInvalid, type RunRequest, ScriptSource } from "../domain/Run.ts"
import type { ScriptNotFound } from "../domain/Script.ts"
import type { EnvFileUnreadable, PlanFailed } from "../environment/EnvironmentErrors.ts"
import { Environments } from "../environment/Environments.ts"
import { ProcessEnvironment } from "../environment/ProcessEnvironment.ts"
import type { Execution } from "../execution/PythonExecutor.ts"
import type { Launch } from "../execution/ScriptLaunch.ts"
import type { JobSite } from "../processes/JobSite.ts"
import { ScriptStore } from "../scripts/ScriptStore.ts"
import { Paths } from "./Paths.ts"

/** A run whose arguments are right: it lacks only its job. */
export interface PreparedRun {
  /** What is executed in a job; a run without a directory of its own gets the job's `work/`. */
  readonly place: (site: JobSite) => Effect.Effect<Omit<Execution, "onReady">, StoreUnavailable>
}

/** Looks everything up that a run names, and refuses what is wrong before any job exists. */
export class RunPreparation extends Context.Tag("python-mcp/RunPreparation")<
  RunPreparation,
  {
    readonly prepare: (
      request: RunRequest,
    ) => Effect.Effect<
      PreparedRun,
      PathInvalid | ScriptNotFound | EnvFileUnreadable | PlanFailed | StoreUnavailable
    >
  }
>() {
  static readonly layer = Layer.effect(
    RunPreparation,
    Effect.gen(function* () {
      const fs = yield* FileSystem
      const paths = yield* Paths
      const environments = yield* Environments
      const variables = yield* ProcessEnvironment
      const locate = yield* makeLocate

      const workFolder = (site: JobSite) => {
        const path = `${site.folder}/work`
        return fs
          .makeDirectory(path, { recursive: true })
          .pipe(Effect.mapError(storeUnavailable(path)), Effect.as(path))
      }

      const prepare = Effect.fn("RunPreparation.prepare")(function* (request: RunRequest) {
        const directory = yield* Effect.transposeMapOption(request.directory, (path) =>
          paths.directory("directory", path),
        )
        const script = yield* locate(request, directory)
        const cwd = Option.orElse(directory, () => script.ownFolder)
        const plan = yield* environments.plan({
          python: request.python,
          source: script.text,
          projectFolder: cwd,
          scriptPath: script.ownPath,
        })
        const envFile = yield* Effect.transposeMapOption(request.envFile, (path) =>
          paths.file("env_file", path, directory),
        )
        const merged = yield* variables.merge({ envVars: request.envVars, envFile })
        const path = yield* script.keep
        const place = (site: JobSite) =>
          Option.match(cwd, { onNone: () => workFolder(site), onSome: Effect.succeed }).pipe(
            Effect.map((cwd) => ({
              plan,
              variables: merged,
              launch: { script: path, kind: script.kind, args: request.args, cwd } satisfies Launch,
              timeLimit: limitOf(request.timeoutSeconds),
              limits: request.limits,
              sampleInterval: Duration.seconds(request.sampleInterval),
              profile: request.profile,
            })),
          )
        return { place }
      })

      return { prepare }
    }),
  )
}

const limitOf = (seconds: number): Option.Option<Duration.Duration> =>
  seconds === 0 ? Option.none() : Option.some(Duration.seconds(seconds))

/** A script, found; inline code is kept on disk only when all else is right too. */
interface LocatedScript {
  readonly text: string
  readonly kind: Launch["kind"]
  /** Where a file runs when no directory is given; none for inline and saved code. */
  readonly ownFolder: Option.Option<string>
  /** None for inline and saved code. */
  readonly ownPath: Option.Option<string>
  readonly keep: Effect.Effect<string, StoreUnavailable>
}

const makeLocate = Effect.gen(function* () {
  const fs = yield* FileSystem
  const paths = yield* Paths
  const scripts = yield* ScriptStore

  const file = (given: string, directory: Option.Option<string>) =>
    Effect.gen(function* () {
      const path = yield* paths.file("script_path", given, directory)
      const text = yield* Effect.mapError(
        fs.readFileString(path),
        () => new PathInvalid({ argument: "script_path", path, reason: "may not be read" }),
      )
      const ownFolder = Option.some(path.slice(0, Math.max(1, path.lastIndexOf("/"))))
      const ownPath = Option.some(path)
      return { text, kind: "file", ownFolder, ownPath, keep: Effect.succeed(path) } as const
    })

  const inline = (code: string, { tool, arguments: parameters }: RunRequest) =>
    Effect.succeed({
      text: code,
      kind: "inline",
      ownFolder: Option.none<string>(),
      ownPath: Option.none<string>(),
      keep: scripts.autosave(code, tool, parameters),
    } as const)

  const saved = (name: string) =>
    Effect.map(
      scripts.find(name, false),
      ({ path, source }) =>
        ({
          text: source,
          kind: "file",
          ownFolder: Option.none<string>(),
          ownPath: Option.none<string>(),
          keep: Effect.succeed(path),
        }) as const,
    )

  return (
    request: RunRequest,
    directory: Option.Option<string>,
  ): Effect.Effect<LocatedScript, PathInvalid | ScriptNotFound | StoreUnavailable> =>
    ScriptSource.$match(request.source, {
      File: ({ path }) => file(path, directory),
      Inline: ({ code }) => inline(code, request),
      Saved: ({ name }) => saved(name),
    })
})
