import { dirname } from "node:path"
import * as FileSystem from "@effect/platform/FileSystem"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Option } from "effect"
import { Settings } from "../../src/domain/Settings.ts"
import type { EnvironmentPlan } from "../../src/environment/EnvironmentPlan.ts"
import { EnvironmentPlanner } from "../../src/environment/EnvironmentPlanner.ts"
import type { EnvironmentRequest } from "../../src/environment/Environments.ts"
import { EnvironmentUsers } from "../../src/environment/EnvironmentUsers.ts"
import { NamedEnvironments } from "../../src/environment/NamedEnvironments.ts"
import { ProjectEnvironment } from "../../src/environment/ProjectEnvironment.ts"
import { ProjectFiles } from "../../src/environment/ProjectFiles.ts"
import { ProjectPackages } from "../../src/environment/ProjectPackages.ts"
import { PythonSelection } from "../../src/environment/PythonSelection.ts"
import { ScriptLock } from "../../src/environment/ScriptLock.ts"
import { DurableFiles } from "../../src/processes/DurableFiles.ts"
import { MemoryFileSystem } from "../../src/processes/MemoryFileSystem.ts"
import { recordOf } from "../support/Jobs.ts"
import { aServer, idAt } from "../support/Owners.ts"
import { noon } from "../support/World.ts"
import { hostLayer, interpreter, scriptedInterpreters } from "./Machine.ts"
import { viaSystem, viaUv } from "./Workshop.ts"

const installed = ["3.13.0", "3.12.1", "3.11.7", "3.8.18", "3.14.0rc1"].map((version) =>
  interpreter(version),
)

interface Given {
  readonly files?: Readonly<Record<string, string>>
  readonly interpreters?: Parameters<typeof scriptedInterpreters>[0]
  readonly environment?: Readonly<Record<string, string>>
}

const plan = (request: EnvironmentRequest, given: Given = {}) => {
  const { files = {}, interpreters = {}, environment = {} } = given
  const planned = Effect.gen(function* () {
    const fs = yield* FileSystem.FileSystem
    for (const [path, text] of Object.entries(files)) {
      yield* fs.makeDirectory(dirname(path), { recursive: true })
      yield* fs.writeFileString(path, text)
    }
    const planner = yield* EnvironmentPlanner
    return yield* planner.plan(request)
  })
  return planned.pipe(
    Effect.provide(
      EnvironmentPlanner.layer.pipe(
        Layer.provide(Layer.mergeAll(ProjectEnvironment.layer, ScriptLock.layer)),
        Layer.provide(Layer.merge(ProjectPackages.layer, PythonSelection.layer)),
        Layer.provide(scriptedInterpreters({ all: installed, ...interpreters })),
        Layer.provide(
          Layer.mergeAll(EnvironmentUsers.layer, NamedEnvironments.layer, ProjectFiles.layer),
        ),
        Layer.provide(Layer.mergeAll(DurableFiles.layer, Settings.layer)),
        Layer.provideMerge(Layer.merge(MemoryFileSystem.layer, hostLayer(environment))),
      ),
    ),
  )
}

/** "Existing 3.13.0", "Managed 3.12.1 [six]", "Existing download 3.15". */
const show = (plan: EnvironmentPlan): string => {
  if (plan._tag === "System") return `System ${plan.interpreter.version}`
  if (plan._tag === "Named") return `Named ${plan.record.environment}`
  const { python } = plan
  const which =
    python._tag === "Installed" ? python.interpreter.version : `download ${python.request}`
  return plan._tag === "Managed"
    ? `Managed ${which} [${plan.requirements.join(" ")}]`
    : `${plan._tag} ${which}`
}

const header = (toml: string) =>
  ["# /// script", ...toml.split("\n").map((line) => `# ${line}`), "# ///", "print(1)", ""].join(
    "\n",
  )

const pyproject = (specifier: string) => `[project]\nrequires-python = "${specifier}"\n`

const project = "/desk/app"

const inProject = (options: Parameters<typeof viaUv>[0] = {}) =>
  viaUv({ projectFolder: `${project}/src`, ...options })

