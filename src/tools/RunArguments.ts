import { Effect, Either, Option, Schema } from "effect"
import { bytesPerMegabyte } from "../domain/Process.ts"
import {
  mostRows,
  type Profiler,
  type ProfileSort,
  profilers,
  profileSorts,
  profileWish,
} from "../domain/Profile.ts"
import { excerpt } from "../domain/PythonVersion.ts"
import {
  ArgumentsInvalid,
  PythonChoice,
  type RequestedConditions,
  type RunLimits,
  type RunRequest,
  ScriptSource,
  singleRun,
} from "../domain/Run.ts"
import { Settings } from "../domain/Settings.ts"
import {
  choice,
  defaulted,
  implied,
  integer,
  numberAbove,
  numberBetween,
  optional,
  required,
} from "./Fields.ts"

const Text = Schema.String.pipe(
  Schema.filter((text) => !text.includes("\0"), {
    message: ({ actual }) => `${excerpt(String(actual))} holds a NUL character`,
  }),
  Schema.annotations({ identifier: "text" }),
)

/** Such as paths and arguments. */
export const Texts = Schema.Array(Text).annotations({ identifier: "a list of texts" })

const isVariableName = (name: string): boolean => name !== "" && !/[=\0]/.test(name)

const EnvVars = Schema.Record({ key: Schema.String, value: Text }).pipe(
  Schema.filter((variables) => {
    const wrong = Object.keys(variables).find((name) => !isVariableName(name))
    return wrong === undefined
      ? undefined
      : `${excerpt(wrong)} is no name of a variable (not empty, no "=", no NUL)`
  }),
)

/** Seconds between two looks at memory where that is what is asked for. */
export const measuringInterval = 0.05

/** The arguments that running tools share; each tool picks its own. */
export const RunFields = {
  script_path: optional(Text, "From directory"),
  script_content: optional(Schema.String, "Code"),
  directory: required(Text, "Working directory"),
  optionalDirectory: optional(Text, "Else the script's"),
  args: defaulted(Texts, [], "sys.argv[1:]"),
  use_uv: defaulted(Schema.Boolean, true, "false: system Python"),
  python_version: optional(Text, ">=3.11"),
  dependencies: implied(Texts, [], "PEP 508"),
  environment: optional(Text, "A persistent one"),
  project: optional(
    choice(["sync", "cached", "none"]),
    "sync: update its .venv; cached: outside it; none",
  ),
  refresh: implied(Schema.Boolean, false, "Newest versions"),
  timeout_seconds: optional(integer(0, 31_536_000), "0: none; 3600 unless set"),
  timeout_never: optional(integer(0, 31_536_000), "Default 0: none"),
  limits: {
    max_memory_mb: optional(integer(1), "In all"),
    max_cpu_seconds: optional(numberAbove(0), "In all"),
    max_output_bytes: optional(integer(1), "Per stream"),
    max_processes: optional(integer(1), "At once"),
  },
  env_vars: implied(EnvVars, {}, "Variables"),
  env_file: optional(Text, ".env file"),
  async_mode: defaulted(Schema.Boolean, false, "Do not wait"),
  job_label: optional(Schema.String, "For people"),
  stream: implied(Schema.Boolean, true, "No effect"),
  sample_interval: defaulted(numberBetween(0.005, 60), measuringInterval, "Seconds, of memory"),
  runs: defaulted(integer(1, 1000), singleRun.runs, "Answers with medians"),
  warmup: defaulted(integer(0, 1000), singleRun.warmup, "Before, unmeasured"),
  profiler: defaulted(choice(profilers), "cprofile", "sampling: little slower"),
  sort: optional(choice(profileSorts), "memory: bytes or blocks"),
  top: defaulted(integer(1, mostRows), 25, "Rows"),
} as const

/** What a running tool hands over, whichever arguments it has. */
export interface RunArguments {
  readonly script_path?: string | undefined
  readonly script_content?: string | undefined
  readonly script_name?: string
  readonly directory?: string
  readonly args: ReadonlyArray<string>
  readonly use_uv?: boolean
  readonly python_version?: string
  readonly dependencies?: ReadonlyArray<string>
  readonly environment?: string
  readonly project?: "sync" | "cached" | "none"
  readonly refresh?: boolean
  readonly timeout_seconds?: number
  readonly max_memory_mb?: number
  readonly max_cpu_seconds?: number
  readonly max_output_bytes?: number
  readonly max_processes?: number
  readonly env_vars: Readonly<Record<string, string>>
  readonly env_file?: string
  readonly job_label?: string
  readonly stream?: boolean
  readonly sample_interval?: number
  readonly runs?: number
  readonly warmup?: number
  readonly profiler?: Profiler
  readonly sort?: ProfileSort
  readonly top?: number
}

