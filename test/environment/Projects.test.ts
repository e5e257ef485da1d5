import { createHash } from "node:crypto"
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { afterAll, beforeAll, type TestContext } from "vitest"
import { Probe } from "../../src/processes/Probe.ts"
import { type PackageIndex, startPackageIndex } from "../support/PackageIndex.ts"
import { makeWheel } from "../support/Packages.ts"
import { failed, prepared } from "./IndexScene.ts"
import { installUv, type LiveUv, serverEnvironment } from "./LiveUv.ts"
import { viaUv, workshop } from "./Workshop.ts"

// Projects with a real uv; their packages come from an index of our own.

const wheels = [
  ["leaf", "1.0"],
  ["leaf", "2.0"],
  ["other", "1.0"],
  ["third", "1.0"],
].map(([name = "", version = ""]) => makeWheel({ name, version }))

let live: LiveUv
let index: PackageIndex
let guarded: PackageIndex
beforeAll(async () => {
  live = installUv()
  index = await startPackageIndex(wheels)
  guarded = await startPackageIndex([makeWheel({ name: "secretive", version: "1.0" })], {
    credentials: "me:s3cret",
  })
}, 200_000)
afterAll(() => {
  live.remove()
  index.close()
  guarded.close()
})

const limit = 120_000

const needsUv = (context: TestContext) => {
  if (live.unavailable !== null) context.skip(live.unavailable)
}

const environment = () => ({
  ...serverEnvironment,
  PYTHON_MCP_UV: live.uv,
  UV_CACHE_DIR: join(live.folder, "cache"),
  UV_DEFAULT_INDEX: index.url,
})

const newServer = (more: Readonly<Record<string, string>> = {}) => {
  const home = mkdtempSync(join(live.folder, "home-"))
  return { home, layer: workshop(home, { ...environment(), ...more }) }
}

const newProject = (files: Readonly<Record<string, string>>): string => {
  const folder = mkdtempSync(join(live.folder, "project-"))
  put(folder, files)
  return folder
}

const put = (folder: string, files: Readonly<Record<string, string>>) => {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
}

const pyproject = (dependencies: ReadonlyArray<string>, more = "") =>
  `[project]\nname = "app"\nversion = "1"\nrequires-python = ">=3.8"\ndependencies = ${JSON.stringify(dependencies)}\n${more}`

/** Never by waiting for the process in this thread: the index that it asks is here. */
const lock = (folder: string, ...more: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    const { ask } = yield* Probe
    const env = { ...environment(), UV_PYTHON_DOWNLOADS: "never" }
    const argv = [live.uv, "lock", "--directory", folder, ...more] as const
    const { exitCode, stderr } = yield* ask({ argv, env, timeLimit: "60 seconds" })
    assert.strictEqual(exitCode, 0, stderr)
  })

/** Every file in a folder, with what is in it. */
const contents = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => {
      const path = join(entry.parentPath, entry.name)
      const bytes = entry.isFile() ? readFileSync(path) : Buffer.from("")
      return `${path} ${createHash("sha256").update(bytes).digest("hex")}`
    })
    .sort()

const filesWith = (folder: string, text: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path, "latin1").includes(text))

const say = (python: string, code: string, importFrom: ReadonlyArray<string> = []) =>
  Effect.flatMap(Probe, ({ ask }) =>
    ask({
      // What a test imports from a project is not to leave anything there.
      argv: [python, ...(importFrom.length > 0 ? ["-B"] : []), "-c", code],
      env: { ...serverEnvironment, PYTHONPATH: importFrom.join(":") },
      timeLimit: "60 seconds",
    }),
  ).pipe(Effect.map(({ stdout, stderr }) => stdout.trim() + stderr))

const inProject = (project: "sync" | "cached" | "none", projectFolder: string) =>
  viaUv({ project, projectFolder })