describe("Which Python, with uv", () => {
  const active = interpreter("3.12.1", { source: "active", isVenv: true, prefix: "/venv" })
  const free = interpreter("3.13.0", { freeThreaded: true, path: "/opt/3.13.0t/bin/python3" })
  const rows: ReadonlyArray<readonly [string, EnvironmentRequest, string, Given?]> = [
    ["the newest stable one, where nothing is asked for", viaUv(), "Existing 3.13.0"],
    [
      "the active one before that",
      viaUv(),
      "Existing 3.12.1",
      { interpreters: { chosen: [active] } },
    ],
    ["the newest of a line", viaUv({ version: "3.12" }), "Existing 3.12.1"],
    ["the exact version", viaUv({ version: "3.11.7" }), "Existing 3.11.7"],
    ["the newest within a specifier", viaUv({ version: ">=3.8,<3.12" }), "Existing 3.11.7"],
    ["a prerelease that is named", viaUv({ version: "3.14.0rc1" }), "Existing 3.14.0rc1"],
    ["a download of what is missing", viaUv({ version: "3.15" }), "Existing download 3.15"],
    [
      "a free-threaded one only when asked for",
      viaUv(),
      "Existing 3.12.1",
      { interpreters: { all: [free, interpreter("3.12.1")] } },
    ],
    [
      "the free-threaded one when asked for",
      viaUv({ version: "3.13t" }),
      "Existing 3.13.0",
      { interpreters: { all: [interpreter("3.13.0"), free] } },
    ],
    [
      "one within the header's requires-python",
      viaUv({ source: header('requires-python = "<3.12"') }),
      "Existing 3.11.7",
    ],
    [
      "one within the nearest pyproject.toml's requires-python",
      inProject(),
      "Existing 3.12.1",
      { files: { [`${project}/pyproject.toml`]: pyproject(">=3.12,<3.13") } },
    ],
    [
      "the header's word before the pyproject.toml's",
      inProject({ source: header('requires-python = "<3.12"') }),
      "Existing 3.11.7",
      { files: { [`${project}/pyproject.toml`]: pyproject(">=3.13") } },
    ],
    [
      "the nearest .python-version, found upwards",
      inProject(),
      "Existing 3.11.7",
      { files: { "/desk/.python-version": "3.11\n3.8\n" } },
    ],
    [
      "python_version before .python-version",
      inProject({ version: "3.12" }),
      "Existing 3.12.1",
      { files: { [`${project}/.python-version`]: "3.11\n" } },
    ],
    [
      "python_version before the active one that it does not allow",
      viaUv({ version: "3.11" }),
      "Existing 3.11.7",
      { interpreters: { chosen: [active] } },
    ],
    [
      "an installed one that is inside both a line and the constraint",
      inProject({ version: "3.13" }),
      "Existing 3.13.5",
      {
        files: { [`${project}/pyproject.toml`]: pyproject(">=3.13.2") },
        interpreters: { all: [interpreter("3.13.5"), interpreter("3.13.0")] },
      },
    ],
    [
      "a download inside both, where none is installed but one could be",
      inProject({ version: "3.13" }),
      "Existing download ==3.13.*,>=3.13.2",
      { files: { [`${project}/pyproject.toml`]: pyproject(">=3.13.2") } },
    ],
    [
      "a download within the constraint alone",
      viaUv({ source: header('requires-python = ">=3.15"') }),
      "Existing download >=3.15",
    ],
  ]

  for (const [what, request, expected, given] of rows) {
    it.effect(`is ${what}`, () =>
      Effect.gen(function* () {
        assert.strictEqual(show(yield* plan(request, given)), expected)
      }),
    )
  }

  it.effect("ignores a .python-version outside the constraint, and says so", () =>
    Effect.gen(function* () {
      const files = {
        [`${project}/pyproject.toml`]: pyproject(">=3.12"),
        [`${project}/.python-version`]: "3.11\n",
      }
      const planned = yield* plan(inProject(), { files })
      assert.strictEqual(show(planned), "Existing 3.13.0")
      assert.deepStrictEqual(planned.notes, [
        `${project}/.python-version asks for Python "3.11", which is outside requires-python ">=3.12" (${project}/pyproject.toml): it is ignored.`,
      ])
    }),
  )

  it.effect("ignores a .python-version that is no version, and says so", () =>
    Effect.gen(function* () {
      const files = { [`${project}/.python-version`]: "my-virtualenv\n" }
      const planned = yield* plan(inProject(), { files })
      assert.strictEqual(show(planned), "Existing 3.13.0")
      assert.match(planned.notes.join("\n"), /\.python-version asks for "my-virtualenv": it is ign/)
    }),
  )

  it.effect("ignores a pyproject.toml that cannot be read, or whose constraint is none", () =>
    Effect.gen(function* () {
      for (const text of ["[project", pyproject("^3.9"), "[project]\nrequires-python = 3\n"]) {
        const files = { [`${project}/pyproject.toml`]: text }
        const planned = yield* plan(inProject(), { files })
        assert.strictEqual(show(planned), "Existing 3.13.0")
        assert.lengthOf(planned.notes, 1)
      }
    }),
  )

  it.effect("refuses a python_version outside the constraint", () =>
    Effect.gen(function* () {
      const source = header('requires-python = ">=3.13"')
      const error = yield* Effect.flip(plan(viaUv({ source, version: "3.12" })))
      assert.strictEqual(error._tag, "PythonConflict")
      assert.include(error.message, 'python_version "3.12" is outside requires-python ">=3.13"')
    }),
  )

  it.effect("refuses what is no version, what is too old, and a wrong header", () =>
    Effect.gen(function* () {
      const tagOf = (request: EnvironmentRequest) =>
        Effect.map(Effect.flip(plan(request)), (error) => error._tag)
      assert.strictEqual(yield* tagOf(viaUv({ version: "latest" })), "PythonVersionInvalid")
      assert.strictEqual(yield* tagOf(viaUv({ version: "3.7" })), "PythonVersionInvalid")
      const wrong = viaUv({ source: header('requires-python = "three"') })
      assert.strictEqual(yield* tagOf(wrong), "ScriptHeaderInvalid")
      assert.strictEqual(yield* tagOf(viaUv({ source: header("x = ") })), "ScriptHeaderInvalid")
    }),
  )

  it.effect("lists the installed ones where downloads are off", () =>
    Effect.gen(function* () {
      const environment = { PYTHON_MCP_PYTHON_DOWNLOADS: "off" }
      const error = yield* Effect.flip(plan(viaUv({ version: "3.15" }), { environment }))
      assert.strictEqual(
        error.message,
        "Python 3.15 is not installed and downloads are off. Installed: 3.13.0, 3.12.1, 3.11.7, 3.8.18, 3.14.0rc1. Install it, or set PYTHON_MCP_PYTHON_DOWNLOADS=on.",
      )
    }),
  )

  it.effect("does not download what cannot be", () =>
    Effect.gen(function* () {
      const source = header('requires-python = "<3.8"')
      const error = yield* Effect.flip(plan(viaUv({ source })))
      assert.strictEqual(error._tag, "PythonMissing")
    }),
  )
})

