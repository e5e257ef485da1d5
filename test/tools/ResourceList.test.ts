import { assert, describe, it } from "@effect/vitest"
import { Array as Arr, Effect, Option } from "effect"
import { JobStore } from "../../src/jobs/JobStore.ts"
import type { ThisServer } from "../../src/jobs/ThisServer.ts"
import type { ResourceEntry } from "../../src/tools/Resource.ts"
import { ResourceRegistry } from "../../src/tools/ResourceRegistry.ts"
import { payload } from "../support/Calls.ts"
import { end, make } from "../support/Jobs.ts"
import { idAt } from "../support/Owners.ts"
import { noon, world } from "../support/World.ts"

const page = (cursor?: string) =>
  Effect.flatMap(ResourceRegistry, ({ list }) => list(Option.fromNullable(cursor)))

const urisOf = (entries: ReadonlyArray<ResourceEntry>) => entries.map(({ uri }) => uri)

/** Every page; `between` runs after each. */
const walk = (between: Effect.Effect<unknown, unknown, JobStore | ThisServer> = Effect.void) =>
  Effect.gen(function* () {
    const pages: Array<ReadonlyArray<string>> = []
    let cursor: string | undefined
    do {
      const { resources, nextCursor } = yield* page(cursor)
      pages.push(urisOf(resources))
      cursor = nextCursor
      yield* between
    } while (cursor !== undefined)
    return pages
  })

const jobs = (count: number) =>
  Effect.forEach(Arr.range(1, count), (n) => {
    const id = idAt(`2026-11-23T11:${String(n % 60).padStart(2, "0")}:00.000Z`, String(n))
    return Effect.as(Effect.zipRight(make(id), end(id)), id)
  })

describe("the list of resources", () => {
  it.effect("names each job twice, with its label and status, then the scripts", () =>
    Effect.gen(function* () {
      const [ended, running] = [idAt(noon, "1"), idAt(noon, "2")]
      yield* make(ended, { label: "nightly" })
      yield* end(ended)
      yield* make(running)
      yield* payload("py_save_script", { script_name: "my report", source: '"""Reports."""\n' })
      const { resources, ...rest } = yield* page()
      assert.deepStrictEqual(rest, {})
      assert.deepStrictEqual(urisOf(resources).sort(), [
        `job-stream://${ended}`,
        `job-stream://${running}`,
        `job://${ended}`,
        `job://${running}`,
        "script://my%20report",
      ])
      const of = (uri: string) => resources.find((entry) => entry.uri === uri)
      assert.deepInclude(of(`job://${ended}`), {
        title: "nightly",
        description: "completed",
        mimeType: "application/json",
        lastModified: noon,
      })
      assert.deepInclude(of(`job-stream://${running}`), {
        title: "Output of test",
        description: "running",
        mimeType: "text/plain",
      })
      assert.deepInclude(resources.at(-1), {
        name: "my report",
        title: "Script my report",
        description: "Reports.",
        size: 15,
        lastModified: noon,
      })
    }).pipe(Effect.provide(world())),
  )

  it.effect("has the newest 50 jobs and all that run, the newest first, in pages of 50", () =>
    Effect.gen(function* () {
      const oldest = idAt("2026-11-01T00:00:00.000Z")
      yield* make(oldest)
      const ids = (yield* jobs(55)).sort().reverse().slice(0, 50)
      const pages = yield* walk()
      assert.deepStrictEqual(
        pages.map(({ length }) => length),
        [50, 50, 2],
      )
      const named = pages.flat().flatMap((uri) => (uri.startsWith("job://") ? [uri.slice(6)] : []))
      assert.sameMembers(named, [...ids, oldest])
    }).pipe(Effect.provide(world())),
  )

  it.effect("repeats nothing and leaves nothing out while jobs come and go", () =>
    Effect.gen(function* () {
      const before = yield* jobs(40)
      let made = 0
      const comesAndGoes = Effect.suspend(() => {
        made += 1
        const gone = before.at(-1 - made)
        return Effect.gen(function* () {
          yield* make(idAt(noon, String(made)))
          if (gone !== undefined) yield* (yield* JobStore).remove(gone)
        })
      })
      const uris = (yield* walk(comesAndGoes)).flat()
      assert.strictEqual(new Set(uris).size, uris.length)
      const gone = new Set(before.slice(-1 - made))
      for (const id of before) if (!gone.has(id)) assert.include(uris, `job://${id}`)
    }).pipe(Effect.provide(world())),
  )

  it.effect("knows no cursor but its own", () =>
    Effect.gen(function* () {
      for (const cursor of ["", "0", "%", "bnVsbA", "WzAsMV0"]) {
        const error = yield* Effect.flip(page(cursor))
        assert.strictEqual(error._tag, "CursorInvalid")
        assert.include(error.message, JSON.stringify(cursor))
      }
    }).pipe(Effect.provide(world())),
  )
})
