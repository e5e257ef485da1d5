import { FileSystem } from "@effect/platform/FileSystem"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Option } from "effect"
import { ServerIdentity } from "../../src/processes/ServerIdentity.ts"
import { failing } from "../support/FileSystems.ts"
import { pass, start } from "../support/Jobs.ts"
import { closable, home, jsonOf, machine, namesIn, noon, world } from "../support/World.ts"

const path = Effect.map(ServerIdentity, ({ recordPath }) => recordPath)

/** How many seconds after noon this server's record was touched last. */
const touched = Effect.gen(function* () {
  const fs = yield* FileSystem
  const { mtime } = yield* fs.stat(yield* path)
  return (Option.getOrThrow(mtime).getTime() - Date.parse(noon)) / 1000
})

const aJob = start(() => Effect.never)

describe("the record of a server", () => {
  it.effect("comes with its first job, says who it is, and is touched every ten seconds", () =>
    Effect.gen(function* () {
      yield* pass("1 minute")
      assert.deepStrictEqual(yield* namesIn(`${home}/servers`), [])
      yield* aJob
      const { owner } = yield* ServerIdentity
      assert.deepInclude(yield* jsonOf(yield* path), { owner })
      yield* pass("9900 millis")
      assert.strictEqual(yield* touched, 60)
      yield* pass("100 millis")
      assert.strictEqual(yield* touched, 70)
      yield* pass("1 minute")
      assert.strictEqual(yield* touched, 130)
    }).pipe(Effect.provide(world())),
  )

  it.effect("gets no younger where nothing touches it", () =>
    Effect.gen(function* () {
      yield* aJob
      yield* pass("1 minute")
      assert.strictEqual(yield* touched, 0)
    }).pipe(Effect.provide(world({ files: () => ({ utimes: () => failing("utimes", "EIO") }) }))),
  )

  it.effect("is written again within ten seconds when it is gone", () =>
    Effect.gen(function* () {
      const fs = yield* FileSystem
      yield* aJob
      const before = yield* jsonOf(yield* path)
      yield* fs.remove(yield* path)
      yield* pass("9900 millis")
      assert.deepStrictEqual(yield* namesIn(`${home}/servers`), [])
      yield* pass("100 millis")
      assert.deepStrictEqual(yield* jsonOf(yield* path), before)
      yield* pass("10 seconds")
      assert.strictEqual(yield* touched, 20)
    }).pipe(Effect.provide(world())),
  )

  it.effect("goes with the server, and stays away", () =>
    Effect.gen(function* () {
      const { services, close } = yield* closable()
      yield* Effect.provide(aJob, services)
      assert.lengthOf(yield* namesIn(`${home}/servers`), 1)
      yield* close
      yield* pass("1 minute")
      assert.deepStrictEqual(yield* namesIn(`${home}/servers`), [])
    }).pipe(Effect.provide(machine)),
  )
})
