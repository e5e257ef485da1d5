import { assert, describe, it } from "@effect/vitest"
import { Effect, Option, TestClock } from "effect"
import { Interpreters } from "../../src/environment/Interpreters.ts"
import { type Machine, makeMachine, python } from "./Machine.ts"

const pyenv = "/home/me/.pyenv"

const installPyenv = Effect.fnUntraced(function* (
  machine: Machine,
  ...versions: ReadonlyArray<string>
) {
  for (const version of versions) {
    const home = `${pyenv}/versions/${version}/bin`
    const minor = version.replace(/\.[0-9]+$/, "")
    const base_executable = `${home}/python${minor}`
    yield* machine.install(base_executable, python(`${home}/python3`, version, { base_executable }))
    yield* machine.link(`${home}/python${minor}`, `${home}/python3`)
  }
})

const versions = Effect.flatMap(Interpreters, ({ all }) =>
  Effect.map(all, (found) => found.map(({ version }) => version)),
)

describe("Interpreters.all", () => {
  it.effect(
    "finds every version behind pyenv shims, the newest first, and asks no versioned shim",
    () =>
      Effect.gen(function* () {
        const machine = yield* makeMachine
        yield* installPyenv(machine, "3.9.18", "3.13.0", "3.11.7")
        const behind = python(`${pyenv}/versions/3.11.7/bin/python3`, "3.11.7", {
          base_executable: `${pyenv}/versions/3.11.7/bin/python3.11`,
        })
        yield* machine.install(`${pyenv}/shims/python3`, behind)
        yield* machine.install(`${pyenv}/shims/python3.13`, "hangs")
        const server = machine.server({ PATH: `${pyenv}/shims` })
        assert.deepStrictEqual(yield* Effect.provide(versions, server), [
          "3.13.0",
          "3.11.7",
          "3.9.18",
        ])
        assert.notInclude(yield* machine.asked, `${pyenv}/shims/python3.13`)
      }),
  )

  it.effect("prefers final releases to newer prereleases", () =>
    Effect.gen(function* () {
      const machine = yield* makeMachine
      yield* installPyenv(machine, "3.12.1", "3.13.0")
      yield* machine.install("/usr/bin/python3", python("/usr/bin/python3", "3.14.0rc1"))
      const found = yield* Effect.provide(versions, machine.server({}))
      assert.deepStrictEqual(found, ["3.13.0", "3.12.1", "3.14.0rc1"])
    }),
  )

  it.effect("passes over what is broken, hangs, is too old or another implementation", () =>
    Effect.gen(function* () {
      const machine = yield* makeMachine
      yield* machine.install("/usr/bin/python3", "python3: command not found")
      yield* machine.install("/usr/local/bin/python3", "hangs")
      yield* machine.install("/opt/a/python3", python("/opt/a/python3", "3.7.16"))
      const pypy = python("/opt/b/python3", "3.10.14", { implementation: "pypy" })
      yield* machine.install("/opt/b/python3", pypy)
      yield* machine.link("/nowhere/python3", "/opt/c/python3")
      yield* machine.install("/opt/d/python3", python("/opt/d/python3", "3.12.1"))
      const server = machine.server({ PATH: "/opt/a:/opt/b:/opt/c:/opt/d" })
      assert.deepStrictEqual(yield* Effect.provide(versions, server), ["3.12.1"])
    }),
  )

  it.effect("lists a binary once, however many names and links it has", () =>
    Effect.gen(function* () {
      const machine = yield* makeMachine
      const facts = python("/usr/bin/python3", "3.11.2", { base_executable: "/usr/bin/python3.11" })
      yield* machine.install("/usr/bin/python3.11", facts)
      yield* machine.link("/usr/bin/python3.11", "/usr/bin/python3")
      yield* machine.link("/usr/bin", "/bin")
      const server = machine.server({ PATH: "/usr/bin:/bin" })
      assert.deepStrictEqual(yield* Effect.provide(versions, server), ["3.11.2"])
    }),
  )

  it.effect("leaves virtual environments out", () =>
    Effect.gen(function* () {
      const machine = yield* makeMachine
      yield* machine.install("/usr/bin/python3", python("/usr/bin/python3", "3.11.2"))
      const venv = python("/venv/bin/python3", "3.13.0", {
        is_venv: true,
        base_executable: "/opt/python3.13",
      })
      yield* machine.install("/venv/bin/python3", venv)
      const server = machine.server({ PATH: "/venv/bin:/usr/bin" })
      assert.deepStrictEqual(yield* Effect.provide(versions, server), ["3.11.2"])
    }),
  )

  it.effect("looks in the homes of uv, conda, asdf and mise", () =>
    Effect.gen(function* () {
      const machine = yield* makeMachine
      const homes = [
        ["/home/me/.local/share/uv/python/cpython-3.14.0", "3.14.0"],
        ["/state/python/cpython-3.13.1", "3.13.1"],
        ["/elsewhere/cpython-3.12.9", "3.12.9"],
        ["/home/me/.asdf/installs/python/3.12.8", "3.12.8"],
        ["/home/me/.local/share/mise/installs/python/3.12.7", "3.12.7"],
        ["/home/me/miniconda3", "3.12.6"],
        ["/home/me/miniconda3/envs/science", "3.10.2"],
      ] as const
      for (const [home, version] of homes) {
        yield* machine.install(`${home}/bin/python3`, python(`${home}/bin/python3`, version))
      }
      const server = machine.server({ UV_PYTHON_INSTALL_DIR: "/elsewhere" })
      assert.deepStrictEqual(
        yield* Effect.provide(versions, server),
        homes.map(([, version]) => version),
      )
    }),
  )
})

