import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { markdown, payload, refusal } from "../support/Calls.ts"
import { lastStarted } from "../support/Requests.ts"
import { home, namesIn, put, world } from "../support/World.ts"

const report = { script_name: "report", source: '"""Says hi."""\nprint("hi")\n' }
const path = `${home}/scripts/report.py`

describe("py_save_script", () => {
  it.effect("saves a script with the header that it is given", () =>
    Effect.gen(function* () {
      const given = { ...report, dependencies: ["six>=1"], requires_python: ">=3.11" }
      assert.deepStrictEqual(yield* payload("py_save_script", given), {
        written: true,
        path,
        message: "Saved. py_run_saved_script runs it.",
      })
      const { source, metadata } = yield* payload("py_view_script", { script_name: "report" })
      assert.match(String(source), /^# \/\/\/ script\n/)
      assert.deepStrictEqual(metadata, { dependencies: ["six>=1"], requires_python: ">=3.11" })
    }).pipe(Effect.provide(world())),
  )

  it.effect("replaces none of the same name, unless it is told to", () =>
    Effect.gen(function* () {
      yield* payload("py_save_script", report)
      const again = { ...report, source: "print(2)" }
      assert.deepInclude(yield* payload("py_save_script", again), { written: false })
      assert.strictEqual(
        (yield* payload("py_view_script", { script_name: "report" })).source,
        report.source,
      )
      yield* payload("py_save_script", { ...again, overwrite: true })
      assert.strictEqual(
        (yield* payload("py_view_script", { script_name: "report" })).source,
        "print(2)",
      )
    }).pipe(Effect.provide(world())),
  )

  const wrong = [
    [{ script_name: "../evil" }, /script_name: "\.\.\/evil" is no script name/],
    [{ script_name: "" }, /script_name: /],
    [{ dependencies: ["not a requirement!"] }, /not a requirement!/],
    [{ requires_python: "three" }, /requires_python "three" is no version specifier/],
  ] as const

  for (const [given, message] of wrong) {
    it.effect(`saves nothing with ${JSON.stringify(given)}`, () =>
      Effect.gen(function* () {
        assert.match(yield* refusal("py_save_script", { ...report, ...given }), message)
        assert.deepStrictEqual(yield* namesIn(`${home}/scripts`), [])
      }).pipe(Effect.provide(world())),
    )
  }
})

describe("py_run_saved_script", () => {
  it.effect("runs what was saved", () =>
    Effect.gen(function* () {
      yield* payload("py_save_script", report)
      const result = yield* payload("py_run_saved_script", { script_name: "report", args: ["1"] })
      assert.deepInclude(result, { status: "completed" })
      assert.deepStrictEqual((yield* lastStarted).argv.slice(1), [path, "1"])
    }).pipe(Effect.provide(world())),
  )

  it.effect("names a script that is not there", () =>
    Effect.map(refusal("py_run_saved_script", { script_name: "nosuch" }), (message) =>
      assert.match(message, /^There is no script "nosuch".*py_list_scripts/),
    ).pipe(Effect.provide(world())),
  )
})

describe("a name that is none", () => {
  for (const script_name of ["../x", "x".repeat(500)]) {
    it.effect(`is refused with how to list the known ones: ${script_name.slice(0, 8)}`, () =>
      Effect.gen(function* () {
        for (const tool of ["py_run_saved_script", "py_view_script"]) {
          const message = yield* refusal(tool, { script_name })
          assert.match(message, /is no script name: .*; py_list_scripts lists the known ones\n/)
        }
      }).pipe(Effect.provide(world())),
    )
  }
})

describe("py_list_scripts and py_view_script", () => {
  it.effect("show saved scripts, and inline code only where that is asked for", () =>
    Effect.gen(function* () {
      yield* payload("py_save_script", report)
      yield* payload("run_script_with_dependencies", {
        script_content: "print(1)",
        env_vars: { TOKEN: "secret" },
      })
      assert.deepStrictEqual((yield* payload("py_list_scripts")).result, [
        { name: "report", path, docstring: "Says hi.", header: null, autosaved: false },
      ])
      const { result } = yield* payload("py_list_scripts", { include_autosaved: true })
      const [, kept] = result as ReadonlyArray<{
        readonly name: string
        readonly autosaved: boolean
      }>
      assert.isTrue(kept?.autosaved)
      const shown = yield* payload("py_view_script", { script_name: kept?.name, autosaved: true })
      assert.strictEqual(shown.source, "print(1)")
      assert.deepInclude(shown.metadata, { tool: "run_script_with_dependencies" })
      assert.notInclude(JSON.stringify(shown.metadata), "secret")
    }).pipe(Effect.provide(world())),
  )

  it.effect("show people autosaved code once, with a bounded part of what it was called with", () =>
    Effect.gen(function* () {
      const script_content = `print("once")\n${"# more\n".repeat(4000)}`
      const args = Array.from({ length: 3000 }, (_, at) => `argument ${at}`)
      yield* payload("run_script_with_dependencies", { script_content, args })
      const [file = ""] = yield* namesIn(`${home}/autosaved_scripts`)
      const given = { script_name: file.replace(/\.\w+$/, ""), autosaved: true }
      const shown = yield* markdown("py_view_script", given)
      assert.lengthOf([...shown.matchAll(/print\(/g)], 1)
      assert.match(shown, /```json\n\{\n {2}"tool": "run_script_with_dependencies",/)
      assert.isBelow(shown.length, 16_384 + 600)
      const { metadata } = yield* payload("py_view_script", given)
      assert.include(JSON.stringify(metadata), JSON.stringify({ script_content }).slice(1, -1))
    }).pipe(Effect.provide(world())),
  )

  it.effect("show a source in a fence that it cannot break out of", () =>
    Effect.gen(function* () {
      yield* put(path, 's = "```"\n')
      assert.strictEqual(
        yield* markdown("py_view_script", { script_name: "report" }),
        `**report** · \`${path}\`\n\n\`\`\`\`python\ns = "\`\`\`"\n\`\`\`\``,
      )
    }).pipe(Effect.provide(world())),
  )
})
