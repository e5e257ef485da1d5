import { spawnSync } from "node:child_process"
import { mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Fiber, Option } from "effect"
import { afterAll, beforeAll, type TestContext } from "vitest"
import { Environments } from "../../src/environment/Environments.ts"
import { Interpreters } from "../../src/environment/Interpreters.ts"
import { Probe } from "../../src/processes/Probe.ts"
import { failed, prepared } from "./IndexScene.ts"
import { installUv, type LiveUv, serverEnvironment } from "./LiveUv.ts"
import { viaUv, workshop } from "./Workshop.ts"

// Real interpreters, a real uv and the real package index; the rest of the room is tested without.

let live: LiveUv
beforeAll(() => {
  live = installUv()
}, 200_000)
afterAll(() => live.remove())

const limit = 120_000

type Env = Readonly<Record<string, string>>

/** A server with a state directory of its own; packages are downloaded once for all of them. */
const newServer = (environment: Env = {}) => {
  const home = mkdtempSync(join(live.folder, "home-"))
  const cache = { UV_CACHE_DIR: join(live.folder, "cache"), PYTHON_MCP_UV_CACHE: "shared" }
  const given = { ...serverEnvironment, ...cache }
  return { home, layer: workshop(home, { ...given, PYTHON_MCP_UV: live.uv, ...environment }) }
}

const needsPyPI = (context: TestContext) => {
  if (live.unavailable !== null) context.skip(live.unavailable)
}

const say = (python: string, code: string) =>
  Effect.flatMap(Probe, ({ ask }) =>
    ask({ argv: [python, "-c", code], env: serverEnvironment, timeLimit: "30 seconds" }),
  ).pipe(Effect.map(({ stdout }) => stdout.trim()))

const environmentsOf = (home: string) => {
  const entries = Option.liftThrowable(() => readdirSync(join(home, "environments")))()
  return Option.getOrElse(entries, (): Array<string> => []).filter((name) => name !== "requests")
}

