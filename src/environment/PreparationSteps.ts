import { join } from "node:path"
import * as FileSystem from "@effect/platform/FileSystem"
import { Clock, Context, Duration, Effect, Layer, Option } from "effect"
import { Host } from "../domain/Host.ts"
import type { StoreUnavailable } from "../domain/Job.ts"
import type { StreamName } from "../domain/Output.ts"
import type { ProcessEnd } from "../domain/Process.ts"
import { Settings } from "../domain/Settings.ts"
import type { JobSite } from "../processes/JobSite.ts"
import { type EndedStep, JobSteps } from "../processes/JobSteps.ts"
import { OutputFiles } from "../processes/OutputFiles.ts"
import { EnvironmentFailed } from "./EnvironmentErrors.ts"
import { failureExcerpt, withoutNoise } from "./FailureExcerpt.ts"
import { diagnose, type FailureKind } from "./FailureWords.ts"
import { type IndexQuestion, IndexReach } from "./IndexReach.ts"
import { maskFile, maskOf } from "./Secrets.ts"
import { makeFollowing } from "./StepFollowing.ts"

/** The making of one environment: for which job, and until when (milliseconds since the epoch). */
export interface Preparation {
  readonly site: JobSite
  readonly deadline: Option.Option<number>
  /** Before each command: what makes it give way to others. */
  readonly before: ReadonlyArray<string>
}

/** One command of it. */
export interface PreparationStep {
  /** Names its folder. */
  readonly name: string
  /** For people: "installing six==1.16.0". */
  readonly stage: string
  readonly argv: readonly [string, ...ReadonlyArray<string>]
  readonly env: Readonly<Record<string, string>>
  /** Shorter than what is left of the whole. */
  readonly limit?: Duration.Duration
  /** For one that asks a package index: it is given up where that gives no sign of life. */
  readonly index?: IndexQuestion
}

/** The commands that make environments: announced, bounded together, and failing with their own words. */
export class PreparationSteps extends Context.Tag("python-mcp/PreparationSteps")<
  PreparationSteps,
  {
    /** Starts the clock of the setting PYTHON_MCP_ENVIRONMENT_TIMEOUT_SECONDS. */
    readonly begin: (site: JobSite) => Effect.Effect<Preparation>
    /** The same for what nobody waits for. */
    readonly beginInBackground: (site: JobSite) => Effect.Effect<Preparation>
    readonly run: (
      preparation: Preparation,
      step: PreparationStep,
    ) => Effect.Effect<void, EnvironmentFailed | StoreUnavailable>
  }
>() {
  static readonly layer: Layer.Layer<
    PreparationSteps,
    never,
    FileSystem.FileSystem | Host | IndexReach | JobSteps | OutputFiles | Settings
  > = Layer.effect(
    this,
    Effect.suspend(() => make),
  )
}

const make = Effect.gen(function* () {
  const fs = yield* FileSystem.FileSystem
  const steps = yield* JobSteps
  const output = yield* OutputFiles
  const reach = yield* IndexReach
  const mask = maskOf((yield* Host).environment)
  const { environmentTimeout } = yield* Settings
  const following = yield* makeFollowing(mask)

  const begin = Effect.fn("PreparationSteps.begin")(function* (site: JobSite) {
    const now = yield* Clock.currentTimeMillis
    // As for a script, zero is unlimited.
    const limit = Duration.toMillis(environmentTimeout)
    return {
      site,
      deadline: limit === 0 ? Option.none() : Option.some(now + limit),
      before: [],
    }
  })

  const beginInBackground = Effect.fnUntraced(function* (site: JobSite) {
    const isThere = yield* Effect.orElseSucceed(fs.exists(nice), () => false)
    return { ...(yield* begin(site)), before: isThere ? [nice, "-n", "10"] : [] }
  })

  const wordsOf = (folder: string, stream: StreamName) =>
    Effect.map(output.excerpt(folder, stream, judgedBytes), ({ head, tail, truncated }) =>
      withoutNoise(mask(truncated ? `${head}\n${tail}` : head + tail)),
    )

  const failureOf = Effect.fnUntraced(function* (stage: string, { end, folder }: EndedStep) {
    // A setting that uv or pip cannot read is quoted in what they say, its credentials with it.
    yield* Effect.forEach(["stdout.log", "stderr.log"], (name) =>
      maskFile(fs, join(folder, name), mask),
    )
    const errors = yield* wordsOf(folder, "stderr")
    const words = errors === "" ? yield* wordsOf(folder, "stdout") : errors
    const { kind, at } = diagnose(words)
    const reason = reasonOf(end, kind)
    const detail = failureExcerpt(words, at)
    return new EnvironmentFailed({ stage, reason, detail: detail || howItEnded(end) })
  })

  const run = Effect.fn("PreparationSteps.run")(function* (
    { site, deadline, before }: Preparation,
    { name, stage, argv: [program, ...args], env, limit, index }: PreparationStep,
  ) {
    yield* site.announce(stage)
    const timeLimit = shorter(yield* remaining(deadline), Option.fromNullable(limit))
    const [first, ...others] = [...before, program, ...args]
    const argv = [first ?? program, ...others] as const
    const work = steps
      .run(site, { name, argv, env, cwd, timeLimit, meanwhile: following(site, stage) })
      .pipe(Effect.catchTag("SpawnFailed", (error) => spawnFailed(stage, error.message)))
    const ended = yield* index === undefined ? work : reach.guard(stage, index, work)
    if (ended.end.status === "completed") return
    return yield* yield* failureOf(stage, ended)
  })

  return { begin, beginInBackground, run }
})

/** How much of a tool's own words is judged: uv says the cause first, then all that a build said. */
const judgedBytes = 64 * 1024

const nice = "/usr/bin/nice"

// uv and pip read the configuration of the project that they are started in; ours belongs to none.
const cwd = "/"

const remaining = (deadline: Option.Option<number>) =>
  Effect.map(Clock.currentTimeMillis, (now) =>
    // A limit of zero would be none at all.
    Option.map(deadline, (end) => Duration.millis(Math.max(1, end - now))),
  )

const shorter = (
  a: Option.Option<Duration.Duration>,
  b: Option.Option<Duration.Duration>,
): Option.Option<Duration.Duration> =>
  Option.orElse(Option.zipWith(a, b, Duration.min), () => Option.orElse(a, () => b))

const spawnFailed = (stage: string, detail: string) =>
  new EnvironmentFailed({ stage, reason: "other", detail })

const reasonOf = (end: ProcessEnd, kind: FailureKind): FailureKind => {
  if (end.status === "cancelled" || end.reason === "server_exited") return "stopped"
  if (end.reason === "timeout") return "time_limit"
  return kind === "other" && end.signal !== null ? "uv_crash" : kind
}

const howItEnded = ({ error, exit_code, signal }: ProcessEnd): string =>
  error ??
  (signal === null ? `It ended with exit code ${exit_code}.` : `It was ended by ${signal}.`)
