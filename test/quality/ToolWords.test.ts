import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { mypyReport } from "../../src/quality/MypyAnalyser.ts"
import { readRuff, ruffWarnings } from "../../src/quality/RuffJson.ts"

const answer = (exitCode: number, stdout: string, stderr: string) => ({
  exitCode,
  stdout: Effect.succeed(new TextEncoder().encode(stdout)),
  stderr,
})

describe("What mypy says beside its findings", () => {
  const words = "mypy.ini: [mypy]: Unrecognized option: bogus = 3\n"

  for (const exitCode of [0, 1]) {
    it.effect(`is a note where it ended with ${exitCode}`, () =>
      Effect.gen(function* () {
        const { findings, notes } = yield* mypyReport(answer(exitCode, "\n", words), "/a")
        assert.deepStrictEqual([findings, notes], [[], [`mypy: ${words.trim()}`]])
      }),
    )
  }

  it.effect("is why there are none where it was stopped", () =>
    Effect.gen(function* () {
      const failed = yield* Effect.flip(mypyReport(answer(2, "\n", words), "/a"))
      assert.include(failed.message, "Unrecognized option")
    }),
  )
})

describe("What ruff says of its settings", () => {
  it("is told with the lines that belong to it, and once", () => {
    const warning = "Settings are deprecated. Please update:\n  - 'ignore' -> 'lint.ignore'"
    const stderr = `warning: ${warning}\nwarning: ${warning}\nwarning: No files\nother\n`
    assert.deepStrictEqual(ruffWarnings({ stderr }), [warning, "No files"])
  })

  it.effect("is a failure only where it failed", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* readRuff(answer(0, "", "warning: No Python files found")), [])
      yield* Effect.flip(readRuff(answer(2, "", "ruff failed")))
    }),
  )
})
