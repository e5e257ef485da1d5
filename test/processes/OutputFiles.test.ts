import { join } from "node:path"
import * as FileSystem from "@effect/platform/FileSystem"
import { assert, describe, it } from "@effect/vitest"
import { DateTime, Effect, Layer, Ref, type Scope } from "effect"
import { decodePage } from "../../src/domain/Output.ts"
import { OutputFiles } from "../../src/processes/OutputFiles.ts"
import { fileSystems, temporaryFolder } from "../support/FileSystems.ts"

type Needs = OutputFiles | FileSystem.FileSystem | Scope.Scope

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

const at = (iso: string) => DateTime.toDate(DateTime.unsafeMake(iso))

/** A folder whose stdout has this content and that has no stderr yet. */
const folderWith = Effect.fnUntraced(function* (stdout: string) {
  const fs = yield* FileSystem.FileSystem
  const folder = yield* temporaryFolder
  yield* fs.writeFileString(join(folder, "stdout.log"), stdout)
  return folder
})

for (const [name, layer] of fileSystems) {
  const live = (says: string, body: () => Effect.Effect<void, unknown, Needs>) =>
    it.scopedLive(says, () =>
      body().pipe(Effect.provide(Layer.provideMerge(OutputFiles.layer, layer))),
    )

  describe(`OutputFiles ${name}`, () => {
    live("gives the size of each stream, 0 for one that is not there", () =>
      Effect.gen(function* () {
        const output = yield* OutputFiles
        const folder = yield* folderWith("€uro")
        assert.deepStrictEqual(yield* output.sizes(folder), { stdout: 6, stderr: 0 })
        const missing = yield* output.sizes(join(folder, "missing"))
        assert.deepStrictEqual(missing, { stdout: 0, stderr: 0 })
      }),
    )

    const pages: ReadonlyArray<
      readonly [says: string, cursor: number, max: number, start: number, content: string]
    > = [
      ["the beginning", 0, 4, 0, "0123"],
      ["the middle", 3, 4, 3, "3456"],
      ["what is left", 8, 100, 8, "89"],
      ["nothing at the end", 10, 100, 10, ""],
      ["nothing beyond the end, where the end is", 99, 100, 10, ""],
      ["the last bytes", -3, 100, 7, "789"],
      ["some of the last bytes", -5, 2, 5, "56"],
      ["all of it for more bytes than there are", -99, 100, 0, "0123456789"],
      ["nothing when nothing is asked for", 2, 0, 2, ""],
    ]
    for (const [says, cursor, max, start, content] of pages) {
      live(`pages ${says}`, () =>
        Effect.gen(function* () {
          const output = yield* OutputFiles
          const folder = yield* folderWith("0123456789")
          const page = yield* output.page(folder, "stdout", cursor, max)
          assert.deepStrictEqual(
            { ...page, bytes: text(page.bytes) },
            { bytes: content, start, size: 10 },
          )
        }),
      )
    }

    live("pages a stream that is not there as an empty one", () =>
      Effect.gen(function* () {
        const output = yield* OutputFiles
        const folder = yield* folderWith("")
        const page = yield* output.page(folder, "stderr", 5, 10)
        assert.deepStrictEqual(page, { bytes: new Uint8Array(0), start: 0, size: 0 })
      }),
    )

    live("gives every byte once to a reader that follows while the stream grows", () =>
      Effect.gen(function* () {
        const output = yield* OutputFiles
        const fs = yield* FileSystem.FileSystem
        const folder = yield* folderWith("")
        const written = "zwölf Boxkämpfer 💡\r\n".repeat(50)
        const bytes = new TextEncoder().encode(written)
        const isEnded = yield* Ref.make(false)
        const write = Effect.gen(function* () {
          const log = yield* fs.open(join(folder, "stdout.log"), { flag: "a" })
          for (let from = 0; from < bytes.length; from += 7) {
            yield* log.writeAll(bytes.subarray(from, from + 7))
            yield* Effect.yieldNow()
          }
          yield* Ref.set(isEnded, true)
        })
        const read = Effect.gen(function* () {
          let seen = ""
          let cursor = 0
          while (!(yield* Ref.get(isEnded)) || cursor < bytes.length) {
            const page = yield* output.page(folder, "stdout", cursor, 11)
            const { consumed, text: part } = decodePage(page.bytes, { ended: false })
            seen += part
            cursor += consumed
            yield* Effect.yieldNow()
          }
          return seen
        })
        const [, seen] = yield* Effect.all([write, read], { concurrency: "unbounded" })
        assert.strictEqual(seen, written)
      }),
    )

    live("shows a short stream whole", () =>
      Effect.gen(function* () {
        const output = yield* OutputFiles
        const folder = yield* folderWith("one\ntwo\n")
        const excerpt = yield* output.excerpt(folder, "stdout", 8)
        assert.deepStrictEqual(
          [excerpt.head, excerpt.tail, excerpt.truncated],
          ["one\ntwo\n", "", false],
        )
      }),
    )

    live("shows the head and the longer tail of a long stream", () =>
      Effect.gen(function* () {
        const output = yield* OutputFiles
        const folder = yield* folderWith(
          Array.from({ length: 10_000 }, (_, n) => `${n}\n`).join(""),
        )
        const excerpt = yield* output.excerpt(folder, "stdout", 400)
        assert.match(excerpt.head, /^0\n1\n/)
        assert.match(excerpt.tail, /\n9998\n9999\n$/)
        const shown = excerpt.head.length + excerpt.tail.length
        assert.strictEqual(excerpt.missing, excerpt.size - shown)
        assert.strictEqual(excerpt.missingFrom, excerpt.head.length)
        assert.isAtMost(shown, 400)
        assert.isAbove(excerpt.tail.length, 2 * excerpt.head.length)
      }),
    )

    live("shows the end of a stream from the beginning of a line", () =>
      Effect.gen(function* () {
        const output = yield* OutputFiles
        const folder = yield* folderWith("first\nsecond\nthird\n")
        const excerpt = yield* output.tail(folder, "stdout", 9)
        assert.deepStrictEqual(excerpt, {
          head: "",
          tail: "third\n",
          truncated: true,
          size: 19,
          missing: 13,
          missingFrom: 0,
        })
      }),
    )

    live("shows all of a stream that is shorter than the tail asked for", () =>
      Effect.gen(function* () {
        const output = yield* OutputFiles
        const folder = yield* folderWith("first\nsecond\n")
        const excerpt = yield* output.tail(folder, "stdout", 100)
        assert.strictEqual(excerpt.head + excerpt.tail, "first\nsecond\n")
        assert.isFalse(excerpt.truncated)
      }),
    )

    live("excerpts a stream that is not there as an empty one", () =>
      Effect.gen(function* () {
        const output = yield* OutputFiles
        const folder = yield* folderWith("")
        const excerpt = yield* output.excerpt(folder, "stderr", 100)
        assert.deepStrictEqual([excerpt.head, excerpt.tail, excerpt.size], ["", "", 0])
      }),
    )

    live("tells when output last came, and nothing before the first byte", () =>
      Effect.gen(function* () {
        const output = yield* OutputFiles
        const fs = yield* FileSystem.FileSystem
        const folder = yield* folderWith("")
        assert.isNull(yield* output.lastWrite(join(folder, "missing")))
        assert.isNull(yield* output.lastWrite(folder))
        yield* fs.writeFileString(join(folder, "stderr.log"), "x")
        const early = at("2026-01-01T00:00:00Z")
        yield* fs.utimes(join(folder, "stderr.log"), early, early)
        assert.strictEqual(yield* output.lastWrite(folder), early.getTime())
        yield* fs.writeFileString(join(folder, "stdout.log"), "x")
        const late = at("2026-01-01T00:00:01Z")
        yield* fs.utimes(join(folder, "stdout.log"), late, late)
        assert.strictEqual(yield* output.lastWrite(folder), late.getTime())
      }),
    )

    live("says so when a log cannot be read", () =>
      Effect.gen(function* () {
        const output = yield* OutputFiles
        const fs = yield* FileSystem.FileSystem
        const folder = yield* temporaryFolder
        yield* fs.makeDirectory(join(folder, "stdout.log"))
        const error = yield* Effect.flip(output.page(folder, "stdout", 0, 10))
        assert.strictEqual(error.path, join(folder, "stdout.log"))
        assert.strictEqual(error.reason, "it is a directory")
      }),
    )
  })
}

describe("OutputFiles with files of more than 4 GiB", () => {
  const beyond = 5 * 2 ** 32 + 3

  for (const [name, layer] of fileSystems.slice(0, 1)) {
    it.scopedLive(`pages from far behind ${name}`, () =>
      Effect.gen(function* () {
        const output = yield* OutputFiles
        const fs = yield* FileSystem.FileSystem
        const folder = yield* temporaryFolder
        const log = yield* fs.open(join(folder, "stdout.log"), { flag: "w" })
        yield* log.seek(beyond, "start")
        yield* log.writeAll(new TextEncoder().encode("far behind\n"))
        const page = yield* output.page(folder, "stdout", beyond + 4, 100)
        assert.deepStrictEqual(
          { ...page, bytes: text(page.bytes) },
          { bytes: "behind\n", start: beyond + 4, size: beyond + 11 },
        )
        const excerpt = yield* output.tail(folder, "stdout", 100)
        assert.include(excerpt.tail, "far behind")
      }).pipe(Effect.provide(Layer.provideMerge(OutputFiles.layer, layer))),
    )
  }
})
