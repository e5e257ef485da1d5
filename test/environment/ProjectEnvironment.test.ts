import { dirname } from "node:path"
import * as FileSystem from "@effect/platform/FileSystem"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Option } from "effect"
import { Settings } from "../../src/domain/Settings.ts"
import type { EnvironmentPlan } from "../../src/environment/EnvironmentPlan.ts"
import { EnvironmentPlanner } from "../../src/environment/EnvironmentPlanner.ts"
import { EnvironmentUsers } from "../../src/environment/EnvironmentUsers.ts"
import { NamedEnvironments } from "../../src/environment/NamedEnvironments.ts"
import { ProjectEnvironment } from "../../src/environment/ProjectEnvironment.ts"
import { ProjectFiles } from "../../src/environment/ProjectFiles.ts"
import { ProjectPackages } from "../../src/environment/ProjectPackages.ts"
import { PythonSelection } from "../../src/environment/PythonSelection.ts"
import { ScriptLock } from "../../src/environment/ScriptLock.ts"
import { DurableFiles } from "../../src/processes/DurableFiles.ts"
import { MemoryFileSystem } from "../../src/processes/MemoryFileSystem.ts"
import { hostLayer, interpreter, scriptedInterpreters } from "./Machine.ts"
import { viaUv } from "./Workshop.ts"

const app = "/desk/app"

type Files = Readonly<Record<string, string>>

const venv = (version: string, folder = app) =>
  interpreter(version, {
    isVenv: true,
    prefix: `${folder}/.venv`,
    path: `${folder}/.venv/bin/python`,
    source: "given",
  })

/** Plans a run in the project's folder, with two Pythons on the machine and this one in the `.venv`. */
const plan = (
  files: Files,
  options: Parameters<typeof viaUv>[0],
  own?: ReturnType<typeof interpreter>,
) =>
  Effect.gen(function* () {
    const fs = yield* FileSystem.FileSystem
    const all = own === undefined ? files : { ...files, [own.path]: "" }
    for (const [path, text] of Object.entries(all)) {
      yield* fs.makeDirectory(dirname(path), { recursive: true })
      yield* fs.writeFileString(path, text)
    }
    return yield* (yield* EnvironmentPlanner).plan(viaUv({ projectFolder: app, ...options }))
  }).pipe(
    Effect.provide(
      EnvironmentPlanner.layer.pipe(
        Layer.provide(Layer.mergeAll(ProjectEnvironment.layer, ScriptLock.layer)),
        Layer.provide(
          Layer.mergeAll(ProjectFiles.layer, ProjectPackages.layer, PythonSelection.layer),
        ),
        Layer.provide(
          scriptedInterpreters({
            all: [interpreter("3.13.0"), interpreter("3.11.7")],
            at: own === undefined ? {} : { [own.path]: own },
          }),
        ),
        Layer.provide(Layer.merge(EnvironmentUsers.layer, NamedEnvironments.layer)),
        Layer.provide(Layer.mergeAll(DurableFiles.layer, Settings.layer)),
        Layer.provideMerge(Layer.merge(MemoryFileSystem.layer, hostLayer())),
      ),
    ),
  )

const pathOf = (planned: EnvironmentPlan): string => {
  if (planned._tag === "System") return planned.interpreter.path
  if (planned._tag === "Named") return planned.record.name
  return planned.python._tag === "Installed" ? planned.python.interpreter.path : "download"
}

const pyproject = (toml = "") =>
  `[project]\nname = "app"\ndependencies = ["six", "rich>=13"]\n${toml}`

const project: Files = { [`${app}/pyproject.toml`]: pyproject() }

const notesOf = (planned: EnvironmentPlan) => planned.notes.join("\n")

const refusal = (files: Files, options: Parameters<typeof viaUv>[0]) =>
  Effect.map(Effect.flip(plan(files, options)), ({ message }) => message)