describe("A managed environment", () => {
  it.live(
    "has exactly what was asked for, and is there without any process the second time",
    (context) =>
      Effect.suspend(() => {
        needsPyPI(context)
        const { home, layer } = newServer()
        const request = viaUv({ dependencies: ["six==1.16.0", "packaging"] })
        return Effect.gen(function* () {
          const first = yield* prepared(home, request)
          assert.deepStrictEqual(first.steps, ["01-venv", "02-install"])
          assert.deepStrictEqual(first.announced.slice(1), ["installing packaging, six==1.16.0"])
          assert.match(first.pins.join(" "), /^packaging==\d[\d.]* six==1\.16\.0$/)
          const code = "import six, sys; print(six.__version__, sys.prefix)"
          assert.strictEqual(
            yield* say(first.python, code),
            `1.16.0 ${Option.getOrNull(first.prefix)}`,
          )
          const second = yield* prepared(home, request)
          assert.deepStrictEqual([second.steps, second.announced], [[], []])
          assert.deepStrictEqual(
            [second.python, second.pins, second.pythonVersion],
            [first.python, first.pins, first.pythonVersion],
          )
          const [key] = environmentsOf(home)
          assert.include(first.python, `${key}/bin/python`)
        }).pipe(Effect.provide(layer))
      }),
    limit,
  )

  it.live(
    "is made once for two runs that ask at the same time",
    (context) =>
      Effect.suspend(() => {
        needsPyPI(context)
        const { home, layer } = newServer()
        const one = prepared(home, viaUv({ dependencies: ["six==1.17.0"] }))
        return Effect.gen(function* () {
          const [a, b] = yield* Effect.all([one, one], { concurrency: 2 })
          assert.strictEqual(a.python, b.python)
          assert.lengthOf([...a.steps, ...b.steps], 2)
          assert.lengthOf(environmentsOf(home), 1)
        }).pipe(Effect.provide(layer))
      }),
    limit,
  )

  it.live(
    "is one for two servers that make it at the same time",
    (context) =>
      Effect.suspend(() => {
        needsPyPI(context)
        const { home, layer } = newServer()
        const one = prepared(home, viaUv({ dependencies: ["six==1.17.0"] }))
        const server = () => Effect.provide(one, layer)
        return Effect.gen(function* () {
          const [a, b] = yield* Effect.all([server(), server()], { concurrency: 2 })
          assert.strictEqual(a.python, b.python)
          assert.strictEqual(
            yield* Effect.provide(say(b.python, "import six; print(1)"), layer),
            "1",
          )
          assert.lengthOf(environmentsOf(home), 1)
        })
      }),
    limit,
  )

  it.live(
    "is made by the one who waits when the one who makes it is cancelled",
    (context) =>
      Effect.suspend(() => {
        needsPyPI(context)
        const { home, layer } = newServer()
        const one = prepared(home, viaUv({ dependencies: ["six==1.17.0"] }))
        return Effect.gen(function* () {
          yield* (yield* Environments).warmUp
          const builder = yield* Effect.fork(one)
          yield* Effect.sleep("60 millis")
          const waiter = yield* Effect.fork(one)
          yield* Effect.sleep("20 millis")
          const end = yield* Fiber.interrupt(builder)
          assert.isTrue(Exit.isInterrupted(end))
          assert.deepStrictEqual((yield* Fiber.join(waiter)).pins, ["six==1.17.0"])
          assert.lengthOf(environmentsOf(home), 1)
        }).pipe(Effect.provide(layer))
      }),
    limit,
  )

  it.live(
    "is made anew when its interpreter is gone",
    (context) =>
      Effect.suspend(() => {
        needsPyPI(context)
        const { home, layer } = newServer()
        const one = prepared(home, viaUv({ dependencies: ["six==1.17.0"] }))
        return Effect.gen(function* () {
          const { python } = yield* one
          rmSync(python)
          symlinkSync("/nowhere/python3", python)
          const again = yield* one
          assert.strictEqual(yield* say(again.python, "print(1)"), "1")
          assert.lengthOf(again.steps, 2)
          // Beside the broken one, which may be in use and goes when nobody has used it for long.
          assert.lengthOf(environmentsOf(home), 2)
          assert.strictEqual((yield* one).python, again.python)
        }).pipe(Effect.provide(layer))
      }),
    limit,
  )

  it.live(
    "without packages needs no uv",
    () =>
      Effect.suspend(() => {
        const { home, layer } = newServer({ PYTHON_MCP_UV: "/nowhere/uv", PATH: "/usr/bin:/bin" })
        return Effect.gen(function* () {
          const empty = yield* prepared(home, viaUv({ isolated: true }))
          assert.deepStrictEqual([empty.steps, empty.pins, empty.notes], [["01-venv"], [], []])
          const code = "import sys; print(sys.prefix)"
          assert.strictEqual(yield* say(empty.python, code), Option.getOrNull(empty.prefix))
        }).pipe(Effect.provide(layer))
      }),
    limit,
  )

  it.live(
    "comes from uv's cache when the index cannot be reached, and says so",
    (context) =>
      Effect.suspend(() => {
        needsPyPI(context)
        const request = viaUv({ dependencies: ["six==1.16.0"] })
        const first = newServer()
        const dead = "http://127.0.0.1:9"
        const second = newServer({ HTTPS_PROXY: dead, HTTP_PROXY: dead, ALL_PROXY: dead })
        return Effect.gen(function* () {
          yield* Effect.provide(prepared(first.home, request), first.layer)
          const cached = yield* Effect.provide(prepared(second.home, request), second.layer)
          assert.deepStrictEqual(cached.pins, ["six==1.16.0"])
          assert.match(cached.notes.join("\n"), /index could not be reached/)
          const unknown = viaUv({ dependencies: ["attrs==22.2.0"] })
          const error = yield* Effect.provide(failed(second.home, unknown), second.layer)
          assert.strictEqual(error.reason, "network")
        })
      }),
    limit,
  )
})

