import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Schema } from "effect"
import { JobFile } from "../../src/jobs/JobFile.ts"
import { JobStore } from "../../src/jobs/JobStore.ts"
import { smartAsync } from "../../src/jobs/smartAsyncEffect.ts"
import { MainExit } from "../../src/processes/ProcessEnding.ts"
import { runMarkdown } from "../../src/tools/RunMarkdown.ts"
import { markdown, payload, refusal } from "../support/Calls.ts"
import { make, onlyJob, pass, process, start, wellEnded } from "../support/Jobs.ts"
import { idAt } from "../support/Owners.ts"
import { playing } from "../support/Requests.ts"
import { prepared, ScriptedEnvironments } from "../support/ScriptedEnvironments.ts"
import { noon, put, world } from "../support/World.ts"

const hello = { script_content: "print('hi')", job_label: "greeting" }

const running = Effect.gen(function* () {
  yield* playing({ after: Duration.infinity, output: [{ stream: "stdout", text: "hi\n" }] })
  const id = yield* start(process)
  yield* pass("2 seconds")
  return id
})

const endedRun = Effect.gen(function* () {
  yield* playing({
    output: [{ stream: "stdout", text: "hi\n" }],
    exit: MainExit.Exited({ code: 3 }),
  })
  yield* payload("run_script_with_dependencies", hello)
  return yield* onlyJob
})

describe("get_job_output", () => {
  it.effect("tells a running job's output, all as the specification has it", () =>
    Effect.gen(function* () {
      const id = yield* running
      assert.deepStrictEqual(yield* payload("get_job_output", { job_id: id }), {
        job_id: id,
        status: "running",
        stdout: "hi\n",
        stderr: "",
        reason: null,
        exit_code: "None",
        elapsed_seconds: "2",
        stdout_bytes: 3,
        stderr_bytes: 0,
        stdout_truncated: false,
        stderr_truncated: false,
      })
    }).pipe(Effect.provide(world())),
  )

  it.effect("tells an ended job's exit code", () =>
    Effect.gen(function* () {
      const id = yield* endedRun
      const result = yield* payload("get_job_output", { job_id: id })
      assert.deepInclude(result, { status: "finished", exit_code: "3", elapsed_seconds: "0" })
    }).pipe(Effect.provide(world())),
  )
})

const goOn =
  "wait_for_jobs waits for it, stream_deltas and py_job_status show it, kill_job ends it."

describe("get_job_output for people", () => {
  it.effect("says of a running job how to go on", () =>
    Effect.gen(function* () {
      const id = yield* running
      assert.strictEqual(
        yield* markdown("get_job_output", { job_id: id }),
        `**Running** for 2 s · job \`${id}\`\n\n\`\`\`text\nhi\n\`\`\`\n\n${goOn}`,
      )
    }).pipe(Effect.provide(world())),
  )

  it.effect("says of a failed job why, and of another that it has ended", () =>
    Effect.gen(function* () {
      const failed = yield* endedRun
      assert.include(
        yield* markdown("get_job_output", { job_id: failed }),
        `**Failed** (exit_code) with exit code 3 after 0 s · job \`${failed}\`\n`,
      )
      const killed = yield* running
      yield* payload("kill_job", { job_id: killed })
      assert.match(
        yield* markdown("get_job_output", { job_id: killed }),
        /^\*\*Finished\*\* with exit code -15 after 2 s/,
      )
    }).pipe(Effect.provide(world())),
  )
})

