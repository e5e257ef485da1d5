import { Config, ConfigProvider, Context, Duration, Effect, Layer, Option, Record } from "effect"
import { type AccessToken, accessToken, accessTokenWords } from "./AccessToken.ts"
import { fromHome } from "./HomePath.ts"
import { Host } from "./Host.ts"
import { bytesPerMegabyte, type ProcessLimits } from "./Process.ts"

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
    /** Whether a missing uv is installed from PyPI. */
    readonly uvInstall: boolean
    /** "own": scripts can write through hard links into uv's cache, so the user's is left alone. */
    readonly uvCache: "own" | "shared"
    /** Folders from which dependencies may be installed as paths or `file:` URLs; none by default. */
    readonly localDependencies: ReadonlyArray<string>
    /** After this, versions that are not pinned are asked for anew; zero is never. */
    readonly environmentFreshness: Duration.Duration
    /** How long unused, how many and how many bytes of cached environments are kept; zero is unlimited. */
    readonly environmentRetention: {
      readonly days: number
      readonly count: number
      readonly bytes: number
    }
    /** Between SIGTERM and SIGKILL. */
    readonly killGrace: Duration.Duration
    /** Of both streams together, in a reply. */
    readonly maxReplyBytes: number
    /** Of one stream, on disk. */
    readonly maxOutputBytes: number
    /** Of each script with all that descends from it; a run may ask for less, never for more. */
    readonly limits: ProcessLimits
    readonly maxConcurrentRuns: Option.Option<number>
    readonly onServerExit: "stop" | "keep"
    /** "off": the server holds the processes itself, as it does where no supervisor can be had. */
    readonly supervisor: "on" | "off"
    /** How long, how many and how much of ended jobs is kept; zero is unlimited. */
    readonly retention: { readonly days: number; readonly jobs: number; readonly bytes: number }
    /** What clients over HTTP have to know; without it, the token in the state directory. */
    readonly httpToken: Option.Option<AccessToken>
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
  const given = Record.filter(host.environment, (value) => value.trim() !== "")
  const read: Read = (name, setting, fallback) => reading(given, name, setting(name), fallback)
  return {
    smartAsyncBudget: yield* read("SMART_ASYNC_TIMEOUT_SECONDS", seconds, Duration.seconds(20)),
    home: expandHome(yield* read("PYTHON_MCP_HOME", text, "~/.python_mcp"), host),
    defaultTimeoutSeconds: yield* read("PYTHON_MCP_DEFAULT_TIMEOUT_SECONDS", count, 3600),
    environmentTimeout: yield* read(
      "PYTHON_MCP_ENVIRONMENT_TIMEOUT_SECONDS",
      seconds,
      Duration.seconds(1800),
    ),
    uv: yield* read("PYTHON_MCP_UV", optionalText, Option.none()),
    python: yield* read("PYTHON_MCP_PYTHON", optionalText, Option.none()),
    pythonDownloads: yield* downloads(given, read),
    uvInstall: yield* read("PYTHON_MCP_UV_INSTALL", onOff, true),
    uvCache: yield* read("PYTHON_MCP_UV_CACHE", oneOf("own", "shared"), "own"),
    localDependencies: yield* read("PYTHON_MCP_LOCAL_DEPENDENCIES", folders(host), []),
    environmentFreshness: yield* read(
      "PYTHON_MCP_ENVIRONMENT_FRESH_HOURS",
      mapped(count, Duration.hours),
      Duration.hours(24),
    ),
    environmentRetention: {
      days: yield* read("PYTHON_MCP_ENVIRONMENT_DAYS", count, 14),
      count: yield* read("PYTHON_MCP_ENVIRONMENT_COUNT", wholeFrom(0), 20),
      bytes: yield* read("PYTHON_MCP_ENVIRONMENT_BYTES", wholeFrom(0), 5 * 1024 ** 3),
    },
    killGrace: yield* read("PYTHON_MCP_KILL_GRACE_SECONDS", seconds, Duration.seconds(3)),
    maxReplyBytes: yield* read("PYTHON_MCP_MAX_REPLY_BYTES", positive, 65_536),
    maxOutputBytes: yield* read("PYTHON_MCP_MAX_OUTPUT_BYTES", positive, 1_073_741_824),
    limits: yield* Effect.all({
      memoryBytes: read("PYTHON_MCP_MAX_MEMORY_MB", limit(megabytes), unlimited),
      cpuSeconds: read("PYTHON_MCP_MAX_CPU_SECONDS", limit(aboveZero), unlimited),
      processes: read("PYTHON_MCP_MAX_PROCESSES", limit(positive), unlimited),
    }),
    maxConcurrentRuns: yield* read("PYTHON_MCP_MAX_CONCURRENT_RUNS", limit(positive), unlimited),
    onServerExit: yield* read("PYTHON_MCP_ON_SERVER_EXIT", oneOf("stop", "keep"), "stop"),
    supervisor: yield* read("PYTHON_MCP_SUPERVISOR", oneOf("on", "off"), "on"),
    retention: {
      days: yield* read("PYTHON_MCP_RETENTION_DAYS", count, 30),
      jobs: yield* read("PYTHON_MCP_RETENTION_JOBS", wholeFrom(0), 10_000),
      bytes: yield* read("PYTHON_MCP_RETENTION_BYTES", wholeFrom(0), 20 * 1024 ** 3),
    },
    httpToken: yield* read("PYTHON_MCP_HTTP_TOKEN", optionalToken, Option.none()),
  }
})

