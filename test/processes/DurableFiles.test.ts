import { join } from "node:path"
import * as FileSystem from "@effect/platform/FileSystem"
import { assert, describe, it } from "@effect/vitest"
import {
  DateTime,
  Effect,
  Fiber,
  Layer,
  Option,
  Random,
  Ref,
  Schema,
  type Scope,
  TestClock,
} from "effect"
import type { StoreUnavailable } from "../../src/domain/Job.ts"
import { DurableFiles } from "../../src/processes/DurableFiles.ts"
import { isTemporary } from "../../src/processes/DurableWrite.ts"
import { MemoryFileSystem } from "../../src/processes/MemoryFileSystem.ts"
import { failing, fileSystems, replacingFiles, temporaryFolder } from "../support/FileSystems.ts"

const Record = Schema.Struct({ writer: Schema.Int, text: Schema.String })

const record = (writer: number) => ({ writer, text: `${writer}:é"\n`.repeat(200) })

type Needs = DurableFiles | FileSystem.FileSystem | Scope.Scope

const withFiles = (fs: Layer.Layer<FileSystem.FileSystem>) =>
  Effect.provide(Layer.provideMerge(DurableFiles.layer, fs))

/** What a server would do here if its file system were another one. */
const onOther =
  (change: (fs: FileSystem.FileSystem) => FileSystem.FileSystem) =>
  <A, E, R>(effect: Effect.Effect<A, E, R>) =>
    Effect.flatMap(FileSystem.FileSystem, (fs) =>
      effect.pipe(
        Effect.provide(DurableFiles.layer),
        Effect.provideService(FileSystem.FileSystem, change(fs)),
      ),
    )

const isTemporaryFile = (path: string, flag: FileSystem.OpenFlag | undefined) =>
  flag === "wx" && isTemporary(path.slice(path.lastIndexOf("/") + 1))

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

const unsyncableFolder = (fs: FileSystem.FileSystem, folder: string, code: string) =>
  replacingFiles(fs, (path) => path === folder, { sync: failing("sync", code) })

interface Fault {
  readonly says: string
  readonly change: (fs: FileSystem.FileSystem) => FileSystem.FileSystem
  readonly reason: string
}

const faults: ReadonlyArray<Fault> = [
  {
    says: "the disk is full",
    change: (fs) =>
      replacingFiles(fs, isTemporaryFile, { writeAll: () => failing("writeAll", "ENOSPC") }),
    reason: "no space left on the device",
  },
  {
    says: "the content does not get to the disk",
    change: (fs) => replacingFiles(fs, isTemporaryFile, { sync: failing("sync", "EIO") }),
    reason: "the device reports an input/output error",
  },
  {
    says: "nothing can be opened any more",
    change: (fs) => ({ ...fs, open: () => failing("open", "EMFILE") }),
    reason: "too many files are open",
  },
  {
    says: "the file system is read-only",
    change: (fs) => ({ ...fs, open: () => failing("open", "EROFS") }),
    reason: "the file system is read-only",
  },
  {
    says: "the name cannot be given",
    change: (fs) => ({
      ...fs,
      link: () => failing("link", "EDQUOT"),
      rename: () => failing("rename", "EDQUOT"),
    }),
    reason: "the disk quota is used up",
  },
]

