import { join } from "node:path"
import type { PlatformError } from "@effect/platform/Error"
import * as FileSystem from "@effect/platform/FileSystem"
import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import { assert, describe, it } from "@effect/vitest"
import { Chunk, DateTime, Effect, Fiber, Option, type Scope, Stream, TestClock } from "effect"
import { codeOf } from "../../src/domain/PlatformErrors.ts"
import { MemoryFileSystem } from "../../src/processes/MemoryFileSystem.ts"
import { temporaryFolder } from "../support/FileSystems.ts"

type Fs = FileSystem.FileSystem

type Step = Effect.Effect<unknown, PlatformError, Scope.Scope>

/** Steps on an empty folder; what each of them gives or fails with is compared with Node's. */
interface Behaviour {
  readonly says: string
  readonly steps: (fs: Fs, at: (path: string) => string) => ReadonlyArray<Step>
}

const bytesOf = (text: string) => new TextEncoder().encode(text)

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

/** Opens a file and uses it, closing it again. */
const using = (
  opened: Effect.Effect<FileSystem.File, PlatformError, Scope.Scope>,
  ...uses: ReadonlyArray<(file: FileSystem.File) => Effect.Effect<unknown, PlatformError>>
): Step =>
  Effect.scoped(
    Effect.gen(function* () {
      const file = yield* opened
      return yield* Effect.forEach(uses, (use) => outcome(use(file)))
    }),
  )

const readSome = (count: number) => (file: FileSystem.File) =>
  Effect.suspend(() => {
    const buffer = new Uint8Array(count)
    return Effect.map(file.read(buffer), (size) => [size, textOf(buffer)])
  })

const write = (text: string) => (file: FileSystem.File) => file.writeAll(bytesOf(text))

const seek = (offset: number, from: FileSystem.SeekMode) => (file: FileSystem.File) =>
  file.seek(offset, from).pipe(Effect.asVoid)

const about = (info: FileSystem.File.Info) => [
  info.type,
  info.mode & 0o777,
  info.type === "File" ? info.size : "",
  info.type === "File" ? info.nlink : "",
]

const sorted = (names: ReadonlyArray<string>) => [...names].sort()

const longAgo = DateTime.toDate(DateTime.unsafeMake("2001-01-01"))

