import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Option } from "effect"
import { EnvironmentFailed } from "../../src/environment/EnvironmentErrors.ts"
import { MainExit } from "../../src/processes/ProcessEnding.ts"
import { call, markdown, payload, refusal, textOf } from "../support/Calls.ts"
import { endOf, onlyJob, pass } from "../support/Jobs.ts"
import { playing } from "../support/Requests.ts"
import { prepared, ScriptedEnvironments } from "../support/ScriptedEnvironments.ts"
import { world } from "../support/World.ts"

const hello = { script_content: "print('hi')" }
const saysHi = playing({ after: "1 second", output: [{ stream: "stdout", text: "hi\n" }] })

/** A call that is given the time that it needs. */
const inTime = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.gen(function* () {
    const fiber = yield* Effect.fork(effect)
    yield* pass("1 second")
    return yield* Fiber.join(fiber)
  })

describe("a run that ends in time", () => {
  it.effect("answers with its payload", () =>
    Effect.gen(function* () {
      yield* saysHi
      const result = yield* inTime(payload("run_script_with_dependencies", hello))
      assert.deepInclude(result, {
        job_id: yield* onlyJob,
        status: "completed",
        stdout: "hi\n",
        stderr: "",
        exit_code: 0,
        elapsed_seconds: 1,
        execution_strategy: "uv-run",
        resolved_dependencies: ["numpy==2.1.0", "six==1.16.0"],
        python_version_used: "3.13.1",
      })
    }).pipe(Effect.provide(world())),
  )

  it.effect("is told to people by its state, its output, its packages and its notes", () =>
    Effect.gen(function* () {
      yield* saysHi
      const text = yield* inTime(markdown("run_script_with_dependencies", hello))
      assert.strictEqual(
        text,
        [
          `**Completed** in 1 s · Python 3.13.1 · job \`${yield* onlyJob}\``,
          "```text\nhi\n```",
          "Installed: `numpy==2.1.0`, `six==1.16.0`",
          "- a note",
        ].join("\n\n"),
      )
    }).pipe(Effect.provide(world())),
  )

  it.effect("shows people its output cut once, with one marker for all that is missing", () =>
    Effect.gen(function* () {
      const text = Array.from({ length: 20_000 }, (_, line) => `line ${line}\n`).join("")
      const stderr = { stream: "stderr", text: "e\n" } as const
      yield* playing({ after: "1 second", output: [{ stream: "stdout", text }, stderr] })
      const shown = yield* inTime(markdown("run_script_with_dependencies", hello))
      const markers = [
        ...shown.matchAll(/\[… ([\d,]+) bytes of stdout left out; .*stdout_cursor=(\d+)\).*\]\n/g),
      ]
      assert.lengthOf(markers, 1)
      const [line = "", count = "", cursor] = markers[0] ?? []
      const [head = "", tail = ""] = shown.split(line)
      const from = Number(cursor)
      assert.isTrue(head.endsWith(`\`\`\`text\n${text.slice(0, from)}`))
      assert.isAbove(from, 4000)
      const rest = text.slice(from + Number(count.replaceAll(",", "")))
      assert.isAbove(rest.length, 12_000)
      assert.isTrue(tail.startsWith(`${rest}\`\`\`\n\nstderr:`))
    }).pipe(Effect.provide(world())),
  )

  it.effect("is no error where the script fails: people read why", () =>
    Effect.gen(function* () {
      yield* playing({ exit: MainExit.Exited({ code: 2 }) })
      const result = yield* call("run_script_with_dependencies", hello)
      assert.notProperty(result, "isError")
      assert.match(textOf(result), /^\*\*Failed\*\* \(exit code 2\) after 0 s/)
    }).pipe(Effect.provide(world())),
  )

  it.effect("tells its figures, where it was a benchmark", () =>
    Effect.gen(function* () {
      yield* saysHi
      const text = yield* inTime(markdown("benchmark_script", hello))
      assert.include(
        text,
        "| wall | CPU | peak memory |\n| --- | --- | --- |\n| 1 s | not seen | not seen |",
      )
    }).pipe(Effect.provide(world())),
  )
})

