import { join } from "node:path"
import * as FileSystem from "@effect/platform/FileSystem"
import { assert, describe, it } from "@effect/vitest"
import {
  DateTime,
  Effect,
  Exit,
  Fiber,
  Layer,
  Option,
  Random,
  Ref,
  Schema,
  TestClock,
} from "effect"
import { DurableFiles } from "../../src/processes/DurableFiles.ts"
import { isTemporary } from "../../src/processes/DurableWrite.ts"
import { MemoryFileSystem } from "../../src/processes/MemoryFileSystem.ts"
import {
  failing,
  fileSystems,
  replacing,
  replacingFiles,
  temporaryFolder,
} from "../support/FileSystems.ts"

const Record = Schema.Struct({ writer: Schema.Int, text: Schema.String })

const record = (writer: number) => ({ writer, text: `${writer}:é"\n`.repeat(200) })

const withFiles = (fs: Layer.Layer<FileSystem.FileSystem>) =>
  Effect.provide(Layer.provideMerge(DurableFiles.layer, fs))

const longAgo = DateTime.toDate(DateTime.unsafeMake("2001-01-01"))

/** Puts a file there as a crash or a person would have left it, some time ago. */
const leave = Effect.fnUntraced(function* (path: string, content: string | Uint8Array) {
  const fs = yield* FileSystem.FileSystem
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content
  yield* fs.writeFile(path, bytes)
  yield* fs.utimes(path, longAgo, longAgo)
})

const namesIn = (folder: string) =>
  Effect.flatMap(FileSystem.FileSystem, (fs) => fs.readDirectory(folder))

const reasonOf = (path: string) =>
  Effect.gen(function* () {
    const files = yield* DurableFiles
    const error = yield* Effect.flip(files.read(path, Record))
    assert.strictEqual(error._tag, "Unreadable")
    assert.include(error.message, path)
    return error.reason
  })

