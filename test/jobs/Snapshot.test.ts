import { FileSystem } from "@effect/platform/FileSystem"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Ref } from "effect"
import { StoreUnavailable } from "../../src/domain/Job.ts"
import { sha256 } from "../../src/domain/Sha256.ts"
import { JobStore } from "../../src/jobs/JobStore.ts"
import type { DurableFiles } from "../../src/processes/DurableFiles.ts"
import { make, pass, read, start } from "../support/Jobs.ts"
import { idAt } from "../support/Owners.ts"
import {
  closable,
  home,
  jsonOf,
  machine,
  namesIn,
  put,
  type ServerOptions,
  server,
  world,
} from "../support/World.ts"

const path = `${home}/meta/jobs.json`

/** Counts how often the snapshot is written. */
const counting = Effect.map(Ref.make(0), (writes) => ({
  writes: Ref.get(writes),
  durable: (files: DurableFiles["Type"]): DurableFiles["Type"] => ({
    ...files,
    replace: (file, schema, value) =>
      Effect.zipRight(
        file === path ? Ref.update(writes, (n) => n + 1) : Effect.void,
        files.replace(file, schema, value),
      ),
  }),
}))

interface Shown {
  readonly format: string
  readonly jobs: ReadonlyArray<Readonly<Record<string, unknown>>>
}

const snapshot = Effect.map(jsonOf(path), (json) => json as Shown)

describe("the snapshot of the newest jobs", () => {
  it.effect("shows a job within a second of its start, and its end within a second of that", () =>
    Effect.gen(function* () {
      const id = yield* start(() => Effect.sleep("3 seconds"))
      yield* pass("1100 millis")
      const { job } = yield* read(id)
      const begun = yield* snapshot
      assert.strictEqual(begun.format, "python-executor-mcp/1")
      assert.deepStrictEqual(begun.jobs, [
        {
          id,
          label: null,
          tool: "test",
          status: "running",
          reason: null,
          created_at: job.created_at,
          started_at: job.created_at,
          completed_at: null,
          exit_code: null,
          error: null,
        },
      ])
      yield* pass("3 seconds")
      assert.deepInclude((yield* snapshot).jobs[0], {
        status: "completed",
        exit_code: 0,
        completed_at: "2026-11-23T12:00:03.000Z",
      })
    }).pipe(Effect.provide(world())),
  )

  it.effect("is written at most once a second, however much happens", () =>
    Effect.gen(function* () {
      const { writes, durable } = yield* counting
      yield* Effect.gen(function* () {
        yield* Effect.replicateEffect(
          Effect.zipRight(
            start(() => Effect.void),
            pass("100 millis"),
          ),
          30,
        )
        assert.isAtMost(yield* writes, 3)
        assert.isAtLeast(yield* writes, 2)
      }).pipe(Effect.provide(world({ durable })))
    }),
  )

  it.effect("is not written while nothing happens", () =>
    Effect.gen(function* () {
      yield* pass("5 seconds")
      assert.deepStrictEqual(yield* namesIn(`${home}/meta`), [])
    }).pipe(Effect.provide(world())),
  )

  it.effect("is written a last time when the server ends", () =>
    Effect.gen(function* () {
      const { services, close } = yield* closable()
      yield* Effect.provide(
        start(() => Effect.never),
        services,
      )
      yield* pass("1500 millis")
      yield* close
      assert.deepInclude((yield* snapshot).jobs[0], { status: "failed", reason: "server_exited" })
    }).pipe(Effect.provide(machine)),
  )

  it.effect("shows 200 jobs, the newest", () =>
    Effect.gen(function* () {
      const store = yield* JobStore
      const day = Date.parse("2026-11-20T00:00:00Z")
      const ids = Array.from({ length: 205 }, (_, n) => idAt(new Date(day + n).toISOString()))
      yield* Effect.forEach(ids, (id) => make(id))
      yield* start(() => Effect.void)
      yield* pass("1100 millis")
      const shown = (yield* snapshot).jobs.map(({ id }) => id)
      assert.deepStrictEqual(shown, [...(yield* store.newestIds(200))])
    }).pipe(Effect.provide(world())),
  )
})

