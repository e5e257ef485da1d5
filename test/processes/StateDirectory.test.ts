import { FileSystem } from "@effect/platform/FileSystem"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Option, TestClock } from "effect"
import { ThisServer } from "../../src/jobs/ThisServer.ts"
import { StateDirectory } from "../../src/processes/StateDirectory.ts"
import { failing } from "../support/FileSystems.ts"
import { home, jsonOf, namesIn, put, world } from "../support/World.ts"

const mebibyte = 1024 * 1024

const takesJobs = Effect.flatMap(StateDirectory, (state) => state.takesJobs)

const roomOf = (free: number, size: number) =>
  world({ room: Effect.succeed(Option.some({ free: free * mebibyte, size: size * mebibyte })) })

describe("a state directory", () => {
  it.effect("is made with the layout's number and the reserve", () =>
    Effect.gen(function* () {
      yield* takesJobs
      yield* TestClock.adjust("1 second")
      assert.deepStrictEqual(yield* jsonOf(`${home}/format.json`), { layout: 1 })
      assert.include(yield* namesIn(home), "reserve")
    }).pipe(Effect.provide(world())),
  )

  it.effect("takes no job when there is less than 64 MiB, and says how much there is", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(takesJobs)
      assert.include(error.message, "only 63.9 MiB are free there, and a new job needs 64")
      assert.match(error.message, /job_cleanup/)
    }).pipe(Effect.provide(roomOf(63.9, 100_000))),
  )

  for (const [free, size] of [
    [64, 100_000],
    [1, 9],
  ] as const) {
    it.effect(`takes jobs with ${free} of ${size} MiB free`, () =>
      Effect.provide(takesJobs, roomOf(free, size)),
    )
  }

  it.effect("takes no job when a newer version has made it, and nothing there is judged", () =>
    Effect.gen(function* () {
      yield* put(`${home}/format.json`, '{"layout": 9}')
      const error = yield* Effect.flip(takesJobs)
      assert.match(error.message, /layout 9, this one knows 1.*Update this server/)
      assert.isTrue(yield* Effect.flatMap(StateDirectory, (state) => state.isForeign))
    }).pipe(Effect.provide(world())),
  )

  it.effect("is made again, when it is taken away under a living server", () =>
    Effect.gen(function* () {
      const fs = yield* FileSystem
      const server = yield* ThisServer
      yield* takesJobs
      yield* server.register
      yield* fs.remove(home, { recursive: true })
      yield* TestClock.adjust("10 seconds")
      assert.deepStrictEqual(yield* namesIn(`${home}/servers`), [`${server.owner.server.id}.json`])
      assert.strictEqual((yield* fs.stat(home)).mode & 0o777, 0o700)
      yield* fs.remove(home, { recursive: true })
      yield* takesJobs
      yield* TestClock.adjust("1 second")
      assert.deepStrictEqual(yield* jsonOf(`${home}/format.json`), { layout: 1 })
      assert.include(yield* namesIn(home), "reserve")
    }).pipe(Effect.provide(world())),
  )

  for (const content of ['{"layout":"2"}', "garbage"]) {
    it.effect(`whose format.json tells nothing (${content}) is not judged`, () =>
      Effect.gen(function* () {
        yield* put(`${home}/format.json`, content)
        yield* TestClock.adjust("3 seconds")
        assert.isTrue(yield* Effect.flatMap(StateDirectory, (state) => state.isForeign))
      }).pipe(Effect.provide(world())),
    )
  }

  it.effect("that cannot be read is not judged, and one without a format.json is ours", () =>
    Effect.gen(function* () {
      const { isForeign } = yield* StateDirectory
      assert.isTrue(yield* isForeign)
    }).pipe(
      Effect.provide(
        world({
          files: (fs) => ({
            stat: (path) =>
              path === `${home}/format.json` ? failing("stat", "EIO") : fs.stat(path),
          }),
        }),
      ),
      Effect.zipRight(
        Effect.gen(function* () {
          assert.isFalse(yield* Effect.flatMap(StateDirectory, (state) => state.isForeign))
        }).pipe(Effect.provide(world())),
      ),
    ),
  )
})