for (const [name, layer] of fileSystems) {
  const live = (says: string, body: () => Effect.Effect<void, unknown, DurableFiles | FileSystem.FileSystem | import("effect").Scope.Scope>) =>
    it.scopedLive(says, () => withFiles(layer)(body()))

  describe(`DurableFiles ${name}`, () => {
    live("reads back what was written", () =>
      Effect.gen(function* () {
        const files = yield* DurableFiles
        const path = join(yield* temporaryFolder, "job.json")
        assert.strictEqual(yield* files.writeOnce(path, Record, record(1)), "made")
        assert.deepStrictEqual(yield* files.read(path, Record), Option.some(record(1)))
      }),
    )

    live("finds nothing where there is no file", () =>
      Effect.gen(function* () {
        const files = yield* DurableFiles
        const path = join(yield* temporaryFolder, "job.json")
        assert.deepStrictEqual(yield* files.read(path, Record), Option.none())
      }),
    )

    live("lets exactly one of twenty writers make a file, whole, and leaves nothing else", () =>
      Effect.gen(function* () {
        const files = yield* DurableFiles
        const folder = yield* temporaryFolder
        const path = join(folder, "exit.json")
        const writers = Array.from({ length: 20 }, (_, writer) => writer)
        const outcomes = yield* Effect.forEach(
          writers,
          (writer) => files.writeOnce(path, Record, record(writer)),
          { concurrency: "unbounded" },
        )
        const made = writers.filter((writer) => outcomes[writer] === "made")
        assert.strictEqual(made.length, 1)
        assert.deepStrictEqual(yield* files.read(path, Record), Option.some(record(made[0] ?? -1)))
        assert.deepStrictEqual(yield* namesIn(folder), ["exit.json"])
      }),
    )

    live("never changes a file that is there", () =>
      Effect.gen(function* () {
        const files = yield* DurableFiles
        const path = join(yield* temporaryFolder, "job.json")
        yield* leave(path, "whatever")
        assert.strictEqual(yield* files.writeOnce(path, Record, record(1)), "existed")
        const fs = yield* FileSystem.FileSystem
        assert.strictEqual(yield* fs.readFileString(path), "whatever")
      }),
    )

    live("replaces a file so that a reader sees the old one or the new one, never a part", () =>
      Effect.gen(function* () {
        const files = yield* DurableFiles
        const folder = yield* temporaryFolder
        const path = join(folder, "progress.json")
        yield* files.replace(path, Record, record(0))
        const isDone = yield* Ref.make(false)
        const writer = Effect.gen(function* () {
          for (let turn = 1; turn <= 40; turn += 1) yield* files.replace(path, Record, record(turn))
          yield* Ref.set(isDone, true)
        })
        const reader = Effect.gen(function* () {
          let last = 0
          while (!(yield* Ref.get(isDone))) {
            const seen = Option.getOrThrow(yield* files.read(path, Record))
            assert.deepStrictEqual(seen, record(seen.writer))
            assert.isAtLeast(seen.writer, last)
            last = seen.writer
            yield* Effect.yieldNow()
          }
        })
        yield* Effect.all([writer, reader, reader], { concurrency: "unbounded" })
        assert.deepStrictEqual(yield* namesIn(folder), ["progress.json"])
      }),
    )

    live("makes several files at once and says of each whether it is ours", () =>
      Effect.gen(function* () {
        const files = yield* DurableFiles
        const folder = yield* temporaryFolder
        const paths = ["job.json", "spec.json", "begun.json"].map((file) => join(folder, file))
        yield* leave(join(folder, "spec.json"), "theirs")
        const prepared = paths.map((path, index) => DurableFiles.file(path, Record, record(index)))
        const written = yield* files.writeAllOnce(prepared)
        assert.deepStrictEqual(written, ["made", "existed", "made"])
        assert.deepStrictEqual(yield* files.read(join(folder, "begun.json"), Record), Option.some(record(2)))
        assert.deepStrictEqual((yield* namesIn(folder)).sort(), ["begun.json", "job.json", "spec.json"])
      }),
    )

    live("keeps files from other people's eyes, unless told otherwise", () =>
      Effect.gen(function* () {
        const files = yield* DurableFiles
        const fs = yield* FileSystem.FileSystem
        const folder = yield* temporaryFolder
        yield* files.writeOnce(join(folder, "private"), Record, record(1))
        yield* files.replace(join(folder, "replaced"), Record, record(1))
        yield* files.writeOnce(join(folder, "public"), Record, record(1), { mode: 0o644 })
        const modes = yield* Effect.forEach(["private", "replaced", "public"], (file) =>
          Effect.map(fs.stat(join(folder, file)), (info) => info.mode & 0o777),
        )
        assert.deepStrictEqual(modes, [0o600, 0o600, 0o644])
      }),
    )

    live("calls a record that was cut short, at whatever byte, unreadable", () =>
      Effect.gen(function* () {
        const files = yield* DurableFiles
        const fs = yield* FileSystem.FileSystem
        const path = join(yield* temporaryFolder, "job.json")
        yield* files.writeOnce(path, Record, { writer: 1, text: "é€💡" })
        const bytes = yield* fs.readFile(path)
        for (let length = 0; length < bytes.length - 1; length += 1) {
          yield* leave(path, bytes.subarray(0, length))
          assert.strictEqual(yield* reasonOf(path), "it is not JSON", `cut at ${length}`)
        }
      }),
    )

    const damaged: ReadonlyArray<readonly [says: string, content: string | Uint8Array, reason: RegExp]> = [
      ["full of zero bytes", "\0".repeat(300), /^it is not JSON$/],
      ["not UTF-8", Uint8Array.of(0x22, 0xff, 0x22), /^it is not JSON$/],
      ["JSON of another kind", "[]", /^Expected /],
      ["null", "null", /^Expected /],
      ["with a field of another type", '{"writer":"1","text":""}', /^writer: Expected /],
      ["without a field", '{"writer":1}', /^text: is missing$/],
    ]
    for (const [says, content, reason] of damaged) {
      live(`calls a file ${says} unreadable`, () =>
        Effect.gen(function* () {
          const path = join(yield* temporaryFolder, "job.json")
          yield* leave(path, content)
          assert.match(yield* reasonOf(path), reason)
        }),
      )
    }

    live("does not load what is far too large", () =>
      Effect.gen(function* () {
        const fs = yield* FileSystem.FileSystem
        const path = join(yield* temporaryFolder, "job.json")
        yield* leave(path, "")
        yield* fs.truncate(path, 100_000_000)
        assert.strictEqual(yield* reasonOf(path), "its 100000000 bytes are too many")
      }),
    )

    live("calls a directory and a link to nothing unreadable", () =>
      Effect.gen(function* () {
        const fs = yield* FileSystem.FileSystem
        const folder = yield* temporaryFolder
        yield* fs.makeDirectory(join(folder, "directory"))
        yield* fs.symlink("nowhere", join(folder, "dangling"))
        yield* fs.symlink("circle", join(folder, "circle"))
        assert.strictEqual(yield* reasonOf(join(folder, "directory")), "it is a directory")
        assert.strictEqual(yield* reasonOf(join(folder, "dangling")), "it is a link to nothing")
        assert.strictEqual(yield* reasonOf(join(folder, "circle")), "its links go in a circle")
      }),
    )

    live("sets a file aside under another name, once", () =>
      Effect.gen(function* () {
        const files = yield* DurableFiles
        const fs = yield* FileSystem.FileSystem
        const path = join(yield* temporaryFolder, "job.json")
        yield* leave(path, "{")
        const aside = Option.getOrThrow(yield* files.setAside(path))
        assert.match(aside, /job\.json\.corrupt-\d+$/)
        assert.strictEqual(yield* fs.readFileString(aside), "{")
        assert.deepStrictEqual(yield* files.read(path, Record), Option.none())
        assert.deepStrictEqual(yield* files.setAside(path), Option.none())
      }),
    )

    live("says that a folder is missing or is none", () =>
      Effect.gen(function* () {
        const files = yield* DurableFiles
        const folder = yield* temporaryFolder
        yield* leave(join(folder, "file"), "")
        const reasons = yield* Effect.forEach(["missing", "file"], (parent) =>
          Effect.flip(files.writeOnce(join(folder, parent, "job.json"), Record, record(1))),
        )
        assert.deepStrictEqual(
          reasons.map((error) => error.reason),
          ["the directory does not exist", "a part of the path is not a directory"],
        )
        const unread = yield* Effect.flip(files.read(join(folder, "file", "job.json"), Record))
        assert.strictEqual(unread._tag, "StoreUnavailable")
      }),
    )

    live("finishes a write that has begun, so that an interruption leaves a whole file or none", () =>
      Effect.gen(function* () {
        const files = yield* DurableFiles
        const folder = yield* temporaryFolder
        yield* Effect.forEach(
          Array.from({ length: 40 }, (_, turn) => turn),
          (turn) =>
            Effect.gen(function* () {
              const path = join(folder, `${turn}.json`)
              const fiber = yield* Effect.fork(
                Effect.zipRight(
                  files.writeOnce(path, Record, record(turn)),
                  Effect.forever(files.replace(path, Record, record(turn))),
                ),
              )
              const pause = yield* Random.nextIntBetween(0, 4000)
              yield* Effect.sleep(`${pause} micros`)
              yield* Fiber.interrupt(fiber)
              const seen = yield* files.read(path, Record)
              if (Option.isSome(seen)) assert.deepStrictEqual(seen.value, record(turn))
            }),
          { concurrency: 4 },
        )
        assert.deepStrictEqual((yield* namesIn(folder)).filter(isTemporary), [])
      }),
    )

    const isTemporaryPath = (path: string, flag: FileSystem.OpenFlag | undefined) =>
      flag === "wx" && isTemporary(path.slice(path.lastIndexOf("/") + 1))

    const faults: ReadonlyArray<
      readonly [says: string, layer: Layer.Layer<FileSystem.FileSystem>, reason: string]
    > = [
      [
        "the disk is full",
        replacingFiles(layer, isTemporaryPath, { writeAll: () => failing("writeAll", "ENOSPC") }),
        "no space left on the device",
      ],
      [
        "the content does not get to the disk",
        replacingFiles(layer, isTemporaryPath, { sync: failing("sync", "EIO") }),
        "the device reports an input/output error",
      ],
      [
        "nothing can be opened any more",
        replacing(layer, () => ({ open: () => failing("open", "EMFILE") })),
        "too many files are open",
      ],
      [
        "the file system is read-only",
        replacing(layer, () => ({ open: () => failing("open", "EROFS") })),
        "the file system is read-only",
      ],
      [
        "the name cannot be given",
        replacing(layer, () => ({
          link: () => failing("link", "EDQUOT"),
          rename: () => failing("rename", "EDQUOT"),
        })),
        "the disk quota is used up",
      ],
    ]
    for (const [says, faulty, reason] of faults) {
      it.scopedLive(`fails, leaves nothing and keeps what was there when ${says}`, () =>
        Effect.gen(function* () {
          const folder = yield* temporaryFolder
          yield* leave(join(folder, "old.json"), JSON.stringify(record(1)))
          const errors = yield* Effect.gen(function* () {
            const files = yield* DurableFiles
            const writes = [
              files.writeOnce(join(folder, "new.json"), Record, record(2)),
              files.replace(join(folder, "old.json"), Record, record(2)),
              files.writeAllOnce([DurableFiles.file(join(folder, "new.json"), Record, record(2))]),
            ]
            return yield* Effect.forEach(writes, (write) => Effect.flip(write))
          }).pipe(Effect.provide(DurableFiles.layer), Effect.provide(faultyOver(faulty)))
          assert.deepStrictEqual(new Set(errors.map((error) => error.reason)), new Set([reason]))
          assert.deepStrictEqual(yield* namesIn(folder), ["old.json"])
          const files = yield* DurableFiles
          assert.deepStrictEqual(yield* files.read(join(folder, "old.json"), Record), Option.some(record(1)))
        }).pipe(withFiles(layer)),
      )
    }
  })
}
