import { FileSystem } from "@effect/platform/FileSystem"
import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Layer, Option, Ref, TestClock } from "effect"
import type { ProcessEnd } from "../../src/domain/Process.ts"
import { Settings } from "../../src/domain/Settings.ts"
import { IndexReach } from "../../src/environment/IndexReach.ts"
import { PreparationSteps } from "../../src/environment/PreparationSteps.ts"
import type { JobSite } from "../../src/processes/JobSite.ts"
import { type JobStep, JobSteps } from "../../src/processes/JobSteps.ts"
import { MemoryFileSystem } from "../../src/processes/MemoryFileSystem.ts"
import { OutputFiles } from "../../src/processes/OutputFiles.ts"
import { hostLayer } from "./Machine.ts"

const end: ProcessEnd = {
  status: "completed",
  reason: null,
  exit_code: 0,
  signal: null,
  error: null,
  started_at: null,
  ended_at: "2026-11-23T00:00:00.000Z",
  elapsed_seconds: 1,
  usage: null,
  stdout_bytes: 0,
  stderr_bytes: 0,
  killed_processes: 0,
  by: "test",
}

const unguarded = Layer.succeed(IndexReach, { guard: (_stage, _question, work) => work })

const site: JobSite = { id: "job", folder: "/job", cookie: "job:0", announce: () => Effect.void }

const noise = "Using Python 3.13.0 environment at: /home/me/.python_mcp/environments/.tmp-1"

const step = { name: "install", stage: "installing six", argv: ["uv"], env: {} } as const

/** Every step takes ten seconds and ends like this. */
const scripted = (ended: ProcessEnd, stderr = "", environment = {}) =>
  Effect.gen(function* () {
    const started = yield* Ref.make<ReadonlyArray<JobStep>>([])
    const steps = Layer.succeed(JobSteps, {
      run: (_, given) =>
        Ref.update(started, (all) => [...all, given]).pipe(
          Effect.zipRight(TestClock.adjust("10 seconds")),
          Effect.as({ end: ended, folder: "/job/steps/01-install" }),
        ),
    })
    const words = (text: string) =>
      Effect.succeed({
        head: text,
        tail: "",
        truncated: false,
        size: 0,
        missing: 0,
        missingFrom: 0,
      })
    const output = Layer.mock(OutputFiles, {
      excerpt: (_folder, stream) => words(stream === "stderr" ? stderr : ""),
    })
    const layer = PreparationSteps.layer.pipe(
      Layer.provide(Layer.mergeAll(steps, output, unguarded, Settings.layer)),
      Layer.provide(hostLayer(environment)),
      Layer.provideMerge(MemoryFileSystem.layer),
    )
    const commands = Effect.map(Ref.get(started), (all) => all.map(({ argv }) => argv.join(" ")))
    return { layer, commands, limits: Effect.map(Ref.get(started), (all) => all.map(limitOf)) }
  })

const limitOf = ({ timeLimit }: JobStep) =>
  Option.getOrNull(Option.map(timeLimit, Duration.toSeconds))

const twoSteps = Effect.gen(function* () {
  const steps = yield* PreparationSteps
  const preparation = yield* steps.begin(site)
  yield* steps.run(preparation, step)
  yield* steps.run(preparation, { ...step, limit: Duration.seconds(5) })
  yield* steps.run(preparation, step)
})

describe("The time for an environment", () => {
  it.effect("is one limit for all steps: each is given what is left", () =>
    Effect.gen(function* () {
      const { layer, limits } = yield* scripted(end, "", {
        PYTHON_MCP_ENVIRONMENT_TIMEOUT_SECONDS: "100",
      })
      yield* Effect.provide(twoSteps, layer)
      assert.deepStrictEqual(yield* limits, [100, 5, 80])
    }),
  )

  it.effect("has no limit when the setting is zero, but for a step's own", () =>
    Effect.gen(function* () {
      const { layer, limits } = yield* scripted(end, "", {
        PYTHON_MCP_ENVIRONMENT_TIMEOUT_SECONDS: "0",
      })
      yield* Effect.provide(twoSteps, layer)
      assert.deepStrictEqual(yield* limits, [null, 5, null])
    }),
  )
})

