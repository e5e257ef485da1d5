import { FileSystem } from "@effect/platform/FileSystem"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Option, Ref } from "effect"
import { EnvironmentFailed } from "../../src/environment/EnvironmentErrors.ts"
import { EnvironmentPlan, PythonSource } from "../../src/environment/EnvironmentPlan.ts"
import { projectLock } from "../../src/environment/LockPlace.ts"
import type { PreparedEnvironment } from "../../src/environment/PreparedEnvironment.ts"
import { JobStore } from "../../src/jobs/JobStore.ts"
import { catalog } from "../../src/tools/catalog.ts"
import { call, markdown, refusal, textOf } from "../support/Calls.ts"
import { endOf, onlyJob, pass, read, start } from "../support/Jobs.ts"
import { playing } from "../support/Requests.ts"
import { interpreter, prepared, ScriptedEnvironments } from "../support/ScriptedEnvironments.ts"
import { environments, giveName, shelve } from "../support/Shelf.ts"
import { makeAnswerCheck } from "../support/ToolAnswer.ts"
import { jsonOf, namesIn, put, world } from "../support/World.ts"

const check = makeAnswerCheck(
  catalog.map((tool) => {
    const { annotations, ...listed } = tool.definition()
    return { ...listed, annotations: { ...annotations } }
  }),
)

/** The payload of a call that went well; it conforms to the tool's output schema. */
const payload = (name: string, given: Readonly<Record<string, unknown>> = {}) =>
  Effect.map(call(name, given), (result) => {
    const answer = check(name, result)
    assert.isFalse(answer.isError, answer.text)
    return answer.payload as unknown as Readonly<Record<string, unknown>>
  })

/** Making an environment gives the one that is called "abc". */
const makesAbc = Effect.gen(function* () {
  const fs = yield* FileSystem
  const { prepares } = yield* ScriptedEnvironments
  yield* prepares(() =>
    Effect.as(shelve("abc", { usedMinutesAgo: 0 }), prepared).pipe(
      Effect.provideService(FileSystem, fs),
    ),
  )
})

/** As if a lock had come to two packages, one of them by a URL, and to a folder. */
const makesLocked = Effect.gen(function* () {
  const fs = yield* FileSystem
  const { plans, prepares } = yield* ScriptedEnvironments
  yield* put("/desk/app/pyproject.toml", '[project]\nname = "app"\n')
  yield* put("/desk/app/uv.lock", "version = 1\n")
  yield* plans(() =>
    Effect.succeed(
      EnvironmentPlan.Locked({
        python: PythonSource.Installed({ interpreter }),
        place: projectLock({ folder: "/desk/app", root: "/desk/app" }),
        declared: [],
        uv: undefined,
        origin: { origin: "", folder: null, allowsPath: () => false },
        requirements: [],
        uvOptions: [],
        refresh: false,
        importFrom: [],
        notes: [],
      }),
    ),
  )
  const locked: PreparedEnvironment = {
    ...prepared,
    importFrom: ["/desk/app/src"],
    order: {
      requirements: ["numpy==2.1.0", "six @ https://me:secret@files.example/six.whl"],
      uvOptions: ['index-url = "https://me:secret@index.example/simple"'],
    },
  }
  yield* prepares(() =>
    Effect.as(shelve("abc", { usedMinutesAgo: 0 }), locked).pipe(
      Effect.provideService(FileSystem, fs),
    ),
  )
})

const plannedManaged = EnvironmentPlan.Managed({
  python: PythonSource.Installed({ interpreter }),
  requirements: ["six==1.16.0"],
  uvOptions: [],
  context: [],
  refresh: false,
  importFrom: [],
  notes: [],
})

const pylock = `lock-version = "1.0"
requires-python = ">=3.11"
[[packages]]
name = "Six"
version = "1.16.0"
index = "https://index.example/simple"
[[packages]]
name = "idna"
version = "3.7"
marker = "sys_platform == 'win32'"
index = "https://pypi.org/simple"
`