describe('project "sync"', () => {
  it.effect("keeps the Python of a .venv that is what is asked for", () =>
    Effect.gen(function* () {
      const planned = yield* plan(project, { project: "sync" }, venv("3.11.7"))
      assert.deepInclude(planned, {
        _tag: "Synced",
        isOwn: true,
        place: { folder: app, root: app },
      })
      assert.strictEqual(pathOf(planned), `${app}/.venv/bin/python`)
    }),
  )

  it.effect("chooses one where there is no .venv, or another is asked for", () =>
    Effect.gen(function* () {
      const first = yield* plan(project, { project: "sync" })
      assert.deepInclude(first, { _tag: "Synced", isOwn: false })
      assert.strictEqual(pathOf(first), "/opt/3.13.0/bin/python3")
      const other = yield* plan(project, { project: "sync", version: "3.13" }, venv("3.11.7"))
      assert.deepInclude(other, { _tag: "Synced", isOwn: false })
      assert.match(notesOf(other), /\.venv has Python 3\.11\.7, .*: it is made anew\./)
    }),
  )

  it.effect("works in the workspace that a project is a member of", () =>
    Effect.gen(function* () {
      const files = {
        "/desk/pyproject.toml": '[tool.uv.workspace]\nmembers = ["app", "lib/*"]\n',
        ...project,
      }
      const planned = yield* plan(files, { project: "sync" }, venv("3.11.7", "/desk"))
      assert.deepInclude(planned, { isOwn: true, place: { folder: app, root: "/desk" } })
      // The control: a workspace without it is none of its business.
      const stranger = { ...files, "/desk/pyproject.toml": "[tool.uv.workspace]\nmembers = []\n" }
      const alone = yield* plan(stranger, { project: "sync" })
      assert.deepInclude(alone, { place: { folder: app, root: app } })
    }),
  )

  it.effect("says that it takes no notice of refresh: its lock decides", () =>
    Effect.gen(function* () {
      const planned = yield* plan(project, { project: "sync", refresh: true })
      assert.strictEqual(
        notesOf(planned),
        `refresh is ignored: the versions are those of ${app}/uv.lock.`,
      )
    }),
  )

  it.effect("is ignored, with a note, for a script with a lock of its own", () =>
    Effect.gen(function* () {
      const files = { ...project, [`${app}/main.py.lock`]: "" }
      const source = "# /// script\n# dependencies = []\n# ///\n"
      const script = { source, scriptPath: `${app}/main.py` }
      const planned = yield* plan(files, { project: "sync", ...script })
      assert.include(notesOf(planned), 'project "sync" is ignored: the script has a lock')
      assert.notInclude(notesOf(yield* plan(files, script)), "is ignored")
    }),
  )

  it.effect("is left out, with a note, where packages are asked for", () =>
    Effect.gen(function* () {
      const planned = yield* plan(project, { project: "sync", dependencies: ["attrs"] })
      assert.deepInclude(planned, { _tag: "Managed", requirements: ["attrs"] })
      assert.include(notesOf(planned), `${app} is left as it is`)
    }),
  )

  it.effect("is refused where there is no project", () =>
    Effect.gen(function* () {
      for (const files of [{}, { [`${app}/pyproject.toml`]: "[tool.ruff]\n" }]) {
        const message = yield* refusal(files, { project: "sync" })
        assert.match(
          message,
          /^project "sync" cannot be done in \/desk\/app: .*leave project out\.$/,
        )
      }
    }),
  )
})

describe('project "cached"', () => {
  it.effect("takes the lock where there is one", () =>
    Effect.gen(function* () {
      const planned = yield* plan(
        { ...project, [`${app}/uv.lock`]: "" },
        { project: "cached", dependencies: ["attrs"] },
      )
      assert.deepInclude(planned, { _tag: "Locked", requirements: ["attrs"], importFrom: [] })
      assert.include(notesOf(planned), `those of ${app}/uv.lock, in an environment outside`)
    }),
  )

  it.effect(
    "else what the pyproject.toml asks for, with its own indexes, merged with the call's",
    () =>
      Effect.gen(function* () {
        const toml = '[build-system]\nrequires = []\n[tool.uv]\nindex-url = "https://a.example"\n'
        const files = { [`${app}/pyproject.toml`]: pyproject(toml), [`${app}/src/app/x.py`]: "" }
        const planned = yield* plan(files, { project: "cached", dependencies: ["attrs", "six"] })
        assert.deepInclude(planned, {
          _tag: "Managed",
          requirements: ["attrs", "rich>=13", "six"],
          uvOptions: ['index-url = "https://a.example"'],
          importFrom: [`${app}/src`],
        })
        assert.include(
          notesOf(planned),
          `The project itself is not installed: it is imported from ${app}/src.`,
        )
      }),
  )

  it.effect("else a requirements.txt of the folder itself", () =>
    Effect.gen(function* () {
      const files = { [`${app}/requirements.txt`]: "six==1.16.0 --hash=sha256:00\n" }
      const planned = yield* plan(files, { project: "cached" })
      assert.deepInclude(planned, { _tag: "Managed", requirements: ["six==1.16.0"] })
      assert.include(notesOf(planned), "hashes")
      const above = { "/desk/requirements.txt": "six\n" }
      assert.include(yield* refusal(above, { project: "cached" }), "no requirements.txt there")
    }),
  )

  it.effect("refuses, before any job, what cannot be honoured", () =>
    Effect.gen(function* () {
      const wrong = { [`${app}/pyproject.toml`]: pyproject('[tool.uv]\nfind-links = ["/etc"]\n') }
      for (const files of [wrong, { ...wrong, [`${app}/uv.lock`]: "" }]) {
        const message = yield* refusal(files, { project: "cached" })
        assert.include(message, `tool.uv.find-links of ${app}/pyproject.toml`)
      }
    }),
  )

  it.effect("is refused in a job's own folder", () =>
    Effect.gen(function* () {
      const request = { ...viaUv({ project: "cached" }), projectFolder: Option.none<string>() }
      const planned = Effect.flatMap(EnvironmentPlanner, (planner) => planner.plan(request))
      const error = yield* Effect.flip(
        planned.pipe(
          Effect.provide(
            EnvironmentPlanner.layer.pipe(
              Layer.provide(Layer.mock(EnvironmentUsers, {})),
              Layer.provide(Layer.mock(NamedEnvironments, {})),
              Layer.provide(Layer.mock(ProjectEnvironment, {})),
              Layer.provide(Layer.mock(ProjectFiles, {})),
              Layer.provide(Layer.mock(PythonSelection, {})),
              Layer.provide(Layer.mock(ScriptLock, {})),
              Layer.provide(scriptedInterpreters()),
              Layer.provide(Settings.layer),
              Layer.provide(Layer.merge(MemoryFileSystem.layer, hostLayer())),
            ),
          ),
        ),
      )
      assert.strictEqual(error._tag, "ProjectUnusable")
    }),
  )
})

