import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { createdAt, endOf, importedId, outputOf, PythonJob } from "../../src/domain/PythonJobs.ts"
import { isUlid } from "../../src/domain/Ulid.ts"

const jobOf = (given: Readonly<Record<string, unknown>> = {}) =>
  Schema.decodeUnknownSync(PythonJob)({ id: "a", status: "completed", ...given })

const sizes = { stdout: 0, stderr: 0 }

describe("the Python server's job", () => {
  it("may lack everything but its id and its status", () => {
    const job = jobOf()
    assert.strictEqual(createdAt(job), "1970-01-01T00:00:00.000Z")
    assert.deepStrictEqual(outputOf(job), { stdout: "", stderr: "" })
    assert.deepInclude(endOf(job, sizes), {
      status: "completed",
      elapsed_seconds: 0,
      exit_code: null,
    })
  })

  it("has its output in its result, else what was kept of it while it ran", () => {
    const partial = { partial_stdout: "half", partial_stderr: "err" }
    assert.deepStrictEqual(outputOf(jobOf(partial)), { stdout: "half", stderr: "err" })
    const whole = { ...partial, result: { stdout: "whole", stderr: 7 } }
    assert.deepStrictEqual(outputOf(jobOf(whole)), { stdout: "whole", stderr: "err" })
    assert.deepStrictEqual(outputOf(jobOf({ ...partial, result: "text" })).stdout, "half")
  })

  it("has the exit code that its result tells, where that is one", () => {
    assert.strictEqual(endOf(jobOf({ result: { exit_code: 3 } }), sizes).exit_code, 3)
    assert.strictEqual(endOf(jobOf({ result: { exit_code: "3" } }), sizes).exit_code, null)
    assert.strictEqual(endOf(jobOf({ result: null }), sizes).exit_code, null)
  })

  it("ended when it was said to be over, else when it was last heard of", () => {
    const started_at = "2024-05-01T10:00:00"
    const over = endOf(jobOf({ started_at, completed_at: "2024-05-01T10:00:05" }), sizes)
    assert.strictEqual(over.elapsed_seconds, 5)
    const lost = endOf(jobOf({ status: "running", started_at }), sizes)
    assert.deepInclude(lost, { elapsed_seconds: 0, ended_at: new Date(started_at).toISOString() })
  })

  it("has its local times read in this machine's zone, and zoned ones as they are", () => {
    const local = "2024-05-01T10:00:00.123456"
    assert.strictEqual(createdAt(jobOf({ created_at: local })), new Date(local).toISOString())
    assert.strictEqual(
      createdAt(jobOf({ created_at: "2024-05-01T10:00:00+02:00" })),
      "2024-05-01T08:00:00.000Z",
    )
    assert.strictEqual(createdAt(jobOf({ created_at: "soon" })), "1970-01-01T00:00:00.000Z")
  })
})

describe("the id of an imported job", () => {
  it("is its own, where that is safe", () => {
    assert.strictEqual(importedId("3f2a-77_x"), "3f2a-77_x")
  })

  it("is made of its own, where that is not, and always the same", () => {
    const unsafe = [
      "",
      "..",
      "a/b",
      "a b",
      "-x",
      "a.b",
      "x".repeat(129),
      "ä",
      "01ARYZ6S41TSV4RRFFQ69G5FAV",
    ]
    for (const id of unsafe) {
      assert.match(importedId(id), /^py-[0-9a-f]{32}$/, id)
      assert.strictEqual(importedId(id), importedId(id))
    }
    assert.lengthOf(new Set(unsafe.map(importedId)), unsafe.length)
  })

  it("is never taken for one of ours, which stand on the shelf of their day", () => {
    assert.isFalse(isUlid(importedId("01ARYZ6S41TSV4RRFFQ69G5FAV")))
  })
})