// What `makeDirectory` gives when it makes several is Node's own affair: hence `asVoid`.
const behaviours: ReadonlyArray<Behaviour> = [
  {
    says: "has nothing at first",
    steps: (fs, at) => [
      fs.exists(at("a")),
      fs.access(at("a")),
      fs.stat(at("a")),
      fs.readFile(at("a")),
      fs.readFileString(at("a")),
      fs.readDirectory(at("a")),
      fs.readLink(at("a")),
      fs.realPath(at("a")),
      fs.open(at("a")),
      fs.open(at("a"), { flag: "r+" }),
      fs.remove(at("a")),
      fs.remove(at("a"), { force: true }),
      fs.remove(at("a"), { force: true, recursive: true }),
      fs.remove(at("a"), { recursive: true }),
      fs.rename(at("a"), at("b")),
      fs.link(at("a"), at("b")),
      fs.chmod(at("a"), 0o600),
      fs.truncate(at("a")),
      fs.utimes(at("a"), longAgo, longAgo),
      Effect.map(fs.readDirectory(at(".")), sorted),
    ],
  },
  {
    says: "writes and reads whole files",
    steps: (fs, at) => [
      fs.writeFileString(at("a"), "one"),
      fs.readFileString(at("a")),
      fs.writeFileString(at("a"), "2"),
      fs.readFileString(at("a")),
      fs.writeFileString(at("a"), "more", { flag: "a" }),
      fs.readFileString(at("a")),
      fs.writeFileString(at("a"), "new", { flag: "wx" }),
      fs.writeFileString(at("b"), "new", { flag: "wx", mode: 0o600 }),
      Effect.map(fs.stat(at("a")), about),
      Effect.map(fs.stat(at("b")), about),
      fs.writeFileString(at("no/c"), "x"),
      fs.writeFileString(at("a/c"), "x"),
      fs.readFileString(at("a/c")),
      fs.exists(at("a")),
      fs.exists(at("a/c")),
      fs.truncate(at("a"), 2),
      fs.readFileString(at("a")),
      fs.truncate(at("a")),
      fs.readFile(at("a")).pipe(Effect.map((bytes) => bytes.length)),
    ],
  },
  {
    says: "opens files with every flag as Node does",
    steps: (fs, at) => {
      const flags = ["r", "r+", "w", "w+", "wx", "wx+", "a", "a+", "ax", "ax+"] as const
      return flags.flatMap((flag, index) => [
        using(fs.open(at(`new${index}`), { flag }), write("xy"), seek(0, "start"), readSome(3)),
        fs.writeFileString(at(`old${index}`), "0123"),
        using(fs.open(at(`old${index}`), { flag }), write("xy"), seek(1, "start"), readSome(9)),
        fs.readFileString(at(`new${index}`)),
        fs.readFileString(at(`old${index}`)),
      ])
    },
  },
  {
    says: "keeps a position for each opened file",
    steps: (fs, at) => [
      fs.writeFileString(at("a"), "0123456789"),
      using(
        fs.open(at("a")),
        readSome(3),
        readSome(3),
        seek(2, "current"),
        readSome(9),
        readSome(9),
        seek(4, "start"),
        (file) => Effect.map(file.readAlloc(3), Option.map(textOf)),
        seek(99, "start"),
        readSome(1),
        (file) => file.readAlloc(1),
      ),
      using(
        fs.open(at("a"), { flag: "r+" }),
        seek(12, "start"),
        write("end"),
        (file) => file.write(bytesOf("!")),
        (file) => file.sync,
        (file) => Effect.map(file.stat, about),
      ),
      fs.readFileString(at("a")),
      using(fs.open(at("a"), { flag: "r+" }), (file) => file.truncate(3), write("X")),
      fs.readFileString(at("a")),
    ],
  },
  {
    says: "keeps an opened file when its name goes",
    steps: (fs, at) => [
      fs.writeFileString(at("a"), "here"),
      using(
        fs.open(at("a"), { flag: "r+" }),
        () => fs.remove(at("a")),
        readSome(9),
        (file) => Effect.map(file.stat, about),
        () => fs.exists(at("a")),
      ),
    ],
  },
  {
    says: "makes, lists and removes directories",
    steps: (fs, at) => [
      fs.makeDirectory(at("a")),
      fs.makeDirectory(at("a")),
      Effect.asVoid(fs.makeDirectory(at("a"), { recursive: true })),
      fs.makeDirectory(at("x/y/z")),
      Effect.asVoid(fs.makeDirectory(at("x/y/z"), { recursive: true })),
      fs.makeDirectory(at("p"), { mode: 0o700 }),
      Effect.map(fs.stat(at("p")), about),
      Effect.map(fs.stat(at("x/y")), about),
      fs.writeFileString(at("x/file"), "1"),
      fs.makeDirectory(at("x/file")),
      Effect.asVoid(fs.makeDirectory(at("x/file"), { recursive: true })),
      fs.makeDirectory(at("x/file/b")),
      Effect.asVoid(fs.makeDirectory(at("x/file/b"), { recursive: true })),
      Effect.asVoid(fs.makeDirectory(at("x/file/b/c"), { recursive: true })),
      Effect.map(fs.readDirectory(at("x")), sorted),
      Effect.map(fs.readDirectory(at("."), { recursive: true }), sorted),
      fs.readDirectory(at("x/file")),
      fs.readFile(at("x")),
      fs.writeFileString(at("x"), ""),
      fs.truncate(at("x")),
      using(
        fs.open(at("x")),
        (file) => file.sync,
        readSome(1),
        (file) => Effect.map(file.stat, about),
      ),
      fs.open(at("x"), { flag: "w" }),
      fs.open(at("x"), { flag: "wx" }),
      fs.open(at("x"), { flag: "a" }),
      fs.open(at("x"), { flag: "r+" }),
      fs.remove(at("a")),
      fs.remove(at("x/file/b"), { force: true }),
      fs.remove(at("x"), { recursive: true }),
      fs.exists(at("x/y/z")),
      Effect.map(fs.readDirectory(at(".")), sorted),
    ],
  },
  {
    says: "links a file once more, and never over another",
    steps: (fs, at) => [
      fs.writeFileString(at("a"), "1"),
      fs.link(at("a"), at("b")),
      fs.link(at("a"), at("b")),
      fs.link(at("a"), at("no/b")),
      Effect.map(fs.stat(at("b")), about),
      fs.writeFileString(at("a"), "2"),
      fs.readFileString(at("b")),
      fs.rename(at("a"), at("b")),
      Effect.map(fs.readDirectory(at(".")), sorted),
      fs.remove(at("a")),
      Effect.map(fs.stat(at("b")), about),
      fs.makeDirectory(at("d")),
      fs.link(at("b"), at("d")),
      fs.link(at("d"), at("e")),
    ],
  },
  {
    says: "renames over what may be replaced",
    steps: (fs, at) => [
      fs.writeFileString(at("a"), "a"),
      fs.writeFileString(at("b"), "b"),
      Effect.asVoid(fs.makeDirectory(at("d/e"), { recursive: true })),
      fs.makeDirectory(at("empty")),
      fs.rename(at("a"), at("b")),
      fs.readFileString(at("b")),
      fs.exists(at("a")),
      fs.rename(at("b"), at("d")),
      fs.rename(at("d"), at("b")),
      fs.rename(at("empty"), at("d")),
      fs.rename(at("d"), at("d/e/f")),
      fs.rename(at("d"), at("d")),
      fs.rename(at("d"), at("empty")),
      Effect.map(fs.readDirectory(at("empty")), sorted),
      fs.rename(at("b"), at("no/b")),
      fs.rename(at("b"), at("empty/e/b")),
      fs.readFileString(at("empty/e/b")),
      Effect.map(fs.readDirectory(at(".")), sorted),
    ],
  },
  {
    says: "follows symbolic links as far as they lead",
    steps: (fs, at) => [
      Effect.asVoid(fs.makeDirectory(at("d/e"), { recursive: true })),
      fs.symlink("d/e", at("l")),
      fs.symlink("d/e", at("l")),
      fs.symlink("../d/e/file", at("d/up")),
      fs.symlink("nowhere", at("dangling")),
      fs.symlink("circle", at("circle")),
      fs.writeFileString(at("l/file"), "1"),
      fs.readFileString(at("d/e/file")),
      fs.readFileString(at("d/up")),
      fs.readLink(at("l")),
      fs.readLink(at("d")),
      fs.realPath(at("l/file")),
      fs.realPath(at("dangling")),
      fs.exists(at("dangling")),
      Effect.map(fs.stat(at("l")), about),
      fs.stat(at("circle")),
      fs.readFile(at("circle")),
      fs.open(at("dangling"), { flag: "wx" }),
      fs.writeFileString(at("dangling"), "made"),
      fs.readFileString(at("nowhere")),
      fs.rename(at("l"), at("m")),
      fs.readLink(at("m")),
      fs.remove(at("m")),
      fs.remove(at("circle")),
      fs.exists(at("d/e/file")),
    ],
  },
  {
    says: "changes permissions and times",
    steps: (fs, at) => [
      fs.writeFileString(at("a"), "1"),
      fs.chmod(at("a"), 0o640),
      Effect.map(fs.stat(at("a")), about),
      fs.utimes(at("a"), longAgo, longAgo),
      Effect.map(fs.stat(at("a")), ({ mtime }) => mtime),
      fs.utimes(at("a"), 1_000_000, 1_000_000),
      Effect.map(fs.stat(at("a")), ({ mtime }) => mtime),
      fs.access(at("a"), { readable: true }),
    ],
  },
  {
    says: "streams to and from files",
    steps: (fs, at) => [
      Stream.run(Stream.make(bytesOf("one "), bytesOf("two")), fs.sink(at("a"))),
      Effect.map(Stream.runCollect(fs.stream(at("a"), { offset: 2, chunkSize: 3 })), (chunks) =>
        Chunk.toReadonlyArray(chunks).map(textOf),
      ),
    ],
  },
]

