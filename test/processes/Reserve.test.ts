import { FileSystem } from "@effect/platform/FileSystem"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Layer, Option, TestClock } from "effect"
import { ProcessEnd } from "../../src/domain/Process.ts"
import { DurableFiles } from "../../src/processes/DurableFiles.ts"
import { FreeSpace, type Room } from "../../src/processes/FreeSpace.ts"
import { MemoryFileSystem } from "../../src/processes/MemoryFileSystem.ts"
import { Reserve } from "../../src/processes/Reserve.ts"
import { failing, replacingFiles } from "../support/FileSystems.ts"
import { wellEnded } from "../support/Jobs.ts"
import { home, hostOf, put, settingsOf } from "../support/World.ts"

const mebibyte = 1024 * 1024
const path = `${home}/reserve`

/** A disk that is full as long as the reserve is there, and has so much room in all. */
const disk = (room: Room, isFull = true) => {
  const full = Layer.effect(
    FileSystem,
    Effect.map(FileSystem, (fs) =>
      isFull
        ? replacingFiles(fs, (file) => file.includes("job"), {
            writeAll: () =>
              Effect.flatMap(fs.exists(path), (there) =>
                there ? failing("write", "ENOSPC") : Effect.void,
              ),
          })
        : fs,
    ),
  ).pipe(Layer.provide(MemoryFileSystem.layer))
  return Reserve.filesLayer.pipe(
    Layer.provide(DurableFiles.layer),
    Layer.provideMerge(Reserve.layer),
    Layer.provideMerge(full),
    Layer.provide(Layer.succeed(FreeSpace, { at: () => Effect.succeed(Option.some(room)) })),
    Layer.provide(Layer.mergeAll(settingsOf(), hostOf())),
  )
}

const plenty: Room = { free: 1000 * mebibyte, size: 2000 * mebibyte }

const keep = Effect.flatMap(Reserve, (reserve) => reserve.keep)

const bytes = Effect.flatMap(FileSystem, (fs) =>
  fs.stat(path).pipe(
    Effect.map(({ size }) => Number(size)),
    Effect.orElseSucceed(() => 0),
  ),
)

const write = (name: string) =>
  Effect.flatMap(DurableFiles, (files) =>
    files.writeOnce(`${home}/job/${name}`, ProcessEnd, wellEnded),
  )

const prepared = Effect.gen(function* () {
  yield* put(`${home}/job/job.json`, "{}")
  yield* keep
  yield* TestClock.adjust("1 second")
})

describe("the reserve", () => {
  it.effect("is one MiB that is really there", () =>
    Effect.gen(function* () {
      yield* prepared
      assert.strictEqual(yield* bytes, mebibyte)
      const fs = yield* FileSystem
      assert.isTrue((yield* fs.readFile(path)).some((byte) => byte !== 0))
    }).pipe(Effect.provide(disk(plenty, false))),
  )

  it.effect("is used up by the record of an end, which is then there", () =>
    Effect.gen(function* () {
      yield* prepared
      assert.strictEqual(yield* write("exit.json"), "made")
      assert.strictEqual(yield* bytes, 0)
      yield* TestClock.adjust("10 seconds")
      assert.strictEqual(yield* bytes, mebibyte)
    }).pipe(Effect.provide(disk(plenty))),
  )

  it.effect("is for nothing else", () =>
    Effect.gen(function* () {
      yield* prepared
      assert.isTrue(Exit.isFailure(yield* Effect.exit(write("result.json"))))
      assert.strictEqual(yield* bytes, mebibyte)
    }).pipe(Effect.provide(disk(plenty))),
  )

  it.effect("is not made where it would take what new jobs need", () =>
    Effect.gen(function* () {
      yield* prepared
      assert.strictEqual(yield* bytes, 0)
    }).pipe(Effect.provide(disk({ free: 64.5 * mebibyte, size: 2000 * mebibyte }, false))),
  )

  it.effect("that is cut short is made anew", () =>
    Effect.gen(function* () {
      yield* put(path, "short")
      yield* prepared
      assert.strictEqual(yield* bytes, mebibyte)
    }).pipe(Effect.provide(disk(plenty, false))),
  )
})
