import { FileSystem } from "@effect/platform/FileSystem"
import { assert, describe, it } from "@effect/vitest"
import { Clock, Effect, Layer, Option } from "effect"
import { ScriptStore } from "../../src/scripts/ScriptStore.ts"
import { pass } from "../support/Jobs.ts"
import { jsonOf, machine, namesIn, noon, put, settingsOf } from "../support/World.ts"

const layer = ScriptStore.layer.pipe(Layer.provide(settingsOf()), Layer.provideMerge(machine))

const scripts = "/state/scripts"
const autosaved = "/state/autosaved_scripts"

const autosave = (code: string, parameters: Readonly<Record<string, unknown>> = {}) =>
  Effect.flatMap(ScriptStore, (store) => store.autosave(code, "run_script_in_dir", parameters))

const save = (name: string, source: string, overwrite = false) =>
  Effect.flatMap(ScriptStore, (store) => store.save({ name, source, header: {}, overwrite }))

describe("inline code", () => {
  it.effect("is kept under its time and its hash, with what it was called with", () =>
    Effect.gen(function* () {
      const path = yield* autosave("print(1)", { args: ["a"], env_vars: { TOKEN: "secret" } })
      assert.match(path, /^\/state\/autosaved_scripts\/2026-11-23T12-00-00_[0-9a-f]{12}\.py$/)
      assert.strictEqual(yield* (yield* FileSystem).readFileString(path), "print(1)")
      assert.deepStrictEqual(yield* jsonOf(path.replace(/py$/, "json")), {
        tool: "run_script_in_dir",
        parameters: { args: ["a"], env_vars: { TOKEN: "***" } },
        saved_at: noon,
      })
    }).pipe(Effect.provide(layer)),
  )

  it.effect("is nobody else's to read", () =>
    Effect.gen(function* () {
      const fs = yield* FileSystem
      const path = yield* autosave("print(1)")
      for (const file of [path, path.replace(/py$/, "json")]) {
        assert.strictEqual((yield* fs.stat(file)).mode & 0o777, 0o600)
      }
    }).pipe(Effect.provide(layer)),
  )

  it.effect("is kept once, whenever it is called the same way again", () =>
    Effect.gen(function* () {
      const first = yield* autosave("print(1)", { args: ["a"] })
      yield* pass("1 minute")
      assert.strictEqual(yield* autosave("print(1)", { args: ["a"] }), first)
      assert.notStrictEqual(yield* autosave("print(1)", { args: ["b"] }), first)
      assert.notStrictEqual(yield* autosave("print(2)", { args: ["a"] }), first)
      assert.lengthOf(yield* namesIn(autosaved), 6)
    }).pipe(Effect.provide(layer)),
  )

  it.effect("is what runs, whatever became of the file that was kept", () =>
    Effect.gen(function* () {
      const path = yield* autosave("print(1)")
      for (const spoiled of ["", "print('edited')"]) {
        yield* put(path, spoiled)
        assert.strictEqual(yield* autosave("print(1)"), path)
        assert.strictEqual(yield* (yield* FileSystem).readFileString(path), "print(1)")
      }
    }).pipe(Effect.provide(layer)),
  )

  it.effect("is kept once, whichever server kept it first", () =>
    Effect.gen(function* () {
      const another = ScriptStore.layer.pipe(Layer.provide(settingsOf()))
      const theirs = yield* Effect.provide(autosave("print(1)"), another)
      assert.strictEqual(yield* autosave("print(1)"), theirs)
    }).pipe(Effect.provide(layer)),
  )

  it.effect("is kept again, where somebody has removed it", () =>
    Effect.gen(function* () {
      const fs = yield* FileSystem
      const path = yield* autosave("print(1)")
      yield* fs.remove(path)
      const again = yield* autosave("print(1)")
      assert.strictEqual(yield* fs.readFileString(again), "print(1)")
    }).pipe(Effect.provide(layer)),
  )

  it.effect("has its sidecar read back, where there is one", () =>
    Effect.gen(function* () {
      const store = yield* ScriptStore
      const path = yield* autosave("print(1)", { args: ["a"] })
      const name = path.slice(autosaved.length + 1)
      const sidecar = Option.getOrThrow(yield* store.sidecar(name))
      assert.deepStrictEqual(sidecar.parameters, { args: ["a"] })
      assert.isTrue(Option.isNone(yield* store.sidecar("nobody")))
      yield* put(`${autosaved}/broken.json`, "{")
      assert.isTrue(Option.isNone(yield* store.sidecar("broken")))
    }).pipe(Effect.provide(layer)),
  )
})