describe("Packages", () => {
  it.effect("of the call and of the header make one managed environment", () =>
    Effect.gen(function* () {
      const source = header('dependencies = ["Six==1.16", "rich"]')
      const planned = yield* plan(viaUv({ source, dependencies: ["rich", "attrs >= 23"] }))
      assert.strictEqual(show(planned), "Managed 3.13.0 [attrs>=23 rich six==1.16]")
    }),
  )

  it.effect("make a managed environment even where the project has a .venv", () =>
    Effect.gen(function* () {
      const venv = interpreter("3.13.0", { isVenv: true, prefix: `${project}/.venv` })
      const planned = yield* plan(inProject({ dependencies: ["six"] }), {
        files: { [`${project}/.venv/pyvenv.cfg`]: "" },
        interpreters: { at: { [`${project}/src/.venv/bin/python`]: venv } },
      })
      assert.strictEqual(show(planned), "Managed 3.13.0 [six]")
    }),
  )

  it.effect("may be none in an environment of its own", () =>
    Effect.gen(function* () {
      assert.strictEqual(show(yield* plan(viaUv({ isolated: true }))), "Managed 3.13.0 []")
    }),
  )

  it.effect("that are options, paths or nonsense are refused before anything is made", () =>
    Effect.gen(function* () {
      for (const wrong of ["--index-url=https://evil.example", "-r /etc/passwd", "./here", "a b"]) {
        const error = yield* Effect.flip(plan(viaUv({ dependencies: [wrong] })))
        assert.strictEqual(error._tag, "RequirementInvalid")
      }
    }),
  )
})

