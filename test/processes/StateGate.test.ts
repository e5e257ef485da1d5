import { FileSystem } from "@effect/platform/FileSystem"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Layer, TestClock } from "effect"
import { StoreUnavailable } from "../../src/domain/Job.ts"
import { storeUnavailable } from "../../src/domain/PlatformErrors.ts"
import { MemoryFileSystem } from "../../src/processes/MemoryFileSystem.ts"
import { StateGate } from "../../src/processes/StateGate.ts"
import { home, put, settingsOf } from "../support/World.ts"

const gated = StateGate.layer.pipe(
  Layer.provideMerge(settingsOf()),
  Layer.provide(MemoryFileSystem.layer),
)

/** Every way to change something, by its name. */
const writes = (
  fs: FileSystem,
): ReadonlyArray<readonly [string, Effect.Effect<unknown, unknown>]> => [
  ["chmod", fs.chmod(`${home}/a`, 0o600)],
  ["link", fs.link(`${home}/a`, `${home}/b`)],
  ["link from", fs.link(`${home}/a`, "/elsewhere/b")],
  ["makeDirectory", fs.makeDirectory(`${home}/new`)],
  ["open", Effect.scoped(fs.open(`${home}/a`, { flag: "r+" }))],
  ["open a new one", Effect.scoped(fs.open(`${home}/c`, { flag: "wx" }))],
  ["remove", fs.remove(`${home}/a`)],
  ["rename", fs.rename(`${home}/a`, `${home}/b`)],
  ["rename into", fs.rename("/elsewhere/a", `${home}/b`)],
  ["symlink", fs.symlink("x", `${home}/l`)],
  ["truncate", fs.truncate(`${home}/a`)],
  ["utimes", fs.utimes(`${home}/a`, 1, 1)],
  ["writeFile", fs.writeFile(`${home}/a`, new Uint8Array(1))],
  ["writeFileString", fs.writeFileString(`${home}/a`, "x")],
]

/** A state directory of this layout, and a folder elsewhere. */
const directory = (layout: string) =>
  Effect.gen(function* () {
    const fs = yield* FileSystem
    yield* put("/elsewhere/a", "theirs")
    yield* put(`${home}/a`, "ours")
    yield* put(`${home}/format.json`, layout)
    yield* TestClock.adjust("2 seconds")
    return fs
  })

describe("a state directory of a newer version", () => {
  it.effect("takes no change, whichever it is, and says why", () =>
    Effect.gen(function* () {
      const fs = yield* directory('{"layout": 2}')
      for (const [name, write] of writes(fs)) {
        assert.isTrue(Exit.isFailure(yield* Effect.exit(write)), name)
      }
      const refused = yield* Effect.flip(fs.writeFileString(`${home}/a`, "x"))
      const error = storeUnavailable(home)(refused)
      assert.instanceOf(error, StoreUnavailable)
      assert.match(error.message, /newer version.*Update this server/)
      assert.deepStrictEqual((yield* fs.readDirectory(home)).sort(), ["a", "format.json"])
    }).pipe(Effect.provide(gated)),
  )

  it.effect("is read like any other, and what is elsewhere is written", () =>
    Effect.gen(function* () {
      const fs = yield* directory('{"layout": 2}')
      assert.strictEqual(yield* fs.readFileString(`${home}/a`), "ours")
      yield* fs.writeFileString("/elsewhere/a", "new")
      yield* fs.writeFileString(`${home}-not-ours`, "new")
      assert.strictEqual(yield* fs.readFileString("/elsewhere/a"), "new")
    }).pipe(Effect.provide(gated)),
  )

  it.effect("is noticed within a second, when it becomes one", () =>
    Effect.gen(function* () {
      const fs = yield* directory('{"layout": 1}')
      yield* fs.writeFileString(`${home}/format.json`, '{"layout": 2}')
      yield* TestClock.adjust("1 second")
      assert.isTrue(Exit.isFailure(yield* Effect.exit(fs.writeFileString(`${home}/a`, "x"))))
    }).pipe(Effect.provide(gated)),
  )
})

describe("a state directory of our own version", () => {
  it.effect("takes every change", () =>
    Effect.gen(function* () {
      const fs = yield* directory('{"layout": 1}')
      yield* fs.writeFileString(`${home}/a`, "x")
      yield* fs.rename(`${home}/a`, `${home}/b`)
      assert.deepStrictEqual((yield* fs.readDirectory(home)).sort(), ["b", "format.json"])
    }).pipe(Effect.provide(gated)),
  )

  it.effect("is made for its owner alone, whoever makes the first folder in it", () =>
    Effect.gen(function* () {
      const fs = yield* FileSystem
      yield* fs.makeDirectory(`${home}/cache/code`, { recursive: true })
      assert.strictEqual((yield* fs.stat(home)).mode & 0o777, 0o700)
    }).pipe(Effect.provide(gated)),
  )
})

describe("a state directory that does not tell its version", () => {
  for (const layout of ["garbage", '{"layout":"2"}', ""]) {
    it.effect(`takes no change (${layout})`, () =>
      Effect.gen(function* () {
        const fs = yield* directory(layout)
        for (const [name, write] of writes(fs)) {
          assert.isTrue(Exit.isFailure(yield* Effect.exit(write)), name)
        }
        const refused = yield* Effect.flip(fs.writeFileString(`${home}/a`, "x"))
        assert.match(
          storeUnavailable(home)(refused).message,
          /tells no version.*format\.json there/,
        )
        assert.deepStrictEqual((yield* fs.readDirectory(home)).sort(), ["a", "format.json"])
      }).pipe(Effect.provide(gated)),
    )
  }
})
