import { assert, describe, it } from "@effect/vitest"
import { Either, Schema } from "effect"
import {
  type Profiler,
  type ProfileSort,
  ProfileSummary,
  profileOf,
  profileWish,
} from "../../src/domain/Profile.ts"

const summary: ProfileSummary = {
  format: 1,
  profiler: "cprofile",
  sort: "own",
  state: "complete",
  at_seconds: 2,
  threads: false,
  children: false,
  total_calls: 7,
  entries: 1,
  functions: [
    { function: "f", file: "a.py", line: 1, calls: 7, own_seconds: 1, cumulative_seconds: 1 },
  ],
  files: ["profile.prof"],
}

const run = { pythonVersion: "3.13.1", elapsedSeconds: 5.25, folder: "/job/work/profile" }

const notCovered = (given: Partial<ProfileSummary>, pythonVersion = "3.13.1") =>
  profileOf({ ...summary, ...given }, { ...run, pythonVersion }).not_covered.join("\n")

describe("what is wanted of a profile", () => {
  const defaults: ReadonlyArray<[Profiler, ProfileSort]> = [
    ["cprofile", "own"],
    ["sampling", "own"],
    ["memory", "bytes"],
  ]
  for (const [profiler, sort] of defaults) {
    it(`is sorted by ${sort} for ${profiler}, where nobody says`, () => {
      const wish = profileWish(profiler, undefined, 25)
      assert.deepStrictEqual(wish, Either.right({ profiler, sort, top: 25 }))
    })
  }

  const wrong: ReadonlyArray<[Profiler, ProfileSort, string]> = [
    ["cprofile", "bytes", "own or cumulative or calls"],
    ["sampling", "calls", "own or cumulative"],
    ["memory", "own", "bytes or blocks"],
  ]
  for (const [profiler, sort, wayOut] of wrong) {
    it(`cannot be sorted by ${sort} for ${profiler}: the message has what can`, () => {
      const { message } = Either.getOrThrow(Either.flip(profileWish(profiler, sort, 25)))
      assert.strictEqual(
        message,
        `sort "${sort}" is nothing that the profiler "${profiler}" tells. Sort by ${wayOut}, or leave sort out.`,
      )
    })
  }
})

describe("a profile that was left", () => {
  it("is told with its files, whole, and without an overhead that nobody has measured", () => {
    const profile = profileOf(summary, run)
    assert.deepInclude(profile, {
      profiler: "cprofile",
      is_complete: true,
      overhead: null,
      files: ["/job/work/profile/profile.prof"],
    })
    assert.deepStrictEqual(profile.functions, summary.functions)
    for (const name of ["format", "state", "threads"]) assert.notProperty(profile, name)
  })

  it("is complete where the script was ended and could say its last word", () => {
    assert.isTrue(profileOf({ ...summary, state: "ended" }, run).is_complete)
  })

  it("is incomplete where it was not: the result says how much is missing", () => {
    assert.isFalse(profileOf({ ...summary, state: "running" }, run).is_complete)
    assert.include(notCovered({ state: "running" }), "The last 3.3 s")
    assert.include(notCovered({ state: "replaced" }), "exec")
    assert.notInclude(notCovered({}), "The last")
  })

  it("is incomplete where the script has switched the profiler off", () => {
    assert.isFalse(profileOf({ ...summary, lost: true }, run).is_complete)
    assert.include(notCovered({ lost: true }), "switched the profiler off")
    assert.isTrue(profileOf({ ...summary, lost: false }, run).is_complete)
    assert.notInclude(notCovered({ lost: false }), "switched")
  })

  it("says that the memory of its profiler counts", () => {
    assert.include(notCovered({ profiler: "memory" }), "counts against limits")
    assert.notInclude(notCovered({}), "counts against limits")
  })

  it("says what it knows of threads, by profiler and Python", () => {
    assert.notInclude(notCovered({}), "hreads")
    assert.include(notCovered({ threads: true }), "timed as if of one")
    assert.include(notCovered({ threads: true }, "3.11.9"), "Threads other than the main one.")
    const sampling = { threads: true, profiler: "sampling" } as const
    assert.include(notCovered(sampling), "Threads other than the main one.")
    assert.notInclude(notCovered({ threads: true, profiler: "memory" }), "hreads")
  })

  it("says that child processes are not in it, where there were some", () => {
    assert.include(notCovered({ children: true }), "child processes")
    assert.notInclude(notCovered({}), "child processes")
  })
})

describe("a summary", () => {
  const decode = Schema.decodeUnknownEither(ProfileSummary)

  it("is not believed where it names other files, or has more rows than were asked for", () => {
    assert.isTrue(Either.isRight(decode(summary)))
    assert.isTrue(Either.isLeft(decode({ ...summary, files: ["../../../etc/passwd"] })))
    assert.isTrue(Either.isLeft(decode({ ...summary, format: 2 })))
    const functions = Array.from({ length: 201 }, () => summary.functions?.[0])
    assert.isTrue(Either.isLeft(decode({ ...summary, functions })))
  })
})
