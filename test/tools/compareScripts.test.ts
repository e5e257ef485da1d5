import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Fiber } from "effect"
import { MainExit } from "../../src/processes/ProcessEnding.ts"
import { ScriptedProcesses } from "../../src/processes/ProcessRunnerScripted.ts"
import { ToolRegistry } from "../../src/tools/ToolRegistry.ts"
import { call, markdown, payload, refusal } from "../support/Calls.ts"
import { pass } from "../support/Jobs.ts"
import { playing } from "../support/Requests.ts"
import { prepared, ScriptedEnvironments } from "../support/ScriptedEnvironments.ts"
import { playingTurns, startedTurns } from "../support/Turns.ts"
import { closable, home, machine, namesIn, put, world } from "../support/World.ts"

const two = { a: "print('hi')", b: "print('h' + 'i')" }

/** A call that is given so much time. */
const within = <A, E, R>(time: Duration.DurationInput, effect: Effect.Effect<A, E, R>) =>
  Effect.gen(function* () {
    const fiber = yield* Effect.fork(effect)
    yield* pass(time)
    return yield* Fiber.join(fiber)
  })

/** So many milliseconds a run; each prints its own text. */
const taking = (a: number, b: number, print: (name: string, number: number) => string) =>
  playingTurns((name, number) => ({
    after: Duration.millis({ a, b, empty: 10 }[name] ?? 0),
    output: [{ stream: "stdout", text: print(name, number) }],
  }))

const same = () => "hi\n"

const linksOf = ({ content }: Effect.Effect.Success<ReturnType<typeof call>>) =>
  content.flatMap((block) => (block.type === "resource_link" ? [block.uri] : []))

