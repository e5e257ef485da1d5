import { assert, describe, it } from "@effect/vitest"
import { Effect, Option } from "effect"
import type { EnvironmentRecord } from "../../src/domain/JobFiles.ts"
import type { ProcessEnd } from "../../src/domain/Process.ts"
import { JobFile } from "../../src/jobs/JobFile.ts"
import { JobStore } from "../../src/jobs/JobStore.ts"
import { RunResults } from "../../src/runs/RunResult.ts"
import { runMarkdown } from "../../src/tools/RunMarkdown.ts"
import { read, recordOf, wellEnded } from "../support/Jobs.ts"
import { aServer, idAt } from "../support/Owners.ts"
import { noon, put, world } from "../support/World.ts"

const id = idAt(noon)
const folder = `/state/jobs/2026-11-23/${id}`

const environment: EnvironmentRecord = {
  strategy: "uv-run",
  python_version: "3.13.1",
  python: "/usr/bin/python3",
  pins: [],
  environment_seconds: 0.25,
  notes: ["earlier"],
  directory: "/desk/app",
  script_folder: "/desk/app/tools",
}

interface Given {
  readonly stderr?: string
  readonly end?: Partial<ProcessEnd>
  readonly environment?: EnvironmentRecord
  readonly files?: ReadonlyArray<string>
  readonly arguments?: Readonly<Record<string, unknown>>
  readonly pyproject?: string
}

const died = "Traceback (most recent call last):\nModuleNotFoundError: No module named 'cv2'\n"

/** The result of a run that died of cv2, or of what a test says instead. */
const resultOf = (given: Given = {}) =>
  Effect.gen(function* () {
    const store = yield* JobStore
    const results = yield* RunResults
    if (given.pyproject !== undefined) {
      for (const above of ["/desk", ""]) yield* put(`${above}/pyproject.toml`, given.pyproject)
    }
    for (const path of given.files ?? []) yield* put(path, "")
    yield* put(`${folder}/stderr.log`, given.stderr ?? died)
    const record = recordOf(id, aServer())
    yield* store.announce(record)
    yield* store.create(record, { arguments: given.arguments ?? {} }, Option.some({ at: noon }))
    yield* store.writeOnce(id, JobFile.environment, given.environment ?? environment)
    const failed = { status: "failed", reason: "exit_code", exit_code: 1 } as const
    yield* store.writeOnce(id, JobFile.exit, { ...wellEnded, ...failed, ...given.end })
    return yield* Effect.flatten(results.of(yield* read(id)))
  }).pipe(Effect.provide(world()))

const notesOf = (given: Given) => Effect.map(resultOf(given), ({ notes }) => notes)

describe("a run that died of a module that is not there", () => {
  it.effect("says which distribution to ask for, after its other notes and in Markdown", () =>
    Effect.gen(function* () {
      const result = yield* resultOf()
      assert.lengthOf(result.notes, 2)
      assert.strictEqual(result.notes[0], "earlier")
      assert.include(result.notes[1], 'dependencies=["opencv-python"]')
      assert.include(runMarkdown(result), `- ${result.notes[1]}`)
    }),
  )

  it.effect("says so too where its records are those of an older version", () =>
    Effect.gen(function* () {
      const { directory: _, script_folder: __, ...older } = environment
      const notes = yield* notesOf({ environment: older })
      assert.lengthOf(notes, 2)
    }),
  )

  it.effect("says nothing of a module that lies beside the script", () =>
    Effect.gen(function* () {
      for (const file of ["cv2.py", "cv2/__init__.py"]) {
        assert.deepStrictEqual(yield* notesOf({ files: [`/desk/app/tools/${file}`] }), ["earlier"])
      }
    }),
  )

  it.effect("tells how to reach one that lies only in the working directory", () =>
    Effect.gen(function* () {
      const [, note = ""] = yield* notesOf({ files: ["/desk/app/cv2.py"] })
      assert.include(note, 'env_vars={"PYTHONPATH": "/desk/app"}')
      assert.notInclude(note, "opencv")
    }),
  )

  it.effect("says nothing of a distribution that is installed", () =>
    Effect.map(
      notesOf({ environment: { ...environment, pins: ["opencv-python==4.12.0"] } }),
      (notes) => assert.deepStrictEqual(notes, ["earlier"]),
    ),
  )

  it.effect("is told what can be done in the environment that it named", () =>
    Effect.gen(function* () {
      const [, note = ""] = yield* notesOf({ arguments: { environment: "one" } })
      assert.include(note, 'environment_create_persistent with name="one"')
    }),
  )

  const managed = { ...environment, python: "/state/environments/abc/bin/python" }
  const lists = '[project]\ndependencies = ["OpenCV_Python>=4"]\n'
  const projects: ReadonlyArray<readonly [string, Given, string, string]> = [
    ["lists it", { pyproject: lists }, "/desk/pyproject.toml lists that", "dependencies=["],
    [
      "lists it, beside packages that were asked for",
      { pyproject: lists, environment: managed },
      'Run with project="cached"',
      "sync",
    ],
    [
      "does not list it",
      { pyproject: "[project]\n" },
      'the dependencies of /desk/pyproject.toml and run with project="sync"',
      "lists that",
    ],
    [
      "has no say, as packages were asked for",
      { pyproject: "[project]\n", environment: managed },
      "the script's header",
      "sync",
    ],
    [
      "was heeded already",
      { pyproject: lists, environment: managed, arguments: { project: "cached" } },
      "the dependencies of /desk/pyproject.toml",
      "lists that",
    ],
    ["is only tools' settings", { pyproject: "[tool.x]\n" }, "the script's header", "sync"],
    [
      "is not asked by a job in its own folder",
      { pyproject: lists, environment: { ...environment, directory: `${folder}/work` } },
      "the script's header",
      "sync",
    ],
  ]
  for (const [what, given, word, not] of projects) {
    it.effect(`is told what to do where the project ${what}`, () =>
      Effect.gen(function* () {
        const [, note = ""] = yield* notesOf(given)
        assert.include(note, word)
        assert.notInclude(note, not)
      }),
    )
  }

  const others: ReadonlyArray<readonly [string, Given]> = [
    ["another exit code", { end: { exit_code: 3 } }],
    ["a signal", { end: { reason: "signal", exit_code: -15 } }],
    ["its time's end", { end: { reason: "timeout" } }],
    ["success", { end: { status: "completed", reason: null, exit_code: 0 } }],
    ["something that was said later", { stderr: `${died}KeyError: 'x'\n` }],
  ]
  for (const [what, given] of others) {
    it.effect(`is not one that ended with ${what}`, () =>
      Effect.map(notesOf(given), (notes) => assert.deepStrictEqual(notes, ["earlier"])),
    )
  }
})