/** What a step comes to, without what no two file systems share. */
const outcome = <R>(step: Effect.Effect<unknown, PlatformError, R>) =>
  Effect.match(step, {
    onSuccess: (value) => ({ value: value === undefined ? "done" : value }),
    onFailure: (error) => {
      const reason = error._tag === "SystemError" ? error.reason : error._tag
      return { error: codeOf(error), reason, method: error.method }
    },
  })

const outcomesOf = (behaviour: Behaviour) =>
  Effect.gen(function* () {
    const fs = yield* FileSystem.FileSystem
    const root = yield* temporaryFolder
    const steps = behaviour.steps(fs, (path) => join(root, path))
    const opened = (value: unknown) => (FileSystem.isFile(value) ? "a file" : value)
    const outcomes = yield* Effect.forEach(steps, (step) => outcome(Effect.map(step, opened)))
    return outcomes.map((it) =>
      "value" in it && typeof it.value === "string" ? it.value.replace(root, "") : it,
    )
  }).pipe(Effect.scoped)

describe("MemoryFileSystem, like Node's", () => {
  for (const behaviour of behaviours) {
    it.live(behaviour.says, () =>
      Effect.gen(function* () {
        const inMemory = yield* Effect.provide(outcomesOf(behaviour), MemoryFileSystem.layer)
        const onDisk = yield* Effect.provide(outcomesOf(behaviour), NodeFileSystem.layer)
        assert.deepStrictEqual(inMemory, onDisk)
      }),
    )
  }
})