describe("A pyproject.toml that cannot be read", () => {
  it.effect("is told with TOML's word, and not as one that is not there", () =>
    Effect.gen(function* () {
      const files = {
        [`${app}/pyproject.toml`]: '[project]\nname = "app\n',
        [`${app}/requirements.txt`]: "six\n",
      }
      for (const use of ["sync", "cached"] as const) {
        const message = yield* refusal(files, { project: use })
        assert.match(
          message,
          /: \/desk\/app\/pyproject\.toml cannot be read \(Invalid TOML.*, in line 2\)\. Correct the file, or leave project out\.$/,
        )
      }
      const types = { [`${app}/pyproject.toml`]: "[project]\ndependencies = 1\n" }
      assert.include(
        yield* refusal(types, { project: "sync" }),
        "(project.dependencies has the wrong type",
      )
      assert.match(notesOf(yield* plan(files, {})), /is ignored: Invalid TOML.*, in line 2\./)
    }),
  )
})

describe('project "none"', () => {
  it.effect("leaves out the .venv and requires-python, but not .python-version", () =>
    Effect.gen(function* () {
      const files = { [`${app}/pyproject.toml`]: pyproject('requires-python = "<3.12"\n') }
      const own = yield* plan(files, {}, venv("3.11.7"))
      assert.strictEqual(pathOf(own), `${app}/.venv/bin/python`)
      const none = yield* plan(files, { project: "none" }, venv("3.11.7"))
      assert.deepInclude(none, { _tag: "Existing" })
      assert.strictEqual(pathOf(none), "/opt/3.13.0/bin/python3")
      assert.strictEqual(notesOf(none), `The project in ${app} is left out, as asked for.`)
      const picked = yield* plan(
        { ...files, [`${app}/.python-version`]: "3.11" },
        { project: "none" },
      )
      assert.strictEqual(pathOf(picked), "/opt/3.11.7/bin/python3")
    }),
  )
})

describe("A header's [tool.uv]", () => {
  const source = (...toml: ReadonlyArray<string>) =>
    ["# /// script", ...toml.map((line) => `# ${line}`), "# ///", ""].join("\n")

  it.effect("goes with the requirements", () =>
    Effect.gen(function* () {
      const header = source('dependencies = ["six"]', "[tool.uv]", 'prerelease = "allow"')
      const planned = yield* plan({}, { source: header })
      assert.deepInclude(planned, { requirements: ["six"], uvOptions: ['prerelease = "allow"'] })
    }),
  )

  it.effect("counts before the project's, and a note says so", () =>
    Effect.gen(function* () {
      const header = source("[tool.uv]", 'prerelease = "allow"')
      const files = { [`${app}/pyproject.toml`]: pyproject("[tool.uv]\nno-build = true\n") }
      const planned = yield* plan(files, { source: header, project: "cached" })
      assert.deepInclude(planned, { uvOptions: ['prerelease = "allow"'] })
      assert.include(notesOf(planned), "the project's does not")
    }),
  )
})