describe('project "sync"', () => {
  it.live(
    "makes and updates the project's own .venv, and asks uv nothing while nothing changes",
    (context) =>
      Effect.suspend(() => {
        needsUv(context)
        const { home, layer } = newServer()
        const folder = newProject({ "pyproject.toml": pyproject(["leaf==1.0", "other"]) })
        const request = inProject("sync", folder)
        return Effect.gen(function* () {
          const first = yield* prepared(home, request)
          assert.deepStrictEqual(first.steps, ["01-sync"])
          assert.strictEqual(first.python, join(folder, ".venv/bin/python"))
          assert.deepStrictEqual(first.pins, ["leaf==1.0", "other==1.0"])
          assert.include(first.notes, `${folder}/uv.lock was made.`)
          assert.include(first.notes.join("\n"), ": added leaf==1.0, added other==1.0.")
          // A first import makes __pycache__ in site-packages; that is no change.
          assert.strictEqual(
            yield* say(first.python, "import leaf; print(leaf.__version__)"),
            "1.0",
          )
          const second = yield* prepared(home, request)
          assert.deepStrictEqual(second.steps, [])
          assert.include(second.notes.join("\n"), "nothing has changed since")
          // The control: what would be missed without looking at the files is not missed.
          put(folder, { "pyproject.toml": pyproject(["leaf==2.0", "other"]) })
          rmSync(join(folder, "uv.lock"))
          const third = yield* prepared(home, request)
          assert.deepStrictEqual(third.steps, ["01-sync"])
          assert.include(third.notes.join("\n"), "brought up to date: changed leaf 1.0 -> 2.0.")
          rmSync(join(folder, ".venv/lib"), { recursive: true })
          const repaired = yield* prepared(home, request)
          assert.deepStrictEqual([repaired.steps, repaired.pins], [["01-sync"], third.pins])
        }).pipe(Effect.provide(layer))
      }),
    limit,
  )

  it.live(
    "brings an outdated lock up to date as well, and says so",
    (context) =>
      Effect.suspend(() => {
        needsUv(context)
        const { home, layer } = newServer()
        const folder = newProject({ "pyproject.toml": pyproject(["leaf==1.0"]) })
        return Effect.gen(function* () {
          yield* lock(folder)
          const first = yield* prepared(home, inProject("sync", folder))
          assert.notInclude(first.notes.join("\n"), "uv.lock")
          put(folder, { "pyproject.toml": pyproject(["leaf==2.0"]) })
          const { pins, notes } = yield* prepared(home, inProject("sync", folder))
          assert.deepStrictEqual(pins, ["leaf==2.0"])
          assert.include(notes, `${folder}/uv.lock was brought up to date.`)
          assert.include(notes.join("\n"), "changed leaf 1.0 -> 2.0.")
          assert.include(readFileSync(join(folder, "uv.lock"), "utf8"), "leaf-2.0")
        }).pipe(Effect.provide(layer))
      }),
    limit,
  )

  it.live(
    "leaves nothing behind where it fails, and what was there before stays",
    (context) =>
      Effect.suspend(() => {
        needsUv(context)
        const { home, layer } = newServer()
        const folder = newProject({ "pyproject.toml": pyproject(["no-such-package"]) })
        const failsWithout = (names: ReadonlyArray<string>) =>
          Effect.gen(function* () {
            const error = yield* failed(home, inProject("sync", folder))
            assert.strictEqual(error.reason, "package_not_found")
            assert.deepStrictEqual(readdirSync(folder).sort(), names)
          })
        return Effect.gen(function* () {
          yield* failsWithout(["pyproject.toml"])
          put(folder, { "pyproject.toml": pyproject(["leaf==1.0"]) })
          yield* prepared(home, inProject("sync", folder))
          put(folder, { "pyproject.toml": pyproject(["no-such-package"]) })
          yield* failsWithout([".venv", "pyproject.toml", "uv.lock"])
        }).pipe(Effect.provide(layer))
      }),
    limit,
  )
})

describe('project "cached"', () => {
  const table = '[build-system]\nrequires = []\nbuild-backend = "none"\n'
  const files = {
    "pyproject.toml": pyproject(["leaf<2"], table),
    "src/app/__init__.py": "name = 'app'\n",
  }

  it.live(
    "has what the lock says, outside the project, and asks uv nothing while nothing changes",
    (context) =>
      Effect.suspend(() => {
        needsUv(context)
        const { home, layer } = newServer()
        const folder = newProject(files)
        const request = inProject("cached", folder)
        return Effect.gen(function* () {
          yield* lock(folder)
          const before = contents(folder)
          const first = yield* prepared(home, request)
          assert.deepStrictEqual(first.steps[0], "01-export")
          assert.deepStrictEqual(first.pins, ["leaf==1.0"])
          assert.isTrue(first.python.startsWith(join(home, "environments")))
          assert.deepStrictEqual(first.importFrom, [join(folder, "src")])
          const code = "import app, leaf; print(app.name, leaf.__version__)"
          assert.strictEqual(yield* say(first.python, code, first.importFrom), "app 1.0")
          // The control: without those folders the project is not importable.
          assert.include(yield* say(first.python, code), "No module named 'app'")
          const second = yield* prepared(home, request)
          assert.deepStrictEqual([second.steps, second.python], [[], first.python])
          const more = viaUv({ project: "cached", projectFolder: folder, dependencies: ["third"] })
          const merged = yield* prepared(home, more)
          assert.deepStrictEqual(merged.pins, ["leaf==1.0", "third==1.0"])
          assert.deepStrictEqual(contents(folder), before)
          // The control: another lock is another environment; and an older one is not taken for it.
          put(folder, { "pyproject.toml": pyproject(["leaf==2.0"]) })
          const outdated = yield* failed(home, request)
          assert.strictEqual(outdated.reason, "lock_outdated")
          assert.match(outdated.message, /Run `uv lock` in .*, or use project "sync"/)
          yield* lock(folder)
          const changed = yield* prepared(home, request)
          assert.deepStrictEqual(changed.pins, ["leaf==2.0"])
          assert.strictEqual(changed.steps[0], "01-export")
        }).pipe(Effect.provide(layer))
      }),
    limit,
  )

  it.live(
    "has what the pyproject.toml asks for where there is no lock, and writes nothing there",
    (context) =>
      Effect.suspend(() => {
        needsUv(context)
        const { home, layer } = newServer()
        const groups = '[dependency-groups]\ndev = ["other"]\n'
        const folder = newProject({ "pyproject.toml": pyproject(["leaf<2"], groups) })
        const before = contents(folder)
        return Effect.gen(function* () {
          const { pins, notes } = yield* prepared(home, inProject("cached", folder))
          assert.deepStrictEqual(pins, ["leaf==1.0", "other==1.0"])
          assert.include(notes.join("\n"), `The packages are those of ${folder}/pyproject.toml`)
          assert.deepStrictEqual(contents(folder), before)
          // The control: the same comparison sees what "sync" writes.
          yield* prepared(home, inProject("sync", folder))
          assert.notDeepEqual(contents(folder), before)
        }).pipe(Effect.provide(layer))
      }),
    limit,
  )
})