const create = "environment_create_persistent"

describe("environment_create_persistent", () => {
  it.effect("makes it as a job, and gives it its name", () =>
    Effect.gen(function* () {
      yield* makesAbc
      const made = yield* payload(create, { name: "tools", dependencies: ["Six>=1"] })
      const id = yield* onlyJob
      assert.deepInclude(made, {
        name: "tools",
        status: "ready",
        id: "abc",
        python_version: "3.13.1",
        python: `${environments}/abc/bin/python`,
        created: true,
        job_id: id,
        resolved_dependencies: ["numpy==2.1.0", "six==1.16.0"],
        notes: ["a note"],
      })
      assert.deepInclude(yield* jsonOf(`${environments}/named/tools.json`), {
        environment: "abc",
        requirements: ["six>=1"],
      })
      const job = yield* read(id)
      assert.deepInclude(job.job, { tool: create, label: "tools" })
      assert.deepInclude(Option.getOrThrow(job.result).value, { name: "tools", id: "abc" })
    }).pipe(Effect.provide(world())),
  )

  it.effect("asks for one of its own, outside every project", () =>
    Effect.gen(function* () {
      yield* makesAbc
      yield* payload(create, { name: "tools", dependencies: ["six"], python_version: "3.13" })
      const { requests } = yield* ScriptedEnvironments
      const [asked] = yield* requests
      assert.deepInclude(asked?.python, {
        version: Option.some("3.13"),
        dependencies: ["six"],
        isolated: true,
        project: "none",
      })
    }).pipe(Effect.provide(world())),
  )

  it.effect("has nothing to do where the same is there already", () =>
    Effect.gen(function* () {
      yield* makesAbc
      yield* payload(create, { name: "tools", dependencies: ["six"] })
      const again = { name: "tools", dependencies: ["SIX "], python_version: ">=3.13" }
      assert.deepInclude(yield* payload(create, again), { created: false, job_id: null, id: "abc" })
      assert.match(yield* markdown(create, again), /^\*\*Already there\*\*/)
      yield* onlyJob
    }).pipe(Effect.provide(world())),
  )

  it.effect("refuses a name that stands for something else, and says how to go on", () =>
    Effect.gen(function* () {
      yield* makesAbc
      yield* payload(create, { name: "tools", dependencies: ["six"] })
      const another = { name: "tools", dependencies: ["attrs"] }
      const text = yield* refusal(create, another)
      for (const word of ['"tools"', "six", "3.13.1", "overwrite: true"]) assert.include(text, word)
      assert.include(yield* refusal(create, { ...another, python_version: "3.12" }), "overwrite")
      yield* onlyJob
      assert.deepInclude(yield* payload(create, { ...another, overwrite: true }), { created: true })
      assert.deepInclude(yield* jsonOf(`${environments}/named/tools.json`), {
        requirements: ["attrs"],
      })
    }).pipe(Effect.provide(world())),
  )

  it.effect("makes it again where only the name is left", () =>
    Effect.gen(function* () {
      yield* makesAbc
      yield* giveName("tools", "gone")
      assert.deepInclude(yield* payload(create, { name: "tools", dependencies: ["six"] }), {
        created: true,
        id: "abc",
      })
    }).pipe(Effect.provide(world())),
  )

  it.effect("fails with the words of the build, and leaves no name", () =>
    Effect.gen(function* () {
      const { prepares } = yield* ScriptedEnvironments
      yield* prepares(
        () =>
          new EnvironmentFailed({ stage: "installing x", reason: "network", detail: "no route" }),
      )
      const text = yield* refusal(create, { name: "tools", dependencies: ["x"] })
      const id = yield* onlyJob
      for (const word of ["installing x", "no route", id]) assert.include(text, word)
      assert.deepInclude(yield* endOf(id), { status: "failed", reason: "environment_failed" })
      assert.deepStrictEqual(yield* namesIn(`${environments}/named`), [])
    }).pipe(Effect.provide(world())),
  )

  it.effect("is handed over when the budget is over, and leaves no name when it is killed", () =>
    Effect.gen(function* () {
      const { prepares } = yield* ScriptedEnvironments
      yield* prepares(() => Effect.never)
      const caller = yield* Effect.fork(payload(create, { name: "slow", dependencies: ["x"] }))
      yield* pass("20 seconds")
      const id = yield* onlyJob
      assert.deepInclude(yield* Fiber.join(caller), { name: "slow", status: "running", job_id: id })
      const { environments: listed } = yield* payload("environment_cache_list")
      const [building] = listed as ReadonlyArray<unknown>
      assert.deepInclude(building, { name: "slow", status: "building", job_id: id })
      assert.include(yield* refusal("environment_remove", { name: "slow" }), id)
      assert.match(
        yield* markdown("py_job_status", { job_id: id }),
        /^\*\*Running\*\* \(making its environment\) /,
      )
      const kill = yield* Effect.fork(call("kill_job", { job_id: id }))
      yield* pass("1 second")
      yield* Fiber.join(kill)
      assert.deepInclude(yield* endOf(id), { status: "cancelled" })
      assert.deepStrictEqual(yield* namesIn(`${environments}/named`), [])
    }).pipe(Effect.provide(world())),
  )

  it.effect("takes what a requirements.txt asks for, as data", () =>
    Effect.gen(function* () {
      yield* makesAbc
      yield* put(
        "/desk/requirements.txt",
        "# tools\nSix >= 1 \\\n  , < 2  # the old one\n\nattrs\n",
      )
      const args = { name: "tools", requirements_file: "requirements.txt", dependencies: ["idna"] }
      yield* payload(create, args)
      assert.deepInclude(yield* jsonOf(`${environments}/named/tools.json`), {
        requirements: ["attrs", "idna", "six<2,>=1"],
      })
    }).pipe(Effect.provide(world())),
  )

  for (const line of ["-r other.txt", "--index-url https://x", "./here", "-e ."]) {
    it.effect(`refuses a requirements.txt with ${line} before any job exists`, () =>
      Effect.gen(function* () {
        yield* put("/desk/r.txt", `six\n${line}\n`)
        const text = yield* refusal(create, { name: "tools", requirements_file: "r.txt" })
        assert.include(text, "/desk/r.txt")
        assert.strictEqual(yield* (yield* JobStore).count, 0)
      }).pipe(Effect.provide(world())),
    )
  }

  it.effect("takes a project's uv.lock, and keeps what it came to", () =>
    Effect.gen(function* () {
      yield* makesLocked
      const asked = { name: "tools", lock_file: "app/uv.lock", dependencies: ["Idna"] }
      yield* payload(create, asked)
      const { requests } = yield* ScriptedEnvironments
      const [request] = yield* requests
      assert.deepInclude(request?.python, { dependencies: ["idna"], project: "cached" })
      assert.deepStrictEqual(request?.projectFolder, Option.some("/desk/app"))
      assert.deepNestedInclude(yield* jsonOf(`${environments}/named/tools.json`), {
        requirements: ["numpy==2.1.0", "six @ https://files.example/six.whl"],
        "lock.path": "/desk/app/uv.lock",
        "lock.beside": ["idna"],
        "lock.uv_options": ['index-url = "https://index.example/simple"'],
        "lock.import_from": ["/desk/app/src"],
      })
      assert.deepInclude(yield* payload(create, asked), { created: false, id: "abc" })
      yield* onlyJob
    }).pipe(Effect.provide(world())),
  )

  it.effect(
    "takes a changed lock for another environment, unless it is to replace the old one",
    () =>
      Effect.gen(function* () {
        yield* makesLocked
        const asked = { name: "tools", lock_file: "app/uv.lock" }
        yield* payload(create, asked)
        yield* put("/desk/app/uv.lock", "version = 1\nrevision = 3\n")
        assert.include(yield* refusal(create, asked), "what /desk/app/uv.lock had locked")
        assert.include(yield* refusal(create, { name: "tools" }), "overwrite: true")
        yield* onlyJob
        yield* payload(create, { ...asked, overwrite: true })
        assert.deepInclude(yield* payload(create, asked), { created: false })
      }).pipe(Effect.provide(world())),
  )

  it.effect("takes a pylock.toml: its packages, its indexes and its Python", () =>
    Effect.gen(function* () {
      yield* makesAbc
      const { plans, prepares, requests } = yield* ScriptedEnvironments
      const planned = yield* Ref.make<ReadonlyArray<EnvironmentPlan>>([])
      yield* plans(() => Effect.succeed(plannedManaged))
      yield* prepares((plan) =>
        Effect.as(
          Ref.update(planned, (all) => [...all, plan]),
          prepared,
        ),
      )
      yield* put("/desk/pylock.dev.toml", pylock)
      const made = yield* payload(create, { name: "tools", lock_file: "pylock.dev.toml" })
      assert.include(JSON.stringify(made.notes), "hashes are not checked")
      const [request] = yield* requests
      assert.deepInclude(request?.python, {
        dependencies: ["six==1.16.0", 'idna==3.7 ; sys_platform == "win32"'],
        project: "none",
      })
      assert.deepStrictEqual(request?.constraint, {
        specifier: ">=3.11",
        origin: "/desk/pylock.dev.toml",
      })
      const [plan] = yield* planned
      assert.include(JSON.stringify(plan), "https://index.example/simple")
      assert.deepInclude(yield* jsonOf(`${environments}/named/tools.json`), {
        requirements: ["numpy==2.1.0", "six==1.16.0"],
      })
    }).pipe(Effect.provide(world())),
  )

  for (const [what, path, text, word] of [
    ["nothing", "uv.lock", undefined, "/desk/uv.lock does not exist"],
    ["another file", "poetry.lock", "", "neither a uv.lock nor a pylock.toml"],
    ["a uv.lock that is none", "uv.lock", "<<<<<<< HEAD\n", "no lock as uv writes it"],
    ["a uv.lock alone", "uv.lock", "version = 1\n", "pyproject.toml beside it"],
    ["a pylock.toml that is none", "pylock.toml", "packages = 1\n", "PEP 751"],
  ] as const) {
    it.effect(`refuses ${what} as a lock, before any job exists`, () =>
      Effect.gen(function* () {
        if (text !== undefined) yield* put(`/desk/${path}`, text)
        assert.include(yield* refusal(create, { name: "tools", lock_file: path }), word)
        assert.strictEqual(yield* (yield* JobStore).count, 0)
      }).pipe(Effect.provide(world())),
    )
  }

  it.effect("refuses the lock of a workspace that the project is only a member of", () =>
    Effect.gen(function* () {
      yield* makesLocked
      yield* put("/desk/b/uv.lock", "version = 1\n")
      yield* put("/desk/b/pyproject.toml", '[project]\nname = "b"\n')
      const text = yield* refusal(create, { name: "tools", lock_file: "b/uv.lock" })
      assert.include(text, "whose lock is /desk/app/uv.lock")
    }).pipe(Effect.provide(world())),
  )

  it.effect("refuses a lock and a requirements.txt together", () =>
    Effect.gen(function* () {
      const both = { name: "tools", lock_file: "uv.lock", requirements_file: "r.txt" }
      assert.include(yield* refusal(create, both), "cannot be given together")
    }).pipe(Effect.provide(world())),
  )

  it.effect("refuses a name that is no path segment", () =>
    Effect.gen(function* () {
      for (const name of ["", "../up", ".hidden", "a/b", "x".repeat(65), "ü"]) {
        assert.include(yield* refusal(create, { name }), "name:")
      }
    }).pipe(Effect.provide(world())),
  )
})