/** What differs from tool to tool. */
export interface RunKind {
  readonly tool: string
  /** The tools that promise exact pins run in an environment of their own. */
  readonly isolated: boolean
  /** Default of timeout_seconds; "setting" is the server's. */
  readonly timeout: "setting" | 0
}

/** Between two looks at memory where nobody asked for more. */
const sampleInterval = 0.25

/** Arguments as they came, turned into what `Runs` understands. */
export const runRequest = Effect.fn("tools.runRequest")(function* (
  kind: RunKind,
  given: RunArguments,
) {
  const { runs = singleRun.runs, warmup = singleRun.warmup } = given
  const source = yield* sourceOf(given)
  const conditions = yield* requestedConditions(kind, given)
  const profile = yield* profileOf(given)
  return { ...conditions, source, repetition: { runs, warmup }, profile } satisfies RunRequest
})

/** All of a request but what is run, and how. */
export const requestedConditions = Effect.fnUntraced(function* (
  kind: RunKind,
  given: RunArguments,
) {
  const { defaultTimeoutSeconds } = yield* Settings
  const fallback = kind.timeout === "setting" ? defaultTimeoutSeconds : kind.timeout
  return {
    tool: kind.tool,
    directory: Option.fromNullable(given.directory),
    args: given.args,
    python: yield* pythonOf(kind, given),
    timeoutSeconds: given.timeout_seconds ?? fallback,
    limits: limitsOf(given),
    envVars: given.env_vars,
    envFile: Option.fromNullable(given.env_file),
    label: Option.fromNullable(given.job_label),
    stream: given.stream ?? true,
    sampleInterval: given.sample_interval ?? sampleInterval,
    arguments: { ...given },
  } satisfies RequestedConditions
})

const profileOf = ({ profiler, sort, top = mostRows }: RunArguments) =>
  profiler === undefined
    ? Either.right(Option.none())
    : Either.map(profileWish(profiler, sort, top), Option.some)

const limitsOf = (given: RunArguments): RunLimits => ({
  memoryBytes: Option.map(
    Option.fromNullable(given.max_memory_mb),
    (megabytes) => megabytes * bytesPerMegabyte,
  ),
  cpuSeconds: Option.fromNullable(given.max_cpu_seconds),
  processes: Option.fromNullable(given.max_processes),
  outputBytes: Option.fromNullable(given.max_output_bytes),
})

const sourceOf = ({ script_path, script_content, script_name }: RunArguments) => {
  if (script_name !== undefined) return Effect.succeed(ScriptSource.Saved({ name: script_name }))
  if (script_path !== undefined && script_content === undefined) {
    return Effect.succeed(ScriptSource.File({ path: script_path }))
  }
  if (script_content !== undefined && script_path === undefined) {
    return Effect.succeed(ScriptSource.Inline({ code: script_content }))
  }
  const both = script_path !== undefined
  return new ArgumentsInvalid({
    reason: both
      ? "script_path and script_content are both given"
      : "Neither script_path nor script_content is given",
    wayOut: "Give exactly one: script_path for a file, script_content for code",
  })
}

const pythonOf = (kind: RunKind, given: RunArguments) => {
  const version = Option.fromNullable(given.python_version)
  const dependencies = given.dependencies ?? []
  if (given.use_uv ?? true) {
    return Effect.succeed(
      PythonChoice.Uv({
        version,
        dependencies,
        isolated: kind.isolated,
        environment: Option.fromNullable(given.environment),
        project: given.project ?? "own",
        refresh: given.refresh ?? false,
      }),
    )
  }
  if (given.environment !== undefined) {
    return new ArgumentsInvalid({
      reason: `environment ${excerpt(given.environment)} is one of uv's, and use_uv is false`,
      wayOut: "Leave one of them out",
    })
  }
  return dependencies.length === 0
    ? Effect.succeed(PythonChoice.System({ ignored: ignoredWithoutUv(given) }))
    : new ArgumentsInvalid({
        reason: `dependencies (${dependencies.join(", ")}) need uv, and use_uv is false`,
        wayOut: "Leave use_uv out, or leave dependencies out and install them yourself",
      })
}

const ignoredWithoutUv = ({ python_version, project, refresh }: RunArguments) => [
  ...(python_version === undefined ? [] : [`python_version ${excerpt(python_version)}`]),
  ...(project === undefined ? [] : [`project ${excerpt(project)}`]),
  ...(refresh ? ["refresh"] : []),
]
