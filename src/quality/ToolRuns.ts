import { join } from "node:path"
import * as FileSystem from "@effect/platform/FileSystem"
import { Context, Duration, Effect, Layer, Option, type Scope } from "effect"
import { Host } from "../domain/Host.ts"
import type { StoreUnavailable } from "../domain/Job.ts"
import { storeUnavailable } from "../domain/PlatformErrors.ts"
import type { ProcessEnd } from "../domain/Process.ts"
import type { EnvironmentFailed, PlanFailed } from "../environment/EnvironmentErrors.ts"
import type { EnvironmentFolders } from "../environment/EnvironmentFolders.ts"
import { withoutPythonVariables } from "../environment/Interpreter.ts"
import { makeWorkSite } from "../environment/WorkSite.ts"
import type { JobSite } from "../processes/JobSite.ts"
import { JobSteps } from "../processes/JobSteps.ts"
import { OutputFiles } from "../processes/OutputFiles.ts"
import { Probe, type ProbeQuestion } from "../processes/Probe.ts"
import { ToolFailed } from "./QualityErrors.ts"
import { ToolEnvironments, type ToolName } from "./ToolEnvironments.ts"

/** One start of a tool. */
interface ToolStart {
  readonly tool: ToolName
  readonly args: ReadonlyArray<string>
  /** Where it is started, and so where some of them look for configuration; else a folder of its own. */
  readonly cwd?: string
  /** A file to read standard input from. */
  readonly input?: string
  /** It ends in a moment and says little, whatever it is given: then starting it is what takes time. */
  readonly isBrief?: boolean
}

/** What came of it. */
export interface ToolAnswer {
  readonly exitCode: number
  /** Read when it is needed; fails where it is more than anybody wants to read. */
  readonly stdout: Effect.Effect<Uint8Array, StoreUnavailable | ToolFailed>
  /** All of it, unless it is out of all proportion. */
  readonly stderr: string
}

/** Why a tool came to no answer. */
export type ToolProblem = EnvironmentFailed | PlanFailed | StoreUnavailable | ToolFailed

/** A place of its own for what one call lets tools do; it goes with the scope, and whatever runs in it ends. */
export interface Workbench {
  /** Nobody else may look into what is written here. */
  readonly folder: string
  /** Where the environments that a tool is given are made. */
  readonly site: JobSite
  readonly run: (start: ToolStart) => Effect.Effect<ToolAnswer, ToolProblem>
}

/** Tools at work: each start is a process like any other, ended with the call and bounded in time and output. */
export class ToolRuns extends Context.Tag("python-mcp/ToolRuns")<
  ToolRuns,
  {
    /** `announce` hears what is being done where it takes longer: an environment that is being made. */
    readonly open: (
      announce: JobSite["announce"],
    ) => Effect.Effect<Workbench, StoreUnavailable, Scope.Scope>
  }
>() {
  static readonly layer: Layer.Layer<
    ToolRuns,
    never,
    | EnvironmentFolders
    | FileSystem.FileSystem
    | Host
    | JobSteps
    | OutputFiles
    | Probe
    | ToolEnvironments
  > = Layer.effect(
    this,
    Effect.suspend(() => make),
  )
}

const make = Effect.gen(function* () {
  const fs = yield* FileSystem.FileSystem
  const environments = yield* ToolEnvironments
  const output = yield* OutputFiles
  const probe = yield* Probe
  const steps = yield* JobSteps
  const workSite = yield* makeWorkSite
  const host = yield* Host

  const readOutput = Effect.fnUntraced(function* (tool: ToolName, folder: string, bytes: number) {
    if (bytes > maxOutputBytes) {
      const reason = `it wrote ${bytes} bytes, and at most ${maxOutputBytes} are read`
      return yield* new ToolFailed({ tool, reason })
    }
    const path = join(folder, "stdout.log")
    return yield* Effect.mapError(fs.readFile(path), storeUnavailable(path))
  })

  const ask = (tool: ToolName, question: Omit<ProbeQuestion, "timeLimit">) =>
    probe.ask({ ...question, timeLimit: briefLimit }).pipe(
      Effect.map(({ exitCode, stdout, stderr }): ToolAnswer => {
        const answer = Effect.succeed(new TextEncoder().encode(stdout))
        return { exitCode, stdout: answer, stderr }
      }),
      Effect.mapError(({ reason }) => new ToolFailed({ tool, reason })),
    )

  const runIn = (site: JobSite, env: Readonly<Record<string, string>>) =>
    Effect.fn("ToolRuns.run")(function* (start: ToolStart) {
      const { tool, args, cwd = site.folder, input, isBrief = false } = start
      yield* Effect.annotateCurrentSpan({ tool })
      const [program, ...first] = yield* environments.provide(tool, site)
      const argv = reading(input, [program, ...first, ...args])
      if (isBrief) return yield* ask(tool, { argv, env, cwd })
      const { end, folder } = yield* steps
        .run(site, { name: tool, argv, env, cwd, timeLimit: Option.some(timeLimit) })
        .pipe(
          Effect.catchTag("SpawnFailed", ({ reason }) =>
            Effect.fail(new ToolFailed({ tool, reason })),
          ),
        )
      const cut = whyCut(end)
      if (cut !== undefined) return yield* new ToolFailed({ tool, reason: cut })
      const { head, tail } = yield* output.excerpt(folder, "stderr", maxWordsBytes)
      return {
        exitCode: end.exit_code ?? 0,
        stdout: readOutput(tool, folder, end.stdout_bytes),
        stderr: head + tail,
      } satisfies ToolAnswer
    })

  const open = Effect.fn("ToolRuns.open")(function* (announce: JobSite["announce"]) {
    const site: JobSite = { ...(yield* workSite("quality")), announce }
    yield* Effect.mapError(fs.chmod(site.folder, 0o700), storeUnavailable(site.folder))
    return { folder: site.folder, site, run: runIn(site, environmentFor(host, site.folder)) }
  })

  return { open }
})

/** Of one process. Clients have long given up by then; what is left behind is ended. */
const timeLimit = Duration.minutes(5)

const briefLimit = Duration.seconds(30)

const maxOutputBytes = 64 * 1024 * 1024

const maxWordsBytes = 16 * 1024 * 1024

/** Standard input comes from a file, which no process runner knows of. */
const reading = (
  input: string | undefined,
  argv: readonly [string, ...ReadonlyArray<string>],
): readonly [string, ...ReadonlyArray<string>] =>
  input === undefined ? argv : ["/bin/sh", "-c", 'exec "$@" < "$0"', input, ...argv]

const whyCut = ({ reason, exit_code, signal, error }: ProcessEnd): string | undefined => {
  if (reason === "timeout") return `it did not end within ${Duration.toMinutes(timeLimit)} minutes`
  if (signal !== null) return `it was ended by ${signal}`
  return exit_code === null ? (error ?? "nobody knows how it ended") : undefined
}

/** Nothing but the code and its project's configuration decides what a tool says, and nothing is kept. */
const environmentFor = (
  { environment }: Host["Type"],
  folder: string,
): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(
    Object.entries(withoutPythonVariables(environment)).filter(([name]) => !telling.test(name)),
  ),
  NO_COLOR: "1",
  BLACK_CACHE_DIR: join(folder, "black"),
})

const telling = /^(?:RUFF_|BLACK_|BANDIT_|MYPY|FORCE_COLOR$|CLICOLOR|COLUMNS$)/
