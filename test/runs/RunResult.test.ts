import { FileSystem } from "@effect/platform/FileSystem"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Option, Schema } from "effect"
import type { EnvironmentRecord, JobRecord } from "../../src/domain/JobFiles.ts"
import type { ProcessEnd } from "../../src/domain/Process.ts"
import type { Usage } from "../../src/domain/Usage.ts"
import { JobFile } from "../../src/jobs/JobFile.ts"
import { JobStore } from "../../src/jobs/JobStore.ts"
import { RunResult, RunResults } from "../../src/runs/RunResult.ts"
import { read, recordOf, wellEnded } from "../support/Jobs.ts"
import { aServer, idAt } from "../support/Owners.ts"
import { noon, put, world } from "../support/World.ts"

const id = idAt(noon)
const folder = `/state/jobs/2026-11-23/${id}`

const environment: EnvironmentRecord = {
  strategy: "uv-run",
  python_version: "3.13.1",
  python: "/usr/bin/python3",
  pins: ["six==1.16.0"],
  environment_seconds: 0.25,
  notes: [],
}

const managed = { ...environment, python: "/state/environments/abc/bin/python" }

/** A job on disk, of a tool, with an end and an environment where they are given. */
const jobOf = Effect.fnUntraced(function* (
  job: Partial<JobRecord>,
  end: Partial<ProcessEnd> | null = {},
  made: EnvironmentRecord | null = environment,
) {
  const store = yield* JobStore
  const record = { ...recordOf(id, aServer()), ...job }
  yield* store.announce(record)
  yield* store.create(record, { arguments: {} }, Option.some({ at: noon }))
  if (made !== null) yield* store.writeOnce(id, JobFile.environment, made)
  if (end !== null) yield* store.writeOnce(id, JobFile.exit, { ...wellEnded, ...end })
  return yield* read(id)
})

const resultOf = (...args: Parameters<typeof jobOf>) =>
  Effect.gen(function* () {
    const results = yield* RunResults
    return yield* Effect.flatten(results.of(yield* jobOf(...args)))
  })

const usage: Usage = {
  wall_seconds: 2.5,
  cpu_user_seconds: 1.25,
  cpu_system_seconds: 0.125,
  cpu_source: "wait4",
  peak_rss_max_process_bytes: 10 * 1024 * 1024,
  peak_rss_max_process_source: "wait4",
  peak_rss_tree_bytes: 12.5 * 1024 * 1024,
  peak_rss_tree_source: "sampled",
  samples: 9,
  sample_interval_seconds: 0.05,
  source: "node",
}

describe("a run's result", () => {
  it.effect("is none while the run goes on", () =>
    Effect.gen(function* () {
      const results = yield* RunResults
      assert.isTrue(Option.isNone(yield* results.of(yield* jobOf({}, null))))
    }).pipe(Effect.provide(world())),
  )

  it.effect("conforms to its own schema, usage included", () =>
    Effect.gen(function* () {
      const result = yield* resultOf({ tool: "benchmark_script" }, { usage, elapsed_seconds: 2.5 })
      assert.deepStrictEqual(yield* Schema.encode(RunResult)(result), result)
    }).pipe(Effect.provide(world())),
  )

  it.effect("of a job that never had an environment says nothing of one", () =>
    Effect.gen(function* () {
      const result = yield* resultOf({}, { status: "failed", reason: "never_started" }, null)
      assert.deepStrictEqual(result.notes, [])
      for (const name of ["execution_strategy", "python_version_used", "environment_seconds"]) {
        assert.notProperty(result, name)
      }
    }).pipe(Effect.provide(world())),
  )
})

describe("what is installed", () => {
  const promising = [
    "run_script_with_dependencies",
    "run_script_with_dependencies_async",
    "benchmark_script",
  ]

  for (const tool of promising) {
    it.effect(`is told by ${tool}, wherever it ran`, () =>
      Effect.map(resultOf({ tool }), (result) =>
        assert.deepStrictEqual(result.resolved_dependencies, ["six==1.16.0"]),
      ).pipe(Effect.provide(world())),
    )
  }

  it.effect("is not told by tools that promise nothing, of an environment that was there", () =>
    Effect.map(resultOf({ tool: "run_script_in_dir" }), (result) =>
      assert.notProperty(result, "resolved_dependencies"),
    ).pipe(Effect.provide(world())),
  )

  for (const python of ["/desk/environments/dev/bin/python", "/state/environments2/bin/python"]) {
    it.effect(`is not told by them of an environment that is not ours: ${python}`, () =>
      Effect.map(
        resultOf({ tool: "run_script_in_dir" }, {}, { ...environment, python }),
        (result) => assert.notProperty(result, "resolved_dependencies"),
      ).pipe(Effect.provide(world())),
    )
  }

  it.effect("is told by them too, where packages were installed for the run", () =>
    Effect.map(resultOf({ tool: "run_script_in_dir" }, {}, managed), (result) =>
      assert.deepStrictEqual(result.resolved_dependencies, ["six==1.16.0"]),
    ).pipe(Effect.provide(world())),
  )
})

