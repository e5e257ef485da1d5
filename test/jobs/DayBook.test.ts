import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { JobFile } from "../../src/jobs/JobFile.ts"
import { JobStore } from "../../src/jobs/JobStore.ts"
import { make, pass, wellEnded } from "../support/Jobs.ts"
import { idAt } from "../support/Owners.ts"
import { home, jsonOf, namesIn, world } from "../support/World.ts"

const day = "2026-11-22"
const [ended, running] = [idAt(`${day}T08:00:00Z`), idAt(`${day}T20:00:00Z`)]

const hasBook = Effect.map(namesIn(`${home}/jobs/${day}`), (names) => names.includes("day.json"))

/** A job's end, as whoever holds its process records it. */
const ends = Effect.fnUntraced(function* (id: string) {
  const store = yield* JobStore
  yield* store.writeOnce(id, JobFile.exit, { ...wellEnded, ended_at: `${day}T21:00:00.000Z` })
  yield* store.settled(id)
})

describe("the book of a past day", () => {
  it.effect(
    "is not written while a job of that day still runs, and tells of all once none does",
    () =>
      Effect.gen(function* () {
        yield* Effect.forEach([ended, running], (id) => make(id))
        yield* ends(ended)
        // Two sweeps, and with each a look at every day.
        yield* pass("70 minutes")
        assert.isFalse(yield* hasBook)
        yield* ends(running)
        yield* pass("70 minutes")
        assert.isTrue(yield* hasBook)
        const { jobs } = (yield* jsonOf(`${home}/jobs/${day}/day.json`)) as {
          jobs: ReadonlyArray<{ id: string; status: string }>
        }
        assert.sameDeepMembers(
          jobs.map(({ id, status }) => [id, status]),
          [ended, running].map((id) => [id, "completed"]),
        )
      }).pipe(Effect.provide(world())),
  )
})