describe("environment_cache_list", () => {
  it.effect("tells what there is, the one used last first, and who uses it", () =>
    Effect.gen(function* () {
      yield* shelve("old", { usedMinutesAgo: 120, bytes: 4000 })
      yield* shelve("young", { usedMinutesAgo: 30, bytes: 1000 })
      const six = `${environments}/old/lib/python3.13/site-packages/six-1.17.0.dist-info/METADATA`
      yield* put(six, "Name: six\nVersion: 1.17.0\n\n")
      yield* giveName("tools", "old", ["six>=1.17"])
      yield* giveName("stray", "gone")
      yield* playing({ after: "1 hour", pollInterval: "1 hour" })
      const { prepares } = yield* ScriptedEnvironments
      yield* prepares(() =>
        Effect.succeed({ ...prepared, python: `${environments}/young/bin/python` }),
      )
      yield* payload("run_script_with_dependencies", { script_content: "1", async_mode: true })
      yield* pass("1 second")
      const listed = yield* payload("environment_cache_list")
      const shown = listed.environments as ReadonlyArray<Readonly<Record<string, unknown>>>
      assert.deepStrictEqual(
        shown.map(({ id, name, persistent, in_use, used_by, built_at }) => [
          id,
          name,
          persistent,
          in_use,
          used_by,
          built_at,
        ]),
        [
          ["young", null, false, true, [yield* onlyJob], "2026-11-23T11:30:00.000Z"],
          ["old", "tools", true, false, [], "2026-11-23T10:00:00.000Z"],
          ["gone", "stray", true, false, [], null],
        ],
      )
      assert.deepStrictEqual(
        shown.map(({ status }) => status),
        ["ready", "ready", "gone"],
      )
      // What was asked for under that name, and what a script has made of it since.
      assert.deepInclude(shown[1], {
        requirements: ["six>=1.17"],
        pins: ["six==1.17.0"],
        age_seconds: 7201,
      })
      assert.isAtLeast(Number(listed.total_bytes), 5000)
      assert.deepStrictEqual(listed.limits, { days: 14, count: 20, bytes: 5 * 1024 ** 3 })
      const text = yield* markdown("environment_cache_list")
      assert.match(text, /^\*\*3 environments\*\* · /)
      assert.include(text, "| **tools** | 3.13.1 | six==1.17.0 |")
    }).pipe(Effect.provide(world())),
  )
})