for (const [name, layer] of fileSystems) {
  const live = (says: string, body: () => Effect.Effect<void, unknown, Needs>) =>
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
            // Yielding alone would never let the disk's answer in.
            yield* Effect.sleep("1 millis")
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
        assert.deepStrictEqual(
          yield* files.read(join(folder, "begun.json"), Record),
          Option.some(record(2)),
        )
        assert.deepStrictEqual((yield* namesIn(folder)).sort(), [
          "begun.json",
          "job.json",
          "spec.json",
        ])
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

    const damaged: ReadonlyArray<
      readonly [says: string, content: string | Uint8Array, reason: RegExp]
    > = [
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

    live(
      "finishes a write that has begun, so that an interruption leaves a whole file or none",
      () =>
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
                    Effect.forever(Effect.delay(files.replace(path, Record, record(turn)), 0)),
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

    for (const { change, reason, says } of faults) {
      live(`fails, leaves nothing and keeps what was there when ${says}`, () =>
        Effect.gen(function* () {
          const files = yield* DurableFiles
          const folder = yield* temporaryFolder
          yield* leave(join(folder, "old.json"), JSON.stringify(record(1)))
          const errors = yield* Effect.gen(function* () {
            const broken = yield* DurableFiles
            const made = join(folder, "new.json")
            const writes = [
              broken.writeOnce(made, Record, record(2)),
              broken.replace(join(folder, "old.json"), Record, record(2)),
              broken.writeAllOnce([DurableFiles.file(made, Record, record(2))]),
            ]
            return yield* Effect.forEach(writes, (write) =>
              Effect.flip<unknown, StoreUnavailable, never>(write),
            )
          }).pipe(onOther(change))
          const reasons = errors.map((error) => error.reason)
          assert.deepStrictEqual(reasons, [reason, reason, reason])
          assert.deepStrictEqual(yield* namesIn(folder), ["old.json"])
          const old = yield* files.read(join(folder, "old.json"), Record)
          assert.deepStrictEqual(old, Option.some(record(1)))
        }),
      )
    }

    for (const code of ["EPERM", "ENOTSUP", "EOPNOTSUPP", "EMLINK"]) {
      live(`lets exactly one of twenty writers make a file where links give ${code}`, () =>
        Effect.gen(function* () {
          const folder = yield* temporaryFolder
          const path = join(folder, "exit.json")
          const outcomes = yield* Effect.gen(function* () {
            const files = yield* DurableFiles
            const race = Effect.forEach(
              Array.from({ length: 20 }, (_, writer) => writer),
              (writer) =>
                Effect.zip(files.writeOnce(path, Record, record(writer)), files.read(path, Record)),
              { concurrency: "unbounded" },
            )
            return yield* race
          }).pipe(onOther((fs) => ({ ...fs, link: () => failing("link", code) })))
          assert.strictEqual(outcomes.filter(([written]) => written === "made").length, 1)
          const winner = outcomes.findIndex(([written]) => written === "made")
          for (const [, seen] of outcomes) assert.deepStrictEqual(seen, Option.some(record(winner)))
          assert.deepStrictEqual(yield* namesIn(folder), ["exit.json"])
        }),
      )
    }

    live("leaves no half-written file where links are refused and the disk is full", () =>
      Effect.gen(function* () {
        const folder = yield* temporaryFolder
        const path = join(folder, "exit.json")
        const error = yield* Effect.flatMap(DurableFiles, (files) =>
          Effect.flip(files.writeOnce(path, Record, record(1))),
        ).pipe(
          onOther((fs) =>
            replacingFiles(
              { ...fs, link: () => failing("link", "EPERM") },
              (opened) => opened === path,
              { writeAll: () => failing("writeAll", "ENOSPC") },
            ),
          ),
        )
        assert.strictEqual(error.reason, "no space left on the device")
        assert.deepStrictEqual(yield* namesIn(folder), [])
      }),
    )

    live("knows its own link when the answer to it was lost and it was asked for again", () =>
      Effect.gen(function* () {
        const path = join(yield* temporaryFolder, "exit.json")
        const written = yield* Effect.flatMap(DurableFiles, (files) =>
          files.writeOnce(path, Record, record(1)),
        ).pipe(
          onOther((fs) => ({
            ...fs,
            link: (from, to) => Effect.zipRight(fs.link(from, to), failing("link", "EEXIST")),
          })),
        )
        assert.strictEqual(written, "made")
      }),
    )

    for (const code of ["EISDIR", "EINVAL", "EPERM"]) {
      live(`does without the sync of a folder that gives ${code}`, () =>
        Effect.gen(function* () {
          const folder = yield* temporaryFolder
          const written = yield* Effect.flatMap(DurableFiles, (files) =>
            files.writeOnce(join(folder, "job.json"), Record, record(1)),
          ).pipe(onOther((fs) => unsyncableFolder(fs, folder, code)))
          assert.strictEqual(written, "made")
        }),
      )
    }

    live("syncs the content before it has its name, and the name before it answers", () =>
      Effect.gen(function* () {
        const folder = yield* temporaryFolder
        const calls = yield* Ref.make<ReadonlyArray<string>>([])
        const note = (call: string) => Ref.update(calls, (before) => [...before, call])
        const write = Effect.gen(function* () {
          const files = yield* DurableFiles
          yield* files.writeOnce(join(folder, "once"), Record, record(1))
          yield* files.replace(join(folder, "replaced"), Record, record(1))
          const pair = ["a", "b"].map((file) =>
            DurableFiles.file(join(folder, file), Record, record(1)),
          )
          yield* files.writeAllOnce(pair)
        })
        yield* write.pipe(
          onOther((fs) => {
            const noted = {
              ...fs,
              link: (from: string, to: string) => Effect.zipLeft(fs.link(from, to), note("link")),
              rename: (from: string, to: string) =>
                Effect.zipLeft(fs.rename(from, to), note("rename")),
            }
            const folders = replacingFiles(noted, (path) => path === folder, {
              sync: note("folder"),
            })
            return replacingFiles(folders, isTemporaryFile, { sync: note("content") })
          }),
        )
        const once = ["content", "link", "folder"]
        const replaced = ["content", "rename", "folder"]
        const seen = yield* Ref.get(calls)
        assert.deepStrictEqual(seen.slice(0, 6), [...once, ...replaced])
        assert.deepStrictEqual([...seen.slice(6)].sort(), [
          "content",
          "content",
          "folder",
          "link",
          "link",
        ])
        assert.strictEqual(seen.at(-1), "folder")
      }),
    )

    live("does not claim a write whose name may be lost", () =>
      Effect.gen(function* () {
        const folder = yield* temporaryFolder
        const error = yield* Effect.flatMap(DurableFiles, (files) =>
          Effect.flip(files.replace(join(folder, "job.json"), Record, record(1))),
        ).pipe(onOther((fs) => unsyncableFolder(fs, folder, "EIO")))
        assert.strictEqual(error.path, folder)
        assert.strictEqual(error.reason, "the device reports an input/output error")
      }),
    )

    live("is not stopped by a half-made file that somebody left under the same name", () =>
      Effect.gen(function* () {
        const files = yield* DurableFiles
        const folder = yield* temporaryFolder
        const left = `.tmp-${(7).toString(36)}-job.json`
        yield* leave(join(folder, left), "left")
        const written = yield* files
          .writeOnce(join(folder, "job.json"), Record, record(1))
          .pipe(Effect.withRandom(Random.fixed([7, 8])))
        assert.strictEqual(written, "made")
        assert.deepStrictEqual((yield* namesIn(folder)).sort(), [left, "job.json"])
      }),
    )
  })
}

