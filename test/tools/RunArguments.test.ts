import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Option } from "effect"
import { noLimits } from "../../src/domain/Process.ts"
import { PythonChoice, plainUv } from "../../src/domain/Run.ts"
import { payload, refusal } from "../support/Calls.ts"
import { onlyJob, read } from "../support/Jobs.ts"
import { lastStarted } from "../support/Requests.ts"
import { ScriptedEnvironments } from "../support/ScriptedEnvironments.ts"
import { home, put, world } from "../support/World.ts"

const hello = { script_content: "print('hi')" }

const runningTools = [
  "run_script_in_dir",
  "run_script_in_dir_async",
  "run_script_with_dependencies",
  "run_script_with_dependencies_async",
  "benchmark_script",
  "py_run_saved_script",
] as const

const lastPython = Effect.flatMap(ScriptedEnvironments, ({ requests }) =>
  Effect.map(requests, (all) => all.at(-1)?.python),
)

describe("the arguments of a run", () => {
  it.effect("name the script in one way and in no other", () =>
    Effect.gen(function* () {
      assert.match(
        yield* refusal("run_script_with_dependencies", {}),
        /^Neither script_path nor script_content is given\. Give exactly one/,
      )
      assert.match(
        yield* refusal("run_script_with_dependencies", { ...hello, script_path: "a.py" }),
        /^script_path and script_content are both given\. Give exactly one/,
      )
    }).pipe(Effect.provide(world())),
  )

  it.effect("choose the Python that runs it", () =>
    Effect.gen(function* () {
      yield* put("/desk/app/a.py", "")
      const inDir = {
        directory: "app",
        script_path: "a.py",
        dependencies: ["six"],
        python_version: "3.13",
      }
      yield* payload("run_script_in_dir", inDir)
      const version = Option.some("3.13")
      const uv = { ...plainUv, version, dependencies: ["six"] }
      assert.deepStrictEqual(yield* lastPython, PythonChoice.Uv(uv))
      yield* payload("run_script_with_dependencies", hello)
      const isolated = { ...plainUv, isolated: true }
      assert.deepStrictEqual(yield* lastPython, PythonChoice.Uv(isolated))
      yield* payload("run_script_in_dir", {
        ...inDir,
        dependencies: null,
        use_uv: false,
        project: "sync",
        refresh: true,
      })
      const ignored = ['python_version "3.13"', 'project "sync"', "refresh"]
      assert.deepStrictEqual(yield* lastPython, PythonChoice.System({ ignored }))
    }).pipe(Effect.provide(world())),
  )

  it.effect("do not ask for packages without uv", () =>
    Effect.gen(function* () {
      const given = { ...hello, directory: "/", dependencies: ["six"], use_uv: false }
      assert.match(
        yield* refusal("run_script_in_dir", given),
        /^dependencies \(six\) need uv, and use_uv is false\. Leave use_uv out/,
      )
      const named = { ...hello, directory: "/", environment: "tools", use_uv: false }
      assert.match(
        yield* refusal("run_script_in_dir", named),
        /^environment "tools" is one of uv's, and use_uv is false\./,
      )
    }).pipe(Effect.provide(world())),
  )

  it.effect("limit its time by themselves, by the setting, or not at all", () =>
    Effect.gen(function* () {
      const limit = Effect.map(lastStarted, ({ timeLimit }) =>
        Option.getOrNull(Option.map(timeLimit, Duration.toSeconds)),
      )
      yield* payload("run_script_with_dependencies", hello)
      assert.strictEqual(yield* limit, 600)
      yield* payload("run_script_with_dependencies", { ...hello, timeout_seconds: 7 })
      assert.strictEqual(yield* limit, 7)
      yield* payload("run_script_with_dependencies", { ...hello, timeout_seconds: 0 })
      assert.isNull(yield* limit)
      yield* payload("run_script_with_dependencies_async", hello)
      assert.isNull(yield* limit)
    }).pipe(Effect.provide(world({ settings: { defaultTimeoutSeconds: 600 } }))),
  )

  it.effect("limit memory, CPU time, processes and output, as far as the settings allow", () =>
    Effect.gen(function* () {
      const limits = {
        max_memory_mb: 64,
        max_cpu_seconds: 0.5,
        max_processes: 9,
        max_output_bytes: 5000,
      }
      const { notes } = yield* payload("run_script_with_dependencies", { ...hello, ...limits })
      assert.deepInclude(yield* lastStarted, {
        limits: {
          memoryBytes: Option.some(67_108_864),
          cpuSeconds: Option.some(0.5),
          processes: Option.some(4),
        },
        maxOutputBytes: 1000,
      })
      assert.deepStrictEqual<unknown>(notes, [
        "a note",
        "max_processes 9 is more than PYTHON_MCP_MAX_PROCESSES allows: 4 holds",
        "max_output_bytes 5000 is more than PYTHON_MCP_MAX_OUTPUT_BYTES allows: 1000 holds",
        "memory limit 64 MB: scripted",
        "CPU time limit 0.5 s: scripted",
        "process limit 4: scripted",
      ])
    }).pipe(
      Effect.provide(
        world({
          settings: {
            limits: { ...noLimits, processes: Option.some(4) },
            maxOutputBytes: 1000,
          },
        }),
      ),
    ),
  )

  for (const tool of runningTools) {
    it.effect(`limit what ${tool} runs`, () =>
      Effect.gen(function* () {
        const directory = tool.startsWith("run_script_in_dir") ? { directory: "/" } : {}
        yield* put(`${home}/scripts/hello.py`, "print('hi')")
        const script = tool === "py_run_saved_script" ? { script_name: "hello" } : hello
        yield* payload(tool, { ...script, ...directory, max_processes: 3 })
        assert.deepStrictEqual((yield* lastStarted).limits.processes, Option.some(3))
      }).pipe(Effect.provide(world())),
    )
  }

  it.effect("leave a run without limits, and its notes without a word of them", () =>
    Effect.gen(function* () {
      const { notes } = yield* payload("run_script_with_dependencies", hello)
      assert.deepStrictEqual<unknown>(notes, ["a note"])
      assert.deepStrictEqual((yield* lastStarted).limits, noLimits)
    }).pipe(Effect.provide(world())),
  )

  it.effect("are kept as they came, variables masked", () =>
    Effect.gen(function* () {
      yield* payload("run_script_with_dependencies", {
        ...hello,
        env_vars: { A: "x" },
        job_label: "l",
      })
      assert.strictEqual((yield* read(yield* onlyJob)).job.label, "l")
      assert.strictEqual((yield* lastStarted).env.A, "x")
    }).pipe(Effect.provide(world())),
  )

  const wrong = [
    [{ args: "a" }, /- args: /],
    [{ args: ["a\0"] }, /- args\.0: .*NUL/],
    [{ timeout_seconds: -1 }, /- timeout_seconds: -1 is not a whole number from 0/],
    [{ timeout_seconds: 1.5 }, /- timeout_seconds: 1\.5 is not a whole number/],
    [{ max_memory_mb: 0 }, /- max_memory_mb: 0 is not a whole number from 1$/m],
    [{ max_memory_mb: 0.5 }, /- max_memory_mb: 0\.5 is not a whole number from 1$/m],
    [{ max_cpu_seconds: 0 }, /- max_cpu_seconds: 0 is not a number above 0$/m],
    [{ max_output_bytes: "1k" }, /- max_output_bytes: .*"1k"/],
    [{ max_processes: -1 }, /- max_processes: -1 is not a whole number from 1$/m],
    [{ env_vars: { "A=B": "x" } }, /- env_vars: .*"A=B"/],
    [{ env_vars: { A: 1 } }, /- env_vars\.A: /],
    [{ timeout: 3 }, /- timeout: run_script_with_dependencies has no such argument/],
  ] as const

  for (const [given, line] of wrong) {
    it.effect(`are refused where they are ${JSON.stringify(given)}`, () =>
      Effect.map(refusal("run_script_with_dependencies", { ...hello, ...given }), (message) =>
        assert.match(message, line),
      ).pipe(Effect.provide(world())),
    )
  }
})