describe("py_job_status for people", () => {
  it.effect("is of an ended run what the run would have shown", () =>
    Effect.gen(function* () {
      yield* playing({
        after: "30 seconds",
        output: [{ stream: "stdout", text: "hi\n" }],
        exit: MainExit.Exited({ code: 3 }),
      })
      const given = { script_content: "print('hi')", async_mode: true }
      const { job_id } = yield* payload("benchmark_script", given)
      yield* pass("40 seconds")
      assert.strictEqual(
        yield* markdown("py_job_status", { job_id }),
        [
          `**Failed** (exit code 3) after 30 s · Python 3.13.1 · job \`${job_id}\``,
          "| wall | CPU | peak memory |\n| --- | --- | --- |\n| 30 s | not seen | not seen |",
          "```text\nhi\n```",
          "Installed: `numpy==2.1.0`, `six==1.16.0`",
          "- a note",
        ].join("\n\n"),
      )
    }).pipe(Effect.provide(world())),
  )

  it.effect("has the label of a run in its headline", () =>
    Effect.gen(function* () {
      const job_id = yield* endedRun
      assert.match(
        yield* markdown("py_job_status", { job_id }),
        /^\*\*Failed\*\* \(exit code 3\) .* · `greeting`\n/,
      )
    }).pipe(Effect.provide(world())),
  )

  it.effect("says of a running job how to go on", () =>
    Effect.gen(function* () {
      const id = yield* running
      assert.strictEqual(
        yield* markdown("py_job_status", { job_id: id }),
        `**Running** · 2 s · job \`${id}\`\n\n\`\`\`text\nhi\n\`\`\`\n\n${goOn}`,
      )
    }).pipe(Effect.provide(world())),
  )

  it.effect("shows the words of scripts and callers as code, and not without end", () =>
    Effect.gen(function* () {
      const id = idAt(noon)
      const words = `**loud**\n# title ${"x".repeat(5000)}`
      yield* make(id, { label: words })
      const report = { current: 1, total: 2, message: words }
      yield* put(`/state/jobs/2026-11-23/${id}/progress.jsonl`, `${JSON.stringify(report)}\n`)
      const shown = yield* markdown("py_job_status", { job_id: id })
      assert.match(shown, / · `\*\*loud\*\* # title x+…`\n/)
      assert.match(shown, /\nProgress: `1\/2 \*\*loud\*\* # title x+…`\n/)
      assert.isBelow(shown.length, 800)
      const listed = yield* markdown("py_list_jobs")
      assert.match(listed, /\| `\*\*loud\*\* # title x+…` \|/)
      assert.isBelow(listed.length, 600)
    }).pipe(Effect.provide(world())),
  )

  it.effect("shows what an effect gave", () =>
    Effect.gen(function* () {
      const options = { label: "sum", budget: Duration.seconds(1), result: Schema.Number }
      const { id } = yield* smartAsync(Effect.succeed(42), options)
      assert.match(
        yield* markdown("py_job_status", { job_id: id }),
        /^\*\*Completed\*\* · .* · `sum`\n\n```json\n42\n```$/,
      )
    }).pipe(Effect.provide(world())),
  )
})

describe("py_job_status", () => {
  it.effect("tells how a running job stands, with the last of its output", () =>
    Effect.gen(function* () {
      const id = yield* running
      assert.deepStrictEqual((yield* payload("py_job_status", { job_id: id })).job, {
        job_id: id,
        id,
        label: null,
        tool: "test",
        status: "running",
        phase: "script",
        reason: null,
        created_at: noon,
        started_at: noon,
        completed_at: null,
        elapsed_seconds: 2,
        pid: 5_000_001,
        exit_code: null,
        progress: null,
        error: null,
        result: null,
        partial_stdout: "hi\n",
        partial_stderr: "",
      })
    }).pipe(Effect.provide(world())),
  )

  it.effect("tells how much came before the last of its output, and how to read it", () =>
    Effect.gen(function* () {
      const text = "0123456789abcde\n".repeat(1000)
      yield* playing({ after: Duration.infinity, output: [{ stream: "stdout", text }] })
      const id = yield* start(process)
      yield* pass("2 seconds")
      const shown = yield* markdown("py_job_status", { job_id: id })
      const marker = `[… 7,824 bytes of stdout left out; stream_deltas(job_id="${id}", stdout_cursor=0) reads them …]`
      assert.include(shown, `\`\`\`text\n${marker}\n0123456789abcde\n`)
    }).pipe(Effect.provide(world())),
  )

  it.effect("tells what an ended job's run would have answered", () =>
    Effect.gen(function* () {
      yield* playing({ exit: MainExit.Exited({ code: 3 }) })
      const answered = yield* payload("run_script_with_dependencies", hello)
      const id = yield* onlyJob
      const { job } = yield* payload("py_job_status", { job_id: id })
      assert.deepInclude(job, {
        status: "failed",
        reason: "exit_code",
        label: "greeting",
        completed_at: noon,
        result: answered,
      })
      assert.notProperty(job, "partial_stdout")
    }).pipe(Effect.provide(world())),
  )

  it.effect("tells when an ended job started as its end does", () =>
    Effect.gen(function* () {
      const id = idAt(noon)
      yield* make(id)
      const started_at = "2026-11-23T11:30:00.000Z"
      yield* (yield* JobStore).writeOnce(id, JobFile.exit, { ...wellEnded, started_at })
      assert.deepInclude((yield* payload("py_job_status", { job_id: id })).job, { started_at })
    }).pipe(Effect.provide(world())),
  )

  it.effect("tells what is installed where the run's own answer does, while it runs too", () =>
    Effect.gen(function* () {
      yield* playing({ after: Duration.infinity })
      const environments = yield* ScriptedEnvironments
      const statusOf = Effect.fnUntraced(function* (python: string) {
        yield* environments.prepares(() => Effect.succeed({ ...prepared, python }))
        const given = { script_content: "print('hi')", directory: "/" }
        const { job_id } = yield* payload("run_script_in_dir_async", given)
        return (yield* payload("py_job_status", { job_id })).job
      })
      assert.deepInclude(yield* statusOf(prepared.python), { resolved_dependencies: prepared.pins })
      const theirs = yield* statusOf("/desk/.venv/bin/python")
      assert.deepInclude(theirs, { python_version_used: "3.13.1", notes: ["a note"] })
      assert.notProperty(theirs, "resolved_dependencies")
    }).pipe(Effect.provide(world())),
  )

  it.effect("tells its environment's part while that is made", () =>
    Effect.gen(function* () {
      const id = yield* start(() => Effect.never)
      assert.deepInclude((yield* payload("py_job_status", { job_id: id })).job, {
        phase: "environment",
        pid: null,
      })
    }).pipe(Effect.provide(world())),
  )
})

