import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { ResourceRegistry } from "../../src/tools/ResourceRegistry.ts"
import { ToolCall } from "../../src/tools/ToolCall.ts"
import { ToolRegistry } from "../../src/tools/ToolRegistry.ts"
import { endOf, pass, process, start } from "../support/Jobs.ts"
import { playing } from "../support/Requests.ts"
import { namesIn, world } from "../support/World.ts"

const readUri = (uri: string) => Effect.flatMap(ResourceRegistry, (registry) => registry.read(uri))

describe("job-stream://", () => {
  it.effect("is both streams of a job, and reading it changes nothing", () =>
    Effect.gen(function* () {
      yield* playing({
        after: "1 minute",
        output: [
          { stream: "stdout", text: "out\n" },
          { stream: "stderr", text: "err\n" },
        ],
      })
      const id = yield* start(process)
      yield* pass("1 second")
      const before = yield* namesIn(`/state/jobs/2026-11-23/${id}`)
      assert.deepStrictEqual(yield* readUri(`job-stream://${id}`), {
        mimeType: "text/plain",
        text: "---STDOUT---\nout\n\n---STDERR---\nerr\n",
      })
      assert.deepStrictEqual(yield* namesIn(`/state/jobs/2026-11-23/${id}`), before)
      assert.isNull(yield* endOf(id))
    }).pipe(Effect.provide(world())),
  )

  it.effect("is bounded like any answer", () =>
    Effect.gen(function* () {
      yield* playing({ output: [{ stream: "stdout", text: "0123456789\n".repeat(1000) }] })
      const id = yield* start(process)
      yield* pass("1 second")
      const content = yield* readUri(`job-stream://${id}`)
      const text = "text" in content ? content.text : assert.fail("it is no text")
      assert.isBelow(text.length, 1300)
      assert.include(text, `stream_deltas(job_id="${id}"`)
    }).pipe(Effect.provide(world({ settings: { maxReplyBytes: 1000 } }))),
  )

  const unknown = ["job-stream://nobody", "job-stream://%zz", "file:///etc/passwd", "job-stream://"]

  for (const uri of unknown) {
    it.effect(`of ${uri} is not found, and its name is said`, () =>
      Effect.gen(function* () {
        const error = yield* Effect.flip(readUri(uri))
        assert.strictEqual(error._tag, "ResourceNotFound")
        assert.strictEqual(error.uri, uri)
        assert.include(error.message, uri)
        assert.match(error.message, /List the .*\.$/)
      }).pipe(Effect.provide(world())),
    )
  }
})

describe("a tool that there is not", () => {
  it.effect("is no result but a failure, which is for the protocol to tell", () =>
    Effect.gen(function* () {
      const registry = yield* ToolRegistry
      const error = yield* Effect.flip(registry.call("run_scipt", {}, ToolCall.silent))
      assert.strictEqual(
        error.message,
        'There is no tool "run_scipt". List the known ones with tools/list.',
      )
    }).pipe(Effect.provide(world())),
  )
})
