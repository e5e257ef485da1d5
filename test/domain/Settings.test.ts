import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Layer, Logger, Option, Redacted } from "effect"
import { noLimits } from "../../src/domain/Process.ts"
import { Settings, shutdownGrace } from "../../src/domain/Settings.ts"
import { hostOf } from "../support/World.ts"

/** The settings of a server with this environment, and what the log says of it. */
const decoded = (environment: Readonly<Record<string, string>>) => {
  const lines: Array<string> = []
  const logger = Logger.map(Logger.logfmtLogger, (line) => lines.push(line))
  return Effect.map(Settings, (settings) => ({ settings, lines })).pipe(
    Effect.provide(Layer.provide(Settings.layer, hostOf({ environment }))),
    Effect.provide(Logger.replace(Logger.defaultLogger, logger)),
  )
}

const defaults = {
  smartAsyncBudget: Duration.seconds(20),
  home: "/home/me/.python_mcp",
  defaultTimeoutSeconds: 3600,
  environmentTimeout: Duration.seconds(1800),
  uv: Option.none(),
  python: Option.none(),
  pythonDownloads: true,
  uvInstall: true,
  uvCache: "own",
  localDependencies: [],
  environmentFreshness: Duration.hours(24),
  environmentRetention: { days: 14, count: 20, bytes: 5 * 1024 ** 3 },
  killGrace: Duration.seconds(3),
  maxReplyBytes: 65_536,
  maxOutputBytes: 1_073_741_824,
  limits: noLimits,
  maxConcurrentRuns: Option.none(),
  onServerExit: "stop",
  supervisor: "on",
  retention: { days: 30, jobs: 10_000, bytes: 21_474_836_480 },
  httpToken: Option.none(),
}