describe("a name whose record is spoiled", () => {
  const spoiled = Effect.gen(function* () {
    yield* shelve("abc")
    yield* giveName("good", "abc")
    yield* put(`${environments}/named/bad.json`, "{")
    yield* pass("5 seconds")
  })

  it.effect("is listed with what is wrong, beside the others", () =>
    Effect.gen(function* () {
      yield* spoiled
      const { environments: shown } = yield* payload("environment_cache_list")
      const rows = shown as ReadonlyArray<Readonly<Record<string, unknown>>>
      assert.deepStrictEqual(
        rows.map(({ name, id, status }) => [name, id, status]),
        [
          ["good", "abc", "ready"],
          ["bad", null, "unreadable"],
        ],
      )
      assert.include(String(rows[1]?.problem), "environment_remove")
      assert.include(yield* markdown("environment_cache_list"), "it is not JSON")
    }).pipe(Effect.provide(world())),
  )

  it.effect("is in nobody's way, and goes by its name", () =>
    Effect.gen(function* () {
      yield* spoiled
      const removed = yield* payload("environment_remove", { name: "bad" })
      assert.deepInclude(removed, { name: "bad", id: null, freed_bytes: 0 })
      assert.include(JSON.stringify(removed.notes), "it is not JSON")
      assert.deepStrictEqual(yield* namesIn(`${environments}/named`), ["good.json"])
      yield* spoiled
      yield* payload("environment_remove", { name: "good" })
      assert.deepStrictEqual(yield* namesIn(`${environments}/named`), ["bad.json"])
    }).pipe(Effect.provide(world())),
  )
})