describe("DurableFiles, while a file without hard links is being written", () => {
  const half = '{"writer":1,'

  it.scoped("reads it again until it is whole", () =>
    Effect.gen(function* () {
      const files = yield* DurableFiles
      const fs = yield* FileSystem.FileSystem
      yield* fs.writeFileString("/exit.json", half)
      const reading = yield* Effect.fork(files.read("/exit.json", Record))
      yield* TestClock.adjust("300 millis")
      yield* fs.writeFileString("/exit.json", `${half}"text":"whole"}`)
      yield* TestClock.adjust("100 millis")
      assert.deepStrictEqual(yield* Fiber.join(reading), Option.some({ writer: 1, text: "whole" }))
    }).pipe(withFiles(MemoryFileSystem.layer)),
  )

  it.scoped("gives up two seconds after the last write", () =>
    Effect.gen(function* () {
      const files = yield* DurableFiles
      const fs = yield* FileSystem.FileSystem
      yield* fs.writeFileString("/exit.json", half)
      const reading = yield* Effect.fork(Effect.flip(files.read("/exit.json", Record)))
      yield* TestClock.adjust("1900 millis")
      assert.deepStrictEqual(yield* Fiber.poll(reading), Option.none())
      yield* TestClock.adjust("100 millis")
      const error = yield* Fiber.join(reading)
      assert.include(error.message, "/exit.json: it is not JSON")
    }).pipe(withFiles(MemoryFileSystem.layer)),
  )

  it.scoped("waits for no file that only ever comes by a rename", () =>
    Effect.gen(function* () {
      const files = yield* DurableFiles
      const fs = yield* FileSystem.FileSystem
      yield* fs.writeFileString("/env.json", half)
      const read = files.read("/env.json", Record, { isRenamed: true })
      assert.include((yield* Effect.flip(read)).message, "it is not JSON")
    }).pipe(withFiles(MemoryFileSystem.layer)),
  )
})