describe("times for people", () => {
  it.effect("are rounded, wherever the payload is exact", () =>
    Effect.gen(function* () {
      const id = idAt(noon)
      yield* make(id)
      const end = { ...wellEnded, elapsed_seconds: 0.144977734 }
      yield* (yield* JobStore).writeOnce(id, JobFile.exit, end)
      assert.match(yield* markdown("get_job_output", { job_id: id }), /after 0\.14 s · /)
      assert.include(yield* markdown("list_running_jobs"), `| \`${id}\` | False | 0 | 0.14 s |`)
      const figures = {
        wall_time_seconds: 0.144977734,
        cpu_time_seconds: 12.34567,
        peak_rss_mb: 9.5,
      }
      assert.include(
        runMarkdown({ job_id: id, status: "completed", ...figures }),
        "\n| 0.14 s | 12.3 s | 9.5 MB |",
      )
    }).pipe(Effect.provide(world())),
  )
})

describe("py_list_jobs", () => {
  it.effect("lists jobs of one status, with their number in all", () =>
    Effect.gen(function* () {
      yield* endedRun
      yield* pass("1 second")
      yield* start(() => Effect.never)
      assert.deepInclude(yield* payload("py_list_jobs"), { total: 2 })
      const failed = yield* payload("py_list_jobs", { status_filter: "failed" })
      assert.deepInclude(failed, { total: 1 })
      const [row] = failed.jobs as ReadonlyArray<object>
      assert.deepInclude(row, { label: "greeting", python_version_used: "3.13.1" })
      for (const name of ["resolved_dependencies", "notes"]) assert.notProperty(row, name)
      const text = yield* markdown("py_list_jobs", { limit: 1 })
      assert.match(text, /^\*\*2 jobs\*\*, the newest 1\n\n\| job \| status \|/)
    }).pipe(Effect.provide(world())),
  )

  it.effect("shows a job whose record does not parse as unknown", () =>
    Effect.gen(function* () {
      const id = idAt("2026-11-20T08:00:00Z")
      yield* put(`/state/jobs/2026-11-20/${id}/job.json`, "[]")
      const { jobs } = yield* payload("py_list_jobs")
      assert.deepInclude((jobs as ReadonlyArray<object>)[0], { status: "unknown", id })
      assert.lengthOf((yield* payload("py_list_jobs", { status_filter: "unknown" })).jobs as [], 1)
    }).pipe(Effect.provide(world())),
  )

  it.effect("names the statuses that there are", () =>
    Effect.map(refusal("py_list_jobs", { status_filter: "done" }), (message) =>
      assert.match(message, /status_filter: "done" is none of "pending", "running", "completed"/),
    ).pipe(Effect.provide(world())),
  )
})

describe("a job id that is none", () => {
  for (const job_id of ["../x", "", "x".repeat(500)]) {
    it.effect(`is refused with how to list the known ones: "${job_id.slice(0, 8)}"`, () =>
      Effect.gen(function* () {
        for (const tool of ["py_job_status", "get_job_output", "kill_job", "stream_deltas"]) {
          const message = yield* refusal(tool, { job_id })
          assert.match(message, /is no job id: .*; py_list_jobs lists the known ones\n/)
        }
      }).pipe(Effect.provide(world())),
    )
  }
})

describe("kill_job and py_cancel_job", () => {
  it.effect("end a running job", () =>
    Effect.gen(function* () {
      const first = yield* running
      assert.deepStrictEqual(yield* payload("kill_job", { job_id: first }), {
        job_id: first,
        status: "killed",
        exit_code: "-15",
      })
      const second = yield* running
      assert.deepStrictEqual(yield* payload("py_cancel_job", { job_id: second }), {
        job_id: second,
        status: "cancelled",
      })
    }).pipe(Effect.provide(world())),
  )

  it.effect("tell the truth of a job that had ended", () =>
    Effect.gen(function* () {
      const id = yield* endedRun
      const killed = yield* payload("kill_job", { job_id: id })
      assert.deepStrictEqual(killed, { job_id: id, status: "failed", exit_code: "3" })
      assert.deepInclude(yield* payload("py_cancel_job", { job_id: id }), { status: "failed" })
      assert.match(
        yield* markdown("kill_job", { job_id: id }),
        /^Nothing to kill: .*had already ended/,
      )
    }).pipe(Effect.provide(world())),
  )

  it.effect("tell a killed job's truth, when it is killed again", () =>
    Effect.gen(function* () {
      const id = yield* running
      yield* payload("kill_job", { job_id: id })
      assert.deepInclude(yield* payload("kill_job", { job_id: id }), {
        status: "cancelled",
        exit_code: "-15",
      })
    }).pipe(Effect.provide(world())),
  )
})
