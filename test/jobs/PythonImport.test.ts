import { FileSystem } from "@effect/platform/FileSystem"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Option } from "effect"
import { statusOf } from "../../src/domain/Job.ts"
import { sha256 } from "../../src/domain/Sha256.ts"
import { JobRegistry } from "../../src/jobs/JobRegistry.ts"
import { read, start } from "../support/Jobs.ts"
import { all, idsSeen, job, puts, refusing } from "../support/PythonJobs.ts"
import { home, jsonOf, machine, namesIn, put, world } from "../support/World.ts"

/** A server that finds this list. */
const found = (list: ReadonlyArray<unknown>) =>
  Effect.gen(function* () {
    yield* puts(list)
    return yield* all
  })

/** Local times are of this machine's zone. */
const utc = (local: string) => new Date(local).toISOString()

describe("the Python server's jobs", () => {
  it.effect("are listed like any other, with their times and their output", () =>
    Effect.gen(function* () {
      const result = { stdout: "out\n", stderr: "err", exit_code: 0 }
      const jobs = yield* found([job("job-1", { label: "mine", result })])
      assert.lengthOf(jobs, 1)
      const one = yield* read("job-1")
      assert.strictEqual(one.folder, `${home}/jobs/imported/job-1`)
      assert.deepInclude(one.job, {
        label: "mine",
        tool: "imported",
        owner: null,
        created_at: utc("2024-05-01T10:00:00"),
      })
      assert.deepInclude(Option.getOrThrow(one.exit), {
        status: "completed",
        reason: null,
        exit_code: 0,
        started_at: utc("2024-05-01T10:00:01"),
        ended_at: utc("2024-05-01T10:00:03.500"),
        elapsed_seconds: 2.5,
        stdout_bytes: 4,
        stderr_bytes: 3,
      })
      assert.deepStrictEqual(one.result, Option.some({ value: result }))
      const fs = yield* FileSystem
      assert.strictEqual(yield* fs.readFileString(`${one.folder}/stdout.log`), "out\n")
    }).pipe(Effect.provide(world())),
  )

  const statuses = [
    ["completed", "completed", null],
    ["failed", "failed", null],
    ["cancelled", "cancelled", null],
    ["running", "failed", "server_exited"],
    ["pending", "failed", "server_exited"],
    ["whatever", "failed", "server_exited"],
  ] as const

  for (const [theirs, ours, reason] of statuses) {
    it.effect(`that were ${theirs} are ${ours}${reason === null ? "" : `: ${reason}`}`, () =>
      Effect.gen(function* () {
        const [one] = yield* found([job("a", { status: theirs, completed_at: null })])
        if (one?.state._tag !== "Ended") return assert.fail("it has not ended")
        assert.deepInclude(one.state.end, { status: ours, reason })
        if (reason !== null)
          assert.match(one.state.end.error ?? "", /^The server ended or restarted/)
      }).pipe(Effect.provide(world())),
    )
  }

  it.effect("that failed keep their error", () =>
    Effect.gen(function* () {
      const [one] = yield* found([job("a", { status: "failed", error: "boom" })])
      assert.strictEqual(Option.getOrThrow(one?.exit ?? Option.none()).error, "boom")
    }).pipe(Effect.provide(world())),
  )

  it.effect("keep the output that they had so far", () =>
    Effect.gen(function* () {
      const [one] = yield* found([job("a", { status: "running", partial_stdout: "half\n" })])
      const fs = yield* FileSystem
      assert.strictEqual(yield* fs.readFileString(`${one?.folder}/stdout.log`), "half\n")
    }).pipe(Effect.provide(world())),
  )

  it.effect("keep their progress, where that is one", () =>
    Effect.gen(function* () {
      const progress = { current: 1, total: 2, message: "one" }
      yield* found([job("a", { progress }), job("b", { progress: "fine" })])
      assert.deepStrictEqual((yield* read("a")).progress, Option.some(progress))
      assert.isTrue(Option.isNone((yield* read("b")).progress))
    }).pipe(Effect.provide(world())),
  )

  it.effect("get a name made of theirs, where theirs is no safe one", () =>
    Effect.gen(function* () {
      const [one] = yield* found([job("../../etc/passwd")])
      assert.strictEqual(one?.id, `py-${sha256("../../etc/passwd").slice(0, 32)}`)
      assert.strictEqual(one?.job.original_id, "../../etc/passwd")
    }).pipe(Effect.provide(world())),
  )

  it.effect("are imported without those that are no jobs", () =>
    Effect.gen(function* () {
      const jobs = yield* found([job("a"), { id: 7 }, "nonsense", null, job("b")])
      assert.sameMembers(
        jobs.map(({ id }) => id),
        ["a", "b"],
      )
    }).pipe(Effect.provide(world())),
  )

  it.effect("are imported once: a removed one does not come back", () =>
    Effect.gen(function* () {
      yield* found([job("a"), job("b")])
      const registry = yield* JobRegistry
      yield* registry.prune(({ id }) => id === "a")
      yield* registry.recover
      assert.deepStrictEqual(
        (yield* all).map(({ id }) => id),
        ["b"],
      )
    }).pipe(Effect.provide(world())),
  )

  it.effect("leave their list as it was, kept aside and marked as done", () =>
    Effect.gen(function* () {
      const text = JSON.stringify([job("a")])
      yield* found([job("a")])
      const aside = `jobs.python-${sha256(text).slice(0, 12)}.json`
      assert.includeMembers(yield* namesIn(`${home}/meta`), [aside, `${aside}.done`])
      assert.deepStrictEqual(yield* namesIn(`${home}/jobs/imported`), ["a"])
    }).pipe(Effect.provide(world())),
  )

  it.effect("stand behind our own in a list", () =>
    Effect.gen(function* () {
      const own = yield* start(() => Effect.void)
      const jobs = yield* found([job("zzz")])
      assert.deepStrictEqual(
        jobs.map(({ id, state }) => [id, statusOf(state)]),
        [
          [own, "completed"],
          ["zzz", "completed"],
        ],
      )
    }).pipe(Effect.provide(world())),
  )
})