describe("What is known about interpreters", () => {
  it.effect("is asked once, and by a later server not at all", () =>
    Effect.gen(function* () {
      const machine = yield* makeMachine
      yield* installPyenv(machine, "3.12.1", "3.13.0")
      yield* Effect.provide(Effect.zip(versions, versions), machine.server({}))
      assert.lengthOf(yield* machine.asked, 2)
      yield* Effect.provide(versions, machine.server({}))
      assert.deepStrictEqual(yield* machine.asked, [])
    }),
  )

  it.effect("is asked again of a file that has changed, and of no other", () =>
    Effect.gen(function* () {
      const machine = yield* makeMachine
      yield* installPyenv(machine, "3.12.1")
      yield* machine.install("/usr/bin/python3", python("/usr/bin/python3", "3.11.2"))
      yield* Effect.provide(versions, machine.server({}))
      yield* machine.asked
      yield* TestClock.adjust("1 second")
      yield* machine.install("/usr/bin/python3", python("/usr/bin/python3", "3.11.9"))
      const found = yield* Effect.provide(versions, machine.server({}))
      assert.deepStrictEqual(found, ["3.12.1", "3.11.9"])
      assert.deepStrictEqual(yield* machine.asked, ["/usr/bin/python3"])
    }),
  )

  it.effect("is asked anew of a shim by every server: what is behind it changes without it", () =>
    Effect.gen(function* () {
      const machine = yield* makeMachine
      yield* machine.install("/s/shims/python3", python("/opt/real/bin/python3", "3.11.7"))
      const server = () => machine.server({ PATH: "/s/shims" })
      yield* Effect.provide(versions, server())
      yield* machine.asked
      yield* Effect.provide(versions, server())
      assert.deepStrictEqual(yield* machine.asked, ["/s/shims/python3"])
    }),
  )

  it.effect("is asked anew when the kept list is corrupt", () =>
    Effect.gen(function* () {
      const machine = yield* makeMachine
      yield* installPyenv(machine, "3.12.1")
      yield* machine.install("/state/cache/interpreters.json", "{ not JSON")
      const found = yield* Effect.provide(versions, machine.server({}))
      assert.deepStrictEqual(found, ["3.12.1"])
    }),
  )
})

