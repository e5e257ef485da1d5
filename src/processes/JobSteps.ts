import { join } from "node:path"
import * as FileSystem from "@effect/platform/FileSystem"
import { Context, Duration, Effect, Layer, type Option } from "effect"
import type { StoreUnavailable } from "../domain/Job.ts"
import { codeOf, storeUnavailable } from "../domain/PlatformErrors.ts"
import { noLimits, type ProcessEnd, type ProcessSpec, type SpawnFailed } from "../domain/Process.ts"
import { Settings } from "../domain/Settings.ts"
import type { JobSite } from "./JobSite.ts"
import { ProcessRunner } from "./ProcessRunner.ts"

/** A process of a job that is not its script. */
export interface JobStep {
  /** Names its folder: letters, digits and hyphens. */
  readonly name: string
  readonly argv: readonly [string, ...ReadonlyArray<string>]
  readonly env: Readonly<Record<string, string>>
  readonly cwd: string
  readonly timeLimit: Option.Option<Duration.Duration>
  /** For one that runs a script: held and measured as the job's own would be. */
  readonly asScript?: Pick<ProcessSpec, "limits" | "maxOutputBytes" | "sampleInterval">
  /** Goes on beside it, with its folder, and ends with it. */
  readonly meanwhile?: (folder: string) => Effect.Effect<void>
}

/** How a step ended, and the folder with its two logs. */
export interface EndedStep {
  readonly end: ProcessEnd
  readonly folder: string
}

/** Runs the processes of a job beside its own, one after the other, each found and ended like any other. */
export class JobSteps extends Context.Tag("python-mcp/JobSteps")<
  JobSteps,
  {
    /** Starts it in `<job>/steps/<nn>-<name>/` and waits for its end; interrupted, its tree ends. */
    readonly run: (
      site: JobSite,
      step: JobStep,
    ) => Effect.Effect<EndedStep, SpawnFailed | StoreUnavailable>
  }
>() {
  static readonly layer: Layer.Layer<
    JobSteps,
    never,
    FileSystem.FileSystem | ProcessRunner | Settings
  > = Layer.effect(
    this,
    Effect.gen(function* () {
      const fs = yield* FileSystem.FileSystem
      const runner = yield* ProcessRunner
      const settings = yield* Settings

      const run = Effect.fn("JobSteps.run")(function* (site: JobSite, step: JobStep) {
        yield* Effect.annotateCurrentSpan({ "step.name": step.name })
        const folder = yield* makeFolder(fs, join(site.folder, "steps"), step.name)
        const { name: _, meanwhile = () => Effect.void, asScript, ...command } = step
        const running = yield* runner.start({
          maxOutputBytes: settings.maxOutputBytes,
          // Limits are of scripts: what makes their environment is not theirs to be judged by.
          limits: noLimits,
          sampleInterval,
          ...asScript,
          ...command,
          folder,
          jobFolder: site.folder,
          cookie: site.cookie,
          endsJob: false,
          grace: settings.killGrace,
        })
        yield* Effect.forkScoped(meanwhile(folder))
        return { end: yield* running.end, folder }
      }, Effect.scoped)

      return { run }
    }),
  )
}

// What an installation costs is nobody's question, so it is looked at rarely.
const sampleInterval = Duration.seconds(1)

/** The next number is free, or somebody has just taken it: then the one after that. */
const makeFolder = (
  fs: FileSystem.FileSystem,
  parent: string,
  name: string,
): Effect.Effect<string, StoreUnavailable> =>
  Effect.gen(function* () {
    yield* fs.makeDirectory(parent, { recursive: true })
    const number = (yield* fs.readDirectory(parent)).length + 1
    const folder = join(parent, `${String(number).padStart(2, "0")}-${name}`)
    yield* fs.makeDirectory(folder)
    return folder
  }).pipe(
    Effect.retry({ times: 10, while: (error) => codeOf(error) === "EEXIST" }),
    Effect.mapError(storeUnavailable(parent)),
  )
