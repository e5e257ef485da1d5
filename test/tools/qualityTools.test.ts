import { FileSystem } from "@effect/platform/FileSystem"
import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Fiber, Option, TestClock } from "effect"
import type { ProcessSpec } from "../../src/domain/Process.ts"
import { EnvironmentFailed } from "../../src/environment/EnvironmentErrors.ts"
import { MainExit } from "../../src/processes/ProcessEnding.ts"
import { ScriptedProcesses } from "../../src/processes/ProcessRunnerScripted.ts"
import type { ScriptedProcess } from "../../src/processes/ScriptedPlay.ts"
import { call, markdown, payload, refusal, textOf } from "../support/Calls.ts"
import { ScriptedEnvironments } from "../support/ScriptedEnvironments.ts"
import { home, namesIn, put, world } from "../support/World.ts"

// What the tools make of what ruff, bandit and mypy say; the real ones are in test/e2e/quality.test.ts.

const toolOf = ({ argv }: ProcessSpec): string =>
  argv.some((word) => word.endsWith("/bin/ruff")) ? "ruff" : (argv[argv.indexOf("-m") + 1] ?? "")

const saying = (stdout: string, stderr = "", code = 0): ScriptedProcess => ({
  output: [
    { stream: "stdout", text: stdout },
    { stream: "stderr", text: stderr },
  ],
  exit: MainExit.Exited({ code }),
})

const plays = (parts: Readonly<Record<string, ScriptedProcess>>) =>
  Effect.flatMap(ScriptedProcesses, ({ script }) =>
    script((spec) => parts[toolOf(spec)] ?? saying("[]")),
  )

const ruffItem = (code: string | null, row: number, applicability?: string) => ({
  code,
  filename: "/desk/a.py",
  message: `about ${code}`,
  location: { row, column: 1 },
  fix: applicability === undefined ? null : { applicability },
  url: null,
})

const desk = put("/desk/a.py", "x = 1\n")

/** What is made aside of one call is gone when it has ended. */
const leftBehind = namesIn(`${home}/environments`)