describe("a comparison", () => {
  it.effect("runs both by turns, a first and b first, after a warm-up of each", () =>
    Effect.gen(function* () {
      yield* taking(150, 100, same)
      yield* within("8 seconds", payload("compare_scripts", { ...two, runs: 4 }))
      assert.deepStrictEqual(yield* startedTurns, [
        ...["warmup", "warmup", "empty", "empty", "empty"],
        ...["a", "b", "b", "a", "a", "b", "b", "a"],
      ])
      const specs = yield* (yield* ScriptedProcesses).started
      const [a, b] = specs.slice(5, 7)
      const { argv: argvOfA, folder: _, ...restOfA } = a ?? assert.fail()
      const { argv: argvOfB, folder: __, ...restOfB } = b ?? assert.fail()
      assert.deepStrictEqual(restOfA, restOfB)
      assert.notDeepEqual(argvOfA, argvOfB)
    }).pipe(Effect.provide(world())),
  )

  it.effect("tells the ratio, the figures of each, and what their outputs are", () =>
    Effect.gen(function* () {
      yield* taking(150, 100, same)
      const result = yield* within("8 seconds", payload("compare_scripts", { ...two, runs: 6 }))
      assert.deepInclude(result, {
        status: "completed",
        verdict: "b is 1.5 times as fast as a (95 % interval 1.5 to 1.5).",
        cpu: null,
        memory: null,
        outputs: { agree: true, verdict: "All runs of a and b printed the same." },
        python_version_used: "3.13.1",
        resolved_dependencies: ["numpy==2.1.0", "six==1.16.0"],
        notes: ["a note"],
      })
      assert.deepInclude(result.wall, { ratio: 1.5, low: 1.5, high: 1.5, shown: true })
      assert.lengthOf((result.a as { runs: ReadonlyArray<unknown> }).runs, 6)
      assert.notProperty(result, "stdout")
    }).pipe(Effect.provide(world())),
  )

  it.effect("links nothing once it is over: all that there is to read is in its answer", () =>
    Effect.gen(function* () {
      yield* taking(150, 100, same)
      const done = yield* within("8 seconds", call("compare_scripts", { ...two, runs: 2 }))
      assert.deepStrictEqual(linksOf(done), [])
      const going = yield* call("compare_scripts", { ...two, async_mode: true })
      const id = going.structuredContent?.job_id
      assert.deepStrictEqual(linksOf(going), [`job-stream://${id}`, `job://${id}`])
    }).pipe(Effect.provide(world())),
  )

  it.effect("is told to people in one sentence and a table, now and later", () =>
    Effect.gen(function* () {
      yield* taking(100, 200, same)
      const text = yield* within("8 seconds", markdown("compare_scripts", { ...two, runs: 6 }))
      assert.match(text, /^\*\*a is 2 times as fast as b \(95 % interval 2 to 2\)\.\*\* 6 runs of/)
      assert.include(text, "| wall | 100 ms | 200 ms | 0.500 | 0.500 to 0.500 | shown |")
      const [job_id = ""] = /(?<=job `)[^`]+/.exec(text) ?? []
      assert.strictEqual(yield* markdown("py_job_status", { job_id }), text)
    }).pipe(Effect.provide(world())),
  )

  it.effect("notes that the start of Python is much of what was compared, where it is", () =>
    Effect.gen(function* () {
      yield* taking(29, 200, same)
      const short = yield* within("8 seconds", payload("compare_scripts", { ...two, runs: 2 }))
      assert.match(
        String(short.notes),
        /^An empty script takes 10 ms here, and the shorter .* 29 ms/,
      )
      yield* taking(9, 200, same)
      const shortest = yield* within("8 seconds", payload("compare_scripts", { ...two, runs: 2 }))
      assert.match(String(shortest.notes), /9 ms: the start of Python is nearly all .* noise/)
      yield* taking(31, 200, same)
      const long = yield* within("8 seconds", payload("compare_scripts", { ...two, runs: 2 }))
      assert.deepStrictEqual(long.notes, ["a note"])
    }).pipe(Effect.provide(world())),
  )

  it.effect("tells outputs that differ apart from one that varies by itself", () =>
    Effect.gen(function* () {
      yield* taking(100, 100, (name) => `1\n${name}\n`)
      const differing = yield* within("8 seconds", payload("compare_scripts", { ...two, runs: 2 }))
      assert.match(String(differing.verdict), / Their outputs differ\.$/)
      assert.deepInclude(differing.outputs, { agree: false })
      assert.include(JSON.stringify(differing.outputs), 'from line 2 on (a: \\"a\\", b: \\"b\\")')
      const long = "x".repeat(65_536)
      yield* taking(100, 100, (name) => `${long}${name}`)
      const late = yield* within("8 seconds", payload("compare_scripts", { ...two, runs: 2 }))
      assert.match(JSON.stringify(late.outputs), /, beyond their first 64 KiB\."/)
      yield* taking(100, 100, (name, number) => (name === "b" ? `${number}\n` : "1\n"))
      const varying = yield* within("8 seconds", payload("compare_scripts", { ...two, runs: 2 }))
      assert.deepInclude(varying.outputs, { agree: null })
      assert.notInclude(String(varying.verdict), "outputs")
    }).pipe(Effect.provide(world())),
  )

  it.effect("says so where only standard error differs", () =>
    Effect.gen(function* () {
      yield* playingTurns((name) => ({ output: [{ stream: "stderr", text: name }] }))
      const text = yield* markdown("compare_scripts", { ...two, runs: 1 })
      assert.match(text, /the same on standard output; standard error differs\./)
    }).pipe(Effect.provide(world())),
  )

  it.effect("shows no interval of too few runs", () =>
    Effect.gen(function* () {
      yield* taking(100, 200, same)
      const text = yield* within("8 seconds", markdown("compare_scripts", { ...two, runs: 1 }))
      assert.include(text, "| wall | 100 ms | 200 ms | 0.500 |  | too few runs |")
    }).pipe(Effect.provide(world())),
  )

  it.effect(
    "says why an interval that leaves out 1 shows nothing: the test did not confirm it",
    () =>
      Effect.gen(function* () {
        const millis = (name: string, number: number) => {
          if (name !== "a") return 100
          return number === 6 ? 90 : 130
        }
        yield* playingTurns((name, number) => ({ after: Duration.millis(millis(name, number)) }))
        const text = yield* within("8 seconds", markdown("compare_scripts", { ...two, runs: 6 }))
        assert.include(text, "| not shown (the test did not confirm it: p 0.081) |")
      }).pipe(Effect.provide(world())),
  )

  it.effect("has the same result later, for another server", () =>
    Effect.gen(function* () {
      const first = yield* closable()
      const answered = yield* Effect.gen(function* () {
        yield* taking(100, 100, same)
        return yield* within("8 seconds", payload("compare_scripts", { ...two, runs: 2 }))
      }).pipe(Effect.provide(first.services))
      yield* first.close
      const second = yield* closable()
      const { job } = yield* payload("py_job_status", { job_id: answered.job_id }).pipe(
        Effect.provide(second.services),
      )
      assert.deepStrictEqual((job as { result: unknown }).result, answered)
      yield* second.close
    }).pipe(Effect.provide(machine)),
  )

  it.effect("is handed over when the budget is over, says how far it is, and ends as a whole", () =>
    Effect.gen(function* () {
      yield* playingTurns((name) => ({ after: name === "b" ? "1 hour" : "10 millis" }))
      const asked = yield* within("21 seconds", payload("compare_scripts", { ...two, runs: 3 }))
      assert.deepInclude(asked, { status: "running" })
      const { job_id } = asked
      const { job } = yield* payload("py_job_status", { job_id })
      assert.deepInclude(job, {
        phase: "script",
        progress: { current: 2, total: 6, message: "run" },
      })
      const killing = yield* Effect.fork(payload("kill_job", { job_id }))
      yield* pass("10 seconds")
      assert.deepInclude(yield* Fiber.join(killing), { job_id })
      const ended = yield* payload("py_job_status", { job_id })
      assert.deepInclude(ended.job, { status: "cancelled" })
      assert.match(JSON.stringify(ended.job), /it measured 1 run of a \(.*\), 0 runs of b\./)
      assert.strictEqual((yield* startedTurns).at(-1), "b")
    }).pipe(Effect.provide(world())),
  )
})

describe("a variant that fails", () => {
  it.effect("ends the comparison, which says which it was and shows its output", () =>
    Effect.gen(function* () {
      yield* playingTurns((name, number) => ({
        output: [{ stream: "stdout", text: `${name} ${number}\n` }],
        ...(name === "b" && number === 2 ? { exit: MainExit.Exited({ code: 5 }) } : {}),
      }))
      const result = yield* payload("compare_scripts", { ...two, runs: 4 })
      assert.deepInclude(result, {
        status: "failed",
        reason: "exit_code",
        exit_code: 5,
        stdout: "b 2\n",
        error: "Run 2 of 4 of b failed (exit code 5).",
      })
      assert.notProperty(result, "verdict")
      // a, b, b: the second of b is the one that failed.
      assert.lengthOf((result.a as { runs: ReadonlyArray<unknown> }).runs, 1)
      assert.lengthOf((result.b as { runs: ReadonlyArray<unknown> }).runs, 1)
      const shown = yield* markdown("py_job_status", { job_id: result.job_id })
      assert.match(shown, /- Before that, it measured 1 run of a \(median .* s\), 1 run of b \(/)
      const { job } = yield* payload("py_job_status", { job_id: result.job_id })
      assert.deepStrictEqual((job as { result: unknown }).result, result)
      const { state } = yield* (yield* ToolRegistry).task(String(result.job_id))
      const answer = state._tag === "Completed" ? state.result : assert.fail(state._tag)
      assert.deepStrictEqual(answer.structuredContent, result)
    }).pipe(Effect.provide(world())),
  )

  it.effect("is one that takes too long, too", () =>
    Effect.gen(function* () {
      yield* playingTurns((name) => ({ after: name === "a" ? "1 hour" : "10 millis" }))
      const asked = { ...two, timeout_seconds: 3 }
      const result = yield* within("9 seconds", payload("compare_scripts", asked))
      assert.deepInclude(result, { status: "failed", reason: "timeout" })
      assert.match(String(result.error), /^Run 1 of 10 of a failed \(timeout\)/)
      // Nothing was measured, and nothing is told of it.
      assert.notProperty(result, "a")
      assert.notInclude(String(result.notes), "Before that")
    }).pipe(Effect.provide(world())),
  )
})

describe("the two scripts of a comparison", () => {
  const planned = Effect.flatMap(ScriptedEnvironments, ({ requests }) =>
    Effect.map(requests, (all) => all.at(-1) ?? assert.fail("nothing was planned")),
  )

  it.effect("may be code or paths of .py files, and wrapped as other tools take them", () =>
    Effect.gen(function* () {
      yield* playing({})
      yield* put("/desk/old/main.py", "print(1)")
      yield* put("/desk/new/main.py", "print(2)")
      const environments = yield* ScriptedEnvironments
      yield* environments.prepares(({ notes }) => Effect.succeed({ ...prepared, notes }))
      const files = { a: "old/main.py", b: { script_path: "new/main.py" }, runs: 1 }
      const result = yield* payload("compare_scripts", files)
      assert.match(String(result.notes), /Both run in a's folder, \/desk\/old; /)
      yield* payload("compare_scripts", { a: "print(1)", b: { script_content: "2" }, runs: 1 })
      yield* payload("compare_scripts", { a: "x = 1 # not a.py\n#.py", b: "1", runs: 1 })
      const specs = yield* (yield* ScriptedProcesses).started
      assert.include(specs[0]?.argv ?? [], "/desk/old/main.py")
      assert.include(specs[1]?.argv ?? [], "/desk/new/main.py")
      assert.strictEqual(specs[1]?.cwd, "/desk/old")
      assert.lengthOf(
        (yield* namesIn(`${home}/autosaved_scripts`)).filter((name) => name.endsWith(".py")),
        4,
      )
    }).pipe(Effect.provide(world())),
  )

  it.effect("run in one environment that has what both ask for", () =>
    Effect.gen(function* () {
      yield* playing({})
      const header = (name: string) => `# /// script\n# dependencies = ["${name}"]\n# ///\n`
      yield* payload("compare_scripts", {
        a: `${header("six")}print(1)`,
        b: `${header("attrs")}print(1)`,
        runs: 1,
      })
      assert.match((yield* planned).source, /"six".*"attrs"/s)
    }).pipe(Effect.provide(world())),
  )

  it.effect("are refused before any job, with the way out, where they are not there", () =>
    Effect.gen(function* () {
      const missing = yield* refusal("compare_scripts", { a: "print(1)", b: "gone.py" })
      assert.match(missing, /^b: \/desk\/gone\.py does not exist\. Give a path/)
      const shapes = yield* refusal("compare_scripts", { a: 1, b: { path: "x.py" }, runs: 101 })
      assert.match(shapes, /- a: is neither code nor the path of a \.py file/)
      assert.match(shapes, /- b: is neither code nor the path of a \.py file/)
      assert.match(shapes, /- runs: 101 is not a whole number from 1 to 100/)
      const spoiled = "# /// script\n# dependencies = 7\n# ///\n"
      const header = yield* refusal("compare_scripts", { a: "print(1)", b: spoiled })
      assert.match(header, /header/)
      assert.deepStrictEqual(yield* namesIn(`${home}/jobs`), [])
    }).pipe(Effect.provide(world())),
  )
})
