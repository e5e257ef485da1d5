import { assert, describe, it } from "@effect/vitest"
import { Array as Arr, Effect } from "effect"
import type { CompletionRequest } from "../../src/tools/Resource.ts"
import { ResourceRegistry } from "../../src/tools/ResourceRegistry.ts"
import { ToolCall } from "../../src/tools/ToolCall.ts"
import { ToolRegistry } from "../../src/tools/ToolRegistry.ts"
import { payload } from "../support/Calls.ts"
import { endOf, make, pass, process, start } from "../support/Jobs.ts"
import { idAt } from "../support/Owners.ts"
import { playing } from "../support/Requests.ts"
import { jobWithWork } from "../support/Work.ts"
import { namesIn, noon, put, world } from "../support/World.ts"

const readUri = (uri: string) => Effect.flatMap(ResourceRegistry, (registry) => registry.read(uri))

const textOf = (uri: string) =>
  Effect.map(readUri(uri), (content) =>
    "text" in content ? content.text : assert.fail("it is no text"),
  )

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
      const text = yield* textOf(`job-stream://${id}`)
      assert.isBelow(text.length, 1300)
      assert.include(text, `stream_deltas(job_id="${id}"`)
    }).pipe(Effect.provide(world({ settings: { maxReplyBytes: 1000 } }))),
  )

  const unknown = [
    "job-stream://nobody",
    "job-stream://%zz",
    "file:///etc/passwd",
    "job-stream://",
    "job://nobody",
    "job-file://nobody/a.txt",
    "job-file://nobody",
    "script://nosuch",
    "script://..%2Fjobs",
    "python://2.7",
  ]

  for (const uri of unknown) {
    it.effect(`of ${uri} is not found, and its name is said`, () =>
      Effect.gen(function* () {
        const error = yield* Effect.flip(readUri(uri))
        assert.strictEqual(error._tag, "ResourceNotFound")
        assert.strictEqual(error.uri, uri)
        assert.include(error.message, uri)
        assert.match(error.message, /(?:List the .*\.|py_list_scripts lists .*)$/)
      }).pipe(Effect.provide(world())),
    )
  }
})

describe("job://", () => {
  it.effect("is what py_job_status shows", () =>
    Effect.gen(function* () {
      yield* playing({ output: [{ stream: "stdout", text: "hi\n" }] })
      const id = yield* start(process)
      yield* pass("1 second")
      const shown = yield* payload("py_job_status", { job_id: id })
      assert.deepStrictEqual(JSON.parse(yield* textOf(`job://${id}`)), shown)
    }).pipe(Effect.provide(world())),
  )
})

describe("script://", () => {
  it.effect("is the source of a saved script, by its name in a URI", () =>
    Effect.gen(function* () {
      yield* payload("py_save_script", { script_name: "my report", source: "print(1)\n" })
      assert.deepStrictEqual(yield* readUri("script://my%20report"), {
        mimeType: "text/x-python",
        text: "print(1)\n",
      })
    }).pipe(Effect.provide(world())),
  )
})

describe("python://", () => {
  it.effect("is an installed Python, by its full version or the begin of it", () =>
    Effect.gen(function* () {
      const { result } = yield* payload("python_versions")
      for (const version of ["3.13.1", "3.13"]) {
        const found: unknown = JSON.parse(yield* textOf(`python://${version}`))
        assert.deepStrictEqual([found], result)
      }
      const error = yield* Effect.flip(readUri("python://3.1"))
      assert.include(error.message, "3.13.1")
    }).pipe(Effect.provide(world())),
  )
})

describe("a completion", () => {
  const complete = (request: Partial<CompletionRequest>) =>
    Effect.flatMap(ResourceRegistry, (registry) =>
      registry.complete({
        uriTemplate: "job://{job_id}",
        variable: "job_id",
        typed: "",
        known: {},
        ...request,
      }),
    )

  it.effect("of a job id has the newest first, by how it begins or by its label", () =>
    Effect.gen(function* () {
      const [old, young] = [idAt(noon, "1"), idAt(noon, "2")]
      yield* make(old, { label: "Nightly report" })
      yield* make(young, { label: "weekly" })
      const valuesOf = (typed: string) => Effect.map(complete({ typed }), ({ values }) => values)
      assert.deepStrictEqual(yield* valuesOf(""), [young, old])
      assert.deepStrictEqual(yield* valuesOf(young.toLowerCase()), [young])
      assert.deepStrictEqual(yield* valuesOf("REPORT"), [old])
      assert.deepStrictEqual(yield* valuesOf("zzz"), [])
    }).pipe(Effect.provide(world())),
  )

  it.effect("has at most 100 values, and says how many there are", () =>
    Effect.gen(function* () {
      yield* Effect.forEach(Arr.range(1, 120), (n) => make(idAt(noon, String(n))))
      const { values, total, hasMore } = yield* complete({})
      assert.lengthOf(values, 100)
      assert.strictEqual(total, 120)
      assert.isTrue(hasMore)
    }).pipe(Effect.provide(world())),
  )

  it.effect("of a script's name and of a Python's version begin as typed", () =>
    Effect.gen(function* () {
      yield* payload("py_save_script", { script_name: "report", source: "" })
      yield* payload("py_save_script", { script_name: "other", source: "" })
      const script = { uriTemplate: "script://{name}", variable: "name", typed: "re" }
      assert.deepStrictEqual((yield* complete(script)).values, ["report"])
      const version = { uriTemplate: "python://{version}", variable: "version", typed: "3." }
      assert.deepStrictEqual((yield* complete(version)).values, ["3.13.1"])
    }).pipe(Effect.provide(world())),
  )

  it.effect("of a path has the files of the job that is known", () =>
    Effect.gen(function* () {
      const { folder, id } = yield* jobWithWork
      yield* put(`${folder}/plots/a.png`, "")
      const path = { uriTemplate: "job-file://{job_id}/{+path}", variable: "path" }
      const known = { job_id: id }
      assert.deepStrictEqual((yield* complete({ ...path, known })).values, ["plots/a.png"])
      assert.deepStrictEqual((yield* complete({ ...path, known, typed: "x" })).values, [])
      assert.deepStrictEqual((yield* complete(path)).values, [])
    }).pipe(Effect.provide(world())),
  )

  it.effect("of what no template has is none", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* complete({ variable: "toString" }), {
        values: [],
        total: 0,
        hasMore: false,
      })
    }).pipe(Effect.provide(world())),
  )
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