describe("a saved script", () => {
  it.effect("is found by its name, with or without .py", () =>
    Effect.gen(function* () {
      const store = yield* ScriptStore
      assert.deepStrictEqual(yield* save("report", "print(1)"), {
        written: true,
        path: `${scripts}/report.py`,
      })
      const found = { path: `${scripts}/report.py`, source: "print(1)" }
      assert.deepStrictEqual(yield* store.find("report", false), found)
      assert.deepStrictEqual(yield* store.find("report.py", false), found)
    }).pipe(Effect.provide(layer)),
  )

  it.effect("stays as it is, unless it is to be replaced", () =>
    Effect.gen(function* () {
      const store = yield* ScriptStore
      yield* save("report", "print(1)")
      assert.deepInclude(yield* save("report.py", "print(2)"), { written: false })
      assert.strictEqual((yield* store.find("report", false)).source, "print(1)")
      assert.deepInclude(yield* save("report", "print(2)", true), { written: true })
      assert.strictEqual((yield* store.find("report", false)).source, "print(2)")
    }).pipe(Effect.provide(layer)),
  )

  it.effect("that is not there is named, with where it was sought", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip((yield* ScriptStore).find("nosuch", false))
      assert.include(error.message, `"nosuch" (looked at ${scripts}/nosuch.py)`)
    }).pipe(Effect.provide(layer)),
  )

  it.effect("cannot be saved where its header cannot be written", () =>
    Effect.gen(function* () {
      const store = yield* ScriptStore
      const source = "# /// script\n# dependencies = [\n# ///\n"
      const script = { name: "a", source, header: { dependencies: ["six"] }, overwrite: false }
      assert.strictEqual((yield* Effect.flip(store.save(script)))._tag, "ScriptHeaderInvalid")
      assert.deepStrictEqual(yield* namesIn(scripts), [])
    }).pipe(Effect.provide(layer)),
  )
})

describe("a list of scripts", () => {
  it.effect("is sorted, with what each says of itself", () =>
    Effect.gen(function* () {
      const store = yield* ScriptStore
      yield* save("zebra", '"""Counts stripes.\n\nAll of them.\n"""')
      yield* save(
        "ant",
        '# /// script\n# dependencies = ["six"]\n# requires-python = ">=3.11"\n# ///\n',
      )
      yield* put(`${scripts}/notes.txt`, "")
      yield* put(`${scripts}/.tmp-1-x.py`, "")
      const written = yield* Clock.currentTimeMillis
      assert.deepStrictEqual(yield* store.list(false), [
        {
          name: "ant",
          path: `${scripts}/ant.py`,
          docstring: null,
          header: { dependencies: ["six"], requires_python: ">=3.11" },
          autosaved: false,
          bytes: 73,
          modifiedAt: written,
        },
        {
          name: "zebra",
          path: `${scripts}/zebra.py`,
          docstring: "Counts stripes.",
          header: null,
          autosaved: false,
          bytes: 36,
          modifiedAt: written,
        },
      ])
    }).pipe(Effect.provide(layer)),
  )

  it.effect("has inline code only where that is asked for", () =>
    Effect.gen(function* () {
      const store = yield* ScriptStore
      yield* save("ant", "")
      yield* autosave("print(1)")
      const kinds = (list: ReadonlyArray<{ readonly autosaved: boolean }>) =>
        list.map(({ autosaved }) => autosaved)
      assert.deepStrictEqual(kinds(yield* store.list(false)), [false])
      assert.deepStrictEqual(kinds(yield* store.list(true)), [false, true])
    }).pipe(Effect.provide(layer)),
  )

  it.effect("is empty where nothing was ever saved", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* (yield* ScriptStore).list(true), [])
    }).pipe(Effect.provide(layer)),
  )

  it.effect("shows a script whose header is broken all the same", () =>
    Effect.gen(function* () {
      yield* put(`${scripts}/a.py`, "# /// script\n# dependencies = [\n# ///\n")
      const [one] = yield* (yield* ScriptStore).list(false)
      assert.deepInclude(one, { name: "a", header: null })
    }).pipe(Effect.provide(layer)),
  )
})