describe("MemoryFileSystem", () => {
  it.scoped("takes its times from the Clock", () =>
    Effect.gen(function* () {
      const fs = yield* FileSystem.FileSystem
      yield* TestClock.setTime(1000)
      yield* fs.writeFileString("/a", "1")
      yield* TestClock.adjust("5 seconds")
      const file = yield* fs.open("/a", { flag: "a" })
      assert.strictEqual(Option.getOrThrow((yield* file.stat).mtime).getTime(), 1000)
      yield* file.writeAll(bytesOf("2"))
      assert.strictEqual(Option.getOrThrow((yield* fs.stat("/a")).mtime).getTime(), 6000)
    }).pipe(Effect.provide(MemoryFileSystem.layer)),
  )

  it.effect("does each call at once, so that a fiber that is begun is done", () =>
    Effect.gen(function* () {
      const fs = yield* FileSystem.FileSystem
      const fiber = yield* Effect.fork(
        Effect.zipRight(fs.writeFileString("/a", "1"), fs.rename("/a", "/b")),
      )
      yield* Effect.yieldNow()
      assert.isTrue(Option.isSome(yield* Fiber.poll(fiber)))
    }).pipe(Effect.provide(MemoryFileSystem.layer)),
  )

  it.effect("is empty and nobody else's each time it is built", () =>
    Effect.gen(function* () {
      const write = Effect.flatMap(FileSystem.FileSystem, (fs) => fs.writeFileString("/a", "1"))
      const look = Effect.flatMap(FileSystem.FileSystem, (fs) => fs.exists("/a"))
      yield* Effect.provide(write, MemoryFileSystem.layer)
      assert.isFalse(yield* Effect.provide(look, MemoryFileSystem.layer))
    }),
  )
})
