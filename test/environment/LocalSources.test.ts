import { dirname } from "node:path"
import * as FileSystem from "@effect/platform/FileSystem"
import { assert, describe, it } from "@effect/vitest"
import { Effect, TestClock } from "effect"
import { localSources } from "../../src/environment/LocalSources.ts"
import { MemoryFileSystem } from "../../src/processes/MemoryFileSystem.ts"

const stamps = Effect.flatMap(FileSystem.FileSystem, (fs) =>
  localSources(fs, ["six==1.16.0", "mine @ file:///src/mine", "wheel @ file:///src/w.whl"]),
)

/** Writes a file a second later than all before. */
const write = Effect.fnUntraced(function* (path: string, text: string) {
  const fs = yield* FileSystem.FileSystem
  yield* TestClock.adjust("1 second")
  yield* fs.makeDirectory(dirname(path), { recursive: true })
  yield* fs.writeFileString(path, text)
})

const sources = [
  "pyproject.toml",
  "setup.py",
  "setup.cfg",
  "mine/__init__.py",
  "mine/deep/data.bin",
]

const prepared = Effect.gen(function* () {
  for (const name of sources) yield* write(`/src/mine/${name}`, name)
  yield* write("/src/w.whl", "zip")
})

describe("what tells that a local dependency has changed", () => {
  it.effect("is any of its files: written, added or removed", () =>
    Effect.gen(function* () {
      const fs = yield* FileSystem.FileSystem
      yield* prepared
      const seen = [JSON.stringify(yield* stamps)]
      for (const name of sources) {
        yield* write(`/src/mine/${name}`, name)
        seen.push(JSON.stringify(yield* stamps))
      }
      yield* write("/src/mine/mine/more.py", "")
      seen.push(JSON.stringify(yield* stamps))
      yield* fs.remove("/src/mine/mine/more.py")
      seen.push(JSON.stringify(yield* stamps))
      yield* write("/src/w.whl", "zip2")
      seen.push(JSON.stringify(yield* stamps))
      for (const [index, one] of seen.slice(1).entries()) assert.notStrictEqual(one, seen[index])
    }).pipe(Effect.provide(MemoryFileSystem.layer)),
  )

  it.effect("is nothing that building it leaves there, nor its history", () =>
    Effect.gen(function* () {
      yield* prepared
      const before = yield* stamps
      const left = ["build/lib/mine.py", "dist/x.whl", "mine.egg-info/PKG-INFO", ".git/index"]
      for (const name of [...left, "mine/__pycache__/x.pyc"]) yield* write(`/src/mine/${name}`, "")
      assert.deepStrictEqual(yield* stamps, before)
      yield* write("/src/mine/mine/build/part.py", "")
      assert.notDeepEqual(yield* stamps, before)
    }).pipe(Effect.provide(MemoryFileSystem.layer)),
  )

  it.effect("is that it has gone, too, and a loop of links does no harm", () =>
    Effect.gen(function* () {
      const fs = yield* FileSystem.FileSystem
      const empty = yield* stamps
      yield* prepared
      yield* fs.symlink("/src/mine", "/src/mine/mine/loop")
      const [mine] = yield* stamps
      assert.isAbove(mine?.files ?? 0, 4)
      assert.notDeepEqual(yield* stamps, empty)
    }).pipe(Effect.provide(MemoryFileSystem.layer)),
  )
})
