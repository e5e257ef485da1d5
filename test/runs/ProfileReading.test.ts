import { assert, describe, it } from "@effect/vitest"
import { Effect, Option, Schema } from "effect"
import type { EnvironmentRecord } from "../../src/domain/JobFiles.ts"
import type { ProcessEnd } from "../../src/domain/Process.ts"
import { JobFile } from "../../src/jobs/JobFile.ts"
import { JobStore } from "../../src/jobs/JobStore.ts"
import { RunResult, RunResults } from "../../src/runs/RunResult.ts"
import { runMarkdown } from "../../src/tools/RunMarkdown.ts"
import { read, recordOf, wellEnded } from "../support/Jobs.ts"
import { aServer, idAt } from "../support/Owners.ts"
import { noon, put, world } from "../support/World.ts"

const id = idAt(noon)
const folder = `/state/jobs/2026-11-23/${id}`
const profiles = `${folder}/work/profile`

const environment: EnvironmentRecord = {
  strategy: "uv-run",
  python_version: "3.13.1",
  python: "/usr/bin/python3",
  pins: [],
  environment_seconds: 0.25,
  notes: ["a note"],
}

const summary = {
  format: 1,
  profiler: "cprofile",
  sort: "own",
  state: "complete",
  at_seconds: 2,
  threads: false,
  children: true,
  total_calls: 12_345,
  primitive_calls: 12_345,
  total_seconds: 2,
  entries: 40,
  functions: [
    row("hot|one", "/desk/a.py", 3, 1234, 1.5, 1.5),
    row("cold", "/desk/a.py", 9, 1, 0.25, 2),
    row("<built-in method builtins.len>", "~", 0, 11_110, 0.0125, 0.0125),
  ],
  files: ["profile.prof"],
}

const memory = {
  ...summary,
  profiler: "memory",
  sort: "bytes",
  peak_bytes: 4 * 1024 * 1024,
  bytes: 2 * 1024 * 1024,
  blocks: 100,
  entries: 1,
  functions: undefined,
  lines: [{ file: "/desk/a.py", line: 3, bytes: 1024 * 1024, blocks: 25 }],
  files: [],
}

const resultOf = (
  content: unknown,
  tool = "run_script_profile",
  begun = true,
  end: Partial<ProcessEnd> = {},
) =>
  Effect.gen(function* () {
    const store = yield* JobStore
    const record = { ...recordOf(id, aServer()), tool }
    yield* store.announce(record)
    yield* store.create(record, { arguments: {} }, Option.some({ at: noon }))
    yield* store.writeOnce(id, JobFile.environment, environment)
    const started = { pid: 7, start: "1", boot_id: "b", at: noon }
    if (begun) yield* store.writeOnce(id, JobFile.started, started)
    yield* store.writeOnce(id, JobFile.exit, { ...wellEnded, elapsed_seconds: 2.5, ...end })
    if (content !== undefined) {
      const text = typeof content === "string" ? content : JSON.stringify(content)
      yield* put(`${profiles}/summary.json`, text)
    }
    return yield* Effect.flatten((yield* RunResults).of(yield* read(id)))
  }).pipe(Effect.provide(world()))

function row(name: string, file: string, line: number, calls: number, own: number, all: number) {
  return { function: name, file, line, calls, own_seconds: own, cumulative_seconds: all }
}

describe("the result of a run under a profiler", () => {
  it.effect("has its profile, from the job's files alone", () =>
    Effect.gen(function* () {
      const result = yield* resultOf(summary)
      assert.deepInclude(result.profile, {
        functions: summary.functions,
        files: [`${profiles}/profile.prof`],
        is_complete: true,
      })
      assert.deepStrictEqual(result.notes, ["a note"])
      assert.deepStrictEqual(yield* Schema.encode(RunResult)(result), result)
    }),
  )

  it.effect(
    "is told to people with bars, the worst first, what is missing and where the rest is",
    () =>
      Effect.map(resultOf(summary), (result) =>
        assert.strictEqual(
          runMarkdown({ ...result, stdout: "hi\n" }),
          [
            `**Completed** in 2.5 s · Python 3.13.1 · job \`${id}\``,
            "Profile by cprofile: 12,345 calls in 2 s, 3 of 40 functions by own",
            [
              "| share | own | cumulative | calls | function | at |",
              "| --- | --- | --- | --- | --- | --- |",
              "| ███████▌ 75.0 % | 1.50 s | 1.50 s | 1,234 | `hot\\|one` | `/desk/a.py:3` |",
              "| █▎ 12.5 % | 0.2500 s | 2.00 s | 1 | `cold` | `/desk/a.py:9` |",
              "| ▏ 0.6 % | 0.0125 s | 0.0125 s | 11,110 | `<built-in method builtins.len>` | built in |",
            ].join("\n"),
            [
              `- In full: \`${profiles}/profile.prof\``,
              "- Not covered: What child processes did.",
              "- Not covered: What happens inside C functions, and what runs after the script's last line.",
              "- Not covered: The profiler's own cost.",
            ].join("\n"),
            "```text\nhi\n```",
            "- a note",
          ].join("\n\n"),
        ),
      ),
  )

  it.effect("is told by size, where it is of memory", () =>
    Effect.map(resultOf(memory), (result) => {
      const text = runMarkdown(result)
      assert.include(text, "Profile by memory: peak 4.0 MiB, of which the lines explain 50.0 %")
      assert.include(text, "| ██▌ 25.0 % | 1.0 MiB | 25 | `/desk/a.py:3` |")
    }),
  )

  it.effect("writes little times so that they can be told apart, and one as one", () =>
    Effect.map(
      resultOf({
        ...summary,
        total_calls: 1,
        functions: [row("quick", "/desk/a.py", 3, 1, 0.0000123, 0)],
      }),
      (result) => {
        const text = runMarkdown(result)
        assert.include(text, "Profile by cprofile: 1 call in")
        assert.include(text, "| 12.3 µs | 0 s |")
      },
    ),
  )

  const outOfMemory = { status: "failed", reason: "out_of_memory", exit_code: null } as const
  for (const [what, content, isBlamed] of [
    ["memory", memory, true],
    ["nobody knows which", undefined, true],
    ["cprofile", summary, false],
  ] as const) {
    it.effect(`blames the profiler for a lack of memory, too, if it may be it: ${what}`, () =>
      Effect.gen(function* () {
        const { notes } = yield* resultOf(content, "run_script_profile", true, outOfMemory)
        assert.strictEqual(/it may be the cause/.test(notes.join()), isBlamed)
        const well = yield* resultOf(content)
        assert.notInclude(well.notes.join(), "it may be the cause")
      }),
    )
  }

  const unreadable = {
    "was not written": undefined,
    "is no JSON": "{",
    "is something else": { format: 1 },
    "is endless": `${JSON.stringify(summary)}${" ".repeat(2 * 1024 * 1024)}`,
  }
  for (const [what, content] of Object.entries(unreadable)) {
    it.effect(`says why there is no profile, where it ${what}`, () =>
      Effect.map(resultOf(content), (result) => {
        assert.notProperty(result, "profile")
        assert.match(result.notes.join("\n"), /^a note\nThere is no profile: /)
      }),
    )
  }

  it.effect("says nothing of a profile where its script was never started", () =>
    Effect.map(resultOf(undefined, "run_script_profile", false), ({ notes }) =>
      assert.deepStrictEqual(notes, ["a note"]),
    ),
  )

  it.effect("is no other run's: what that leaves is its own", () =>
    Effect.map(resultOf(summary, "run_script_in_dir"), (result) =>
      assert.notProperty(result, "profile"),
    ),
  )
})
