import { assert, describe, it } from "@effect/vitest"
import { Array as Arr, Duration, Effect } from "effect"
import { ResourceRegistry } from "../../src/tools/ResourceRegistry.ts"
import { call, textOf } from "../support/Calls.ts"
import { onlyJob, pass } from "../support/Jobs.ts"
import { lastStarted, playing } from "../support/Requests.ts"
import { put, world } from "../support/World.ts"

const tool = "run_script_with_dependencies"
const hello = { script_content: "print('hi')" }

/** A run that leaves these files; what it answers. */
const leaving = (names: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    yield* playing({ after: "5 seconds" })
    const answer = yield* Effect.fork(call(tool, hello))
    yield* pass("1 second")
    const { cwd } = yield* lastStarted
    yield* Effect.forEach(names, (name) => put(`${cwd}/${name}`, "12"))
    yield* pass("5 seconds")
    const result = yield* answer
    return { result, links: linksOf(result), id: yield* onlyJob }
  })

const linksOf = ({ content }: Effect.Effect.Success<ReturnType<typeof call>>) =>
  content.flatMap((block) => (block.type === "resource_link" ? [block] : []))

describe("a result", () => {
  it.effect("links its output and the files that it left, which can be read", () =>
    Effect.gen(function* () {
      const { result, links, id } = yield* leaving(["b.csv", "plots/a b.png"])
      assert.deepStrictEqual(
        links.map(({ uri, title, mimeType, size }) => [uri, title, mimeType, size]),
        [
          [`job-stream://${id}`, "Output of the run", "text/plain", undefined],
          [`job-file://${id}/b.csv`, "b.csv", "text/csv", 2],
          [`job-file://${id}/plots/a%20b.png`, "a b.png", "image/png", 2],
        ],
      )
      const { read } = yield* ResourceRegistry
      for (const { uri } of links) yield* read(uri)
      assert.deepStrictEqual(result.structuredContent?.files, [
        { path: "b.csv", bytes: 2 },
        { path: "plots/a b.png", bytes: 2 },
      ])
      assert.include(textOf(result), "Left: `b.csv`, `plots/a b.png`")
    }).pipe(Effect.provide(world())),
  )

  it.effect("links ten files at most, and says how many there are", () =>
    Effect.gen(function* () {
      const names = Arr.makeBy(12, (n) => `${String(n).padStart(2, "0")}.txt`)
      const { result, links } = yield* leaving(names)
      assert.lengthOf(links, 11)
      assert.strictEqual(result.structuredContent?.files_total, 12)
      assert.include(textOf(result), "Left 12 files, the first of them: `00.txt`")
    }).pipe(Effect.provide(world())),
  )

  it.effect("of a run that goes on links its state, too", () =>
    Effect.gen(function* () {
      yield* playing({ after: Duration.infinity })
      const result = yield* call(tool, { ...hello, async_mode: true })
      const id = yield* onlyJob
      assert.deepStrictEqual(
        linksOf(result).map(({ uri, title }) => [uri, title]),
        [
          [`job-stream://${id}`, "Output of the run"],
          [`job://${id}`, "State of the run"],
        ],
      )
    }).pipe(Effect.provide(world())),
  )

  it.effect("that is an error links nothing", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(linksOf(yield* call(tool, { nosuch: 1 })), [])
    }).pipe(Effect.provide(world())),
  )
})