type Read = <A>(
  name: string,
  setting: (name: string) => Setting<A>,
  fallback: A,
) => Effect.Effect<A>

/** A wrong value never stops the server: the default holds, and the log says so. */
const reading = <A>(
  given: Readonly<Record<string, string>>,
  name: string,
  { config, expected }: Setting<A>,
  fallback: A,
): Effect.Effect<A> =>
  name in given
    ? ConfigProvider.fromMap(new Map([[name, given[name] ?? ""]]))
        .load(config)
        .pipe(
          // Not the error's own words: they hold the value.
          Effect.catchAll(() =>
            Effect.logWarning(
              `${name} is not usable: it is to be ${expected}; the default holds`,
            ).pipe(Effect.as(fallback)),
          ),
        )
    : Effect.succeed(fallback)

/** How a setting is read, and what it is to be, for people. */
interface Setting<A> {
  readonly config: Config.Config<A>
  readonly expected: string
}

const most = 31_536_000

const within = (least: number) => (value: number) => value >= least && value <= most

const seconds = (name: string): Setting<Duration.Duration> => ({
  expected: `a number of seconds from 0 to ${most}`,
  config: Config.number(name).pipe(
    Config.validate({ message: "out of range", validation: within(0) }),
    Config.map(Duration.seconds),
  ),
})

const count = (name: string): Setting<number> => ({
  expected: `a whole number from 0 to ${most}`,
  config: Config.integer(name).pipe(
    Config.validate({ message: "out of range", validation: within(0) }),
  ),
})

const wholeFrom =
  (least: number) =>
  (name: string): Setting<number> => ({
    expected: `a whole number from ${least}`,
    config: Config.integer(name).pipe(
      Config.validate({ message: "out of range", validation: (value) => value >= least }),
    ),
  })

const positive = wholeFrom(1)

const aboveZero = (name: string): Setting<number> => ({
  expected: "a number above 0",
  config: Config.number(name).pipe(
    Config.validate({
      message: "out of range",
      validation: (value) => value > 0 && Number.isFinite(value),
    }),
  ),
})

const text = (name: string): Setting<string> => ({
  expected: "a text",
  config: Config.string(name),
})

const oneOf =
  <const Words extends ReadonlyArray<string>>(...words: Words) =>
  (name: string): Setting<Words[number]> => ({
    expected: words.join(" or "),
    config: Config.literal(...words)(name),
  })

const mapped =
  <A, B>(setting: (name: string) => Setting<A>, f: (value: A) => B) =>
  (name: string): Setting<B> => {
    const { expected, config } = setting(name)
    return { expected, config: Config.map(config, f) }
  }

const onOff = mapped(oneOf("on", "off"), (value) => value === "on")

/** As in PATH: absolute, or from the home directory on. */
const folders = (host: Host["Type"]) =>
  mapped(text, (list) =>
    list
      .split(":")
      .filter((part) => part.trim() !== "")
      .map((part) => expandHome(part.trim(), host)),
  )

const megabytes = mapped(positive, (count) => count * bytesPerMegabyte)

const limit = (setting: (name: string) => Setting<number>) => mapped(setting, Option.some)

const unlimited = Option.none<number>()

const optionalText = mapped(text, Option.some)

const optionalToken = mapped(
  (name) => ({ expected: accessTokenWords, config: accessToken(name) }),
  Option.some,
)

/** Our own setting first; else uv's ("never" and "manual" both mean: not by itself). */
const downloads = (given: Readonly<Record<string, string>>, read: Read): Effect.Effect<boolean> => {
  const byUv = given.UV_PYTHON_DOWNLOADS?.trim().toLowerCase() ?? "automatic"
  return read(
    "PYTHON_MCP_PYTHON_DOWNLOADS",
    onOff,
    ["automatic", "auto", "true", "1"].includes(byUv),
  )
}

/** `~` and `~/…` by the server's home directory; other relative paths by its working directory. */
const expandHome = (path: string, host: Host["Type"]): string => {
  const expanded = fromHome(path, host.homeDirectory)
  return expanded.startsWith("/") ? expanded : `${host.workingDirectory}/${expanded}`
}