describe("A project's .venv", () => {
  const venv = (version: string) =>
    interpreter(version, {
      isVenv: true,
      prefix: `${project}/.venv`,
      path: `${project}/.venv/bin/python`,
      source: "given",
    })
  const given = (version: string, files: Readonly<Record<string, string>> = {}): Given => ({
    files: { [`${project}/pyproject.toml`]: "", [`${project}/.venv/pyvenv.cfg`]: "", ...files },
    interpreters: { at: { [`${project}/.venv/bin/python`]: venv(version) } },
  })
  const pathOf = (planned: EnvironmentPlan) =>
    planned._tag === "Existing" && planned.python._tag === "Installed"
      ? planned.python.interpreter.path
      : ""

  it.effect(
    "is used as it is, beside the pyproject.toml, also by the tools that promise pins",
    () =>
      Effect.gen(function* () {
        for (const isolated of [false, true]) {
          const planned = yield* plan(inProject({ isolated }), given("3.11.7"))
          assert.strictEqual(pathOf(planned), `${project}/.venv/bin/python`)
          assert.deepStrictEqual(planned.notes, [
            `Ran in the project's ${project}/.venv, as it is.`,
          ])
        }
        const asked = yield* plan(inProject({ refresh: true }), given("3.11.7"))
        assert.include(asked.notes[0], ".venv, as it is: refresh is ignored.")
      }),
  )

  it.effect("is left out, with a note, where packages are asked for", () =>
    Effect.gen(function* () {
      const planned = yield* plan(inProject({ dependencies: ["six"] }), given("3.11.7"))
      assert.strictEqual(show(planned), "Managed 3.13.0 [six]")
      assert.include(planned.notes[0], `${project}/.venv is not used: packages are asked for`)
    }),
  )

  it.effect("is used in the folder itself where there is no pyproject.toml", () =>
    Effect.gen(function* () {
      const planned = yield* plan(inProject({ projectFolder: project }), {
        files: { [`${project}/.venv/pyvenv.cfg`]: "" },
        interpreters: { at: { [`${project}/.venv/bin/python`]: venv("3.11.7") } },
      })
      assert.strictEqual(pathOf(planned), `${project}/.venv/bin/python`)
    }),
  )

  it.effect("is ignored, with a note, when it is not what is asked for", () =>
    Effect.gen(function* () {
      const planned = yield* plan(inProject({ version: "3.12" }), given("3.11.7"))
      assert.strictEqual(show(planned), "Existing 3.12.1")
      assert.deepStrictEqual(planned.notes, [
        `${project}/.venv has Python 3.11.7, which is not what is asked for: it is ignored.`,
      ])
    }),
  )

  it.effect("is used where a .python-version that it is not is outside the constraint", () =>
    Effect.gen(function* () {
      const files = {
        [`${project}/pyproject.toml`]: pyproject(">=3.12"),
        [`${project}/.python-version`]: "3.11\n",
      }
      const planned = yield* plan(inProject(), given("3.12.4", files))
      assert.strictEqual(pathOf(planned), `${project}/.venv/bin/python`)
      assert.lengthOf(planned.notes, 2)
      assert.include(planned.notes[0], ".python-version asks for")
    }),
  )

  it.effect("is ignored where a .python-version inside the constraint asks for another", () =>
    Effect.gen(function* () {
      const files = {
        [`${project}/pyproject.toml`]: pyproject(">=3.12"),
        [`${project}/.python-version`]: "3.13\n",
      }
      const planned = yield* plan(inProject(), given("3.12.4", files))
      assert.strictEqual(show(planned), "Existing 3.13.0")
      assert.include(planned.notes[0], "not what is asked for")
    }),
  )

  it.effect("is ignored, with a note, when it is broken", () =>
    Effect.gen(function* () {
      const planned = yield* plan(inProject(), { ...given("3.11.7"), interpreters: {} })
      assert.strictEqual(show(planned), "Existing 3.13.0")
      assert.deepStrictEqual(planned.notes, [
        `${project}/.venv has no usable Python: it is ignored.`,
      ])
    }),
  )
})