describe("A header's [tool.uv]", () => {
  const header = (...toml: ReadonlyArray<string>) =>
    ["# /// script", ...toml.map((line) => `# ${line}`), "# ///", ""].join("\n")

  it.live(
    "is obeyed: an index of one's own, for one package, with credentials that nobody sees",
    (context) =>
      Effect.suspend(() => {
        needsUv(context)
        const { home, layer } = newServer()
        const source = header(
          'dependencies = ["secretive", "leaf"]',
          "[tool.uv]",
          'constraint-dependencies = ["leaf<2"]',
          "[tool.uv.sources]",
          'secretive = { index = "mine" }',
          "[[tool.uv.index]]",
          'name = "mine"',
          `url = "${guarded.urlAs("me:s3cret")}"`,
          "explicit = true",
        )
        return Effect.gen(function* () {
          const ready = yield* prepared(home, viaUv({ source }))
          assert.deepStrictEqual(ready.pins, ["leaf==1.0", "secretive==1.0"])
          assert.isTrue(guarded.requests.some(({ credentials }) => credentials === "me:s3cret"))
          assert.deepStrictEqual(filesWith(home, "s3cret"), [])
          // The control: where it stands, it is found.
          put(home, { "control/header.py": source })
          assert.deepStrictEqual(filesWith(home, "s3cret"), [join(home, "control/header.py")])
          assert.notInclude(JSON.stringify([ready.notes, ready.pins]), "s3cret")
        }).pipe(Effect.provide(layer))
      }),
    limit,
  )

  it.live(
    "gives way to the lock beside the script, and is held against it",
    (context) =>
      Effect.suspend(() => {
        needsUv(context)
        const { home, layer } = newServer()
        const source = (dependency: string) => header(`dependencies = ["${dependency}"]`)
        const folder = newProject({ "main.py": source("leaf<2") })
        const scriptPath = join(folder, "main.py")
        const request = (text: string) =>
          viaUv({ source: text, scriptPath, dependencies: ["third"] })
        return Effect.gen(function* () {
          yield* lock(folder, "--script", scriptPath)
          put(folder, { "main.py": source("leaf") })
          const before = contents(folder)
          const first = yield* prepared(home, request(source("leaf")))
          assert.deepStrictEqual(first.pins, ["leaf==1.0", "third==1.0"])
          assert.include(first.notes.join("\n"), `${scriptPath}.lock`)
          assert.deepStrictEqual((yield* prepared(home, request(source("leaf")))).steps, [])
          assert.deepStrictEqual(contents(folder), before)
          const error = yield* failed(home, request(source("leaf>=2")))
          assert.strictEqual(error.reason, "lock_outdated")
          assert.include(error.message, `Run \`uv lock --script ${scriptPath}\``)
          assert.include(error.message, "which the lock does not have")
          // uv's own words on it lead to the same way out.
          put(folder, { "main.py.lock": "= nonsense" })
          const unreadable = yield* failed(home, request(source("leaf")))
          assert.include(unreadable.message, "uv lock --script")
          // The control: without the lock, it is the newest.
          rmSync(`${scriptPath}.lock`)
          const free = yield* prepared(home, request(source("leaf")))
          assert.deepStrictEqual(free.pins, ["leaf==2.0", "third==1.0"])
        }).pipe(Effect.provide(layer))
      }),
    limit,
  )
})
