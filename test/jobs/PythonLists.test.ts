import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { statusOf } from "../../src/domain/Job.ts"
import { JobRegistry } from "../../src/jobs/JobRegistry.ts"
import { pass } from "../support/Jobs.ts"
import { all, idsSeen, job, keptNameOf, puts, refusing } from "../support/PythonJobs.ts"
import { closable, home, machine, namesIn, put } from "../support/World.ts"

const removing = (id: string) =>
  Effect.flatMap(JobRegistry, (registry) => registry.prune((one) => one.id === id))

describe("a longer list that the Python server writes later", () => {
  const first = [job("a"), job("b")]
  const second = [job("a"), job("b"), job("c")]
  /** The first list is imported, a job of it is removed, and there is the second one. */
  const imported = Effect.gen(function* () {
    yield* puts(first)
    assert.deepStrictEqual(yield* idsSeen({}, removing("a")), ["b"])
    yield* pass("1 minute")
    yield* puts(second)
  })

  it.effect("brings its new jobs, and none back that was removed", () =>
    Effect.gen(function* () {
      yield* imported
      assert.deepStrictEqual(yield* idsSeen(), ["b", "c"])
    }).pipe(Effect.provide(machine)),
  )

  it.effect("would bring it back, did the first one's mark not tell of it", () =>
    Effect.gen(function* () {
      yield* imported
      yield* put(`${home}/meta/${keptNameOf(first)}.done`, '{"imported": [], "failed": []}')
      assert.deepStrictEqual(yield* idsSeen(), ["a", "b", "c"])
    }).pipe(Effect.provide(machine)),
  )

  it.effect("takes the first one's place: one copy is left, and the marks of both", () =>
    Effect.gen(function* () {
      yield* imported
      yield* idsSeen()
      const kept = yield* namesIn(`${home}/meta`)
      assert.sameMembers(
        kept.filter((name) => name.startsWith("jobs.python-")),
        [`${keptNameOf(first)}.done`, keptNameOf(second), `${keptNameOf(second)}.done`],
      )
      // Whoever writes the first one again brings nothing back either.
      yield* puts(first)
      assert.deepStrictEqual(yield* idsSeen({}, removing("b")), ["c"])
      yield* puts([...first, job("d")])
      assert.deepStrictEqual(yield* idsSeen(), ["c", "d"])
    }).pipe(Effect.provide(machine)),
  )

  it.effect("leaves the first one there, where only that tells of a job", () =>
    Effect.gen(function* () {
      const lost = [job("x", { error: "unlucky" })]
      yield* puts(lost)
      yield* idsSeen({ files: refusing("unlucky", "ENAMETOOLONG") })
      yield* pass("1 minute")
      yield* puts(second)
      yield* idsSeen()
      assert.includeMembers(yield* namesIn(`${home}/meta`), [keptNameOf(lost), keptNameOf(second)])
    }).pipe(Effect.provide(machine)),
  )

  it.effect("is the one that is believed, where neither has been imported", () =>
    Effect.gen(function* () {
      const before = [job("a", { status: "running" })]
      yield* put(`${home}/meta/${keptNameOf(before)}`, JSON.stringify(before))
      yield* pass("1 minute")
      yield* puts(second)
      const { services } = yield* closable()
      const jobs = yield* Effect.provide(all, services)
      assert.deepStrictEqual(
        jobs.map(({ id, state }) => [id, statusOf(state)]),
        second.map(({ id }) => [id, "completed"]),
      )
      assert.notInclude(yield* namesIn(`${home}/meta`), keptNameOf(before))
    }).pipe(Effect.provide(machine)),
  )
})