describe("What nobody waits for", () => {
  it.effect("gives way to what somebody does, where there is a way to say so", () =>
    Effect.gen(function* () {
      const { layer, commands } = yield* scripted(end)
      yield* Effect.gen(function* () {
        const fs = yield* FileSystem
        const steps = yield* PreparationSteps
        yield* steps.run(yield* steps.beginInBackground(site), step)
        yield* fs.makeDirectory("/usr/bin", { recursive: true })
        yield* fs.writeFileString("/usr/bin/nice", "")
        yield* steps.run(yield* steps.beginInBackground(site), step)
        yield* steps.run(yield* steps.begin(site), step)
      }).pipe(Effect.provide(layer))
      assert.deepStrictEqual(yield* commands, ["uv", "/usr/bin/nice -n 10 uv", "uv"])
    }),
  )
})

describe("A step that fails", () => {
  const failure = (ended: Partial<ProcessEnd>, stderr = "") =>
    Effect.gen(function* () {
      const { layer } = yield* scripted({ ...end, status: "failed", ...ended }, stderr)
      const error = yield* Effect.flip(Effect.provide(twoSteps, layer))
      return error._tag === "EnvironmentFailed" ? error : undefined
    })

  it.effect("fails with its own words and what they mean", () =>
    Effect.gen(function* () {
      const words = "error: nope was not found in the package registry"
      const error = yield* failure({ reason: "exit_code", exit_code: 1 }, words)
      assert.strictEqual(error?.reason, "package_not_found")
      assert.include(error?.message, words)
    }),
  )

  it.effect("fails with the words that tell the cause, however much follows them", () =>
    Effect.gen(function* () {
      const cause = "  × Failed to build `numpy==1.4.1`\n  ├─▶ The build backend returned an error"
      const log = Array.from({ length: 500 }, (_, line) => `  compiling ${line}`)
      const words = [noise, "Resolved 1 package in 5ms", cause, ...log].join("\n")
      const error = yield* failure({ reason: "exit_code", exit_code: 1 }, words)
      assert.strictEqual(error?.reason, "build_failed")
      assert.include(error?.message, "could not be built (numpy==1.4.1):\n\n× Failed to build")
      assert.isTrue(error?.detail.startsWith(`${cause}\n  compiling 0\n`), error?.detail)
      assert.include(error?.detail, "\n[…]\n")
      assert.isTrue(error?.detail.endsWith(log.slice(-100).join("\n")), error?.detail)
      assert.isBelow(error?.detail.length ?? 0, 2700)
    }),
  )

  it.effect("does not tell in which folder the environment was to be", () =>
    Effect.gen(function* () {
      const words = `${noise}\nerror: nope was not found in the package registry`
      const error = yield* failure({ reason: "exit_code", exit_code: 1 }, words)
      assert.strictEqual(error?.detail, "error: nope was not found in the package registry")
    }),
  )

  it.effect("fails by the time limit, whatever it said", () =>
    Effect.gen(function* () {
      const error = yield* failure({ reason: "timeout", exit_code: -15, signal: "SIGTERM" })
      assert.strictEqual(error?.reason, "time_limit")
      assert.include(error?.message, "PYTHON_MCP_ENVIRONMENT_TIMEOUT_SECONDS")
    }),
  )

  it.effect("is told apart from one that was stopped", () =>
    Effect.gen(function* () {
      const error = yield* failure({ status: "cancelled", exit_code: -15, signal: "SIGTERM" })
      assert.strictEqual(error?.reason, "stopped")
    }),
  )

  it.effect("fails with what it said, also when a signal ended it", () =>
    Effect.gen(function* () {
      const ended = { reason: "signal", exit_code: -7, signal: "SIGBUS" } as const
      const error = yield* failure(ended, "error: No space left on device (os error 28)")
      assert.strictEqual(error?.reason, "disk_full")
    }),
  )

  it.effect("without words is told by how it ended", () =>
    Effect.gen(function* () {
      const error = yield* failure({ reason: "signal", exit_code: -9, signal: "SIGKILL" })
      assert.include(error?.message, "It was ended by SIGKILL.")
      assert.strictEqual(error?.reason, "uv_crash")
    }),
  )
})
