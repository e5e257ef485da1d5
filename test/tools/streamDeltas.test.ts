import { assert, describe, it } from "@effect/vitest"
import { type Duration, Effect, Fiber, Option } from "effect"
import type { ScriptedOutput } from "../../src/processes/ScriptedPlay.ts"
import { markdown, payload, refusal } from "../support/Calls.ts"
import { endOf, pass, process, start } from "../support/Jobs.ts"
import { playing } from "../support/Requests.ts"
import { world } from "../support/World.ts"

/** A job whose script prints this and ends after two seconds. */
const printing = Effect.fnUntraced(function* (
  output: ReadonlyArray<ScriptedOutput>,
  after: Duration.DurationInput = "2 seconds",
) {
  yield* playing({ output, after })
  const id = yield* start(process)
  yield* pass("1 millis")
  return id
})

const deltas = (job_id: string, given: Readonly<Record<string, unknown>> = {}) =>
  payload("stream_deltas", { job_id, ...given })

const out = (text: string, at: Duration.DurationInput = 0): ScriptedOutput => ({
  stream: "stdout",
  text,
  at,
})

describe("the new output of a job", () => {
  it.effect("is all that there is, then only what has come since", () =>
    Effect.gen(function* () {
      const id = yield* printing([out("one\n"), out("two\n", "1 second")])
      assert.deepStrictEqual(yield* deltas(id), {
        job_id: id,
        stdout: "one\n",
        stderr: "",
        stdout_start: 0,
        stderr_start: 0,
        stdout_cursor: 4,
        stderr_cursor: 0,
        status: "running",
        finished: false,
      })
      yield* pass("1 second")
      assert.deepInclude(yield* deltas(id, { stdout_cursor: 4 }), {
        stdout: "two\n",
        stdout_cursor: 8,
        finished: false,
      })
      yield* pass("1 second")
      assert.deepInclude(yield* deltas(id, { stdout_cursor: 8 }), {
        stdout: "",
        status: "completed",
        finished: true,
      })
    }).pipe(Effect.provide(world())),
  )

  it.effect("is finished only when all of it has been read", () =>
    Effect.gen(function* () {
      const id = yield* printing([out("0123456789")], "1 second")
      yield* pass("1 second")
      const first = yield* deltas(id, { max_bytes: 6 })
      assert.deepInclude(first, { stdout: "012345", stdout_cursor: 6, finished: false })
      const second = yield* deltas(id, { max_bytes: 6, stdout_cursor: 6 })
      assert.deepInclude(second, { stdout: "6789", stdout_cursor: 10, finished: true })
    }).pipe(Effect.provide(world())),
  )

  it.effect("from a negative cursor is the end of it", () =>
    Effect.gen(function* () {
      const id = yield* printing([out("0123456789")])
      assert.deepInclude(yield* deltas(id, { stdout_cursor: -3 }), {
        stdout: "789",
        stdout_cursor: 10,
      })
      assert.deepInclude(yield* deltas(id, { stdout_cursor: -99 }), { stdout: "0123456789" })
      assert.deepInclude(yield* deltas(id, { stdout_cursor: 99 }), {
        stdout: "",
        stdout_cursor: 10,
      })
    }).pipe(Effect.provide(world())),
  )

  it.effect("from a negative cursor begins with a whole character", () =>
    Effect.gen(function* () {
      const id = yield* printing([out("a€b")])
      const shown = { stdout: "b", stdout_start: 4, stdout_cursor: 5 }
      assert.deepInclude(yield* deltas(id, { stdout_cursor: -2 }), shown)
      assert.deepInclude(yield* deltas(id, { stdout_cursor: -3 }), shown)
      assert.deepInclude(yield* deltas(id, { stdout_cursor: -4 }), { stdout: "€b" })
      const exact = yield* deltas(id, { stdout_cursor: -2, encoding: "base64" })
      assert.strictEqual(exact.stdout, Buffer.from("€b").subarray(2).toString("base64"))
    }).pipe(Effect.provide(world())),
  )

  it.effect("never splits a character, and holds it back until it is whole", () =>
    Effect.gen(function* () {
      const id = yield* printing([out("aaa€b")])
      const first = yield* deltas(id, { max_bytes: 4 })
      assert.deepInclude(first, { stdout: "aaa", stdout_cursor: 3 })
      assert.deepInclude(yield* deltas(id, { max_bytes: 4, stdout_cursor: 3 }), {
        stdout: "€b",
        stdout_cursor: 7,
      })
    }).pipe(Effect.provide(world())),
  )

  it.effect("is exact to the byte in base64", () =>
    Effect.gen(function* () {
      const id = yield* printing([out("a€")])
      const result = yield* deltas(id, { encoding: "base64", stdout_cursor: 2 })
      assert.deepInclude(result, {
        stdout: Buffer.from("€").subarray(1).toString("base64"),
        stdout_cursor: 4,
      })
    }).pipe(Effect.provide(world())),
  )

  it.effect("is for people a state with the cursors to go on from", () =>
    Effect.gen(function* () {
      const id = yield* printing([out("hi\n")])
      assert.strictEqual(
        yield* markdown("stream_deltas", { job_id: id }),
        `**More to come** (running) · job \`${id}\` · stdout_cursor=3 stderr_cursor=0\n\n\`\`\`text\nhi\n\`\`\``,
      )
    }).pipe(Effect.provide(world())),
  )
})

