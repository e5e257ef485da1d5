import { dirname } from "node:path"
import * as FileSystem from "@effect/platform/FileSystem"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { PythonSource } from "../../src/environment/EnvironmentPlan.ts"
import { makeAdmission } from "../../src/environment/LocalDependencies.ts"
import { MemoryFileSystem } from "../../src/processes/MemoryFileSystem.ts"
import { settingsOf } from "../support/World.ts"
import { interpreter } from "./Machine.ts"

/** A machine with one open folder, one that is not, and ways from the one to the other. */
const disk = Layer.effectDiscard(
  Effect.gen(function* () {
    const fs = yield* FileSystem.FileSystem
    for (const path of ["/open/mine/pyproject.toml", "/open/a b/m.whl", "/secret/x/setup.py"]) {
      yield* fs.makeDirectory(dirname(path), { recursive: true })
      yield* fs.writeFileString(path, "")
    }
    yield* fs.makeDirectory("/openly/x", { recursive: true })
    yield* fs.symlink("/secret", "/open/link")
    yield* fs.symlink("/open", "/alias")
  }),
)

/** The requirement as it goes to uv, or why it does not. */
const admit = (requirement: string, folders: ReadonlyArray<string> = ["/open"]) =>
  Effect.gen(function* () {
    const python = PythonSource.Installed({ interpreter: interpreter("3.13.0") })
    const admitted = yield* makeAdmission
    const plan = yield* admitted({
      _tag: "Managed",
      python,
      requirements: [requirement],
      uvOptions: [],
      context: [],
      refresh: false,
      importFrom: [],
      notes: [],
    })
    return plan._tag === "Managed" ? plan.requirements.join() : plan._tag
  }).pipe(
    Effect.catchTag("LocalDependencyRefused", ({ message }) => Effect.succeed(message)),
    Effect.provide(
      disk.pipe(
        Layer.provideMerge(MemoryFileSystem.layer),
        Layer.provideMerge(settingsOf({ localDependencies: folders })),
      ),
    ),
  )

describe("a dependency of this machine", () => {
  it.effect("is refused where no folder is open, in words that name the setting", () =>
    Effect.gen(function* () {
      assert.strictEqual(
        yield* admit("mine @ file:///open/mine", []),
        'Cannot use "mine @ file:///open/mine" as a dependency: no folder of this machine is open to dependencies. Set PYTHON_MCP_LOCAL_DEPENDENCIES, as whoever runs the server, to the folders that dependencies may be installed from, or ask for one of a package index.',
      )
    }),
  )

  it.each([
    ["in an open folder", "mine @ file:///open/mine", "mine @ file:///open/mine"],
    ["the open folder itself", "mine @ file:///open", "mine @ file:///open"],
    ["by localhost", "mine @ file://localhost/open/mine", "mine @ file:///open/mine"],
    ["by another name of it", "mine @ file:///alias/mine", "mine @ file:///open/mine"],
    ["by a way that comes back", "m @ file:///open/x/../mine", "m @ file:///open/mine"],
    ["with blanks", "m @ file:///open/a%20b/m.whl", "m @ file:///open/a%20b/m.whl"],
    [
      "with extras, a hash and a marker",
      'm[a] @ file:///open/mine#sha256=00 ; os_name == "nt"',
      'm[a] @ file:///open/mine#sha256=00 ; os_name == "nt"',
    ],
  ])("is let in by its real path: %s", (_, given, expected) =>
    Effect.runPromise(Effect.map(admit(given), (text) => assert.strictEqual(text, expected))),
  )

  it.each([
    ["file:///secret/x"],
    ["file:///open/../secret/x"],
    ["file:///open/%2e%2e/secret/x"],
    ["file:///open/.%2E/secret/x"],
    ["file:///open\\..\\..\\secret\\x"],
    ["file:///open/link/x"],
    ["file:///openly/x"],
    ["file:///secret/nothing"],
    ["file:///open/../nothing"],
    ["file:///"],
  ])("is refused where it is elsewhere, whatever way it takes: %s", (url) =>
    Effect.runPromise(
      Effect.map(admit(`m @ ${url}`), (text) =>
        assert.include(
          text,
          "is in none of the folders that dependencies may be installed from (/open)",
        ),
      ),
    ),
  )

  it.each([
    ["file:///open/%2fsecret", "not that of a path"],
    ["file:///open/mine?../../secret", '"?" in it'],
    ["file:///open/mine#subdirectory=../../secret", "not plain"],
    ["file:///open/mine#subdirectory=%2e%2e/secret", "not plain"],
    ["file:///open/nothing", '"/open/nothing" does not exist'],
  ])("is refused where its URL is wrong: %s", (url, reason) =>
    Effect.runPromise(
      Effect.map(admit(`m @ ${url}`), (text) => {
        assert.include(text, reason)
        assert.notInclude(text, "PYTHON_MCP_LOCAL_DEPENDENCIES")
        assert.include(text, 'Write it as "package @ file:///absolute/path"')
      }),
    ),
  )

  it.effect("is let in by links out of an open folder once they lead to another open one", () =>
    Effect.map(admit("m @ file:///open/link/x", ["/open", "/secret"]), (text) =>
      assert.strictEqual(text, "m @ file:///secret/x"),
    ),
  )

  it.effect("is no other kind: what comes from elsewhere is not looked at", () =>
    Effect.gen(function* () {
      for (const text of ["six==1.16.0", "m @ https://x.org/file:///secret", "m @ git+ssh://h/x"]) {
        assert.strictEqual(yield* admit(text, []), text)
      }
    }),
  )
})
