import { execFileSync } from "node:child_process"
import { symlinkSync, writeFileSync } from "node:fs"
import { FileSystem } from "@effect/platform/FileSystem"
import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, type Scope } from "effect"
import { LocalFileSystem } from "../../src/processes/LocalFileSystem.ts"
import { OutputFiles } from "../../src/processes/OutputFiles.ts"
import { temporaryFolder } from "../support/FileSystems.ts"

const layer = OutputFiles.layer.pipe(
  Layer.provideMerge(LocalFileSystem.layer),
  Layer.provide(NodeFileSystem.layer),
)

const test = <A, E>(
  sentence: string,
  effect: Effect.Effect<A, E, FileSystem | OutputFiles | Scope.Scope>,
) => it.scopedLive(sentence, () => Effect.provide(effect, layer))

/** A pipe that nobody writes to, as a script may put it where it was told to write a file. */
const pipeAt = (path: string) => Effect.sync(() => execFileSync("mkfifo", [path]))

// Where it went wrong, it held the event loop: such a test would never end by itself.
describe("LocalFileSystem and what is no file", () => {
  test(
    "a pipe in the place of a file is opened at once, and holds nothing",
    Effect.gen(function* () {
      const fs = yield* FileSystem
      const path = `${yield* temporaryFolder}/progress.jsonl`
      yield* pipeAt(path)
      const file = yield* fs.open(path)
      assert.strictEqual((yield* file.stat).type, "FIFO")
      const error = yield* Effect.flip(file.readAlloc(100))
      assert.strictEqual(error._tag, "SystemError")
    }),
  )

  test(
    "what is neither a file nor a folder is not read",
    Effect.gen(function* () {
      const fs = yield* FileSystem
      const folder = yield* temporaryFolder
      yield* pipeAt(`${folder}/pipe`)
      symlinkSync("/dev/zero", `${folder}/device`)
      for (const path of [`${folder}/pipe`, `${folder}/device`]) {
        const error = yield* Effect.flip(fs.readFileString(path))
        assert.strictEqual(error._tag, "SystemError")
        assert.propertyVal(error, "reason", "BadResource")
        assert.include(error.message, "it is no regular file")
      }
    }),
  )

  test(
    "files are read whatever their size, and a folder is an error as it was",
    Effect.gen(function* () {
      const fs = yield* FileSystem
      const folder = yield* temporaryFolder
      for (const size of [0, 10, 128 * 1024, 128 * 1024 + 1]) {
        writeFileSync(`${folder}/file`, "x".repeat(size))
        assert.lengthOf(yield* fs.readFile(`${folder}/file`), size)
      }
      assert.include(yield* fs.readFileString("/proc/self/stat"), "(")
      const error = yield* Effect.flip(fs.readFile(folder))
      assert.propertyVal(error, "reason", "BadResource")
    }),
  )

  test(
    "logs that a script has replaced by pipes are empty ones",
    Effect.gen(function* () {
      const output = yield* OutputFiles
      const folder = yield* temporaryFolder
      yield* pipeAt(`${folder}/stdout.log`)
      assert.deepStrictEqual(yield* output.sizes(folder), { stdout: 0, stderr: 0 })
      assert.strictEqual((yield* output.page(folder, "stdout", 0, 100)).size, 0)
      assert.strictEqual((yield* output.excerpt(folder, "stdout", 100)).head, "")
      assert.strictEqual((yield* output.tail(folder, "stdout", 100)).tail, "")
    }),
  )
})
