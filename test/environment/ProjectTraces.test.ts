import * as FileSystem from "@effect/platform/FileSystem"
import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Fiber } from "effect"
import { leavingNothing } from "../../src/environment/ProjectTraces.ts"
import { MemoryFileSystem } from "../../src/processes/MemoryFileSystem.ts"

const root = "/desk/app"
const place = { folder: root, root }

/** The names that are left of a project with these, after uv has made its own and then this. */
const leftAfter = (
  there: ReadonlyArray<string>,
  end: Effect.Effect<void, string>,
  isWanted = Effect.succeed(false),
) =>
  Effect.gen(function* () {
    const fs = yield* FileSystem.FileSystem
    yield* fs.makeDirectory(`${root}/src`, { recursive: true })
    const make = (name: string) =>
      name === ".venv"
        ? fs.makeDirectory(`${root}/.venv/bin`, { recursive: true })
        : fs.writeFileString(`${root}/${name}`, "")
    yield* Effect.forEach(there, make)
    const begun = yield* Deferred.make<void>()
    const work = Effect.orDie(Effect.forEach([".venv", "uv.lock"], make)).pipe(
      Effect.zipRight(Deferred.succeed(begun, undefined)),
      Effect.zipRight(end),
    )
    const fiber = yield* Effect.fork(leavingNothing(fs, place, isWanted, work))
    yield* Deferred.await(begun)
    yield* end === Effect.never ? Fiber.interrupt(fiber) : Fiber.await(fiber)
    return [...(yield* fs.readDirectory(root))].sort()
  }).pipe(Effect.provide(MemoryFileSystem.layer))

describe("What uv makes in a project", () => {
  it.effect("goes where the work fails or is interrupted", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* leftAfter([], Effect.fail("no")), ["src"])
      assert.deepStrictEqual(yield* leftAfter([], Effect.never), ["src"])
    }),
  )

  it.effect("stays where the work is done", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* leftAfter([], Effect.void), [".venv", "src", "uv.lock"])
    }),
  )

  it.effect("stays where it was there before", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* leftAfter([".venv"], Effect.fail("no")), [".venv", "src"])
      assert.deepStrictEqual(yield* leftAfter(["uv.lock"], Effect.never), ["src", "uv.lock"])
    }),
  )

  it.effect("stays where somebody else wants it by then", () =>
    Effect.gen(function* () {
      const left = yield* leftAfter([], Effect.fail("no"), Effect.succeed(true))
      assert.deepStrictEqual(left, [".venv", "src", "uv.lock"])
    }),
  )
})
