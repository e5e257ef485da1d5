import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { Interpreters } from "../../src/environment/Interpreters.ts"
import { parseLauncher } from "../../src/environment/WindowsPlaces.ts"
import { makeMachine, python } from "./Machine.ts"

const paths = Effect.flatMap(Interpreters, ({ all }) =>
  Effect.map(all, (found) => found.map(({ path }) => path)),
)

describe("the places of interpreters", () => {
  it.effect("are those of Homebrew, of the frameworks of macOS, and of the system", () =>
    Effect.gen(function* () {
      const machine = yield* makeMachine
      const found = [
        ["/opt/homebrew/bin/python3.14", "3.14.2"],
        ["/usr/local/bin/python3.13", "3.13.9"],
        ["/Library/Frameworks/Python.framework/Versions/3.12/bin/python3", "3.12.8"],
        ["/home/linuxbrew/.linuxbrew/bin/python3.11", "3.11.7"],
        ["/home/me/.linuxbrew/bin/python3", "3.10.6"],
        ["/home/me/.local/bin/python3.9", "3.9.5"],
        ["/usr/bin/python3", "3.8.4"],
      ] as const
      for (const [path, version] of found) yield* machine.install(path, python(path, version))
      yield* machine.link(
        "/Library/Frameworks/Python.framework/Versions/3.12",
        "/Library/Frameworks/Python.framework/Versions/Current",
      )
      assert.deepStrictEqual(
        yield* Effect.provide(paths, machine.server({})),
        found.map(([path]) => path),
      )
    }),
  )

  it.effect("are those that conda has on its list, wherever they are", () =>
    Effect.gen(function* () {
      const machine = yield* makeMachine
      const path = "/data/envs/far/bin/python3"
      yield* machine.install(path, python(path, "3.12.8"))
      yield* machine.write("/home/me/.conda/environments.txt", "/data/envs/far\n\nrelative\n")
      assert.deepStrictEqual(yield* Effect.provide(paths, machine.server({})), [path])
    }),
  )

  it.effect("do not hold others up: what does not answer, as macOS' stub, is passed over", () =>
    Effect.gen(function* () {
      const machine = yield* makeMachine
      yield* machine.install("/usr/bin/python3", "hangs")
      yield* machine.install(
        "/opt/homebrew/bin/python3",
        python("/opt/homebrew/bin/python3", "3.13.1"),
      )
      const server = machine.server({ PATH: "/usr/bin" }, "darwin")
      assert.deepStrictEqual(yield* Effect.provide(paths, server), ["/opt/homebrew/bin/python3"])
    }),
  )
})

const listed = `
 -V:3.14 *        C:\\Users\\me\\AppData\\Local\\Programs\\Python\\Python314\\python.exe\r
 -V:3.13t         C:\\Program Files\\Python313\\python3.13t.exe\r
 -V:Astral/CPython3.12.1 C:\\Users\\me\\AppData\\Roaming\\uv\\python\\cpython-3.12.1\\python.exe\r
`

const listedBefore = `Installed Pythons found by C:\\Windows\\py.exe Launcher for Windows
 -3.9-64        C:\\Python39\\python.exe *
 -3.8-32        C:\\Old Pythons\\3.8\\python.exe
 -2.7           C:\\Python27\\pythonw
`

describe("the launcher of Windows", () => {
  it("lists interpreters, in the words of today and in those of before", () => {
    assert.deepStrictEqual(parseLauncher(listed), [
      "C:\\Users\\me\\AppData\\Local\\Programs\\Python\\Python314\\python.exe",
      "C:\\Program Files\\Python313\\python3.13t.exe",
      "C:\\Users\\me\\AppData\\Roaming\\uv\\python\\cpython-3.12.1\\python.exe",
    ])
    assert.deepStrictEqual(parseLauncher(listedBefore), [
      "C:\\Python39\\python.exe",
      "C:\\Old Pythons\\3.8\\python.exe",
    ])
    assert.deepStrictEqual(parseLauncher("No installed Pythons found!\r\n"), [])
  })

  const local = "/users/me/local"
  const environment = { LOCALAPPDATA: local, SystemRoot: "/windows", APPDATA: "/users/me/roaming" }

  it.effect("is asked there, and the usual folders are looked at", () =>
    Effect.gen(function* () {
      const machine = yield* makeMachine
      const found = [
        ["/register/python.exe", "3.14.2"],
        [`${local}/Programs/Python/Python313/python.exe`, "3.13.9"],
        ["/users/me/roaming/uv/python/cpython-3.12.1/python.exe", "3.12.1"],
      ] as const
      for (const [path, version] of found) yield* machine.install(path, python(path, version))
      yield* machine.install("/windows/py.exe", " -V:3.14 * /register/python.exe\r\n")
      const server = machine.server(environment, "win32")
      assert.deepStrictEqual(
        yield* Effect.provide(paths, server),
        found.map(([path]) => path),
      )
    }),
  )

  it.effect("is asked nowhere else, and does no harm where it does not answer", () =>
    Effect.gen(function* () {
      const machine = yield* makeMachine
      yield* machine.install("/windows/py.exe", "hangs")
      yield* Effect.provide(paths, machine.server(environment))
      assert.deepStrictEqual(yield* machine.asked, [])
      assert.deepStrictEqual(yield* Effect.provide(paths, machine.server(environment, "win32")), [])
      assert.deepStrictEqual(yield* machine.asked, ["/windows/py.exe"])
    }),
  )
})
