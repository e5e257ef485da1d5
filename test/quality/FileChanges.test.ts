import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { FileSystem, make as makeFileSystem } from "@effect/platform/FileSystem"
import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Either, Layer } from "effect"
import { afterAll } from "vitest"
import { type CopyWork, makeFileChanges } from "../../src/quality/FileChanges.ts"
import type { Workbench } from "../../src/quality/ToolRuns.ts"
import { failing } from "../support/FileSystems.ts"

const root = mkdtempSync(join(tmpdir(), "python-mcp-changes-"))
afterAll(() => rmSync(root, { recursive: true, force: true }))

let next = 0

/** Files of a user, and a folder of ours. */
const scene = (files: Readonly<Record<string, string>>) => {
  const folder = join(root, `${next++}`)
  const theirs = join(folder, "theirs")
  const ours = join(folder, "ours")
  mkdirSync(theirs, { recursive: true })
  mkdirSync(ours)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(theirs, name), text)
  const bench: Workbench = {
    folder: ours,
    site: { id: "test", folder: ours, cookie: "test", announce: () => Effect.void },
    run: () => Effect.die("no tool runs here"),
  }
  return { theirs, ours, bench, at: (name: string) => join(theirs, name) }
}

/** A tool that writes in capitals; `first` happens before it is done. */
const shouting =
  (first: () => void = () => undefined): CopyWork<never> =>
  (copies) =>
    Effect.sync(() => {
      first()
      return copies.map(({ copy }) =>
        Either.right(Buffer.from(readFileSync(copy, "utf8").toUpperCase())),
      )
    })

const files = NodeFileSystem.layer

describe("Files that a tool changes", () => {
  it.live("are replaced whole, and told with what is different", () =>
    Effect.gen(function* () {
      const { at, bench, theirs } = scene({ "a.py": "a\n", "b.py": "B\n" })
      symlinkSync("a.py", at("link.py"))
      const { change } = yield* makeFileChanges
      const paths = ["link.py", "b.py", "a.py", "none.py"].map(at)
      const inode = statSync(at("a.py")).ino
      const { changed, faults } = yield* change(bench, paths, true, shouting())
      assert.deepStrictEqual(
        changed.map(({ path, added, removed }) => [path, added, removed]),
        // By any of its names, and once.
        [[at("a.py"), 1, 1]],
      )
      assert.deepStrictEqual(
        faults.map(({ path, reason }) => [path, reason]),
        [[at("none.py"), "it does not exist"]],
      )
      assert.strictEqual(readFileSync(at("link.py"), "utf8"), "A\n")
      assert.notStrictEqual(statSync(at("a.py")).ino, inode, "another file took its place")
      assert.deepStrictEqual(readdirSync(theirs).sort(), ["a.py", "b.py", "link.py"])
    }).pipe(Effect.provide(files)),
  )

  it.live("stay as they are where nothing is to be written", () =>
    Effect.gen(function* () {
      const { at, bench } = scene({ "a.py": "a\n" })
      const { change } = yield* makeFileChanges
      const { changed } = yield* change(bench, [at("a.py")], false, shouting())
      assert.lengthOf(changed, 1)
      assert.strictEqual(readFileSync(at("a.py"), "utf8"), "a\n")
    }).pipe(Effect.provide(files)),
  )

  it.live("keep what somebody else writes meanwhile", () =>
    Effect.gen(function* () {
      const { at, bench, theirs } = scene({ "a.py": "a\n", "b.py": "b\n" })
      const { change } = yield* makeFileChanges
      const interfering = shouting(() => writeFileSync(at("a.py"), "theirs\n"))
      const paths = ["a.py", "b.py"].map(at)
      const { changed, faults } = yield* change(bench, paths, true, interfering)
      assert.match(faults[0]?.reason ?? "", /changed by somebody else meanwhile; call again/)
      assert.strictEqual(readFileSync(at("a.py"), "utf8"), "theirs\n")
      assert.lengthOf(changed, 1)
      // Without anybody in between it is written: that is what the look is about.
      yield* change(again(bench), [at("a.py")], true, shouting())
      assert.strictEqual(readFileSync(at("a.py"), "utf8"), "THEIRS\n")
      assert.deepStrictEqual(readdirSync(theirs).sort(), ["a.py", "b.py"])
    }).pipe(Effect.provide(files)),
  )

  for (const [code, words] of [
    ["EACCES", /permission denied/],
    ["EPERM", /somebody else, or it is immutable/],
  ] as const) {
    it.live(`are left alone where they may not be written, though their folder may (${code})`, () =>
      Effect.gen(function* () {
        const { at, bench } = scene({ "a.py": "a\n" })
        const { change } = yield* makeFileChanges
        const { changed, faults } = yield* change(bench, [at("a.py")], true, shouting())
        assert.lengthOf(changed, 0)
        assert.match(faults[0]?.reason ?? "", words)
        assert.strictEqual(readFileSync(at("a.py"), "utf8"), "a\n")
        // Its folder would have allowed it.
        const { change: allowed } = yield* Effect.provide(makeFileChanges, files)
        yield* allowed(again(bench), [at("a.py")], true, shouting())
        assert.strictEqual(readFileSync(at("a.py"), "utf8"), "A\n")
      }).pipe(Effect.provide(readOnlyFiles(code))),
    )
  }

  it.live(
    "are never half written: a disk that fills up leaves the old one, and nothing beside it",
    () =>
      Effect.gen(function* () {
        const { at, bench, theirs } = scene({ "a.py": "a\n" })
        const { change } = yield* makeFileChanges
        const { changed, faults } = yield* change(bench, [at("a.py")], true, shouting())
        assert.lengthOf(changed, 0)
        assert.match(faults[0]?.reason ?? "", /no space left/)
        assert.strictEqual(readFileSync(at("a.py"), "utf8"), "a\n")
        assert.deepStrictEqual(readdirSync(theirs), ["a.py"])
      }).pipe(Effect.provide(fullAtTheEnd)),
  )
})

/** The same folder of ours has the copies of an earlier call. */
const again = (bench: Workbench): Workbench => {
  const folder = join(bench.folder, "second")
  mkdirSync(folder)
  return { ...bench, folder }
}

/** No file may be written, as for somebody who is not root. */
const readOnlyFiles = (code: string) =>
  Layer.effect(
    FileSystem,
    Effect.map(FileSystem, (fs) =>
      makeFileSystem({ ...fs, access: () => failing("access", code) }),
    ),
  ).pipe(Layer.provide(NodeFileSystem.layer))

/** The name cannot be made any more: what was written beside has to go. */
const fullAtTheEnd = Layer.effect(
  FileSystem,
  Effect.map(FileSystem, (fs) =>
    makeFileSystem({
      ...fs,
      rename: (from) =>
        Effect.flatMap(fs.readFileString(from), (text) => {
          assert.strictEqual(text, "A\n", "it was all there")
          return failing("rename", "ENOSPC")
        }),
    }),
  ),
).pipe(Layer.provide(NodeFileSystem.layer))