describe("Interpreters.find", () => {
  it.effect("notices what was installed since, without asking the others again", () =>
    Effect.gen(function* () {
      const machine = yield* makeMachine
      yield* installPyenv(machine, "3.12.1")
      const found = yield* Effect.gen(function* () {
        const { all, find } = yield* Interpreters
        yield* all
        yield* machine.asked
        yield* installPyenv(machine, "3.13.0")
        return yield* find(({ version }) => version.startsWith("3.13"))
      }).pipe(Effect.provide(machine.server({})))
      assert.deepStrictEqual(
        Option.map(found, ({ version }) => version),
        Option.some("3.13.0"),
      )
      assert.deepStrictEqual(yield* machine.asked, [`${pyenv}/versions/3.13.0/bin/python3`])
    }),
  )

  it.effect("looks around anew when the best has been upgraded in place", () =>
    Effect.gen(function* () {
      const machine = yield* makeMachine
      yield* installPyenv(machine, "3.12.1")
      yield* machine.install("/usr/bin/python3", python("/usr/bin/python3", "3.13.0"))
      const found = yield* Effect.gen(function* () {
        const { all, find } = yield* Interpreters
        yield* all
        yield* TestClock.adjust("1 second")
        yield* machine.install("/usr/bin/python3", python("/usr/bin/python3", "3.13.12"))
        return yield* find(() => true)
      }).pipe(Effect.provide(machine.server({})))
      assert.deepStrictEqual(
        Option.map(found, ({ version }) => version),
        Option.some("3.13.12"),
      )
    }),
  )

  it.effect("gives the setting's before the active environment's, and that before the newest", () =>
    Effect.gen(function* () {
      const machine = yield* makeMachine
      yield* installPyenv(machine, "3.13.0")
      yield* machine.install("/mine/python", python("/mine/python", "3.9.1"))
      const venv = python("/venv/bin/python", "3.10.2", { is_venv: true })
      yield* machine.install("/venv/bin/python", venv)
      const first = (environment: Readonly<Record<string, string>>) =>
        Effect.flatMap(Interpreters, ({ find }) => find(() => true)).pipe(
          Effect.map(Option.map(({ path }) => path)),
          Effect.provide(machine.server(environment)),
        )
      const active = { VIRTUAL_ENV: "/venv" }
      assert.deepStrictEqual(
        yield* first({ ...active, PYTHON_MCP_PYTHON: "/mine/python" }),
        Option.some("/mine/python"),
      )
      assert.deepStrictEqual(
        yield* first({ ...active, PYTHON_MCP_PYTHON: "/not/there" }),
        Option.some("/venv/bin/python"),
      )
      const newest = Option.some(`${pyenv}/versions/3.13.0/bin/python3`)
      assert.deepStrictEqual(yield* first({}), newest)
      const base = { CONDA_PREFIX: "/venv", CONDA_DEFAULT_ENV: "base" }
      assert.deepStrictEqual(yield* first(base), newest)
      assert.deepStrictEqual(
        yield* first({ ...base, CONDA_DEFAULT_ENV: "science" }),
        Option.some("/venv/bin/python"),
      )
    }),
  )
})

describe("Interpreters.system", () => {
  const system = Effect.flatMap(Interpreters, (interpreters) => interpreters.system)

  it.effect("is the first real python3 on PATH, shims resolved, however old", () =>
    Effect.gen(function* () {
      const machine = yield* makeMachine
      yield* installPyenv(machine, "3.13.0")
      yield* machine.install("/broken/python3", "python3: command not found")
      const behind = python("/opt/3.9/bin/python3", "3.9.1")
      yield* machine.install("/s/shims/python3", behind)
      yield* machine.install("/usr/bin/python3", python("/usr/bin/python3", "3.11.2"))
      const server = machine.server({ PATH: "/broken:/s/shims:/usr/bin" })
      const { path, version } = yield* Effect.provide(system, server)
      assert.deepStrictEqual([path, version], ["/opt/3.9/bin/python3", "3.9.1"])
      assert.notInclude(yield* machine.asked, "/usr/bin/python3")
    }),
  )

  it.effect("is the setting's, which may be a command on PATH", () =>
    Effect.gen(function* () {
      const machine = yield* makeMachine
      yield* machine.install("/usr/bin/python3", python("/usr/bin/python3", "3.11.2"))
      yield* machine.install("/usr/bin/python3.9", python("/usr/bin/python3.9", "3.9.2"))
      const server = machine.server({ PATH: "/usr/bin", PYTHON_MCP_PYTHON: "python3.9" })
      assert.strictEqual((yield* Effect.provide(system, server)).version, "3.9.2")
    }),
  )

  it.effect("is any that is found where PATH has none", () =>
    Effect.gen(function* () {
      const machine = yield* makeMachine
      yield* installPyenv(machine, "3.12.1")
      const server = machine.server({ PATH: "/nothing/here" })
      assert.strictEqual((yield* Effect.provide(system, server)).version, "3.12.1")
    }),
  )

  it.effect("is missing where there is none at all, and the error says what to do", () =>
    Effect.gen(function* () {
      const machine = yield* makeMachine
      const error = yield* Effect.flip(Effect.provide(system, machine.server({})))
      assert.strictEqual(
        error.message,
        "python3 is not installed. No Python 3.8 or newer was found. Install it, or set PYTHON_MCP_PYTHON to its path.",
      )
    }),
  )
})
