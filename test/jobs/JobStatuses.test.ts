import { assert, describe, it } from "@effect/vitest"
import { Effect, Option } from "effect"
import type { JobId } from "../../src/domain/Job.ts"
import { JobState } from "../../src/domain/Job.ts"
import type { DayEntry } from "../../src/jobs/DayBook.ts"
import { makeStatuses } from "../../src/jobs/JobStatuses.ts"
import { recordOf, wellEnded } from "../support/Jobs.ts"
import { noon } from "../support/World.ts"

const ids: ReadonlyArray<JobId> = ["a", "b"]

const jobOf = (id: JobId, state: JobState) => ({
  id,
  state,
  job: recordOf(id, null),
  folder: "",
  begun: Option.none(),
  environment: Option.none(),
  started: Option.none(),
  stop: Option.none(),
  progress: Option.none(),
  result: Option.none(),
  exit: Option.none(),
  unreadable: Option.none(),
})

/** A shelf of two jobs, whose folder has last changed then; what is read of them is noted. */
const shelf = (state: JobState) => {
  const read: Array<JobId> = []
  const book = new Map<JobId, DayEntry>()
  const shelves = {
    all: Effect.succeed(["2026-11-22"]),
    names: () => Effect.sync(() => [...ids]),
    count: () => Effect.succeed(ids.length),
    keepCounts: Effect.void,
    version: () => Effect.succeedSome(1),
  }
  const statuses = makeStatuses(
    (id) =>
      Effect.sync(() => {
        read.push(id)
        return Option.some(jobOf(id, state))
      }),
    shelves,
    { read: () => Effect.succeed(book), write: () => Effect.void },
  )
  return { read, book, statuses }
}

describe("the status of a job", () => {
  it.effect("is asked once, when it has ended", () =>
    Effect.gen(function* () {
      const { read, statuses } = shelf(JobState.Ended({ end: wellEnded }))
      yield* statuses("2026-11-22", "completed", true)
      yield* statuses("2026-11-22", "completed", true)
      assert.deepStrictEqual(read, ["a", "b"])
    }),
  )

  it.effect("is asked again, when it could not be told", () =>
    Effect.gen(function* () {
      const { read, statuses } = shelf(JobState.Unreadable({ reason: "permission denied" }))
      yield* statuses("2026-11-22", "unknown", true)
      yield* statuses("2026-11-22", "unknown", true)
      assert.deepStrictEqual(read, ["a", "b", "a", "b"])
    }),
  )

  it.effect("is not remembered any more, when it stands in its day's book", () =>
    Effect.gen(function* () {
      const { read, book, statuses } = shelf(JobState.Ended({ end: wellEnded }))
      yield* statuses("2026-11-22", "completed", true)
      for (const id of ids) book.set(id, { id, status: "completed", ended_at: noon, bytes: 1 })
      yield* statuses("2026-11-22", "completed", true)
      book.clear()
      yield* statuses("2026-11-22", "completed", true)
      assert.deepStrictEqual(read, ["a", "b", "a", "b"])
    }),
  )
})