describe("environment_remove", () => {
  const remove = "environment_remove"

  it.effect("removes one by its name, and says what that gave back", () =>
    Effect.gen(function* () {
      yield* shelve("abc", { bytes: 4000 })
      yield* giveName("tools", "abc")
      const removed = yield* payload(remove, { name: "tools" })
      assert.deepInclude(removed, { name: "tools", id: "abc" })
      assert.isAtLeast(Number(removed.freed_bytes), 4000)
      assert.deepStrictEqual(yield* namesIn(environments), ["named"])
      assert.deepStrictEqual(yield* namesIn(`${environments}/named`), [])
    }).pipe(Effect.provide(world())),
  )

  it.effect("leaves the packages where another name has the same", () =>
    Effect.gen(function* () {
      yield* shelve("abc")
      yield* giveName("one", "abc")
      yield* giveName("two", "abc")
      assert.deepInclude(yield* payload(remove, { name: "one" }), {
        freed_bytes: 0,
        notes: ["Its packages stay: two has the same."],
      })
      assert.include(yield* namesIn(environments), "abc")
    }).pipe(Effect.provide(world())),
  )

  it.effect("removes a cached one by its id, but none that has a name", () =>
    Effect.gen(function* () {
      yield* shelve("abc")
      yield* shelve("kept")
      yield* giveName("tools", "kept")
      assert.deepInclude(yield* payload(remove, { id: "abc" }), { name: null, id: "abc" })
      assert.include(yield* refusal(remove, { id: "kept" }), '"tools"')
      assert.include(yield* namesIn(environments), "kept")
    }).pipe(Effect.provide(world())),
  )

  for (const running of [true, false]) {
    const what = running ? "refuses while a job runs in it, and names the job" : "works without it"
    it.effect(what, () =>
      Effect.gen(function* () {
        yield* shelve("abc")
        yield* giveName("tools", "abc")
        yield* playing({ after: "1 hour", pollInterval: "1 hour" })
        const run = { script_content: "1", async_mode: true }
        if (running) yield* payload("run_script_with_dependencies", run)
        yield* pass("1 second")
        const answer = yield* call(remove, { name: "tools" })
        assert.strictEqual(answer.isError ?? false, running)
        if (running) assert.include(textOf(answer), yield* onlyJob)
        assert.strictEqual((yield* namesIn(environments)).includes("abc"), running)
        assert.strictEqual((yield* namesIn(`${environments}/named`)).length, running ? 1 : 0)
      }).pipe(Effect.provide(world())),
    )
  }

  it.effect("refuses what a job may just have been given", () =>
    Effect.gen(function* () {
      yield* shelve("abc", { usedMinutesAgo: 0.5 })
      yield* shelve("old", { usedMinutesAgo: 2 })
      const id = yield* start(() => Effect.never)
      assert.include(yield* refusal(remove, { id: "abc" }), id)
      yield* payload(remove, { id: "old" })
    }).pipe(Effect.provide(world())),
  )

  it.effect("names what is not there, and how to list what is", () =>
    Effect.gen(function* () {
      for (const given of [{ name: "nosuch" }, { id: "nosuch" }, { name: "../x" }, { id: ".." }]) {
        const text = yield* refusal(remove, given)
        assert.include(text, "environment_cache_list")
      }
      assert.include(yield* refusal(remove), "exactly one")
      assert.include(yield* refusal(remove, { name: "a", id: "b" }), "exactly one")
    }).pipe(Effect.provide(world())),
  )
})

describe("python_versions", () => {
  it.effect("lists them with what a plain run would use", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* payload("python_versions"), {
        result: [
          {
            version: "3.13.1",
            path: "/usr/bin/python3.13",
            real_path: "/usr/bin/python3.13",
            implementation: "cpython",
            free_threaded: false,
            source: "system",
            is_venv: false,
            is_default: true,
          },
        ],
        downloads: "on",
      })
      assert.include(
        yield* markdown("python_versions"),
        "| 3.13.1 | `/usr/bin/python3.13` | system | **default** |",
      )
    }).pipe(Effect.provide(world())),
  )
})