describe("a job that cannot be imported now", () => {
  it.effect("is imported by the next server, and costs no other one anything", () =>
    Effect.gen(function* () {
      const isFull = { now: true }
      const files = refusing("unlucky", "ENOSPC", isFull)
      yield* puts([job("a"), job("b", { error: "unlucky" }), job("c")])
      assert.deepStrictEqual(yield* idsSeen({ files }), ["a", "c"])
      assert.deepStrictEqual(yield* namesIn(`${home}/jobs/imported`), ["a", "c"])
      isFull.now = false
      assert.deepStrictEqual(yield* idsSeen({ files }), ["a", "b", "c"])
    }).pipe(Effect.provide(machine)),
  )
})

describe("a job that can never be imported", () => {
  const files = refusing("unlucky", "ENAMETOOLONG")

  it.effect("is named in the mark of its list, which nobody goes through again", () =>
    Effect.gen(function* () {
      yield* puts([job("a"), job("b", { error: "unlucky" }), job("c")])
      assert.deepStrictEqual((yield* all).map(({ id }) => id).sort(), ["a", "c"])
      const names = yield* namesIn(`${home}/meta`)
      const mark = yield* jsonOf(`${home}/meta/${names.find((name) => name.endsWith(".done"))}`)
      assert.deepInclude(mark, { imported: ["a", "c"] })
      assert.match(JSON.stringify(mark), /"id":"b","error":".*the name is too long/)
    }).pipe(Effect.provide(world({ files }))),
  )
})

describe("a list that is none", () => {
  it.effect("is set aside and costs nobody anything", () =>
    Effect.gen(function* () {
      yield* put(`${home}/meta/jobs.json`, '[{"id": "a", ')
      assert.deepStrictEqual(yield* all, [])
      assert.deepStrictEqual(
        (yield* namesIn(`${home}/meta`)).filter((name) => name.endsWith(".done")),
        [],
      )
    }).pipe(Effect.provide(world())),
  )

  it.effect("but our own snapshot is imported by nobody", () =>
    Effect.gen(function* () {
      yield* put(`${home}/meta/jobs.json`, '{"format": "python-executor-mcp/1", "jobs": []}')
      assert.deepStrictEqual(yield* all, [])
      assert.deepStrictEqual(yield* namesIn(`${home}/meta`), ["jobs.json"])
    }).pipe(Effect.provide(world())),
  )
})