describe("new output that is too long for people", () => {
  const lines = Array.from({ length: 9000 }, (_, line) => `line ${line}\n`).join("")

  /** What the marker in a text says. */
  const markerOf = (text: string) => {
    const [, count = "", cursor] =
      /\[… ([\d,]+) bytes of stdout left out; stream_deltas\(job_id="\w+", stdout_cursor=(\d+)\)/.exec(
        text,
      ) ?? []
    return { missing: Number(count.replaceAll(",", "")), from: Number(cursor) }
  }

  it.effect("says where in the stream it was cut", () =>
    Effect.gen(function* () {
      const id = yield* printing([out(lines)])
      const given = { job_id: id, stdout_cursor: 7000 }
      const text = yield* markdown("stream_deltas", given)
      const { stdout, stdout_start } = yield* payload("stream_deltas", given)
      assert.strictEqual(stdout_start, 7000)
      const { missing, from } = markerOf(text)
      const [head = "", tail = ""] = text.split(/\[….*…\]\n/)
      assert.isTrue(head.endsWith(lines.slice(7000, from)))
      const end = 7000 + String(stdout).length
      assert.isTrue(tail.startsWith(lines.slice(from + missing, end)))
    }).pipe(Effect.provide(world())),
  )

  it.effect("is cut between bytes in base64", () =>
    Effect.gen(function* () {
      const id = yield* printing([out(lines)])
      const given = { job_id: id, stdout_cursor: 1, encoding: "base64" }
      const text = yield* markdown("stream_deltas", given)
      const { missing, from } = markerOf(text)
      const [, shown = ""] = /```text\n(.*)\n/.exec(text) ?? []
      assert.strictEqual(Buffer.from(shown, "base64").toString(), lines.slice(1, from))
      assert.strictEqual(from + missing, 1 + 65_536)
    }).pipe(Effect.provide(world())),
  )
})

describe("waiting for new output", () => {
  it.effect("ends as soon as there is some", () =>
    Effect.gen(function* () {
      const id = yield* printing([out("hi\n", "1 second")])
      const waiting = yield* Effect.fork(deltas(id, { wait_seconds: 10 }))
      yield* pass("900 millis")
      assert.isTrue(Option.isNone(yield* Fiber.poll(waiting)))
      yield* pass("200 millis")
      assert.deepInclude(yield* Fiber.join(waiting), { stdout: "hi\n" })
    }).pipe(Effect.provide(world())),
  )

  it.effect("ends with the job", () =>
    Effect.gen(function* () {
      const id = yield* printing([], "1 second")
      const waiting = yield* Effect.fork(deltas(id, { wait_seconds: 10 }))
      yield* pass("1100 millis")
      assert.deepInclude(yield* Fiber.join(waiting), { stdout: "", finished: true })
    }).pipe(Effect.provide(world())),
  )

  it.effect("ends with the time, the job untouched", () =>
    Effect.gen(function* () {
      const id = yield* printing([], "1 hour")
      const waiting = yield* Effect.fork(deltas(id, { wait_seconds: 1 }))
      yield* pass("1 second")
      assert.deepInclude(yield* Fiber.join(waiting), { stdout: "", status: "running" })
      assert.isNull(yield* endOf(id))
    }).pipe(Effect.provide(world())),
  )

  it.effect("looks once more when the time is over", () =>
    Effect.gen(function* () {
      const id = yield* printing([out("hi\n", "130 millis")])
      const waiting = yield* Effect.fork(deltas(id, { wait_seconds: 0.15 }))
      yield* pass("1 second")
      assert.deepInclude(yield* Fiber.join(waiting), { stdout: "hi\n", stdout_cursor: 3 })
    }).pipe(Effect.provide(world())),
  )

  it.effect("takes 50 seconds at most, and says so", () =>
    Effect.gen(function* () {
      const id = yield* printing([out("hi\n")])
      const result = yield* deltas(id, { wait_seconds: 600 })
      assert.match(String(result.message), /^Waited at most 50 s/)
    }).pipe(Effect.provide(world())),
  )
})

describe("output that cannot be read", () => {
  it.effect("is that of a job that nobody knows", () =>
    Effect.map(refusal("stream_deltas", { job_id: "nobody" }), (message) =>
      assert.match(message, /^There is no job "nobody"\. List the known ones with py_list_jobs\.$/),
    ).pipe(Effect.provide(world())),
  )

  it.effect("is too little or too much at a time", () =>
    Effect.gen(function* () {
      for (const max_bytes of [3, 1_048_577]) {
        const message = yield* refusal("stream_deltas", { job_id: "x", max_bytes })
        assert.include(message, `max_bytes: ${max_bytes} is not a whole number from 4 to 1048576`)
      }
    }).pipe(Effect.provide(world())),
  )
})