describe("the Python server's list in the snapshot's place", () => {
  const list = '[{"id": "a", "status": "completed"}]'
  const aside = `jobs.python-${sha256(list).slice(0, 12)}.json`

  it.effect("is kept aside, to the byte, before the snapshot is written", () =>
    Effect.gen(function* () {
      yield* put(path, list)
      yield* start(() => Effect.void)
      yield* pass("1100 millis")
      assert.strictEqual((yield* snapshot).format, "python-executor-mcp/1")
      assert.strictEqual(yield* (yield* FileSystem).readFileString(`${home}/meta/${aside}`), list)
    }).pipe(Effect.provide(world())),
  )

  it.effect("is kept aside, too, when it comes while the jobs are read", () => {
    let reads = 0
    const late = (fs: FileSystem): Partial<FileSystem> => ({
      // The folder of jobs is listed for the snapshot: that is when the Python server writes.
      readDirectory: (folder, options) =>
        folder === `${home}/jobs` && reads++ === 0
          ? Effect.zipRight(
              fs.makeDirectory(`${home}/meta`, { recursive: true }),
              Effect.zipRight(fs.writeFileString(path, list), fs.readDirectory(folder, options)),
            )
          : fs.readDirectory(folder, options),
    })
    return Effect.gen(function* () {
      yield* start(() => Effect.void)
      yield* pass("1100 millis")
      assert.isAbove(reads, 0)
      assert.strictEqual((yield* snapshot).format, "python-executor-mcp/1")
      assert.strictEqual(yield* (yield* FileSystem).readFileString(`${home}/meta/${aside}`), list)
    }).pipe(Effect.provide(world({ files: late })))
  })

  it.effect("is kept aside each time that it is there again", () =>
    Effect.gen(function* () {
      yield* put(path, list)
      yield* start(() => Effect.void)
      yield* pass("1100 millis")
      yield* put(path, `${list}\n`)
      yield* start(() => Effect.void)
      yield* pass("1100 millis")
      const kept = (yield* namesIn(`${home}/meta`)).filter((name) =>
        /^jobs\.python-[0-9a-f]{12}\.json$/.test(name),
      )
      assert.lengthOf(kept, 2)
    }).pipe(Effect.provide(world())),
  )

  it.effect("stays where it is, when it cannot be kept aside", () =>
    Effect.gen(function* () {
      const fs = yield* FileSystem
      yield* put(path, list)
      // Something in its way that cannot be replaced.
      yield* fs.makeDirectory(`${home}/meta/${aside}`, { recursive: true })
      yield* put(`${home}/meta/${aside}/in-the-way`, "")
      yield* start(() => Effect.void)
      yield* pass("3 seconds")
      assert.strictEqual(yield* fs.readFileString(path), list)
    }).pipe(Effect.provide(world())),
  )

  /** The Python server writes its list while the snapshot reads the first job. */
  const writtenMeanwhile =
    (isDue: { now: boolean }) =>
    (fs: FileSystem): Partial<FileSystem> => ({
      readFile: (file) => {
        if (!isDue.now || !file.endsWith("/job.json")) return fs.readFile(file)
        isDue.now = false
        const bytes = new TextEncoder().encode(list)
        return Effect.zipRight(fs.writeFile(path, bytes), fs.readFile(file))
      },
    })

  it.effect("is not lost, when it comes while the snapshot is being made", () =>
    Effect.gen(function* () {
      const isDue = { now: false }
      yield* Effect.gen(function* () {
        yield* start(() => Effect.void)
        yield* pass("1100 millis")
        yield* start(() => Effect.void)
        isDue.now = true
        yield* pass("1100 millis")
        assert.isFalse(isDue.now)
        assert.strictEqual((yield* snapshot).format, "python-executor-mcp/1")
      }).pipe(Effect.provide(server({ files: writtenMeanwhile(isDue) })))
      assert.include(yield* namesIn(`${home}/meta`), aside)
      const fs = yield* FileSystem
      assert.strictEqual(yield* fs.readFileString(`${home}/meta/${aside}`), list)
    }).pipe(Effect.provide(machine)),
  )
})

describe("the snapshot of two servers", () => {
  const ids = Effect.map(snapshot, ({ jobs }) => jobs.map(({ id }) => id).sort())

  /** One after the other has a job; then the first one's ends. */
  const seen = (second: ServerOptions) =>
    Effect.gen(function* () {
      const a = yield* closable({ host: { pid: 51 } })
      const b = yield* closable({ host: { pid: 52 }, ...second })
      const one = yield* Effect.provide(
        start(() => Effect.sleep("10 seconds")),
        a.services,
      )
      yield* pass("2 seconds")
      const first = yield* ids
      const two = yield* Effect.provide(
        start(() => Effect.never),
        b.services,
      )
      yield* pass("2 seconds")
      const then = yield* ids
      yield* pass("10 seconds")
      const last = (yield* snapshot).jobs.map(({ id, status }) => [id, status])
      yield* a.close
      yield* b.close
      return { one, two, first, then, last: new Map(last.map(([id, status]) => [id, status])) }
    }).pipe(Effect.provide(machine))

  it.effect("is the last writer's, and tells of both servers' jobs", () =>
    Effect.gen(function* () {
      const { one, two, first, then, last } = yield* seen({})
      assert.deepStrictEqual(first, [one])
      assert.deepStrictEqual(then, [one, two].sort())
      assert.deepStrictEqual(
        last,
        new Map([
          [two, "running"],
          [one, "completed"],
        ]),
      )
    }),
  )

  it.effect("stays the other's, while one cannot write", () =>
    Effect.gen(function* () {
      const durable = (files: DurableFiles["Type"]): DurableFiles["Type"] => ({
        ...files,
        replace: (file, schema, value) =>
          file === path
            ? Effect.fail(new StoreUnavailable({ path, reason: "not now" }))
            : files.replace(file, schema, value),
      })
      const { one, then } = yield* seen({ durable })
      assert.deepStrictEqual(then, [one])
    }),
  )
})