describe("a benchmark's figures", () => {
  const figures = (end: Partial<ProcessEnd>) =>
    Effect.map(
      resultOf({ tool: "benchmark_script" }, { elapsed_seconds: 2.5, ...end }),
      (result) => [result.wall_time_seconds, result.cpu_time_seconds, result.peak_rss_mb],
    ).pipe(Effect.provide(world()))

  it.effect("are wall time, all CPU time, and the larger of the two peaks", () =>
    Effect.map(figures({ usage }), (found) => assert.deepStrictEqual(found, [2.5, 1.375, 12.5])),
  )

  it.effect("take the largest process, where the tree was seen only when it was smaller", () =>
    Effect.map(figures({ usage: { ...usage, peak_rss_tree_bytes: 1024 } }), (found) =>
      assert.deepStrictEqual(found, [2.5, 1.375, 10]),
    ),
  )

  it.effect("are null, not 0, where nothing was seen", () =>
    Effect.map(
      figures({
        usage: {
          ...usage,
          cpu_user_seconds: null,
          cpu_system_seconds: null,
          peak_rss_max_process_bytes: null,
          peak_rss_tree_bytes: null,
        },
      }),
      (found) => assert.deepStrictEqual(found, [2.5, null, null]),
    ),
  )

  it.effect("are null where there is no usage at all", () =>
    Effect.map(figures({}), (found) => assert.deepStrictEqual(found, [2.5, null, null])),
  )

  it.effect("are no other tool's", () =>
    Effect.map(resultOf({ tool: "run_script_in_dir" }, { usage }), (result) =>
      assert.notProperty(result, "wall_time_seconds"),
    ).pipe(Effect.provide(world())),
  )
})

describe("long output", () => {
  const lines = Array.from({ length: 2000 }, (_, line) => `line ${line}\n`).join("")
  const small = world({ settings: { maxReplyBytes: 1000 } })

  it.effect("is shortened in the answer, which says which call reads the rest", () =>
    Effect.gen(function* () {
      yield* put(`${folder}/stdout.log`, lines)
      yield* put(`${folder}/stderr.log`, "short\n")
      const result = yield* resultOf({})
      assert.deepInclude(result, {
        stdout_bytes: lines.length,
        stderr_bytes: 6,
        stdout_truncated: true,
        stderr_truncated: false,
        stderr: "short\n",
      })
      assert.match(result.stdout, /^line 0\n/)
      assert.match(result.stdout, /line 1999\n$/)
      const [, cursor = ""] =
        new RegExp(`stream_deltas\\(job_id="${id}", stdout_cursor=(\\d+)\\)`).exec(result.stdout) ??
        []
      assert.isTrue(result.stdout.startsWith(lines.slice(0, Number(cursor))))
    }).pipe(Effect.provide(small)),
  )

  it.effect("is none where it fits, even if its bytes are no UTF-8 and grow", () =>
    Effect.gen(function* () {
      const fs = yield* FileSystem
      yield* put(`${folder}/stderr.log`, "")
      yield* fs.writeFile(`${folder}/stdout.log`, Uint8Array.from([0x61, 0xff, 0xfe, 0x0a]))
      const result = yield* resultOf({})
      assert.deepInclude(result, { stdout: "a\ufffd\ufffd\n", stdout_truncated: false })
    }).pipe(Effect.provide(small)),
  )

  it.effect("obeys its bound, too, where its bytes are no UTF-8 and grow", () =>
    Effect.gen(function* () {
      const fs = yield* FileSystem
      yield* put(`${folder}/stderr.log`, lines)
      yield* fs.writeFile(`${folder}/stdout.log`, new Uint8Array(900).fill(0xff))
      const { stdout, stderr } = yield* resultOf({})
      const text = (stdout + stderr).replaceAll(/\[….*…\]\n/g, "")
      assert.isAtMost(Buffer.byteLength(text), 1000 + 2)
    }).pipe(Effect.provide(small)),
  )

  it.effect("shares one budget between both streams", () =>
    Effect.gen(function* () {
      yield* put(`${folder}/stdout.log`, lines)
      yield* put(`${folder}/stderr.log`, lines)
      const { stdout, stderr } = yield* resultOf({})
      const text = (stdout + stderr).replaceAll(/\[….*…\]\n/g, "")
      assert.isAtMost(text.length, 1000)
      assert.isAtLeast(text.length, 800)
    }).pipe(Effect.provide(small)),
  )
})