describe("settings", () => {
  it.effect("are the contract's, where no variable is set", () =>
    Effect.gen(function* () {
      const { settings, lines } = yield* decoded({})
      assert.deepStrictEqual<unknown>(settings, defaults)
      assert.deepStrictEqual(lines, [])
    }),
  )

  it.effect("are as they are given", () =>
    Effect.gen(function* () {
      const { settings, lines } = yield* decoded({
        SMART_ASYNC_TIMEOUT_SECONDS: "0.5",
        PYTHON_MCP_HOME: "/data/mcp",
        PYTHON_MCP_DEFAULT_TIMEOUT_SECONDS: "0",
        PYTHON_MCP_ENVIRONMENT_TIMEOUT_SECONDS: "60",
        PYTHON_MCP_UV: "/opt/uv",
        PYTHON_MCP_PYTHON: "/opt/python3",
        PYTHON_MCP_PYTHON_DOWNLOADS: "off",
        PYTHON_MCP_UV_INSTALL: "off",
        PYTHON_MCP_UV_CACHE: "shared",
        PYTHON_MCP_LOCAL_DEPENDENCIES: "/src: ~/wheels :",
        PYTHON_MCP_ENVIRONMENT_FRESH_HOURS: "0",
        PYTHON_MCP_ENVIRONMENT_DAYS: "1",
        PYTHON_MCP_ENVIRONMENT_COUNT: "2",
        PYTHON_MCP_ENVIRONMENT_BYTES: "3",
        PYTHON_MCP_KILL_GRACE_SECONDS: "1.25",
        PYTHON_MCP_MAX_REPLY_BYTES: "1000",
        PYTHON_MCP_MAX_OUTPUT_BYTES: "2000",
        PYTHON_MCP_MAX_MEMORY_MB: "512",
        PYTHON_MCP_MAX_CPU_SECONDS: "1.5",
        PYTHON_MCP_MAX_PROCESSES: "20",
        PYTHON_MCP_MAX_CONCURRENT_RUNS: "4",
        PYTHON_MCP_SUPERVISOR: "off",
        PYTHON_MCP_ON_SERVER_EXIT: "keep",
        PYTHON_MCP_RETENTION_DAYS: "0",
        PYTHON_MCP_RETENTION_JOBS: "500",
        PYTHON_MCP_RETENTION_BYTES: "30000000000",
        PYTHON_MCP_HTTP_TOKEN: " a-token-of-17-long ",
      })
      assert.deepStrictEqual<unknown>(settings, {
        smartAsyncBudget: Duration.millis(500),
        home: "/data/mcp",
        defaultTimeoutSeconds: 0,
        environmentTimeout: Duration.seconds(60),
        uv: Option.some("/opt/uv"),
        python: Option.some("/opt/python3"),
        pythonDownloads: false,
        uvInstall: false,
        uvCache: "shared",
        localDependencies: ["/src", "/home/me/wheels"],
        environmentFreshness: Duration.zero,
        environmentRetention: { days: 1, count: 2, bytes: 3 },
        killGrace: Duration.millis(1250),
        maxReplyBytes: 1000,
        maxOutputBytes: 2000,
        limits: {
          memoryBytes: Option.some(536_870_912),
          cpuSeconds: Option.some(1.5),
          processes: Option.some(20),
        },
        maxConcurrentRuns: Option.some(4),
        onServerExit: "keep",
        supervisor: "off",
        retention: { days: 0, jobs: 500, bytes: 30_000_000_000 },
        httpToken: Option.some(Redacted.make("a-token-of-17-long")),
      })
      assert.deepStrictEqual(lines, [])
    }),
  )

  const wrong = [
    ["SMART_ASYNC_TIMEOUT_SECONDS", ["soon", "-1", "NaN", "Infinity", "1e99", "20s"]],
    ["PYTHON_MCP_DEFAULT_TIMEOUT_SECONDS", ["1.5", "-1", "x"]],
    ["PYTHON_MCP_ENVIRONMENT_TIMEOUT_SECONDS", ["-1"]],
    ["PYTHON_MCP_PYTHON_DOWNLOADS", ["yes", "ON"]],
    ["PYTHON_MCP_UV_CACHE", ["mine"]],
    ["PYTHON_MCP_ENVIRONMENT_COUNT", ["-1", "some"]],
    ["PYTHON_MCP_KILL_GRACE_SECONDS", ["-0.1"]],
    ["PYTHON_MCP_MAX_REPLY_BYTES", ["0", "64k"]],
    ["PYTHON_MCP_MAX_OUTPUT_BYTES", ["0"]],
    ["PYTHON_MCP_MAX_MEMORY_MB", ["0", "-1", "0.5", "1g"]],
    ["PYTHON_MCP_MAX_CPU_SECONDS", ["0", "-1", "Infinity", "long"]],
    ["PYTHON_MCP_MAX_PROCESSES", ["0", "-1", "1.5", "many"]],
    ["PYTHON_MCP_MAX_CONCURRENT_RUNS", ["0", "-1", "two"]],
    ["PYTHON_MCP_ON_SERVER_EXIT", ["leave"]],
    ["PYTHON_MCP_SUPERVISOR", ["yes", "OFF"]],
    [
      "PYTHON_MCP_HTTP_TOKEN",
      ["fifteen-letters", "with a space in the middle", "pässwörter-für-alle"],
    ],
  ] as const

  for (const [name, values] of wrong) {
    it.effect(`keep the default and say so in one line, where ${name} is wrong`, () =>
      Effect.forEach(values, (value) =>
        Effect.map(decoded({ [name]: value }), ({ settings, lines }) => {
          assert.deepStrictEqual<unknown>(settings, defaults)
          assert.lengthOf(lines, 1, value)
          assert.include(lines[0], `${name} is not usable`)
          assert.include(lines[0], "level=WARN")
        }),
      ),
    )
  }

  it.effect("are unset where they are empty", () =>
    Effect.gen(function* () {
      const names = wrong.map(([name]) => [name, ""] as const)
      const { settings, lines } = yield* decoded(
        Object.fromEntries([...names, ["PYTHON_MCP_HOME", ""], ["PYTHON_MCP_UV", ""]]),
      )
      assert.deepStrictEqual<unknown>(settings, defaults)
      assert.deepStrictEqual(lines, [])
    }),
  )

  const homes = [
    ["~", "/home/me"],
    ["~/state", "/home/me/state"],
    ["state", "/desk/state"],
    ["/state", "/state"],
  ] as const

  for (const [given, home] of homes) {
    it.effect(`have the state directory ${home}, where ${given} is given`, () =>
      Effect.map(decoded({ PYTHON_MCP_HOME: given }), ({ settings }) =>
        assert.strictEqual(settings.home, home),
      ),
    )
  }

  const downloads = [
    [{ UV_PYTHON_DOWNLOADS: "never" }, false],
    [{ UV_PYTHON_DOWNLOADS: "manual" }, false],
    [{ UV_PYTHON_DOWNLOADS: "automatic" }, true],
    [{ UV_PYTHON_DOWNLOADS: "never", PYTHON_MCP_PYTHON_DOWNLOADS: "on" }, true],
    [{ PYTHON_MCP_PYTHON_DOWNLOADS: "off" }, false],
  ] as const

  for (const [environment, allowed] of downloads) {
    it.effect(`${allowed ? "allow" : "forbid"} downloads with ${JSON.stringify(environment)}`, () =>
      Effect.map(decoded(environment), ({ settings }) =>
        assert.strictEqual(settings.pythonDownloads, allowed),
      ),
    )
  }
})

describe("the grace of a shutdown", () => {
  it("is the setting's, but one second at most", () => {
    assert.deepStrictEqual(shutdownGrace(Duration.seconds(3)), Duration.seconds(1))
    assert.deepStrictEqual(shutdownGrace(Duration.millis(200)), Duration.millis(200))
  })
})
