import {
  Config,
  type ConfigError,
  ConfigProvider,
  Context,
  Duration,
  Effect,
  Layer,
  Option,
  Record,
} from "effect"
import { Host } from "./Host.ts"

/** The server's settings, decoded once from its environment variables. */
export class Settings extends Context.Tag("python-mcp/Settings")<
  Settings,
  {
    /** How long a call waits before the run is handed over to the background. */
    readonly smartAsyncBudget: Duration.Duration
    /** The state directory, absolute. */
    readonly home: string
    /** Of a script; zero is unlimited. */
    readonly defaultTimeoutSeconds: number
    readonly environmentTimeout: Duration.Duration
    readonly uv: Option.Option<string>
    readonly python: Option.Option<string>
    readonly pythonDownloads: boolean
    /** Between SIGTERM and SIGKILL. */
    readonly killGrace: Duration.Duration
    /** Of both streams together, in a reply. */
    readonly maxReplyBytes: number
    /** Of one stream, on disk. */
    readonly maxOutputBytes: number
    readonly maxConcurrentRuns: Option.Option<number>
    readonly onServerExit: "stop" | "keep"
  }
>() {
  static readonly layer: Layer.Layer<Settings, never, Host> = Layer.effect(
    Settings,
    Effect.suspend(() => decode),
  )
}

/** At shutdown nobody waits longer than this between SIGTERM and SIGKILL. */
export const shutdownGrace = (killGrace: Duration.Duration): Duration.Duration =>
  Duration.min(killGrace, Duration.seconds(1))

const decode = Effect.gen(function* () {
  const host = yield* Host
  const given = Record.filter(host.environment, (value) => value !== "")
  const read = <A>(name: string, config: (name: string) => Config.Config<A>, fallback: A) =>
    reading(given, name, config(name), fallback)
  return {
    smartAsyncBudget: yield* read("SMART_ASYNC_TIMEOUT_SECONDS", seconds, Duration.seconds(20)),
    home: expandHome(yield* read("PYTHON_MCP_HOME", Config.string, "~/.python_mcp"), host),
    defaultTimeoutSeconds: yield* read("PYTHON_MCP_DEFAULT_TIMEOUT_SECONDS", count, 3600),
    environmentTimeout: yield* read(
      "PYTHON_MCP_ENVIRONMENT_TIMEOUT_SECONDS",
      seconds,
      Duration.seconds(1800),
    ),
    uv: yield* read("PYTHON_MCP_UV", optionalText, Option.none()),
    python: yield* read("PYTHON_MCP_PYTHON", optionalText, Option.none()),
    pythonDownloads: yield* downloads(given, read),
    killGrace: yield* read("PYTHON_MCP_KILL_GRACE_SECONDS", seconds, Duration.seconds(3)),
    maxReplyBytes: yield* read("PYTHON_MCP_MAX_REPLY_BYTES", positive, 65_536),
    maxOutputBytes: yield* read("PYTHON_MCP_MAX_OUTPUT_BYTES", positive, 1_073_741_824),
    maxConcurrentRuns: yield* read(
      "PYTHON_MCP_MAX_CONCURRENT_RUNS",
      (name) => Config.map(positive(name), Option.some),
      Option.none<number>(),
    ),
    onServerExit: yield* read(
      "PYTHON_MCP_ON_SERVER_EXIT",
      Config.literal("stop", "keep"),
      "stop" as const,
    ),
  }
})

/** A wrong value never stops the server: the default holds, and the log says so. */
const reading = <A>(
  given: Readonly<Record<string, string>>,
  name: string,
  config: Config.Config<A>,
  fallback: A,
): Effect.Effect<A> =>
  name in given
    ? ConfigProvider.fromMap(new Map([[name, given[name] ?? ""]]))
        .load(config)
        .pipe(
          Effect.catchAll((error: ConfigError.ConfigError) =>
            Effect.logWarning(`${name} is not usable (${reasonOf(error)}); the default holds`).pipe(
              Effect.as(fallback),
            ),
          ),
        )
    : Effect.succeed(fallback)

const reasonOf = (error: ConfigError.ConfigError): string =>
  error._op === "And" || error._op === "Or" ? reasonOf(error.right) : error.message

const seconds = (name: string) =>
  Config.number(name).pipe(
    Config.validate({
      message: "not a number of seconds from 0 to 31536000",
      validation: (value) => value >= 0 && value <= 31_536_000,
    }),
    Config.map(Duration.seconds),
  )

const count = (name: string) =>
  Config.integer(name).pipe(
    Config.validate({
      message: "not a whole number from 0",
      validation: (value) => value >= 0 && value <= 31_536_000,
    }),
  )

const positive = (name: string) =>
  Config.integer(name).pipe(
    Config.validate({ message: "not a whole number from 1", validation: (value) => value >= 1 }),
  )

const optionalText = (name: string) => Config.map(Config.string(name), Option.some)

/** Our own setting first; else uv's ("never" and "manual" both mean: not by itself). */
const downloads = (
  given: Readonly<Record<string, string>>,
  read: <A>(
    name: string,
    config: (name: string) => Config.Config<A>,
    fallback: A,
  ) => Effect.Effect<A>,
): Effect.Effect<boolean> => {
  const uv = given.UV_PYTHON_DOWNLOADS?.toLowerCase()
  const byUv = uv === undefined || uv === "automatic" || uv === "auto" || uv === "true"
  return read(
    "PYTHON_MCP_PYTHON_DOWNLOADS",
    (name) => Config.map(Config.literal("on", "off")(name), (value) => value === "on"),
    byUv,
  )
}

/** `~` and `~/…` by the server's home directory; other relative paths by its working directory. */
const expandHome = (path: string, host: Host["Type"]): string => {
  const expanded = path === "~" || path.startsWith("~/") ? host.homeDirectory + path.slice(1) : path
  return expanded.startsWith("/") ? expanded : `${host.workingDirectory}/${expanded}`
}