describe("a run that goes on", () => {
  it.effect("answers with its job when the budget is over", () =>
    Effect.gen(function* () {
      yield* playing({ after: "1 hour", pollInterval: "1 hour" })
      const run = yield* Effect.fork(payload("run_script_with_dependencies", hello))
      yield* pass("20 seconds")
      const result = yield* Fiber.join(run)
      assert.deepInclude(result, { job_id: yield* onlyJob, status: "running" })
      assert.match(String(result.message), /^Still running after 20 s; .*wait_for_jobs/)
      assert.notProperty(result, "stdout")
    }).pipe(Effect.provide(world())),
  )

  it.effect("answers as pending when it still waits for a slot", () =>
    Effect.gen(function* () {
      yield* playing({ after: "1 hour", pollInterval: "1 hour" })
      yield* payload("run_script_with_dependencies", { ...hello, async_mode: true })
      const run = yield* Effect.fork(payload("run_script_with_dependencies", hello))
      yield* pass("20 seconds")
      assert.deepInclude(yield* Fiber.join(run), { status: "pending" })
    }).pipe(Effect.provide(world({ settings: { maxConcurrentRuns: Option.some(1) } }))),
  )

  it.effect("answers at once where that was asked for", () =>
    Effect.gen(function* () {
      yield* saysHi
      const result = yield* payload("run_script_with_dependencies", { ...hello, async_mode: true })
      assert.sameMembers(Object.keys(result), ["job_id", "status", "message"])
      assert.strictEqual(result.status, "pending")
      yield* pass("1 second")
      assert.deepInclude(yield* endOf(yield* onlyJob), { status: "completed" })
    }).pipe(Effect.provide(world())),
  )
})

describe("a tool that only starts a run", () => {
  it.effect("answers with what is installed, when it is", () =>
    Effect.gen(function* () {
      yield* playing({ after: "1 hour", pollInterval: "1 hour" })
      const environments = yield* ScriptedEnvironments
      yield* environments.prepares(() => Effect.as(Effect.sleep("1 second"), prepared))
      const result = yield* inTime(payload("run_script_with_dependencies_async", hello))
      assert.deepInclude(result, {
        job_id: yield* onlyJob,
        status: "started",
        resolved_dependencies: ["numpy==2.1.0", "six==1.16.0"],
        python_version_used: "3.13.1",
        execution_strategy: "uv-run",
      })
    }).pipe(Effect.provide(world())),
  )

  it.effect("answers with what was installed for it, whichever tool it is", () =>
    Effect.gen(function* () {
      yield* playing({ after: "1 hour", pollInterval: "1 hour" })
      const given = { ...hello, directory: "/", dependencies: ["six"] }
      const result = yield* payload("run_script_in_dir_async", given)
      assert.deepInclude(result, { resolved_dependencies: ["numpy==2.1.0", "six==1.16.0"] })
    }).pipe(Effect.provide(world())),
  )

  it.effect("answers without it, when the budget is over before", () =>
    Effect.gen(function* () {
      const environments = yield* ScriptedEnvironments
      yield* environments.prepares(() => Effect.never)
      const run = yield* Effect.fork(payload("run_script_with_dependencies_async", hello))
      yield* pass("20 seconds")
      const result = yield* Fiber.join(run)
      assert.strictEqual(result.status, "started")
      assert.notProperty(result, "resolved_dependencies")
      assert.notProperty(result, "python_version_used")
    }).pipe(Effect.provide(world())),
  )

  it.effect("answers as started, even if the script has ended before", () =>
    Effect.gen(function* () {
      const result = yield* payload("run_script_with_dependencies_async", hello)
      assert.deepInclude(result, { status: "started", python_version_used: "3.13.1" })
      assert.notProperty(result, "stdout")
    }).pipe(Effect.provide(world())),
  )

  it.effect("answers with an error, when its environment cannot be made", () =>
    Effect.gen(function* () {
      const environments = yield* ScriptedEnvironments
      yield* environments.prepares(
        () => new EnvironmentFailed({ stage: "installing x", reason: "offline", detail: "" }),
      )
      const message = yield* refusal("run_script_with_dependencies_async", hello)
      assert.match(message, /installing x failed.*Run it once with a network\./s)
      assert.include(message, yield* onlyJob)
    }).pipe(Effect.provide(world())),
  )
})