describe("use_uv: false", () => {
  it.effect("takes the system's Python and says what it ignores", () =>
    Effect.gen(function* () {
      const source = header('dependencies = ["six"]')
      const planned = yield* plan(viaSystem(source, ['python_version "3.13"', 'project "sync"']))
      assert.strictEqual(show(planned), "System 3.11.2")
      assert.deepStrictEqual(planned.notes, [
        `python_version "3.13" is ignored: with use_uv false, the system's Python runs the script.`,
        `project "sync" is ignored: with use_uv false, the system's Python runs the script.`,
        "The script's header is ignored: with use_uv false, it runs on the system's Python as it is.",
      ])
    }),
  )

  it.effect("has nothing to say about a plain script", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual((yield* plan(viaSystem())).notes, [])
    }),
  )

  it.effect("runs a script whose header is wrong", () =>
    Effect.gen(function* () {
      const planned = yield* plan(viaSystem(header("x = ")))
      assert.lengthOf(planned.notes, 1)
    }),
  )
})

describe("A job's own folder", () => {
  it.effect("belongs to no project", () =>
    Effect.gen(function* () {
      const files = { "/desk/.python-version": "3.8" }
      const planned = yield* plan({ ...viaUv(), projectFolder: Option.none() }, { files })
      assert.strictEqual(show(planned), "Existing 3.13.0")
    }),
  )
})

describe("A run in an environment that has a name", () => {
  const record = {
    format: 1,
    name: "tools",
    environment: "abc",
    python_version: "3.12.1",
    requirements: ["six"],
    created_at: "2026-11-23T11:00:00.000Z",
  }
  const home = { PYTHON_MCP_HOME: "/state" }
  const given = {
    environment: home,
    files: { "/state/environments/named/tools.json": JSON.stringify(record) },
  }
  const environment = "tools"

  it.effect("is planned for that, whatever the project says", () =>
    Effect.gen(function* () {
      const planned = yield* plan(inProject({ environment, version: ">=3.12" }), given)
      assert.strictEqual(show(planned), "Named abc")
      assert.deepStrictEqual(planned.notes, [])
    }),
  )

  it.effect("says that its record cannot be read, and how to go on", () =>
    Effect.gen(function* () {
      const spoiled = { ...given, files: { "/state/environments/named/tools.json": "{}" } }
      const error = yield* Effect.flip(plan(viaUv({ environment }), spoiled))
      assert.strictEqual(error._tag, "EnvironmentUnreadable")
    }),
  )

  for (const label of ["tools", "others"]) {
    it.effect(`is looked for among those that jobs make: ${label}`, () =>
      Effect.gen(function* () {
        const id = idAt(noon)
        const files = {
          [`/state/active/${id}`]: JSON.stringify({ owner: aServer(), folder: "/job", cookie: "" }),
          "/job/job.json": JSON.stringify({
            ...recordOf(id, aServer()),
            tool: "environment_create_persistent",
            label,
          }),
        }
        const error = yield* Effect.flip(plan(viaUv({ environment }), { environment: home, files }))
        const isIt = label === environment
        assert.strictEqual(error._tag, isIt ? "EnvironmentBeingMade" : "EnvironmentNotFound")
        if (isIt) assert.include(error.message, id)
      }),
    )
  }

  it.effect("takes no notice of the script's header, and says so", () =>
    Effect.gen(function* () {
      const source = header('dependencies = ["attrs"]')
      const { notes } = yield* plan(viaUv({ environment, source }), given)
      assert.deepStrictEqual(notes, [
        'The script\'s header is ignored: it runs in environment "tools" as that is.',
      ])
    }),
  )

  const refusals: ReadonlyArray<readonly [Parameters<typeof viaUv>[0], string]> = [
    [{ environment, dependencies: ["attrs"] }, "dependencies"],
    [{ environment, project: "sync" }, "project"],
    [{ environment, refresh: true }, "refresh"],
    [{ environment, version: "3.13" }, "Python 3.12.1"],
    [{ environment: "nosuch" }, "environment_cache_list"],
    [{ environment: "../../etc" }, "environment_cache_list"],
  ]
  for (const [options, word] of refusals) {
    it.effect(`is refused with ${JSON.stringify(options)}`, () =>
      Effect.gen(function* () {
        const error = yield* Effect.flip(plan(viaUv(options), given))
        assert.include(error.message, word)
        assert.include(error.message, options?.environment ?? "")
      }),
    )
  }
})