describe("Code and paths", () => {
  it.effect("are one or the other, and paths lead somewhere", () =>
    Effect.gen(function* () {
      yield* desk
      for (const tool of ["format_code", "static_analysis"]) {
        const both = yield* refusal(tool, { code: "x", paths: ["a.py"] })
        assert.match(both, /code and paths are both given\. Give exactly one/)
        assert.match(yield* refusal(tool), /neither code nor a path\. Give exactly one/)
        assert.match(yield* refusal(tool, { paths: [] }), /neither code nor a path/)
        const missing = yield* refusal(tool, { paths: ["a.py", "b.py"] })
        assert.match(missing, /paths: \/desk\/b\.py does not exist\. .*server's working directory/)
        assert.match(yield* refusal(tool, { paths: [""] }), /is empty/)
        const large = yield* refusal(tool, { code: "x".repeat(20_000_000) })
        assert.match(large, /code has 20000000 bytes, and at most 1048576 are taken\. Write it to/)
      }
    }).pipe(Effect.provide(world())),
  )

  it.effect("are for tools that there are, and arguments for tools that look at them", () =>
    Effect.gen(function* () {
      assert.match(yield* refusal("format_code", { code: "x", tool: "yapf" }), /"yapf" is none of/)
      const of = (given: object) => refusal("static_analysis", { code: "x", ...given })
      assert.match(yield* of({ tools: ["pylint"] }), /"pylint" is none of "ruff", "bandit", "mypy"/)
      assert.match(yield* of({ tools: [] }), /tools is empty\. Name the tools/)
      assert.match(yield* of({ tools: ["bandit"], fix: true }), /fix is ruff's/)
      assert.match(yield* of({ dependencies: ["six"] }), /dependencies are for mypy/)
    }).pipe(Effect.provide(world())),
  )
})

describe("A tool that runs", () => {
  it.effect("gets nothing of the server's environment that would change what it says", () =>
    Effect.gen(function* () {
      yield* plays({})
      yield* payload("static_analysis", { code: "x = 1\n", tools: ["ruff"] })
      const [spec] = yield* (yield* ScriptedProcesses).started
      const names = Object.keys(spec?.env ?? {})
      assert.includeMembers(names, ["PATH", "HTTPS_PROXY"])
      assert.deepStrictEqual(
        names.filter((name) => /^(?:PYTHON|RUFF|BLACK_NUM|MYPY|FORCE_COLOR)/.test(name)),
        [],
      )
    }).pipe(
      Effect.provide(
        world({
          host: {
            environment: {
              PATH: "/usr/bin",
              HTTPS_PROXY: "http://proxy",
              PYTHONPATH: "/evil",
              RUFF_NO_CACHE: "false",
              RUFF_OUTPUT_FORMAT: "text",
              BLACK_NUM_WORKERS: "0",
              MYPYPATH: "/evil",
              FORCE_COLOR: "1",
            },
          },
        }),
      ),
    ),
  )

  it.effect("is ended when its call is cancelled, and its files are gone", () =>
    Effect.gen(function* () {
      yield* plays({ ruff: { after: Duration.infinity } })
      const { started } = yield* ScriptedProcesses
      const calling = yield* Effect.fork(
        call("static_analysis", { code: "x = 1\n", tools: ["ruff"] }),
      )
      yield* Effect.repeat(Effect.yieldNow(), {
        until: () => Effect.map(started, (all) => all.length > 0),
      })
      const during = yield* leftBehind
      assert.isAbove(during.length, 0)
      yield* Fiber.interrupt(calling)
      assert.deepStrictEqual(yield* leftBehind, [])
    }).pipe(Effect.provide(world())),
  )

  it.effect("has five minutes", () =>
    Effect.gen(function* () {
      yield* plays({ ruff: { after: Duration.infinity, pollInterval: "1 minute" } })
      const calling = yield* Effect.fork(
        call("static_analysis", { code: "x = 1\n", tools: ["ruff"] }),
      )
      yield* TestClock.adjust("6 minutes")
      const answer = yield* Fiber.join(calling)
      assert.isTrue(answer.isError)
      assert.match(
        textOf(answer),
        /ruff failed: it did not end within 5 minutes\. .* leave ruff out/,
      )
      assert.deepStrictEqual(yield* leftBehind, [])
    }).pipe(Effect.provide(world())),
  )
})

describe("Findings", () => {
  const bandit = {
    results: [
      {
        filename: "/desk/a.py",
        test_id: "B602",
        issue_severity: "HIGH",
        issue_text: "shell",
        line_number: 9,
        col_offset: 0,
        more_info: "https://b602",
      },
    ],
    errors: [{ filename: "/desk/b.py", reason: "syntax error while parsing AST from file" }],
  }

  /** It writes its answer to a file that it is told. */
  const playsBandit = Effect.gen(function* () {
    const fs = yield* FileSystem
    const { script } = yield* ScriptedProcesses
    yield* script((spec) => {
      if (toolOf(spec) !== "bandit") {
        return saying(
          JSON.stringify([
            ruffItem("F401", 3, "safe"),
            ruffItem("E711", 1, "unsafe"),
            ruffItem("F401", 2, "safe"),
            ruffItem("invalid-syntax", 8),
          ]),
        )
      }
      const file = spec.argv.find((word) => word.startsWith("--output="))?.slice(9) ?? ""
      Effect.runSync(fs.writeFileString(file, JSON.stringify(bandit)))
      return saying("", "", 1)
    })
  })

  it.effect("are sorted by gravity and place, counted by rule, and cut at the limit", () =>
    Effect.gen(function* () {
      yield* desk
      yield* playsBandit
      const given = { paths: ["a.py"], limit: 3 }
      const answer = yield* payload("static_analysis", given)
      const findings = answer.findings as ReadonlyArray<Readonly<Record<string, unknown>>>
      assert.deepStrictEqual(
        findings.map(({ rule, severity, line, fixable }) => [rule, severity, line, fixable]),
        [
          ["invalid-syntax", "high", 8, false],
          ["B602", "high", 9, false],
          ["E711", "medium", 1, false],
        ],
      )
      assert.deepInclude(answer, { total: 5, truncated: true, failures: [] })
      assert.deepStrictEqual(answer.counts, [
        { tool: "ruff", total: 4, rules: { F401: 2, E711: 1, "invalid-syntax": 1 } },
        { tool: "bandit", total: 1, rules: { B602: 1 } },
      ])
      assert.deepStrictEqual(answer.unread, [
        {
          path: "/desk/b.py",
          reason: "bandit: syntax error while parsing AST from file",
          line: null,
          column: null,
        },
      ])
      const shown = yield* markdown("static_analysis", given)
      assert.match(shown, /^\*\*5 findings\*\* \(2 high, 3 medium · ruff 4, bandit 1\)/)
      assert.include(shown, "| high | bandit B602 | `/desk/a.py:9:1` | shell |")
      assert.include(shown, "… and 2 more")
    }).pipe(Effect.provide(world())),
  )

  it.effect("of one tool are there when another fails, which is told apart", () =>
    Effect.gen(function* () {
      yield* desk
      yield* plays({
        ruff: saying(JSON.stringify([ruffItem("E711", 1)])),
        bandit: saying("", "Traceback (most recent call last):\n  File x\nKeyError: 'x'\n", 1),
      })
      const answer = yield* payload("static_analysis", { paths: ["a.py"] })
      assert.deepInclude(answer, { total: 1 })
      assert.deepStrictEqual(answer.failures, [
        {
          tool: "bandit",
          message:
            "bandit failed: KeyError: 'x'. Correct what it names and call again, or leave bandit out.",
        },
      ])
      assert.match(
        yield* markdown("static_analysis", { paths: ["a.py"] }),
        /^\*\*1 finding\*\* .* · \*\*bandit failed\*\*/,
      )
    }).pipe(Effect.provide(world())),
  )

  it.effect("are none where no tool did its work: that is an error", () =>
    Effect.gen(function* () {
      yield* desk
      yield* plays({ ruff: saying("", "ruff failed\n  Cause: Failed to parse /desk/ruff.toml", 2) })
      assert.match(
        yield* refusal("static_analysis", { paths: ["a.py"], tools: ["ruff"] }),
        /^ruff failed: Failed to parse \/desk\/ruff\.toml\. Correct/,
      )
      const { prepares } = yield* ScriptedEnvironments
      yield* prepares(
        () => new EnvironmentFailed({ stage: "installing", reason: "network", detail: "dead" }),
      )
      const dead = yield* refusal("static_analysis", { paths: ["a.py"] })
      assert.strictEqual(dead.match(/The environment could not be made/g)?.length, 2)
    }).pipe(Effect.provide(world())),
  )

  it.effect("of types are looked up in what the call's and the code's dependencies make", () =>
    Effect.gen(function* () {
      yield* plays({ mypy: saying("") })
      const code = '# /// script\n# dependencies = ["numpy"]\n# ///\nx = 1\n'
      yield* payload("static_analysis", { code, tools: ["mypy"], dependencies: ["six"] })
      const asked = yield* (yield* ScriptedEnvironments).requests
      const request = asked.find(({ source }) => source === code)
      assert.deepInclude(request?.python, { dependencies: ["six"] })
      const [spec] = yield* (yield* ScriptedProcesses).started
      assert.include(
        [...(spec?.argv ?? [])],
        "--python-executable=/state/environments/abc/bin/python",
      )
      assert.include([...(spec?.argv ?? [])], "--cache-dir=/dev/null")
      assert.deepStrictEqual(request?.projectFolder, Option.none())
    }).pipe(Effect.provide(world())),
  )
})
