import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect } from "effect"
import { JobFile } from "../../src/jobs/JobFile.ts"
import { JobStore } from "../../src/jobs/JobStore.ts"
import { markdown, payload, refusal } from "../support/Calls.ts"
import { make, pass, process, start, wellEnded } from "../support/Jobs.ts"
import { idAt } from "../support/Owners.ts"
import { playing } from "../support/Requests.ts"
import { noon, world } from "../support/World.ts"

let made = 0

/** A job that was made at a time and ended at another of the day of all tests. */
const endedJob = Effect.fnUntraced(function* (job: {
  readonly made?: string
  readonly ended: string
}) {
  made += 1
  const id = idAt(job.made ?? noon, String(made))
  yield* make(id)
  const ended_at = `2026-11-23T${job.ended}Z`
  yield* (yield* JobStore).writeOnce(id, JobFile.exit, { ...wellEnded, ended_at })
  return id
})

const listed = Effect.map(payload("list_running_jobs"), ({ result, message }) => ({
  ids: (result as ReadonlyArray<{ readonly job_id: string }>).map(({ job_id }) => job_id),
  message,
}))

describe("list_running_jobs", () => {
  it.effect("lists all values as strings", () =>
    Effect.gen(function* () {
      yield* playing({ after: Duration.infinity, output: [{ stream: "stdout", text: "hi\n" }] })
      const id = yield* start(process)
      yield* pass("2 seconds")
      assert.deepStrictEqual(yield* payload("list_running_jobs"), {
        result: [
          {
            job_id: id,
            running: "True",
            exit_code: "None",
            pid: "5000001",
            elapsed_seconds: "2",
            stream: "True",
            stdout_chunks: "1",
            stderr_chunks: "0",
          },
        ],
      })
    }).pipe(Effect.provide(world())),
  )

  it.effect("shows jobs that ended within the last hour, the last first", () =>
    Effect.gen(function* () {
      const early = yield* endedJob({ ended: "11:00:00.000" })
      const late = yield* endedJob({ ended: "11:59:00.000" })
      yield* endedJob({ ended: "10:59:59.999" })
      assert.deepStrictEqual(yield* listed, { ids: [late, early], message: undefined })
      const text = yield* markdown("list_running_jobs")
      assert.match(text, /^\*\*0 running\*\*, 2 ended in the last hour\n\n\| job /)
    }).pipe(Effect.provide(world())),
  )

  it.effect("finds one that ran long among many that were made after it", () =>
    Effect.gen(function* () {
      const long = yield* endedJob({ made: "2026-11-22T08:00:00Z", ended: "11:59:00.000" })
      const others = Array.from({ length: 205 }, () => ({
        made: "2026-11-23T09:00:00Z",
        ended: "10:00:00.000",
      }))
      yield* Effect.forEach(others, endedJob)
      assert.deepStrictEqual(yield* listed, { ids: [long], message: undefined })
    }).pipe(Effect.provide(world())),
  )

  it.effect("shows the 50 that ended last, and says that these are not all", () =>
    Effect.gen(function* () {
      const last = yield* endedJob({ made: "2026-11-22T08:00:00Z", ended: "11:59:00.000" })
      const others = Array.from({ length: 55 }, () => ({ ended: "11:30:00.000" }))
      yield* Effect.forEach(others, endedJob)
      const { ids, message } = yield* listed
      assert.lengthOf(ids, 50)
      assert.strictEqual(ids[0], last)
      assert.strictEqual(message, "Only the 50 jobs that ended last are shown.")
      const text = yield* markdown("list_running_jobs")
      assert.isTrue(text.startsWith(`**0 running**, 50 that ended\n\n${message}\n\n| job `), text)
    }).pipe(Effect.provide(world())),
  )

  it.effect("takes no arguments", () =>
    Effect.map(refusal("list_running_jobs", { limit: 3 }), (message) =>
      assert.match(message, /- limit: /),
    ).pipe(Effect.provide(world())),
  )
})