describe("An environment that cannot be made", () => {
  it.live(
    "leaves nothing behind and names the package",
    (context) =>
      Effect.suspend(() => {
        needsPyPI(context)
        const { home, layer } = newServer()
        const name = "python-executor-mcp-no-such-package"
        return Effect.gen(function* () {
          const error = yield* failed(home, viaUv({ dependencies: [name] }))
          assert.strictEqual(error.reason, "package_not_found")
          assert.include(error.message, name)
          assert.deepStrictEqual(environmentsOf(home), [])
        }).pipe(Effect.provide(layer))
      }),
    limit,
  )

  it.live(
    "is told apart when what is asked for contradicts itself",
    (context) =>
      Effect.suspend(() => {
        needsPyPI(context)
        const { home, layer } = newServer()
        return Effect.gen(function* () {
          const error = yield* failed(home, viaUv({ dependencies: ["six==1.16.0", "six==1.17.0"] }))
          assert.strictEqual(error.reason, "unsatisfiable")
          assert.include(error.message, "Relax one of the dependencies")
        }).pipe(Effect.provide(layer))
      }),
    limit,
  )

  it.live(
    "by its time limit says so",
    (context) =>
      Effect.suspend(() => {
        needsPyPI(context)
        const { home, layer } = newServer({ PYTHON_MCP_ENVIRONMENT_TIMEOUT_SECONDS: "0.01" })
        return Effect.gen(function* () {
          const error = yield* failed(home, viaUv({ dependencies: ["six"] }))
          assert.strictEqual(error.reason, "time_limit")
        }).pipe(Effect.provide(layer))
      }),
    limit,
  )

  it.live(
    "for want of a Python that cannot be downloaded lists the installed ones",
    (context) =>
      Effect.suspend(() => {
        needsPyPI(context)
        const dead = "http://127.0.0.1:9"
        const { home, layer } = newServer({ UV_PYTHON_INSTALL_MIRROR: dead })
        return Effect.gen(function* () {
          const error = yield* failed(home, viaUv({ version: "3.13.7" }))
          assert.strictEqual(error.reason, "python_missing")
          assert.match(error.message, /Installed: 3\.\d+\.\d+/)
        }).pipe(Effect.provide(layer))
      }),
    limit,
  )
})

describe("A machine without uv", () => {
  it.live(
    "gets one from PyPI, once",
    (context) =>
      Effect.suspend(() => {
        needsPyPI(context)
        const { home, layer } = newServer({ PYTHON_MCP_UV: "", PATH: "/usr/bin:/bin" })
        return Effect.gen(function* () {
          const first = yield* prepared(home, viaUv({ dependencies: ["six==1.16.0"] }))
          assert.include(first.announced, "installing uv==0.13.9 (needed once)")
          assert.match(first.notes.join("\n"), /uv 0\.13\.9 was installed to/)
          assert.deepStrictEqual(first.pins, ["six==1.16.0"])
          assert.deepStrictEqual(readdirSync(join(home, "uv")), ["0.13.9"])
          const second = yield* prepared(home, viaUv({ dependencies: ["six==1.17.0"] }))
          assert.deepStrictEqual([second.steps, second.notes], [["01-venv", "02-install"], []])
        }).pipe(Effect.provide(layer))
      }),
    limit,
  )

  it.live(
    "gets one by a virtual environment's pip where the interpreter has none",
    (context) =>
      Effect.suspend(() => {
        needsPyPI(context)
        const venv = join(mkdtempSync(join(live.folder, "no-pip-")), "venv")
        spawnSync("python3", ["-m", "venv", "--without-pip", venv], { env: serverEnvironment })
        const { home, layer } = newServer({
          PYTHON_MCP_UV: "",
          PYTHON_MCP_PYTHON: `${venv}/bin/python`,
          PATH: "/usr/bin:/bin",
        })
        return Effect.gen(function* () {
          const first = yield* prepared(home, viaUv({ dependencies: ["six==1.16.0"] }))
          assert.includeMembers(first.steps, ["02-uv-venv", "03-uv-install"])
          assert.deepStrictEqual(readdirSync(join(home, "uv/0.13.9")), ["uv"])
          assert.deepStrictEqual(first.pins, ["six==1.16.0"])
        }).pipe(Effect.provide(layer))
      }),
    limit,
  )
})

describe("The Pythons of this machine", () => {
  it.live(
    "are found behind a PATH of pyenv shims",
    (context) =>
      Effect.suspend(() => {
        const root = serverEnvironment.PYENV_ROOT ?? join(serverEnvironment.HOME ?? "/", ".pyenv")
        const folders = Option.liftThrowable(() => readdirSync(join(root, "versions")))()
        if (Option.isNone(folders)) return Effect.sync(() => context.skip("there is no pyenv here"))
        const { layer } = newServer({ PATH: `${root}/shims:/usr/bin:/bin` })
        const expected = folders.value.filter((name) => /^3\.(?:[89]|\d\d)\.\d+$/.test(name))
        return Effect.gen(function* () {
          const { all, system } = yield* Interpreters
          const versions = (yield* all).map(({ version }) => version)
          assert.includeMembers(versions, expected)
          assert.notInclude((yield* system).path, "/shims/")
        }).pipe(Effect.provide(layer))
      }),
    limit,
  )
})
