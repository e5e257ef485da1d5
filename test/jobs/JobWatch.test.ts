import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Stream } from "effect"
import { JobWatch } from "../../src/jobs/JobWatch.ts"
import { end, make, pass } from "../support/Jobs.ts"
import { idAt } from "../support/Owners.ts"
import { jobWithWork } from "../support/Work.ts"
import { noon, put, world } from "../support/World.ts"

/** A world that counts how often a job's folder is looked into. */
const counting = () => {
  let looks = 0
  const layer = world({
    files: (fs) => ({
      readDirectory: (path, options) => {
        if (path.endsWith(`/${idAt(noon)}`)) looks += 1
        return fs.readDirectory(path, options)
      },
    }),
  })
  const taken = () => {
    const before = looks
    looks = 0
    return before
  }
  return { layer, taken }
}

const followed = (id: string) =>
  Effect.flatMap(JobWatch, ({ output }) => Effect.forkScoped(Stream.runCount(output(id))))

describe("a job that is followed", () => {
  it.scoped("is looked at once for all who follow it, and by nobody once they have gone", () => {
    const { layer, taken } = counting()
    return Effect.gen(function* () {
      const id = idAt(noon)
      yield* make(id)
      const followers = yield* Effect.replicateEffect(followed(id), 50)
      yield* pass("1 second")
      // Who joins looks for himself, too.
      assert.isAtLeast(taken(), 50)
      yield* pass("10 seconds")
      assert.isAtMost(taken(), 25)
      yield* Fiber.interruptAll(followers)
      yield* pass("10 seconds")
      assert.isAtMost(taken(), 3)
    }).pipe(Effect.provide(layer))
  })

  it.scoped("is looked at less often while it says nothing, and often again when it does", () => {
    const { layer, taken } = counting()
    return Effect.gen(function* () {
      const { id, job } = yield* jobWithWork
      yield* followed(id)
      yield* pass("500 millis")
      assert.isAtLeast(taken(), 5)
      yield* pass("1 second")
      taken()
      yield* pass("10 seconds")
      assert.isAtMost(taken(), 25)
      yield* put(`${job.folder}/stdout.log`, "a")
      yield* pass("600 millis")
      taken()
      yield* put(`${job.folder}/stdout.log`, "aa")
      yield* pass("400 millis")
      assert.isAtLeast(taken(), 3)
    }).pipe(Effect.provide(layer))
  })

  it.scoped("is over for everybody when it is, with its last bytes told before", () => {
    const { layer } = counting()
    return Effect.gen(function* () {
      const { id, job } = yield* jobWithWork
      const followers = yield* Effect.replicateEffect(followed(id), 3)
      yield* pass("10 seconds")
      // Both between two looks: whoever reads when told reads the last bytes, too.
      yield* put(`${job.folder}/stdout.log`, "last")
      yield* end(id)
      yield* pass("1 second")
      for (const follower of followers) assert.isAtLeast(yield* Fiber.join(follower), 1)
    }).pipe(Effect.provide(layer))
  })
})
