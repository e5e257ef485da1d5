import { assert, describe, it } from "@effect/vitest"
import { Option, Schema } from "effect"
import {
  exitCodeOf,
  isOver,
  type JobFiles,
  JobId,
  JobState,
  reasonOf,
  startedAtOf,
  stateOf,
  statusOf,
} from "../../src/domain/Job.ts"
import { recordOf, wellEnded } from "../support/Jobs.ts"
import { noon } from "../support/World.ts"

const files = (given: Partial<JobFiles> = {}): JobFiles => ({
  job: recordOf("a", null),
  begun: Option.none(),
  environment: Option.none(),
  started: Option.none(),
  stop: Option.none(),
  progress: Option.none(),
  result: Option.none(),
  exit: Option.none(),
  unreadable: Option.none(),
  ...given,
})

const begun = Option.some({ at: noon })
const started = Option.some({ pid: 1, start: "1", boot_id: "b", at: noon })
const exit = Option.some(wellEnded)
const stop = Option.some({ by: "x", reason: "cancelled" as const, grace_seconds: 3, at: noon })
const reason = "job.json: it is not JSON"
const unreadable = Option.some(reason)

describe("a job's state", () => {
  const states = [
    ["pending, where nothing has begun", {}, { _tag: "Pending" }],
    ["its environment, where it has begun", { begun }, { _tag: "Running", phase: "environment" }],
    [
      "its script, where that has started",
      { begun, started },
      { _tag: "Running", phase: "script" },
    ],
    ["its end, where it has one", { begun, started, exit }, { _tag: "Ended", end: wellEnded }],
    ["its end, even where nothing had begun", { exit }, { _tag: "Ended", end: wellEnded }],
    [
      "what it was, where it is only asked to stop",
      { begun, stop },
      { _tag: "Running", phase: "environment" },
    ],
    ["unreadable, where its record is", { begun, unreadable }, { _tag: "Unreadable", reason }],
    [
      "its end, even where its record cannot be read",
      { exit, unreadable },
      { _tag: "Ended", end: wellEnded },
    ],
  ] as const

  for (const [sentence, given, state] of states) {
    it(`is ${sentence}`, () => {
      assert.deepStrictEqual<object>({ ...stateOf(files(given)) }, state)
    })
  }
})

describe("a state's word", () => {
  it("is the contract's", () => {
    const words = [
      JobState.Pending(),
      JobState.Running({ phase: "script" }),
      JobState.Ended({ end: wellEnded }),
      JobState.Ended({ end: { ...wellEnded, status: "cancelled" } }),
      JobState.Unreadable({ reason: "" }),
    ].map((state) => [statusOf(state), isOver(state)])
    assert.deepStrictEqual(words, [
      ["pending", false],
      ["running", false],
      ["completed", true],
      ["cancelled", true],
      ["unknown", true],
    ])
  })
})

describe("what a job's end tells", () => {
  it("is its exit code and why it failed, and nothing before", () => {
    const failed = JobState.Ended({ end: { ...wellEnded, exit_code: 3, reason: "exit_code" } })
    assert.deepStrictEqual(
      [failed, JobState.Ended({ end: wellEnded }), JobState.Pending()].map((state) => [
        exitCodeOf({ state }),
        reasonOf({ state }),
      ]),
      [
        [3, "exit_code"],
        [0, null],
        [null, null],
      ],
    )
  })
})

describe("when a job started", () => {
  const at = (time: string) => Option.map(started, (record) => ({ ...record, at: time }))
  const ended = (started_at: string | null) => Option.some({ ...wellEnded, started_at })
  const cases = [
    ["is what its end tells", { begun, started: at("b"), exit: ended("c") }, "c"],
    [
      "is when its process started, where its end does not tell",
      { begun, started: at("b"), exit: ended(null) },
      "b",
    ],
    ["is when its process started, while it runs", { begun, started: at("b") }, "b"],
    ["is when its work began, where it never had a process", { begun, exit: ended(null) }, noon],
    ["is unknown before any work", {}, null],
  ] as const

  for (const [sentence, given, time] of cases) {
    it(sentence, () => {
      const job = files(given)
      assert.strictEqual(startedAtOf({ ...job, state: stateOf(job) }), time)
    })
  }
})

describe("a job's id", () => {
  it("is one segment of a path and nothing that leads elsewhere", () => {
    const isId = Schema.is(JobId)
    assert.isTrue(["01ARYZ6S41TSV4RRFFQ69G5FAV", "job-1", "a.b_c"].every(isId))
    const others = ["", ".", "..", "a/b", "../a", ".hidden", "a b", "a\n", "x".repeat(129)]
    assert.deepStrictEqual(others.filter(isId), [])
  })
})
