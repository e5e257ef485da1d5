import { FileSystem } from "@effect/platform/FileSystem"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Option } from "effect"
import { EnvironmentShelf } from "../../src/environment/EnvironmentShelf.ts"
import { environments, shelve } from "../support/Shelf.ts"
import { namesIn, noon, put, world } from "../support/World.ts"

const minutesAgo = (count: number) => Date.parse(noon) - count * 60_000

const usedAt = (id: string) =>
  Effect.flatMap(EnvironmentShelf, (shelf) =>
    Effect.map(
      shelf.find(id),
      Option.map(({ lastUsedAt }) => lastUsedAt),
    ),
  )

describe("the shelf", () => {
  it.effect("has every whole environment, the one used last first, and nothing else", () =>
    Effect.gen(function* () {
      const shelf = yield* EnvironmentShelf
      yield* shelve("b", { usedMinutesAgo: 20 })
      yield* shelve("a", { usedMinutesAgo: 10 })
      yield* put(`${environments}/.tmp-42-x/env.json`, "{}")
      yield* put(`${environments}/half/bin/python`, "")
      yield* put(`${environments}/requests/x.json`, "{}")
      assert.deepStrictEqual(
        (yield* shelf.all).map(({ id, lastUsedAt }) => [id, lastUsedAt]),
        [
          ["a", minutesAgo(10)],
          ["b", minutesAgo(20)],
        ],
      )
    }).pipe(Effect.provide(world())),
  )

  it.effect("is marked at a use, at most once a minute", () =>
    Effect.gen(function* () {
      const shelf = yield* EnvironmentShelf
      yield* shelve("fresh", { usedMinutesAgo: 0.5 })
      yield* shelve("old", { usedMinutesAgo: 5 })
      assert.isTrue(yield* shelf.touch("fresh"))
      assert.isTrue(yield* shelf.touch("old"))
      assert.deepStrictEqual(yield* usedAt("fresh"), Option.some(minutesAgo(0.5)))
      assert.deepStrictEqual(yield* usedAt("old"), Option.some(minutesAgo(0)))
    }).pipe(Effect.provide(world())),
  )

  it.effect("hands nothing out that has gone", () =>
    Effect.gen(function* () {
      const shelf = yield* EnvironmentShelf
      assert.isFalse(yield* shelf.touch("gone"))
    }).pipe(Effect.provide(world())),
  )

  it.effect("gives back what is wanted after all, and leaves no trash either way", () =>
    Effect.gen(function* () {
      const shelf = yield* EnvironmentShelf
      yield* shelve("wanted")
      yield* shelve("unwanted")
      const remove = (id: string, isWanted: boolean) =>
        Effect.flatMap(Effect.flatten(shelf.find(id)), (found) =>
          shelf.remove(found, Effect.succeed(isWanted)),
        )
      assert.isFalse(yield* remove("wanted", true))
      assert.isTrue(yield* remove("unwanted", false))
      assert.deepStrictEqual(yield* namesIn(environments), ["wanted"])
    }).pipe(Effect.provide(world())),
  )

  it.effect("gives it back when nobody can tell whether it is wanted", () =>
    Effect.gen(function* () {
      const shelf = yield* EnvironmentShelf
      yield* shelve("one")
      const found = yield* Effect.flatten(shelf.find("one"))
      assert.strictEqual(yield* Effect.flip(shelf.remove(found, Effect.fail("unknown"))), "unknown")
      assert.deepStrictEqual(yield* namesIn(environments), ["one"])
    }).pipe(Effect.provide(world())),
  )

  it.effect("measures one again only after it was used", () =>
    Effect.gen(function* () {
      const fs = yield* FileSystem
      const shelf = yield* EnvironmentShelf
      yield* shelve("one", { bytes: 1000 })
      yield* fs.symlink("/large", `${environments}/one/lib/link`)
      yield* put("/large", "x".repeat(100_000))
      const size = Effect.flatMap(Effect.flatten(shelf.find("one")), shelf.size)
      const { own, apparent } = yield* size
      assert.isAtLeast(own, 1000)
      assert.isBelow(apparent, 2000)
      yield* put(`${environments}/one/lib/more`, "x".repeat(5000))
      assert.strictEqual((yield* size).own, own)
      yield* shelf.touch("one")
      assert.strictEqual((yield* size).own, own + 5000)
    }).pipe(Effect.provide(world())),
  )
})
