import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Logger, Schema } from "effect"
import { defaulted, integer, maybe, optional, required } from "../../src/tools/Fields.ts"
import { make } from "../../src/tools/Tool.ts"
import { textOf } from "../support/Calls.ts"

class NoSuchThing extends Schema.TaggedError<NoSuchThing>()("NoSuchThing", {}) {
  override get message() {
    return "There is no such thing. Ask for another."
  }
}

const Input = Schema.Struct({
  name: required(Schema.String, "A name"),
  times: defaulted(integer(1, 9), 1, "How often"),
  note: optional(Schema.String, "A note"),
})

const Output = Schema.Struct({
  said: Schema.String,
  at: maybe(Schema.DateFromString),
  times: maybe(Schema.Number.pipe(Schema.positive())),
})

type Handler<E> = (input: typeof Input.Type) => Effect.Effect<typeof Output.Type, E>

const say: Handler<never> = ({ name, times, note }) =>
  Effect.succeed({ said: `${name.repeat(times)}${note === undefined ? "" : `, ${note}`}` })

/** A tool that says a name so many times, or does what a test wants instead. */
const tool = <E extends { readonly message: string } = never>(handler: Handler<E> = say) =>
  make({
    name: "say",
    description: "Says a name.",
    group: "run",
    annotations: {
      title: "Say",
      readOnlyHint: true,
      destructiveHint: false,
      idempotentHint: true,
      openWorldHint: false,
    },
    input: Input,
    output: Output,
    handler,
    markdown: ({ said }) => `**${said}**`,
  })

describe("a call", () => {
  it.effect("gives the payload, and Markdown as its one block of text", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* tool().call({ name: "Ada" }), {
        content: [{ type: "text", text: "**Ada**" }],
        structuredContent: { said: "Ada" },
      })
    }),
  )

  it.effect("gives the payload's JSON as text where no Markdown is wanted", () =>
    Effect.gen(function* () {
      const result = yield* tool().call({ name: "Ada", markdown_output: false })
      assert.deepStrictEqual(result, {
        content: [{ type: "text", text: '{"said":"Ada"}' }],
        structuredContent: { said: "Ada" },
      })
    }),
  )

  it.effect("encodes the payload by the schema of the output", () =>
    Effect.gen(function* () {
      const dated = tool(() => Effect.succeed({ said: "now", at: new Date(0) }))
      const { structuredContent } = yield* dated.call({ name: "Ada" })
      assert.deepStrictEqual(structuredContent, { said: "now", at: "1970-01-01T00:00:00.000Z" })
    }),
  )

  it.effect("takes an optional argument given as null for one that is not given", () =>
    Effect.gen(function* () {
      const given = { name: "Ada", times: null, note: null, markdown_output: null }
      assert.strictEqual(textOf(yield* tool().call(given)), "**Ada**")
    }),
  )

  it.effect("takes a required argument given as null for one that is missing", () =>
    Effect.gen(function* () {
      const result = yield* tool().call({ name: null })
      assert.include(textOf(result), "- name: is required")
    }),
  )
})

describe("arguments that do not fit", () => {
  const refused = (given: unknown) =>
    Effect.map(tool().call(given), (result) => {
      assert.isTrue(result.isError)
      assert.notProperty(result, "structuredContent")
      return textOf(result).split("\n")
    })

  it.effect("are named one line for each, with what is wrong", () =>
    Effect.gen(function* () {
      const lines = yield* refused({ times: 10, note: 7 })
      assert.strictEqual(lines[0], "The arguments of say do not fit:")
      assert.deepStrictEqual(lines.slice(1, -1).sort(), [
        "- name: is required",
        "- note: Expected string, actual 7",
        "- times: 10 is not a whole number from 1 to 9",
      ])
      assert.strictEqual(lines.at(-1), "Correct them and call again; tools/list has the schema.")
    }),
  )

  it.effect("are those that the tool does not know, too", () =>
    Effect.gen(function* () {
      const lines = yield* refused({ name: "Ada", tiems: 2, Name: "x" })
      assert.deepStrictEqual(lines.slice(1, -1).sort(), [
        "- Name: say has no such argument",
        "- tiems: say has no such argument",
      ])
    }),
  )

  it.effect("are also arguments that are no object at all", () =>
    Effect.gen(function* () {
      assert.lengthOf(yield* refused("Ada"), 3)
      assert.lengthOf(yield* refused(["Ada"]), 3)
    }),
  )

  it.effect("are also missing where none are given", () =>
    Effect.gen(function* () {
      assert.include(yield* refused(undefined), "- name: is required")
    }),
  )

  it.effect("are also a markdown_output that is neither true nor false", () =>
    Effect.gen(function* () {
      const result = yield* tool().call({ name: "Ada", markdown_output: "no" })
      assert.isTrue(result.isError)
      assert.match(textOf(result), /markdown_output: "no" is neither true nor false/)
    }),
  )
})

describe("a handler that fails", () => {
  it.effect("gives its error's sentence and no payload", () =>
    Effect.gen(function* () {
      const result = yield* tool(() => Effect.fail(new NoSuchThing())).call({ name: "Ada" })
      assert.deepStrictEqual(result, {
        content: [{ type: "text", text: "There is no such thing. Ask for another." }],
        isError: true,
      })
    }),
  )

  it.effect("by a defect gives a sentence with a reference that the log has too", () =>
    Effect.gen(function* () {
      const lines: Array<string> = []
      const logger = Logger.map(Logger.logfmtLogger, (line) => lines.push(line))
      const result = yield* tool(() => Effect.dieMessage("the secret cause"))
        .call({ name: "Ada" })
        .pipe(Effect.provide(Logger.replace(Logger.defaultLogger, logger)))
      assert.isTrue(result.isError)
      const [, reference] = /reference ([0-9a-f]{8})/.exec(textOf(result)) ?? []
      assert.isDefined(reference)
      assert.notInclude(textOf(result), "the secret cause")
      assert.lengthOf(lines, 1)
      assert.include(lines[0], `defect ${reference} in say`)
      assert.include(lines[0], "the secret cause")
      assert.include(lines[0], "level=ERROR")
    }),
  )

  it.effect("by an output that does not fit its schema is such a defect", () =>
    Effect.gen(function* () {
      const wrong = tool(() => Effect.succeed({ said: "never", times: 0 }))
      const result = yield* wrong
        .call({ name: "Ada" })
        .pipe(Effect.provide(Logger.remove(Logger.defaultLogger)))
      assert.match(textOf(result), /for a reason of its own/)
    }),
  )

  it.effect("by interruption gives no result: the client expects none", () =>
    Effect.gen(function* () {
      const call = yield* Effect.fork(tool(() => Effect.never).call({ name: "Ada" }))
      const exit = yield* Fiber.interrupt(call)
      assert.strictEqual(exit._tag, "Failure")
    }),
  )
})
